"""Who stands behind a claim: the outlet that prints it, and the origin that it comes from.

Enters: claims, what is known of their documents, and what each document rests on. Leaves: a support for
each claim. Ten outlets that print one release's figure are ten outlets and one origin. It cannot see a
source that a report neither names nor copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ..extract.unasserted import EARLIER
from ..model import Claim, Document, Origin, OriginLink
from ..resolve.links import speaker_named
from ..resolve.origins import Root
from ..rules import has_data, load_table, load_toml, split_cell
from ..values import find_counts, find_dates, find_money
from .clock import days_of, gap

OFFICIAL_STEPS = frozenset(("requested", "approved", "notified", "offered"))
_WORD = re.compile(r"\w+")
_CORRECTS = re.compile(
    r"\bcorrect(?:ion|s|ed)\b[:,.\s]"
    rf"|{EARLIER}|\berrat(?:um|a)\b",
    re.IGNORECASE,
)


def house_of(outlet: str | None, url: str | None, name: str) -> str:
    """Who prints a document: the outlet, else the address's host, else the document's own name."""
    if outlet:
        return outlet
    host = url.partition("://")[2].partition("/")[0].removeprefix("www.") if url else ""
    return host or name


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
    corrects: tuple[float, ...] | None = None
    """The figures of the note by which the text corrects an earlier version; None where it has none."""

    @property
    def house(self) -> str:
        """Who prints it: the outlet, else the address's host, else the document's own name."""
        return house_of(self.outlet, self.url, self.name)


@dataclass(frozen=True, slots=True)
class Support:
    """A claim with its source and origin."""

    claim: Claim
    source: Source
    origin: str
    rank: int
    """3 an official's word, 2 a wire, 1 own reporting, 0 a copy."""


def corrects(document: Document) -> tuple[float, ...] | None:
    """The figures of the note by which a text corrects an earlier version, None where there is no note."""
    text, size = document.text, len(document.text)
    for start, end in ((0, min(400, size)), (max(0, size - 1500), size)):
        match = _CORRECTS.search(text, start, end)
        if match is not None:
            first, last = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            return _figures(document, first, last if last >= 0 else size)
    return None


def _figures(document: Document, start: int, end: int) -> tuple[float, ...]:
    text = document.text
    dates = find_dates(text, start, end, document.published)
    sums = find_money(text, start, end)
    taken = [*((d.start, d.end) for d in dates), *((m.start, m.end) for m in sums)]
    counts = [
        float(c.value)
        for c in find_counts(text, start, end)
        if c.value is not None and not any(a < c.end and c.start < b for a, b in taken)
    ]
    return tuple(sorted({*counts, *(float(m.amount) for m in sums)}))


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


@cache
def _speakers() -> dict[str, tuple[str, str]]:
    """States of the bodies, people and makers that the tables have, with what each is."""
    found: dict[str, tuple[str, str]] = {}
    for table in ("bodies", "people", "makers"):
        for row in load_table(f"names/{table}.tsv") if has_data(f"names/{table}.tsv") else ():
            kind = row.get("kind", "") if table == "bodies" else table
            for name in (row["name"], *split_cell(row.get("aliases", ""))):
                if not name.endswith("?"):
                    found.setdefault(name.casefold(), (row.get("state", ""), kind))
    return found


def _speaker(name: str) -> tuple[str, str]:
    """State and kind of a speaker, or two empty strings where no table has the name."""
    folded = name.casefold().replace("’", "'").removeprefix("the ")
    found = _speakers().get(folded)
    if found is None and (named := speaker_named(name)) is not None:
        found = _speakers().get(named[1].casefold())
    return found or ("", "")


@cache
def _states() -> dict[str, str]:
    """States by what stands first in the name of a body of theirs: Polish, US, Poland."""
    rows = load_table("names/states.tsv") if has_data("names/states.tsv") else ()
    found: dict[str, str] = {}
    for row in rows:
        for name in (row["name"], row["code"], *split_cell(row["names"]), *split_cell(row["adjectives"])):
            if not name.endswith("?"):
                found.setdefault(name.casefold(), row["code"])
    return found


@lru_cache(maxsize=16384)
def body_state(name: str) -> str | None:
    """The state whose body a name is, by the tables or its words: "Danish defence ministry"; None for an outlet."""
    state, kind = _speaker(name)
    if state and kind in GOVERNMENT:
        return state
    words = fold_words(name)
    named = load_toml("reconcile/words.toml")
    government, armed = (frozenset(named[k].split()) for k in ("government", "armed"))
    agency = armed & set(words) and {"agency", "centre", "center"} & set(words)
    if not government & set(words) and not agency:
        return None
    return next((s for n in (3, 2, 1) if (s := _states().get(" ".join(words[:n])))), None)


