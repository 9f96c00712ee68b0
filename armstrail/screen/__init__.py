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
from bisect import bisect_left
from collections.abc import Iterable

from ..model import Document, Issue, Passage, Span
from .lexicon import (
    ALONE,
    ARMS,
    CONTEXT,
    DOUBTFUL,
    FORCE,
    SPENDING,
    Lexicon,
    ends_well,
    fold,
    load_lexicon,
)

__all__ = ["find_passages", "fold", "load_lexicon"]

REACH = 1500
"""Code points between a word of arms and a word of transfer that may still belong together."""

WHOLE = 100_000
"""Code points up to which a text that speaks of a transfer is kept whole; of a longer one, the
surroundings.
"""

SURROUNDINGS = 10_000
"""Code points kept on either side of each place in a text longer than ``WHOLE``."""

_TOLD = 8
_MANY = 64
_NUMBER = re.compile(r"\d|\b(?:hundred|thousand|dozen|million|billion)")
_NUMBER_REACH = 80
_COUNTED = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dozens?|hundreds?|more|new) "
)
_LONGEST = 60
"""More code points than any word of transfer has."""


class _Transfers:
    """The words of transfer in a text, looked for block by block where somebody asks."""

    def __init__(self, lexicon: Lexicon, folded: str) -> None:
        self.words = lexicon.transfer
        self.folded = folded
        self.to = 0
        self.starts: list[int] = []
        self.found: list[int] = []

    def near(self, at: int) -> str | None:
        """A word of transfer within reach of a place."""
        self.to = max(self.to, at - REACH)
        while self.to < min(at + REACH, len(self.folded)):
            self._search(self.to, self.to + 2 * REACH)
        place = bisect_left(self.starts, at - REACH)
        if place < len(self.starts) and self.starts[place] <= at + REACH:
            return self.words.patterns[self.found[place]]
        return None

    def _search(self, start: int, end: int) -> None:
        # A word may lie across the border: the block reads on, and begins a letter early to see what stands before it.
        first = max(0, start - 1)
        piece, words = self.folded[first : end + _LONGEST], self.words
        for index, a, _ in words.automaton.find_matches_as_indexes(piece):
            if first + a < start or first + a >= end or (a and piece[a - 1].isalnum()):
                continue
            while index >= 0:
                if ends_well(piece, words.patterns[index], a, words.endings[index]):
                    self.starts.append(first + a)
                    self.found.append(index)
                    break
                index = words.inner[index]
        self.to = end


def _hits(lexicon: Lexicon, folded: str) -> list[tuple[int, int, int]]:
    """What the first pass finds at the borders of words: pattern, start, flags."""
    flags, endings, inner, patterns = lexicon.flags, lexicon.endings, lexicon.inner, lexicon.patterns
    size = len(folded)
    found: list[tuple[int, int, int]] = []
    for index, a, b in lexicon.automaton.find_matches_as_indexes(folded):
        if a and folded[a - 1].isalnum():
            continue
        if b == size or not folded[b].isalnum():
            found.append((index, a, flags[index]))
            continue
        while index >= 0:
            if ends_well(folded, patterns[index], a, endings[index]):
                found.append((index, a, flags[index]))
                break
            index = inner[index]
    return found


def _near_transfer(
    lexicon: Lexicon, folded: str, hits: list[tuple[int, int, int]]
) -> tuple[list[int], dict[str, None]]:
    """Where words of arms stand within reach of a word of transfer, and the first few words of both."""
    places: list[int] = []
    told: dict[str, None] = {}
    transfers = _Transfers(lexicon, folded)
    for index, at, flag in hits:
        if not flag & (ARMS | ALONE):
            continue
        if not flag & ALONE:
            word = transfers.near(at)
            if word is None:
                continue
            if len(told) < _TOLD:
                told.setdefault(word)
        places.append(at)
        if len(told) < _TOLD:
            told.setdefault(lexicon.patterns[index])
        elif len(folded) <= WHOLE:
            break
    return places, told


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
    # "Javelin" that nobody counts, beside no other word of arms, is a sport; "Patriot" a person.
    spoken = 0
    for _, _, flag in hits:
        spoken |= flag
    if spoken & DOUBTFUL and spoken & (ARMS | ALONE | CONTEXT):
        hits = [
            (i, a, f | ARMS if f & DOUBTFUL and _COUNTED.search(folded, max(0, a - 30), a) else f)
            for i, a, f in hits
        ]
    places, told = _near_transfer(lexicon, folded, hits)
    if places:
        if len(text) <= WHOLE:
            return (Passage(0, len(text), tuple(told)),), ()
        spans = _merged((max(0, p - SURROUNDINGS), min(len(text), p + SURROUNDINGS)) for p in places)
        return tuple(Passage(a, b, tuple(told)) for a, b in spans), ()
    counted: list[Span] = []
    sums = [(i, a) for i, a, f in hits if f & (FORCE | SPENDING)]
    # Few words are looked around one by one; for many, the numbers of the whole text are found once.
    numbers = [m.start() for m in _NUMBER.finditer(folded)] if len(sums) > _MANY else None
    for index, at in sums:
        end = at + len(lexicon.patterns[index])
        if numbers is None:
            beside = _NUMBER.search(folded, max(0, at - _NUMBER_REACH), end + _NUMBER_REACH) is not None
        else:
            place = bisect_left(numbers, at - _NUMBER_REACH)
            beside = place < len(numbers) and numbers[place] < end + _NUMBER_REACH
        if beside and not (counted and counted[-1][0] <= at and end <= counted[-1][1]):
            counted.append(_around(text, at, end, 1))
            if len(told) < _TOLD:
                told.setdefault(lexicon.patterns[index])
    if counted:
        return tuple(Passage(a, b, tuple(told)) for a, b in _merged(counted)), ()
    arms = [lexicon.patterns[i] for i, _, f in hits if f & (ARMS | DOUBTFUL)]
    if arms:
        return (), (_passed_over(document, f"word for arms ({arms[0]}), and none for a transfer near it"),)
    return (), (_passed_over(document, "words for forces or spending, and no figure beside them"),)


def _passed_over(document: Document, reason: str) -> Issue:
    return Issue("screen", document.source or document.name, reason, fatal=False)
