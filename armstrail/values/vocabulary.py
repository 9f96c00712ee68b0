"""The words of numbers, money and dates in one language, made ready for one scan.

Enters: ``data/languages/<language>/values.toml``, English first and the language's own over it. Leaves: a
frozen Vocabulary. It cannot see whether a word means what the table says in the sentence at hand; the
finders decide that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from ..rules import RuleError, data_files, has_data, load_table, load_toml, split_cell

_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"([^\W\d_]+)[ -](\d{1,4})\b")
_DIRECTIONS = (
    ("by", "by"),
    ("since", "since"),
    ("until", "until"),
    ("before", "before_it"),
    ("after", "after_it"),
)
_GAP = re.compile(r"[^\S\n]{1,2}\n?[^\S\n]{0,2}|\n[^\S\n]{0,2}|-")


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase: what kind of word it is, what it stands for, and what must follow its first word."""

    kind: str
    value: float | str | None
    rest: str
    """What must follow the first word, in lower case unless ``cased``; empty for a single word."""
    cased: str | None
    """The first word as it must be printed, or None where case does not matter."""
    length: int


@dataclass(frozen=True)
class Vocabulary:
    """All that the finders know of one language."""

    language: str
    decimal: str
    spaced: bool
    entries: dict[str, tuple[Entry, ...]]
    """By the first word in lower case, the longest phrase first."""
    finder: AhoCorasick
    """Finds where an entry may begin."""
    between: frozenset[str]
    joins: frozenset[str]
    to: frozenset[str]
    more: frozenset[str]
    of: frozenset[str]
    indefinite: frozenset[str]
    of_nouns: frozenset[str]
    """Bounds that are none behind a noun: "Vertrag über 18 Jets"."""
    prepositions: frozenset[str]
    """Bounds that are none before an article: "under a $2 billion contract"."""
    of_talks: frozenset[str]
    talks: re.Pattern[str] | None
    """Bounds that are none where one talks about or over something, and what says so."""
    units: frozenset[str]
    hyphen_units: frozenset[str]
    initials: dict[str, str]
    """Currencies by the letter that stands right before a large sum."""
    labels: frozenset[str]
    countables: frozenset[str]
    headline_words: frozenset[str]
    """Words that a headline capitalises before a number: "Gets 6 Frigates"."""
    before_one: frozenset[str]
    after_one: frozenset[str]
    series: frozenset[str]
    names: re.Pattern[str] | None
    numbered: frozenset[tuple[str, str]]
    """(word, number) pairs that make a designation: ("Leopard", "2")."""
    time_units: dict[str, str]
    directions: dict[str, str]
    """Words right before a date and what they say of it: by, since, until, before, after."""
    date_of: frozenset[str]
    date_before: frozenset[str]
    future: re.Pattern[str] | None


def _entry(kind: str, value: float | str | None, phrase: str) -> tuple[str, Entry]:
    printed = phrase.endswith("!")
    phrase = phrase.removesuffix("!")
    first = _WORD.match(phrase)
    if first is None:
        raise RuleError(f"values.toml: {phrase!r} does not begin with a letter")
    word = first[0]
    rest = phrase[first.end() :]
    return word.lower(), Entry(
        kind, value, rest if printed else rest.lower(), word if printed else None, len(phrase)
    )


def match_rest(text: str, at: int, end: int, entry: Entry) -> int:
    """Where the rest of a phrase ends, -1 where it does not stand at an offset. Blanks may be wider or
    hyphens.
    """
    rest = entry.rest
    stop = at + len(rest)
    there = text[at:stop]
    if (there if entry.cased is not None else there.lower()) != rest:
        stop = at
        for part in rest.split(" "):
            if stop != at or (rest[0] == " " and part):
                gap = _GAP.match(text, stop, end)
                if gap is None:
                    return -1
                stop = gap.end()
            there = text[stop : stop + len(part)]
            if (there if entry.cased is not None else there.lower()) != part:
                return -1
            stop += len(part)
    if stop > end or (rest[-1].isalnum() and text[stop : stop + 1].isalpha()):
        return -1
    return stop


def _openings(phrase: str) -> set[str]:
    """The first two words of a phrase as they may be printed."""
    printed = phrase.endswith("!")
    words = phrase.removesuffix("!").split(" ")[:2]
    forms = {" ".join(words)}
    if not printed:
        lower = [w.lower() for w in words]
        forms |= {
            " ".join(lower),
            " ".join([lower[0].capitalize(), *lower[1:]]),
            " ".join(w.capitalize() for w in lower),
            " ".join(w.upper() for w in lower),
            " ".join([lower[0].upper(), *lower[1:]]),
            " ".join([lower[0].upper(), *(w.capitalize() for w in lower[1:])]),
        }
    if len(words) > 1:
        forms |= {f.replace(" ", mark) for f in forms for mark in ("\n", "\u00a0", "-")}
    return forms


def _texts(table: dict[str, Any], key: str) -> list[str]:
    return [str(x) for x in table.get(key, ())]


def _numbered(names: Iterable[str]) -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for name in names:
        found.update((m[1], m[2]) for m in _NUMBERED.finditer(name))
    return frozenset(found)


