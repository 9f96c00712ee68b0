"""Who says what: sources, cues and contents of small texts."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.extract.attribution import Attribution, find_attributions, source_of
from armstrail.extract.page import lay_out
from armstrail.extract.quotations import find_quotations
from armstrail.model import Document
from armstrail.rules import load_toml

SAYING = load_toml("languages/en/saying.toml")


def read(text: str, **head: str) -> list[Attribution]:
    return find_attributions(lay_out(Document(text, "x", **head)))  # type: ignore[arg-type]


def told(text: str, **head: str) -> list[tuple[str, list[str]]]:
    """(speaker, contents) of a text."""
    return [(a.speaker, [text[x:y] for x, y in a.content]) for a in read(text, **head)]


# -- quotations


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('He said “yes” and "no" and «oui».', ["yes", "no", "oui"]),
        ("Er sagte: „Nein“ und »Ja«.", ["Nein", "Ja"]),
        ("''A deal,'' he said.", ["A deal,"]),
        ("Serbia ‘Disappointed’ by the sale", ["Disappointed"]),
        ("the ministers' decision, the Army's tanks and rock 'n' roll in the '90s", []),
        ("Kosovo's ministers’ plan was 'a surprise', he said.", ["a surprise"]),
        ('a 6" pipe and a 5\'10" man', []),
        ("“He told me ‘never’ again,” she said.", ["He told me ‘never’ again,"]),
        ("“He said “no” twice,” she said.", ["He said “no” twice,"]),
        ("“One for us. “America leads,” he said.", ["One for us.", "America leads,"]),
        ("“First part.\n“Second part,” he said.", ["First part.", "Second part,"]),
        ('“mixed marks" he said.', ["mixed marks"]),
        ("an open “ mark", ["mark"]),
        ("", []),
    ],
)
def test_quotations(text: str, quotes: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotations(text) if not q.nested] == quotes


def test_a_paragraph_that_opens_a_quotation_anew_continues_it() -> None:
    text = "“First part.\n“Second part,” he said."
    assert [q.goes_on for q in find_quotations(text)] == [False, True]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„`", max_size=200))
@settings(deadline=None)
def test_quotations_lie_inside_the_text_in_order_and_apart(text: str) -> None:
    """Invariant 1: spans give their quote."""
    found = find_quotations(text)
    for q in found:
        assert 0 <= q.outer[0] <= q.start < q.end <= q.outer[1] <= len(text)
        assert not text[q.start].isspace()
        assert not text[q.end - 1].isspace()
    outer = [q for q in found if not q.nested]
    assert all(a.outer[1] <= b.outer[0] for a, b in pairwise(outer))


# -- the rules' own examples


@pytest.mark.parametrize(
    "example", [e for r in (*SAYING["cue"], SAYING["according"], SAYING["papers"]) for e in r["examples"]]
)
def test_examples_name_a_source(example: str) -> None:
    name = "Ana" if example.startswith("She") else "Jan"
    assert any(a.source is not None for a in read(f"Minister {name} Novak spoke.\n\n{example}"))


@pytest.mark.parametrize(
    "example",
    [e for r in (*SAYING["cue"], SAYING["according"], SAYING["papers"]) for e in r["counterexamples"]],
)
def test_counterexamples_name_none(example: str) -> None:
    assert not any(a.speaker for a in read(example))


# -- who and what


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Hill told Vucic that the request was sent.", "Hill", "the request was sent"),
        (
            "The Defence Agency announced on January 11 that it had approved it.",
            "Defence Agency",
            "it had approved it",
        ),
        ("The cost is $75 million, the agency said.", "agency", "The cost is $75 million"),
        (
            "Liridona Gashi, a political adviser to Defense Minister Ejup Maqedonci, said that the force is growing.",
            "Liridona Gashi",
            "the force is growing",
        ),
        (
            "Kosovo’s Minister of Defence, Ejup Maqedonci, confirmed that the deal is signed.",
            "Ejup Maqedonci",
            "the deal is signed",
        ),
        (
            "Serbian President Aleksandar Vučić, a Russia ally who was re-elected, said the tanks came.",
            "Aleksandar Vučić",
            "the tanks came",
        ),
        (
            "U.S. Ambassador to Serbia Christopher Hill said it will be sent.",
            "Christopher Hill",
            "it will be sent",
        ),
        ("Lt. Gen. John Smith said the jets would arrive.", "John Smith", "the jets would arrive"),
        ("In a press release, US company Lockheed Martin said sales rose.", "Lockheed Martin", "sales rose"),
        (
            "The jets came in May, according to Defence Minister Jan Novak.",
            "Jan Novak",
            "The jets came in May",
        ),
        ("According to the Defence Ministry, the jets came.", "Defence Ministry", "the jets came"),
        ("Data from SIPRI shows a sharp increase in spending.", "SIPRI", "a sharp increase in spending"),
        ("A statement by Vučić’s office said the sale was bad.", "Vučić’s office", "the sale was bad"),
        (
            "Forty-four tanks were ordered, say Russian sources.",
            "Russian sources",
            "Forty-four tanks were ordered",
        ),
        ("Vučić pledged to continue buying arms.", "Vučić", "to continue buying arms"),
        (
            "French sources put the contract at about €5.2 billion.",
            "French sources",
            "the contract at about €5.2 billion",
        ),
        (
            "Andrzej Duda spoke in Warsaw. Poland has sent jets, said President Duda, and more will come.",
            "Andrzej Duda",
            "Poland has sent jets",
        ),
        (
            "State media carried a statement by Maria Zakharova that “Moscow condemns it.”",
            "Maria Zakharova",
            "Moscow condemns it.",
        ),
        ("Media quotes a Moscow official as saying: “It is bad.”", "a Moscow official", "It is bad."),
        (
            "President Jan Novak, an ally of ours, was quoted by ABC News as having expressed “deep regret.”",
            "Jan Novak",
            "deep regret.",
        ),
        (
            "On Lockheed Martin’s website, the Javelin is described as “a weapon”.",
            "Lockheed Martin",
            "a weapon",
        ),
        ("“Sad,” said Brig.-Gen. (Ret.) Yair Kulas, head of the office.", "Yair Kulas", "Sad,"),
        ("They have arrived, according to local reports, and more will come.", "local reports", "They have arrived"),
        ("Media reports put the price at $2 billion.", "Media reports", "the price at $2 billion"),
        ("The talks go on, officials in South Block say.", "officials in South Block", "The talks go on"),
        ("Forty tanks were ordered, say officials in Delhi.", "officials in Delhi", "Forty tanks were ordered"),
        ("The arms never came, its prime minister has complained.", "prime minister", "The arms never came"),
        (
            "The tanks come from Rheinmetall, which makes them in Kassel, said Boris Pistorius.",
            "Boris Pistorius",
            "The tanks come from Rheinmetall",
        ),
        (
            "Balkan Security Network, which has followed the matter since 2019, says the aircraft brought missiles.",
            "Balkan Security Network",
            "the aircraft brought missiles",
        ),
        (
            "The talks are done, a former commander and three other sources said on Friday.",
            "a former commander and three other sources",
            "The talks are done",
        ),
    ],
)  # fmt: skip
def test_sources_and_contents(text: str, speaker: str, content: str) -> None:
    found = [(who, " | ".join(what)) for who, what in told(text)]
    assert any(who == speaker and content in what for who, what in found), found


@pytest.mark.parametrize(
    "text",
    [
        "The State Department approved the sale.",
        "Kosovo signed a contract for drones.",
        "He did not say how many.",
        "The ministry declined to comment.",
        "It was not specified where the money goes.",
        "The said agreement was reported in the United States.",
        "A report on the state of the army was read.",
        "The decision to start small shows that it works.",
        "They’re aware of it and believe that it works.",
        "No one can say that it works.",
        "It is built by makers of, say, tanks.",
    ],
)
def test_acts_and_nouns_are_no_attribution(text: str) -> None:
    assert not [a for a in read(text) if a.speaker]


def test_a_name_before_a_colon_speaks_in_a_headline() -> None:
    assert told("Olaf Scholz: No Taurus for Ukraine\n\nIt was said in Berlin.") == [
        ("Olaf Scholz", ["No Taurus for Ukraine"])
    ]


def test_a_pronoun_that_nobody_is_named_for_gives_no_source() -> None:
    assert told("They said the tanks came.") == []


def test_a_passive_without_a_source_has_none() -> None:
    (found,) = read("It was reported that Belgrade was interested in missiles.")
    assert found.source is None
    assert found.speaker == ""


def test_the_outlet_is_no_source() -> None:
    text = "Russia reacted strongly to the sale, reports The Geopost."
    assert told(text) != []
    assert told(text, outlet="The Geopost") == []
    agency = "The Defense Security Cooperation Agency said it had approved the sale."
    assert told(agency, outlet="Defense News") != []


def test_a_surname_stands_for_the_full_name_wherever_it_is_printed() -> None:
    text = (
        "Vucic: sale is bad\n\nVucic said it was bad.\n\nLater President Aleksandar Vucic said that he knew."
    )
    assert [who for who, _ in told(text)][-2:] == ["Aleksandar Vucic", "Aleksandar Vucic"]


def test_a_pronoun_finds_its_subject_and_keeps_both_spans() -> None:
    text = "Prime Minister Albin Kurti published photos of a drone which he said Kosovo had bought."
    (found,) = read(text)
    assert found.speaker == "Albin Kurti"
    assert {text[a:b] for a, b in found.speaker_spans} == {"he", "Albin Kurti"}


def test_an_office_stands_for_its_holder_of_that_state() -> None:
    text = (
        "Serbian President Aleksandar Vucic met Kosovo's Prime Minister Albin Kurti.\n\n"
        "Serbia’s president said that peace matters. Albania’s prime minister said that it agrees."
    )
    assert [who for who, _ in told(text)] == ["Aleksandar Vucic", "Albania’s prime minister"]


def test_the_agency_is_the_body_last_named() -> None:
    text = (
        "The Defense Security Cooperation Agency announced it.\n\n"
        "The cost is $75 million, the agency said, adding that it is fair."
    )
    assert {who for who, _ in told(text)} == {"Defense Security Cooperation Agency"}


def test_it_is_the_issuer_of_the_press_release() -> None:
    text = "“The request will be sent,” it said in a press release that Vucic’s office issued on Thursday."
    assert told(text) == [("Vucic’s office", ["The request will be sent,"])]


def test_words_quoted_inside_a_report_are_the_inner_speakers() -> None:
    text = "Vucic “said that this is a disappointment for Serbia”, the press release noted."
    assert told(text) == [("Vucic", ["this is a disappointment for Serbia"])]


def test_the_innermost_attribution_covers_a_span() -> None:
    text = "A statement by Vučić’s office said Ambassador Christopher Hill told him that the request will be sent."
    at = text.index("request")
    found = source_of(read(text), (at, at + 7))
    assert found is not None
    assert found.speaker == "Christopher Hill"


def test_a_second_assertion_with_its_own_time_is_left_out() -> None:
    text = "The minister said the country had bought Javelins, and last month Romania received approval."
    assert told(text) == [("The minister", ["the country had bought Javelins"])]


def test_a_dateline_is_not_said() -> None:
    text = "BELGRADE, Serbia — The request has come, the ministry said."
    assert told(text) == [("the ministry", ["The request has come"])]


# -- hostile text


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "“",
        "'a ",
        "“a b c,” he said, ",
        '"a b." ',
        "“a.\n",
        "A-",
        "Aa ",
        "A.B",
        "X, a, ",
        "(",
        "who ",
        "said ",
        "“\u200b”",
        "the ministry said that the agency said that ",
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        page = lay_out(Document(piece * (size // len(piece)), "x"))
        start = time.process_time()
        find_attributions(page)
        return time.process_time() - start

    small, large = seconds(10_000), seconds(80_000)
    assert large < max(1.0, 24 * small)


def test_a_million_marks() -> None:
    start = time.process_time()
    find_quotations('"' * 1_000_000)
    find_quotations("“" * 300_000)
    assert time.process_time() - start < 60


@given(st.text(alphabet="Aab .,\n\"'“”(): said—", max_size=300))
@settings(deadline=None, max_examples=150)
def test_attributions_lie_inside_the_text(text: str) -> None:
    """Invariant 1: spans give their quote."""
    for found in read(text):
        for a, b in (*found.content, *found.quotes, *found.speaker_spans):
            assert 0 <= a < b <= len(text)
