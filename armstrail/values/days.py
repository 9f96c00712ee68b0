"""What a date means on the day of the report.

Enters: a Saying of dates.py and the day of publication, ISO and as precise as known. Leaves: value, kind,
end value, direction and whether it is relative. A day that is known only to its year resolves only what
needs no more than a year.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .dates import Saying

SOON = 60
"""Days ahead within which a day and month without a year is taken to lie ahead."""

Resolved = tuple[str | None, str, str | None, str | None, bool]


def _iso(year: int, month: int = 0, day: int = 0) -> str | None:
    if not 1 <= year <= 9999:
        return None
    if month == 0:
        return f"{year:04d}"
    if day == 0:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _day(reference: str | None) -> date | None:
    try:
        return date.fromisoformat(reference[:10]) if reference is not None and len(reference) >= 10 else None
    except ValueError:
        return None


def _months(reference: str | None) -> int | None:
    """Months since year 0, where the month is known."""
    if reference is None or len(reference) < 7 or not (reference[:4] + reference[5:7]).isdigit():
        return None
    return int(reference[:4]) * 12 + int(reference[5:7]) - 1


def _year(reference: str | None) -> int | None:
    return int(reference[:4]) if reference is not None and reference[:4].isdigit() else None


def _weekday(saying: Saying, day: date) -> date:
    away = (day.isoweekday() - saying.weekday) % 7
    if saying.mode == "last":
        return day - timedelta(days=away or 7)
    ahead = (saying.weekday - day.isoweekday()) % 7
    if saying.mode == "next":
        return day + timedelta(days=ahead or 7)
    if saying.mode in ("this", "future"):
        return day + timedelta(days=ahead)
    return day - timedelta(days=away)


def _month_day(saying: Saying, reference: str | None) -> str | None:
    day = _day(reference)
    if day is None:
        return None
    years = (day.year - 1, day.year, day.year + 1)
    options = [date(y, saying.month, saying.day) for y in years if _iso(y, saying.month, saying.day)]
    if saying.weekday:
        fitting = [d for d in options if d.isoweekday() == saying.weekday]
        if fitting:
            return min(fitting, key=lambda d: abs((d - day).days)).isoformat()
    if saying.mode == "future":
        ahead = min((d for d in options if d >= day), default=options[-1])
        just = [d for d in options if 0 < (day - d).days <= 7]
        # "would be delivered on July 15", printed on July 16
        return (just[0] if just and saying.direction is None else ahead).isoformat()
    past = max((d for d in options if d <= day), default=options[0])
    soon = min((d for d in options if d > day), default=past)
    # "on January 20", read on January 14: nobody leaves the year out of a day that lies nearly a year back.
    return (soon if 0 < (soon - day).days <= SOON and (day - past).days > 365 - SOON else past).isoformat()


def _month(saying: Saying, reference: str | None) -> str | None:
    now = _months(reference)
    if now is None:
        return None
    back = (now % 12 - (saying.month - 1)) % 12
    ahead = (saying.month - 1 - now % 12) % 12
    if saying.mode == "last":
        if 0 < back <= now % 12:
            # "last April", said in June, may be this year's or the one before.
            return None
        at = now - (back or 12)
    elif saying.mode == "next":
        at = now + (ahead or 12)
    elif saying.mode == "this":
        at = now // 12 * 12 + saying.month - 1
    elif saying.mode == "future":
        at = now + ahead
    else:
        at = now - back
    return _iso(at // 12, at % 12 + 1)


def _shift(saying: Saying, reference: str | None) -> str | None:
    """``mode`` holds the unit: "third quarter of last year" is told in years."""
    if saying.mode == "day":
        day = _day(reference)
        return (day + timedelta(days=saying.shift)).isoformat() if day is not None else None
    if saying.mode == "month":
        now = _months(reference)
        return _iso((now + saying.shift) // 12, (now + saying.shift) % 12 + 1) if now is not None else None
    if saying.mode == "year":
        year = _year(reference)
        return _iso(year + saying.shift) if year is not None else None
    return None


def _season(saying: Saying, reference: str | None) -> str | None:
    now = _months(reference)
    if now is None:
        return None
    which, name = saying.mode.split(" ", 1)
    year, month = now // 12, now % 12 + 1
    if name == "winter":
        return None
    ends = {"spring": 5, "summer": 8, "autumn": 11}[name]
    begins = ends - 2
    if which == "this":
        return _iso(year)
    if which == "last":
        return None if month > ends else _iso(year - 1)
    return _iso(year if month < begins else year + 1)


def resolve_saying(saying: Saying, reference: str | None) -> Resolved:
    """Value, kind, end value, direction, relative."""
    how = saying.how
    value: str | None = None
    other: str | None = None
    kind = saying.kind
    if how == "absolute":
        value = _iso(saying.year, saying.month, saying.day)
        if saying.until != (0, 0, 0):
            year, month, day = saying.until
            other = _iso(year or saying.year, month or (saying.month if day else 0), day)
    elif how == "monthday":
        value = _month_day(saying, reference)
        if value is not None and saying.until[2]:
            other = _iso(int(value[:4]), saying.month, saying.until[2])
    elif how == "month":
        value = _month(saying, reference)
    elif how == "yearshift":
        year_now = _year(reference)
        value = _iso(year_now + saying.shift, saying.month, saying.day) if year_now is not None else None
    elif how == "weekday":
        day_now = _day(reference)
        value = _weekday(saying, day_now).isoformat() if day_now is not None else None
    elif how == "shift":
        value = _shift(saying, reference)
    elif how == "season":
        value = _season(saying, reference)
    return value, kind, other, saying.direction, how not in ("absolute", "none")
