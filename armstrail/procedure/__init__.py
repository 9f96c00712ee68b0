"""The procedure of United States arms sales: the ladder, the law as dated tables, the review clock.

Enters: buyers, dates, amounts, transmittal numbers, cases. Leaves: rules, clocks and steps, each with its citation, and
lines for a person on what is not known. The tables stand in ``data/law``; docs/law.md shows them. Nothing here moves a
case to a stage, and nothing infers from a total that a sale was or was not notified.
"""

from .applying import Amounts, Rule, Test, buyer_code, rule_for
from .asking import clock_of_case, clocks_of_case
from .clock import Clock, Dates, clock, known_emergencies
from .designations import Designator, Transmittal, parse_designator, parse_transmittal
from .law import Law, Line, ProcedureError, Step, read_law
from .wording import write_clock

__all__ = [
    "Amounts",
    "Clock",
    "Dates",
    "Designator",
    "Law",
    "Line",
    "ProcedureError",
    "Rule",
    "Step",
    "Test",
    "Transmittal",
    "buyer_code",
    "clock",
    "clock_of_case",
    "clocks_of_case",
    "known_emergencies",
    "ladder",
    "parse_designator",
    "parse_transmittal",
    "read_law",
    "rule_for",
    "steps_of",
    "write_clock",
]


def ladder(*, ends: bool = False) -> tuple[Step, ...]:
    """The steps of a Foreign Military Sale in order; with ``ends``, also the ends off the ladder, last."""
    return tuple(s for s in read_law().steps if ends or not s.end)


def steps_of(word: str) -> tuple[Step, ...]:
    """The steps that a word of the press may mean; more than one where it does not tell."""
    low = word.strip().casefold()
    return tuple(s for s in read_law().steps if low in (p.casefold() for p in s.press))
