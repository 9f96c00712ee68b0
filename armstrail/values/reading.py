"""One scan of a text for the words that numbers, money and dates are made of.

Enters: text, two offsets, a vocabulary. Leaves: a Reading: atoms (a figure, a number word, a scale, a
currency, a month …) in order, and quantities put together from them. What stands between atoms decides what
belongs together; the scan itself has no opinion on what a number counts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .vocabulary import Entry, Vocabulary, load_vocabulary, match_rest

_FIGURE = re.compile(r"[0-9]+(?:[.,'’\u00a0\u2009\u202f][0-9]+)*|(?<=[\s$€£])\.[0-9]+|[$€£¥₹₩₪₺₽₴₫฿₱₦₸₾]")
_LETTERS = re.compile(r"[^\W\d_]+")
_HANGING = re.compile(r"[\s\u00a0-]?([^\W\d_]{1,12})(?![^\W\d_])")
_SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS", "₺": "TRY",
    "₽": "RUB", "₴": "UAH", "₫": "VND", "฿": "THB", "₱": "PHP", "₦": "NGN", "₸": "KZT", "₾": "GEL",
}  # fmt: skip
_DOLLARS = {
    "US": "USD", "U.S.": "USD", "USD": "USD", "A": "AUD", "AU": "AUD", "AUD": "AUD", "C": "CAD", "CA": "CAD",
    "CAD": "CAD", "CDN": "CAD", "CAN": "CAD", "NT": "TWD", "HK": "HKD", "S": "SGD", "SG": "SGD", "SGD": "SGD",
    "NZ": "NZD", "NZD": "NZD", "R": "BRL", "MX": "MXN", "RMB": "CNY", "CN": "CNY", "T": "TWD", "TT": "TTD",
    "Mex": "MXN", "J": "JMD", "N": "NAD", "FJ": "FJD", "Bds": "BBD", "EC": "XCD",
    "AUS": "AUD", "Aus": "AUD", "Can": "CAD",
}  # fmt: skip
_KIN = {
    "$": _DOLLARS,
    "£": {"E": "EGP", "GB": "GBP", "UK": "GBP"},
    "¥": {"CN": "CNY", "RMB": "CNY", "JP": "JPY"},
}
"""What the letters before a sign make of it."""
_ALONE = frozenset(k for k in _DOLLARS if len(k) > 1) - {"TT", "FJ", "EC", "Mex", "Bds", "AUS", "Aus", "Can"}
"""Letters that may stand apart from the sign: "US $5 billion"."""
_PREFIX = re.compile(r"(?<![\w.$])(U\.S\.|[A-Z]{1,3}|Mex|Bds|Aus|Can)[^\S\n]?$")
_GROUPED = re.compile(r"[0-9]{1,3}([.,'’\u00a0\u2009\u202f])(?:[0-9]{2,3}\1)*[0-9]{3}$")
_SPACED = re.compile(r"[0-9]{1,3}((?: [0-9]{3})+)(?![0-9.,]?[0-9])")
_ZEROS = re.compile(r"[0-9]{1,3}((?: 000)+)(?![0-9.,]?[0-9])")
LONGEST_FIGURE = 24
"""Digits and marks after which a row of digits is no amount (and would be slow to convert)."""


class Atom(NamedTuple):
    """A word or figure of interest. ``kind``: n figure, w number word, h hundred, s scale, a short scale, f
    half, z dozen, v vague ("dozens of"), g/l group word, c/C currency after, p currency before, b/B
    bound, m month, d weekday, e season, r time told from today, k "last" and the like, G "ago", P part
    of a year.
    """

    start: int
    end: int
    kind: str
    value: float | str | None


class Quantity(NamedTuple):
    """A number as it is told: figures or words with their scale. ``first`` and ``last`` index the atoms."""

    start: int
    end: int
    value: float
    first: int
    last: int
    words: bool
    """Told in words alone."""
    scaled: float
    """The scale that was named (1e6 for "million"), else 1."""


class Reading(NamedTuple):
    """What one scan saw."""

    text: str
    start: int
    end: int
    vocabulary: Vocabulary
    atoms: list[Atom]
    quantities: list[Quantity]


def parse_figure(figure: str, decimal: str) -> float | None:
    """The number that a row of digits with marks stands for, None where it is no plain number ("11.01.2024").

    The language's own decimal mark decides; a mark that cannot be what it should be is read the other way
    ("$1,4 billion", "1.200.000").
    """
    if len(figure) > LONGEST_FIGURE:
        return None
    if figure.isdigit():
        return float(int(figure))
    group = "," if decimal == "." else "."
    whole, mark, part = figure.rpartition(decimal)
    if mark and part.isdigit() and (whole.isdigit() or whole == ""):
        if (
            len(part) == 3
            and decimal == ","
            and 1 <= len(whole) <= 3
            and whole != "0"
            and group not in figure
        ):
            return float(whole + "." + part)
        return float((whole or "0") + "." + part)
    grouped = _GROUPED.match(figure)
    if grouped:
        return float(int("".join(c for c in figure if c.isdigit())))
    if mark and part.isdigit() and _GROUPED.match(whole) and decimal not in whole:
        return float("".join(c for c in whole if c.isdigit()) + "." + part)
    whole, mark, part = figure.rpartition(group)
    if mark and part.isdigit() and len(part) <= 2:
        if whole.isdigit():
            return float(whole + "." + part)
        if _GROUPED.match(whole) and group not in whole:
            return float("".join(c for c in whole if c.isdigit()) + "." + part)
    return None


def _events(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Where to look, in order: words that may begin a phrase (1), figures and signs (0)."""
    piece = text if start == 0 and end == len(text) else text[start:end]
    try:
        hits = vocabulary.finder.find_matches_as_indexes(piece)
    except UnicodeEncodeError:
        hits = vocabulary.finder.find_matches_as_indexes(piece.encode("utf-8", "replace").decode("utf-8"))
    events = [(a + start, 1) for _, a, _ in hits if a == 0 or not piece[a - 1].isalnum()]
    events.extend([(m.start(), 0) for m in _FIGURE.finditer(text, start, end)])
    events.sort()
    return events


