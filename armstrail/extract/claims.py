"""Claims from tellings, every slot on its words.

Enters: a Telling and who plays its parts. Leaves: a Claim, or None where a number or a currency lacks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import numpy as np

from ..model import Claim, Slot, Span, make_claim, slot
from ..values import Count, Money, currency_of
from .network import EVENTS
from .signals import Signals, quantity_of
from .told import Party, Telling, name_of_thing, thing_of
from .unasserted import is_doubted
from .units import Item, Unit

SLOPE, OFFSET = 0.46, 0.2
"""From the network's chance to how often it is right: between the fits of ``bench/calibration.py`` on dev and held."""
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
    item = thing_of(t, signals)
    return t.kind == "transfer" and item is not None and item.vague and t.quantity is None and t.money is None


Bound = tuple[str, Span]
Put = Callable[..., None]
"""Adds a slot: its name, its value, and the spans of its words."""


def make_telling_claim(signals: Signals, t: Telling, who: dict[str, Party]) -> Claim | None:
    """The claim of a telling; None where a force has no number, or a sum no currency."""
    text, units, name = signals.page.text, signals.units, EVENTS[t.event]
    anchor, where = (units[t.anchor].start, units[t.anchor].end), _deed(t, signals)
    slots: list[Slot] = []
    used: list[Span] = [anchor, where]

    def put(slot_name: str, value: str | int | float, *spans: Span) -> None:
        slots.append(slot(text, slot_name, value, *spans))
        used.extend(spans)

    sum_spent = units[t.anchor].money
    if sum_spent is not None and t.kind == "spending":
        sum_spent = in_currency_of(sum_spent, *(p.code for p in who.values()))
    if not _has_amount(t, units[t.anchor], sum_spent):
        return None
    for role, party in who.items():
        put(role, party.code, party.candidate.span)
    if t.kind == "transfer":
        put("stage", name, where)
        bound = _put_transfer(put, t, signals, who["supplier"].code, who["recipient"].code, where)
    else:
        put("measure", name, anchor)
        put("basis", t.basis, where)
        bound = _put_amount(put, t, units[t.anchor], sum_spent)
    if bound is not None:
        put("bound", *bound)
    date = units[t.date].date if t.date is not None else None
    if date is not None:
        # "last month" of a text without a day tells none yet: reconcile may learn it from others.
        put("date", date.end_value or date.value or "", (date.start, date.end))
    if t.source is not None:
        slots.append(slot(text, "asserted_by", t.source.speaker, *t.source.speaker_spans))
    told = signals.page.sentences[signals.sentence[t.anchor]]
    inside = [(a, b) for a, b in used if told.start <= a and b <= told.end]
    span = min(a for a, _ in inside), max(b for _, b in inside)
    sure = math.prod((t.chance, t.item_chance, *(party.chance for party in who.values())))
    rule = f"network.{t.kind}.{name.replace(' ', '-')}"
    return make_claim(
        signals.page.document, t.kind, span, slots, rule=rule, confidence=round(calibrated(sure), 2)
    )


def _has_amount(t: Telling, anchor: Unit, money: Money | None) -> bool:
    """Whether the words that tell a force or a sum give its number, and the currency."""
    if t.kind == "force":
        return quantity_of(anchor) is not None
    return t.kind == "transfer" or money is not None


def _put_transfer(
    put: Put, t: Telling, signals: Signals, supplier: str, recipient: str, where: Span
) -> Bound | None:
    """Adds what a transfer tells beside its parties and its stage; the bound of its number, else of its price."""
    units, bound = signals.units, None
    modality = t.modality
    if (
        modality in ("", "planned")
        and signals.is_english
        and is_doubted(signals.page.text, where, signals.grammar)
    ):
        modality = "alleged"
    if modality:
        put("modality", modality, where)
    thing, printed = name_of_thing(t, signals)
    if thing:
        put("equipment", thing, *printed)
    if t.quantity is not None:
        number, span, bound = _number(units[t.quantity])
        put("quantity", number, span)
    elif t.one:
        put("quantity", 1, (units[t.anchor].start, units[t.anchor].end))
    money = units[t.money].money if t.money is not None else None
    money = in_currency_of(money, recipient, supplier) if money is not None else None
    if money is None:
        return bound
    main, also = money, money.also
    if also is not None and also.currency == "USD" and supplier == "US":
        # The currency that a sale of the United States is set in.
        main, also = also, main
    span = (main.start, main.end)
    put("value", main.amount, span)
    put("currency", main.currency or "", span)
    if t.value_basis:
        put("value_basis", t.value_basis, span)
    if t.shared:
        put("value_scope", "shared", span)
    if also is not None and also.currency is not None:
        put("value_also", also.amount, (also.start, also.end))
        put("currency_also", also.currency, (also.start, also.end))
    return bound or _bound_of(money)


def in_currency_of(money: Money, *states: str) -> Money | None:
    """A sum with the currency that its words mean in the mouth of these states: "28 billion pesos" of a sale to the
    Philippines; None where they leave it open. The first state that has money of that name counts.
    """
    if money.currency is None:
        own = (currency_of(state) for state in states)
        code = next((code for code in own if code is not None), None)
    else:
        meant = (currency_of(state, money.currency) for state in states)
        code = next((code for code in meant if code != money.currency), money.currency)
    return money._replace(currency=code) if code is not None else None


def _put_amount(put: Put, t: Telling, anchor: Unit, money: Money | None) -> Bound | None:
    """Adds the number of a force or the sum spent; its bound."""
    if t.kind == "force":
        number, span, bound = _number(anchor)
        put("amount", number, span)
        return bound
    assert money is not None
    put("amount", money.amount, (money.start, money.end))
    put("currency", money.currency, (money.start, money.end))
    return _bound_of(money)


def _bound_of(told: Item | Count | Money) -> Bound | None:
    return (told.bound, told.bound_span) if told.bound and told.bound_span else None


def calibrated(chance: float) -> float:
    """How often a telling of that chance is right, by SLOPE and OFFSET."""
    odds = min(max(chance, 0.01), 0.99)
    return 1 / (1 + math.exp(-SLOPE * math.log(odds / (1 - odds)) - OFFSET))


def _number(unit: Unit) -> tuple[int, Span, Bound | None]:
    """The number of a unit, its words, and its bound with the words of that."""
    if unit.item is not None:
        assert unit.item.quantity is not None
        assert unit.item.quantity_span is not None
        return unit.item.quantity, unit.item.quantity_span, _bound_of(unit.item)
    assert unit.count is not None
    assert unit.count.value is not None
    return unit.count.value, (unit.count.start, unit.count.end), _bound_of(unit.count)


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
