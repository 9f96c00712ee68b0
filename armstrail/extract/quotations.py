"""Finds what stands between quotation marks.

Enters: text, and where its paragraphs stand. Leaves: quotations with exact spans, the marks left out, in order; those
inside another one are marked as nested. It knows straight and curly marks, two apostrophes set as one mark, the low
mark of German and the angle marks of French and Russian; single marks only where they cannot be an apostrophe. It
cannot tell a scare quote from speech, nor mend a mark that was left out in the middle of a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..model import Span

LONGEST_SINGLE = 1_200
"""Code points between single marks, beyond which they are taken for apostrophes."""

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_MARK = re.compile(r"[\"“”„«»]|''|``|‘‘|’’")
_SINGLE = re.compile(
    r"(?<![^\s(\[{—–\-/\"“„«'`])[‘'](?=[^\s'’\"“”.,;:)])"  # may open: after a space or a bracket, before a word
    r"|(?<=[^\s(\[{—–\-/‘'’])[’'](?![\w'’])"  # may close: after a word or its mark, before no letter
)
_CLIPPED = re.compile(r"\d\ds?\b|(?:em|til|tis|twas|cause|n)\b")
_PAIRS = ("''", "’’", "‘‘")
_OPENERS = "([{—–-/‘'«„*_>"


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks: ``start`` and ``end`` leave the marks out, ``outer`` holds them."""

    start: int
    end: int
    outer: Span
    nested: bool = False
    """It stands inside another quotation."""
    closed: bool = True
    """False where the paragraph ended, or another quotation began, before a closing mark."""
    single: bool = False
    """Set between single marks."""
    goes_on: bool = False
    """It continues the quotation before it, which an opened mark at a paragraph's head shows."""


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    family: str
    opens: bool
    may_open: bool


def _trim(text: str, a: int, b: int) -> Span:
    while a < b and text[a].isspace():
        a += 1
    while a < b and text[b - 1].isspace():
        b -= 1
    return a, b


def _marks(text: str, a: int, b: int) -> list[_Mark]:
    """The double marks of a paragraph and what each may do."""
    found: list[_Mark] = []
    angles = ""
    for match in _MARK.finditer(text, a, b):
        s, e = match.span()
        mark = match[0]
        before = text[s - 1] if s > a else " "
        after = text[e] if e < b else " "
        free_before = before.isspace() or before in _OPENERS or before == "\xa0"
        if mark in "“”„":
            # German closes with “ what „ opened; there it stands after a word.
            family = "curly"
            opens = mark == "„" or (
                mark == "“"
                and (free_before or not after.isspace())
                and not (not free_before and (after.isspace() or after in ".,;:!?)"))
            )
            may_open = opens
        elif mark in "«»":
            family = "angle"
            angles = angles or mark
            opens = mark == angles
            may_open = opens
        else:
            family = "straight" if mark == '"' else "two"
            if mark in ("``", "‘‘"):
                opens = may_open = True
            else:
                opens = free_before and not after.isspace()
                # A digit before it is a measure (6"), a letter before it closes what was never opened.
                may_open = opens or (not after.isspace() and after.isalnum() and not before.isalnum())
        found.append(_Mark(s, e, family, opens, may_open))
    return found


def _double(text: str, paragraphs: list[Span]) -> list[Quotation]:
    found: list[Quotation] = []
    opened: _Mark | None = None
    goes_on = False
    for number, (a, b) in enumerate(paragraphs):
        marks = _marks(text, a, b)
        if not marks and opened is None:
            goes_on = False
            continue
        # closing marks less opening ones from each mark to the paragraph's end, and what comes next, by family
        balance = [0] * len(marks)
        following: list[dict[str, bool]] = [{}] * len(marks)
        totals: dict[str, int] = {}
        upcoming: dict[str, bool] = {}
        for i in range(len(marks) - 1, -1, -1):
            mark = marks[i]
            balance[i] = totals.get(mark.family, 0)
            totals[mark.family] = balance[i] + (-1 if mark.opens else 1)
            following[i] = dict(upcoming)
            upcoming[mark.family] = mark.opens
        depth, inner = 0, ""
        start_goes_on = goes_on
        goes_on = False
        for i, mark in enumerate(marks):
            if opened is None:
                if mark.may_open:
                    opened, depth, inner = mark, 0, ""
            elif mark.family != opened.family:
                if mark.start == opened.end and mark.opens:
                    opened = _Mark(opened.start, mark.end, mark.family, True, True)  # two marks set for one
                elif mark.opens and not following[i].get(opened.family, True):
                    inner = mark.family
                elif inner == mark.family and not mark.opens:
                    inner = ""
                elif not mark.opens or following[i].get(opened.family, True):
                    # No mark of its own closes it here: another family's does, or the next one's opening ends it.
                    reach = (mark.start, mark.start if mark.opens else mark.end)
                    _close(text, found, opened, reach, not mark.opens, start_goes_on and opened.start == a)
                    opened, depth, inner = (mark if mark.opens else None), 0, ""
            elif mark.family == "curly" and mark.opens and balance[i] >= 2 + depth:
                depth += 1
            elif depth and not mark.opens:
                depth -= 1
            else:
                closes = not mark.opens
                reach = (mark.start, mark.end if closes else mark.start)
                _close(text, found, opened, reach, closes, start_goes_on and opened.start == a)
                opened, depth, inner = (None if closes else mark), 0, ""
        if opened is not None:
            carries, continued = _next_paragraph(text, paragraphs, number)
            if not carries:
                _close(text, found, opened, (b, b), False, start_goes_on and opened.start == a)
                opened = None
                goes_on = continued
    if opened is not None:
        last = paragraphs[-1][1]
        _close(text, found, opened, (last, last), False, False)
    return found


