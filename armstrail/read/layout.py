"""The layout of a text: which stretches are not the report's prose, and what they tell of the report.

Enters: a text as it came out of a clipboard, a page or a PDF. Leaves: its zones (title, deck, caption;
dateline, byline, date, credit, copyright, comments, navigation, bio, source), none overlapping, and outlet,
wire, byline and day of publication where the text says them. A day that the story's prose mentions is never
the day of publication. Of a text over 200,000 code points it sees the beginning and the end. A caption
without a mark of a picture stays prose.
"""

# Word lists and patterns read better whole than cut at a column.

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..model import Span, Zone
from .dateline import Dateline, find_dateline
from .days import find_days, iso
from .furniture import Furniture, bio, closing, names_line, recognise, signature
from .outlets import Outlet, outlet_named

_WINDOW = 100_000
_TOP = 30
"""Lines from the top among which title, byline and date are looked for."""
_TAIL = 14
_EDGE = 12
"""Lines at the top that may be a byline or a date though prose stands before them."""
_LINE = re.compile(r"[^\r\n\u2028\u0085]+")
_BLANK = " \t\r\n\f\v\u00a0\u200b\u200e\u200f\ufeff\u2060\u3000"
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_HEADING = re.compile(r"#{1,6}\s+")
_TOLD = re.compile(r"\btold (?:the )?([A-Z][\w/&.’'-]*(?:\s+[A-Z&][\w/&.’'-]*){0,3})")
_ENDS_SENTENCE = re.compile(r"[.!?:;,][\"”’'»)\]]*$")
_JOINING = frozenset({"and", "of", "the", "in"})
_NAME_THEMSELVES = frozenset({"RFE/RL", "Balkan Insight", "Voice of America"})
"""Outlets whose own reports say "told RFE/RL". With most others (CNN, Yahoo News) such words stand in someone
else's report: on 840 articles of PolNeAR, "told X" named the wrong outlet 8 times of 10."""


@dataclass(slots=True)
class Layout:
    """What the form of a text tells."""

    zones: tuple[Zone, ...] = ()
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    outlet: str | None = None
    wire: str | None = None


@dataclass(slots=True)
class _Reading:
    """What has been found so far."""

    text: str
    zones: list[Zone] = field(default_factory=list)
    lines: dict[int, Furniture] = field(default_factory=dict)
    title: Span | None = None
    title_line: int = -1
    datelines: list[Dateline] = field(default_factory=list)
    last: int = -1
    """The report's last line, where a wire's name closes it: no caption though the name stands in brackets."""

    def mark(self, start: int, end: int, kind: str) -> None:
        if end > start:
            self.zones.append(Zone(start, end, kind))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _BLANK:
        start += 1
    while start < end and text[end - 1] in _BLANK:
        end -= 1
    return (start, end) if start < end else None