def _scan(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[Atom]:
    atoms: list[Atom] = []
    entries = vocabulary.entries
    taken = start
    for a, is_word in _events(text, start, end, vocabulary):
        if a < taken:
            continue
        if is_word:
            match = _LETTERS.match(text, a, end)
            if match is not None:
                found = entries.get(match[0].lower())
                if found is not None:
                    taken = max(taken, _add_word(atoms, text, (a, match.end(), end), found))
            continue
        if text[a] in _SIGNS:
            taken = a + 1
            _add_sign(atoms, text, a, start)
            continue
        taken = _add_figure(atoms, text, (a, end), vocabulary)
    return atoms


def _add_word(atoms: list[Atom], text: str, where: tuple[int, int, int], found: tuple[Entry, ...]) -> int:
    """The atoms of a word, the longest phrase first; where it ends, or 0 where the word begins no phrase."""
    a, b, end = where
    taken = 0
    seen = ""
    word = text[a:b]
    for entry in found:
        if entry.kind in seen or (entry.cased is not None and entry.cased != word):
            continue
        stop = b
        if entry.rest:
            stop = match_rest(text, b, end, entry)
            if stop < 0:
                continue
        atoms.append(Atom(a, stop, entry.kind, entry.value))
        taken = max(taken, stop)
        # A currency may stand before or after; those two atoms stand beside each other.
        if entry.kind not in "cCp":
            break
        seen += entry.kind
    return taken


def _add_sign(atoms: list[Atom], text: str, a: int, start: int) -> None:
    sign = text[a]
    code: str | None = _SIGNS[sign]
    begin = a
    if sign in "$¥£":
        before = _PREFIX.search(text, max(start, a - 6), a)
        letters = before[1] if before is not None else ""
        known, close = _KIN[sign], before is not None and before[0] == letters
        if before is not None and (
            (close or letters in _ALONE)
            if letters in known
            else (close and len(letters) == 1 and sign != "¥")
        ):
            # A letter that no table has names some other state's money: "B$20 million".
            code = known.get(letters)
            begin = before.start()
            while atoms and atoms[-1].start >= begin:
                atoms.pop()
    atoms.append(Atom(begin, a + 1, "p", code))


def _add_figure(atoms: list[Atom], text: str, where: tuple[int, int], vocabulary: Vocabulary) -> int:
    """A figure, with the letters that hang on it ("2.53bn", "37million", "Q3"); where it all ends."""
    a, end = where
    match = _FIGURE.match(text, a, end)
    b = match.end() if match is not None else a + 1
    figure = text[a:b]
    if b - a <= 3 and text[b : b + 1] == " ":
        wide = (_SPACED if vocabulary.spaced else _ZEROS).match(text, a, end)
        if wide is not None and not (a > 1 and text[a - 1] == " " and text[a - 2].isdigit()):
            b = wide.end()
            figure += wide[1].replace(" ", "")
    if b - a == 1 and text[a - 1 : a] == "Q" and not (a > 1 and text[a - 2].isalnum()):
        atoms.append(Atom(a - 1, a, "P", "q"))
    code = vocabulary.initials.get(text[a - 1 : a])
    if code is not None and not (a > 1 and text[a - 2].isalnum()) and _LARGE.match(text, b, end):
        atoms.append(Atom(a - 1, a, "p", code))
    atoms.append(Atom(a, b, "n", parse_figure(figure, vocabulary.decimal)))
    hanging = _HANGING.match(text, b, end)
    if hanging is not None:
        found = vocabulary.entries.get(hanging[1].lower())
        if (
            found is not None
            and found[-1].kind in "sac"
            and (hanging.start(1) == b or any(e.kind == "a" for e in found))
        ):
            fitting = tuple(e for e in found if e.kind in "sac")
            return max(b, _add_word(atoms, text, (hanging.start(1), hanging.end(), end), fitting))
    return b


_LARGE = re.compile(r"[ -]?(?:bn|bln|bil|b|mn|mln|m|million|billion|trillion|tn|trn|trln|tril)\b")
"""What makes a sum of a figure with a letter before it: "R1.079 billion" are rand, an R-1 is none."""

CLASS_AFTER = re.compile(r"[-‑ ][Cc]lass\b")
"""What makes a name of a word for money or weight: "eight Yuan-class", "six Kilo-class submarines"."""

_JOINED = frozenset({" ", "-", "\u00a0", "\n", "‑", "‐"})


def _is_join(gap: str) -> bool:
    return gap in _JOINED or (len(gap) < 5 and not gap.strip() and gap.count("\n") < 2 and gap != "")


def _compose(reading: tuple[str, Vocabulary], atoms: list[Atom], first: int) -> Quantity | None:
    """The quantity that begins at an atom, or None."""
    text, vocabulary = reading
    atom = atoms[first]
    size = len(atoms)
    last = first
    scaled = 1.0
    start = atom.start
    if atom.kind == "n":
        if atom.value is None:
            return None
        value = float(atom.value)
        words = False
        while last + 1 < size:
            following = atoms[last + 1]
            gap = text[atoms[last].end : following.start]
            if following.kind in "sh":
                joined = gap == "" or _is_join(gap)
            else:
                joined = (
                    following.kind == "a"
                    and last == first
                    and gap in ("", " ", "\u00a0", "-")
                    and _ends_word(text, following.end)
                    and _near_currency(text, atoms, first)
                )
            if joined:
                value = tidy(value * float(following.value or 1))
                scaled *= float(following.value or 1)
                last += 1
            else:
                break
        return Quantity(start, atoms[last].end, value, first, last, words, scaled)
    if atom.kind == "f":
        # half a billion, half-billion, half a dozen
        if last + 1 < size and atoms[last + 1].kind in "sz":
            between = text[atom.end : atoms[last + 1].start].replace("-", " ").split()
            if not between or (len(between) == 1 and between[0].lower() in vocabulary.indefinite):
                scale = float(atoms[last + 1].value or 1)
                share = float(atom.value or 0)
                return Quantity(start, atoms[last + 1].end, share * scale, first, last + 1, True, scale)
        return None
    total = 0.0
    current = 0.0
    lowest = 1e18
    if atom.kind == "w":
        current = float(atom.value or 0)
    elif atom.kind in "hs" or atom.kind == "z":
        before = indefinite_before(text, start, vocabulary)
        if before is None and atom.kind != "z":
            return None
        # "the dozen", "Dozen Helicopters"
        start = start if before is None else before
        current = 1.0
        last = first - 1
    else:
        return None
    previous = atom if atom.kind == "w" else None
    while last + 1 < size:
        following = atoms[last + 1]
        if previous is not None:
            gap = text[previous.end : following.start]
            joined = _is_join(gap)
            if not joined:
                inner = gap.strip()
                joined = (
                    following.kind == "w"
                    and inner.lower() in vocabulary.joins
                    and previous.kind in "hs"
                    and len(gap) < 8
                )
            if not joined:
                break
        kind = following.kind
        if kind == "w":
            number = float(following.value or 0)
            if previous is not None and previous.kind == "w":
                before_value = float(previous.value or 0)
                if not (20 <= before_value <= 90 and number < 10):
                    break
            elif previous is not None and previous.kind == "s" and number >= lowest:
                break
            current += number
        elif kind == "h":
            if current == 0 or current > 99:
                break
            current *= float(following.value or 1)
        elif kind == "s":
            scale = float(following.value or 1)
            if current == 0:
                if total == 0:
                    break
                total *= scale
            else:
                if scale >= lowest:
                    break
                total += current * scale
                current = 0.0
            lowest = scale
            scaled = max(scaled, scale)
        elif kind == "z":
            if current == 0:
                break
            current *= 12
            last += 1
            break
        elif kind == "f" and previous is not None and last + 2 < size and atoms[last + 2].kind == "s":
            break
        else:
            break
        previous = following
        last += 1
    value = total + current
    if value <= 0:
        return None
    return Quantity(start, atoms[max(last, first)].end, value, first, max(last, first), True, scaled)


def _near_currency(text: str, atoms: list[Atom], first: int) -> bool:
    """Whether "m" after the figure at ``first`` can be a million: there is a currency on either side."""
    start = atoms[first].start
    for atom in atoms[max(0, first - 3) : first]:
        if atom.kind == "p" and start - atom.end <= 16:
            return True
    end = atoms[first + 1].end
    return any(
        atom.kind in "cCp" and _is_join(text[end : atom.start]) for atom in atoms[first + 2 : first + 4]
    )


def tidy(value: float) -> float:
    """A product without the noise of binary fractions: 67.6 billion is 67600000000.0."""
    return round(value, 2 if value >= 1000 else 6)


def _ends_word(text: str, end: int) -> bool:
    return end >= len(text) or not (text[end].isalnum() or text[end] == "_")


_INDEFINITE = re.compile(r"(?<![\w'’-])([^\W\d_]{1,5})[\s\u00a0-]{1,2}$")


def indefinite_before(text: str, start: int, vocabulary: Vocabulary) -> int | None:
    """Where "a" begins in "a billion"."""
    found = _INDEFINITE.search(text, max(0, start - 8), start)
    if found and found[1].lower() in vocabulary.indefinite:
        return found.start(1)
    return None


def _quantities(text: str, atoms: list[Atom], vocabulary: Vocabulary) -> list[Quantity]:
    found: list[Quantity] = []
    at = 0
    while at < len(atoms):
        if atoms[at].kind in "nwhsfz":
            quantity = _compose((text, vocabulary), atoms, at)
            if quantity is not None:
                found.append(quantity)
                at = quantity.last + 1
                continue
        at += 1
    return found


@lru_cache(maxsize=4)
def read_atoms(text: str, start: int, end: int, language: str = "en") -> Reading:
    """The Reading of a stretch of text. Kept for the last few calls: three finders ask for one."""
    start = max(0, start)
    end = min(len(text), end)
    vocabulary = load_vocabulary(language)
    atoms = _scan(text, start, end, vocabulary)
    return Reading(text, start, end, vocabulary, atoms, _quantities(text, atoms, vocabulary))
