"""What changed in a case from one day to the next.

Enters: the case as of one day and as of the next. Leaves: sentences.
"""

from __future__ import annotations

from ..model import Case, Field
from .disagreements import money


def _show(field: Field) -> str:
    if isinstance(field.value, int | float):
        if field.currency is not None:
            return money(float(field.value), field.currency)
        return f"{field.bound + ' ' if field.bound else ''}{field.value:,}"
    return str(field.value)


def changes(before: Case | None, after: Case) -> tuple[str, ...]:
    """What became known between two states of a case, in the order of its fields."""
    found: list[str] = []
    if before is None:
        found.append(f"first told: {after.supplier} to {after.recipient}")
    old = {i.equipment: i for i in before.items} if before is not None else {}
    for item in after.items:
        was = old.get(item.equipment)
        if was is None:
            count = f", {_show(item.quantity)}" if item.quantity.value is not None else ""
            found.append(f"item {item.equipment}{count}")
            continue
        for name, a, b in (
            ("quantity", was.quantity, item.quantity),
            ("delivered", was.delivered, item.delivered),
        ):
            if a.value != b.value and b.value is not None:
                found.append(f"{item.equipment}: {name} {'now ' if a.value is not None else ''}{_show(b)}")
    kept = {i.equipment for i in after.items}
    found.extend(f"{name} is now told under another name" for name in old if name not in kept)
    values = {v.basis: v for v in before.values} if before is not None else {}
    for value in after.values:
        earlier = values.get(value.basis)
        if earlier is None or (earlier.value, earlier.currency) != (value.value, value.currency):
            found.append(f"{value.basis or 'value'} {'now ' if earlier is not None else ''}{_show(value)}")
    if after.reached is not None and (before is None or before.reached != after.reached):
        found.append(f"stage reached: {after.reached}")
    said = {(d.field, d.kind, d.equipment) for d in before.disagreements} if before is not None else set()
    for d in after.disagreements:
        if (d.field, d.kind, d.equipment) not in said:
            found.append(f"disagreement on {d.field} ({d.kind}): {d.why}")
    return tuple(found)
