"""The clauses of an official notice, and whether a text is one.

Enters: a Page. Leaves: a Notice (the clauses in order and the form), or None. A notice is known by the clauses that
meet in it, whatever their order and wherever it was copied to; a report that quotes some of them is none. It cannot
tell a notice from a copy of it, and takes a bare retelling that keeps most of the clauses for a copy.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ...model import Span
from ...rules import load_toml

if TYPE_CHECKING:
    from ..page import Page

WORDS = "languages/en/notices.toml"
GAP = r"\s{1,60}"
"""What a blank of a pattern stands for: prints break lines and indent."""
BEFORE, BEHIND = 6_000, 40_000
"""How far around a hint clauses are looked for."""
FAR = 6_000
"""Code points between two clauses beyond which they are not of one notice."""
MOST = 1_000
"""Clauses of one notice that are read; real ones have some forty."""
OPENING = frozenset({"determination", "notification", "purchaser"})
HEADING = frozenset({"forwarding", "proposed issuance", "upgrade"})
"""Clauses that stand above the one that opens a notice."""
HINTS = (
    "military sale",
    "purchaser:",
    "required certification",
    "requested to buy",
    "difficulty absorbing",
    "principal contractor",
)
"""A text with none of these is looked at no further; broken over lines, one of them still stands whole."""
_HINT = re.compile(
    r"Foreign\s{1,60}Military\s{1,60}Sale|\bPurchaser:|required\s{1,60}certification|requested\s{1,60}to\s{1,60}buy"
    r"|difficulty\s{1,60}absorbing|principal\s{1,60}contractor",
    re.IGNORECASE,
)

_SPEAKER = re.compile(
    r"\b(?:it|they|he|she|agenc(?:y|ies)|DSCA|Pentagon|department|ministry|embassy|bureau|White House|officials?|state"
    r"|statement|notice|notification|release|announcement|government|administration|report|secretary|minister|diplomats?"
    r"|spokes\w{3,6})\b",
    re.IGNORECASE,
)
"""Who is said to say what a notice says, in a report on it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of clause, as the vocabulary has it."""

    id: str
    role: str
    form: str
    pattern: re.Pattern[str]
    near: tuple[str, ...]
    """Words in lower case of which the clause holds at least one; empty where it may do without."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A clause found: the words that its rule matched."""

    start: int
    end: int
    id: str
    role: str
    form: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A text that is an official notice, or that holds one."""

    marks: tuple[Mark, ...]
    """Its clauses in the order of the text."""
    form: str
    """``print`` for the Federal Register and the Congressional Record, ``release`` otherwise."""

    @property
    def span(self) -> Span:
        """From its first clause to the end of its last."""
        return self.marks[0].start, self.marks[-1].end

    def first(self, *ids: str) -> Mark | None:
        """The first clause of one of some kinds."""
        return next((m for m in self.marks if m.id in ids), None)

    def all(self, *ids: str) -> list[Mark]:
        """The clauses of some kinds."""
        return [m for m in self.marks if m.id in ids]

    def before(self, offset: int) -> Mark | None:
        """The last clause that begins before an offset."""
        at = bisect_left(self.marks, offset, key=lambda m: m.start)
        return self.marks[at - 1] if at else None

    def after(self, offset: int) -> Mark | None:
        """The first clause that begins at an offset or later."""
        at = bisect_left(self.marks, offset, key=lambda m: m.start)
        return self.marks[at] if at < len(self.marks) else None


@cache
def rules() -> tuple[Rule, ...]:
    """The kinds of clauses."""
    return tuple(
        Rule(r["id"], r["role"], r.get("form", ""), spaced(r["pattern"]), tuple(r.get("near", ())))
        for r in load_toml(WORDS)["clause"]
    )


def spaced(pattern: str, *, cased: bool = False) -> re.Pattern[str]:
    """A compiled pattern in which a blank stands for any stretch of white space."""
    return re.compile(pattern.replace(" ", GAP), re.NOFLAG if cased else re.IGNORECASE)


def find_marks(text: str) -> list[Mark]:
    """Every clause near a hint, in order; where two overlap, the one that begins first, then the longer."""
    windows: list[Span] = []
    for hint in _HINT.finditer(text):
        low, high = max(0, hint.start() - BEFORE), min(len(text), hint.end() + BEHIND)
        if windows and low <= windows[-1][1]:
            windows[-1] = (windows[-1][0], high)
        else:
            windows.append((low, high))
    found: list[Mark] = []
    for low, high in windows:
        words = text[low:high].lower()
        for rule in rules():
            if rule.near and not any(word in words for word in rule.near):
                continue
            found += [
                Mark(m.start(), m.end(), rule.id, rule.role, rule.form)
                for m in rule.pattern.finditer(text, low, high)
            ]
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def find_notices(page: Page) -> list[Notice]:
    """The notices on a page, in order: mostly one; the Congressional Record prints several."""
    text = page.text
    lower = text.lower()
    if not any(hint in lower for hint in HINTS):
        return []
    marks = find_marks(text)
    # In a list "13 Battery Command Posts" looks like somebody who posts something.
    said = [
        c
        for a in page.attributions
        if a.source is not None and _SPEAKER.search(text, *a.source) is not None
        for c in a.content
    ]
    # Nobody quotes a numbered paragraph of the print.
    own = [m for m in marks if m.form == "print" or not any(a <= m.start and m.end <= b for a, b in said)]
    quoted = {m.id for m in marks if m.role != "list"} - {m.id for m in own}
    found = []
    for group in _groups(own):
        form = _form(group, quoted)
        if form:
            found.append(Notice(tuple(group[:MOST]), form))
    return found


def _form(group: list[Mark], quoted: set[str]) -> str:
    """The form of the notice that some clauses make, or nothing where they make none."""
    needed = load_toml(WORDS)["needed"]
    prints = {m.id for m in group if m.form == "print"}
    if "purchaser" in prints and len(prints) >= needed["print"]:
        return "print"
    plain = {m.id for m in group if m.form != "print" and m.role != "list"}
    tells = {m.id for m in group if m.role == "tells"}
    kinds = len(plain) + any(m.role == "list" for m in group)
    enough = kinds >= needed["clauses"] and len(quoted) * 2 < len(plain)
    return "release" if tells and enough and plain - tells - {"cost"} else ""


def _groups(marks: list[Mark]) -> list[list[Mark]]:
    """Clauses that stand near each other; a clause that opens a notice, met again, opens the next one."""
    groups: list[list[Mark]] = []
    opened: set[str] = set()
    last: Mark | None = None
    for mark in marks:
        again = mark.id in opened
        if last is None or again or mark.start - last.end > FAR:
            taken: list[Mark] = []
            while (
                again
                and groups[-1]
                and groups[-1][-1].id in HEADING
                and mark.start - groups[-1][-1].start < 2_000
            ):
                taken.insert(0, groups[-1].pop())
            groups.append(taken)
            opened.clear()
        groups[-1].append(mark)
        if mark.id in OPENING:
            opened.add(mark.id)
        last = mark
    return groups
