"""The words that the screen looks for, as automata.

Enters: the triggers of ``data/languages/*/screen.toml``, the names of weapons, the nouns and the word forms
that extraction reads. Leaves: a Lexicon for a language. It drops what another pattern finds anyway, so that
fifty thousand spellings become some ten thousand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ..rules import data_files, has_data, languages, load_table, load_toml, split_cell

# One language under several names: language guessers tell them apart by chance.
_SAME = {"hr": "sr", "bs": "sr", "sh": "sr", "cnr": "sr", "me": "sr"}

ARMS, ALONE, FORCE, SPENDING, DOUBTFUL, CONTEXT = 1, 2, 4, 8, 16, 32
_COLUMNS = (("arms", ARMS), ("alone", ALONE), ("force", FORCE), ("spending", SPENDING), ("context", CONTEXT))

CLOSED, PLURAL, OPEN = 0, 1, 2
"""What may follow a pattern inside its word: nothing, an English plural, any ending."""

DENSE = 10_000
"""Patterns up to which the automaton is a dense one: twice as fast to search, slow and large to build."""

_LETTERS_DIGITS = re.compile(r"(?<=[^\W\d_])[- ]?(?=\d)|(?<=\d)-(?=[^\W\d_])")
_DIGIT = re.compile(r"\d")
_SHORT_WORD = re.compile(r"a[mnst]|b[ey]|do|go|he|i[fnst]|m[ey]|no|o[fnr]|pm|so|to|u[ps]|we")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language (English and all names beside it).

    ``flags`` say what a pattern speaks of, ``endings`` what may follow it. ``inner`` leads to the next
    shorter pattern that it begins with, for a text that has the shorter one only.
    """

    patterns: tuple[str, ...]
    flags: tuple[int, ...]
    endings: tuple[int, ...]
    inner: tuple[int, ...]
    automaton: AhoCorasick
    transfer: Triggers


@dataclass(frozen=True, slots=True)
class Triggers:
    """Words of transfer."""

    patterns: tuple[str, ...]
    endings: tuple[int, ...]
    inner: tuple[int, ...]
    automaton: AhoCorasick


def fold(text: str) -> str:
    """Lower case with plain hyphens, apostrophes and blanks, code point for code point as long as the text."""
    if not text.isascii():
        # The one letter whose lower case is two code points would move every offset after it.
        for odd, plain in (("İ", "I"), ("\u00a0", " "), ("‑", "-"), ("–", "-"), ("’", "'")):
            if odd in text:
                text = text.replace(odd, plain)
    return text.lower().replace("\n", " ")


def ends_well(text: str, pattern: str, start: int, ending: int) -> bool:
    """Whether a pattern found at a place ends where its word may end."""
    end = start + len(pattern)
    if end == len(text) or not text[end].isalnum():
        return True
    if ending == OPEN:
        # F-16 is F-16C and F-16s, and not F-160.
        return not (text[end].isdigit() and text[end - 1].isdigit())
    if ending == PLURAL:
        rest = text[end : end + 3]
        return (rest[:1] == "s" and not rest[1:2].isalnum()) or (rest[:2] == "es" and not rest[2:].isalnum())
    return False


def _words(cell: str) -> Iterator[tuple[str, int]]:
    """The entries of a comma-separated list, each with what may follow."""
    for word in cell.replace("\n", " ").split(","):
        plain = word.strip()
        if plain:
            yield fold(plain.rstrip("*")), OPEN if plain.endswith("*") else CLOSED


def _spellings(name: str) -> tuple[str, ...]:
    """The spellings of a designation: a hyphen, a blank or nothing between letters and digits."""
    if _DIGIT.search(name) is None:
        if "-" in name and min(map(len, name.split("-"))) > 2:
            return name, name.replace("-", " ")
        return (name,)
    parts = _LETTERS_DIGITS.split(name)
    if len(parts) == 1:
        return (name,)
    spelled = (name, "-".join(parts), "".join(parts))
    if len(parts[0]) > 1 and not _SHORT_WORD.fullmatch(parts[0]):
        return (*spelled, " ".join(parts))
    return spelled


def _tells(words: Iterable[str], known: Collection[str]) -> bool:
    """Whether one of some words is a word of arms, or one with a letter more."""
    return any(w in known or w[:-1] in known for w in words)


