"""A page as pieces of words in a row, as an encoder of sentences reads them, and to which unit each piece belongs.

Enters: Signals. Leaves: Pieces. English stands as it is printed; a page in another language as the English words that
stand for its units. Several sentences are read together, so that what one of them says can be understood by another.
The pieces are those of BERT's uncased vocabulary (Devlin and others 2019, the longest known piece first).
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from ..rules import state_names
from .signals import Ints, Signals

TOGETHER = 192
"""Pieces that are read together, whole sentences as long as they fit in."""
_MOST = 12
"""Pieces of one unit that are looked at."""
_LONGEST = 40
"""Letters of a word that is cut up; a longer one is unknown."""
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")


@cache
def known_pieces() -> dict[str, int]:
    """The vocabulary; the number of a piece is its line."""
    text = files("armstrail").joinpath("data", "model", "pieces.txt").read_text(encoding="utf-8")
    return {piece: n for n, piece in enumerate(text.split("\n")) if piece}


@lru_cache(maxsize=1 << 15)
def cut_up(words: str) -> tuple[int, ...]:
    """The pieces of the words of a unit."""
    plain = unicodedata.normalize("NFD", words.lower())
    found: list[int] = []
    for word in _TOKEN.findall("".join(c for c in plain if unicodedata.category(c) != "Mn")):
        found += _cut(word)
        if len(found) >= _MOST:
            return tuple(found[:_MOST])
    return tuple(found)


@lru_cache(maxsize=1 << 15)
def _cut(word: str) -> tuple[int, ...]:
    known = known_pieces()
    unknown = (known["[UNK]"],)
    if len(word) > _LONGEST:
        return unknown
    out: list[int] = []
    start = 0
    while start < len(word):
        before = "##" if start else ""
        for end in range(len(word), start, -1):
            piece = known.get(before + word[start:end])
            if piece is not None:
                out.append(piece)
                start = end
                break
        else:
            return unknown
    return tuple(out)


@dataclass(frozen=True)
class Pieces:
    """The pieces of a page, in rows that are read together."""

    rows: list[list[int]]
    """Each begins with [CLS] and ends with [SEP]."""
    row: Ints
    """(pieces,): the row of each piece that belongs to a unit."""
    place: Ints
    """(pieces,): its place in the row."""
    unit: Ints
    """(pieces,): its unit."""


def find_pieces(signals: Signals) -> Pieces:
    """The pieces of a page."""
    known = known_pieces()
    first, last = known["[CLS]"], known["[SEP]"]
    told = [cut_up(_words(signals, n)) for n in range(len(signals.units))]
    rows: list[list[int]] = []
    row: list[int] = []
    place: list[int] = []
    unit: list[int] = []
    starts = [0, *(np.flatnonzero(np.diff(signals.row)) + 1).tolist(), len(told)]
    for a, b in itertools.pairwise(starts):
        size = sum(map(len, told[a:b]))
        if not rows or len(rows[-1]) + size + 1 > TOGETHER:
            rows.append([first])
        for n in range(a, b):
            if len(rows[-1]) + len(told[n]) + 1 > TOGETHER:
                rows.append([first])
            at = len(rows[-1])
            rows[-1] += told[n]
            row += [len(rows) - 1] * len(told[n])
            place += range(at, at + len(told[n]))
            unit += [n] * len(told[n])
    for pieces in rows:
        pieces.append(last)
    return Pieces(rows, *(np.array(x, dtype=np.int64) for x in (row, place, unit)))


def _words(signals: Signals, n: int) -> str:
    """A unit as the encoder reads it."""
    unit = signals.units[n]
    if signals.is_english or unit.kind in ("mark", "money", "count", "date"):
        return signals.page.text[unit.start : unit.end]
    if unit.party is not None and unit.party.code:
        return state_names().get(unit.party.code, unit.party.code)
    if unit.item is not None and unit.item.known:
        return unit.item.known
    return " ".join(signals.words[n]) or unit.low
