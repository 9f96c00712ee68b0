"""Values told in words and figures: counts, money, dates.

Enters: text and two offsets. Leaves: what the words between them say, with exact spans. Pure functions, in
time that grows with the length of the text; the vocabulary stands in
``data/languages/<language>/values.toml``.
"""

from .dates import Date, find_dates
from .money import Money, currency_of, find_money
from .numbers import Count, find_counts

__all__ = ["Count", "Date", "Money", "currency_of", "find_counts", "find_dates", "find_money"]
