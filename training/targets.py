"""What a gold claim asks of the network: the unit that tells it (anchor), and the right choice for each slot.

Enters: Signals of a report and its gold claims. Leaves: Targets. Gold names no anchor: it is the item that the claim is
about, else the bare number, the price, or the word of the deed; where several would do, training takes the one that the
network likes best. Slots that gold marks as open count for less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from scoring import equipment, same_name

from armstrail.extract.choices import NONE, ONE, SELF
from armstrail.extract.network import BASES, EVENTS, MODALITIES, SCOPES, VALUE_BASES
from armstrail.extract.signals import Signals, quantity_of

Record = dict[str, object]


@dataclass
class Target:
    """One telling of the gold: gold claims that differ in their parties alone are one."""

    claims: list[Record]
    anchors: list[int]
    """Units that may be the anchor."""
    event: int | None
    """Index in EVENTS; None where gold leaves the stage open and names none."""
    points_back: bool = False
    """True where the thing meant stands elsewhere."""
    open: frozenset[str] = frozenset()

    @property
    def first(self) -> Record:
        return self.claims[0]

    def names(self, slot: str) -> set[str]:
        return {str(c[slot]) for c in self.claims if slot in c}


@dataclass
class Targets:
    tellings: list[Target]
    silent: set[int] = field(default_factory=set)
    """Units in regions where a telling costs and earns nothing."""


def _units(signals: Signals, claim: Record) -> list[int]:
    start, end = int(claim["start"]), int(claim["end"])  # type: ignore[call-overload]
    return [i for i, u in enumerate(signals.units) if u.start < end and start < u.end]


def find_targets(signals: Signals, gold: Iterable[Record]) -> Targets:
    """The targets of a report."""
    gold = list(gold)
    groups: dict[tuple[object, ...], list[Record]] = {}
    silent: set[int] = set()
    for claim in gold:
        place = (claim["start"], claim["end"])
        if claim["kind"] == "ignore":
            silent.update(_units(signals, claim))
        elif claim["kind"] == "transfer":
            slots = ("stage", "modality", "quantity", "value", "date")
            thing = re.sub(r"\W+", "", str(claim.get("equipment", "")).lower())
            groups.setdefault((*place, thing, *(claim.get(s) for s in slots)), []).append(claim)
        elif claim["kind"] in ("force", "spending"):
            slots = ("measure", "amount", "state", "basis")
            groups.setdefault((*place, *(claim.get(s) for s in slots)), []).append(claim)
    tellings = [t for claims in groups.values() if (t := _telling(signals, claims, gold)) is not None]
    return Targets(tellings, silent)


def _telling(signals: Signals, claims: list[Record], gold: list[Record]) -> Target | None:
    claim = claims[0]
    within = _units(signals, claim)
    if not within:
        return None
    open_ = frozenset(claim.get("open", ()))  # type: ignore[arg-type]
    if claim["kind"] != "transfer":
        amount = claim["amount"]
        if claim["kind"] == "force":
            anchors = [i for i in within if quantity_of(signals.units[i]) == amount]
        else:
            anchors = [i for i in within if _is_sum(signals, i, amount)]
        event = EVENTS.index(str(claim["measure"]))
        return Target(claims, anchors, event, open=open_) if anchors else None
    event = EVENTS.index(str(claim["stage"])) if "stage" in claim else None
    anchors, back = _anchors(signals, claim, within, gold)
    return Target(claims, anchors, event, back, open_)


def _is_sum(signals: Signals, unit: int, amount: object) -> bool:
    money = signals.units[unit].money
    if money is None or not isinstance(amount, int | float):
        return False
    told = [money.amount] + ([money.also.amount] if money.also is not None else [])
    return any(abs(n - amount) <= 1e-3 * abs(amount) for n in told)


def _likeness(thing: object, signals: Signals, unit: int) -> float:
    """How well a unit's item is the thing that gold means: by its name, or by the words as they are declined there."""
    item = signals.units[unit].item
    assert item is not None
    words = (signals.page.text[a:b] for a, b in item.spans)
    return max(float(equipment(thing, name)) for name in (item.name, *words))


