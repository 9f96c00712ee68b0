"""What a document rests on: its own reporting, a wire, another document, another outlet's report.

Enters: documents, and for each the number of sentences that it shares with others. Leaves: links with their
evidence, and for each document its root. A link depends on the two documents alone, never on the rest of
the collection, so the order of reading does not matter. It cannot see a rewrite in which no sentence keeps
five words in a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..model import Document, OriginLink
from ..rules import has_data, load_table, load_toml, split_cell
from .passages import sentence_prints
from .translations import ALIKE, COVERED, share_told_alike, sketch

LEAST_SENTENCES = 3
LEAST_SHARE = 0.3
"""Of the shorter text's sentences: independent reports of one event share almost none outside quotations."""


RESTING = ("copy", "translation", "decision")
"""Kinds of links to another document."""


@dataclass(frozen=True, slots=True)
class Root:
    """What a document rests on in the end."""

    key: str
    """``wire:Reuters``, ``outlet:…``, or ``doc:<id>`` for a document's own reporting."""
    kind: str
    """wire, report or own."""
    name: str
    how: str
    """The evidence in words."""


@cache
def _outlets() -> dict[str, tuple[str, str]]:
    """Folded names of outlets, with the canonical name and the kind."""
    found: dict[str, tuple[str, str]] = {}
    for row in load_table("names/outlets.tsv") if has_data("names/outlets.tsv") else ():
        for name in (row["name"], *split_cell(row.get("aliases", ""))):
            found.setdefault(name.rstrip("?").casefold(), (row["name"], row.get("kind", "outlet")))
    return found


def outlet_name(name: str) -> tuple[str, str] | None:
    """An outlet's canonical name and kind (wire, outlet, agency), or None where the table lacks it."""
    folded = name.strip().casefold()
    return _outlets().get(folded) or _outlets().get(folded.removeprefix("the "))


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    cues = load_toml("reconcile/origins.toml")
    return tuple((name, re.compile(pattern)) for name, pattern in cues["patterns"].items())


def credits(document: Document) -> tuple[OriginLink, ...]:
    """What a document itself says that it rests on."""
    links: list[OriginLink] = []
    own = document.outlet.casefold() if document.outlet else None
    if document.wire is not None and (own is None or document.wire.casefold() != own):
        links.append(
            OriginLink(document.id, f"wire:{document.wire}", "wire", f"the text credits {document.wire}")
        )
    seen = set()
    for name, pattern in _cues():
        for match in pattern.finditer(document.text[:400_000]):
            outlet = outlet_name(match["outlet"])
            if outlet is None or outlet[0].casefold() == own or (name, outlet[0]) in seen:
                continue
            seen.add((name, outlet[0]))
            span = match.span()
            kind = "wire" if name == "contributed" and outlet[1] == "wire" else "report"
            on = f"wire:{outlet[0]}" if outlet[1] == "wire" else f"outlet:{outlet[0]}"
            words = " ".join(match[0].split())
            links.append(OriginLink(document.id, on, kind, f"the text says “{words}”", (span,)))
    return tuple(links)


def _standing(document: Document) -> tuple[bool, str, str]:
    """Who of two is the source: what credits a wire or is one, then the earlier, then the smaller id."""
    return (document.wire is None, document.published or "~", document.id)


def copy_link(a: Document, b: Document, shared: int, counts: tuple[int, int]) -> OriginLink | None:
    """The link between two documents that share sentences, or None where they share too few.

    ``shared`` is the number of sentences with a common print, ``counts`` how many each document has.
    """
    least = min(counts)
    if least == 0:
        return None
    share = min(1.0, shared / least)
    enough = shared >= LEAST_SENTENCES and share >= LEAST_SHARE
    if not enough and not (shared >= 2 and share >= 0.6):
        return None
    source, rests = (a, b) if _standing(a) < _standing(b) else (b, a)
    name = source.outlet or source.name
    mine = counts[0] if rests is a else counts[1]
    evidence = f"{shared} of its {mine} sentences stand almost word for word in {name} ({source.name})"
    return OriginLink(rests.id, source.id, "copy", evidence, (), min(1.0, shared / max(1, mine)))


