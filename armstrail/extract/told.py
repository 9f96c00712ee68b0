"""What a unit tells: one event of the network's, and what was chosen for its slots.

Leaves: Tellings, which ``tellings.py`` fills in, ``once.py`` thins out and ``claims.py`` turns into Claims.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import STAGES, Span
from .attribution import Attribution
from .network import EVENTS, FORCES
from .signals import Candidate, Signals
from .units import Item


@dataclass(frozen=True, slots=True)
class Party:
    """Who plays a role, the words that it was read from, and the chance that it does."""

    code: str
    candidate: Candidate
    chance: float


@dataclass
class Telling:
    """One event that a unit tells, and what was chosen for it."""

    anchor: int
    event: int
    chance: float
    item: int | None = None
    """The unit that names the thing."""
    quantity: int | None = None
    """The unit that tells the number; the anchor itself where it is SELF."""
    one: bool = False
    item_chance: float = 1.0
    money: int | None = None
    money_chance: float = 0.0
    date: int | None = None
    source: Attribution | None = None
    modality: str = ""
    basis: str = ""
    value_basis: str = ""
    shared: bool = False
    parties: dict[str, list[Party]] = field(default_factory=dict)
    """Role → who plays it: one, or all of a list ("Albania, Norway and Latvia")."""

    def who(self, role: str) -> str:
        """The code of the first who plays a role."""
        return self.parties[role][0].code if role in self.parties else ""

    @property
    def kind(self) -> str:
        name = EVENTS[self.event]
        return "transfer" if name in STAGES else "force" if name in FORCES else "spending"


def thing_of(telling: Telling, signals: Signals) -> Item | None:
    """The thing that a telling is about."""
    return signals.units[telling.item].item if telling.item is not None else None


def name_of_thing(telling: Telling, signals: Signals) -> tuple[str, tuple[Span, ...]]:
    """What the words of its item call the thing, and where they stand; empty where it has none. A part is named with
    what it is a part of, and so is the whole that only tells of what the parts are: "spare parts for F-16".
    """
    item = thing_of(telling, signals)
    if item is None or telling.item is None:
        return "", ()
    part: Item | None = item
    whole: Item | None = item
    if _is_loose(item, signals):
        whole = _whole_behind(signals, telling.item)
    else:
        part = _part_before(signals, telling.item)
    if part is None or whole is None:
        return item.name, item.spans
    return f"{part.name} for {whole.name}", (*part.spans, *whole.spans)


_BETWEEN = 4
"""Units that may stand between a part and its whole: "for its fleet of F-16s"."""
_LISTED = 6
"""Wholes of a list for which one part may be meant: "ammunition for HIMARS, for NASAMS and for Patriots"."""


def _is_loose(item: Item, signals: Signals) -> bool:
    """Whether an item is named as a part or as ammunition alone: of what, other words must say."""
    return item.generic and not item.pointer and (item.part or item.kind in signals.grammar.items["loose"])


def _is_whole(item: Item) -> bool:
    return not (item.generic or item.part or item.pointer)


def _passes(signals: Signals, n: int) -> bool:
    """Whether a unit may stand between "for" and a whole: "the", "its old", "Ukraine's", "fleet of"."""
    units, words = signals.units, signals.grammar.words
    unit = units[n]
    if unit.party is not None:
        # "Ukraine's", whether or not the mark is in the unit.
        text, marks = signals.page.text, ("'s", "’s", "s'", "s’")
        return text[unit.start : unit.end].endswith(marks) or text[unit.end : unit.end + 2] in marks
    stops = bool(unit.triggers) or (unit.low in words["joins"] and unit.low not in words["determiners"])
    return (unit.kind == "word" or unit.low in ("'s", "’s")) and not stops


def _whole_behind(signals: Signals, at: int) -> Item | None:
    """The thing for which the part at ``at`` is: "spare parts for its old T-72s"."""
    units = signals.units
    if at + 1 == len(units) or not _is_for(signals, at + 1, at):
        return None
    for n in range(at + 2, min(at + 2 + _BETWEEN, len(units))):
        item = units[n].item
        if signals.sentence[n] != signals.sentence[at]:
            return None
        if item is not None:
            return item if _is_whole(item) and not item.counted else None
        if not _passes(signals, n):
            return None
    return None


def _part_before(signals: Signals, at: int) -> Item | None:
    """The part that is meant for the thing at ``at``: "ammunition for HIMARS and for Patriots", but not where more is
    told of the thing itself ("for tanks that Berlin delivered").
    """
    units, words = signals.units, signals.grammar.words
    for _ in range(_LISTED):
        item = units[at].item
        behind = next((u for u in units[at + 1 : at + 3] if u.low != "s"), None)
        goes_on = behind is not None and (bool(behind.triggers) or behind.low in words["subordinators"])
        if item is None or not _is_whole(item) or item.counted or goes_on:
            return None
        n = at - 1
        while n > max(0, at - 1 - _BETWEEN) and units[n].low not in words["made_for"] and _passes(signals, n):
            n -= 1
        if not _is_for(signals, n, at):
            return None
        before = n - 1
        while before > 0 and units[before].low in words["joins"]:
            before -= 1
        other = units[before].item if before >= 0 else None
        if other is None:
            return None
        if before == n - 1:
            return other if _is_loose(other, signals) else None
        at = before
    return None


def _is_for(signals: Signals, n: int, at: int) -> bool:
    """Whether the unit at ``n`` says what the one at ``at`` is for or of, and not what is given in exchange."""
    units, words = signals.units, signals.grammar.words
    if n < 0 or units[n].low not in words["made_for"] or signals.sentence[n] != signals.sentence[at]:
        return False
    return not any(u.low in words["swaps"] for u in units[max(0, n - 4) : n])
