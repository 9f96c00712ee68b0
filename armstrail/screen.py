"""Lets through what may speak of an arms transfer, a force or a military budget, fast.

Enters: one Document. Leaves: its Passages, and an Issue that says why where there are none. One
Aho-Corasick pass looks for words of arms, forces and spending; only a text that has some is searched for
words of transfer within reach of them. A text that speaks of a transfer anywhere keeps all of itself as
passages, since sentences that go on about a sale ("It is worth …") carry no word of arms; one that gives
only forces or budgets keeps the paragraphs that do. It cannot see what a sentence means: it errs on the
side of letting through, so that extraction finds no transfer in what it turns away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from .model import Document, Issue, Passage, Span
from .rules import data_files, has_data, load_table, load_toml, split_cell

REACH = 1500
"""Code points between a word of arms and a word of transfer that may still belong together."""

WHOLE = 100_000
"""Code points up to which a text that speaks of a transfer is kept whole; of a longer one, the surroundings
are kept.
"""

SURROUNDINGS = 10_000
"""Code points kept on either side of each place in a text longer than ``WHOLE``."""

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "pl", "sr", "ru", "uk", "el")

# One language under several names: language guessers tell them apart by chance.
_SAME = {"hr": "sr", "bs": "sr", "sh": "sr", "cnr": "sr", "me": "sr"}

_ARMS, _ALONE, _FORCE, _SPENDING, _DOUBTFUL, _CONTEXT = 1, 2, 4, 8, 16, 32
_COLUMNS = (
    ("arms", _ARMS),
    ("alone", _ALONE),
    ("force", _FORCE),
    ("spending", _SPENDING),
    ("context", _CONTEXT),
)
_TOLD = 8
_NUMBER = re.compile(r"\d|\b(?:hundred|thousand|dozen|million|billion)")
_NUMBER_REACH = 80
_LONGEST = 60
"""More code points than any word of transfer has."""
_LETTERS_DIGITS = re.compile(r"(?<=[^\W\d_])[- ]?(?=\d)|(?<=\d)-(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language (English and all names beside it), as automata.

    A pattern's ``flags`` say what it speaks of; it is ``open`` where any ending of the word may follow.
    ``inner`` leads to the next shorter pattern that it begins with, for a text that has the shorter one
    only.
    """

    patterns: tuple[str, ...]
    flags: tuple[int, ...]
    open: tuple[bool, ...]
    inner: tuple[int, ...]
    automaton: AhoCorasick
    transfer: tuple[str, ...]
    transfer_open: tuple[bool, ...]
    transfer_inner: tuple[int, ...]
    transfer_automaton: AhoCorasick


def fold(text: str) -> str:
    """Lower case with plain hyphens, apostrophes and blanks, code point for code point as long as the
    text.
    """
    if not text.isascii():
        # The one letter whose lower case is two code points would move every offset after it.
        for odd, plain in (("İ", "I"), ("\u00a0", " "), ("‑", "-"), ("–", "-"), ("’", "'")):
            if odd in text:
                text = text.replace(odd, plain)
    return text.lower().replace("\n", " ")


def _words(cell: str) -> Iterator[tuple[str, bool]]:
    """The entries of a comma-separated list, each with whether any ending may follow."""
    for word in cell.replace("\n", " ").split(","):
        plain = word.strip()
        if plain:
            yield fold(plain.rstrip("*")), plain.endswith("*")


def _spellings(name: str) -> Iterator[str]:
    """The spellings of a designation: a hyphen, a blank or nothing between letters and digits."""
    folded = fold(name.strip())
    yield folded
    if any(c.isdigit() for c in folded):
        for separator in ("-", " ", ""):
            yield _LETTERS_DIGITS.sub(separator, folded)
    elif "-" in folded:
        yield folded.replace("-", " ")


def _equipment() -> Iterator[tuple[str, int]]:
    """Every spelling of every weapon's name; a name that is also a word is doubtful."""
    for path in data_files("names/equipment"):
        for row in load_table(path):
            name = row["name"]
            first, _, rest = name.partition(" ")
            spelled = [name, *split_cell(row["aliases"])]
            if rest and any(c.isdigit() for c in first) and first[:1].isalpha():
                spelled.append(first)
            for spelling in spelled:
                plain = spelling.rstrip("?").strip()
                short = sum(c.isalnum() for c in plain) <= 3
                flag = _DOUBTFUL if spelling.endswith("?") or short else _ARMS
                for form in _spellings(plain):
                    yield form, flag


