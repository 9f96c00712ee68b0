"""One thing, one claim: what several units of a sentence tell of one thing is kept once, and a price has one owner.

Enters: Tellings of a block. Leaves: those that are kept. It compares within sentences: what a later sentence tells
again is another telling.
"""

from __future__ import annotations

from .signals import Signals
from .told import Telling, name_of_thing


def keep_once(told: list[Telling], signals: Signals) -> list[Telling]:
    """The tellings, surest first where several units of a sentence tell one thing."""
    kept: list[Telling] = []
    for t in sorted(told, key=lambda t: -t.chance):
        same = (
            k for k in kept if k.kind == t.kind and signals.sentence[k.anchor] == signals.sentence[t.anchor]
        )
        if not any(_repeats(t, k, signals) for k in same):
            kept.append(t)
    told_of = {(t.anchor, t.event) for t in kept}
    kept = [t for t in kept if (_in_apposition_to(signals, t.anchor), t.event) not in told_of]
    return sorted(kept, key=lambda t: (t.anchor, t.event))


def _in_apposition_to(signals: Signals, at: int) -> int:
    """The unit that names a thing of which the one at ``at`` only says what it is; -1 where it is a thing of its own.

    "24 PzH 2000 self-propelled 155mm howitzers", "two Sea Eagles, maritime patrol aircraft that …", but not
    "F-16s, tanks and howitzers".
    """
    units, item = signals.units, signals.units[at].item
    if item is None or not item.generic or item.counted or item.pointer:
        return -1
    before = at - 1
    comma = False
    while before >= 0 and at - before <= 4 and signals.row[before] == signals.row[at]:
        unit = units[before]
        if unit.item is not None:
            break
        comma = comma or unit.low == ","
        if (
            unit.kind not in ("word", "mark")
            or unit.low in signals.grammar.words["parting"]
            or (unit.kind == "mark" and unit.low not in ',("“')
        ):
            return -1
        before -= 1
    else:
        return -1
    named = units[before].item
    if named is None or named.generic or named.part != item.part:
        return -1
    after = at + 1
    lists = comma and after + 1 < len(units) and units[after].low in (",", "and", "or", "as", "plus")
    return -1 if lists and any(u.item is not None for u in units[after + 1 : after + 4]) else before


def _repeats(t: Telling, k: Telling, signals: Signals) -> bool:
    if t.kind != "transfer":
        return t.anchor == k.anchor
    if any(t.who(r) and k.who(r) and t.who(r) != k.who(r) for r in ("supplier", "recipient")):
        return False
    if t.event != k.event:
        return False
    things = [name_of_thing(x, signals)[0] for x in (t, k)]
    if all(things) and things[0] != things[1]:
        return False
    pairs = ((t.quantity, k.quantity), (t.date, k.date), (t.money, k.money))
    return all(a is None or b is None or a == b for a, b in pairs)


def share_out(told: list[Telling]) -> None:
    """Leaves a price with the one telling that it suits best, but where several share it."""
    best: dict[int, Telling] = {}
    for t in told:
        if t.money is not None and not t.shared:
            other = best.get(t.money)
            if other is None or t.money_chance > other.money_chance:
                best[t.money] = t
    for t in told:
        if t.money is not None and not t.shared and best[t.money] is not t:
            t.money = None
