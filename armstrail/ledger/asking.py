"""Questions to a ledger: documents, claims, issues, cases, the sentences behind a value, series.

Enters: a question. Leaves: frozen objects. With a day, every answer is the one that the ledger would give
if only what was published by the end of that day were known.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import and_, func, select

from ..model import Case, Change, Claim, Document, Issue, Series
from ..reconcile import build_case, case_key, settle
from ..reconcile.clock import last_day
from ..reconcile.history import changes
from ..reconcile.infer import infer_suppliers
from ..reconcile.kinship import fold
from ..reconcile.series import make_series
from ..reconcile.telling import Telling
from . import schema as t
from .file import LedgerError, LedgerFile
from .rows import claim_of, document_of
from .writing import Writer, batches, sources


def _day(value: str) -> int:
    day = last_day(value)
    if day is None:
        raise LedgerError(f"{value}: is no date; write 2024-01-31, 2024-01 or 2024")
    return day


class Asking(LedgerFile):
    """What a ledger can be asked."""

    # What was read

    def known_inputs(self, keys: Iterable[str]) -> set[str]:
        """Those of some inputs' hashes that were read before."""
        found: set[str] = set()
        with self._engine.connect() as c:
            for some in batches(keys):
                found |= set(c.execute(select(t.inputs.c.hash).where(t.inputs.c.hash.in_(some))).scalars())
        return found

    def counts(self) -> dict[str, int]:
        """How many documents, claims, cases, issues and decisions the ledger holds."""
        with self._engine.connect() as c:
            return {
                x.name: c.execute(select(func.count()).select_from(x)).scalar_one()
                for x in (t.documents, t.claims, t.cases, t.issues, t.decisions, t.inputs)
            }

    def document(self, key: str) -> Document | None:
        """A document by its id or its name."""
        with self._engine.connect() as c:
            d = t.documents.c
            row = c.execute(select(t.documents).where(d.id == key)).mappings().first()
            if row is None:
                row = c.execute(select(t.documents).where(d.name == key).order_by(d.id)).mappings().first()
        return None if row is None else document_of(dict(row))

    def documents(self, *, as_of: str | None = None) -> Iterator[Document]:
        """All documents, by day of publication and id."""
        d = t.documents.c
        query = select(t.documents).order_by(d.published.is_(None), d.published, d.id)
        if as_of is not None:
            query = query.where(and_(d.day.is_not(None), d.day <= _day(as_of)))
        with self._engine.connect() as c:
            for row in c.execution_options(yield_per=100).execute(query).mappings():
                yield document_of(dict(row))

    def undated(self) -> int:
        """How many documents have no date: an as-of view leaves them out."""
        with self._engine.connect() as c:
            return c.execute(
                select(func.count()).select_from(t.documents).where(t.documents.c.day.is_(None))
            ).scalar_one()

    def claims(self, *, document: str | None = None, kind: str | None = None) -> tuple[Claim, ...]:
        """Claims of one document, or of one kind, or all, by document and place."""
        x = t.claims.c
        query = select(t.claims).order_by(x.document, x.start, x.end, x.id)
        if document is not None:
            query = query.where(x.document == document)
        if kind is not None:
            query = query.where(x.kind == kind)
        with self._engine.connect() as c:
            return tuple(claim_of(dict(r)) for r in c.execute(query).mappings())

    def claims_by_id(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Claims by their ids; those that the ledger lacks are left out."""
        found: dict[str, Claim] = {}
        with self._engine.connect() as c:
            for some in batches(dict.fromkeys(ids)):
                for row in c.execute(select(t.claims).where(t.claims.c.id.in_(some))).mappings():
                    found[row["id"]] = claim_of(dict(row))
        return found

    def claim(self, key: str) -> Claim | None:
        """A claim by its id, or by the beginning of it where that is enough."""
        with self._engine.connect() as c:
            rows = c.execute(select(t.claims).where(t.claims.c.id.startswith(key, autoescape=True)).limit(2))
            found = rows.mappings().all()
        if len(found) > 1:
            raise LedgerError(f"more than one claim begins with {key}")
        return claim_of(dict(found[0])) if found else None

    def issues(self, *, stage: str | None = None) -> tuple[Issue, ...]:
        """What was not read, passed over or not placed, and why."""
        x = t.issues.c
        query = select(t.issues).order_by(x.stage, x.where, x.source, x.reason)
        if stage is not None:
            query = query.where(x.stage == stage)
        with self._engine.connect() as c:
            return tuple(
                Issue(r["stage"], r["source"], r["reason"], r["where"], bool(r["fatal"]))
                for r in c.execute(query).mappings()
            )

    def search(self, words: str, *, limit: int = 50) -> tuple[tuple[str, str], ...]:
        """Documents that hold all the words: id and a snippet with the words in [brackets], best first."""
        quoted = " ".join(f'"{w}"' for w in words.replace('"', " ").split())
        if not quoted:
            return ()
        query = (
            "SELECT d.id, snippet(documents_fts, 1, '[', ']', ' … ', 16) FROM documents_fts "
            "JOIN documents d ON d.n = documents_fts.rowid WHERE documents_fts MATCH ? ORDER BY rank, d.id LIMIT ?"
        )
        with self._engine.connect() as c:
            return tuple((r[0], r[1]) for r in c.exec_driver_sql(query, (quoted, limit)))

    # Cases

    def cases(
        self,
        *,
        recipient: str | None = None,
        supplier: str | None = None,
        equipment: str | None = None,
        since: str | None = None,
        as_of: str | None = None,
    ) -> tuple[Case, ...]:
        """Cases by party, by words of an item's name, and by the day they were announced, newest first."""
        if as_of is None:
            query = select(t.cases.c.data)
            if recipient is not None:
                query = query.where(t.cases.c.recipient == recipient)
            if supplier is not None:
                query = query.where(t.cases.c.supplier == supplier)
            with self._engine.connect() as c:
                found = [Case.from_record(json.loads(r)) for r in c.execute(query).scalars()]
        else:
            found = self._as_of(as_of, supplier, recipient)
        if equipment is not None:
            wanted = fold(equipment)
            found = [x for x in found if any(wanted in fold(i.equipment) for i in x.items)]
        if since is not None:
            found = [x for x in found if x.announced is not None and x.announced >= since[: len(x.announced)]]
        found.sort(key=lambda x: x.id)
        found.sort(key=lambda x: x.announced or "", reverse=True)
        return tuple(found)

    def case(self, key: str, *, as_of: str | None = None) -> Case | None:
        """A case by its id, by the beginning of it, or by an id that it had before; None where there is none.

        LedgerError where the beginning fits more than one case.
        """
        with self._engine.connect() as c:
            rows = c.execute(
                select(t.cases.c.id).where(t.cases.c.id.startswith(key, autoescape=True)).limit(2)
            ).scalars().all()  # fmt: skip
            if len(rows) > 1 and key not in rows:
                raise LedgerError(f"more than one case begins with {key}")
            found = (key if key in rows else rows[0]) if rows else None
            if found is None and key:
                held = c.execute(
                    select(t.case_claims.c.case).distinct().where(
                        t.case_claims.c.key.startswith(key, autoescape=True)
                    ).limit(2)
                ).scalars().all()  # fmt: skip
                if len(held) > 1:
                    raise LedgerError(f"more than one case begins with {key}")
                found = held[0] if held else None
            if found is None:
                if not key or as_of is None:
                    return None
                # Its first claim is in no case today.
                return next((x for x in self._as_of(as_of, None, None) if x.id.startswith(key)), None)
            data = c.execute(select(t.cases.c.data).where(t.cases.c.id == found)).scalar_one()
        case = Case.from_record(json.loads(data))
        if as_of is None:
            return case
        mine = set(case.claims)
        # What is one case today may have been several, or of another supplier, on that day.
        for supplier in (case.supplier, None):
            earlier = [x for x in self._as_of(as_of, supplier, case.recipient) if mine & set(x.claims)]
            called = [x for x in earlier if any(case_key(y).startswith(key) for y in x.claims)]
            if called or earlier:
                return max(called or earlier, key=lambda x: (len(mine & set(x.claims)), x.id))
        return None

    def history(self, key: str) -> tuple[Change, ...]:
        """What changed in a case when, and by which documents; documents without a date come last, under ``""``."""
        case = self.case(key)
        if case is None:
            raise LedgerError(f"there is no case {key}")
        found: list[Change] = []
        before: Case | None = None
        days = sorted({d.published for d in case.documents if d.published is not None}, key=_day)
        for day in dict.fromkeys(days):
            after = self.case(key, as_of=day)
            names = tuple(d.name for d in case.documents if d.published == day)
            if after is not None:
                found.append(Change(day, names, changes(before, after)))
                before = after
        undated = tuple(d.name for d in case.documents if d.published is None)
        if undated:
            found.append(Change("", undated, changes(before, case)))
        return tuple(found)

    def _as_of(self, as_of: str, supplier: str | None, recipient: str | None) -> list[Case]:
        """Cases made from what was published by the end of a day."""
        day = _day(as_of)
        with self._engine.connect() as c:
            query = select(t.tellings.c.data).join(t.documents, t.documents.c.id == t.tellings.c.document)
            query = query.where(and_(t.documents.c.day.is_not(None), t.documents.c.day <= day))
            if recipient is not None:
                query = query.where(t.tellings.c.recipient == recipient)
            told = [
                Telling.from_record(json.loads(r))
                for r in c.execute(query.order_by(t.tellings.c.id)).scalars()
            ]
            told, _ = infer_suppliers(told)
            pairs: dict[tuple[str, str], list[Telling]] = {}
            for x in told:
                if x.supplier is not None and x.recipient is not None and supplier in (None, x.supplier):
                    pairs.setdefault((x.supplier, x.recipient), []).append(x)
            writer = Writer(c, "")
            rulings = writer.rulings()
            cases: list[Case] = []
            for pair in sorted(pairs):
                groups, _ = settle(pairs[pair], rulings)
                for group in groups:
                    documents = sorted({x.document for x in group.tellings})
                    claims = {x.id: x for held in writer.claims_of(documents).values() for x in held}
                    known = sources(c, documents, day=day)
                    cases.append(build_case(group, claims, known, rulings=rulings))
        return cases

    def series(self, *, state: str | None = None, as_of: str | None = None) -> tuple[Series, ...]:
        """Force sizes and spending over time, by state, measure and currency."""
        x = t.claims.c
        query = select(t.claims).where(x.kind.in_(("force", "spending")))
        if state is not None:
            query = query.where(x.state == state)
        with self._engine.connect() as c:
            claims = [claim_of(dict(r)) for r in c.execute(query).mappings()]
            documents = sorted({y.document for y in claims})
            if as_of is not None:
                day = _day(as_of)
                known: set[str] = set()
                for some in batches(documents):
                    known |= set(
                        c.execute(
                            select(t.documents.c.id).where(
                                and_(
                                    t.documents.c.id.in_(some),
                                    t.documents.c.day.is_not(None),
                                    t.documents.c.day <= day,
                                )
                            )
                        ).scalars()
                    )
                claims = [y for y in claims if y.document in known]
                documents = sorted(known)
                held = sources(c, documents, day=day)
            else:
                held = sources(c, documents)
            called_wrong = Writer(c, "").rulings().targets
        return make_series([y for y in claims if (y.id, "") not in called_wrong], held)
