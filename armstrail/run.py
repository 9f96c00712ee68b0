"""run: the stages chained, in this process or in many.

Enters: inputs. Leaves: each document with its claims and issues, in the order of the inputs; or a ledger
that holds them. One process and many give the same. Bytes are split into records here and read, screened
and extracted in workers; only a few records are under way at a time, so memory stays flat however long an
archive is.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from .model import Claim, Document, Issue, Passage
from .read import Record, list_sources, read_record, split_source

if TYPE_CHECKING:
    # Extraction alone needs no database.
    from .ledger import Ledger

Extracted = tuple[Document | None, tuple[Claim, ...], tuple[Issue, ...]]
Progress = Callable[[int], None]
Tell = Callable[[Iterable[Issue]], None]

WORTH_A_POOL = 4 << 20
"""Bytes of input from which starting other processes pays (each takes half a second to load the vocabulary)."""
CHUNK_BYTES = 256 << 10
CHUNK_RECORDS = 64
BATCH = 200
BATCH_SECONDS = 2.0
MOST_ISSUES = 5000
"""Issues of passages passed over that a ``Reading`` holds; the ledger has them all."""


@dataclass(frozen=True, slots=True)
class Work:
    """One record (or what kept it from being one), read, screened and extracted."""

    key: str
    """A hash of the record's bytes and name; empty for an input that gave none."""
    place: str
    document: Document | None
    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...]
    relevant: bool
    """Whether the screen let it through."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a ``read`` did."""

    documents: int
    """New documents kept."""
    passed_over: int
    """Documents that speak of nothing that the ledger keeps."""
    known: int
    """Inputs and documents that the ledger had already."""
    claims: int
    issues: tuple[Issue, ...]
    """What could not be read, and (up to a number) what was passed over, in the order of the inputs."""

    @property
    def failed(self) -> bool:
        """Whether some input could not be used at all (exit status 1)."""
        return any(i.fatal for i in self.issues)


def key_of(record: Record) -> str:
    """A hash by which the same bytes under the same name are known again."""
    head = f"{record.kind}\0{record.name}\0{record.url or ''}\0".encode("utf-8", "surrogatepass")
    return sha256(head + record.data).hexdigest()[:32]


def work_on(record: Record, *, screen: bool = True) -> Work:
    """Read, screen and extract one record. Never raises for what the record holds."""
    from .extract import extract_claims
    from .screen import find_passages

    key = key_of(record)
    document, issues = read_record(record)
    if document is None:
        return Work(key, record.place, None, (), issues, False)
    try:
        if screen:
            passages, more = find_passages(document)
        else:
            passages, more = (Passage(0, len(document.text)),), ()
        if not passages:
            return Work(key, record.place, document, (), (*issues, *more), False)
        claims, trouble = extract_claims(document, passages, about_arms=screen)
    except Exception as error:
        # A fault in a rule must not cost the documents after this one; it is named, and the exit status says so.
        fault = Issue("extract", record.place, f"a fault of armstrail: {type(error).__name__}: {error}")
        return Work(key, record.place, document, (), (*issues, fault), True)
    return Work(key, record.place, document, claims, (*issues, *more, *trouble), True)


def _work_on_many(records: Sequence[Record | Issue], screen: bool) -> list[Work]:
    return [_failed(r) if isinstance(r, Issue) else work_on(r, screen=screen) for r in records]


def _failed(issue: Issue) -> Work:
    return Work("", issue.source, None, (), (issue,), False)


def _records(inputs: Sequence[str | Path], stdin: BinaryIO | None) -> tuple[Iterator[Record | Issue], int]:
    """The records of inputs, lazily, and their bytes on disk (a stream counts as none)."""
    sources, issues = list_sources(inputs)

    def walk() -> Iterator[Record | Issue]:
        yield from issues
        for source in sources:
            yield from split_source(source, stdin=stdin)

    return walk(), sum(s.size for s in sources)


def _in_chunks(records: Iterable[Record | Issue]) -> Iterator[list[Record | Issue]]:
    held: list[Record | Issue] = []
    size = 0
    for record in records:
        held.append(record)
        size += len(record.data) if isinstance(record, Record) else 0
        if size >= CHUNK_BYTES or len(held) >= CHUNK_RECORDS:
            yield held
            held, size = [], 0
    if held:
        yield held


