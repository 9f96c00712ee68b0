"""The screen: what it lets through and what not, in every language, fast, and never against extraction."""

from __future__ import annotations

import random
import tarfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from hypothesis import given, settings
from hypothesis import strategies as st
from linear import grows_linearly

from armstrail.extract import extract_claims
from armstrail.model import Document, Passage
from armstrail.read import read_documents
from armstrail.rules import languages
from armstrail.screen import find_passages, fold, load_lexicon
from armstrail.screen.lexicon import _spellings, ends_well

ROOT = Path(__file__).parents[1]
DATA = ROOT / "armstrail" / "data" / "languages"
RULES = {
    code: tomllib.loads((DATA / code / "screen.toml").read_text(encoding="utf-8")) for code in languages()
}
POLNEAR = ROOT / "../shared/data/polnear-train.tar.xz"
FILLER = "The council met on a mild evening and heard about the river path. "


def passes(text: str, language: str | None = "en") -> bool:
    return bool(find_passages(Document(text, "t", language=language))[0])


@pytest.mark.parametrize("code", languages())
def test_examples_and_counterexamples(code: str) -> None:
    """Every list against its own sentences, with the language known and unknown."""
    for sentence in RULES[code]["examples"]:
        assert passes(sentence, code), sentence
        assert passes(sentence, None), sentence
    for sentence in RULES[code]["counterexamples"]:
        assert not passes(sentence, code), sentence


@pytest.mark.parametrize("code", languages())
def test_lists_are_lower_case_and_say_each_word_once(code: str) -> None:
    rules = RULES[code]
    assert rules["language"] == code
    for name, table in rules.items():
        if not isinstance(table, dict):
            continue
        words = [w.strip() for w in table["words"].replace("\n", " ").split(",") if w.strip()]
        assert [w for w in words if w != fold(w)] == [], name
        assert sorted({w for w in words if words.count(w) > 1}) == [], name
        assert not any("*" in w[:-1] for w in words), name


def test_another_language_is_not_rejected_for_being_one() -> None:
    for code, rules in RULES.items():
        for sentence in rules["examples"]:
            for guessed in ("sq", "mk", None):
                assert passes(sentence, guessed), (code, guessed, sentence)


def test_one_language_under_several_names() -> None:
    text = "Hrvatska je od Francuske nabavila 12 borbenih zrakoplova."
    assert all(passes(text, code) for code in ("hr", "bs", "sh", "sr"))


def test_a_document_that_speaks_of_a_transfer_is_kept_whole() -> None:
    text = (
        FILLER * 20
        + "\n\nOslo bought 54 tanks from Germany.\n\n"
        + FILLER * 20
        + "\n\nIt is worth $2 billion."
    )
    passages, issues = find_passages(Document(text, "t", language="en"))
    assert [(p.start, p.end) for p in passages] == [(0, len(text))]
    assert "tanks" in passages[0].triggers or "tank" in passages[0].triggers
    assert issues == ()


def test_a_long_document_keeps_the_surroundings() -> None:
    text = FILLER * 4000 + "\nOslo bought 54 tanks from Germany.\n" + FILLER * 4000
    at = text.index("Oslo")
    passages, _ = find_passages(Document(text, "t", language="en"))
    assert len(passages) == 1
    assert passages[0].start <= at - 5000
    assert passages[0].end >= at + 5000
    assert passages[0].end - passages[0].start < 40_000


def test_forces_and_spending_keep_their_paragraphs() -> None:
    dull = FILLER * 9
    text = f"{dull}\n\n{dull}\n\n{dull}\n\nThe army has 3,400 soldiers.\n\n{dull}\n\n{dull}"
    passages, _ = find_passages(Document(text, "t", language="en"))
    assert len(passages) == 1
    assert "3,400 soldiers" in text[passages[0].start : passages[0].end]
    assert passages[0].end - passages[0].start < len(text) * 0.8
    assert not passes("The soldiers marched past the town hall.")
    assert passes("Kosovo's defence budget rose by a third to 153 million euros.")


def test_why_not() -> None:
    """Invariant 9: a document turned away leaves an issue that is not an error."""
    for text in ("The choir sang.", "A tank of water stood there, grey and still.", "The army sang."):
        passages, issues = find_passages(Document(text, "choir", language="en", source="choir.txt"))
        assert passages == ()
        assert len(issues) == 1
        assert issues[0].stage == "screen"
        assert issues[0].source == "choir.txt"
        assert not issues[0].fatal


@pytest.mark.parametrize(
    "text",
    [
        "Sweden sent F-16s to nobody.", "Turkey bought the S-400.", "Norway donated M109s.",
        "Riyadh ordered 84 F-15SAs.", "Manila acquires BrahMos.", "Kyiv got HIMARS.",
        "Oslo bought 54 Leopards from Berlin’s army.", "Egypt bought 24 RAFALE jets.",
    ],
)  # fmt: skip
def test_designations_alone_are_words_of_arms(text: str) -> None:
    assert passes(text)


def test_names_that_are_also_words() -> None:
    assert not passes("The Patriots won and sold more shirts.")
    assert not passes("Javelin was offered at the school, and a Leopard was bought by the zoo.")
    assert passes("The army bought 24 Javelins.")


def test_spellings_of_a_designation() -> None:
    assert set(_spellings("fgm-148")) == {"fgm-148", "fgm148", "fgm 148"}
    assert "a 4" not in set(_spellings("a-4"))
    assert "at 4" not in set(_spellings("at-4"))


