"""Makes statements of attributions that hold quoted words.

Enters: a Page whose attributions are known. Leaves: claims of kind statement. What stands in quotation marks without
a cue or a place of speech (a title, a name, a scare quote) is none. Stance is read from words of approval and
disapproval in the quotation and beside it; irony, and a stance that only the context shows, are not seen.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..model import Claim, Slot, Span, make_claim, slot
from ..rules import load_toml
from .attribution import Attribution

if TYPE_CHECKING:
    from .page import Page

LONGEST_SEARCHED = 3_000
"""Code points of a quotation in which stance is looked for."""

SURE = {
    "said": (0.91, 0.75),
    "said-x": (0.88, 0.88),
    "adding": (0.88, 0.7),
    "according": (0.9, 0.7),
    "announced": (0.85, 0.7),
    "quoted-as": (0.85, 0.8),
    "quotes-as": (0.85, 0.8),
    "colon": (0.7, 0.5),
    "words-of": (0.85, 0.7),
    "follows": (0.6, 0.5),
    "fragment": (0.55, 0.5),
    "no-cue": (0.5, 0.3),
    "alone": (0.3, 0.1),
}
"""How often quotation and named speaker are right by the rule that found them, in five words and more and in fewer:
measured on half of PolNeAR (bench/polnear.py)."""

UNSURE = frozenset(("alone",))
"""Rules that guess the speaker from the paragraph before: no statement about arms rests on them."""

MOST_SEARCHED = 40
"""Parts of a quotation in which stance is looked for."""

_WORD = re.compile(r"[^\W_][\w’'\-]*")
_SMALL = re.compile(r"(?:a|an|the|of|and|or|in|on|at|to|for|with|by|from|vs|as|is|de|la|le|du)$")
_WORK_BEFORE = re.compile(
    r"\b(?:titled|entitled|called|named|dubbed|nicknamed|codenamed|known as|so-called|book|books|novel|memoir|film"
    r"|movie|song|show|series|program|programme|podcast|magazine|article|essay|documentary|album|slogan|system|systems|missile|missiles|drone|operation"
    r"|tank|tanks|on|of|for|in|’s|'s|the|a|as)\s?[\"“‘'«„]{0,2}$",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:\b(?:not|no|never|nobody|nothing|without|neither|nor|hardly|cannot)|n't)(?: [\w'-]+){0,2} ?$"
)
_NO = re.compile(r"\b(?:not|no|never|nothing)\b|n't")
_SPEECH_BEFORE = re.compile(r"[,:]\s{0,2}[\"“‘'«„]{1,2}$")


_PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "who",
        "i",
        "we",
        "you",
        "that",
        "this",
        "one",
        "others",
        "some",
        "many",
        "another",
    ]
)


@dataclass(frozen=True, slots=True)
class StanceRule:
    """Patterns that show one stance."""

    id: str
    stance: str
    where: str
    patterns: tuple[re.Pattern[str], ...]
    negated: bool
    """Its patterns hold their own negation ("should not sell")."""


@dataclass(frozen=True, slots=True)
class Stances:
    """The rules of stance of a language, the words of a transfer, and those that turn a stance round."""

    topics: re.Pattern[str]
    reversed: re.Pattern[str]
    rules: tuple[StanceRule, ...]


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
            r.get("negated", False),
        )
        for r in data["rule"]
    )
    return Stances(re.compile(data["topics"]), re.compile(data["reversed"]), rules)


def find_statements(page: Page, *, about_arms: bool) -> list[Claim]:
    """The statements of a page with its attributions found, in order.

    With ``about_arms`` a statement needs a speaker, is given its stance, and scattered fragments of indirect speech
    stand each for itself; without it every quotation in any news is kept, the parts of one speech together.
    """
    claims: list[Claim] = []
    for attribution in page.attributions:
        quotes = [q for q in attribution.quotes if not is_title(page.text, q, attribution)]
        if not quotes or (about_arms and (not attribution.speaker or attribution.rule in UNSURE)):
            continue
        parts = _scattered(page.text, quotes) if about_arms else [quotes]
        for part in parts:
            stance = find_stance(page, attribution, part, beside=len(parts) == 1) if about_arms else None
            claims.append(_statement(page, attribution, part, stance))
    claims.sort(key=lambda c: (c.start, c.end))
    return claims


def _scattered(text: str, quotes: list[Span]) -> list[list[Span]]:
    """Sentences and fragments that other words part are statements of their own.

    Those side by side stay one, and so does a sentence that its speaker interrupts ("This," he said, "is …").
    """
    parts: list[list[Span]] = []
    for quote in sorted(quotes):
        between = text[parts[-1][-1][1] : quote[0]] if parts else ""
        interrupted = (
            parts
            and text[parts[-1][-1][1] - 1] == ","
            and "." not in between[1:]
            and between.rstrip("\"“‘' ").endswith(",")
        )
        if parts and (interrupted or len(_WORD.findall(between)) == 0):
            parts[-1].append(quote)
        else:
            parts.append([quote])
    return parts


def is_title(text: str, span: Span, attribution: Attribution) -> bool:
    """Whether quoted words are the title of a work, a name or a designation, and no speech."""
    a, b = span
    if b - a > 120 or attribution.rule == "alone":
        return False
    words = _WORD.findall(text[a:b])
    if not words:
        return True
    if _SPEECH_BEFORE.search(text, max(0, a - 5), a) and len(words) > 1:
        return False
    telling = [w for w in words if _SMALL.match(w.lower()) is None]
    if not telling or not all(w[0].isupper() or w[0].isdigit() for w in telling):
        return False
    if len(telling) == 1 and attribution.form == "direct" and text[b - 1] in ",.?!":
        return False
    line = text.rfind("\n", max(0, a - 300), a) + 1
    before = _WORD.findall(text[max(line, a - 120) : a])
    long = [w for w in before if len(w) > 3]
    if long and sum(w[0].isupper() for w in long) > 0.7 * len(long) and len(long) > 1:
        return False  # a headline, where every word has a capital
    return len(telling) > 1 or _WORK_BEFORE.search(text, max(0, a - 30), a) is not None


def _statement(
    page: Page, attribution: Attribution, quotes: list[Span], stance: tuple[str, Span] | None
) -> Claim:
    text = page.text
    quotes = sorted(quotes)
    slots: list[Slot] = []
    if attribution.speaker and attribution.speaker_spans and attribution.speaker.lower() not in _PRONOUNS:
        slots.append(slot(text, "speaker", attribution.speaker, *attribution.speaker_spans))
    slots.append(slot(text, "quote", " ".join(text[a:b] for a, b in quotes), *quotes))
    if stance is not None:
        slots.append(slot(text, "stance", stance[0], stance[1]))
    span = (quotes[0][0], quotes[-1][1])
    rule = f"statement.{attribution.rule}"
    long = len(_WORD.findall(text[quotes[0][0] : quotes[0][0] + 200])) >= 5
    sure = SURE.get(attribution.rule, (0.75, 0.6))[0 if long else 1]
    return make_claim(page.document, "statement", span, slots, rule=rule, confidence=sure)


def find_stance(
    page: Page, attribution: Attribution, quotes: list[Span], *, beside: bool = True
) -> tuple[str, Span] | None:
    """for or against, and the words that show it; None where none do, or both.

    ``beside`` False leaves out the words around the quotation, which may belong to another one.
    """
    text = page.text
    known = stances()
    start, end = quotes[0][0], quotes[-1][1]
    index = page.sentence_at(start)
    low = page.sentences[max(0, index - 4)].start if index >= 0 else start
    if index >= 0:
        end_sentence = page.sentences[index].end
    else:
        end_sentence = end
    around = _plain(text[max(low, start - 1_500) : max(end, min(end_sentence, end + 400))])
    if known.topics.search(around) is None and not _arms_between(page, max(low, start - 1_500), end + 200):
        return None
    pieces = [(a, min(b, a + LONGEST_SEARCHED)) for a, b in quotes[:MOST_SEARCHED]]
    frame = [attribution.cue] if attribution.cue[0] < attribution.cue[1] else []
    if beside:
        own = set(quotes)
        frame += [c for c in attribution.content[:MOST_SEARCHED] if c not in own]
    found: dict[str, Span] = {}
    for rule in known.rules:
        places = pieces if rule.where == "quote" else [*pieces, *frame]
        for a, b in places:
            piece = _plain(text[a : min(b, a + LONGEST_SEARCHED)])
            for pattern in rule.patterns:
                match = pattern.search(piece)
                if match is None or _NEGATED.search(piece, max(0, match.start() - 30), match.start()):
                    continue
                if not rule.negated and _NO.search(match[0]) is not None:
                    continue
                stance = rule.stance
                if known.reversed.search(piece[match.end() : match.end() + 90]) is not None:
                    stance = "for" if stance == "against" else "against"
                found.setdefault(stance, (a + match.start(), a + match.end()))
                break
    if len(found) != 1:
        return None
    return next(iter(found.items()))


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