def _equipment(known: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """The spellings of weapons' names: spelling, flag, ending.

    Of "F-16C Block 52" the first word is enough; a name that holds a word of arms ("Javelin missile") adds
    nothing. A name that is also a word is doubtful.
    """
    seen: set[tuple[str, bool]] = set()
    for path in data_files("names/equipment"):
        for row in load_table(path):
            for spelling in (row["name"], *split_cell(row["aliases"])):
                doubtful = spelling.endswith("?")
                name = fold(spelling.rstrip("?"))
                first, _, rest = name.partition(" ")
                if rest and _tells((first, *rest.split(" ")), known):
                    continue
                designation = first[:1].isalpha() and _DIGIT.search(first) is not None
                if designation:
                    name = first
                # "SOM", "TOW", "BAL": the beginning of too many words to be looked for alone.
                if (name, doubtful) in seen or len(name) < 2 or (len(name) == 3 and name.isalpha()):
                    continue
                seen.add((name, doubtful))
                flag = DOUBTFUL if doubtful or len(name) <= 3 else ARMS
                for form in _spellings(name):
                    yield form, flag, OPEN if designation else PLURAL


def _nouns(language: str, known: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """The generic nouns that extraction takes for equipment: spelling, flag, ending.

    Words that count arms or name their parts ("fire unit", "jet engine") are doubtful; the ordinary words
    among them are left out.
    """
    path = f"languages/{language}/nouns.tsv"
    if not has_data(path):
        return
    doubtful = {w for w, _ in _words(load_toml(f"languages/{language}/screen.toml")["doubtful"]["words"])}
    for row in load_table(path):
        unsure = row["category"] == "unit" or row["part"] == "yes" or row["noun"].endswith("?")
        for spelling in (row["noun"], *split_cell(row["aliases"])):
            noun = fold(spelling.rstrip("?*"))
            single = " " not in noun and "-" not in noun
            if not single and _tells(noun.split(" "), known):
                continue
            flag = ARMS
            if unsure or spelling.endswith("?") or noun in doubtful or len(noun) <= 3:
                if single:
                    # "support", "lot", "case": in every second text, and no sign of arms alone.
                    continue
                flag = DOUBTFUL
            if language != "en":
                yield noun, flag, OPEN if len(noun) > 4 else CLOSED
                continue
            yield noun, flag, PLURAL
            if noun.endswith("y"):
                yield noun[:-1] + "ies", flag, CLOSED


def _forms(value: object) -> Iterator[str]:
    """The word forms in the tables of a rule file, wherever a key ``forms`` stands."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _forms(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key == "forms" and isinstance(item, list):
                for line in item:
                    for word in str(line).split():
                        yield from (word, word.replace("-", " "))
            else:
                yield from _forms(item)


def _needed(entries: Mapping[str, tuple[int, int]]) -> tuple[str, ...]:
    """The patterns in order, without those that another finds anyway: "anti-tank missile" beside
    "anti-tank".
    """
    kept: list[str] = []
    stack: list[str] = []
    for pattern in sorted(entries):
        while stack and not pattern.startswith(stack[-1]):
            stack.pop()
        flag = entries[pattern][0]
        for shorter in stack:
            begun, ending = entries[shorter]
            if flag & ~begun == 0 and (ending == OPEN or not pattern[len(shorter)].isalnum()):
                break
        else:
            kept.append(pattern)
            stack.append(pattern)
    return tuple(kept)


def _inner(patterns: tuple[str, ...]) -> tuple[int, ...]:
    """For each of the sorted patterns the index of the longest other that it begins with, or -1."""
    found: list[int] = []
    stack: list[int] = []
    for index, pattern in enumerate(patterns):
        while stack and not pattern.startswith(patterns[stack[-1]]):
            stack.pop()
        found.append(stack[-1] if stack else -1)
        stack.append(index)
    return tuple(found)


def _automaton(patterns: tuple[str, ...]) -> AhoCorasick:
    kind = Implementation.DFA if len(patterns) <= DENSE else Implementation.ContiguousNFA
    return AhoCorasick(list(patterns), matchkind=MatchKind.LeftmostLongest, implementation=kind)


@cache
def load_lexicon(language: str | None) -> Lexicon:
    """The lexicon for a document's language: its words and the English ones; all where it has none of its
    own.
    """
    code = _SAME.get(language or "", language or "")
    return _build(tuple(dict.fromkeys((code, "en"))) if code in languages() else languages())


@cache
def _build(codes: tuple[str, ...]) -> Lexicon:
    entries: dict[str, tuple[int, int]] = {}
    transfer: dict[str, int] = {}

    def add(word: str, flag: int, ending: int) -> None:
        flags, before = entries.get(word, (0, CLOSED))
        entries[word] = flags | flag, max(before, ending)

    for code in codes:
        rules = load_toml(f"languages/{code}/screen.toml")
        for column, flag in _COLUMNS:
            for word, ending in _words(rules[column]["words"]):
                add(word, flag, ending)
        for word, ending in _words(rules["transfer"]["words"]):
            transfer[word] = max(ending, transfer.get(word, CLOSED))
        # What extraction reads as a verb or noun of transfer, the screen lets through.
        if has_data(f"languages/{code}/transfers.toml"):
            for form in _forms(load_toml(f"languages/{code}/transfers.toml")):
                transfer.setdefault(fold(form), CLOSED)
    known = {w for w, (flag, _) in entries.items() if flag & ARMS and " " not in w}
    for code in codes:
        for word, flag, ending in _nouns(code, known):
            add(word, flag, ending)
    for word, flag, ending in _equipment(known):
        add(word, flag, ending)
    patterns, transfers = _needed(entries), tuple(sorted(transfer))
    triggers = Triggers(
        transfers, tuple(transfer[p] for p in transfers), _inner(transfers), _automaton(transfers)
    )
    return Lexicon(
        patterns,
        tuple(entries[p][0] for p in patterns),
        tuple(entries[p][1] for p in patterns),
        _inner(patterns),
        _automaton(patterns),
        triggers,
    )