GOVERNMENT = ("executive", "ministry", "agency")
WEEK = 7
"""Days within which bodies of one government that tell of one sale speak through one release."""


class Origins:
    """The origins behind the claims of one case, with those united that one release or speaker makes one.

    ``parties`` are the supplier and the recipient, whose officials' word weighs most.
    """

    def __init__(
        self,
        claims: Sequence[Claim],
        sources: Mapping[str, Source],
        statements: Sequence[Claim],
        parties: tuple[str, ...] = (),
    ) -> None:
        # What a case says depends on its own documents only, however many the caller knows.
        self.sources = {c.document: sources[c.document] for c in (*claims, *statements)}
        self.parties = parties
        self._parent: dict[str, str] = {}
        self._names: dict[str, dict[str, int]] = {}
        self._why: dict[str, list[str]] = {}
        self._released: dict[str, str] = {}
        self._releases(claims, statements)
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

    def _releases(self, claims: Sequence[Claim], statements: Sequence[Claim]) -> None:
        """Unite speakers of one release, and find the reports that rest on it."""
        official = [s for s in statements if len(fold_words(str(s.get("quote")))) >= 12]
        for i, a in enumerate(official):
            for b in official[i + 1 :]:
                if a.document == b.document or a.get("speaker") == b.get("speaker"):
                    continue
                if alike(str(a.get("quote")), str(b.get("quote"))) < 0.6:
                    continue
                houses = f"{self.sources[a.document].house} and {self.sources[b.document].house}"
                why = f"{houses} quote “{str(a.get('quote'))[:60]}…” in nearly the same words"
                self._unite(f"said:{a.get('speaker')}", f"said:{b.get('speaker')}", why)
        voices: dict[str, set[str]] = {}
        for claim in (*claims, *statements):
            by = claim.get("asserted_by") or claim.get("speaker")
            if isinstance(by, str) and self._governs(by):
                voices.setdefault(by, set()).add(claim.document)
        ordered = sorted(voices)
        for i, x in enumerate(ordered):
            for y in ordered[i + 1 :]:
                if self._near(voices[x], voices[y]):
                    why = f"{x} and {y} are bodies of one government, and told of the sale within a week"
                    self._unite(f"said:{x}", f"said:{y}", why)
        for by in ordered:
            for document in voices[by]:
                self._released[document] = self._root(f"said:{by}")

    def _governs(self, speaker: str) -> bool:
        """Whether a speaker is a body of the supplier's government."""
        state, kind = _speaker(speaker)
        return bool(state) and state in self.parties[:1] and kind in GOVERNMENT

    def _near(self, a: Iterable[str], b: Iterable[str]) -> bool:
        days = [[days_of(self.sources[d].published) for d in sorted(x)] for x in (a, b)]
        return any(x is None or y is None or gap(x, y) <= WEEK for x in days[0] for y in days[1])

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
        speaker = origin.partition(":")[2] if origin.startswith("said:") else None
        if source.official or origin.startswith("release:"):
            rank = 3
        elif speaker is not None:
            state, _ = _speaker(speaker)
            rank = 3 if state and state in self.parties else 2 if not state else 1
        elif source.root.kind == "wire":
            rank = 2
        elif source.root.kind == "own":
            rank = 3 if body_state(source.house) in self.parties else 1
        else:
            rank = 0
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
            if source is not None:
                return f"{source.house}'s own reporting"
            copied = sorted({s.root.name for s in self.sources.values() if s.root.key == key})
            return f"{copied[0]}'s own reporting" if copied else "a report outside the case"
        if kind == "wire":
            return f"{rest} (wire)"
        return rest

    def behind(self, claims: Iterable[Claim]) -> tuple[Origin, ...]:
        """The fewest origins that explain every document: what the case rests on, beside its number of outlets.

        A report that prints a release and adds a sentence of its own rests on the release.
        """
        every = self.listed(claims)
        left = {d for o in every for d in o.documents}
        kept: list[Origin] = []
        while left:
            best = max(every, key=lambda o: (len(left & set(o.documents)), len(o.claims), o.id))
            kept.append(best)
            left -= set(best.documents)
        return tuple(kept)

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
