"""Partial dates as intervals of days.

Enters: partial ISO dates (2024, 2024-01, 2024-01-11). Leaves: ordinals of the first and the last day that
such a date can mean. It cannot see a date that is not Gregorian, and knows no today.
"""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache

Days = tuple[int, int]
"""First and last day as ordinals, both included."""


@lru_cache(maxsize=65536)
def days_of(value: str | None) -> Days | None:
    """The interval of a partial ISO date, or None where it is none."""
    if value is None:
        return None
    parts = value[:10].split("-")
    try:
        numbers = [int(p) for p in parts]
        if len(numbers) == 1:
            return date(numbers[0], 1, 1).toordinal(), date(numbers[0], 12, 31).toordinal()
        if len(numbers) == 2:
            last = calendar.monthrange(numbers[0], numbers[1])[1]
            return date(numbers[0], numbers[1], 1).toordinal(), date(numbers[0], numbers[1], last).toordinal()
        day = date(*numbers[:3]).toordinal()
    except (ValueError, calendar.IllegalMonthError, OverflowError):
        return None
    return day, day


def last_day(value: str | None) -> int | None:
    """The last day that a partial date can mean, as an ordinal."""
    days = days_of(value)
    return None if days is None else days[1]


def gap(a: Days, b: Days) -> int:
    """Days between two intervals; 0 where they meet."""
    return max(0, b[0] - a[1], a[0] - b[1])


def iso(day: int) -> str:
    """The ISO date of an ordinal."""
    return date.fromordinal(day).isoformat()
