"""The price and the day of a transfer: which of a sentence's amounts and dates belong to it.

Enters: drafts and the units of their sentence. Leaves: prices and days given to drafts, and the slots of a price. An
amount under "budget", "each" or "earlier contract" is no price of this transfer; a day on which somebody spoke is not
the day of the stage, but for the body that acts.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Slot, slot
from ..values import Date, Money
from .clauses import Chain
from .drafts import Draft
from .grammar import Grammar
from .roles import Role
from .units import Unit


@dataclass(frozen=True, slots=True)
class Price:
    """An amount and the unit of the sentence that it is."""

    money: Money
    at: int


def is_price(units: list[Unit], i: int, grammar: Grammar) -> bool:
    """Whether an amount can be the price of a transfer told around it."""
    near = {u.low for u in units[max(0, i - 6) : i + 4]}
    before = {u.low for u in units[max(0, i - 4) : i]}
    return not near & grammar.money["other"] and not before & grammar.money["earlier"]


def spread_prices(drafts: list[Draft], chains: list[Chain], units: list[Unit], grammar: Grammar) -> None:
    """Gives each price of the sentence to the draft that it stands with."""
    for i, unit in enumerate(units):
        if unit.money is None or not is_price(units, i, grammar):
            continue
        best: Draft | None = None
        for draft in drafts:
            clause = draft.chain.clause
            if clause.start <= i < clause.end and (best is None or draft.cast.first <= i):
                best = draft
        if best is None:
            best = next((d for d in reversed(drafts) if d.cast.first < i), None)
            between = [c for c in chains if best is not None and best.chain.end < c.start <= i]
            if any(c.links[0].trigger.kind == "verb" for c in between):
                best = None
        if best is not None and best.money is None:
            best.money, best.money_index = unit.money, i


def prices_by_item(draft: Draft, grammar: Grammar) -> dict[int, Price]:
    """Each item's own price in "24 jets for $1.5 billion, 53 helicopters for $250 million"; {} where one is told."""
    items = [draft.units.index(u) for u in draft.cast.items]
    if len(items) < 2 or items != sorted(items):
        return {}
    found: dict[int, Price] = {}
    for n, at in enumerate(items):
        end = items[n + 1] if n + 1 < len(items) else draft.chain.clause.end
        for i in range(at + 1, end):
            money = draft.units[i].money
            if money is not None and is_price(draft.units, i, grammar):
                found.setdefault(n, Price(money, i))
    return found if len(found) > 1 else {}


def price_slots(
    text: str,
    draft: Draft,
    price: Price,
    supplier: Role | None,
    grammar: Grammar,
    *,
    shared: bool,
    bound: bool,
) -> list[Slot]:
    """The slots of a price: amount, currency, what it is the value of, and the same told in a second currency."""
    units, money = draft.units, price.money
    main, also = money, money.also
    if supplier is not None and supplier.code == "US" and also is not None and also.currency == "USD":
        # The currency that a sale of the United States is set in.
        main, also = also, main
    if main.currency is None:
        return []
    slots = [
        slot(text, "value", main.amount, (main.start, main.end)),
        slot(text, "currency", main.currency, (main.start, main.end)),
    ]
    if bound and money.bound is not None and money.bound_span is not None:
        slots.append(slot(text, "bound", money.bound, money.bound_span))
    if also is not None and also.currency is not None:
        slots.append(slot(text, "value_also", also.amount, (also.start, also.end)))
        slots.append(slot(text, "currency_also", also.currency, (also.start, also.end)))
    near = units[max(0, price.at - 8) : price.at]
    estimate = next((u for u in near if u.low in grammar.money["estimate"]), None)
    contract = next((u for u in units if u.low in grammar.money["contract"]), None)
    if estimate is not None:
        slots.append(slot(text, "value_basis", "estimate", (estimate.start, estimate.end)))
    elif contract is not None and draft.stage.name in ("ordered", "delivered"):
        slots.append(slot(text, "value_basis", "contract", (contract.start, contract.end)))
    if shared:
        spans = [r.spans[0] for r in draft.cast.recipients]
        if len(spans) == 1:
            spans = [u.item.spans[0] for u in draft.cast.items if u.item is not None]
        slots.append(slot(text, "value_scope", "shared", *spans))
    return slots


def day_of(draft: Draft, grammar: Grammar) -> Date | None:
    """The day on which the stage came about, where its clause or the body that acts tells it."""
    units, clause, stage = draft.units, draft.chain.clause, draft.stage
    if not draft.chain.links or not stage.name or stage.name == "interest":
        return None
    also = draft.chain.also
    acts = stage.name in ("approved", "notified")
    dates = [
        (abs(i - stage.at), i, u.date)
        for i, u in enumerate(units)
        if u.date is not None
        and (clause.start <= i < clause.end or (also is not None and also.start <= i < also.end))
        and (acts or not _is_day_of_speech(units, i, grammar))
        and not _is_of_another(draft, i)
    ]
    if not dates and acts:
        subject = draft.cast.subject
        supplier = draft.cast.suppliers[0].code if draft.cast.suppliers else ""
        if subject is not None and subject.code == supplier:
            dates = [
                (abs(i - stage.at), i, u.date)
                for i, u in enumerate(units)
                if u.date is not None and i < stage.at
            ]
    return min(dates, key=lambda d: d[:2])[2] if dates else None


def _is_day_of_speech(units: list[Unit], i: int, grammar: Grammar) -> bool:
    """Whether a date stands beside a verb of saying: "told reporters on Thursday"."""
    return any(u.low in grammar.words["saying"] for u in units[max(0, i - 3) : i + 4])


def _is_of_another(draft: Draft, i: int) -> bool:
    """Whether another verb of transfer stands between the stage's word and a date, or the date opens a list's end."""
    own, units = {k.at for k in draft.chain.links}, draft.units
    low, high = sorted((draft.stage.at, i))
    opens = units[i - 1].low in ("and", "but", "while") and any(
        u.party is not None for u in units[i + 1 : i + 2]
    )
    if opens and i > draft.stage.at:
        # "Albania bought Javelins, and last month Romania received approval": the day opens what comes next.
        return True
    return any(u.kind == "verb" and n not in own for n, u in enumerate(units[low + 1 : high], low + 1))
