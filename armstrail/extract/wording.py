"""Words of a frame, and the word lists that tell people, offices and bodies apart.

Enters: text; the lists of ``saying.toml``. Leaves: Words with their offsets, in which a quotation counts as one word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from ..rules import load_toml

UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽƏȘȚА-ЯЁІЇЄҐЂЈЉЊЋЏΑ-Ω"
SHORT = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Adm|Sgt|Cmdr|Brig|Sen|Rep|Gov|Sens|Reps|Rev|Hon|St|Jr|Sr|Amb|Pres|Cpl"
    "|Inc|Corp|Ltd|Co|No"
)
TOKEN = re.compile(
    rf"\x01\x02*|(?:{SHORT})\.(?:-(?:{SHORT})\.)*|(?:[A-Z]\.){{1,5}}(?:[’']s)?|\d+(?:[.,]\d+)*(?:-[^\W\d_]+)*"
    r"|[^\W_]+(?:(?:[’'\-&/]|\.(?=[a-z\d]))[^\W_]+)*(?:[’'](?=[\s,]))?|\.\.\.|[^\w\s]|_"
)


_ARTICLES = frozenset(("al", "el", "as", "at", "an", "ar", "ad", "ul"))


class Word(NamedTuple):
    """A token of a frame; a quotation is one token."""

    start: int
    end: int
    text: str
    low: str
    quoted: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        text = self.text
        return text[:1].isupper() or (text[2:3] == "-" and text[3:4].isupper() and text[:2] in _ARTICLES)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of ``saying.toml`` that tell people, offices and bodies apart."""

    titles: frozenset[str]
    honorifics: frozenset[str]
    led: frozenset[str]
    again: frozenset[str]
    nouns: frozenset[str]
    makers: frozenset[str]
    outlets: frozenset[str]
    objects: frozenset[str]
    offices: frozenset[str]
    bodies: frozenset[str]
    pronouns: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    female_names: frozenset[str]
    folk: frozenset[str]
    numbers: frozenset[str]
    times: frozenset[str]
    names_too: frozenset[str]
    prefixes: frozenset[str]
    papers: frozenset[str]
    prepositions: frozenset[str]
    openers: frozenset[str]
    """Words that a sentence may begin with in capitals and that begin no name."""


@cache
def lexicon() -> Lexicon:
    """The words of English; loaded once."""
    data = load_toml("languages/en/saying.toml")
    lists = {key: frozenset(values) for key, values in data["people"].items()}
    skip = data["skip"]
    return Lexicon(
        **lists,
        papers=frozenset(data["papers"]["words"]),
        prepositions=frozenset(skip["prepositions"]),
        openers=frozenset(
            (*skip["prepositions"], *skip["leading"], *skip["boundaries"], *skip["finite"], *skip["negative"])
        )
        | lists["pronouns"]
        | {"the", "a", "an", "more", "any", "anyone", "there", "no", "oh", "yes"},
    )


def bare(word: str) -> str:
    """A word without its possessive and its full stop."""
    if word.endswith(("’s", "'s")):
        word = word[:-2]
    elif word.endswith(("’", "'")):
        word = word[:-1]
    return word


def possessive(word: str) -> bool:
    """Whether a word ends in a possessive."""
    return word.endswith(("’s", "'s", "’", "'"))


def is_title(low: str) -> bool:
    """Whether a word is a title or a rank, "brig.-gen" too."""
    titles = lexicon().titles
    return low in titles or ("-" in low and all(part.rstrip(".") in titles for part in low.split("-")))


@lru_cache(maxsize=20_000)
def bare_low(word: str) -> str:
    return bare(word).lower().rstrip(".")


@cache
def _folding() -> dict[int, str]:
    return {
        ord(a): b
        for a, b in zip(
            "čćšžđáéíóúäöüßñçğışłøåèêàâôûîëïăâșțńśźżęąř",
            "ccszdaeiouaousncgisloaeeaaouieiaastnszzear",
            strict=True,
        )
    }


def plain(word: str) -> str:
    return word.translate(_folding())


def words_of(text: str, start: int, end: int, shift: int = 0) -> list[Word]:
    """The tokens of a stretch of text; ``shift`` is added to the offsets."""
    return [
        Word(m.start() + shift, m.end() + shift, (word := m[0]), word.lower(), word[0] == "\x01")
        for m in TOKEN.finditer(text, start, end)
    ]
