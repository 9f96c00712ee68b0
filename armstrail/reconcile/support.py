"""Who stands behind a claim: the outlet that prints it, and the origin that it comes from.

Enters: claims, what is known of their documents, and what each document rests on. Leaves: a support for
each claim. Ten outlets that print one release's figure are ten outlets and one origin. It cannot see a
source that a report neither names nor copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..model import Claim, Document, Origin, OriginLink
from ..resolve.origins import Root

OFFICIAL_STEPS = frozenset(("requested", "approved", "notified", "offered"))
_WORD = re.compile(r"\w+")
_CORRECTS = re.compile(r"\bcorrect(?:ion|s|ed)\b[:\s]|\bearlier version of this\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A document as reconcile needs it: without its text."""

    id: str
    name: str
    url: str | None
    title: str | None
    outlet: str | None
    published: str | None
    root: Root
    links: tuple[OriginLink, ...] = ()
    official: bool = False
    """True for an official notice."""
    corrects: bool = False
    """True where the text says that it corrects an earlier version."""

    @property
    def house(self) -> str:
        """Who prints it: the outlet, else the address's host, else the document's own name."""
        if self.outlet:
            return self.outlet
        if self.url:
            host = self.url.partition("://")[2].partition("/")[0]
            return host.removeprefix("www.") or self.name
        return self.name


@dataclass(frozen=True, slots=True)
class Support:
    """A claim with its source and origin."""

    claim: Claim
    source: Source
    origin: str
    rank: int
    """3 an official's word, 2 a wire, 1 own reporting, 0 a copy."""


def corrects(document: Document) -> bool:
    """Whether a text says that it corrects an earlier version."""
    head = document.text[:400] + document.text[-1500:]
    return _CORRECTS.search(head) is not None


def source_of(document: Document, root: Root, links: Sequence[OriginLink], official: bool) -> Source:
    """What reconcile keeps of a document."""
    ordered = tuple(sorted(links, key=lambda x: (x.kind, x.on)))
    return Source(
        document.id, document.name, document.url, document.title, document.outlet, document.published, root,
        ordered, official, corrects(document),
    )  # fmt: skip


def fold_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case."""
    return tuple(w.casefold() for w in _WORD.findall(text))


def alike(a: str, b: str) -> float:
    """The share of the shorter text's words, in threes, that stand in the longer one."""
    x, y = fold_words(a), fold_words(b)
    short, long = (x, y) if len(x) <= len(y) else (y, x)
    if not short:
        return 0.0
    if len(short) < 3:
        return float(" ".join(short) in " ".join(long))
    grams = {long[i : i + 3] for i in range(len(long) - 2)}
    return sum(short[i : i + 3] in grams for i in range(len(short) - 2)) / (len(short) - 2)


