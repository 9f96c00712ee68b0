"""Which items of a clause a trigger speaks of: its object, or the subject of its passive, and their lists.

Enters: the units of a sentence and where the trigger stands. Leaves: indexes of item units. What stands under
"against", "for its" or "to destroy" is no object of a transfer.
"""

from __future__ import annotations

from .clauses import Clause
from .grammar import Grammar
from .units import Unit

_LONGEST_REACH = 14
"""Units between a trigger, or an item of its list, and the next item."""


def eligible_items(
    units: list[Unit], start: int, end: int, grammar: Grammar, *, also: tuple[str, ...] = ()
) -> list[int]:
    """The items right of a trigger that are its object: the first, and those of its list.

    ``also`` names prepositions under which an object of this trigger may stand ("supply with", "a contract on").
    """
    found: list[int] = []
    words = grammar.items
    i = start
    barred = False
    while i < end:
        unit = units[i]
        if unit.kind == "item" and unit.item is not None:
            j = i - 1
            part_of = False
            while j >= start and (
                units[j].low in grammar.words["determiners"]
                or units[j].low in words["kept"]
                or units[j].kind == "count"
                or units[j].low in ("total", "of", "batch", "first", "second", "number", "up")
            ):
                if units[j].low == "of" and j > start and units[j - 1].kind == "item":
                    break
                if units[j].low == "of" and j > start and holds_none(units[j - 1], grammar):
                    part_of = True
                j -= 1
            before = units[j].low if j >= start else ""
            if part_of:
                # "the black boxes of the plane"
                i += 1
                continue
            if (
                j >= start
                and units[j].low in words["excluding"]
                and units[j].low not in also
                and not (units[j].low == "with" and units[j - 1].low in ("along", "together"))
            ):
                barred = True
            elif (found and before == "for") or (
                j >= start and units[j].kind == "item" and units[j + 1].low in ("of", "for")
            ):
                # "engines for F-16 jets", "a battery of the Patriot system"
                pass
            elif not barred and i - (found[-1] if found else start) <= _LONGEST_REACH:
                found.append(i)
        elif unit.kind == "verb" and i > start:
            if not any(t.form in ("participle", "past-or-participle") for t in unit.triggers):
                break
        elif unit.low in words["excluding"]:
            # What stands under "against", "like", "with" is no object, up to the next comma.
            barred = (
                unit.low not in ("with", "as", "from", "at", "on", "by", "over", "under")
                and unit.low not in words["joining"]
                and not (unit.low == "armed" and i + 1 < end and units[i + 1].kind == "item")
            )
        elif unit.low in (",", "and", "plus", ";"):
            barred = False
        i += 1
    return found


def holds_none(unit: Unit, grammar: Grammar) -> bool:
    """Whether a word before "of" neither counts nor holds things nor tells of their transfer."""
    return (
        unit.kind == "word"
        and unit.low not in grammar.items["containers"]
        and unit.low not in grammar.items["units"]
        and not unit.low.endswith("ing")
    )


_BETWEEN_ITEMS = frozenset(
    {",", "and", "as", "well", "plus", "the", "other", "related", "more", "some", "along", "with"}
)


def items_left(
    units: list[Unit], clause: Clause, before: int, clauses: list[Clause], grammar: Grammar
) -> list[int]:
    """Items that stand as the subject of a passive: the nearest one to the left, and its list."""
    start = clause.start
    i = before - 1
    hops = 0
    while True:
        while i >= start:
            unit = units[i]
            if unit.kind == "item":
                found = [i]
                j = i - 1
                while j >= start and units[j].low in _BETWEEN_ITEMS:
                    j -= 1
                while j >= start and j < i - 1 and units[j].kind == "item":
                    found.insert(0, j)
                    i, j = j, j - 1
                    while j >= start and units[j].low in _BETWEEN_ITEMS:
                        j -= 1
                return [
                    x for x in found if not (x > start and units[x - 1].low in grammar.items["excluding"])
                ]
            if unit.kind == "verb" and i < before - 1:
                return []
            i -= 1
        if clause.opener in ("which", "that", "coordinate", "resume") and clause.before >= 0 and hops < 2:
            i = clause.before
            owner = max((c for c in clauses if c.start <= i), key=lambda c: c.start)
            if owner.start >= clause.start:
                return []
            start, clause = owner.start, owner
            hops += 1
            continue
        return []
