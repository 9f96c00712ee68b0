"""Forces and spending: each rule against the examples and counterexamples of its data, and a few longer texts."""

from __future__ import annotations

import pytest

from armstrail.extract import annotate
from armstrail.extract.forces import find_forces
from armstrail.model import Claim, Document, Passage
from armstrail.rules import load_toml

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
