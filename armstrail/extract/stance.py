"""Reads whether a speaker is for or against a transfer, from the quoted words.

Enters: a Page, an attribution and the quotations of one statement. Leaves: for or against, and the words that show it.
The rules of ``languages/en/stance.toml`` name the words that show it; a small network (``data/model/stance.npz``, made
by ``training/stance.py``) hears the quotation and the whole page as the encoder of sentences reads them, strikes out
what a rule takes wrongly, and speaks where none does. Irony is not seen.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
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
    from .signals import Floats, Ints, Signals

STANCES = ("", "for", "against")
"""What the network tells apart."""

LAYERS = ("enter", "enter_bias", "leave", "leave_bias")
"""The arrays of its weights."""

LONGEST_SEARCHED = 3_000
"""Code points of a quotation in which stance is looked for."""

MOST_SEARCHED = 40
"""Parts of a quotation in which stance is looked for."""

SURE_ENOUGH = 0.65
"""The chance from which the network gives a stance that no rule finds."""

DOUBTED = 0.1
"""The chance below which what a rule finds is none."""

_NEGATED = re.compile(
    r"(?:\b(?:not(?! only)|no|never|nobody|nothing|without|neither|nor|hardly|cannot)|n't)(?: [\w'-]+){0,2} ?$"
)
_NO = re.compile(r"\b(?:not(?! only)|no|never|nothing)\b|n't")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
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
class Heard:
    """A page as the encoder reads it."""

    starts: Ints
    ends: Ints
    """Where each of its units stands."""
    units: Floats
    """(units, width)."""
    whole: Floats
    """(width,): the mean of all."""

    def mean(self, spans: Iterable[Span]) -> Floats:
        """(width,): the mean of the units in spans that do not overlap; nothing where there are none."""
        places = [(np.searchsorted(self.ends, a, "right"), np.searchsorted(self.starts, b)) for a, b in spans]
        inside = np.concatenate([self.units[a:b] for a, b in places])
        found: Floats = inside.mean(axis=0) if len(inside) else np.zeros_like(self.whole)
        return found


def heard_of(blocks: Iterable[Signals]) -> Heard | None:
    """What the encoder made of the blocks of a page, taken from them; None of a page without words."""
    starts, ends, parts = [], [], []
    for block in blocks:
        if block.encoded is None:
            continue
        told = np.flatnonzero(np.abs(block.encoded).sum(axis=1))
        parts.append(block.encoded[told])
        starts += [block.units[n].start for n in told]
        ends += [block.units[n].end for n in told]
        block.encoded = None
    if not starts:
        return None
    units = np.concatenate(parts)
    return Heard(np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64), units, units.mean(axis=0))


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
def layers() -> tuple[Floats, ...]:
    """The weights of the network; loaded once."""
    with files("armstrail").joinpath("data/model/stance.npz").open("rb") as file, np.load(file) as kept:
        return tuple(kept[name].astype(np.float32) for name in LAYERS)


def find_stance(
    page: Page, attribution: Attribution, quotes: list[Span], heard: Heard | None, *, beside: bool = True
) -> tuple[str, Span] | None:
    """for or against, and the words that show it: a rule's, else the quotation's first part; None where nothing does.

    Without ``heard`` the rules speak alone. ``beside`` False leaves out the words around the quotation, which may
    belong to another one.
    """
    speaks = speaks_of_arms(page, quotes)
    if heard is None and not speaks:
        return None
    ruled = stance_by_rule(page, attribution, quotes, beside=beside)
    said = ruled_alone(ruled, speaks=speaks)
    if heard is not None and len(ruled) < 2:
        said = decide(layers(), hints(page, quotes, ruled, heard, speaks=speaks), said)
    return (said, ruled.get(said, quotes[0])) if said else None


def ruled_alone(ruled: Iterable[str], *, speaks: bool) -> str:
    """What the rules say: nothing where both stances show, or where nobody speaks of arms."""
    found = list(ruled)
    return found[0] if speaks and len(found) == 1 else ""


def decide(weights: tuple[Floats, ...], seen: Floats, ruled: str) -> str:
    """The stance that the network gives; a rule's stands unless the network doubts it much."""
    enter, enter_bias, leave, leave_bias = weights
    scores = np.maximum(seen @ enter + enter_bias, 0) @ leave + leave_bias
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    if ruled:
        return ruled if chances[STANCES.index(ruled)] >= DOUBTED else ""
    best = int(chances.argmax())
    return STANCES[best] if chances[best] >= SURE_ENOUGH else ""


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


def hints(page: Page, quotes: list[Span], ruled: Iterable[str], heard: Heard, *, speaks: bool) -> Floats:
    """What the network sees of a quotation: (2 * width + 8,)."""
    text, topics = page.text, stances().topics
    said = [_plain(text[a : min(b, a + LONGEST_SEARCHED)]) for a, b in quotes[:MOST_SEARCHED]]
    words = sum(len(_WORD.findall(piece)) for piece in said)
    low, high = _sentences_of(page, quotes)
    inside = any(topics.search(piece) is not None for piece in said)
    around = inside or topics.search(_plain(text[low:high])) is not None
    found = set(ruled)
    flags = [min(words, 30) / 20, inside, around, words <= _FEW]
    flags += [found == {"for"}, found == {"against"}, len(found) > 1, speaks]
    return np.concatenate((heard.mean(quotes), heard.whole, np.array(flags, dtype=np.float32)))


def _sentences_of(page: Page, quotes: list[Span]) -> Span:
    """From the begin of the sentence of the first quoted word to the end of that of the last one."""
    low, high = quotes[0][0], quotes[-1][1]
    first, last = page.sentence_at(low), page.sentence_at(high - 1)
    if first >= 0:
        low = max(page.sentences[first].start, low - 400)
    if last >= 0:
        high = max(high, min(page.sentences[last].end, high + 400))
    return low, high


def speaks_of_arms(page: Page, quotes: list[Span]) -> bool:
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
