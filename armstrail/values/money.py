"""Amounts of money.

Enters: text and two offsets. Leaves: Money in order, each with its own span, bound, range and the same
price told in a second currency. It cannot see whose dollars "$" are in a country's own press, nor what the
money is for.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..model import Span
from ..rules import load_toml
from .reading import CLASS_AFTER, Atom, Quantity, Reading, read_atoms, tidy


class Money(NamedTuple):
    """A sum. ``start`` to ``end`` are the words of the amount and its currency, without bound and without
    ``also``.
    """

    start: int
    end: int
    amount: float
    currency: str | None
    """ISO 4217, None where the words leave it open ("dinars")."""
    bound: str | None = None
    """up to, more than, about."""
    bound_span: Span | None = None
    also: Money | None = None
    """The same price in a second currency, as told right after."""
    high: float | None = None
    """The upper end where a range is told; ``amount`` is the lower."""


class _Sum(NamedTuple):
    start: int
    end: int
    quantity: Quantity
    before: str | None
    after: str | None
    marked: bool
    generic: bool
    """Its only mark is a bare "$"."""
    first: int
    last: int


_NAME_AFTER = re.compile(r"[A-Z]{3} [A-Z][a-z]")
_RANGE = re.compile(r"[^\S\n]?[-–—‑][^\S\n]?$")
_ALSO = re.compile(r"[\s,;]{0,2}(?:[(\[]|\bor|/|=)\s{0,2}(?:[^\W\d_]{1,14}[ ]){0,3}$")
_FAR = 120
"""Characters over which a list of sums goes on."""
_STOP = re.compile(r"[.!?;:]\s|\n")
_SUM_ENDS = re.compile(r"\s?(?:[,.;)](?:\s|$)|$|(?:and|for|to|in|from|of it|went|respectively)\b)")
_CLOSE = frozenset({"USD", "EUR", "GBP", "CHF", "CAD", "AUD"})


def _mark(reading: Reading, quantity: Quantity, *, prefixed: bool = True) -> _Sum:
    """The quantity with the currency on either side of it; ``prefixed`` False looks behind it only."""
    text, atoms = reading.text, reading.atoms
    start, end = quantity.start, quantity.end
    before = after = None
    marked = False
    first, last = quantity.first, quantity.last
    generic = False
    for at in range(first - 1, max(-1, first - 3) if prefixed else first - 1, -1):
        atom = atoms[at]
        if atom.kind != "p":
            if atom.end < start - 3:
                break
            continue
        gap = text[atom.end : start]
        if gap == "" or (len(gap) <= 2 and gap.isspace() and "\n" not in gap):
            if _is_sign_after(reading, at, first):
                break
            before, marked = str(atom.value) if atom.value is not None else None, True
            generic = text[atom.start : atom.end] == "$"
            start, first = atom.start, at
        break
    for at in range(quantity.last + 1, min(len(atoms), quantity.last + 4)):
        atom = atoms[at]
        gap = text[end : atom.start]
        if len(gap) > 6:
            break
        if atom.kind not in "cCp":
            continue
        if atom.kind == "C" and quantity.scaled < 1e3:
            continue
        inner = gap.strip().strip("'’").lower()
        joined = (
            gap == "" or gap == "-" or (inner == "" and gap.count("\n") < 2) or inner in reading.vocabulary.of
        )
        if not joined:
            continue
        if atom.kind == "p" and (before is not None or _opens_next(text, atom)):
            continue
        if (
            atom.end < len(text)
            and text[atom.end - 1].isalnum()
            and (text[atom.end].isalnum() or text[atom.end] == "_")
        ):
            continue
        if CLASS_AFTER.match(text, atom.end):
            # "eight Yuan-class submarines"
            continue
        if quantity.scaled < 1e3 and _NAME_AFTER.match(text, atom.start):
            # "16 SAR Queen helicopters"
            continue
        code = str(atom.value) if atom.value is not None else None
        if marked and not (
            code == before or code is None or (generic and code is not None and code.endswith("D"))
        ):
            break
        after, marked = (code if code is not None else before), True
        end, last = atom.end, at
        break
    return _Sum(start, end, quantity, before, after, marked, generic and after is None, first, last)


def _opens_next(text: str, atom: Atom) -> bool:
    """Whether a sign after a number belongs to the number that follows it."""
    tail = text[atom.end : atom.end + 2].strip()
    return tail[:1].isdigit()


def _is_sign_after(reading: Reading, at: int, first: int) -> bool:
    """Whether the sign before a number closes another amount: in "20 € 30" it would be either's."""
    if at == 0:
        return False
    gap = reading.text[reading.atoms[at].end : reading.atoms[first].start]
    earlier = reading.atoms[at - 1]
    return (
        gap != ""
        and earlier.kind in "ns"
        and reading.text[earlier.end : reading.atoms[at].start] in ("", " ")
    )


