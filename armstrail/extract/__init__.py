"""Claims of a document: transfers, statements, forces, spending and notices.

Enters: a Document and the passages that the screen let through. Leaves: its Claims in the order of the text, and
issues for what was passed over. One document in, one value out: any runner may map it.
"""

from __future__ import annotations

from ..model import Claim, Document, Issue, Passage, Span
from ..rules import has_data
from ..values import find_counts, find_dates, find_money
from .abroad import SAME, find_transfers_abroad
from .attribution import find_attributions
from .grammar import grammar
from .mentions import vocabulary
from .network import load_network, on_one_thread
from .notices import read_notice
from .page import Page, lay_out
from .signals import read_signals
from .stance import heard_of
from .statements import find_statements
from .tellings import find_tellings


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
    language = document.language or "en"
    if language == "en":
        claims, issues = _read_english(annotate(document, passages), about_arms=about_arms)
    elif has_data(f"languages/{SAME.get(language, language)}/transfers.toml"):
        page = lay_out(document, [(p.start, p.end) for p in passages])
        with on_one_thread():
            claims, issues = find_transfers_abroad(page, language, load_network())
    else:
        claims, issues = (
            [],
            [Issue("extract", document.name, f"no rules for the language {language!r}", fatal=False)],
        )
    unique = {c.id: c for c in claims}
    ordered = sorted(unique.values(), key=lambda c: (c.start, c.end, c.kind, c.id))
    return tuple(ordered), tuple(issues)


def _read_english(page: Page, *, about_arms: bool) -> tuple[list[Claim], list[Issue]]:
    notice = read_notice(page)
    claims: list[Claim] = list(notice.claims)
    issues: list[Issue] = [*notice.issues, *_contradictions(page)]
    rules = grammar("en")
    assert rules is not None
    network = load_network()
    blocks = list(read_signals(page, rules))
    with on_one_thread():
        told, passed_over = find_tellings(blocks, network)
        said = find_statements(page, heard_of(blocks) if about_arms else None, about_arms=about_arms)
    claims += [c for c in told if not _is_inside(c, notice.covered)]
    issues += passed_over
    claims += said
    return claims, issues


def _is_inside(claim: Claim, spans: tuple[Span, ...]) -> bool:
    return any(a < claim.end and claim.start < b for a, b in spans)


def _contradictions(page: Page) -> list[Issue]:
    """Numbers whose word and digits disagree: "two hundred forty-six (264)"."""
    return [
        Issue(
            "extract",
            page.document.name,
            f"the words say {count.disagrees} and the figure {count.value}: the figure is kept",
            f"[{count.start}:{count.end}]",
            fatal=False,
        )
        for count in page.counts
        if count.disagrees is not None
    ]
