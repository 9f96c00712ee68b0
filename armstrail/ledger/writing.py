"""What follows from a new document: links, origins, tellings, and the cases that it concerns.

Enters: a connection inside a transaction, and a document with its claims. Leaves: rows. Everything is done
inside the caller's transaction, so a ledger is whole at every moment; only what the document concerns is
made again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ..model import Claim, Document, Issue, OriginLink, hash_of
from ..reconcile import NO_SUPPLIER, Group, Memory, build_case, case_key, loose_issues, settle
from ..reconcile.dating import date_telling
from ..reconcile.infer import LENT, NEAR_DAYS, supplier_for
from ..reconcile.joining import when
from ..reconcile.kinship import gear_of
from ..reconcile.rulings import Rulings
from ..reconcile.support import Source, corrects
from ..reconcile.telling import Telling, tell
from ..resolve.links import link_claims
from ..resolve.origins import RESTING, Root, copy_link, credits, root_of, translation_link
from ..resolve.passages import sentence_prints
from ..resolve.translations import ALIKE, sketch
from . import schema as t
from .days import learnt_days, open_pairs, put_witnesses
from .rows import MANY, claim_of, claim_row, decision_of, document_of, document_row, figures, pack, safe


def batches(values: Iterable[Any]) -> Iterable[list[Any]]:
    """Values in lists short enough for one statement."""
    held = list(values)
    for i in range(0, len(held), MANY):
        yield held[i : i + MANY]


SKETCHED = -1
"""The sentence under which the prints of a document's sketch are kept."""


