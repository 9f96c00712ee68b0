"""Reads whether a speaker is for or against a transfer, from the quoted words.

Enters: a Page, an attribution and the quotations of one statement. Leaves: for or against, and the words that show it.
First come the rules of ``languages/en/stance.toml``; where none matches, words weighed one by one decide
(``data/model/stance.npz``, made by ``training/stance.py``). Irony is not seen, nor a stance that the context shows.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from ..model import Span
from ..rules import load_toml

if TYPE_CHECKING:
    from .attribution import Attribution
    from .page import Page

LONGEST_SEARCHED = 3_000
"""Code points of a quotation in which stance is looked for."""

MOST_SEARCHED = 40
"""Parts of a quotation in which stance is looked for."""

SURE_ENOUGH = 0.85
"""The chance from which the weighed words give a stance."""

TURNED = -0.5
"""What a word counts for after a negation."""

_NEGATED = re.compile(
    r"(?:\b(?:not(?! only)|no|never|nobody|nothing|without|neither|nor|hardly|cannot)|n't)(?: [\w'-]+){0,2} ?$"
)
_NO = re.compile(r"\b(?:not(?! only)|no|never|nothing)\b|n't")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_NO_WORDS = frozenset(
    ["not", "no", "never", "nobody", "nothing", "without", "neither", "nor", "hardly", "cannot"]
)
_FEW = 3
"""Words of a quotation that is short."""


@dataclass(frozen=True, slots=True)
class StanceRule:
    """Patterns that show one stance."""

    id: str
    stance: str
    where: str
    patterns: tuple[re.Pattern[str], ...]
    any: re.Pattern[str]
    """All its patterns in one, which is quicker to try."""
    negated: bool
    """Its patterns hold their own negation ("should not sell")."""


@dataclass(frozen=True, slots=True)
class Stances:
    """The rules of stance of a language, the words of a transfer, and those that turn a stance round."""

    topics: re.Pattern[str]
    reversed: re.Pattern[str]
    rules: tuple[StanceRule, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each word tells of a stance: learned, for English."""

    words: dict[str, tuple[float, float, float]]
    """A word's weight (less for common ones), and that weight times its scores, for and against."""
    flags: tuple[tuple[float, ...], tuple[float, ...]]
    """What each flag of a quotation adds, for and against; the last one always holds."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the weighing sees of a quotation."""

    words: tuple[tuple[str, float, Span], ...]
    """Its words in lower case, 1 or TURNED, and where they stand."""
    flags: tuple[float, ...]
    """Its length, a transfer's words in it and in its sentences, whether it is short, and 1."""


@cache
def stances() -> Stances:
    """The rules of stance in English; loaded once."""
    data = load_toml("languages/en/stance.toml")
    rules = tuple(
        StanceRule(
            r["id"],
            r["stance"],
            r["where"],
            tuple(re.compile(p) for p in r["patterns"]),
            _any_of(r["patterns"]),
            r.get("negated", False),
        )
        for r in data["rule"]
    )
    return Stances(re.compile(data["topics"]), re.compile(data["reversed"]), rules)


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    """One pattern that matches where any of some does; the boundary that most begin with is tried once."""
    inside = "|".join(f"(?:{p[2:]})" for p in patterns if p.startswith(r"\b"))
    others = [f"(?:{p})" for p in patterns if not p.startswith(r"\b")]
    return re.compile("|".join([*others, rf"\b(?:{inside})"] if inside else others))


@cache
def weights() -> Weights:
    """The weights of words; loaded once."""
    with files("armstrail").joinpath("data/model/stance.npz").open("rb") as file, np.load(file) as kept:
        common = kept["weights"].astype(np.float64) / 255
        scores = kept["scores"].astype(np.float64) * float(kept["scale"]) * common[:, None]
        rows = zip(common.tolist(), *scores.T.tolist(), strict=True)
        words = dict(zip(kept["words"].tolist(), rows, strict=True))
        first, second = (tuple(column) for column in kept["flags"].tolist())
    return Weights(words, (first, second))


def find_stance(
    page: Page, attribution: Attribution, quotes: list[Span], *, beside: bool = True
) -> tuple[str, Span] | None:
    """for or against, and the words that show it; None where none do, or both.

    ``beside`` False leaves out the words around the quotation, which may belong to another one.
    """
    if not _speaks_of_arms(page, quotes):
        return None
    ruled = stance_by_rule(page, attribution, quotes, beside=beside)
    if len(ruled) == 1:
        return next(iter(ruled.items()))
    return _weighed(read_hints(page, quotes)) if not ruled else None


