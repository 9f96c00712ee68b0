"""Exchange rates by year, to tell a conversion from another price.

Enters: an amount, two currencies and a day. Leaves: the amount in the other currency at the year's average
rate, with a note that says so. It cannot see the rate of the day; a year's average lies within a few per
cent of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..rules import has_data, load_table


@dataclass(frozen=True, slots=True)
class Turned:
    """An amount in another currency, and the rate used."""

    amount: float
    note: str


@cache
def _rates() -> dict[tuple[str, int], float]:
    """Units of a currency for one US dollar, by year."""
    found: dict[tuple[str, int], float] = {}
    for row in load_table("reconcile/rates.tsv") if has_data("reconcile/rates.tsv") else ():
        for year, rate in row.items():
            if year.isdigit() and rate:
                found[row["currency"], int(year)] = float(rate)
    return found


def _rate(currency: str, year: int) -> tuple[float, int] | None:
    if currency == "USD":
        return 1.0, year
    for nearest in (year, year - 1, year + 1, year - 2):
        rate = _rates().get((currency, nearest))
        if rate is not None:
            return rate, nearest
    return None


def convert(amount: float, currency: str, into: str, day: str | None) -> Turned | None:
    """An amount in another currency at the rate of its year, or None where no rate is known."""
    if day is None or not day[:4].isdigit():
        return None
    year = int(day[:4])
    a, b = _rate(currency, year), _rate(into, year)
    if a is None or b is None:
        return None
    return Turned(amount / a[0] * b[0], f"the average rate of {min(a[1], b[1])}")