def _nouns(language: str) -> Iterator[tuple[str, int, bool]]:
    """The generic nouns that extraction takes for equipment: spelling, flag, whether any ending may follow.

    Words that count arms or name their parts ("fire unit", "jet engine") are doubtful; the ordinary words
    among them are left out.
    """
    path = f"languages/{language}/nouns.tsv"
    if not has_data(path):
        return
    doubtful = {
        word for word, _ in _words(load_toml(f"languages/{language}/screen.toml")["doubtful"]["words"])
    }
    for row in load_table(path):
        unsure = row["category"] == "unit" or row["part"] == "yes" or row["noun"].endswith("?")
        for spelling in (row["noun"], *split_cell(row["aliases"])):
            noun = fold(spelling.rstrip("?*"))
            flag = _ARMS
            if unsure or spelling.endswith("?") or noun in doubtful or len(noun) <= 3:
                if " " not in noun and "-" not in noun:
                    # "support", "lot", "case": in every second text, and no sign of arms alone.
                    continue
                flag = _DOUBTFUL
            if language != "en":
                yield noun, flag, len(noun) > 4
                continue
            yield noun, flag, False
            yield noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s"), flag, False
            if noun.endswith("y"):
                yield noun[:-1] + "ies", flag, False


def _forms(value: object) -> Iterator[str]:
    """The word forms in the tables of a rule file, wherever a key ``forms`` stands."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _forms(item)
    elif hasattr(value, "items"):
        for key, item in value.items():
            if key == "forms" and isinstance(item, list):
                for line in item:
                    yield from (word.replace("-", " ") for word in str(line).split())
                    yield from str(line).split()
            else:
                yield from _forms(item)


def _inner(patterns: tuple[str, ...]) -> tuple[int, ...]:
    """For each pattern the index of the longest other pattern that it begins with, or -1. Patterns are
    sorted.
    """
    found: list[int] = []
    stack: list[int] = []
    for index, pattern in enumerate(patterns):
        while stack and not pattern.startswith(patterns[stack[-1]]):
            stack.pop()
        found.append(stack[-1] if stack else -1)
        stack.append(index)
    return tuple(found)


def _automaton(patterns: Iterable[str]) -> AhoCorasick:
    return AhoCorasick(list(patterns), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)


@cache
def load_lexicon(language: str | None) -> Lexicon:
    """The lexicon for a document's language: its words and the English ones, or all where it has none of
    its own.
    """
    code = _SAME.get(language or "", language or "")
    codes = tuple(dict.fromkeys((code, "en"))) if code in LANGUAGES else LANGUAGES
    return _build(codes)


@cache
def _build(codes: tuple[str, ...]) -> Lexicon:
    entries: dict[str, tuple[int, bool]] = {}
    transfer: dict[str, bool] = {}

    def add(word: str, flag: int, is_open: bool) -> None:
        flags, was_open = entries.get(word, (0, False))
        entries[word] = flags | flag, was_open or is_open

    for code in codes:
        rules = load_toml(f"languages/{code}/screen.toml")
        for column, flag in _COLUMNS:
            for word, is_open in _words(rules[column]["words"]):
                add(word, flag, is_open)
        for noun, flag, is_open in _nouns(code):
            add(noun, flag, is_open)
        for word, is_open in _words(rules["transfer"]["words"]):
            transfer[word] = transfer.get(word, False) or is_open
        # What extraction reads as a verb or noun of transfer, the screen lets through.
        if has_data(f"languages/{code}/transfers.toml"):
            for word in _forms(load_toml(f"languages/{code}/transfers.toml")):
                transfer.setdefault(fold(word), False)
    for name, flag in _equipment():
        if len(name) > 1:
            add(name, flag, True)
    patterns = tuple(sorted(entries))
    transfers = tuple(sorted(transfer))
    return Lexicon(
        patterns,
        tuple(entries[p][0] for p in patterns),
        tuple(entries[p][1] for p in patterns),
        _inner(patterns),
        _automaton(patterns),
        transfers,
        tuple(transfer[p] for p in transfers),
        _inner(transfers),
        _automaton(transfers),
    )


def _first_transfer(lexicon: Lexicon, folded: str, start: int, end: int) -> tuple[int, str] | None:
    """The first word of transfer in a stretch of the text, and where it begins."""
    piece = folded[start:end]
    patterns, is_open, inner = lexicon.transfer, lexicon.transfer_open, lexicon.transfer_inner
    for index, a, b in lexicon.transfer_automaton.find_matches_as_indexes(piece):
        if a and piece[a - 1].isalnum():
            continue
        while index >= 0:
            b = a + len(patterns[index])
            if is_open[index] or b == len(piece) or not piece[b].isalnum():
                return start + a, patterns[index]
            index = inner[index]
    return None


def _hits(lexicon: Lexicon, folded: str) -> list[tuple[int, int, int]]:
    """What the first pass finds at the borders of words: pattern, start, flags."""
    flags, is_open, inner, patterns = lexicon.flags, lexicon.open, lexicon.inner, lexicon.patterns
    size = len(folded)
    found: list[tuple[int, int, int]] = []
    for index, a, b in lexicon.automaton.find_matches_as_indexes(folded):
        if a and folded[a - 1].isalnum():
            continue
        while index >= 0:
            if is_open[index] or b == size or not folded[b].isalnum():
                found.append((index, a, flags[index]))
                break
            index = inner[index]
            b = a + len(patterns[index])
    return found


def _near_transfer(
    lexicon: Lexicon, folded: str, hits: list[tuple[int, int, int]]
) -> tuple[list[int], dict[str, None]]:
    """Where words of arms stand within reach of a word of transfer, and the first few words of both.

    What one search has gone over, the next does not: all of them cost one pass over the text at most.
    """
    places: list[int] = []
    told: dict[str, None] = {}
    last, clear_to = -REACH - 1, 0
    for index, at, flag in hits:
        if not flag & (_ARMS | _ALONE):
            continue
        if not flag & _ALONE and last < at - REACH:
            found = _first_transfer(lexicon, folded, max(clear_to, at - REACH, 0), at + REACH)
            if found is None:
                clear_to = at + REACH - _LONGEST
                continue
            last, word = found
            clear_to = last
            told.setdefault(word)
        places.append(at)
        told.setdefault(lexicon.patterns[index])
        if len(folded) <= WHOLE and len(told) >= _TOLD:
            break
    return places, dict.fromkeys(list(told)[:_TOLD])


def _around(text: str, start: int, end: int, paragraphs: int) -> Span:
    """A stretch widened to its own paragraph and so many before and after it, within ``SURROUNDINGS``."""
    first, last = max(0, start - SURROUNDINGS), min(len(text), end + SURROUNDINGS)
    a, b = start, end
    for _ in range(paragraphs + 1):
        cut = text.rfind("\n", first, max(a - 1, first))
        a = cut + 1 if cut >= 0 else first
        cut = text.find("\n", min(b + 1, last), last)
        b = cut if cut >= 0 else last
    return a, b


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, joined where they touch."""
    joined: list[Span] = []
    for a, b in sorted(spans):
        if joined and a <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(b, joined[-1][1]))
        else:
            joined.append((a, b))
    return joined


