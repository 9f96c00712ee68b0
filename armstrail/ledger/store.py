"""The ledger's door: open, add, ask.

Enters: a path. Leaves: a ``Ledger``. Readers see the last whole state while a writer is at work (SQLite's write-ahead
log); a second writer waits for ``timeout`` seconds and then gets a LedgerError that says who to wait for.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, and_, create_engine, delete, event, func, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError, OperationalError

from ..model import Case, Claim, Decision, Document, Evidence, Issue, Series, hash_of
from ..reconcile import build_case, case_key, settle
from ..reconcile.clock import last_day
from ..reconcile.infer import infer_suppliers
from ..reconcile.kinship import fold
from ..reconcile.series import make_series
from ..reconcile.telling import Telling
from . import schema as t
from .evidence import evidence_of
from .rows import claim_of, decision_of, decision_row, document_of, safe
from .writing import Writer, batches, sources

FIELDS: dict[str, tuple[str, ...]] = {
    "supplier": ("supplier",),
    "recipient": ("recipient",),
    "equipment": ("equipment",),
    "quantity": ("quantity", "bound"),
    "delivered": ("quantity", "bound"),
    "value": ("value", "currency", "value_basis", "bound", "value_also", "currency_also", "value_scope"),
    "stage": ("stage", "modality", "date"),
    "date": ("date",),
    "statements": ("quote", "speaker", "stance"),
}
"""The fields of a case that ``why`` can be asked for, and the slots that fill each."""


class LedgerError(Exception):
    """A ledger that cannot be opened, read or written; the message is for a person."""


class Ledger:
    """One ledger in one file. Open it with ``Ledger.open``; use it from any thread."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True, timeout: float = 10.0) -> Ledger:
        """The ledger of a file, made where it does not exist (unless ``create`` is False).

        LedgerError where the file is no ledger, comes from a newer version, or is being written all the time.
        """
        place = Path(path)
        if not create and not place.exists():
            raise LedgerError(f"{place}: there is no such ledger")
        if place.is_dir():
            raise LedgerError(f"{place}: is a folder, not a ledger")
        if not place.parent.exists():
            raise LedgerError(f"{place}: the folder {place.parent} does not exist")
        engine = create_engine(f"sqlite:///{place}", connect_args={"timeout": timeout})

        @event.listens_for(engine, "connect")
        def _settings(connection: Any, _record: Any) -> None:
            connection.isolation_level = None
            cursor = connection.cursor()
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=NORMAL")
            cursor.execute("PRAGMA cache_size=-65536")
            cursor.close()

        ledger = cls(place, engine)
        try:
            with engine.connect() as connection:
                version = t.version_of(connection)
            if version == t.VERSION:
                return ledger
            if version == -1:
                raise LedgerError(f"{place}: is a database, but no ledger of armstrail")
            with ledger._transaction() as connection:
                t.prepare(connection)
        except t.NewerLedger as error:
            engine.dispose()
            raise LedgerError(
                f"{place}: this ledger was made by a newer armstrail (version {error} of the tables; this one knows "
                f"{t.VERSION}). Update armstrail to open it."
            ) from None
        except OperationalError as error:
            engine.dispose()
            raise ledger._plainly(error) from None
        except (DatabaseError, sqlite3.DatabaseError) as error:
            engine.dispose()
            raise LedgerError(f"{place}: is no ledger ({getattr(error, 'orig', error)})") from None
        return ledger

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _plainly(self, error: OperationalError) -> LedgerError:
        text = str(error.orig)
        if "locked" in text or "busy" in text:
            return LedgerError(
                f"{self.path}: another process is writing to this ledger; try again when it is done"
            )
        if "readonly" in text or "unable to open" in text:
            return LedgerError(f"{self.path}: cannot be written ({text})")
        return LedgerError(f"{self.path}: {text}")

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A connection that holds the writer's lock until the block ends."""
        with self._engine.connect() as connection:
            try:
                with connection.begin():
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                    yield connection
            except OperationalError as error:
                raise self._plainly(error) from error

    @contextmanager
    def writing(self) -> Iterator[Batch]:
        """A batch of documents in one transaction; their cases are made when the block ends."""
        with self._transaction() as connection:
            batch = Batch(connection)
            yield batch
            batch.writer.settle()

    def add(self, document: Document, claims: Sequence[Claim], issues: Iterable[Issue] = ()) -> bool:
        """One document with its claims and issues; False where the ledger has it already."""
        with self.writing() as batch:
            return batch.add(document, claims, issues)

    # What was read

    def has_input(self, key: str) -> bool:
        """Whether an input with this hash was read before."""
        with self._engine.connect() as c:
            return c.execute(select(t.inputs.c.hash).where(t.inputs.c.hash == key)).first() is not None

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
                return None
            data = c.execute(select(t.cases.c.data).where(t.cases.c.id == found)).scalar_one()
        case = Case.from_record(json.loads(data))
        if as_of is None:
            return case
        earlier = self._as_of(as_of, None, case.recipient)
        mine = set(case.claims)
        return max(
            (x for x in earlier if mine & set(x.claims)),
            key=lambda x: (len(mine & set(x.claims)), x.id),
            default=None,
        )

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
                groups, _ = settle(pairs[pair], rulings.on(pairs[pair]))
                for group in groups:
                    documents = sorted({x.document for x in group.tellings})
                    claims = {x.id: x for held in writer.claims_of(documents).values() for x in held}
                    known = sources(c, documents, day=day)
                    cases.append(build_case(group, claims, known, names=rulings.names))
        return cases

    def why(
        self, case: Case | str, field: str | None = None, *, as_of: str | None = None
    ) -> tuple[Evidence, ...]:
        """The sentences behind a field of a case, or behind all of them, with the words marked.

        ``field`` is one of ``FIELDS``, or ``field:equipment`` for one item (``quantity:FGM-148 Javelin``).
        """
        held = self.case(case, as_of=as_of) if isinstance(case, str) else case
        if held is None:
            raise LedgerError(f"there is no case {case}")
        name, _, item = (field or "").partition(":")
        if field is not None and name not in FIELDS:
            raise LedgerError(f"there is no field {name}; ask for one of {', '.join(FIELDS)}")
        wanted = [name] if field is not None else [f for f in FIELDS if f not in ("delivered", "date")]
        spoken = [v.claim for s in held.statements for v in s.variants]
        claims = self.claims_by_id((*held.claims, *spoken))
        documents: dict[str, Document] = {}
        with self._engine.connect() as c:
            for some in batches(sorted({x.document for x in claims.values()})):
                rows = c.execute(select(t.documents).where(t.documents.c.id.in_(some))).mappings()
                documents.update({r["id"]: document_of(dict(r)) for r in rows})
        found: list[Evidence] = []
        for x in wanted:
            ids: Sequence[str] = held.claims
            if x == "statements":
                ids = spoken
            elif item:
                ids = [i for one in held.items if fold(item) in fold(one.equipment) for i in one.claims]
            theirs = [claims[i] for i in ids if i in claims and claims[i].get(FIELDS[x][0]) is not None]
            if x == "delivered":
                theirs = [y for y in theirs if y.get("stage") == "delivered"]
            found.extend(evidence_of(x, FIELDS[x], theirs, documents))
        return tuple(found)

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
        return make_series(claims, held)

    # Decisions

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, undone ones too, in the order they were taken."""
        d = t.decisions.c
        with self._engine.connect() as c:
            rows = c.execute(select(t.decisions).order_by(d.when, d.id)).mappings()
            return tuple(decision_of(dict(r)) for r in rows)

    def decide(
        self,
        verdict: str,
        about: Sequence[dict[str, object]],
        *,
        who: str,
        why: str,
        when: str | None = None,
        undone: bool = False,
    ) -> Decision:
        """Record an analyst's decision and make again what it concerns."""
        moment = when or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        made = Decision(
            hash_of("decision", verdict, list(about), who, moment, why, undone), verdict, tuple(about), who, moment,
            why, undone,
        )  # fmt: skip
        self.put_decisions([made])
        return made

    def put_decisions(self, decided: Iterable[Decision]) -> int:
        """Take decisions in, as from a file; how many were new."""
        new = 0
        with self._transaction() as c:
            for d in decided:
                new += c.execute(
                    upsert(t.decisions).values(decision_row(d)).on_conflict_do_nothing()
                ).rowcount
            if new:
                self._derive(c)
        return new

    def about_claim(self, claim: Claim, slot: str | None = None) -> dict[str, object]:
        """What a decision on a claim names: document, kind, span and the words of its slots."""
        about: dict[str, object] = {
            "document": claim.document, "doc": claim.doc, "kind": claim.kind, "span": [claim.start, claim.end],
            "slots": {s.name: list(s.words) for s in claim.slots},
        }  # fmt: skip
        if slot is not None:
            words = next((list(s.words) for s in claim.slots if s.name == slot), None)
            if words is None:
                raise LedgerError(f"claim {claim.id} has no slot {slot}")
            about |= {"slot": slot, "words": words}
            about.pop("slots")
        return about

    def about_case(self, case: Case) -> dict[str, object]:
        """What a decision on a case names: its anchor claim."""
        anchor = next(x for x in self.claims_by_id(case.claims).values() if case_key(x.id) == case.id)
        return self.about_claim(anchor)

    def lost_decisions(self) -> tuple[Decision, ...]:
        """Decisions that no longer find what they were about."""
        with self._engine.connect() as c:
            return tuple(Writer(c, "").rulings().lost)

    # Making again

    def rebuild(self, *, rules: bool = False) -> None:
        """Make everything that follows from documents, claims and decisions again.

        With ``rules``, inputs that gave no document are forgotten, so that the next ``read`` looks at them again.
        """
        with self._transaction() as c:
            if rules:
                c.execute(delete(t.inputs).where(t.inputs.c.kept == 0))
            self._derive(c)

    def _derive(self, c: Connection) -> None:
        for table in t.DERIVED:
            c.execute(delete(table))
        c.execute(delete(t.issues).where(t.issues.c.stage == "reconcile"))
        from ..resolve.passages import sentence_prints

        writer = Writer(c, "")
        links = writer.rulings().origins
        keys = c.execute(select(t.documents.c.n, t.documents.c.id).order_by(t.documents.c.n)).all()
        for number, key in keys:
            row = c.execute(select(t.documents).where(t.documents.c.n == number)).mappings().one()
            document = document_of(dict(row))
            writer.derive(document, writer.claims_of([key]).get(key, []), sentence_prints(document), number)
        writer.link_origins(links)
        writer.settle()

    def dump(self) -> Iterator[str]:
        """The ledger as lines in canonical order, without the clocks of reading: equal for equal ledgers."""
        plain = {"n", "read_at", "print", "sentence"}
        with self._engine.connect() as c:
            for table in t.metadata.sorted_tables:
                if table is t.prints:
                    continue
                columns = [x for x in table.columns if x.name not in plain]
                rows = (json.dumps([table.name, *r], ensure_ascii=False) for r in c.execute(select(*columns)))
                yield from sorted(rows)


class Batch:
    """Documents on their way into the ledger, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.read_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.writer = Writer(connection, self.read_at)

    def add(self, document: Document, claims: Sequence[Claim], issues: Iterable[Issue] = ()) -> bool:
        """A document with its claims and issues; False where the ledger has it."""
        new = self.writer.add(document, claims)
        if new:
            self.writer.issues(f"document:{document.id}", issues)
        return new

    def note(self, owner: str, issues: Iterable[Issue]) -> None:
        """Issues of an input that gave no document."""
        self.writer.issues(f"input:{owner}", issues)

    def add_input(self, key: str, source: str, kept: int) -> None:
        """Remember an input by its hash, so that reading it again costs nothing."""
        row = {"hash": key, "source": safe(source), "kept": kept, "read_at": self.read_at}
        self.connection.execute(upsert(t.inputs).values(row).on_conflict_do_nothing())


def _day(value: str) -> int:
    day = last_day(value)
    if day is None:
        raise LedgerError(f"{value}: is no date; write 2024-01-31, 2024-01 or 2024")
    return day