def _anchors(
    signals: Signals, claim: Record, within: list[int], gold: list[Record]
) -> tuple[list[int], bool]:
    """The units that may tell a transfer, and whether the thing meant stands elsewhere."""
    units, quantity, thing = signals.units, claim.get("quantity"), claim.get("equipment")
    items = [i for i in within if units[i].item is not None]
    found: list[int] = []
    back = False
    if thing is not None:
        scores = {i: _likeness(thing, signals, i) for i in items if not units[i].item.pointer}  # type: ignore[union-attr]
        best = max(scores.values(), default=0)
        if best:
            found = [i for i, score in scores.items() if score == best]
            found = [i for i in found if quantity is not None and quantity_of(units[i]) == quantity] or found
        else:
            back = True
            found = [i for i in items if quantity is not None and quantity_of(units[i]) == quantity]
            if not found:
                named = [
                    c["equipment"]
                    for c in gold
                    if c is not claim
                    and c["kind"] == "transfer"
                    and "equipment" in c
                    and (c["start"], c["end"]) == (claim["start"], claim["end"])
                ]
                loose = [
                    i
                    for i in items
                    if (units[i].item.generic or units[i].item.pointer)  # type: ignore[union-attr]
                    and not units[i].item.part  # type: ignore[union-attr]
                    and not any(_likeness(other, signals, i) == 1 for other in named)
                ]
                pointing = [i for i in loose if units[i].item.pointer or units[i].item.definite]  # type: ignore[union-attr]
                found = pointing or loose
    if not found and quantity is not None:
        found = [i for i in within if units[i].count is not None and quantity_of(units[i]) == quantity]
    if not found and "value" in claim:
        found = [i for i in within if _is_sum(signals, i, claim["value"])]
    if not found:
        spans: list[tuple[int, int]] = claim.get("words", [])  # type: ignore[assignment]
        found = [
            i
            for i in within
            if units[i].kind != "mark" and any(units[i].start < b and a < units[i].end for a, b in spans)
        ]
    found = found or [i for i in within if units[i].triggers]
    found = found or [i for i in within if units[i].kind == "word"] or within
    return found, back


# ---- the right choice for each slot, as indexes into choices.pointers


def right_choices(task: str, signals: Signals, target: Target, anchor: int, units: list[int]) -> list[int]:
    """The choices that say what gold says: NONE, SELF, ONE or 3 + index of a unit; [] where none does."""
    claim, all_units = target.first, signals.units
    if task == "equipment":
        thing = claim.get("equipment")
        if thing is None:
            return [NONE]
        scores = [_likeness(thing, signals, u) for u in units]
        best = max(scores, default=0)
        found = [3 + j for j, score in enumerate(scores) if score == best and score]
        return found if target.points_back else [SELF, *found]
    if task == "quantity":
        number = claim.get("quantity")
        if number is None:
            return [NONE]
        own = [SELF] if quantity_of(all_units[anchor]) == number else []
        one = [ONE] if number == 1 else []
        return own + one + [3 + j for j, u in enumerate(units) if quantity_of(all_units[u]) == number]
    if task == "value":
        if "value" not in claim:
            return [NONE]
        return [3 + j for j, u in enumerate(units) if _is_sum(signals, u, claim["value"])]
    if task == "date":
        day = claim.get("date")
        if day is None:
            return [NONE]
        told = [all_units[u].date for u in units]
        days = [d.end_value or d.value or "" if d is not None else "" for d in told]
        exact = [3 + j for j, d in enumerate(days) if d == day]
        return exact or [3 + j for j, d in enumerate(days) if d.startswith(str(day))]
    who = claim.get("asserted_by")
    if who is None:
        return [NONE]
    return [3 + j for j, s in enumerate(signals.sources) if same_name(who, s.attribution.speaker)]


def right_codes(role: str, signals: Signals, target: Target) -> list[int] | None:
    """Indexes of the codes that play a role; [] for nobody, None where the page names not all of them."""
    found = []
    for name in target.names(role):
        at = [j for j, c in enumerate(signals.codes) if c == name or (len(name) > 2 and same_name(name, c))]
        if not at:
            return None
        found.append(at[0])
    return found


def class_of(kind: str, target: Target) -> int:
    """The index of what a claim says in its list: modality, basis, value_basis, value_scope."""
    lists = {"modality": MODALITIES, "basis": BASES, "value_basis": VALUE_BASES, "value_scope": SCOPES}
    return lists[kind].index(str(target.first.get(kind, "")))
