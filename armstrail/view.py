"""An open ledger as a person or a program asks it: ``armstrail.open`` gives an Archive.

Enters: a ledger's file and questions. Leaves: frozen cases, claims, documents, evidence and rows. It
changes the ledger only through ``read``; what it answers may be asked as of a day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from os import PathLike, fspath
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from .ledger import Ledger, LedgerError
from .model import Case, Claim, Document, Evidence, Issue, Series
from .procedure import Clock, clocks_of_case
from .reconcile import case_key
from .show import case_rows, choose_fields, claims_behind, find_evidence, shown_fields, state_code

if TYPE_CHECKING:
    from .run import Reading

SEARCHED = 5000
"""Documents that a search gives at most."""


class View(Protocol):
    """What the pages ask of a ledger."""

    def cases(
        self,
        *,
        supplier: str | None = None,
        recipient: str | None = None,
        equipment: str | None = None,
        since: str | None = None,
        as_of: str | None = None,
    ) -> tuple[Case, ...]:
        """The cases that fit, newest first."""

    def case(self, id: str, *, as_of: str | None = None) -> Case | None:
        """One case."""

    def claims(self, ids: Collection[str]) -> dict[str, Claim]:
        """Claims by id."""

    def claims_in(self, document: str) -> tuple[Claim, ...]:
        """The claims of a document, in the order of its text."""

    def cases_of(self, document: str) -> tuple[Case, ...]:
        """The cases that a document speaks of."""

    def documents(self, ids: Collection[str]) -> dict[str, Document]:
        """Documents by id."""

    def list_documents(
        self, *, words: str | None = None, as_of: str | None = None, first: int = 0, count: int = 100
    ) -> tuple[tuple[Document, ...], int]:
        """Some of the documents, and how many there are."""

    def search(self, words: str) -> frozenset[str]:
        """The ids of documents that hold all the words."""

    def version(self) -> object:
        """Something that differs when the ledger has changed."""

    def undated(self) -> int:
        """How many documents have no date."""

    def series(self, state: str | None = None, *, as_of: str | None = None) -> tuple[Series, ...]:
        """Forces and spending over time."""


class Archive:
    """An open ledger. Close it, or use it in a ``with`` block.

    States are given by ISO code (``XK``) or by name (``Kosovo``); a day as ``2024-01-31``, ``2024-01`` or
    ``2024``.
    """

    def __init__(self, path: str | PathLike[str], *, create: bool = False) -> None:
        self.path = Path(fspath(path))
        self.ledger = Ledger.open(self.path, create=create)

    def close(self) -> None:
        """Close the ledger's file."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(
        self, paths: str | PathLike[str] | Iterable[str | PathLike[str]], *, processes: int | None = None
    ) -> Reading:
        """Read files, folders and globs into the ledger: what was kept and passed over, and the issues."""
        from .run import read_into

        given = [paths] if isinstance(paths, str | PathLike) else list(paths)
        return read_into(self.ledger, [fspath(p) for p in given], processes=processes)

    def cases(
        self,
        *,
        supplier: str | None = None,
        recipient: str | None = None,
        equipment: str | None = None,
        since: str | None = None,
        as_of: str | None = None,
    ) -> tuple[Case, ...]:
        """The cases that fit, the newest announced first."""
        return self.ledger.cases(
            supplier=state_code(supplier),
            recipient=state_code(recipient),
            equipment=equipment,
            since=since,
            as_of=as_of,
        )

    def case(self, id: str, *, as_of: str | None = None) -> Case | None:
        """The case of an id, of the beginning of one, or of an id that it had before; None where there is
        none.
        """
        return self.ledger.case(id, as_of=as_of)

    def rows(
        self,
        *,
        supplier: str | None = None,
        recipient: str | None = None,
        equipment: str | None = None,
        since: str | None = None,
        as_of: str | None = None,
    ) -> list[dict[str, object]]:
        """The cases as flat dicts, one for each item: ``pandas.DataFrame(archive.rows())``."""
        return case_rows(
            self.cases(supplier=supplier, recipient=recipient, equipment=equipment, since=since, as_of=as_of)
        )

    def why(self, case: Case | str, field: str | None = None) -> tuple[Evidence, ...]:
        """The sentences behind a field of a case, or behind all of it. LedgerError where there is no such
        case.
        """
        held = self.case(case) if isinstance(case, str) else case
        if held is None:
            raise LedgerError(f"there is no case {case}")
        claims = self.claims_of(held)
        documents = self.documents({c.document for c in claims.values()})
        shown = choose_fields(shown_fields(held, claims), field)
        return tuple(e for s in shown for e in find_evidence(s, claims, documents))

    def claims(self, ids: Collection[str]) -> dict[str, Claim]:
        """Claims by id; those that the ledger lacks are left out."""
        return self.ledger.claims_by_id(ids)

    def claims_of(self, case: Case) -> dict[str, Claim]:
        """Every claim that a case rests on, statements and notices among them, by id."""
        return self.claims(claims_behind(case))

    def clocks(self, case: Case | str, *, on: str | None = None) -> tuple[Clock, ...]:
        """The review clock of each certification of a sale by the United States, as on a day. ProcedureError for
        another supplier or a kind of transfer without a rule, LedgerError where there is no such case.
        """
        held = self.case(case) if isinstance(case, str) else case
        if held is None:
            raise LedgerError(f"there is no case {case}")
        return clocks_of_case(held, on=on, claims=self.claims_of(held))

    def claims_in(self, document: str) -> tuple[Claim, ...]:
        """The claims of a document, in the order of its text."""
        return self.ledger.claims(document=document)

    def cases_of(self, document: str) -> tuple[Case, ...]:
        """The cases that a document speaks of."""
        keys = (case_key(c.id) for c in self.claims_in(document) if c.kind == "transfer")
        found = {c.id: c for c in map(self.ledger.case, keys) if c is not None}
        return tuple(c for c in found.values() if any(d.id == document for d in c.documents))

    def documents(self, ids: Collection[str]) -> dict[str, Document]:
        """Documents by id; those that the ledger lacks are left out."""
        found = {i: self.ledger.document(i) for i in ids}
        return {i: d for i, d in found.items() if d is not None and d.id == i}

    def list_documents(
        self, *, words: str | None = None, as_of: str | None = None, first: int = 0, count: int = 100
    ) -> tuple[tuple[Document, ...], int]:
        """Some of the documents by day of publication, or those that hold words, best first; and how many."""
        if words:
            hits = [i for i, _ in self.ledger.search(words, limit=SEARCHED)]
            if as_of is not None:
                known = {d.id for d in self.ledger.documents(as_of=as_of)}
                hits = [i for i in hits if i in known]
            found = self.documents(hits[first : first + count])
            return tuple(found.values()), len(hits)
        if as_of is not None:
            every = tuple(self.ledger.documents(as_of=as_of))
            return every[first : first + count], len(every)
        listed = tuple(islice(self.ledger.documents(), first, first + count))
        return listed, self.ledger.counts()["documents"]

    def search(self, words: str) -> frozenset[str]:
        """The ids of documents that hold all the words."""
        return frozenset(i for i, _ in self.ledger.search(words, limit=SEARCHED))

    def version(self) -> object:
        """Something that differs when the ledger has changed: the state of its file and of its log."""
        log = self.path.with_name(self.path.name + "-wal")
        states = [p.stat() for p in (self.path, log) if p.exists()]
        return tuple((s.st_mtime_ns, s.st_size) for s in states)

    def undated(self) -> int:
        """How many documents have no date: an answer as of a day leaves them out."""
        return self.ledger.undated()

    def issues(self) -> tuple[Issue, ...]:
        """What was not read, passed over or not placed, and why."""
        return self.ledger.issues()

    def series(self, state: str | None = None, *, as_of: str | None = None) -> tuple[Series, ...]:
        """Force sizes and spending over time."""
        return self.ledger.series(state=state_code(state), as_of=as_of)

    def all_claims(self, *, as_of: str | None = None) -> Iterator[Claim]:
        """Every claim, document by document."""
        for document in self.ledger.documents(as_of=as_of):
            yield from self.ledger.claims(document=document.id)

    def all_documents(self, *, as_of: str | None = None) -> Iterator[Document]:
        """Every document, by day of publication."""
        return self.ledger.documents(as_of=as_of)