def stance_by_rule(
    page: Page, attribution: Attribution, quotes: list[Span], *, beside: bool
) -> dict[str, Span]:
    """The stances that rules find, each with the words that show it."""
    text, known = page.text, stances()
    pieces = quotes[:MOST_SEARCHED]
    frame = [attribution.cue] if attribution.cue[0] < attribution.cue[1] else []
    if beside:
        own = set(quotes)
        frame += [c for c in attribution.content[:MOST_SEARCHED] if c not in own]
    said = [(a, _plain(text[a : min(b, a + LONGEST_SEARCHED)])) for a, b in (*pieces, *frame)]
    found: dict[str, Span] = {}
    for rule in known.rules:
        for start, piece in said[: len(pieces)] if rule.where == "quote" else said:
            if rule.any.search(piece) is None:
                continue
            for pattern in rule.patterns:
                match = pattern.search(piece)
                if match is None or _NEGATED.search(piece, max(0, match.start() - 30), match.start()):
                    continue
                if not rule.negated and _NO.search(match[0]) is not None:
                    continue
                stance = rule.stance
                if known.reversed.search(piece[match.end() : match.end() + 90]) is not None:
                    stance = "for" if stance == "against" else "against"
                found.setdefault(stance, (start + match.start(), start + match.end()))
                break
    return found


def read_hints(page: Page, quotes: list[Span]) -> Hints:
    """The words of a quotation and its flags."""
    text, topics = page.text, stances().topics
    words: list[tuple[str, float, Span]] = []
    said = [(a, _plain(text[a : min(b, a + LONGEST_SEARCHED)])) for a, b in quotes[:MOST_SEARCHED]]
    for start, piece in said:
        turned = 0
        for match in _WORD.finditer(piece):
            word = match[0]
            place = (start + match.start(), start + match.end())
            words.append((word, TURNED if turned else 1.0, place))
            turned = 3 if word in _NO_WORDS or word.endswith("n't") else max(0, turned - 1)
    low, high = _sentences_of(page, quotes)
    inside = any(topics.search(piece) is not None for _, piece in said)
    around = inside or topics.search(_plain(text[low:high])) is not None
    return Hints(
        tuple(words),
        (min(len(words), 30) / 20, float(inside), float(around), float(len(words) <= _FEW), 1.0),
    )


def _weighed(hints: Hints) -> tuple[str, Span] | None:
    """The stance that the words of a quotation give together, and the word that tells most."""
    known = weights()
    heard = [(known.words[w], sign, place) for w, sign, place in hints.words if w in known.words]
    if not heard:
        return None
    size = math.sqrt(sum(word[0] * abs(sign) for word, sign, _ in heard))
    favour, protest = (
        sum(word[n + 1] * sign for word, sign, _ in heard) / size
        + sum(a * b for a, b in zip(known.flags[n], hints.flags, strict=True))
        for n in (0, 1)
    )
    total = math.exp(favour) + 1 + math.exp(protest)
    if max(math.exp(favour), math.exp(protest)) < SURE_ENOUGH * total:
        return None
    n = 0 if favour >= protest else 1
    telling = max(heard, key=lambda h: h[0][n + 1] * h[1])
    return ("for", "against")[n], telling[2]


def _sentences_of(page: Page, quotes: list[Span]) -> Span:
    """From the begin of the sentence of the first quoted word to the end of that of the last one."""
    low, high = quotes[0][0], quotes[-1][1]
    first, last = page.sentence_at(low), page.sentence_at(high - 1)
    if first >= 0:
        low = max(page.sentences[first].start, low - 400)
    if last >= 0:
        high = max(high, min(page.sentences[last].end, high + 400))
    return low, high


def _speaks_of_arms(page: Page, quotes: list[Span]) -> bool:
    """Whether the quoted words, their sentence or one of the four before it speak of arms or a deal."""
    start, end = quotes[0][0], quotes[-1][1]
    index = page.sentence_at(start)
    low = page.sentences[max(0, index - 4)].start if index >= 0 else start
    if index >= 0:
        end = max(end, min(page.sentences[index].end, end + 400))
    low = max(low, start - 1_500)
    around = _plain(page.text[low:end])
    return stances().topics.search(around) is not None or _arms_between(page, low, quotes[-1][1] + 200)


def _arms_between(page: Page, start: int, end: int) -> bool:
    """Whether a weapon is named in a stretch of the page."""
    index = bisect_left(page.mentions, start, key=lambda m: m.start)
    for mention in page.mentions[index : index + 200]:
        if mention.start >= end:
            return False
        if mention.type in ("equipment", "noun"):
            return True
    return False


def _plain(text: str) -> str:
    """Lower case with plain apostrophes, as long as the text itself."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("’", "'").replace("\n", " ")