def _designations() -> Iterable[str]:
    for path in data_files("names/equipment"):
        for row in load_table(path):
            yield row.get("name", "")
            yield from split_cell(row.get("aliases", ""))


def _merge(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Two levels of tables: the second's own entries win, its lists are added to the first's."""
    merged = dict(first)
    for key, value in second.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merge(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            merged[key] = old + value
        else:
            merged[key] = value
    return merged


@cache
def load_vocabulary(language: str = "en") -> Vocabulary:
    """The vocabulary of a language (ISO 639-1); English alone where there is no file for it."""
    tables: dict[str, Any] = dict(load_toml("languages/en/values.toml"))
    path = f"languages/{language}/values.toml"
    if language != "en" and language.isalpha() and has_data(path):
        tables = _merge(tables, dict(load_toml(path)))
    else:
        language = "en"
    gathered: dict[str, list[Entry]] = {}
    openings: set[str] = set()

    def add(kind: str, value: float | str | None, phrase: str) -> None:
        word, entry = _entry(kind, value, phrase)
        gathered.setdefault(word, []).append(entry)
        if kind != "a" and len(phrase.removesuffix("!")) > 1:
            openings.update(_openings(phrase))

    for kind, section in (("w", "numbers"), ("h", "hundreds"), ("s", "scales"), ("a", "short_scales")):
        for phrase, value in tables.get(section, {}).items():
            add(kind, float(value), phrase)
    for kind, section in (("g", "groups"), ("l", "loose_groups")):
        for phrase, value in tables.get(section, {}).items():
            add(kind, float(value), phrase)
    for kind, section in (("c", "currencies"), ("C", "currencies_scaled"), ("p", "currencies_before")):
        for code, phrases in tables.get(section, {}).items():
            for phrase in phrases:
                add(kind, None if code == "?" else code, phrase)
    for kind, section in (("b", "bounds"), ("B", "bounds_after")):
        for bound, phrases in tables.get(section, {}).items():
            for phrase in phrases:
                add(kind, bound, phrase)
    for kind, section in (("m", "months"), ("d", "weekdays")):
        for number, phrases in tables.get(section, {}).items():
            for phrase in phrases:
                add(kind, float(number), phrase)
    words = tables.get("words", {})
    for phrase in _texts(words, "half"):
        add("f", 0.5, phrase)
    for phrase in _texts(words, "quarter"):
        add("f", 0.25, phrase)
    for phrase in _texts(words, "dozen"):
        add("z", 12.0, phrase)
    for phrase in _texts(words, "vague"):
        add("v", None, phrase)
    for kind, section in (("r", "relative"), ("k", "beside"), ("e", "seasons"), ("G", "ago"), ("P", "parts")):
        for meaning, phrases in tables.get(section, {}).items():
            for phrase in phrases:
                add(kind, meaning, phrase)
    dates = tables.get("dates", {})
    future = _texts(dates, "future")
    counts = tables.get("counts", {})
    names = _texts(counts, "names")
    talks = _texts(words, "talks")
    return Vocabulary(
        language=language,
        decimal=str(tables["decimal"]),
        spaced=bool(tables["spaced"]),
        entries={w: tuple(sorted(es, key=lambda e: -e.length)) for w, es in gathered.items()},
        finder=AhoCorasick(sorted(openings), matchkind=MatchKind.LeftmostLongest),
        between=frozenset(_texts(words, "between")),
        joins=frozenset(_texts(words, "and")),
        to=frozenset(_texts(words, "to")),
        more=frozenset(_texts(words, "more")),
        of=frozenset(_texts(words, "of")),
        indefinite=frozenset(_texts(words, "indefinite")),
        of_nouns=frozenset(_texts(words, "of_nouns")),
        prepositions=frozenset(_texts(words, "prepositions")),
        of_talks=frozenset(_texts(words, "of_talks")),
        talks=re.compile(rf"\b(?:{'|'.join(talks)})\w*(?: [^\W\d]+){{0,5}}\s$", re.IGNORECASE)
        if talks
        else None,
        units=frozenset(_texts(counts, "units")),
        hyphen_units=frozenset(_texts(counts, "hyphen_units")),
        initials={str(k): str(v) for k, v in tables.get("currency_initials", {}).items()},
        labels=frozenset(_texts(counts, "labels")),
        countables=frozenset(_texts(counts, "countables")),
        headline_words=frozenset(_texts(counts, "headline_words")),
        before_one=frozenset(_texts(counts, "before_one")),
        after_one=frozenset(_texts(counts, "after_one")),
        series=frozenset(_texts(counts, "series")),
        names=re.compile("|".join(map(re.escape, names))) if names else None,
        numbered=_numbered(_designations()),
        time_units={w: unit for unit, ws in tables.get("time_units", {}).items() for w in ws},
        directions={w: name for name, key in _DIRECTIONS for w in _texts(dates, key)},
        date_of=frozenset(_texts(dates, "of")),
        date_before=frozenset(_texts(dates, "before")),
        future=re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, future))})(?!\w)") if future else None,
    )
