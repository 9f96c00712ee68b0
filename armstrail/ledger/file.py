"""A ledger's file: opened, refused, locked.

Enters: a path. Leaves: an open file, or a LedgerError that says in plain words why not. Readers see the
last whole state while a writer is at work (SQLite's write-ahead log); a second writer waits and is then
told so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError, OperationalError

from . import schema as t


class LedgerError(Exception):
    """A ledger that cannot be opened, read or written; the message is for a person."""


class LedgerFile:
    """One ledger's file, open."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True, timeout: float = 10.0) -> Self:
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
                if t.prepare(connection):
                    ledger._derive(connection)
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

    def _derive(self, connection: Connection) -> None:
        """Make what follows from documents, claims and decisions again; a ledger that can write does it."""

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
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
