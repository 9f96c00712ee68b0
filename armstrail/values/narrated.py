"""Days that a text tells from a year told before: "in December of that year", "two years later".

Enters: an English text with its dates. Leaves: the dates, those told from another year resolved, and the years that
only count from one. It cannot see whether a story has jumped between the two; where no year stands shortly before,
such a day has no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from ..rules import load_toml

if TYPE_CHECKING:
    from .dates import Date, Saying

REACH = 400
"""Code points within which a year told before is meant."""
_MOST = 10
"""Years away that are told in words; beyond them nobody counts from one year to another."""
_THAT_YEAR = re.compile(r"\s(?:of\s)?(?:that|the\s+same)\s+year\b")


@cache
def _words() -> tuple[dict[str, int], dict[str, int], re.Pattern[str]]:
    """Number words, years away by the words that point back, and "two years later" or "two years from now"."""
    tables = load_toml("languages/en/values.toml")
    numbers = {"a": 1, **{word: int(n) for word, n in tables["numbers"].items() if n <= _MOST}}
    back = {words: int(shift) for shift, told in tables["told_before"].items() for words in told}
    count = "|".join((*numbers, r"\d{1,2}"))
    away = r"\s+(?:later|afterwards|after\s+that)|(?P<ahead>\s+from\s+now|['’]s?\s+time)"
    return numbers, back, re.compile(rf"\b(?P<count>{count})\s+years?(?:{away})\b", re.IGNORECASE)


def tell_years(
    text: str, start: int, end: int, sayings: Sequence[Saying], dates: Sequence[Date], reference: str | None
) -> list[Date]:
    """The dates with those that a year told before makes known, in order."""
    back = _words()[1]
    found: list[Date] = []
    told: list[tuple[int, int]] = []
    pairs = [*zip(sayings, dates, strict=True), *_counted(text, start, end, dates)]
    for saying, date in sorted(pairs, key=lambda pair: pair[1][:2]):
        now = date
        year = next((y for at, y in reversed(told) if date.start - at <= REACH), None)
        words = " ".join(text[date.start : date.end].lower().split())
        if saying.how == "told":
            base = int(reference[:4]) if date.direction == "future" and reference else year
            if base is not None:
                found.append(date._replace(value=f"{base + saying.shift:04d}"))
            continue
        if saying.how in ("month", "monthday") and _THAT_YEAR.match(text, date.end):
            month = f"{saying.month:02d}" + (f"-{saying.day:02d}" if saying.day else "")
            now = date._replace(value=f"{year:04d}-{month}" if year is not None else None)
        elif words in back and year is not None:
            now = date._replace(value=f"{year + back[words]:04d}", kind="year")
        found.append(now)
        if now.value is not None and (saying.how == "absolute" or now is not date):
            told.append((date.end, int(now.value[:4])))
    return found


def _counted(text: str, start: int, end: int, dates: Sequence[Date]) -> list[tuple[Saying, Date]]:
    """The years that count from another ("two years later") or from now, how many as their shift."""
    from .dates import Date, Saying

    numbers, _, pattern = _words()
    found = []
    for match in pattern.finditer(text, start, end):
        if any(d.start < match.end() and match.start() < d.end for d in dates):
            continue
        count = match["count"].lower()
        direction = "future" if match["ahead"] else None
        saying = Saying(
            *match.span(), "year", "told", shift=numbers.get(count) or int(count), direction=direction
        )
        found.append((saying, Date(*match.span(), None, "year", direction=direction, relative=True)))
    return found