class Writer:
    """Adds documents inside one transaction and then brings the cases up to date."""

    def __init__(self, connection: Connection, read_at: str) -> None:
        self.connection = connection
        self.read_at = read_at
        self._pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._decided: Rulings | None = None
        self._retold = False
        """Whether documents were told anew, so that nothing may be remembered of how they were grouped."""

    def add(self, document: Document, claims: Sequence[Claim]) -> bool:
        """A document with its claims; False where the ledger has it."""
        c = self.connection
        if c.execute(select(t.documents.c.n).where(t.documents.c.id == document.id)).first() is not None:
            return False
        prints = sentence_prints(document)
        row = document_row(
            document, sentences=len(prints), corrects=corrects(document), official=False, read_at=self.read_at
        )
        number = c.execute(insert(t.documents), row).inserted_primary_key
        assert number is not None
        unique = self.put_claims(document.id, claims)
        self.derive(document, unique, prints, int(number[0]))
        return True

    def put_claims(self, document: str, claims: Sequence[Claim]) -> list[Claim]:
        """Claims of a document, each once."""
        c = self.connection
        unique = list({x.id: x for x in claims}.values())
        if unique:
            c.execute(insert(t.claims), [claim_row(x) for x in unique])
        official = int(any(x.kind == "notice" for x in unique))
        c.execute(t.documents.update().where(t.documents.c.id == document).values(official=official))
        return unique

    def derive(
        self, document: Document, claims: Sequence[Claim], prints: Sequence[Sequence[int]], number: int
    ) -> None:
        """Links, origins and tellings of a document."""
        c = self.connection
        links, _ = link_claims(claims)
        if links:
            c.execute(
                insert(t.links),
                [{"claim": x.claim, "slot": x.slot, "target": safe(x.target), "how": x.how} for x in links],
            )
        changed = {document.id} | self._origins(document, prints, number)
        self._tell(document, claims)
        self._touch(self._resting(changed))

    def _origins(self, document: Document, prints: Sequence[Sequence[int]], number: int) -> set[str]:
        """Link a document to those that it shares sentences with; the documents whose links changed."""
        c = self.connection
        mine: dict[int, set[int]] = {}
        for i, sentence in enumerate(prints):
            for p in sentence:
                mine.setdefault(p, set()).add(i)
        shared: dict[int, tuple[set[int], set[int]]] = {}
        for some in batches(sorted(mine)):
            rows = c.execute(
                select(t.prints.c.print, t.prints.c.document, t.prints.c.sentence).where(
                    t.prints.c.print.in_(some)
                )
            )
            for p, other, sentence in rows:
                if other != number:
                    sets = shared.setdefault(other, (set(), set()))
                    sets[0].update(mine[p])
                    sets[1].add(sentence)
        flat = [
            {"print": p, "document": number, "sentence": i}
            for i, sentence in enumerate(prints)
            for p in sentence
        ]
        if flat:
            c.execute(upsert(t.prints).on_conflict_do_nothing(), flat)
        links: list[OriginLink] = list(credits(document))
        changed: set[str] = set()
        near = {n: min(len(a), len(b)) for n, (a, b) in shared.items() if min(len(a), len(b)) >= 2}
        for some in batches(sorted(near)):
            columns = (
                t.documents.c.n, t.documents.c.id, t.documents.c.name, t.documents.c.outlet, t.documents.c.published,
                t.documents.c.wire, t.documents.c.sentences, t.documents.c.url,
            )  # fmt: skip
            for row in c.execute(select(*columns).where(t.documents.c.n.in_(some))).mappings():
                other = _Head(row["id"], row["name"], row["outlet"], row["published"], row["wire"])
                link = copy_link(_Head.of(document), other, near[row["n"]], (len(prints), row["sentences"]))
                if link is not None:
                    links.append(link)
                    changed.add(link.document)
        for link in self._translations(document, number):
            links.append(link)
            changed.add(link.document)
        self.link_origins(links)
        return changed

    def _translations(self, document: Document, number: int) -> Iterator[OriginLink]:
        """Links to the documents in other languages that say the same, found by their sketches; keeps its own."""
        c, mine = self.connection, sketch(document)
        if not mine:
            return
        held = t.prints.c
        alike = (
            select(held.document)
            .where(held.print.in_(mine), held.sentence == SKETCHED, held.document != number)
            .group_by(held.document)
            .having(func.count() >= ALIKE)
        )
        others = t.documents.c.language.is_distinct_from(document.language)
        for row in c.execute(select(t.documents).where(t.documents.c.n.in_(alike), others)).mappings():
            link = translation_link(document, document_of(dict(row)))
            if link is not None:
                yield link
        rows = [{"print": p, "document": number, "sentence": SKETCHED} for p in mine]
        c.execute(upsert(t.prints).on_conflict_do_nothing(), rows)

    def link_origins(self, links: Iterable[OriginLink]) -> None:
        """Keep links between documents."""
        rows = [
            {
                "document": x.document, "on": safe(x.on), "kind": x.kind, "evidence": safe(x.evidence),
                "spans": pack(x.spans), "share": round(x.share, 6),
            }
            for x in links
        ]  # fmt: skip
        if rows:
            self.connection.execute(upsert(t.origins).on_conflict_do_nothing(), rows)

    def _resting(self, changed: set[str]) -> set[str]:
        """The documents given and all that rest on them by copies."""
        found, last = set(changed), set(changed)
        while last:
            more: set[str] = set()
            for some in batches(sorted(last)):
                more |= set(
                    self.connection.execute(
                        select(t.origins.c.document).where(t.origins.c.on.in_(some))
                    ).scalars()
                )
            last = more - found
            found |= last
        return found

    def _touch(self, documents: Iterable[str]) -> None:
        """Mark the cases of documents as to be made again."""
        for some in batches(sorted(documents)):
            rows = self.connection.execute(
                select(t.tellings.c.supplier, t.tellings.c.recipient, t.tellings.c.document).where(
                    t.tellings.c.document.in_(some)
                )
            )
            for supplier, recipient, document in rows:
                if supplier is not None:
                    self._pairs[supplier, recipient].add(document)

    def rulings(self) -> Rulings:
        """The decisions that hold, resolved against the claims of the documents they name."""
        if self._decided is None:
            rows = self.connection.execute(select(t.decisions)).mappings().all()
            decided = [decision_of(dict(r)) for r in rows]
            named = sorted({str(a.get("document")) for d in decided for a in d.about})
            self._decided = Rulings(decided, self.claims_of(named))
        return self._decided

    def claims_of(self, documents: Iterable[str]) -> dict[str, list[Claim]]:
        """Claims by document."""
        found: dict[str, list[Claim]] = {}
        for some in batches(documents):
            for row in self.connection.execute(
                select(t.claims).where(t.claims.c.document.in_(some))
            ).mappings():
                found.setdefault(row["document"], []).append(claim_of(dict(row)))
        return found

    def _tell(self, document: Document, claims: Sequence[Claim]) -> None:
        """Tellings of a document, its issues, and the suppliers that it lends to or borrows from others."""
        c = self.connection
        self._decided = None
        rulings = self.rulings()
        told, issues = tell(document, claims, targets=rulings.targets, apart=rulings.apart)
        self.issues(f"tell:{document.id}", issues)
        for telling in told:
            c.execute(
                insert(t.tellings),
                {
                    "id": telling.id, "document": document.id, "given": telling.supplier, "supplier": telling.supplier,
                    "recipient": telling.recipient, "printed": 1 if telling.printed else None,
                    "data": pack(telling.as_record()),
                },
            )  # fmt: skip
            days = when(telling)
            keys = sorted({k for i in telling.items for k in gear_of(i).keys})
            if days is not None and keys:
                c.execute(
                    insert(t.weapons),
                    [
                        {
                            "recipient": telling.recipient, "weapon": k, "telling": telling.id, "first": days[0],
                            "last": days[1], "given": telling.supplier,
                        }
                        for k in keys
                    ],
                )  # fmt: skip
        for telling in told:
            if telling.supplier is None:
                self._supply(telling)
            else:
                self._lend(telling)

    def retell(self, documents: Iterable[str]) -> None:
        """Tell documents again, after a decision on them."""
        c = self.connection
        self._decided = None
        self._retold = True
        keys = list(documents)
        c.execute(delete(t.origins).where(t.origins.c.kind == "decision"))
        self.link_origins(self.rulings().origins)
        self._touch(self._resting(set(keys)))
        for key in keys:
            row = c.execute(select(t.documents).where(t.documents.c.id == key)).mappings().first()
            if row is None:
                continue
            before = [
                Telling.from_record(json.loads(data))
                for data in c.execute(select(t.tellings.c.data).where(t.tellings.c.document == key)).scalars()
            ]
            for some in batches([x.id for x in before]):
                c.execute(delete(t.weapons).where(t.weapons.c.telling.in_(some)))
                c.execute(delete(t.issues).where(t.issues.c.owner.in_([f"supplier:{i}" for i in some])))
            c.execute(delete(t.tellings).where(t.tellings.c.document == key))
            self._tell(document_of(dict(row)), self.claims_of([key]).get(key, []))
            for telling in before:
                if telling.supplier is not None:
                    self._lend(telling)
        self._touch(self._resting(set(keys)))

    def _near(self, telling: Telling, *, given: bool) -> list[Telling]:
        """Tellings of the same recipient and weapon within some weeks, with or without a supplier of their own."""
        days = when(telling)
        keys = sorted({k for i in telling.items for k in gear_of(i).keys})
        if days is None or not keys:
            return []
        w = t.weapons.c
        rows = self.connection.execute(
            select(t.tellings.c.data).distinct().join(t.weapons, w.telling == t.tellings.c.id).where(
                and_(
                    w.recipient == telling.recipient, w.weapon.in_(keys[:MANY]), w.first <= days[1] + NEAR_DAYS,
                    w.last >= days[0] - NEAR_DAYS, w.given.is_not(None) if given else w.given.is_(None),
                )
            )
        ).scalars()  # fmt: skip
        return [Telling.from_record(json.loads(r)) for r in rows]

    def _supply(self, telling: Telling) -> None:
        """Find the supplier of a telling that names none, and mark what changes."""
        c = self.connection
        before = c.execute(select(t.tellings.c.supplier).where(t.tellings.c.id == telling.id)).scalar()
        found = supplier_for(telling, self._near(telling, given=True))
        after = found[0] if found is not None else None
        for supplier in (before, after):
            if supplier is not None:
                self._pairs[supplier, str(telling.recipient)].add(telling.document)
        if before != after:
            c.execute(t.tellings.update().where(t.tellings.c.id == telling.id).values(supplier=after))
        loose = (
            []
            if after is not None
            else loose_issues([(telling, NO_SUPPLIER)], self._names([telling.document]))
        )
        self.issues(f"supplier:{telling.id}", loose)

    def _lend(self, telling: Telling) -> None:
        for other in self._near(telling, given=False):
            self._supply(other)

    def _names(self, documents: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for some in batches(sorted(set(documents))):
            rows = self.connection.execute(
                select(t.documents.c.id, t.documents.c.name).where(t.documents.c.id.in_(some))
            )
            found.update({r[0]: r[1] for r in rows})
        return found

    def issues(self, owner: str, issues: Iterable[Issue]) -> None:
        """Put the issues of one owner in place of those it had."""
        self.all_issues({owner: issues})

    def all_issues(self, owned: Mapping[str, Iterable[Issue]]) -> None:
        """Put the issues of many owners in place of those they had."""
        for some in batches(owned):
            self.connection.execute(delete(t.issues).where(t.issues.c.owner.in_(some)))
        rows = [
            {
                "owner": owner, "stage": i.stage, "source": safe(i.source), "reason": safe(i.reason),
                "where": safe(i.where), "fatal": int(i.fatal),
            }
            for owner, issues in owned.items()
            for i in issues
        ]  # fmt: skip
        if rows:
            self.connection.execute(upsert(t.issues).on_conflict_do_nothing(), rows)

    def settle(self) -> int:
        """Make again the cases of every pair of states that was touched; how many were made.

        A pair in which an undated document prints a day is first weighed whole, for what dates the document.
        """
        for pair in open_pairs(self.connection, self._pairs):
            told = pair_tellings(self.connection, *pair)
            groups, _ = settle(told, self.rulings())
            # What an undated document's day changes, it changes in every pair of states that the document tells of.
            self._touch(put_witnesses(self.connection, pair, groups))
        # All that is gone goes first: a claim may leave one pair of states for another.
        fresh = [x for pair in sorted(self._pairs) for x in self._settle_pair(pair, self._pairs[pair])]
        self._pairs.clear()
        for group, digest in fresh:
            self._put_case(group, digest)
        return len(fresh)

    def _settle_pair(self, pair: tuple[str, str], touched: set[str]) -> list[tuple[Group, str]]:
        """Groups of a pair that are new or touched; cases that no longer hold are taken out."""
        c = self.connection
        told = pair_tellings(c, *pair)
        if any(x.printed for x in told):
            days = learnt_days(c, told)
            told = [date_telling(x, days.get(x.document)) for x in told]
        groups, loose = self._weigh(pair, told)
        self.issues(
            f"pair:{pair[0]}>{pair[1]}", loose_issues(loose, self._names(x.document for x, _ in loose))
        )
        rows = c.execute(
            select(t.cases.c.id, t.cases.c.digest).where(
                and_(t.cases.c.supplier == pair[0], t.cases.c.recipient == pair[1])
            )
        )
        before = {r[1]: r[0] for r in rows}
        fresh = []
        kept: set[str] = set()
        for group in groups:
            digest = hash_of("group", [(x.id, x.supplier, *x.learnt) for x in group.tellings], group.reasons)
            if digest in before and touched.isdisjoint(x.document for x in group.tellings):
                kept.add(before[digest])
            else:
                fresh.append((group, digest))
        gone = sorted(set(before.values()) - kept)
        for some in batches(gone):
            c.execute(delete(t.cases).where(t.cases.c.id.in_(some)))
            c.execute(delete(t.case_claims).where(t.case_claims.c.case.in_(some)))
        return fresh

    def _weigh(
        self, pair: tuple[str, str], told: Sequence[Telling]
    ) -> tuple[list[Group], list[tuple[Telling, str]]]:
        """Groups of the tellings of a pair; those that nothing new concerns are remembered, not weighed again."""
        c, w = self.connection, t.weighed.c
        mine = and_(w.recipient == pair[1], w.supplier == pair[0])
        kept: dict[str, str] = {row.key: row.groups for row in c.execute(select(w.key, w.groups).where(mine))}
        believed = {} if self._retold else kept
        memory: Memory = {key: json.loads(groups) for key, groups in believed.items()}
        groups, loose = settle(told, self.rulings(), memory)
        for some in batches(key for key in kept if key not in believed or key not in memory):
            c.execute(delete(t.weighed).where(and_(mine, w.key.in_(some))))
        fresh = [
            {"recipient": pair[1], "supplier": pair[0], "key": key, "groups": pack(found)}
            for key, found in memory.items()
            if key not in believed
        ]
        if fresh:
            c.execute(insert(t.weighed), fresh)
        return groups, loose

    def _put_case(self, group: Group, digest: str) -> None:
        c = self.connection
        documents = sorted({x.document for x in group.tellings})
        claims = {x.id: x for held in self.claims_of(documents).values() for x in held}
        rulings = self.rulings()
        known = sources(c, documents)
        case = build_case(group, claims, known, rulings=rulings)
        c.execute(
            insert(t.cases),
            {
                "id": case.id, "supplier": case.supplier, "recipient": case.recipient, "announced": case.announced,
                "items": safe(" | ".join(i.equipment for i in case.items)), "digest": digest,
                "data": safe(pack(case.as_record())),
            },
        )  # fmt: skip
        c.execute(
            insert(t.case_claims), [{"claim": x, "key": case_key(x), "case": case.id} for x in case.claims]
        )


class _Head(Document):
    """A document without its text, for links between documents. Its id is given, not made."""

    def __init__(
        self, id: str, name: str, outlet: str | None, published: str | None, wire: str | None
    ) -> None:
        super().__init__("", name, None, outlet, published, wire=wire)
        self.__dict__["id"] = id

    @classmethod
    def of(cls, document: Document) -> _Head:
        return cls(document.id, document.name, document.outlet, document.published, document.wire)


def pair_tellings(connection: Connection, supplier: str, recipient: str) -> list[Telling]:
    """The tellings of one supplier and one recipient, with inferred suppliers put in."""
    rows = connection.execute(
        select(t.tellings.c.data, t.tellings.c.given).where(
            and_(t.tellings.c.recipient == recipient, t.tellings.c.supplier == supplier)
        )
    )
    return [_with_supplier(Telling.from_record(json.loads(data)), given, supplier) for data, given in rows]


def _with_supplier(telling: Telling, given: str | None, supplier: str) -> Telling:
    if given is not None:
        return telling
    return replace(telling, supplier=supplier, inferred=LENT)


def sources(connection: Connection, documents: Sequence[str], *, day: int | None = None) -> dict[str, Source]:
    """Documents as reconcile needs them. With a day, as if only what was published by then were known."""
    rows: dict[str, dict[str, Any]] = {}
    links: dict[str, list[OriginLink]] = {}
    wanted = list(documents)
    d, o = t.documents.c, t.origins.c
    while wanted:
        for some in batches(wanted):
            known = select(d.id, d.name, d.url, d.title, d.outlet, d.published, d.corrects, d.official).where(
                d.id.in_(some)
            )
            if day is not None:
                known = known.where(and_(d.day.is_not(None), d.day <= day))
            rows.update({r["id"]: dict(r) for r in connection.execute(known).mappings()})
            for r in connection.execute(select(t.origins).where(o.document.in_(some))).mappings():
                spans = tuple((a, b) for a, b in json.loads(r["spans"]))
                links.setdefault(r["document"], []).append(
                    OriginLink(r["document"], r["on"], r["kind"], r["evidence"], spans, r["share"])
                )
        seen = set(rows) | set(wanted)
        wanted = sorted(
            {x.on for held in links.values() for x in held if x.kind in RESTING and x.on not in seen}
        )
    names = {i: r["outlet"] or r["name"] for i, r in rows.items()}
    ordered = {k: sorted(v, key=lambda x: (x.kind, x.on)) for k, v in links.items()}
    found = {}
    for i in documents:
        head = rows[i]
        root: Root = root_of(i, ordered, names)
        found[i] = Source(
            i, head["name"], head["url"], head["title"], head["outlet"], head["published"], root,
            tuple(ordered.get(i, ())), bool(head["official"]), figures(head["corrects"]),
        )  # fmt: skip
    return found
