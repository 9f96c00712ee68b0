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
    part, whole = _part_and_whole(signals, telling.item)
    if part is None or whole is None:
        return item.name, item.spans
    return f"{part.name} for {whole.name}", (*part.spans, *whole.spans)


def _part_and_whole(signals: Signals, at: int) -> tuple[Item | None, Item | None]:
    """The part and the whole of which the unit at ``at`` is one, as in "ammunition for HIMARS and for Patriots"."""
    units, words, item = signals.units, signals.grammar.words, signals.units[at].item
    assert item is not None
    if _is_loose(item, signals):
        step, reached = 1, at + 2
        if at + 1 == len(units) or units[at + 1].low not in words["made_for"]:
            return None, None
    elif item.generic or item.part or item.pointer or item.counted or _goes_on(signals, at + 1):
        return None, None
    else:
        step, reached = -1, at - 1
    while (
        0 <= reached < len(units)
        and abs(reached - at) <= _BETWEEN
        and signals.row[reached] == signals.row[at]
    ):
        other = units[reached].item
        if step > 0 and other is not None:
            return (None, None) if other.generic or other.part or other.pointer else (item, other)
        if step < 0 and units[reached].low in words["made_for"]:
            before = reached - 1
            while before >= 0 and units[before].low in words["joins"]:
                before -= 1
            beside = units[before].item if before >= 0 else None
            if beside is None:
                return None, None
            if before == reached - 1:
                return (beside, item) if _is_loose(beside, signals) else (None, None)
            return _part_and_whole(signals, before)[0], item
        if other is not None or units[reached].kind == "mark":
            return None, None
        reached += step
    return None, None


_BETWEEN = 4
"""Units that may stand between "for" and the thing: "for its fleet of F-16s"."""


def _is_loose(item: Item, signals: Signals) -> bool:
    """Whether an item is named as a part or as ammunition alone: of what, other words must say."""
    return item.generic and not item.pointer and (item.part or item.kind in signals.grammar.items["loose"])


def _goes_on(signals: Signals, at: int) -> bool:
    """Whether what stands behind a thing tells of it alone: "for tanks that Berlin delivered"."""
    rest = [u for u in signals.units[at : at + 2] if u.low != "s"]
    if not rest:
        return False
    unit = rest[0]
    return bool(unit.triggers) or unit.low in signals.grammar.words["subordinators"]
