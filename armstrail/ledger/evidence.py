"""The sentences behind a value.

Enters: claims and their documents' texts. Leaves: evidence: the sentence, and the marked words inside it.
Words that stand in another sentence than the claim give a piece of evidence of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..model import Claim, Document, Evidence, Span

_END = re.compile(r"[.!?][\"”’'»)\]]*\s+(?=[\"“‘'«(\[]?[A-ZА-ЯΑ-ΩÀ-ÞŠŽČĆĐ0-9])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'‘])(?:[A-Z]\.?){1,4}\.$|\b(?:Gen|Lt|Col|Dr|Mr|Mrs|Ms|St|No|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.$"
)
REACH = 600
"""Code points looked at on each side for the end of a sentence."""


def sentence_around(text: str, start: int, end: int) -> Span:
    """The stretch of whole sentences that holds two offsets, inside its line."""
    low = max(text.rfind("\n", 0, start) + 1, start - REACH)
    stop = text.find("\n", end)
    high = min(len(text) if stop < 0 else stop, end + REACH)
    first = low
    for match in _END.finditer(text, low, start):
        if not _ABBREVIATION.search(text[max(low, match.start() - 12) : match.start() + 1]):
            first = match.end()
    last = high
    for match in _END.finditer(text, max(end - 1, low), high):
        if not _ABBREVIATION.search(text[max(low, match.start() - 12) : match.start() + 1]):
            last = match.end()
            break
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return min(first, start), max(last, end)


def evidence_of(
    field: str, slots: Iterable[str], claims: Iterable[Claim], documents: Mapping[str, Document]
) -> tuple[Evidence, ...]:
    """The evidence that claims give for a field that some of their slots fill."""
    wanted = tuple(slots)
    found: list[Evidence] = []
    for claim in claims:
        document = documents[claim.document]
        text = document.text
        by_sentence: dict[Span, list[Span]] = {}
        value = None
        for slot in claim.slots:
            if slot.name not in wanted:
                continue
            if value is None or slot.name == wanted[0]:
                value = slot.value
            for span in slot.spans:
                inside = claim.start <= span[0] and span[1] <= claim.end
                place = sentence_around(text, *((claim.start, claim.end) if inside else span))
                by_sentence.setdefault(place, []).append(span)
        for (start, end), marks in sorted(by_sentence.items()):
            found.append(
                Evidence(
                    field, value, claim.id, document.id, document.name, document.outlet, document.published,
                    text[start:end], start, tuple(sorted(set(marks))),
                )
            )  # fmt: skip
    return tuple(found)
