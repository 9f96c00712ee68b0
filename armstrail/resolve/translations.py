"""Whether one report is a translation of another: the same figures and names, sentence by sentence, in one order.

Enters: documents in two languages. Leaves: a sketch of each, by which those that may be translations of one another are
found without comparing texts, and for two of them a link or none. Words differ from language to language, so only what
is written alike counts: numbers, designations with digits, and names by their first consonants, whatever the script. It
cannot see a translation with few of these, nor one that puts the story in another order.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache, lru_cache
from hashlib import blake2b

from ..model import Document
from ..rules import has_data, load_toml, lookalikes
from .passages import BREAK, LONGEST_TEXT

WITHIN = 10
"""Days between a report and its translation."""
SKETCH = 12
"""Signs of a document that are kept to find it by."""
ALIKE = 3
"""Signs that two sketches share before the texts are compared."""
LEAST_SIGNS = 12
"""Signs of the shorter text below which nothing is said."""
COVERED = 0.62
"""Share of the signs that stand in the same sentences of both, in one order. Of 36 short translations 26 have as much
and signs enough (tests/gold/translations.jsonl); of independent reports on the same events none has more than 0.4."""
SENTENCES = 300
"""Sentences of a text that are looked at: a comparison takes their product."""

_WORD = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?|[^\W\d_]+(?:[-‑]?\d+[^\W_]*)*")
_DIGIT = re.compile(r"\d")
_COMMON = re.compile(r"1?\d|(?:19|20)\d\d")
"""What any two reports may share: small numbers and years."""
_SILENT = re.compile(r"[^bdfgjklmnprstv]|(.)(?=\1)")
SHORTEST_NAME = 4
"""Letters of a name that is compared."""
CONSONANTS = 4
"""Consonants by which names are compared; a name with two fewer stands for nothing."""

Signs = tuple[frozenset[str], ...]
"""For each sentence, what of it is written alike in every language; names begin with ~."""


@cache
def _numbers(language: str) -> dict[str, str]:
    """Number words of a language from two on, with their digits."""
    path = f"languages/{language}/values.toml"
    table = load_toml(path).get("numbers", {}) if has_data(path) else {}
    return {w.casefold(): str(int(n)) for w, n in table.items() if 2 <= n < 1e6 and n == int(n)}


@cache
def _letters() -> tuple[dict[str, str], dict[int, str], list[list[str]]]:
    table = load_toml("names/letters.toml")
    return table["pairs"], str.maketrans(dict(zip(table["from"], table["to"], strict=True))), table["sounds"]


@lru_cache(maxsize=64)
def signs(text: str, language: str) -> Signs:
    """The signs of each sentence that has some."""
    numbers = _numbers(language)
    found: list[frozenset[str]] = []
    for sentence in BREAK.split(text[:LONGEST_TEXT]):
        mine = set[str]()
        for n, match in enumerate(_WORD.finditer(sentence)):
            word = match[0]
            if _DIGIT.search(word):
                mine.add(_number(word))
            elif (told := numbers.get(word.casefold())) is not None:
                mine.add(told)
            elif n and word[0].isupper() and len(word) >= SHORTEST_NAME and (name := _consonants(word)):
                mine.add(name)
        if mine:
            found.append(frozenset(mine))
        if len(found) == SENTENCES:
            break
    return tuple(found)


def _number(word: str) -> str:
    """A number without its separators, a designation without its hyphens."""
    if word[0].isdigit():
        return re.sub(r"\D", "", word).strip("0") or "0"
    return re.sub(r"[^0-9A-Z]", "", word.upper().translate(lookalikes())) or word


@lru_cache(maxsize=65536)
def _consonants(name: str) -> str:
    """The first consonants of a name in any script: Javelin, Джавелін → ~jvln; nothing for a short one."""
    pairs, letters, sounds = _letters()
    word = name.lower()
    for two, one in pairs.items():
        word = word.replace(two, one)
    word = unicodedata.normalize("NFC", word).translate(letters)
    word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    for spelling, sound in sounds:
        word = word.replace(spelling, sound)
    word = _SILENT.sub("", word)
    return f"~{word[:CONSONANTS]}" if len(word) > CONSONANTS - 2 else ""


def sketch(document: Document) -> tuple[int, ...]:
    """The smallest hashes of a document's signs, nothing where it has few."""
    told = {s for sentence in signs(document.text, document.language or "en") for s in sentence}
    if len(told) < LEAST_SIGNS:
        return ()
    hashes = (blake2b(s.encode(), digest_size=6).digest() for s in told if not _COMMON.fullmatch(s))
    return tuple(sorted(int.from_bytes(h, "big") for h in hashes)[:SKETCH])


def share_told_alike(a: Document, b: Document) -> float:
    """How much two reports tell alike in two languages; 0 in one language, weeks apart, or with too little to say."""
    if a.language == b.language or not _near(a.published, b.published):
        return 0.0
    return covered(signs(a.text, a.language or "en"), signs(b.text, b.language or "en"))


def covered(a: Signs, b: Signs) -> float:
    """The share of the signs that both have in sentences of one order; 0 where one has few.

    Numbers and names are counted apart, each in the text that has fewer: a German text has a capital at every noun.
    """
    total = sum(min(sum(_count(s, names) for s in side) for side in (a, b)) for names in (False, True))
    if total < LEAST_SIGNS:
        return 0.0
    best = [0] * (len(b) + 1)
    for sentence in a:
        before = 0
        for j, other in enumerate(b, 1):
            with_it = before + len(sentence & other)
            before = best[j]
            best[j] = max(best[j], best[j - 1], with_it)
    return min(1.0, best[-1] / total)


def _count(sentence: frozenset[str], names: bool) -> int:
    return sum((s[0] == "~") == names for s in sentence)


def _near(one: str | None, other: str | None) -> bool:
    """Whether two days of publication lie close together; unknown days do not."""
    try:
        days = [date.fromisoformat(day) for day in (one, other) if day]
    except ValueError:
        return False
    return len(days) == 2 and abs((days[0] - days[1]).days) <= WITHIN
