"""The ledger's door: open, add, make again.

Enters: a path, documents with their claims. Leaves: a ``Ledger``. Whatever enters does so in one
transaction with all that follows from it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ..model import Claim, Document, Issue
from ..resolve.passages import sentence_prints
from . import schema as t
from .deciding import Deciding
from .file import LedgerError
from .rows import document_of, safe
from .writing import Writer

__all__ = ["Batch", "Ledger", "LedgerError"]


Extract = Callable[[Document], tuple[Sequence[Claim], Iterable[Issue]]]
"""What reads the claims of a document."""


class Ledger(Deciding):
    """One ledger in one file. Open it with ``Ledger.open``; use it from any thread."""

    @contextmanager
    def writing(self) -> Iterator[Batch]:
        """A batch of documents in one transaction; their cases are made when the block ends."""
        with self._transaction() as connection:
            batch = Batch(connection)
            yield batch
            batch.flush()

    def add(self, document: Document, claims: Sequence[Claim], issues: Iterable[Issue] = ()) -> bool:
        """One document with its claims and issues; False where the ledger has it already."""
        with self.writing() as batch:
            return batch.add(document, claims, issues)

    # Making again

    def rebuild(self, *, rules: bool = False, extract: Extract | None = None) -> None:
        """Make everything that follows from documents, claims and decisions again.

        With ``rules``, inputs that gave no document are forgotten, so that the next ``read`` looks at them again.
        With ``extract``, the claims of every document are read anew too (``run.rebuild`` does that).
        """
        with self._transaction() as c:
            if rules:
                c.execute(delete(t.inputs).where(t.inputs.c.kept == 0))
            self._derive(c, extract)

    def _derive(self, connection: Connection, extract: Extract | None = None) -> None:
        c = connection
        for table in t.DERIVED:
            c.execute(delete(table))
        c.execute(delete(t.issues).where(t.issues.c.stage == "reconcile"))
        writer = Writer(c, "")
        links = writer.rulings().origins
        keys = c.execute(select(t.documents.c.n, t.documents.c.id).order_by(t.documents.c.n)).all()
        for number, key in keys:
            row = c.execute(select(t.documents).where(t.documents.c.n == number)).mappings().one()
            document = document_of(dict(row))
            if extract is not None:
                claims, issues = extract(document)
                c.execute(delete(t.claims).where(t.claims.c.document == key))
                writer.put_claims(key, claims)
                writer.issues(f"document:{key}", issues)
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
        self._notes: dict[str, list[Issue]] = {}
        self._inputs: list[dict[str, object]] = []

    def add(self, document: Document, claims: Sequence[Claim], issues: Iterable[Issue] = ()) -> bool:
        """A document with its claims and issues; False where the ledger has it."""
        new = self.writer.add(document, claims)
        if new:
            self.writer.issues(f"document:{document.id}", issues)
        return new

    def note(self, owner: str, issues: Iterable[Issue]) -> None:
        """Issues of an input that gave no document."""
        self._notes[f"input:{owner}"] = list(issues)

    def add_input(self, key: str, source: str, kept: int) -> None:
        """Remember an input by its hash, so that reading it again costs nothing."""
        self._inputs.append({"hash": key, "source": safe(source), "kept": kept, "read_at": self.read_at})

    def flush(self) -> None:
        """Write what was gathered, and make the cases that it concerns."""
        self.writer.all_issues(self._notes)
        if self._inputs:
            self.connection.execute(upsert(t.inputs).on_conflict_do_nothing(), self._inputs)
        self._notes, self._inputs = {}, []
        self.writer.settle()
