"""Makes statements of attributions that hold quoted words.

Enters: a Page whose attributions are known. Leaves: claims of kind statement. What stands in quotation marks without
a cue or a place of speech (a title, a name, a scare quote) is none. Stance is read from the words alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Claim, Slot, make_claim, slot
from .attribution import Attribution, find_attributions

if TYPE_CHECKING:
    from .page import Page


def find_statements(page: Page, *, about_arms: bool) -> list[Claim]:
    """The statements of a page, in order. ``about_arms`` asks for stance and a known speaker."""
    attributions = page.attributions or find_attributions(page)
    claims: list[Claim] = []
    for attribution in attributions:
        if attribution.quotes:
            claim = _statement(page, attribution, about_arms)
            if claim is not None:
                claims.append(claim)
    return claims


def _statement(page: Page, attribution: Attribution, about_arms: bool) -> Claim | None:
    text = page.text
    quotes = sorted(attribution.quotes)
    words = " ".join(text[a:b] for a, b in quotes)
    slots: list[Slot] = []
    if attribution.speaker and attribution.speaker_spans:
        slots.append(slot(text, "speaker", attribution.speaker, *attribution.speaker_spans))
    elif about_arms:
        return None
    slots.append(slot(text, "quote", words, *quotes))
    span = (quotes[0][0], quotes[-1][1])
    return make_claim(
        page.document, "statement", span, slots, rule=f"statement.{attribution.rule}", confidence=attribution.confidence
    )