def test_endings() -> None:
    assert ends_well("f-16c", "f-16", 0, 2)
    assert not ends_well("f-160", "f-16", 0, 2)
    assert ends_well("leopards", "leopard", 0, 1)
    assert not ends_well("leopardskin", "leopard", 0, 1)
    assert not ends_well("tanker", "tank", 0, 0)


def test_a_shorter_word_inside_a_longer_pattern_is_found() -> None:
    assert passes("Officials said that arms traders sold rifles.")
    assert passes("He sold guns.")


@given(st.text(max_size=300))
def test_folding_keeps_every_offset(text: str) -> None:
    """Invariant 1."""
    assert len(fold(text)) == len(text)


@given(st.text(alphabet=st.sampled_from(list("tankgus soldf-16 .\nİß’–𝟙")), max_size=200))
def test_passages_lie_inside_the_text(text: str) -> None:
    passages, issues = find_passages(Document(text, "t"))
    assert bool(passages) != bool(issues)
    for passage in passages:
        assert 0 <= passage.start < passage.end <= len(text)


def transfers_without_the_screen(document: Document) -> list[str]:
    whole = (Passage(0, len(document.text)),)
    claims, _ = extract_claims(document, whole)
    return [document.text[c.start : c.end] for c in claims if c.kind == "transfer"]


NOUNS = [
    "tanks",
    "jets",
    "apples",
    "missiles",
    "books",
    "F-16s",
    "trains",
    "weapons",
    "rifles",
    "tickets",
    "helicopters",
]
VERBS = [
    "sold",
    "bought",
    "delivered",
    "approved",
    "sent",
    "praised",
    "requested",
    "painted",
    "ordered",
    "gave",
]
PLACES = ["Norway", "Poland", "the town", "Kosovo", "the school", "Turkey", "Egypt", "the museum"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(VERBS), st.integers(2, 90), st.sampled_from(NOUNS),
                  st.sampled_from(PLACES)),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_what_is_turned_away_holds_no_transfer(sentences: list[tuple[str, str, int, str, str]]) -> None:
    """Invariant 11, on made-up sentences."""
    text = " ".join(f"{a} {v} {n} {what} to {b}." for a, v, n, what, b in sentences)
    document = Document(text, "t", language="en", published="2024-05-05")
    if not find_passages(document)[0]:
        assert transfers_without_the_screen(document) == []


def test_a_text_without_a_deed_holds_no_transfer() -> None:
    """Invariant 11, where nothing is sold, bought or sent."""
    for text in (
        "Turkey painted 7 rifles to Poland.",
        "Egypt painted 7 jets to Norway. Egypt painted 2 rifles to Norway.",
    ):
        assert transfers_without_the_screen(Document(text, "t", language="en", published="2024-05-05")) == []


def real_news(limit: int) -> list[Document]:
    if not POLNEAR.is_file():
        pytest.skip("PolNeAR is not here")
    found: list[Document] = []
    with tarfile.open(POLNEAR) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".txt") else None
            if file is not None:
                found.append(Document(file.read().decode("utf-8"), member.name, language="en"))
            if len(found) >= limit:
                break
    return found


def test_what_is_turned_away_of_real_news_holds_no_transfer() -> None:
    """Invariant 11, on news."""
    turned = [d for d in real_news(250) if not find_passages(d)[0]]
    assert len(turned) > 60
    assert {d.name: t for d in turned if (t := transfers_without_the_screen(d))} == {}


def test_the_examples_all_pass() -> None:
    documents = [d for d, _ in read_documents([str(ROOT / "examples")]) if d is not None]
    assert len(documents) == 10
    assert [d.name for d in documents if not find_passages(d)[0]] == []


def dull_news() -> list[Document]:
    words = "town council mayor river bridge market price doctor team match goal singer train road tax the a of to"
    chance = random.Random(3)
    lines = (" ".join(chance.choices(words.split(), k=16)).capitalize() + ". " for _ in range(30 * 300))
    texts = ["".join(next(lines) for _ in range(30)) for _ in range(300)]
    return [Document(t, str(i), language="en") for i, t in enumerate(texts)]


def test_half_the_speed_of_a_bare_pass() -> None:
    """At least half the speed of one Aho-Corasick pass over the same vocabulary, on irrelevant text."""
    lexicon = load_lexicon("en")
    words = sorted({*lexicon.patterns, *lexicon.transfer.patterns})
    bare = AhoCorasick(
        words, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )
    documents = dull_news()
    assert not any(find_passages(d)[0] for d in documents)

    best = [float("inf"), float("inf")]
    works: tuple[Callable[[Document], object], ...] = (
        find_passages,
        lambda d: bare.find_matches_as_indexes(d.text),
    )
    for _ in range(15):
        # By turns, so that what else the machine does falls on both.
        for i, work in enumerate(works):
            begun = time.process_time()
            for document in documents:
                work(document)
            best[i] = min(best[i], time.process_time() - begun)
        if best[1] / best[0] >= 0.5:
            break
    ours, limit = best
    assert limit / ours >= 0.5, f"{limit / ours:.2f} of the bare pass"


@pytest.mark.parametrize(
    "piece",
    [
        "tank ",
        "tank sold ",
        "F-16",
        "a" * 50,
        "(((",
        '"',
        "9",
        "army 3 ",
        "٣ танк ",
        "\u200b\u202e",
        "Javelin ",
        "arms sal",
    ],
)
def test_time_grows_with_length_only(piece: str) -> None:
    def read(size: int) -> None:
        find_passages(Document((piece * (size // len(piece) + 1))[:size], "t"))

    assert grows_linearly(read, 100_000)
