"""Cuts a text into stretches, each with the marks that lie over it, so that a template can print them in
order.

Enters: a text and marks that may overlap. Leaves: segments that join up to the text again, without
overlaps. It writes no HTML: the templates escape every segment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from ..show import printable


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be marked: what for (a claim's kind, ``word`` or ``sentence``), and whose."""

    start: int
    end: int
    kind: str
    claim: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks from end to end."""

    text: str
    start: int
    kinds: tuple[str, ...]
    claims: tuple[str, ...]
    label: str
    opens: tuple[str, ...]
    """Claims whose first mark begins here: the places that links lead to."""


def cut_text(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Segment]:
    """The segments of ``text[start:end]`` under some marks, in order."""
    inside = [m for m in marks if m.start < end and start < m.end and m.start < m.end]
    inside.sort(key=lambda m: (m.start, m.end))
    borders = sorted({start, end, *(max(start, m.start) for m in inside), *(min(end, m.end) for m in inside)})
    segments: list[Segment] = []
    opened: set[str] = set()
    active: list[Mark] = []
    at = 0
    for a, b in pairwise(borders):
        active = [m for m in active if m.end > a]
        while at < len(inside) and inside[at].start <= a:
            if inside[at].end > a:
                active.append(inside[at])
            at += 1
        claims = tuple(dict.fromkeys(m.claim for m in active if m.claim))
        opens = tuple(c for c in claims if c not in opened)
        opened.update(opens)
        label = "; ".join(dict.fromkeys(m.label for m in active if m.label))
        kinds = tuple(sorted({m.kind for m in active}))
        segments.append(Segment(printable(text[a:b]), a, kinds, claims, label, opens))
    return segments


_WORD = re.compile(r"\w+|[^\w\s]+|\s+")
LONGEST = 2000
"""Pieces of a wording that are compared word by word; a longer one is shown as it is."""


def compare_words(one: str, other: str) -> list[tuple[str, bool]]:
    """The pieces of ``other`` in order, each with whether it stands in ``one`` too at its place."""
    a, b = _WORD.findall(one), _WORD.findall(other)
    if max(len(a), len(b)) > LONGEST:
        return [(printable(other), True)]
    found: list[tuple[str, bool]] = []
    match = SequenceMatcher(None, [w.casefold() for w in a], [w.casefold() for w in b], autojunk=False)
    for kind, _, _, start, end in match.get_opcodes():
        if end > start:
            found.append((printable("".join(b[start:end])), kind == "equal"))
    return found
