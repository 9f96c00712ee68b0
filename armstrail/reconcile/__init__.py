"""reconcile: claims that are about one transfer, gathered into a case.

Enters: documents, claims, decisions. Leaves: cases, and an issue for every transfer claim that fits none.
The result is a function of the set of what enters: neither order nor repetition matters. It cannot see a
transfer of which no claim names both parties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..model import Case, Claim, Decision, Document, Issue, OriginLink
from ..resolve.origins import Root, find_origins, root_of
from .build import build_case, case_key
from .clock import last_day
from .cluster import Group, Memory, Ruling, cluster
from .dating import date_telling, learn_days
from .infer import infer_suppliers
from .parting import part_ways
from .rulings import Rulings
from .support import Source, source_of
from .telling import Telling, tell

__all__ = [
    "Group", "Memory", "Root", "Ruling", "Source", "Telling", "build_case", "case_key", "cluster", "known_by",
    "reconcile_claims", "source_of", "sources_of", "tell",
]  # fmt: skip

NO_SUPPLIER = "no supplier is named, and no other report of those weeks leaves one choice"
TOO_VAGUE = "names no kind of weapon, no stage and no amount: nothing that a case could hold"


def known_by(document: Document, as_of: str | None) -> bool:
    """Whether a document was published by the end of a day. One without a date never counts."""
    if as_of is None:
        return True
    limit, day = last_day(as_of), last_day(document.published)
    return limit is not None and day is not None and day <= limit


def sources_of(
    documents: Iterable[Document], links: Iterable[OriginLink], official: frozenset[str] = frozenset()
) -> dict[str, Source]:
    """Documents as reconcile needs them, each with its root among them."""
    held = {d.id: d for d in documents}
    by_document: dict[str, list[OriginLink]] = {}
    for link in links:
        by_document.setdefault(link.document, []).append(link)
    names = {d.id: d.outlet or d.name for d in held.values()}
    return {
        d.id: source_of(d, root_of(d.id, by_document, names), by_document.get(d.id, ()), d.id in official)
        for d in held.values()
    }


def settle(
    tellings: Sequence[Telling], rulings: Rulings, memory: Memory | None = None
) -> tuple[list[Group], list[tuple[Telling, str]]]:
    """Groups of the tellings of one pair of states, and those that are too vague for a case, with the reason."""
    groups: list[Group] = []
    loose: list[tuple[Telling, str]] = []
    told = part_ways(tellings)
    for group in cluster(told, rulings.on(told), memory):
        if all(t.bare for t in group.tellings):
            loose.extend((t, TOO_VAGUE) for t in group.tellings)
        else:
            groups.append(group)
    return groups, loose


def loose_issues(loose: Iterable[tuple[Telling, str]], names: Mapping[str, str]) -> list[Issue]:
    """One issue for each claim of tellings that fit no case."""
    return [
        Issue("reconcile", claim, reason, names.get(t.document, t.document), fatal=False)
        for t, reason in loose
        for claim in t.claims
    ]


def reconcile_claims(
    documents: Iterable[Document],
    claims: Iterable[Claim],
    *,
    decisions: Iterable[Decision] = (),
    as_of: str | None = None,
) -> tuple[tuple[Case, ...], tuple[Issue, ...]]:
    """The cases of a set of documents and claims, and an issue for each transfer claim in none of them."""
    held = {d.id: d for d in documents if known_by(d, as_of)}
    by_id = {c.id: c for c in claims if c.document in held}
    by_document: dict[str, list[Claim]] = {}
    for claim in by_id.values():
        by_document.setdefault(claim.document, []).append(claim)
    rulings = Rulings(decisions, by_document)
    tellings: list[Telling] = []
    issues: list[Issue] = []
    for key in sorted(by_document):
        told, more = tell(held[key], by_document[key], targets=rulings.targets, apart=rulings.apart)
        tellings.extend(told)
        issues.extend(more)
    tellings, unplaced = infer_suppliers(tellings)
    loose = [(t, NO_SUPPLIER) for t in unplaced]
    pairs: dict[tuple[str, str], list[Telling]] = {}
    for t in tellings:
        assert t.supplier is not None
        assert t.recipient is not None
        pairs.setdefault((t.supplier, t.recipient), []).append(t)
    official = frozenset(c.document for c in by_id.values() if c.kind == "notice")
    links = (*find_origins(held.values()), *rulings.origins)
    sources = sources_of(held.values(), links, official)
    open_pairs = [p for p in sorted(pairs) if any(t.printed for t in pairs[p])]
    first = [g for p in open_pairs for g in settle(pairs[p], rulings)[0]]
    learnt = learn_days(first, {k: s.house for k, s in sources.items()})
    cases: list[Case] = []
    for pair in sorted(pairs):
        pairs[pair] = [date_telling(t, learnt.get(t.document)) for t in pairs[pair]]
        groups, vague = settle(pairs[pair], rulings)
        loose.extend(vague)
        cases.extend(build_case(g, by_id, sources, rulings=rulings) for g in groups)
    issues.extend(loose_issues(loose, {d.id: d.name for d in held.values()}))
    return (
        tuple(sorted(cases, key=lambda c: (c.announced or "~", c.id))),
        tuple(sorted(issues, key=lambda i: (i.where, i.source, i.reason))),
    )
