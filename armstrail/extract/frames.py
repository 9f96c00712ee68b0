"""Cuts paragraphs into frames: sentences in which each quotation counts as one word.

Enters: a Page. Leaves: for each paragraph that holds a quotation or a word of saying, its frames with their tokens,
cues and quotations. A frame ends where a sentence ends outside quotation marks, or with a quotation that closes a
sentence unless its speaker follows. It cannot see a sentence that goes on in the next paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import ahocorasick_rs

from ..model import Span
from ..rules import load_toml
from .quotations import Quotation, find_quotations
from .wording import Word, is_title, lexicon, words_of

if TYPE_CHECKING:
    from .page import Page

MOST_WORDS = 400
"""Words and quotations of a frame, after which it is cut."""

LONGEST_FRAME = 4_000
"""Code points of a frame outside quotation marks, after which it is cut."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of saying at a token of a frame."""

    index: int
    """Of its first token."""
    end: int
    """Past its last token."""
    id: str
    takes: frozenset[str]
    ing: bool
    low: str


@dataclass
class Frame:
    """A sentence as a list of words, quotations being one word each."""

    words: list[Word]
    quotes: dict[int, Quotation]
    """Quotations by the index of their word."""
    cues: list[Cue]
    paragraph: int
    zone: str
    first: bool = False
    """It opens its paragraph."""
    only: bool = field(default=False)
    """Nothing but quotations and marks stands in it."""

    @property
    def span(self) -> Span:
        return self.words[0].start, self.words[-1].end


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues by their forms, and patterns that find them in a text."""

    forms: dict[str, tuple[str, frozenset[str]]]
    longer: dict[str, tuple[tuple[str, ...], ...]]
    """By their first word, the further words of cues of several: "made known", "let it be known"."""
    quick: ahocorasick_rs.AhoCorasick
    """Finds the forms that make a paragraph worth reading where it holds no quotation."""


@cache
def cues() -> Cues:
    """The cues of English; loaded once."""
    forms: dict[str, tuple[str, frozenset[str]]] = {}
    longer: dict[str, list[tuple[str, ...]]] = {}
    quick: set[str] = set()
    for rule in load_toml("languages/en/saying.toml")["cue"]:
        takes = frozenset(rule["takes"])
        for form in rule["triggers"]:
            forms.setdefault(form, (rule["id"], takes))
            first, *rest = form.split()
            if rest:
                longer.setdefault(first, []).append(tuple(rest))
            if takes != {"quote"} and rule["id"] != "ask":
                quick.add(first)
    return Cues(
        forms,
        {first: tuple(rests) for first, rests in longer.items()},
        ahocorasick_rs.AhoCorasick(
            sorted({*quick, *(w.capitalize() for w in quick), "according to", "According to"}),
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        ),
    )


def frames_of(page: Page) -> Iterator[list[Frame]]:
    """The frames of each paragraph that holds a quotation or a cue; other paragraphs are passed over."""
    text = page.text
    groups: list[list[int]] = []
    last = -1
    for i, sentence in enumerate(page.sentences):
        if sentence.paragraph == last:
            groups[-1].append(i)
        else:
            groups.append([i])
            last = sentence.paragraph
    spans = [(page.sentences[g[0]].start, page.sentences[g[-1]].end) for g in groups]
    quotations = [q for q in find_quotations(text, spans) if not q.nested]
    places = [
        a
        for _, a, b in cues().quick.find_matches_as_indexes(text)
        if not (a and text[a - 1].isalpha()) and not text[b : b + 1].isalpha()
    ]
    at = 0
    for group, (start, end) in zip(groups, spans, strict=True):
        while at < len(quotations) and quotations[at].outer[1] <= start:
            at += 1
        mine: list[Quotation] = []
        k = at
        while k < len(quotations) and quotations[k].outer[0] < end:
            mine.append(quotations[k])
            k += 1
        headline = page.sentences[group[0]].zone == "title" or start == spans[0][0]
        if not mine and text[end - 1] != ":" and not (headline and ":" in text[start : start + 60]):
            k = bisect_left(places, start)
            if k == len(places) or places[k] >= end:
                continue
        ends = [page.sentences[i].end for i in group]
        zone = page.sentences[group[0]].zone
        yield _frames(text, (start, end), mine, (ends, zone, page.sentences[group[0]].paragraph))


def _frames(
    text: str, span: Span, quotations: list[Quotation], layout: tuple[list[int], str, int]
) -> list[Frame]:
    start, end = span
    ends, zone, number = layout
    piece = text[start:end]
    if quotations:
        parts: list[str] = []
        at = start
        for q in quotations:
            a, b = max(q.outer[0], at), min(q.outer[1], end)
            parts += [text[at:a], "\x01" + "\x02" * (b - a - 1) if b > a else ""]
            at = max(at, b)
        parts.append(text[at:end])
        piece = "".join(parts)
    words = words_of(piece, 0, len(piece), start)
    by_start = {max(q.outer[0], start): q for q in quotations}
    frames: list[Frame] = []
    current: list[Word] = []
    titles = lexicon().titles
    stops = iter(ends)
    stop = next(stops, end)
    for i, word in enumerate(words):
        current.append(word)
        while stop < word.end and not word.quoted:
            stop = next(stops, end + 1)
        following = words[i + 1] if i + 1 < len(words) else None
        if word.quoted:
            while stop < word.end:
                stop = next(stops, end + 1)
            quotation = by_start.get(word.start)
            last = text[quotation.end - 1] if quotation is not None else ","
            alone = (
                quotation is not None
                and last == "."
                and quotation.end - quotation.start < 25
                and " " not in text[quotation.start : quotation.end]
            )
            ended = following is not None and (
                last in ".!?…"
                and not alone
                and (following.quoted or (following.capital and not _speaker_follows(words, i + 1, last)))
            )
            if stop == word.end:
                stop = next(stops, end + 1)
                ended = (
                    following is not None
                    and not following.text[0].islower()
                    and (following.quoted or not _speaker_follows(words, i + 1, last))
                    and following.text not in ",;:—–-"
                )
            # a comma inside the marks: the sentence goes on
        else:
            ended = word.end >= stop and following is not None
            if following is not None and following.quoted and word.text[-1:] not in ".!?:":
                ended = False
        if (
            ended
            and following is not None
            and _INITIALS.fullmatch(word.text)
            and following.low.rstrip(".") in titles
        ):
            ended = False  # "said U.S. | Ambassador Hill": the dot is the abbreviation's
        if ended and len(word.text) > 2 and word.text[-1] == "." and is_title(word.low.rstrip(".")):
            ended = False  # "said Brig.-Gen. | (Ret.) Kulas"
        overlong = len(current) > MOST_WORDS or (
            following is not None
            and following.end - current[0].start > LONGEST_FRAME
            and not word.quoted
            and len(current) > 200
        )
        if ended or overlong:
            frames.append(_frame(current, by_start, number, zone, not frames))
            current = []
    if current:
        frames.append(_frame(current, by_start, number, zone, not frames))
    return frames


_VERBS_AFTER = 7
_INITIALS = re.compile(r"(?:[A-Z]\.){2,5}")
_QUOTE_ONLY = frozenset(("quote",))


def _speaker_follows(words: list[Word], index: int, mark: str) -> bool:
    """Whether a speaker and a verb of saying, and little more, follow a quotation."""
    known = cues().forms
    for i in range(index, min(index + _VERBS_AFTER, len(words))):
        word = words[i]
        if word.quoted or word.text in ".;:?!":
            return False
        if word.low in known and (i > index or word.low in ("said", "says", "asked")):
            if "quote" not in known[word.low][1] or known[word.low][1] == _QUOTE_ONLY:
                return False
            if mark in "?!":
                after = words[i + 1] if i + 1 < len(words) else None
                return after is None or not after.quoted
            # after a full stop only "he said." and "he said in a statement."
            after = words[i + 1] if i + 1 < len(words) else None
            return after is None or after.text in ".,"
        if word.text == ",":
            if i == index:
                return True
            if mark not in "?!":
                return False
    return False


def _frame(words: list[Word], by_start: dict[int, Quotation], number: int, zone: str, first: bool) -> Frame:
    known = cues()
    quotes = {i: by_start[w.start] for i, w in enumerate(words) if w.quoted and w.start in by_start}
    found: list[Cue] = []
    bracket = 0
    for i, word in enumerate(words):
        low = word.low
        if low == "(":
            bracket += 1
        elif low == ")":
            bracket = max(0, bracket - 1)
        if low == "according" and i + 1 < len(words) and words[i + 1].low == "to":
            found.append(Cue(i, i + 2, "according to", frozenset(("clause",)), False, low))
            continue
        rest = next(
            (
                r
                for r in known.longer.get(low, ())
                if all(i + 1 + n < len(words) and words[i + 1 + n].low == w for n, w in enumerate(r))
            ),
            None,
        )
        if rest is not None:
            rule, takes = known.forms[" ".join((low, *rest))]
            found.append(Cue(i, i + 1 + len(rest), rule, takes, low.endswith("ing"), low))
            continue
        entry = known.forms.get(low)
        if entry is None:
            after = words[i + 1].low if i + 1 < len(words) else ""
            if after == "that" and low.endswith("ing") and i and words[i - 1].text == ",":
                # "…, reasoning that": any participle before "that" is one of saying or thinking
                found.append(Cue(i, i + 1, "participle", frozenset(("that",)), True, low))
            continue
        if (entry[1] == _QUOTE_ONLY and not quotes) or (word.text.isupper() and len(low) > 3):
            continue
        found.append(Cue(i, i + 1, entry[0], entry[1], low.endswith("ing"), low))
    only = bool(quotes) and not any(w.text[0].isalnum() for w in words if not w.quoted)
    return Frame(words, quotes, found, number, zone, first, only)
