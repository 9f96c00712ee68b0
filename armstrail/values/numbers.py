"""Numbers that count things.

Enters: text and two offsets. Leaves: Count in order, exact spans. A number that is a year, a date, a price,
a share, a measure, an age, a label or a part of a designation is none. It cannot see what is counted; a
name that it has never heard of with a number of its own ("Zephyr 9") may pass for a count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from ..model import Span
from .dates import find_sayings
from .money import find_bound, find_money
from .reading import CLASS_AFTER, Atom, Quantity, Reading, indefinite_before, read_atoms


class Count(NamedTuple):
    """A number of things."""

    start: int
    end: int
    value: int | None
    """None for "dozens"; the lower end of a range."""
    bound: str | None = None
    """up to, more than, about."""
    bound_span: Span | None = None
    high: int | None = None
    exact: bool = True
    disagrees: int | None = None
    """What the words say where "two hundred forty-six (264)" tells two numbers; ``value`` is the one in
    figures.
    """
    more: bool = False
    """Said to come on top: "another 20,000", "18 more"."""


_WORD_BEFORE = re.compile(r"([^\W\d_]+\.?)[\s\u00a0]{1,2}$")
_WORD_AFTER = re.compile(r"[\s\u00a0]{0,2}(second(?=[- ]hand)-?|[^\W\d_][^\W\d_.]*+)(?!\d|-\d)")
_HYPHEN_WORD = re.compile(r"[-‑]([^\W\d_]+)")
_CLOCK = re.compile(r":\d\d|[\s\u00a0]?(?:[ap]\.?m\b|GMT|UTC|hrs\b|hours\b|o['’]clock)", re.IGNORECASE)
_AGE = re.compile(r"[^\W\d_][.’'\w]*, $")
_SHARE = re.compile(
    r"(?:[-–\s]{1,2}|[\s\u00a0](?:to|and|or)[\s\u00a0])?[0-9.]{0,6}[\s\u00a0]?%|(?:[\s\u00a0]?(?:to|and|or|[-–])[\s\u00a0]?[0-9.]{1,6})?[-\s\u00a0](?:per[\s-]?cent|percent|pct|percentage)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?:st|nd|rd|th)\b|[-‑](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|thirds?|quarters?|fifths?|half|halves)\b"
)
_ODDS = re.compile(r"[\s-](?:in|out[\s-]of)[\s-](?:every[\s-])?(?:a[\s-])?$")
_ODDS_AFTER = re.compile(
    r"[\s-](?:in|out[\s-]of)[\s-](?:every[\s-])?(?:[0-9]{1,3}(?![0-9])|two|three|four|five|six|seven|eight|nine|ten|twenty|a[\s-]hundred)"
)
_PAREN = re.compile(r"\s?\(\s?$")
_MORE_AFTER = re.compile(r"\s(?:more|additional|extra|further)\b")
_MORE_BEFORE = re.compile(r"\b(?:another|additional|further|extra)\s(?:[a-z]+\s){0,2}$", re.IGNORECASE)
_STATES_IN_CAPITALS = frozenset({"US", "UK", "EU", "UN", "UAE", "DRC", "ROK", "PRC", "CAR"})
_RANGE_DASH = frozenset({"-", "–", "—", "‑", " - ", " – "})
_YEAR = re.compile(r"(?:19|20)\d\d$")
LARGEST = 10**12


class _Finder:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.atoms = reading.atoms
        self.words = reading.vocabulary
        taken = []
        for money in find_money(
            reading.text, reading.start, reading.end, language=reading.vocabulary.language
        ):
            taken.append((money.start, money.end))
            if money.also is not None:
                taken.append((money.also.start, money.also.end))
        taken.extend(
            (s.start, s.end)
            for s in find_sayings(reading.text, reading.start, reading.end, reading.vocabulary.language)
        )
        self.taken = sorted(taken)
        self.names = (
            [m.span() for m in self.words.names.finditer(reading.text, reading.start, reading.end)]
            if self.words.names is not None and any(q.words for q in reading.quantities)
            else []
        )

    def find(self) -> list[Count]:
        found: list[Count] = []
        quantities = self.reading.quantities
        taken_at = 0
        at = 0
        while at < len(quantities):
            one = quantities[at]
            at += 1
            while taken_at < len(self.taken) and self.taken[taken_at][1] <= one.start:
                taken_at += 1
            if taken_at < len(self.taken) and self.taken[taken_at][0] < one.end:
                continue
            two = quantities[at] if at < len(quantities) else None
            if two is not None and (told := self._told_twice(one, two)) is not None:
                found.append(told)
                at += 1
                continue
            if two is not None and (told := self._range(one, two)) is not None:
                found.append(told)
                at += 1
                continue
            value = self._counted(one, one.end)
            if value is not None and not self._is_odds(one):
                found.append(self._finish(one.start, one.end, value, None, (one.first, one.last)))
        vague = [a for a in self.atoms if a.kind in "vgl"]
        if vague:
            found.extend(self._groups(vague))
            found.sort()
            found = [c for i, c in enumerate(found) if i == 0 or c.start >= found[i - 1].end]
        return found

    def _is_odds(self, one: Quantity) -> bool:
        """ "one in four", "three out of five"."""
        if one.value > 100:
            return False
        if _ODDS_AFTER.match(self.text, one.end):
            return True
        before = _ODDS.search(self.text, max(0, one.start - 14), one.start)
        if before is None:
            return False
        return any(q.end == before.start() for q in self.reading.quantities)

    def _groups(self, vague: list[Atom]) -> list[Count]:
        found = []
        for at, atom in enumerate(self.atoms):
            if atom.kind not in "vgl":
                continue
            value = None if atom.value is None else int(float(atom.value))
            start = indefinite_before(self.text, atom.start, self.words)
            start = atom.start if start is None else start
            bound, span = find_bound(self.reading, start, atom.end, (at, at))
            end = atom.end
            if self.text[atom.start : end].endswith(" of"):
                end -= 3
            # "hundreds of millions", "dozens of times", "hundreds of dollars"
            after = _WORD_AFTER.match(self.text, atom.end)
            if after is not None and (
                after[1].lower() in self.words.units
                or after[1].lower() in ("times", "millions", "billions", "thousands")
            ):
                continue
            found.append(Count(start, end, value, bound, span, None, atom.kind == "g"))
        return found

    def _finish(self, start: int, end: int, value: int, high: int | None, edge: tuple[int, int]) -> Count:
        bound, span = find_bound(self.reading, start, end, edge)
        more = bool(
            _MORE_AFTER.match(self.text, end) or _MORE_BEFORE.search(self.text, max(0, start - 30), start)
        )
        return Count(start, end, value, bound, span, high, True, None, more)

    def _told_twice(self, one: Quantity, two: Quantity) -> Count | None:
        """ "two hundred forty-six (246)"."""
        text = self.text
        if one.words == two.words or not _PAREN.fullmatch(text[one.end : two.start]):
            return None
        close = text.find(")", two.end, two.end + 2)
        if close < 0 or text[two.end : close].strip():
            return None
        figure, worded = (two, one) if one.words else (one, two)
        if self._counted(figure, close + 1, paren=True) is None:
            return None
        value = int(figure.value)
        disagrees = int(worded.value) if int(worded.value) != value else None
        count = self._finish(one.start, close + 1, value, None, (one.first, two.last))
        return count._replace(disagrees=disagrees)

    def _range(self, one: Quantity, two: Quantity) -> Count | None:
        """ "between 20 and 30", "20-30 tanks", "20 to 30"."""
        gap = self.text[one.end : two.start]
        if len(gap) > 8:
            return None
        inner = gap.strip().lower()
        before = _WORD_BEFORE.search(self.text, max(0, one.start - 20), one.start)
        word = before[1].lower() if before else ""
        if gap in _RANGE_DASH:
            after = self.text[two.end : two.end + 2]
            if not (len(after) == 2 and after[0] == " " and after[1].isalpha()) or one.words != two.words:
                return None
            if word in self.words.labels or self._glued(one.start):
                return None
        elif inner in self.words.to:
            if word in ("from", "by") or word in self.words.labels:
                return None
        elif not (inner in self.words.joins and word in self.words.between):
            return None
        high = self._counted(two, two.end, after_range=True)
        if high is None:
            return None
        low = one.value
        if one.scaled == 1 and two.scaled > 1 and low < two.value / two.scaled:
            low *= two.scaled
        if low != int(low) or not 0 < low < high or self._glued(one.start):
            return None
        return self._finish(one.start, two.end, int(low), high, (one.first, two.last))

    def _glued(self, start: int) -> bool:
        """Whether what stands right before makes a number part of a word: F-16, No.5, 9K33, 1:20."""
        text = self.text
        if start == 0:
            return False
        before = text[start - 1]
        if before.isalnum() or before in "_#/&@^=§№*":
            return True
        if before in "-‑–.:,’'+":
            if before == "+":
                return True
            if start > 1 and (text[start - 2].isalnum() or text[start - 2] in ")."):
                # A dash between words in print ("army—20 tanks") has no figure before it.
                return True
        return False

    def _counted(
        self, quantity: Quantity, end: int, *, paren: bool = False, after_range: bool = False
    ) -> int | None:
        """The whole number of things, None where the number does something else."""
        text, words = self.text, self.words
        start, value = quantity.start, quantity.value
        figure = text[start : quantity.end]
        literal = not quantity.words
        if not 0 < value < LARGEST:
            return None
        if value != int(value):
            # "1.200 soldiers" in a text that took its figures from elsewhere
            if not (literal and quantity.scaled == 1 and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", figure)):
                return None
            value = float(figure.replace(".", ""))
        if literal and figure.isdigit() and len(figure) > 6:
            return None
        if figure[0] == "0" or (not after_range and self._glued(start)):
            return None
        following = text[quantity.end : quantity.end + 1]
        if following and (following.isalpha() or following in "_°%‰/:(⁄½¼¾"):
            return None
        if following in ".,'’" and following and text[quantity.end + 1 : quantity.end + 2].isdigit():
            return None
        if following == "." and literal and _starts_line(text, start):
            return None
        if following == ")" and not paren and text[start - 1 : start] != "(" and _starts_line(text, start):
            return None
        if following == "]" and text[start - 1 : start] == "[":
            return None
        if (
            _SHARE.match(text, quantity.end)
            or _CLOCK.match(text, quantity.end)
            or _ORDINAL.match(text, quantity.end)
        ):
            return None
        hyphen = _HYPHEN_WORD.match(text, quantity.end)
        after = _WORD_AFTER.match(text, quantity.end)
        if following in "-‑–" and following:
            if hyphen is None:
                if text[quantity.end + 1 : quantity.end + 2].isalnum():
                    return None
            elif (
                hyphen[1].lower() in words.units
                or hyphen[1].lower() in words.hyphen_units
                or len(hyphen[1]) == 1
            ):
                return None
        elif (
            after is not None
            and after[1].lower() in words.units
            and after[1].lower() not in words.hyphen_units | {"local", "quarters"}
            and not CLASS_AFTER.match(text, after.end())
        ):
            return None
        if (
            literal
            and quantity.scaled == 1
            and _YEAR.match(figure)
            and not self._year_counts(quantity, after, after_range)
        ):
            return None
        if not after_range and not self._fits_before(quantity, after):
            return None
        if quantity.words and self._in_name(quantity):
            return None
        if (
            literal
            and 15 < value < 100
            and _AGE.search(text, max(0, start - 20), start)
            and text[quantity.end : quantity.end + 2] in (", ", ". ")
        ):
            return None
        return int(value)

    def _year_counts(self, quantity: Quantity, after: re.Match[str] | None, after_range: bool) -> bool:
        if after is None:
            return False
        return after[1].lower() in self.words.countables

    def _fits_before(self, quantity: Quantity, after: re.Match[str] | None) -> bool:
        """Whether the word before leaves the number free to count: not "Article 5", "Leopard 2", "No. 7"."""
        text, words = self.text, self.words
        start = quantity.start
        before = _WORD_BEFORE.search(text, max(0, start - 24), start)
        if before is None:
            return quantity.words or not self._follows_figure(start)
        word = before[1]
        lower = word.lower()
        figure = text[start : quantity.end]
        if quantity.words:
            if figure.lower() == "one" or (quantity.value == 1 and quantity.first == quantity.last):
                return lower.rstrip(".") not in words.before_one
            return not (lower in words.labels and figure[0].isupper())
        if lower in words.labels or lower.rstrip(".") in words.labels:
            return False
        if (word, figure) in words.numbered or word in words.series:
            return False
        if (
            word.isupper()
            and len(word) <= 2
            and word not in _STATES_IN_CAPITALS
            and len(figure) <= 3
            and figure.isdigit()
            and word != "A"
            and word != "I"
        ):
            return False
        if len(figure) == 1 and word[0].isupper() and lower not in words.headline_words:
            return False
        return not (lower == "number" and quantity.value <= 20)

    def _follows_figure(self, start: int) -> bool:
        """Whether a bare figure stands right before, as in a telephone number; a date may."""
        text = self.text
        if start < 2 or not text[start - 1].isspace() or not text[start - 2].isdigit():
            return False
        at = bisect_right(self.taken, (start, 0)) - 1
        return at < 0 or self.taken[at][1] < start - 1

    def _in_name(self, quantity: Quantity) -> bool:
        text = self.text
        if text[quantity.end : quantity.end + 2] in ("’s", "'s"):
            return True
        if quantity.value == 1 and self.words.language != "en":
            # There "one" is the article too.
            return True
        if any(a < quantity.end and quantity.start < b for a, b in self.names):
            return True
        if quantity.value == 1 and quantity.end - quantity.start <= 4:
            after = _WORD_AFTER.match(text, quantity.end)
            if after is None or after[1].lower() in self.words.after_one or text[quantity.end] in "-.,;:)'’":
                return True
            return after[1].lower() in ("third", "half", "fifth", "quarter", "tenth")
        return False


def _starts_line(text: str, start: int) -> bool:
    at = start
    while at > 0 and start - at < 4 and text[at - 1] in " \t":
        at -= 1
    return at == 0 or text[at - 1] == "\n"


@lru_cache(maxsize=4)
def _counts(text: str, start: int, end: int, language: str) -> tuple[Count, ...]:
    return tuple(_Finder(read_atoms(text, start, end, language)).find())


def find_counts(text: str, start: int, end: int, *, language: str = "en") -> list[Count]:
    """The numbers that count things between two offsets, in order."""
    return list(_counts(text, start, end, language))