def find_bound(
    reading: Reading, start: int, end: int, edge: tuple[int, int]
) -> tuple[str | None, Span | None]:
    """The bound said right before ``start`` or right after ``end``; ``edge`` are the first and last atoms
    in between.
    """
    text, atoms = reading.text, reading.atoms
    for at in range(edge[0] - 1, max(-1, edge[0] - 3), -1):
        atom = atoms[at]
        if atom.end > start:
            continue
        gap = text[atom.end : start]
        if len(gap) > 12:
            break
        inner = gap.strip().lower()
        if atom.kind == "b" and (
            not inner or inner in reading.vocabulary.indefinite or inner in reading.vocabulary.more
        ):
            if _is_preposition(reading, atom, inner):
                break
            return str(atom.value), (atom.start, atom.end)
        break
    if text[end : end + 1] == "+":
        return "more than", (end, end + 1)
    for atom in atoms[edge[1] + 1 : edge[1] + 3]:
        gap = text[end : atom.start] if atom.start >= end else "x" * 9
        if atom.kind == "B" and len(gap) <= 2 and not gap.strip(" -,\u00a0"):
            if not text[atom.end : atom.end + 3].strip()[:1].isdigit():
                return str(atom.value), (atom.start, atom.end)
            break
    return None, None


def _is_preposition(reading: Reading, atom: Atom, inner: str) -> bool:
    """Whether a word that can bound a figure only leads to it; ``inner`` stands between the two.

    "ein Vertrag über 18 Jets", "talks with India about six boats", "under a $2 billion contract".
    """
    text, words, start = reading.text, reading.vocabulary, atom.start
    told = text[start : atom.end].lower()
    if told in words.of_nouns:
        # Every German noun has a capital.
        noun = _word_before(text, start)
        if noun and text[max(0, start - 20) : start].rstrip()[-len(noun) :][:1].isupper():
            return True
    if (
        told in words.of_talks
        and words.talks is not None
        and words.talks.search(text, max(0, start - 70), start)
    ):
        return True
    return bool(inner) and told in words.prepositions


def _word_before(text: str, start: int) -> str:
    a = start
    while a > 0 and start - a < 3 and text[a - 1].isspace():
        a -= 1
    b = a
    while b > 0 and a - b < 16 and text[b - 1].isalpha():
        b -= 1
    return text[b:a].lower()


def _separator(reading: Reading, one: _Sum, two: _Sum) -> str | None:
    """What stands between two sums: "-", "to" or "and", None where they are not one range or pair."""
    gap = reading.text[one.end : two.start]
    if len(gap) > 8:
        return None
    inner = gap.strip().lower()
    if _RANGE.fullmatch(gap):
        return "-"
    if inner in reading.vocabulary.to:
        return "to"
    if (
        inner in reading.vocabulary.joins
        and _word_before(reading.text, one.start) in reading.vocabulary.between
    ):
        return "and"
    return None


def _code(total: _Sum) -> str | None:
    return total.after if total.after is not None else total.before


def _part(reading: Reading, sums: list[_Sum]) -> list[_Sum]:
    """The sums, a currency that stands between two numbers given to one of them: "75 euros 3", "2024 USD 5 million"."""
    for at in range(len(sums) - 1):
        one, two = sums[at], sums[at + 1]
        if two.start >= one.end:
            continue
        sign = reading.text[two.start : one.end]
        if sign.isupper() and one.before is None and two.quantity.scaled > 1 == one.quantity.scaled:
            sums[at] = one._replace(end=one.quantity.end, last=one.quantity.last, after=None, marked=False)
        else:
            sums[at + 1] = _mark(reading, two.quantity, prefixed=False)
    return sums


