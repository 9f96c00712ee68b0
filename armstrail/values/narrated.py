"""Days that a text tells from a year told before: "in December of that year", "two years later".

Enters: an English text with its dates. Leaves: the dates, those told from another year resolved, and the years that
only count from one. It cannot see whether a story has jumped between the two; where no year stands shortly before,
such a day has no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .dates import Date, Saying

REACH = 400
"""Code points within which a year told before is meant."""
_THAT_YEAR = re.compile(r"\s(?:of\s)?(?:that|the\s+same)\s+year\b")
_NUMBERS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "ten": 10,
}
_LATER = re.compile(
    r"\b(" + "|".join(_NUMBERS) + r"|\d{1,2})\s+years?\s+(?:later|afterwards|after\s+that)\b", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(" + "|".join(_NUMBERS) + r"|\d{1,2})\s+years?(?:\s+from\s+now|['’]s?\s+time)\b", re.IGNORECASE
)
_NEXT = {
    "that year": 0,
    "same year": 0,
    "following year": 1,
    "previous year": -1,
    "year before": -1,
    "year earlier": -1,
}


def tell_years(
    text: str, start: int, end: int, sayings: Sequence[Saying], dates: Sequence[Date], reference: str | None
) -> list[Date]:
    """The dates with those that a year told before makes known, in order."""
    found: list[Date] = []
    told: list[tuple[int, int]] = []
    more = _counted(text, start, end, dates)
    for saying, date in sorted([*zip(sayings, dates, strict=True), *((None, d) for d in more)], key=_place):
        now = date
        year = next((y for at, y in reversed(told) if date.start - at <= REACH), None)
        words = " ".join(text[date.start : date.end].lower().split())
        if saying is None:
            shift = int(date.value or 0)
            base = int(reference[:4]) if date.direction == "future" and reference else year
            now = date._replace(value=f"{base + shift:04d}" if base is not None else None)
            if base is None:
                continue
        elif saying.how in ("month", "monthday") and _THAT_YEAR.match(text, date.end):
            month = f"{saying.month:02d}" + (f"-{saying.day:02d}" if saying.day else "")
            now = date._replace(value=f"{year:04d}-{month}" if year is not None else None)
        elif words in _NEXT and year is not None:
            now = date._replace(value=f"{year + _NEXT[words]:04d}", kind="year")
        found.append(now)
        if now.value is not None and saying is not None and (saying.how == "absolute" or now is not date):
            told.append((date.end, int(now.value[:4])))
    return found


def _place(pair: tuple[Saying | None, Date]) -> tuple[int, int]:
    return pair[1].start, pair[1].end


def _counted(text: str, start: int, end: int, dates: Sequence[Date]) -> list[Date]:
    """The years that count from another ("two years later") or from now, with how many as their value."""
    from .dates import Date

    found = []
    for pattern, direction in ((_LATER, None), (_AHEAD, "future")):
        for match in pattern.finditer(text, start, end):
            word = match[1].lower()
            number = _NUMBERS.get(word, int(word) if word.isdigit() else 0)
            if not any(d.start < match.end() and match.start() < d.end for d in dates):
                found.append(Date(*match.span(), str(number), "year", direction=direction, relative=True))
    return found
