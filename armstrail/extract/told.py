"""What a unit tells: one event of the network's, and what was chosen for its slots.

Leaves: Tellings, which ``tellings.py`` fills in, ``once.py`` thins out and ``claims.py`` turns into Claims.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import STAGES
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


def name_of_thing(telling: Telling, signals: Signals) -> str:
    """What the words of its item call the thing; empty where it has none."""
    item = thing_of(telling, signals)
    return item.name if item is not None else ""