def _collect(reading: Reading) -> list[Money]:
    sums = _part(reading, [_mark(reading, q) for q in reading.quantities])
    found: list[Money] = []
    at = 0
    while at < len(sums):
        one = sums[at]
        two = sums[at + 1] if at + 1 < len(sums) else None
        at += 1
        separator = _separator(reading, one, two) if two is not None else None
        if two is not None and separator is not None and (one.marked or two.marked):
            low, high = one.quantity, two.quantity
            value = low.value
            if low.scaled == 1 and high.scaled > 1 and value < high.value / high.scaled:
                value = tidy(value * high.scaled)
            before = _word_before(reading.text, one.start)
            rises = separator == "to" and (
                before in ("from", "by")
                or (two.marked and one.marked and low.scaled > 1 and before in ("of",))
            )
            code = _code(two) if two.marked else _code(one)
            same = not (one.marked and two.marked) or _code(one) == _code(two) or two.after is not None
            if not one.marked and high.scaled > 1 and low.scaled == 1 and value == low.value:
                same = False
            if (
                same
                and value < high.value
                and not rises
                and (high.scaled > 1 or separator != "-" or low.value > 31)
            ):
                bound, span = find_bound(reading, one.start, two.end, (one.first, two.last))
                found.append(Money(one.start, two.end, value, code, bound, span, None, high.value))
                at += 1
                continue
            if rises and same:
                for part, amount in ((one, value), (two, high.value)):
                    bound, span = find_bound(reading, part.start, part.end, (part.first, part.last))
                    found.append(
                        Money(part.start, part.end, amount, _code(part) if part.marked else code, bound, span)
                    )
                at += 1
                continue
        if one.marked and one.quantity.value > 0:
            bound, span = find_bound(reading, one.start, one.end, (one.first, one.last))
            found.append(Money(one.start, one.end, one.quantity.value, _code(one), bound, span))
        elif found and not one.marked and _goes_on(reading.text, found[-1], one):
            bound, span = find_bound(reading, one.start, one.end, (one.first, one.last))
            found.append(Money(one.start, one.end, one.quantity.value, found[-1].currency, bound, span))
    return _join_also(reading.text, found)


def _goes_on(text: str, last: Money, one: _Sum) -> bool:
    """Whether a bare sum goes on in the currency told before it: "$143 million to India, 126.4 million to Oman"."""
    gap = text[last.end : one.start]
    return (
        one.quantity.scaled >= 1e6
        and one.quantity.value > 0
        and len(gap) <= _FAR
        and not _STOP.search(gap)
        and _SUM_ENDS.match(text, one.end) is not None
    )


def _join_also(text: str, found: list[Money]) -> list[Money]:
    """Prices told twice made one."""
    joined: list[Money] = []
    at = 0
    while at < len(found):
        one = found[at]
        at += 1
        if at < len(found) and text[one.end : found[at].start].strip() == "=":
            # A rate of exchange: "$1 = 8.6783 Swedish crowns".
            at += 1
            continue
        if at < len(found):
            two = found[at]
            begin = (
                two.start if two.bound_span is None or two.bound_span[0] > two.start else two.bound_span[0]
            )
            gap = text[one.end : begin]
            if (
                0 < len(gap) <= 48
                and one.currency != two.currency
                and (_ALSO.match(gap) or (two.bound == "about" and gap.strip() == ","))
                and "\n\n" not in gap
                and _plausible(one, two)
            ):
                one = one._replace(also=two)
                at += 1
        joined.append(one)
    return joined


def _plausible(one: Money, two: Money) -> bool:
    """Whether one could be the other's conversion: within the great currencies, not more than two and a
    half times.
    """
    if one.currency in _CLOSE and two.currency in _CLOSE:
        return 0.4 <= two.amount / one.amount <= 2.5
    return one.amount != two.amount


@lru_cache(maxsize=4)
def _money(text: str, start: int, end: int, language: str) -> tuple[Money, ...]:
    return tuple(_collect(read_atoms(text, start, end, language)))


def find_money(text: str, start: int, end: int, *, language: str = "en") -> list[Money]:
    """The sums of money between two offsets, in order. A vague sum ("billions of dollars") is not among
    them.
    """
    return list(_money(text, start, end, language))


def currency_of(state: str, currency: str | None = None) -> str | None:
    """What a name of money that states share means in the mouth of one (ISO alpha-2).

    Without ``currency`` ("crowns", "dinars") the state's own; with one ("rupees" read as INR) the state's where the
    name is its too, else the one given.
    """
    table = load_toml("languages/en/values.toml")
    if currency is None:
        found = table.get("state_currencies", {}).get(state)
        return None if found is None else str(found)
    return str(table.get("state_currencies_instead", {}).get(state, {}).get(currency, currency))
