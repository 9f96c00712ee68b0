"""Finds who says what: the words that name a source, the cue, and the words attributed.

Enters: a Page with its sentences. Leaves: attributions in order of their cue. First version: one pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Span

if TYPE_CHECKING:
    from .page import Page


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody says something: the words that name who, the cue, and the words that are attributed."""

    source: Span | None
    """The words naming who says; None where nobody is named ("it was reported that")."""
    speaker: str
    """The fullest name that the document prints, or the words; empty where there is no source."""
    speaker_spans: tuple[Span, ...]
    """The words that the name was read from: the source, and for a pronoun or a surname its antecedent."""
    cue: Span
    content: tuple[Span, ...]
    """The words attributed, in order; quotations with their marks left out."""
    form: str
    """direct, indirect or mixed."""
    quotes: tuple[Span, ...] = ()
    """The words in quotation marks among the content."""
    rule: str = "said"
    confidence: float = 0.8


_SAID = re.compile(
    r"(?P<who>(?:[A-Z][\w.’'-]*\s){0,5}[A-Z][\w.’'-]*)\s(?P<cue>said|says|told\s\w+)\s(?:that\s)?(?P<what>[^.\n]{5,400})"
)


def find_attributions(page: Page) -> list[Attribution]:
    """Who says what on a page, in order."""
    found = []
    for sentence in page.sentences:
        for m in _SAID.finditer(page.text, sentence.start, sentence.end):
            found.append(
                Attribution(m.span("who"), m["who"], (m.span("who"),), m.span("cue"), (m.span("what"),), "indirect")
            )
    return found


def source_of(attributions: list[Attribution], span: Span) -> Attribution | None:
    """The innermost attribution whose content holds a span: the last in a chain of sayers."""
    best: tuple[int, Attribution] | None = None
    for attribution in attributions:
        for a, b in attribution.content:
            if a <= span[0] and span[1] <= b and (best is None or b - a < best[0]):
                best = (b - a, attribution)
    return best[1] if best is not None else None