def translation_link(a: Document, b: Document) -> OriginLink | None:
    """The link between a report and its translation, None where they are not one."""
    share = share_told_alike(a, b)
    if share < COVERED:
        return None
    source, rests = (a, b) if _standing(a) < _standing(b) else (b, a)
    evidence = (
        f"{share:.0%} of its figures and names stand in the same sentences and order in "
        f"{source.outlet or source.name} ({source.name}), in another language"
    )
    return OriginLink(rests.id, source.id, "translation", evidence, (), share)


def shared_sentences(a: Sequence[Sequence[int]], b: Sequence[Sequence[int]]) -> int:
    """How many sentences of the one have a print in the other; the smaller of both counts."""
    in_a, in_b = {p for s in a for p in s}, {p for s in b for p in s}
    return min(sum(any(p in in_b for p in s) for s in a), sum(any(p in in_a for p in s) for s in b))


def find_origins(documents: Iterable[Document]) -> tuple[OriginLink, ...]:
    """All links among documents, found through an index of prints; sorted, so that order does not matter."""
    held = sorted({d.id: d for d in documents}.values(), key=lambda d: d.id)
    prints = {d.id: sentence_prints(d) for d in held}
    by_print: dict[int, set[str]] = {}
    by_sign: dict[int, list[str]] = {}
    by_id = {d.id: d for d in held}
    links: list[OriginLink] = []
    for document in held:
        candidates: set[str] = set()
        for sentence in prints[document.id]:
            for p in sentence:
                candidates |= by_print.setdefault(p, set())
        for other in sorted(candidates):
            shared = shared_sentences(prints[document.id], prints[other])
            counts = (len(prints[document.id]), len(prints[other]))
            link = copy_link(document, by_id[other], shared, counts)
            if link is not None:
                links.append(link)
        for sentence in prints[document.id]:
            for p in sentence:
                by_print[p].add(document.id)
        mine = sketch(document)
        alike = Counter(other for sign in mine for other in by_sign.setdefault(sign, []))
        for other in sorted(k for k, n in alike.items() if n >= ALIKE):
            link = translation_link(document, by_id[other])
            if link is not None:
                links.append(link)
        for sign in mine:
            by_sign[sign].append(document.id)
        links.extend(credits(document))
    return tuple(sorted(links, key=lambda k: (k.document, k.kind, k.on, k.spans)))


def root_of(
    document: str,
    links: Mapping[str, Sequence[OriginLink]],
    names: Mapping[str, str],
    seen: frozenset[str] = frozenset(),
) -> Root:
    """What a document rests on in the end: a decision, then its own credit, then what it copies, else itself.

    ``links`` are the links by resting document; ``names`` how a document is shown. Links to documents that are not in
    ``names`` (published later than an as-of day) do not count.
    """
    mine = links.get(document, ())
    own = names.get(document, document)
    copies = sorted(
        (
            k
            for k in mine
            if k.kind in RESTING and k.on in names and k.on not in seen and not _overruled(k, links)
        ),
        key=lambda k: (k.kind != "decision", -k.share, k.on),
    )
    if not copies or copies[0].kind != "decision":
        for link in mine:
            if link.kind == "wire":
                return Root(link.on, "wire", link.on.partition(":")[2], link.evidence)
    if copies:
        root = root_of(copies[0].on, links, names, seen | {document})
        if root.kind == "own":
            return Root(root.key, "report", root.name, copies[0].evidence)
        return Root(root.key, root.kind, root.name, copies[0].evidence)
    return Root(f"doc:{document}", "own", own, "its own reporting")


def _overruled(link: OriginLink, links: Mapping[str, Sequence[OriginLink]]) -> bool:
    """Whether an analyst decided that it is the other document that rests on this one."""
    back = links.get(link.on, ())
    return link.kind != "decision" and any(k.kind == "decision" and k.on == link.document for k in back)
