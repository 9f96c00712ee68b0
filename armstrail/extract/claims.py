"""Claims from tellings, every slot on its words.

Enters: a Telling and who plays its parts. Leaves: a Claim, or None where a number or a currency lacks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from ..model import Claim, Slot, Span, make_claim, slot
from .network import EVENTS
from .signals import Signals, quantity_of
from .told import Party, Telling
from .units import Item, Unit

SLOPE, OFFSET = 0.47, 0.17
"""From the network's chance to how often it is right: fitted on ``dev`` with ``bench/calibration.py --fit``."""


SURE_ALONE = 0.75
"""The chance that the event and both parties of a telling without a thing must have."""


def pairs_of(t: Telling) -> Iterable[dict[str, Party]]:
    """Each supplier with each recipient. Who buys from itself tells no transfer, and one side alone is too little.

    Where no thing is named ("the request will be sent to Congress") all else must be sure.
    """
    if t.kind != "transfer":
        yield from ({"state": p} for p in t.parties.get("state", ())[:1])
        return
    for supplier in t.parties.get("supplier", ()):
        for recipient in t.parties.get("recipient", ()):
            sure = min(t.chance, supplier.chance, recipient.chance) >= SURE_ALONE
            if supplier.code != recipient.code and (t.item is not None or sure):
                yield {"supplier": supplier, "recipient": recipient}


def is_tail(t: Telling, signals: Signals) -> bool:
    """Whether a telling's thing is the vague end of a list: "and related equipment"."""
    item = signals.units[t.item].item if t.item is not None else None
    return t.kind == "transfer" and item is not None and item.vague and t.quantity is None and t.money is None


def make_telling_claim(signals: Signals, t: Telling, who: dict[str, Party]) -> Claim | None:
    page, text, units = signals.page, signals.page.text, signals.units
    sentence = signals.sentence[t.anchor]
    where = _deed(t, signals)
    slots: list[Slot] = []
    used: list[Span] = [(units[t.anchor].start, units[t.anchor].end), where]
    name = EVENTS[t.event]

    def put(slot_name: str, value: str | int | float, *spans: Span) -> None:
        slots.append(slot(text, slot_name, value, *spans))
        used.extend(spans)

    for role, party in who.items():
        put(role, party.code, party.candidate.span)
    bound: tuple[str, Span] | None = None
    if t.kind == "transfer":
        put("stage", name, where)
        if t.modality:
            put("modality", t.modality, where)
        if t.item is not None:
            item = units[t.item].item
            assert item is not None
            put("equipment", item.name, *item.spans)
        if t.quantity is not None:
            number, span, bound = _number(units[t.quantity])
            put("quantity", number, span)
        elif t.one:
            put("quantity", 1, (units[t.anchor].start, units[t.anchor].end))
    else:
        put("measure", name, (units[t.anchor].start, units[t.anchor].end))
        put("basis", t.basis, where)
        if t.kind == "force":
            if quantity_of(units[t.anchor]) is None:
                return None
            number, span, bound = _number(units[t.anchor])
            put("amount", number, span)
    at = t.money if t.kind == "transfer" else t.anchor if t.kind == "spending" else None
    if at is not None:
        money = units[at].money
        if money is None or money.currency is None:
            if t.kind == "spending":
                return None
        else:
            main, also = money, money.also
            if (
                t.kind == "transfer"
                and also is not None
                and also.currency == "USD"
                and who["supplier"].code == "US"
            ):
                # The currency that a sale of the United States is set in.
                main, also = also, main
            span = (main.start, main.end)
            put("amount" if t.kind == "spending" else "value", main.amount, span)
            put("currency", main.currency or "", span)
            if money.bound is not None and money.bound_span is not None:
                bound = bound or (money.bound, money.bound_span)
            if t.kind == "transfer":
                if t.value_basis:
                    put("value_basis", t.value_basis, span)
                if t.shared:
                    put("value_scope", "shared", span)
                if also is not None and also.currency is not None:
                    put("value_also", also.amount, (also.start, also.end))
                    put("currency_also", also.currency, (also.start, also.end))
    if bound is not None:
        put("bound", bound[0], bound[1])
    if t.date is not None:
        date = units[t.date].date
        assert date is not None
        # "last month" of a text without a day tells none yet: reconcile may learn it from others.
        put("date", date.end_value or date.value or "", (date.start, date.end))
    if t.source is not None:
        slots.append(slot(text, "asserted_by", t.source.speaker, *t.source.speaker_spans))
    told = page.sentences[sentence]
    inside = [(a, b) for a, b in used if told.start <= a and b <= told.end]
    start, end = min(a for a, _ in inside), max(b for _, b in inside)
    sure = t.chance * t.item_chance
    for party in who.values():
        sure *= party.chance
    return make_claim(
        page.document,
        t.kind,
        (start, end),
        slots,
        rule=f"network.{t.kind}.{name.replace(' ', '-')}",
        confidence=round(calibrated(sure), 2),
    )


def calibrated(chance: float) -> float:
    """How often a telling of that chance is right, as measured on ``dev`` (``bench/calibration.py --fit``)."""
    odds = min(max(chance, 0.01), 0.99)
    return 1 / (1 + math.exp(-SLOPE * math.log(odds / (1 - odds)) - OFFSET))


def _number(unit: Unit) -> tuple[int, Span, tuple[str, Span] | None]:
    """The number of a unit, its words, and its bound with the words of that."""
    item: Item | None = unit.item
    if item is not None:
        assert item.quantity is not None
        assert item.quantity_span is not None
        bound = (item.bound, item.bound_span) if item.bound and item.bound_span else None
        return item.quantity, item.quantity_span, bound
    count = unit.count
    assert count is not None
    assert count.value is not None
    bound = (count.bound, count.bound_span) if count.bound and count.bound_span else None
    return count.value, (count.start, count.end), bound


def _deed(t: Telling, signals: Signals) -> Span:
    """The words that tell the event: the nearest verb or noun of that stage in the sentence, else of any stage."""
    units, name = signals.units, EVENTS[t.event]
    if units[t.anchor].triggers or t.kind != "transfer":
        return units[t.anchor].start, units[t.anchor].end
    near = [i for i in np.flatnonzero(signals.sentence == signals.sentence[t.anchor]) if units[i].triggers]
    if not near:
        return units[t.anchor].start, units[t.anchor].end
    best = min(
        near, key=lambda i: (all(x.stage != name for x in units[i].triggers), abs(int(i) - t.anchor), i)
    )
    return units[best].start, units[best].end