def _start() -> str:
    """How workers start. A fork needs no guard in the caller's script, but is safe in one thread only."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _map(records: Iterator[Record | Issue], processes: int, screen: bool) -> Iterator[Work]:
    """Works in the order of the records."""
    if processes <= 1:
        for record in records:
            yield _failed(record) if isinstance(record, Issue) else work_on(record, screen=screen)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context(_start())) as pool:
        pending: deque[Future[list[Work]]] = deque()
        try:
            for chunk in _in_chunks(records):
                pending.append(pool.submit(_work_on_many, chunk, screen))
                if len(pending) >= processes * 3:
                    yield from pending.popleft().result()
            while pending:
                yield from pending.popleft().result()
        finally:
            for future in pending:
                future.cancel()


def _how_many(processes: int | None, size: int) -> int:
    if processes is not None:
        return max(1, processes)
    return (os.cpu_count() or 1) if size >= WORTH_A_POOL else 1


def extract_inputs(
    inputs: Sequence[str | Path],
    *,
    processes: int | None = None,
    screen: bool = True,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Extracted]:
    """Each document with its claims and issues, in the order of the inputs; None with issues for a failed input.

    ``processes`` None chooses by the size of the inputs. ``progress`` is called with 1 for each document done.
    """
    records, size = _records(inputs, stdin if stdin is not None else getattr(sys.stdin, "buffer", None))
    for work in _map(records, _how_many(processes, size), screen):
        if progress is not None and work.document is not None:
            progress(1)
        yield work.document, work.claims, work.issues


def read_into(
    ledger: Ledger,
    inputs: Sequence[str | Path],
    *,
    processes: int | None = None,
    progress: Progress | None = None,
    tell: Tell | None = None,
    stdin: BinaryIO | None = None,
    batch: int = BATCH,
) -> Reading:
    """Add inputs to a ledger. What it has already is passed over; a kill at any moment leaves a whole ledger.

    ``batch`` is the number of documents after which they are written, if two seconds have not passed before.
    ``tell`` is given issues as they come, and the ``Reading`` then holds none: a long reading keeps nothing of them.
    """
    records, size = _records(inputs, stdin if stdin is not None else getattr(sys.stdin, "buffer", None))
    known = 0

    def new(records: Iterator[Record | Issue]) -> Iterator[Record | Issue]:
        nonlocal known
        for chunk in _in_chunks(records):
            keys = {id(r): key_of(r) for r in chunk if isinstance(r, Record)}
            had = ledger.known_inputs(keys.values())
            for record in chunk:
                if isinstance(record, Record) and keys[id(record)] in had:
                    known += 1
                    if progress is not None:
                        progress(1)
                else:
                    yield record

    documents = passed = claims = 0
    issues: list[Issue] = []
    held: list[Work] = []
    begun = time.monotonic()
    for work in _map(new(records), _how_many(processes, size), True):
        held.append(work)
        if tell is not None:
            tell(work.issues)
        else:
            issues.extend(i for i in work.issues if i.fatal or len(issues) < MOST_ISSUES)
        if progress is not None and work.document is not None:
            progress(1)
        if len(held) >= batch or time.monotonic() - begun >= BATCH_SECONDS:
            a, b, c, d = _store(ledger, held)
            documents, passed, known, claims = documents + a, passed + b, known + c, claims + d
            held, begun = [], time.monotonic()
    if held:
        a, b, c, d = _store(ledger, held)
        documents, passed, known, claims = documents + a, passed + b, known + c, claims + d
    return Reading(documents, passed, known, claims, tuple(issues))


def rebuild(ledger: Ledger, *, progress: Progress | None = None) -> None:
    """Read the claims of every document in a ledger anew, with the rules of today, and make all else again.

    Decisions stay; ``ledger.lost_decisions`` says which of them no longer find what they were about.
    """
    from .extract import extract_claims
    from .screen import find_passages

    def extract(document: Document) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
        passages, passed_over = find_passages(document)
        if progress is not None:
            progress(1)
        if not passages:
            return (), passed_over
        claims, trouble = extract_claims(document, passages)
        return claims, (*passed_over, *trouble)

    ledger.rebuild(rules=True, extract=extract)


def _store(ledger: Ledger, works: Sequence[Work]) -> tuple[int, int, int, int]:
    """Works in one transaction: documents kept, passed over and known before, and claims."""
    documents = passed = known = claims = 0
    with ledger.writing() as batch:
        for work in works:
            kept = work.document is not None and (work.relevant or bool(work.claims))
            if kept:
                assert work.document is not None
                if batch.add(work.document, work.claims, work.issues):
                    documents += 1
                    claims += len(work.claims)
                else:
                    known += 1
            else:
                passed += work.document is not None
                if work.issues:
                    batch.note(work.key or work.place, work.issues)
            if work.key and not any(i.fatal for i in work.issues):
                batch.add_input(work.key, work.place, int(kept))
    return documents, passed, known, claims
