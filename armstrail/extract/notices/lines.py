"""Values of a print whose lines are broken and indented: numbers, sums and days across a line's end.

Enters: text and two offsets. Leaves: Counts, Money and Dates as armstrail.values finds them, with offsets into the text
as printed. Every run of blanks is read as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ...model import Span
from ...values import Count, Date, Money, find_counts, find_dates, find_money

_RUN = re.compile(r"\s{2,60}")


def _squeezed(text: str, start: int, end: int) -> tuple[str, Callable[[int, int], Span]]:
    """The text between two offsets with every run of blanks as one, and the way back to the offsets."""
    pieces: list[str] = []
    places: list[int] = []
    at = start
    for match in _RUN.finditer(text, start, end):
        pieces += [text[at : match.start()], "\n" if "\n" in match[0] else " "]
        places.extend(range(at, match.start() + 1))
        at = match.end()
    pieces.append(text[at:end])
    places.extend(range(at, end))
    return "".join(pieces), lambda a, b: (places[a], places[b - 1] + 1)


def counts_in(text: str, start: int, end: int) -> list[Count]:
    """The numbers of things between two offsets."""
    if start >= end or _RUN.search(text, start, end) is None:
        return find_counts(text, start, end) if start < end else []
    plain, back = _squeezed(text, start, end)
    found = []
    for count in find_counts(plain, 0, len(plain)):
        a, b = back(count.start, count.end)
        bound = back(*count.bound_span) if count.bound_span is not None else None
        found.append(count._replace(start=a, end=b, bound_span=bound))
    return found


def money_in(text: str, start: int, end: int) -> list[Money]:
    """The sums between two offsets."""
    if start >= end or _RUN.search(text, start, end) is None:
        return find_money(text, start, end) if start < end else []
    plain, back = _squeezed(text, start, end)
    found = []
    for money in find_money(plain, 0, len(plain)):
        a, b = back(money.start, money.end)
        bound = back(*money.bound_span) if money.bound_span is not None else None
        found.append(money._replace(start=a, end=b, bound_span=bound, also=None))
    return found


def dates_in(text: str, start: int, end: int, reference: str | None) -> list[Date]:
    """The dates between two offsets; ``reference`` is the day of the text, ISO."""
    if start >= end or _RUN.search(text, start, end) is None:
        return find_dates(text, start, end, reference) if start < end else []
    plain, back = _squeezed(text, start, end)
    found = []
    for date in find_dates(plain, 0, len(plain), reference):
        a, b = back(date.start, date.end)
        found.append(date._replace(start=a, end=b))
    return found
