"""Claims of a document: transfers, statements, forces, spending and notices.

Enters: a Document and the passages that the screen let through. Leaves: its Claims in the order of the text, and
issues for what was passed over. One document in, one value out: any runner may map it.
"""

from __future__ import annotations

from ..model import Claim, Document, Issue, Passage
from ..values import find_counts, find_dates, find_money
from .attribution import find_attributions
from .forces import find_forces
from .grammar import grammar
from .mentions import vocabulary
from .page import Page, lay_out
from .statements import find_statements
from .transfers import find_transfers


def annotate(document: Document, passages: tuple[Passage, ...]) -> Page:
    """The page of a document with its names, values and attributions found."""
    parts = [(p.start, p.end) for p in passages]
    page = lay_out(document, parts)
    if not page.sentences:
        return page
    start, end = page.sentences[0].start, page.sentences[-1].end
    page.mentions = vocabulary().find(page.text, start, end)
    page.money = find_money(page.text, start, end)
    page.counts = find_counts(page.text, start, end)
    page.dates = find_dates(page.text, start, end, document.published)
    page.attributions = find_attributions(page)
    return page


def extract_claims(
    document: Document, passages: tuple[Passage, ...], *, about_arms: bool = True
) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
    """The claims of a document's passages, sorted by place and kind, and what was passed over.

    ``about_arms`` False keeps every quotation, whatever it speaks of.
    """
    if not passages:
        return (), ()
    page = annotate(document, passages)
    claims: list[Claim] = []
    rules = grammar("en")
    if rules is not None:
        claims += find_transfers(page, rules)
    claims += find_forces(page)
    claims += find_statements(page, about_arms=about_arms)
    unique = {c.id: c for c in claims}
    ordered = sorted(unique.values(), key=lambda c: (c.start, c.end, c.kind, c.id))
    return tuple(ordered), ()
