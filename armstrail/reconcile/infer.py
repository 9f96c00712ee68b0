"""Suppliers for tellings that name none, from other reports of the same weeks.

Enters: tellings. Leaves: the same with suppliers filled in where every other report of the recipient and
the weapon within some weeks names one and the same, and those that stay without. It never infers a
recipient.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .clock import gap
from .joining import when
from .kinship import gear_of, kin
from .telling import Telling

NEAR_DAYS = 45
"""Days within which another report of the same recipient and weapon lends its supplier."""
LENT = f"supplier from other reports of the same weapon within {NEAR_DAYS} days"
"""What is noted where one does."""


def supplier_for(telling: Telling, others: Iterable[Telling]) -> tuple[str, str] | None:
    """The one supplier that other tellings of this recipient name for the same weapon, and the reason."""
    mine = when(telling)
    if mine is None or all(gear_of(i).generic for i in telling.items):
        return None
    found: set[str] = set()
    for other in others:
        if other.supplier is None or other.recipient != telling.recipient:
            continue
        theirs = when(other)
        if theirs is None or gap(mine, theirs) > NEAR_DAYS:
            continue
        if any(kin(a, b) >= 0.7 for a in telling.items for b in other.items):
            found.add(other.supplier)
    if len(found) != 1:
        return None
    return next(iter(found)), LENT


def infer_suppliers(tellings: Sequence[Telling]) -> tuple[list[Telling], list[Telling]]:
    """Tellings with both parties, and those whose supplier stays unknown."""
    by_recipient: dict[str | None, list[Telling]] = {}
    for t in tellings:
        if t.supplier is not None:
            by_recipient.setdefault(t.recipient, []).append(t)
    full: list[Telling] = []
    loose: list[Telling] = []
    for t in tellings:
        if t.supplier is not None:
            full.append(t)
            continue
        supplier = supplier_for(t, by_recipient.get(t.recipient, ()))
        if supplier is None:
            loose.append(t)
        else:
            full.append(replace(t, supplier=supplier[0], inferred=supplier[1]))
    return full, loose
