"""The prices of an official notice: its total, the share of the major equipment.

Enters: text and a Notice. Leaves: sums of money with their places. The print tells them in a table, a release in a
sentence; a later notice says what a price rose from and to. It cannot tell apart two totals of one notice.
"""

from __future__ import annotations

import re

from ...model import Span
from ...values import Money
from .clauses import Mark, Notice, spaced
from .items import sentence_end
from .lines import money_in

COST = spaced(
    r"\b(?:(?:for|at|with) (?:an?|the) )?(?:(?:total )?estimated (?:total )?(?:cost|value)|valued? at|worth|cost)\b"
    r"|\bfor\b(?=\s{1,20}(?:up to )?(?:US)?\$)"
)
OTHER = re.compile(r"\bOther\b", re.IGNORECASE)
_ZERO = re.compile(r"\$\s{0,6}0(?:\.0{1,2})?(?![\d.,]*\d)(?:\s{1,6}(?:million|billion))?", re.IGNORECASE)
_TOTAL = re.compile(r"^[ \t]{0,60}TOTAL\b|\bTOTAL\b[\s.*]{0,80}(?=\$)", re.MULTILINE | re.IGNORECASE)
_PLAIN = re.compile(
    r"[\s.*:]{0,120}\$?\s{0,6}(\d{1,3}(?:,\d{3}){0,3}(?:\.\d{1,3})?)\s{1,6}(million|billion)\b", re.IGNORECASE
)
"""A sum of the table that was printed without its sign."""
_MAJOR = spaced(r"Major Defense Equipment|\bMDE\b")
_FROM = re.compile(r"\b(?:from|by)\b", re.IGNORECASE)
_BREAK = re.compile(r"[.;:](?=\s)|\n\s{0,40}\n")


class Prices:
    """Reads the sums of one notice."""

    def __init__(self, text: str, notice: Notice, low: int) -> None:
        self.text, self.notice, self.low = text, notice, low

    def total(self) -> Money | None:
        """The estimated total: the print's table, the sentence on the cost, the determination's price."""
        table = self.table()
        if table is not None:
            total = _TOTAL.search(self.text, *table)
            if total is not None:
                prices = self.money(total.end(), table[1])
                plain = _PLAIN.match(self.text, total.end(), table[1])
                if plain is not None and (not prices or plain.end() < prices[0].start):
                    amount = float(plain[1].replace(",", "")) * (
                        1e9 if plain[2].lower() == "billion" else 1e6
                    )
                    return Money(plain.start(1), plain.end(), amount, "USD")
                if prices:
                    return prices[0]
        costs = [m for m in self.notice.all("cost") if not self.is_part(m)]
        for mark in (*reversed(costs), *(m for m in self.notice.all("cost") if self.is_earlier(m))):
            prices = self.money(mark.end, self.sentence(mark)[1])
            if prices:
                return self.risen(prices, mark.end)
        for mark in self.notice.all("determination", "notification"):
            end = sentence_end(self.text, mark.end, min(len(self.text), mark.end + 1_500))
            for price in self.money(mark.end, end):
                if self.words_before(price, mark.end) is not None:
                    return price
        return None

    def words_before(self, price: Money, low: int) -> Span | None:
        """The last words before a sum that make it the price: "for an estimated cost of", "for"."""
        found = COST.finditer(self.text, max(low, price.start - 60), min(price.end, price.start + 4))
        return next((m.span() for m in reversed(list(found)) if m.start() < price.start), None)

    def table(self) -> Span | None:
        """The print's paragraph (ii)."""
        mark = self.notice.first("totals")
        if mark is None or "sec" in self.text[mark.start : mark.end].lower():
            return None
        following = self.notice.first("description")
        stop = following.start if following is not None and following.start > mark.start else mark.end + 1_500
        return mark.end, min(stop, mark.end + 2_500)

    def mde(self) -> tuple[float, Span] | None:
        """The price of the major defense equipment."""
        table = self.table()
        if table is not None:
            label = _MAJOR.search(self.text, *table)
            if label is not None:
                line = self.text.find("\n", label.end(), table[1])
                other = OTHER.search(self.text, label.end(), table[1])
                stop = other.start() if other is not None else line if line > 0 else table[1]
                prices = self.money(label.end(), stop)
                if prices:
                    return prices[0].amount, (prices[0].start, prices[0].end)
                zero = _ZERO.search(self.text, label.end(), stop)
                if zero is not None:
                    return 0.0, zero.span()
        for mark in reversed(
            [*self.notice.all("mde value"), *(m for m in self.notice.all("cost") if self.is_mde(m))]
        ):
            end = self.sentence(mark)[1]
            prices = self.money(mark.start, end)
            if prices:
                price = self.risen(prices, mark.end)
                return price.amount, (price.start, price.end)
        return None

    def is_mde(self, mark: Mark) -> bool:
        words = self.text[mark.start : mark.end].lower()
        return "mde" in words or "major defense" in words

    def risen(self, prices: list[Money], start: int) -> Money:
        """Of "from $3.35 billion to $3.98 billion" and "by $1 million to $2 million" the second, else the first."""
        moved = _FROM.search(self.text, start, prices[0].start)
        return prices[1] if moved is not None and len(prices) > 1 else prices[0]

    def money(self, start: int, end: int) -> list[Money]:
        return money_in(self.text, start, end)

    def sentence(self, mark: Mark) -> Span:
        """The sentence around a clause."""
        begin = max(self.low, mark.start - 600)
        a = begin
        for match in _BREAK.finditer(self.text, begin, mark.start):
            if match[0] != "." or sentence_end(self.text, match.start(), match.start() + 3) == match.start():
                a = match.end()
        while a < mark.start and self.text[a].isspace():
            a += 1
        end = min(len(self.text), mark.end + 600)
        gap = self.text.find("\n\n", mark.end, end)
        return a, sentence_end(self.text, mark.end, gap if gap > 0 else end)

    def is_part(self, mark: Mark) -> bool:
        """Whether a clause tells the price of the major equipment alone, or of an earlier sale."""
        words = self.text[mark.start : mark.end].lower()
        return self.is_mde(mark) or " was" in words or " would have" in words

    def is_earlier(self, mark: Mark) -> bool:
        """Whether a clause tells the price that an earlier notice gave: "the estimated total cost was"."""
        words = self.text[mark.start : mark.end].lower()
        return words.endswith("was") and not self.is_mde(mark)