def _close(text: str, found: list[Quotation], mark: _Mark, end: Span, closed: bool, goes_on: bool) -> None:
    a, b = _trim(text, mark.end, end[0])
    if a < b:
        found.append(Quotation(a, b, (mark.start, end[1]), closed=closed, goes_on=goes_on))


def _next_paragraph(text: str, paragraphs: list[Span], number: int) -> tuple[bool, bool]:
    """Whether an open quotation runs on into the next paragraph, and whether that one opens it anew."""
    if number + 1 >= len(paragraphs):
        return False, False
    a, b = paragraphs[number + 1]
    mark = _MARK.search(text, a, min(b, a + 2_000))
    if mark is None:
        return False, False
    if mark.start() == a:
        return False, mark[0] != "”"
    before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
    closing = not before.isspace() and before not in _OPENERS and mark[0] not in "“„«" and not after.isalnum()
    return closing, False


def _singles(text: str, paragraphs: list[Span], doubles: list[Quotation]) -> list[Quotation]:
    """Quotations between single marks, each inside one paragraph and on one side of every double mark."""
    found: list[Quotation] = []
    edges = sorted({x for q in doubles for x in q.outer} | {x for q in doubles for x in (q.start, q.end)})
    edge = 0
    for a, b in paragraphs:
        opened: int | None = None
        curly = False
        weak: int | None = None
        for match in _SINGLE.finditer(text, a, b):
            at = match.start()
            while edge < len(edges) and edges[edge] <= at:
                edge += 1
                if opened is not None and edges[edge - 1] > opened + 1:
                    _close_single(text, found, opened, weak)
                    opened = weak = None
            mark = text[at]
            before = text[at - 1] if at > a else " "
            if mark == "‘" or before.isspace() or before in "([{—–-/\"“„«'`":
                if text.startswith(_PAIRS, at) or text.startswith(_PAIRS, max(a, at - 1)):
                    continue
                if _CLIPPED.match(text, at + 1) and mark != "‘":
                    continue
                _close_single(text, found, opened, weak)
                opened, weak, curly = at, None, mark == "‘"
            elif opened is not None:
                if curly and mark == "'":
                    continue
                after = text[at + 1] if at + 1 < b else " "
                if before in "sz" and after == " " and at + 2 < b and text[at + 2].islower():
                    weak = (
                        at if weak is None else weak
                    )  # "the ministers’ decision", unless nothing else closes
                else:
                    _close_single(text, found, opened, at)
                    opened = weak = None
        _close_single(text, found, opened, weak)
    return found


def _close_single(text: str, found: list[Quotation], opened: int | None, at: int | None) -> None:
    if opened is None or at is None:
        return
    a, b = _trim(text, opened + 1, at)
    if a < b and b - a <= LONGEST_SINGLE:
        found.append(Quotation(a, b, (opened, at + 1), single=True))


def find_quotations(text: str, paragraphs: list[Span] | None = None) -> list[Quotation]:
    """All quotations of a text in order of their start; the outer one before those nested in it.

    ``paragraphs`` are spans in order that do not meet; without them each line is one. Time grows in proportion
    to the text, whatever the marks are.
    """
    if paragraphs is None:
        paragraphs = [m.span() for m in _LINE.finditer(text)]
    if not paragraphs:
        return []
    found = _double(text, paragraphs)
    if "'" in text or "‘" in text:
        found += _singles(text, paragraphs, found)
    found.sort(key=lambda q: (q.outer[0], -q.outer[1]))
    end = -1
    for i, quotation in enumerate(found):
        if quotation.outer[1] <= end:
            found[i] = replace(quotation, nested=True)
        else:
            end = quotation.outer[1]
    return found
