"""Names and values of a text by place, and designations in Cyrillic letters.

Enters: the mentions, counts and sums found in a text, with the vocabulary of names. Leaves: what begins at an offset,
and the table's name of a designation ("Су-30МКИ" is Su-30MKI). It cannot see a name that only another alphabet's
spelling has: languages/<lang>/equipment.tsv tells those.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...rules import Row, lookalikes
from ...values import Count, Money
from ..mentions import Mention, Vocabulary

CYRILLIC = re.compile(
    r"(?<![\w-])(?:\d[А-ЯІ]\d{1,3}[А-ЯA-Z]?|[А-ЯІ][А-ЯІа-яі]{0,3}-?\d{1,4}(?:[А-ЯA-Z]{1,4}\d?[А-ЯA-Z]{0,3})?)(?![\w])"
)
_LATIN = str.maketrans(
    dict(zip("АБВГДЕЗИКЛМНОПРСТУФІЭ", "ABVGDEZIKLMNOPRSTUFIE", strict=True))
    | dict(zip("абвгдезиклмнопрстуфі", "abvgdeziklmnoprstufi", strict=True))
    | {"Ж": "Zh", "Х": "Kh", "Ц": "Ts", "Ч": "Ch", "Ш": "Sh", "Ю": "Yu", "Я": "Ya"}
)


@dataclass
class Finds:
    """Names and values of a text by the offset at which they begin."""

    mentions: list[Mention]
    counts: list[Count]
    money: list[Money]
    names: Vocabulary
    _starts: dict[int, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for count in self.counts:
            self._starts[count.start] = count
        for money in self.money:
            self._starts[money.start] = money
        for mention in self.mentions:
            if mention.type in ("equipment", "maker", "person", "group"):
                self._starts[mention.start] = mention

    def at(self, offset: int) -> object | None:
        """What begins at an offset."""
        return self._starts.get(offset)


def named(
    finds: Finds, words: str, categories: frozenset[str] = frozenset()
) -> tuple[str, Row | None] | None:
    """The name and row of a weapon of that spelling; of several, the one of the categories that stand beside it."""
    possible = [e for e in finds.names.entries.get(words) or () if e.type == "equipment"]
    for entry in possible:
        if entry.category in categories:
            return entry.name, entry.row
    return (possible[0].name, possible[0].row) if possible else None


def designation(finds: Finds, words: str, categories: frozenset[str]) -> tuple[str, Row | None] | None:
    """The name in Latin letters of a designation in Cyrillic ones, with its row where a table has it."""
    for table in (_LATIN, lookalikes()):
        spelled = words.translate(table)
        known = named(finds, spelled, categories)
        if known is not None:
            # "Ми-35М" is more than the Mi-35 that the table knows it as
            told = set(re.findall(r"\w+", spelled.lower())) <= set(re.findall(r"\w+", known[0].lower()))
            return known if told else (spelled, known[1])
    head = re.match(r"\D+-?\d+|\d\D\d+", words)
    if (
        head is not None
        and head[0] != words
        and re.match(r"(?:Су|МиГ|Ми|Ка|Т|С|БМП|БТР|Ту|Ил|Як|М|К)-?\d", words)
    ):
        known = designation(finds, head[0], categories)
        if known is not None:
            return words.translate(_LATIN), known[1]
    return None


def row_of(finds: Finds, name: str) -> Row | None:
    known = named(finds, name)
    return known[1] if known is not None else None


_ENDINGS = (
    "owie", "ami", "ima", "ovi", "ova", "ove", "owi", "ów", "om", "em", "ie", "ach", "imi",
    "y", "i", "a", "u", "e", "ą", "ę", "o",
)  # fmt: skip


def endless(finds: Finds, word: str, types: frozenset[str] = frozenset(("equipment",))) -> str:
    """The name, of a weapon where ``types`` says no other, that a word is a declined form of ("Leopardów", "Gripena").

    An empty string where it is none.
    """
    for ending in _ENDINGS:
        if not word.endswith(ending):
            continue
        stem = word[: -len(ending)].rstrip("-’'")
        if len(stem) < 3:
            continue
        for name in (stem, stem + "a"):
            if any(e.type in types for e in finds.names.entries.get(name) or ()):
                return name
    return ""


_CYRILLIC_ENDINGS = ("ами", "ями", "ів", "ов", "ев", "ей", "ом", "ем", "ах", "а", "и", "ы", "і", "у", "е")


def base(word: str) -> str:
    """A declined Cyrillic name without its ending ("Бушмастерів"); any other word as it is."""
    if not "А" <= word[0].upper() <= "Я":
        return word
    ending = next((e for e in _CYRILLIC_ENDINGS if word.endswith(e) and len(word) - len(e) > 4), "")
    return word[: len(word) - len(ending)]


def latin(words: str) -> str:
    """Cyrillic words in Latin letters."""
    return words.translate(_LATIN)
