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
    """What the words of its item call the thing, and where they stand: a part with what it is a part of ("spare parts
    for F-16"); empty where it has none.
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


def _is_loose(item: Item, signals: Signals) -> bool:
    """Whether an item is named as a part or as ammunition alone: of what, other words must say."""
    return item.generic and not item.pointer and (item.part or item.kind in signals.grammar.items["loose"])


def _whole_behind(signals: Signals, at: int) -> Item | None:
    """The thing for which the part at ``at`` is: "spare parts for its old T-72s"."""
    units, words = signals.units, signals.grammar.words
    if at + 1 == len(units) or units[at + 1].low not in words["made_for"]:
        return None
    for unit in units[at + 2 : at + 2 + _BETWEEN]:
        if unit.item is not None:
            return None if unit.item.generic or unit.item.part or unit.item.pointer else unit.item
        if unit.kind == "mark":
            return None
    return None


def _part_before(signals: Signals, at: int) -> Item | None:
    """The part that is meant for the thing at ``at``: "ammunition for HIMARS and for Patriots", but not where more is
    told of the thing itself ("for tanks that Berlin delivered").
    """
    units, words, item = signals.units, signals.grammar.words, signals.units[at].item
    behind = next((u for u in units[at + 1 : at + 3] if u.low != "s"), None)
    goes_on = behind is not None and (bool(behind.triggers) or behind.low in words["subordinators"])
    if item is None or item.generic or item.part or item.pointer or item.counted or goes_on:
        return None
    near = range(at - 1, max(-1, at - 1 - _BETWEEN), -1)
    made_for = next((n for n in near if units[n].low in words["made_for"]), 0)
    if not made_for or any(u.item is not None or u.kind == "mark" for u in units[made_for:at]):
        return None
    before = made_for - 1
    while before > 0 and units[before].low in words["joins"]:
        before -= 1
    other = units[before].item
    if other is None:
        return None
    if before == made_for - 1:
        return other if _is_loose(other, signals) else None
    return _part_before(signals, before)
