"""Deeds that a text asks about, asks for or says were not done: "would not say whether Russia has shipped any".

Enters: a claim, its text and the grammar. Leaves: why the words before the deed leave it open, why the line takes it
back ("an earlier version of this report gave 23"), or nothing. For the first only what stands in the deed's own clause
is looked at: a question that another clause asks is not seen.
"""

from __future__ import annotations

import re
from functools import cache

from ..model import ENDS, Claim, Span
from .grammar import Grammar

REACH = 90
"""Characters before a deed within which words can leave it open."""
_CLAUSE = re.compile(r"[,!?;:]|(?<!\b[A-Z])\.(?!\w)|\n\s*\n|\b(?:but|and said)\b")
"""Where a clause ends; not at the points of "U.S." or at the end of a line."""
_HAD = re.compile(r"(?:^|[.!?\n] {0,2})Had (?:[\w’'-]+ ){1,4}$", re.MULTILINE)
"""What opens a sentence on what did not come about: "Had Poland bought"."""
EARLIER = (
    r"\b(?:earlier|first|previous|original|older) version of (?:this|the|our)"
    r" (?:report|story|article|dispatch|item|text|piece|post|page)\b"
)
"""How a text speaks of what it printed before."""
_TAKES_BACK = re.compile(
    rf"{EARLIER}|\bin an earlier version of\b|\bcorrects (?:number|figure|spelling|name|date|price|value|type)\b",
    re.IGNORECASE,
)
_NOTE = 500
"""Characters of the longest note of correction."""
_BESIDE = re.compile(r"\band(?: \w+)?$")
"""What goes before a deed that stands beside another: "must save money and cancelled"."""


def why_open(claim: Claim, text: str, grammar: Grammar) -> str:
    """Why a transfer that a claim tells as done or planned is not: the words before it leave it open, or its line takes
    it back; "" where neither is so.
    """
    if claim.kind != "transfer":
        return ""
    first = text.rfind("\n", max(0, claim.start - _NOTE), claim.start) + 1
    if first or claim.start <= _NOTE:
        line = text[first : first + _NOTE + 1].split("\n")[0]
        if len(line) <= _NOTE and _TAKES_BACK.search(line):
            return "the words correct an earlier version"
    deed = next((s.spans[0] for s in claim.slots if s.name == "stage" and s.spans), None)
    if deed is None or claim.get("modality") not in (None, "planned"):
        return ""
    before = _before(text, deed).lower()
    if _one_of(grammar.words["undone"]).search(before) or _HAD.search(text, max(0, deed[0] - REACH), deed[0]):
        return "the words tell what was not done"
    if claim.get("modality") is not None:
        return ""
    if _one_of(grammar.words["questions"]).search(before):
        return "the words leave open whether it was done"
    done = text[slice(*deed)].lower()
    if claim.get("stage") not in ENDS or (_BESIDE.search(before) and done.endswith("ed")):
        return ""
    if _one_of(grammar.words["calls"]).search(before):
        return "somebody asks for it"
    ends = _one_of(grammar.words["ends"]).match(done)
    if ends and _one_of(grammar.words["goes_on"]).search(" ".join(before.split()[-4:])):
        return "the words say that it goes on"
    return ""


def is_doubted(text: str, deed: Span, grammar: Grammar) -> bool:
    """Whether the words before a deed leave it to hearsay: "may have shipped", "is believed to have bought"."""
    return bool(_one_of(grammar.words["doubted"]).search(_before(text, deed)))


def _before(text: str, deed: Span) -> str:
    """The words before a deed in its own clause, one blank between them."""
    return " ".join(_CLAUSE.split(text[max(0, deed[0] - REACH) : deed[0]])[-1].split())


@cache
def _one_of(phrases: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(phrases))})(?!\w)")
