"""Deeds that a text asks about or asks for, and does not tell: "would not say whether Russia has shipped any".

Enters: a claim, its text and the grammar. Leaves: why the words before the deed leave it open, or nothing. Only what
stands in the deed's own clause is looked at. It cannot see a question that another sentence asks.
"""

from __future__ import annotations

import re

from ..model import Claim
from .grammar import Grammar

REACH = 12
"""Words before a deed that can leave it open."""
_CLAUSE = re.compile(r"[.!?;:]|\n|,? \bbut\b")
_WORD = re.compile(r"[\w'’]+")
ENDED = ("refused", "cancelled")


def why_open(claim: Claim, text: str, grammar: Grammar) -> str:
    """Why a transfer that a claim tells as done is left open by the words before it; "" where it is not."""
    if claim.kind != "transfer" or claim.get("modality") is not None:
        return ""
    deed = next((s.spans[0] for s in claim.slots if s.name == "stage" and s.spans), None)
    if deed is None:
        return ""
    clause = _CLAUSE.split(text[max(0, deed[0] - 120) : deed[0]])[-1].lower()
    before = _WORD.findall(clause)[-REACH:]
    if any(w in grammar.words["questions"] for w in before):
        return "the words leave open whether it was done"
    if claim.get("stage") in ENDED and any(w in grammar.words["calls"] for w in before):
        return "somebody asks for it"
    return ""
