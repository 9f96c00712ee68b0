"""What arms can cost: million and billion, crore and lakh told apart by what they would buy.

Enters: the items of a case and an amount. Leaves: whether so much can be their price. The bounds are wide on purpose
(half the price of the cheapest thing of a category of the UN Register, second hand; some times that of the dearest):
they tell an amount that is wrong by a thousand, and no less. It cannot judge arms outside the Register's categories, or
without a count.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Item
from .rates import convert

BOUNDS = {
    "I": (3e4, 60e6), "II": (1e4, 40e6), "III": (1e4, 60e6), "IV": (1e5, 1.5e9), "V": (1e5, 300e6), "VI": (3e6, 12e9),
}  # fmt: skip
"""US dollars for one of a category: battle tanks, armoured vehicles, artillery, aircraft, helicopters, warships."""


def can_cost(amount: float, currency: str | None, day: str | None, items: Iterable[Item]) -> bool:
    """Whether an amount can be the price of the items; True where nothing is known of them."""
    whole = [i for i in items if not i.part]
    told = [
        (float(i.quantity.value), *BOUNDS[i.category])
        for i in whole
        if i.category in BOUNDS and isinstance(i.quantity.value, int | float)
    ]
    turned = convert(amount, currency or "", "USD", day)
    if not told or turned is None:
        return True
    least, most = max(n * low for n, low, _ in told), sum(n * high for n, _, high in told)
    # What else is in the package may cost anything.
    return least <= turned.amount and (turned.amount <= most or len(told) < len(whole))
