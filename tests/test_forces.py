"""Forces and spending: each rule against the examples and counterexamples of its data, and a few longer texts."""

from __future__ import annotations

import re
import time

import pytest

from armstrail.extract import annotate
from armstrail.extract.forces import find_forces
from armstrail.extract.mentions import vocabulary
from armstrail.extract.page import lay_out
from armstrail.model import Claim, Document, Passage
from armstrail.rules import load_toml
from armstrail.values import find_counts, find_dates, find_money

DATA = load_toml("languages/en/forces.toml")


def claims_of(text: str, published: str = "2024-01-14") -> list[Claim]:
    document = Document(text=text, name="x", published=published)
    return find_forces(annotate(document, (Passage(0, len(text)),)))


def tell(claim: Claim) -> str:
    parts = [claim.kind]
    for name in ("state", "measure", "amount", "currency", "basis", "date", "bound", "asserted_by"):
        value = claim.get(name)
        if value is not None:
            parts.append(f"{value:.12g}" if isinstance(value, float) else str(value))
    return " ".join(parts)


@pytest.mark.parametrize("example", DATA["examples"], ids=lambda e: e["text"][:50])
def test_examples(example: dict[str, object]) -> None:
    assert [tell(c) for c in claims_of(str(example["text"]))] == example["claims"]


@pytest.mark.parametrize("example", DATA["counterexamples"], ids=lambda e: e["text"][:50])
def test_counterexamples(example: dict[str, object]) -> None:
    assert [tell(c) for c in claims_of(str(example["text"]))] == []


def test_pronouns_point_back() -> None:
    text = "Kosovo rearms. It has 3,400 active personnel.\n\nSerbia and Kosovo quarrel. It has 3,000 tanks."
    assert [tell(c) for c in claims_of(text)] == ["force XK active personnel 3400 current"]


def test_a_speaker_is_named_and_is_not_the_owner() -> None:
    (claim,) = claims_of(
        "Kosovo has 223 armoured vehicles, Serbian President Aleksandar Vucic said on Thursday."
    )
    assert claim.get("state") == "XK"
    assert claim.get("asserted_by") is not None


def test_spans_give_their_words() -> None:
    """DESIGN.md, invariant 1, over the examples put into one text."""
    text = "\n\n".join(str(e["text"]) for e in (*DATA["examples"], *DATA["counterexamples"]))
    claims = claims_of(text)
    assert len(claims) > 30
    for claim in claims:
        assert 0 <= claim.start < claim.end <= len(text)
        for slot in claim.slots:
            assert slot.spans
            assert tuple(text[a:b] for a, b in slot.spans) == slot.words
            assert all(re.search(r"\w", w) for w in slot.words)


@pytest.mark.parametrize(
    "piece",
    [
        "Kosovo has 5 ",
        "its army to 300 ",
        "defence budget of $3 million ",
        "from $1 million to ",
        "Serbia, with ",
    ],
)
def test_hostile_text_costs_linear_time(piece: str) -> None:
    def cost(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        page = lay_out(Document(text=text, name="x", published="2024-01-14"))
        page.mentions = vocabulary().find(text, 0, size)
        page.money = find_money(text, 0, size)
        page.counts = find_counts(text, 0, size)
        page.dates = find_dates(text, 0, size, "2024-01-14")
        begin = time.process_time()
        find_forces(page)
        return time.process_time() - begin

    cost(2_000)
    small, large = cost(20_000), cost(100_000)
    assert large < 1.0 or large < 15 * small