def _lines(text: str) -> list[Span]:
    windows = [(0, len(text))]
    if len(text) > 2 * _WINDOW:
        windows = [(0, _WINDOW), (text.rfind("\n", 0, len(text) - _WINDOW // 2) + 1, len(text))]
        if windows[1][0] < len(text) - _WINDOW:
            windows.pop()
    found: list[Span] = []
    for a, b in windows:
        found.extend(s for m in _LINE.finditer(text, a, b) if (s := _trimmed(text, *m.span())) is not None)
    return found


def _unwrapped(text: str, lines: list[Span]) -> list[Span]:
    """Lines joined to paragraphs where the whole text was wrapped at a column."""
    touching = [i for i in range(len(lines) - 1) if text.count("\n", lines[i][1], lines[i + 1][0]) == 1]
    if len(touching) < 5 or len(touching) * 2 < len(lines):
        return lines
    lengths = sorted(lines[i][1] - lines[i][0] for i in touching)
    middle = lengths[len(lengths) // 2]
    open_ended = sum(
        1 for i in touching if not _ENDS_SENTENCE.search(text, max(lines[i][0], lines[i][1] - 4), lines[i][1])
    )
    if not 40 <= middle <= 110 or lengths[-1] > middle * 1.6 or open_ended * 2 < len(touching):
        return lines
    joined: list[Span] = []
    for i, (a, b) in enumerate(lines):
        previous_long = i > 0 and lines[i - 1][1] - lines[i - 1][0] >= middle * 0.6
        if joined and previous_long and text.count("\n", lines[i - 1][1], a) == 1:
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def _title_like(text: str, span: Span) -> bool:
    line = text[slice(*span)]
    words = _WORD.findall(line)
    if not 3 <= len(words) <= 40 or len(line) > 240 or line[0].islower():
        return False
    if line[-1] in ".,;:" and not line.endswith(("...", "U.S.", "U.K.", "U.N.")):
        return False
    return not (line[-1] in ")]" and len(line) > 160)


def _tells(line: str) -> bool:
    """Whether a line of few words is a headline ("Tanks for Ukraine") and no section ("Defence and Security")."""
    words = _WORD.findall(line)
    return len(words) >= 3 and any(w.islower() and w not in _JOINING for w in words)


def _stands_above(text: str, line: Span, after: Span) -> bool:
    """Whether the text's first line, of few words, is a headline: a paragraph follows that is no part of it."""
    word = text[slice(*line)]
    shouted = " " not in word and word.isupper()
    return not shouted and word[0].isupper() and after[1] - after[0] > 60 and not text[after[0]].islower()


def _adjacent(text: str, a: Span, b: Span) -> bool:
    return text.count("\n", a[1], b[0]) + text.count("\r", a[1], b[0]) <= 1 or text[a[1] : b[0]] == "\r\n"


def _top(reading: _Reading, lines: list[Span], known_title: Span | None) -> int:
    """Title, deck, bylines and dates at the top. Gives the index of the first line of prose."""
    text = reading.text
    title_text: str | None = None
    waiting: list[int] = []  # lines of one or two words that are labels if a title or byline follows
    deck: int | None = None
    for i, (a, b) in enumerate(lines[:_TOP]):
        line = text[a:b]
        if known_title is not None and known_title[0] <= a < known_title[1]:
            reading.title, reading.title_line, title_text = known_title, i, text[slice(*known_title)]
            continue
        if title_text is not None and line == title_text:
            reading.mark(a, b, "title")
            continue
        if i == reading.last:
            return _without_title(reading, lines, waiting, i)
        found = recognise(line, edge=True)
        if found is not None:
            reading.lines[i] = found
            continue
        dateline = find_dateline(text, a, b)
        # "Moscow: Serbia got its tanks" above a report is a headline.
        colon = dateline is not None and not dateline.sure and ":" in text[a : a + dateline.end]
        if dateline is not None and not (colon and reading.title is None and _title_like(text, (a, b))):
            return _without_title(reading, lines, waiting, i)
        after = lines[i + 1] if i + 1 < len(lines) else None
        if reading.title is None and known_title is None:
            short = len(_WORD.findall(line)) <= 3 and len(line) <= 40 and line[-1] not in '.!?:;,”"'
            heading = _HEADING.match(line)
            if (
                short
                and heading is None
                and after is not None
                and not (i == 0 and _tells(line))
                and (_title_like(text, after) or (len(waiting) < 3 and len(text[slice(*after)]) <= 40))
            ):
                waiting.append(i)
                continue
            where = (a + (heading.end() if heading else 0), b)
            if heading is not None and b - a <= 240:
                reading.title, reading.title_line, title_text = where, i, text[slice(*where)]
                reading.mark(*where, "title")
                continue
            above = short and i == 0 and after is not None and _stands_above(text, (a, b), after)
            if not (above or _title_like(text, where)) or after is None:
                return _without_title(reading, lines, waiting, i)
            below = text[slice(*after)]
            follows = recognise(below, edge=True) is not None
            goes_on = below[0].islower() or (len(line) > 60 and _title_like(text, after) and len(below) > 60)
            if not follows and goes_on and _adjacent(text, (a, b), after):
                return _without_title(reading, lines, waiting, i)
            for w in waiting:
                reading.mark(*lines[w], "navigation")
            waiting.clear()
            reading.title, reading.title_line, title_text = where, i, text[slice(*where)]
            reading.mark(*where, "title")
            continue
        words = len(_WORD.findall(line))
        if words <= 2 and len(line) <= 40 and line[-1] not in '.!?:;,”"':
            reading.mark(a, b, "navigation")
            continue
        near = [
            reading.lines.get(i - 1),
            recognise(text[slice(*after)], edge=True) if after is not None else None,
        ]
        if names_line(line) and any(f is not None and f.kind in ("date", "byline", "source") for f in near):
            reading.lines[i] = Furniture(((0, len(line), "byline"),), "byline", byline=line)
            continue
        followed = near[1] is not None and near[1].kind in ("date", "byline", "source")
        plain = 4 <= words <= 45 and len(line) <= 320 and line[0].isupper()
        if (
            deck is None
            and plain
            and after is not None
            and (followed or (line[-1] not in '.!?:;,”"' and len(text[slice(*after)]) > len(line)))
        ):
            deck = i
            reading.mark(a, b, "deck")
            continue
        return i
    return min(_TOP, len(lines))


def _without_title(reading: _Reading, lines: list[Span], waiting: list[int], prose: int) -> int:
    """Where prose begins, when no headline came: the longest line of three words above it is one."""
    text = reading.text
    named = [w for w in waiting if len(_WORD.findall(text[slice(*lines[w])])) == 3]
    if not named or reading.title is not None:
        return waiting[0] if waiting else prose
    best = max(named, key=lambda w: lines[w][1] - lines[w][0])
    reading.title, reading.title_line = lines[best], best
    reading.mark(*lines[best], "title")
    return best + 1


def _body(reading: _Reading, lines: list[Span], first: int) -> None:
    text = reading.text
    title_text = text[slice(*reading.title)] if reading.title is not None else None
    tail = max(first + 1, len(lines) - _TAIL)
    for i in range(first, len(lines)):
        a, b = lines[i]
        if i == reading.last:
            _sign(reading, a, b)
            continue
        if b - a > 700:
            if i >= tail:
                _sign(reading, a, b)
            continue
        line = text[a:b]
        if title_text is not None and line == title_text:
            reading.mark(a, b, "title")
            continue
        edge = i >= tail or i < _EDGE
        found = recognise(line, edge=edge)
        if found is None and i >= tail:
            if (named := bio(line)) is not None:
                reading.lines[i] = Furniture(((0, b - a, "bio"),), "bio", outlets=named)
                continue
            before = reading.lines.get(i - 1)
            if before is not None and before.kind == "bio" and before.parts[0][1] <= 30 and b - a <= 60:
                reading.lines[i] = Furniture(((0, b - a, "bio"),), "bio")
                continue
            pieces = line.split(",")
            if (
                len(pieces) == 2
                and (wire := outlet_named(pieces[1].strip())) is not None
                and names_line(pieces[0])
            ):
                reading.lines[i] = Furniture(
                    ((0, b - a, "byline"),), "byline", byline=pieces[0].strip(), outlets=(wire,)
                )
                continue
            _sign(reading, a, b)
        if (
            found is not None
            and found.kind in ("date", "byline")
            and not (found.labelled or found.byline or found.updated)
            and _EDGE <= i < len(lines) - 4
        ):
            continue
        if found is not None:
            reading.lines[i] = found


def _closed(text: str, lines: list[Span]) -> int:
    """The index of the report's last line, if a wire's name closes it; -1 if none does."""
    for i in range(len(lines) - 1, max(-1, len(lines) - 1 - _TAIL), -1):
        line = text[max(lines[i][0], lines[i][1] - 200) : lines[i][1]]
        if closing(line) is not None:
            return i
        whole = text[slice(*lines[i])]
        found = recognise(whole, edge=True)
        if (found is None and bio(whole) is None) or (found is not None and found.kind == "caption"):
            return -1
    return -1


def _sign(reading: _Reading, a: int, b: int) -> None:
    """A closing signature at the end of a paragraph."""
    line = reading.text[max(a, b - 80) : b]
    found = signature(line)
    if found is None:
        return
    start = b - len(line) + found[0]
    if start > a and found[1].kind != "wire" and reading.text[start] == "(":
        return
    parts = ((start - a, b - a, "credit"),)
    reading.lines[-1000 - a] = Furniture(parts, "credit", outlets=(found[1],))
    reading.mark(start, b, "credit")


def _datelines(reading: _Reading, lines: list[Span], first: int) -> None:
    """Datelines at the head of the first paragraphs, and wherever a wire or a day makes one sure."""
    text = reading.text
    unsure: list[tuple[int, Dateline]] = []
    prose = 0
    for i in range(first, len(lines)):
        if i in reading.lines:
            continue
        a, b = lines[i]
        if text[a : a + 1].islower():
            prose += 1
            continue
        found = find_dateline(text, a, b)
        prose += 1
        if found is None:
            continue
        if found.sure and prose <= 12:
            reading.mark(a, a + found.end, "dateline")
            reading.datelines.append(found)
        elif not found.sure:
            unsure.append((i, found))
    places = {d.place for _, d in unsure}
    early = {d.place for i, d in unsure if i <= first + 3}
    if len(places) > 2:
        return  # a list by country, not datelines
    for i, found in unsure:
        if found.place in early:
            a = lines[i][0]
            reading.mark(a, a + found.end, "dateline")
            reading.datelines.append(found)


def _year_for(reading: _Reading, day: tuple[int, int]) -> str | None:
    """The year of a dateline's month and day: a copyright line's, or that of whole dates near it in the
    text.
    """
    years = {f.date for f in reading.lines.values() if f.kind == "copyright" and f.date is not None}
    near: set[str] = set()
    for found in find_days(reading.text[:_WINDOW]):
        if found.value is not None:
            month, number = int(found.value[5:7]), int(found.value[8:10])
            if abs((month - day[0]) * 30 + number - day[1]) <= 31:
                near.add(found.value[:4])
    for pool in (near, years):
        if len(pool) == 1:
            return iso(int(next(iter(pool))), *day)
    return None


def _published(reading: _Reading, first: int) -> str | None:
    """The day of publication: a labelled date, one under the headline, one at the top, a dateline's."""
    top = [
        (i, f)
        for i, f in sorted(reading.lines.items())
        if f.date is not None
        and f.kind in ("date", "byline", "source")
        and (i < max(first, _EDGE) or f.labelled)
    ]
    for wanted in (
        [f for _, f in top if f.labelled],
        [f for i, f in top if i > reading.title_line >= 0 and not f.updated],
        [f for i, f in top if reading.title_line < 0 and not f.updated],
    ):
        if wanted:
            return wanted[0].date
    for line in reading.datelines:
        if line.date is not None:
            return line.date
    if top and any(not f.updated for _, f in top):
        return next(f.date for _, f in top if not f.updated)
    for line in reading.datelines:
        if line.day is not None and (value := _year_for(reading, line.day)) is not None:
            return value
    return top[0][1].date if top else None


def _who(reading: _Reading, lines: list[Span], first: int) -> tuple[str | None, str | None]:
    """Outlet and wire, from lines that say them."""
    wires = [d.wire for d in reading.datelines if d.wire is not None]
    outlets: list[Outlet] = []
    order = ("copyright", "bio", "date", "byline", "source", "credit")
    for kind in order:
        for i, found in sorted(reading.lines.items()):
            if found.kind != kind:
                continue
            if (
                kind == "source"
                and first + 2 < i < len(lines) - 2
                and len(reading.text[slice(*lines[i])]) < 30
            ):
                continue  # an outlet's name alone, far down: a heading in a review of the press
            for outlet in found.outlets:
                (wires if outlet.is_wire else outlets).append(outlet)
    if not outlets and not wires:
        words = {m[1].rstrip(".,’'") for m in _TOLD.finditer(reading.text[:_WINDOW])}
        told = {o for o in map(outlet_named, words) if o is not None}
        if len(told) == 1 and (only := next(iter(told))).name in _NAME_THEMSELVES:
            outlets.append(only)
    return (outlets[0].name if outlets else None), (wires[0].name if wires else None)


def lay_out_text(text: str, title: Span | None = None, deck: Span | None = None) -> Layout:
    """The zones of a text and what it says of itself; ``title`` and ``deck`` where a page has told them."""
    lines = _unwrapped(text, _lines(text))
    reading = _Reading(text)
    if title is not None:
        reading.mark(*title, "title")
    if deck is not None:
        reading.mark(*deck, "deck")
        lines = [s for s in lines if not deck[0] <= s[0] < deck[1]]
    reading.last = _closed(text, lines)
    first = _top(reading, lines, title)
    _body(reading, lines, first)
    _datelines(reading, lines, first)
    for i, found in reading.lines.items():
        if i >= 0:
            a = lines[i][0]
            for start, end, kind in found.parts:
                reading.mark(a + start, a + end, kind)
    if text.startswith("\ufeff"):
        reading.mark(0, 1, "navigation")
    zones: list[Zone] = []
    for zone in sorted(reading.zones, key=lambda z: (z.start, -z.end)):
        if not zones or zone.start >= zones[-1].end:
            zones.append(zone)
    outlet, wire = _who(reading, lines, first)
    bylines = [f.byline for _, f in sorted(reading.lines.items()) if f.byline is not None]
    return Layout(
        zones=tuple(zones),
        title=text[slice(*reading.title)] if reading.title is not None else None,
        byline=bylines[0] if bylines else None,
        published=_published(reading, first),
        outlet=outlet,
        wire=wire,
    )
