"""Makes statements of attributions that hold quoted words.

Enters: a Page whose attributions are known. Leaves: claims of kind statement. What stands in quotation marks without
a cue or a place of speech (a title, a name, a scare quote) is none. The speaker's stance is read by stance.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..model import Claim, Slot, Span, make_claim, slot
from .attribution import Attribution
from .stance import Heard, find_stance

if TYPE_CHECKING:
    from .page import Page

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

_WORD = re.compile(r"[^\W_][\w’'\-]*")
_SMALL = re.compile(r"(?:a|an|the|of|and|or|in|on|at|to|for|with|by|from|vs|as|is|de|la|le|du)$")
_WORK_BEFORE = re.compile(
    r"\b(?:titled|entitled|called|named|dubbed|nicknamed|codenamed|known as|so-called|book|books|novel|memoir|film"
    r"|movie|song|show|series|program|programme|podcast|magazine|article|essay|documentary|album|slogan|system|systems|missile|missiles|drone|operation"
    r"|tank|tanks|on|of|for|in|’s|'s|the|a|as)\s?[\"“‘'«„]{0,2}$",
    re.IGNORECASE,
)
_DESIGNATOR = re.compile(r"[A-Z]{0,6}-?\d{1,4}[A-Z+]{0,3}$")
_TERM_BEFORE = re.compile(
    r"\b(?:definition of|headings? (?:such as|of)|of (?:the )?type|model|generation|the slogan)\s?[\"“‘'«„]{1,2}$"
)
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


def find_statements(page: Page, heard: Heard | None = None, *, about_arms: bool) -> list[Claim]:
    """The statements of a page with its attributions found, in order; ``heard`` is what the encoder makes of it.

    With ``about_arms`` a statement needs a speaker, is given its stance, and scattered fragments of indirect speech
    stand each for itself; without it every quotation in any news is kept, the parts of one speech together.
    """
    claims: list[Claim] = []
    for attribution, part, alone in find_quotations(page, about_arms=about_arms):
        stance = find_stance(page, attribution, part, heard, beside=alone) if about_arms else None
        claims.append(make_statement(page, attribution, part, stance))
    claims.sort(key=lambda c: (c.start, c.end))
    return claims


def find_quotations(page: Page, *, about_arms: bool) -> Iterator[tuple[Attribution, list[Span], bool]]:
    """The quotations that are statements, each with its attribution and whether that one has no other."""
    for attribution in page.attributions:
        quotes = [q for q in attribution.quotes if not is_title(page.text, q, attribution)]
        if not quotes or (about_arms and (not attribution.speaker or attribution.rule in UNSURE)):
            continue
        parts = _scattered(page.text, quotes) if about_arms else [quotes]
        for part in parts:
            yield attribution, part, len(parts) == 1


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
    if not words or _DESIGNATOR.match(text[a:b]):
        return True
    if len(words) < 4 and _TERM_BEFORE.search(text, max(0, a - 30), a):
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


def make_statement(
    page: Page, attribution: Attribution, quotes: list[Span], stance: tuple[str, Span] | None
) -> Claim:
    """The claim of one quotation."""
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