def find_passages(document: Document) -> tuple[tuple[Passage, ...], tuple[Issue, ...]]:
    """The passages of a document that may hold claims, or none and the reason as an issue that is not
    fatal.
    """
    lexicon = load_lexicon(document.language)
    text = document.text
    folded = fold(text)
    hits = _hits(lexicon, folded)
    if not hits:
        return (), (_passed_over(document, "no word for arms, forces or military spending"),)
    # "Javelin" beside no other word of arms is a sport, "Patriot" a person.
    spoken = 0
    for _, _, flag in hits:
        spoken |= flag
    if spoken & _DOUBTFUL and spoken & (_ARMS | _ALONE | _CONTEXT):
        hits = [(i, a, f | _ARMS if f & _DOUBTFUL else f) for i, a, f in hits]
    places, told = _near_transfer(lexicon, folded, hits)
    if places:
        if len(text) <= WHOLE:
            return (Passage(0, len(text), tuple(told)),), ()
        spans = _merged((max(0, p - SURROUNDINGS), min(len(text), p + SURROUNDINGS)) for p in places)
        return tuple(Passage(a, b, tuple(told)) for a, b in spans), ()
    counted: list[Span] = []
    for index, at, flag in hits:
        if not flag & (_FORCE | _SPENDING):
            continue
        end = at + len(lexicon.patterns[index])
        if _NUMBER.search(folded, max(0, at - _NUMBER_REACH), end + _NUMBER_REACH):
            counted.append(_around(text, at, end, 1))
            if len(told) < _TOLD:
                told.setdefault(lexicon.patterns[index])
    if counted:
        return tuple(Passage(a, b, tuple(told)) for a, b in _merged(counted)), ()
    arms = [lexicon.patterns[i] for i, _, f in hits if f & (_ARMS | _DOUBTFUL)]
    if arms:
        return (), (_passed_over(document, f"word for arms ({arms[0]}), and none for a transfer near it"),)
    return (), (_passed_over(document, "words for forces or spending, and no figure beside them"),)


def _passed_over(document: Document, reason: str) -> Issue:
    return Issue("screen", document.source or document.name, reason, fatal=False)
