"""Statements: quoted words with speaker and stance, from small texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from armstrail.extract import extract_claims
from armstrail.extract.attribution import find_attributions
from armstrail.extract.page import lay_out
from armstrail.extract.statements import find_statements
from armstrail.model import Claim, Document, Zone
from armstrail.rules import load_toml
from armstrail.screen import find_passages

STANCE = load_toml("languages/en/stance.toml")
SHARED = Path(__file__).parents[1] / ".." / "shared"


def read(text: str, *, about_arms: bool = True) -> list[Claim]:
    page = lay_out(Document(text, "x"))
    page.attributions = find_attributions(page)
    return find_statements(page, about_arms=about_arms)


def said(text: str, *, about_arms: bool = True) -> list[tuple[object, object]]:
    return [(c.get("speaker"), c.get("quote")) for c in read(text, about_arms=about_arms)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Bad,” Vucic said.", [("Vucic", "Bad,")]),
        ("“Bad news for us,” said Jan Novak, a lawmaker.", [("Jan Novak", "Bad news for us,")]),
        ("Jan Novak said: “Bad news for us.”", [("Jan Novak", "Bad news for us.")]),
        ("Vucic expressed “deep disappointment” over it.", [("Vucic", "deep disappointment")]),
        ("“A deal like this,” Vucic said, “is bad for us.”", [("Vucic", "A deal like this, is bad for us.")]),
        ("Jan Novak called them on it:\n\n“They never asked us.”", [("Jan Novak", "They never asked us.")]),
        (
            "“It is late,” Novak added. They “will hold the gate.”",
            [("Novak", "It is late,"), ("Novak", "will hold the gate.")],
        ),
        ("“We are ready,” Minister Jan Novak told BIRN.", [("Jan Novak", "We are ready,")]),
        ("‘It is a bad day,’ Novak said.", [("Novak", "It is a bad day,")]),
    ],
)  # fmt: skip
def test_speaker_and_quote(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “peace” plan was bought.",
        "He spoke on “Meet the Press” about tanks.",
        "The company showed the “Iron Dome” system, the ministry said.",
        "The missile, known as ‘Javelin’, was sold.",
        "Troops wore “Make Peace Now” badges.",
        "The army bought tanks.",
    ],
)
def test_no_statement(text: str) -> None:
    assert read(text) == []


def test_sentences_of_one_speech_stand_apart_about_arms_and_together_elsewhere() -> None:
    text = "“We kept our word,” Novak said. “We will buy more.”"
    assert said(text) == [("Novak", "We kept our word,"), ("Novak", "We will buy more.")]
    (together,) = read(text, about_arms=False)
    assert together.get("quote") == "We kept our word, We will buy more."
    assert [text[a:b] for s in together.slots if s.name == "quote" for a, b in s.spans] == [
        "We kept our word,",
        "We will buy more.",
    ]


def test_a_claim_reaches_from_the_first_quoted_word_to_the_last() -> None:
    text = "On Monday Vucic said it was “a bad day for all of us” here."
    (claim,) = read(text)
    assert text[claim.start : claim.end] == "a bad day for all of us"


def test_a_statement_about_arms_needs_a_speaker() -> None:
    text = "“We do not want any of this here.”"
    assert read(text) == []
    assert said(text, about_arms=False) == [(None, "We do not want any of this here.")]


def test_no_stance_outside_arms() -> None:
    assert all(
        c.get("stance") is None for c in read("“We welcome the sale of jets,” Novak said.", about_arms=False)
    )


@pytest.mark.parametrize(("rule", "example"), [(r, e) for r in STANCE["rule"] for e in r["examples"]])
def test_stance_examples(rule: dict[str, str], example: str) -> None:
    assert [c.get("stance") for c in read(_with_speaker(example))] == [rule["stance"]]


@pytest.mark.parametrize(("rule", "example"), [(r, e) for r in STANCE["rule"] for e in r["counterexamples"]])
def test_stance_counterexamples(rule: dict[str, str], example: str) -> None:
    assert rule["stance"] not in [c.get("stance") for c in read(_with_speaker(example))]


def _with_speaker(example: str) -> str:
    """Pronouns of the examples need somebody to stand for."""
    return (
        f"Minister Jan Novak spoke.\n\n{example}"
        if " he " in example
        else f"Minister Ana Novak spoke.\n\n{example}"
    )


def test_approval_of_an_end_is_against() -> None:
    assert [c.get("stance") for c in read("“We welcome the ban on arms exports,” Jan Novak said.")] == [
        "against"
    ]


def test_no_stance_where_the_words_show_none_or_both() -> None:
    assert read("“The jets were sold in May,” Jan Novak said.")[0].get("stance") is None
    both = "“We welcome the talks but condemn the arms sale,” Jan Novak said."
    assert read(both)[0].get("stance") is None


def test_every_slot_gives_back_its_words_on_the_seeds() -> None:
    """Invariant 1."""
    paths = sorted((SHARED / "seeds").glob("*.txt"))
    if not paths:
        pytest.skip("no ../shared/seeds beside this checkout")
    gold = [
        json.loads(line)
        for line in (SHARED / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    found = 0
    for path in paths:
        text = path.read_bytes().decode("utf-8")
        claims = read(text)
        for claim in claims:
            for slot in claim.slots:
                assert slot.spans
                assert tuple(text[a:b] for a, b in slot.spans) == slot.words
        quotes = {str(c.get("quote")) for c in claims}
        found += sum(
            g["kind"] == "statement" and g["doc"] == path.stem and g["quote"] in quotes for g in gold
        )
    assert found >= 19


REPORT = (
    "Hungary buys jets from Sweden\n\nThe defence ministry signed a contract with Sweden for 12 Gripen fighter jets"
    " on Monday.\n\n{said}\n\nThe jets will be delivered in 2027."
)


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("“These jets make our alliance stronger and our ties closer,” the Swedish minister said.", "for"),
        ("“We do not comment on that,” a spokesman said.", None),
        ("“No decision has been taken,” a spokesman said.", None),
    ],
)
def test_words_that_no_rule_has_show_a_stance_beside_the_whole_page(said: str, stance: str | None) -> None:
    claims, _ = extract_claims(
        document := Document(REPORT.format(said=said), "x"), find_passages(document)[0]
    )
    (claim,) = (c for c in claims if c.kind == "statement")
    assert claim.get("stance") == stance
    shown = [s for s in claim.slots if s.name == "stance"]
    assert all(claim.start <= a < b <= claim.end for s in shown for a, b in s.spans)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "“It is a trade,” Jan Novak said. A lecturer in Leiden disagrees. “Someone must go first,” she said.",
            "A lecturer",
        ),
        ("“We signed,” Jan Novak said. The corporation, in his words, was “very glad”.", "Jan Novak"),
        (
            "A missile flew, the Defence Ministry said. It was “a test of new systems,” according to the statement.",
            "Defence Ministry",
        ),
        ("Jan Novak said so. Fifty Gepards would help, he said. He would “move heaven and earth”.", "Jan Novak"),
        ("Jan Novak spoke. For Ana Novak, the minister, it was a “very important gesture”.", "Ana Novak"),
    ],
)  # fmt: skip
def test_who_is_meant(text: str, speaker: str) -> None:
    assert read(text)[-1].get("speaker") == speaker


def test_another_word_for_the_speaker() -> None:
    text = "“We signed,” Deputy Minister Jan Novak said. “The rest comes in May,” the official added."
    assert [c.get("speaker") for c in read(text)] == ["Jan Novak", "Jan Novak"]
    text = "“We signed,” Colonel Jan Novak said. “The rest comes in May,” the admiral added."
    assert read(text)[-1].get("speaker") != "Jan Novak"


def test_designators_are_no_speech() -> None:
    assert read("The ministry said that it bought 36 fighters “F-16” of the type “C-130”.") == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Last Thursday Udi Adam, the director of the firm, came. “It is bad,” he said.", "Udi Adam"),
        ("“No,” Jan Novak said. To Dan Kim, who heads the firm, the step “ought to be easy”.", "Dan Kim"),
        (
            "“No,” Jan Novak said. One of them, Ana Paez, held a jet model. “I do not sell it,” she said.",
            "Ana Paez",
        ),
        (
            "All is well, says Rear Admiral K C Sekhar, the yard's chairman. “We build,” he told us.",
            "K C Sekhar",
        ),
    ],
)
def test_people_brought_in_without_speech(text: str, speaker: str) -> None:
    assert read(text)[-1].get("speaker") == speaker


def test_an_acronym_stands_for_a_long_name() -> None:
    text = "The Korean Central News Agency was there. The KCNA said so. It described the jets as “proof of strength”."
    assert read(text)[-1].get("speaker") == "Korean Central News Agency"


def test_a_headline_that_begins_with_words_quoted() -> None:
    title = "“They paid for them”: Novak frees the bombs held back"
    text = f"{title}\n\nPresident Jan Novak has let go of bombs for his ally. He spoke on Monday."
    page = lay_out(Document(text, "x", zones=(Zone(0, len(title), "title"),)))
    page.attributions = find_attributions(page)
    (claim,) = find_statements(page, about_arms=True)
    assert (claim.get("speaker"), claim.get("quote")) == ("Jan Novak", "They paid for them")
