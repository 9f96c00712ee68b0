"""The clauses of an official notice, and whether a text is one.

Enters: a Page. Leaves: a Notice (the clauses in order and the form), or None. A notice is known by the clauses that
meet in it, whatever their order and wherever it was copied to; a report that quotes some of them is none. It cannot
tell a notice from a copy of it, and takes a bare retelling that keeps most of the clauses for a copy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ...model import Span
from ...rules import load_toml

if TYPE_CHECKING:
    from ..page import Page

WORDS = "languages/en/notices.toml"
GAP = r"\s{1,60}"
"""What a blank of a pattern stands for: prints break lines and indent."""
FAR = 6_000
"""Code points between two clauses beyond which they are not of one notice."""
_HINT = re.compile(
    r"oreign\s+Military\s+Sale|rospective\s+Purchaser|\bPurchaser:|required\s+certification", re.I
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of clause, as the vocabulary has it."""

    id: str
    role: str
    form: str
    pattern: re.Pattern[str]


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

    def after(self, offset: int) -> Mark | None:
        """The first clause that begins at an offset or later."""
        return next((m for m in self.marks if m.start >= offset), None)


@cache
def rules() -> tuple[Rule, ...]:
    """The kinds of clauses."""
    return tuple(
        Rule(r["id"], r["role"], r.get("form", ""), re.compile(r["pattern"].replace(" ", GAP), re.IGNORECASE))
        for r in load_toml(WORDS)["clause"]
    )


def find_marks(text: str) -> list[Mark]:
    """Every clause in a text, in order; where two overlap, the one that begins first, then the longer."""
    found = [
        Mark(m.start(), m.end(), rule.id, rule.role, rule.form)
        for rule in rules()
        for m in rule.pattern.finditer(text)
    ]
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def find_notice(page: Page) -> Notice | None:
    """The notice on a page, or None where the page holds none."""
    text = page.text
    if _HINT.search(text) is None:
        return None
    marks = find_marks(text)
    said = [c for a in page.attributions if a.source is not None for c in a.content]
    own = [m for m in marks if not any(a <= m.start and m.end <= b for a, b in said)]
    quoted = {m.id for m in marks if m.role != "list"} - {m.id for m in own}
    needed = load_toml(WORDS)["needed"]
    for group in _groups(own):
        prints = {m.id for m in group if m.form == "print"}
        plain = {m.id for m in group if m.form != "print" and m.role != "list"}
        lists = any(m.role == "list" for m in group)
        tells = {m.id for m in group if m.role == "tells"}
        if "purchaser" in prints and len(prints) >= needed["print"]:
            return Notice(tuple(group), "print")
        enough = len(plain) + lists >= needed["clauses"] and len(quoted) * 2 < len(plain)
        if tells & {"determination", "notification", "request"} and enough and plain - tells - {"cost"}:
            return Notice(tuple(group), "release")
    return None


def _groups(marks: list[Mark]) -> list[list[Mark]]:
    """Clauses that stand near each other."""
    groups: list[list[Mark]] = [[]] if marks else []
    if marks:
        groups[0].append(marks[0])
    for before, mark in pairwise(marks):
        if mark.start - before.end > FAR:
            groups.append([])
        groups[-1].append(mark)
    return groups