class Origins:
    """The origins behind the claims of one case, with those united that one release or speaker makes one."""

    def __init__(
        self, claims: Sequence[Claim], sources: Mapping[str, Source], statements: Sequence[Claim]
    ) -> None:
        self.sources = sources
        self._parent: dict[str, str] = {}
        self._names: dict[str, dict[str, int]] = {}
        self._why: dict[str, list[str]] = {}
        self._released: dict[str, str] = {}
        speakers = {str(c.get("asserted_by")) for c in claims if c.get("asserted_by")}
        self._releases(claims, statements, speakers)
        self._of = {c.id: self._key(c) for c in (*claims, *statements)}

    def _root(self, key: str) -> str:
        while (parent := self._parent.get(key, key)) != key:
            key = parent
        return key

    def _unite(self, a: str, b: str, why: str) -> None:
        a, b = sorted((self._root(a), self._root(b)))
        if a != b:
            self._parent[b] = a
        notes = self._why.setdefault(a, [])
        notes.extend(n for n in (*self._why.pop(b, []), why) if n not in notes) if a != b else None
        if why not in notes:
            notes.append(why)

    def _releases(self, claims: Sequence[Claim], statements: Sequence[Claim], speakers: set[str]) -> None:
        """Bodies that several reports quote in the same words spoke through one release."""
        official = [s for s in statements if len(fold_words(str(s.get("quote")))) >= 12]
        for i, a in enumerate(official):
            for b in official[i + 1 :]:
                if a.document == b.document or alike(str(a.get("quote")), str(b.get("quote"))) < 0.6:
                    continue
                x, y = str(a.get("speaker")), str(b.get("speaker"))
                docs = (self.sources[a.document].house, self.sources[b.document].house)
                why = f"{docs[0]} and {docs[1]} quote “{str(a.get('quote'))[:60]}…” in nearly the same words"
                self._unite(f"said:{x}", f"said:{y}", why)
        acting: dict[str, set[str]] = {}
        for statement in statements:
            if statement.get("stance") == "for":
                acting.setdefault(statement.document, set()).add(f"said:{statement.get('speaker')}")
        for claim in claims:
            by = claim.get("asserted_by")
            if by and claim.get("stage") in OFFICIAL_STEPS and (claim.get("value") or claim.get("quantity")):
                acting.setdefault(claim.document, set()).add(f"said:{by}")
        for document, keys in acting.items():
            roots = {self._root(k) for k in keys}
            held = {
                r for r in roots if sum(r in {self._root(k) for k in other} for other in acting.values()) > 1
            }
            pick = sorted(held or roots)
            if len(pick) == 1:
                self._released[document] = pick[0]

    def _key(self, claim: Claim) -> str:
        """The origin of one claim, before uniting."""
        by = claim.get("asserted_by") if claim.kind != "statement" else claim.get("speaker")
        source = self.sources[claim.document]
        if isinstance(by, str) and by:
            key = f"said:{by}"
            self._names.setdefault(key, {})[by] = self._names.get(key, {}).get(by, 0) + 1
            return key
        for link in source.links:
            if link.kind == "report" and any(s[0] < claim.end and claim.start < s[1] for s in link.spans):
                return link.on
        if source.official:
            return f"release:{source.house}"
        told = claim.get("value") is not None or claim.get("quantity") is not None
        if told and claim.get("stage") in (*OFFICIAL_STEPS, None) and claim.document in self._released:
            return self._released[claim.document]
        return source.root.key

    def of(self, claim: Claim) -> str:
        """The origin of a claim."""
        return self._root(self._of[claim.id] if claim.id in self._of else self._key(claim))

    def support(self, claim: Claim) -> Support:
        """The claim with its source, origin and rank."""
        source = self.sources[claim.document]
        origin = self.of(claim)
        if source.official or origin.startswith(("release:", "said:")):
            rank = 3
        elif source.root.kind == "wire":
            rank = 2
        else:
            rank = 1 if source.root.kind == "own" else 0
        return Support(claim, source, origin, rank)

    def name(self, key: str) -> str:
        """An origin's name for a person to read."""
        kind, _, rest = key.partition(":")
        if kind == "said":
            members = [k for k in self._names if self._root(k) == self._root(key)]
            counted = sorted(
                ((n, -c) for k in members for n, c in self._names[k].items()), key=lambda x: (x[1], x[0])
            )
            return counted[0][0] if counted else rest
        if kind == "doc":
            source = self.sources.get(rest)
            return f"{source.house}'s own reporting" if source is not None else "a report outside the case"
        if kind == "wire":
            return f"{rest} (wire)"
        return rest

    def listed(self, claims: Iterable[Claim]) -> tuple[Origin, ...]:
        """The origins of some claims, those with most documents first."""
        found: dict[str, list[Claim]] = {}
        for claim in claims:
            found.setdefault(self.of(claim), []).append(claim)
        origins = []
        for key, theirs in found.items():
            documents = tuple(sorted({c.document for c in theirs}))
            evidence = list(self._why.get(key, ()))
            for d in documents:
                root = self.sources[d].root
                if root.key == key and root.kind != "own":
                    evidence.append(f"{self.sources[d].house}: {root.how}")
            if key.startswith("said:"):
                evidence.insert(0, f"{len(theirs)} claims name it as their source")
            origins.append(
                Origin(
                    key,
                    self.name(key),
                    key.partition(":")[0],
                    documents,
                    tuple(c.id for c in theirs),
                    tuple(evidence[:12]),
                )
            )
        return tuple(sorted(origins, key=lambda o: (-len(o.documents), o.id)))
