"""The tables of a ledger, and how an older ledger becomes a newer one.

Enters: a connection. Leaves: tables of the current version, or a refusal. What was read (documents, claims,
decisions, inputs) is kept apart from what follows from it (links, tellings, cases), which can be made again
at any time.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Column, Connection, Float, Index, Integer, MetaData, Table, Text

VERSION = 4
"""Raised when a table changes; ``MIGRATIONS`` says how a ledger of the version before becomes one of this."""

metadata = MetaData()

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text))

documents = Table(
    "documents", metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, unique=True, nullable=False),
    Column("name", Text, nullable=False, index=True),
    Column("url", Text), Column("outlet", Text), Column("published", Text),
    Column("day", Integer, index=True),
    Column("title", Text), Column("byline", Text), Column("language", Text), Column("wire", Text),
    Column("text", Text, nullable=False),
    Column("zones", Text), Column("source", Text), Column("source_map", Text), Column("pages", Text),
    Column("sentences", Integer), Column("corrects", Text), Column("official", Integer),
    Column("read_at", Text),
)  # fmt: skip

claims = Table(
    "claims", metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False, index=True),
    Column("doc", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("start", Integer), Column("end", Integer),
    Column("rule", Text), Column("confidence", Float),
    Column("state", Text),
    Column("slots", Text, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
Index("claims_by_state", claims.c.kind, claims.c.state)

links = Table(
    "links", metadata,
    Column("claim", Text, primary_key=True), Column("slot", Text, primary_key=True),
    Column("target", Text), Column("how", Text),
    sqlite_with_rowid=False,
)  # fmt: skip

prints = Table(
    "prints", metadata,
    Column("print", Integer, primary_key=True), Column("document", Integer, primary_key=True),
    Column("sentence", Integer, primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip

origins = Table(
    "origins", metadata,
    Column("document", Text, primary_key=True), Column("on", Text, primary_key=True, index=True),
    Column("kind", Text, primary_key=True),
    Column("evidence", Text), Column("spans", Text), Column("share", Float),
    sqlite_with_rowid=False,
)  # fmt: skip

tellings = Table(
    "tellings", metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False, index=True),
    Column("given", Text), Column("supplier", Text), Column("recipient", Text, nullable=False),
    Column("printed", Integer), Column("data", Text, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
Index("tellings_by_pair", tellings.c.recipient, tellings.c.supplier)
# Those of undated documents that print a day: few, and looked for in every pair of states that is made again.
Index(
    "tellings_undated",
    tellings.c.recipient,
    tellings.c.supplier,
    sqlite_where=tellings.c.printed.is_not(None),
)

witnesses = Table(
    "witnesses", metadata,
    Column("recipient", Text, primary_key=True), Column("supplier", Text, primary_key=True),
    Column("document", Text, primary_key=True, index=True), Column("day", Text, primary_key=True),
    Column("words", Text), Column("by", Text), Column("published", Text), Column("stated", Integer),
    sqlite_with_rowid=False,
)  # fmt: skip

weapons = Table(
    "weapons", metadata,
    Column("recipient", Text, primary_key=True), Column("weapon", Text, primary_key=True),
    Column("telling", Text, primary_key=True),
    Column("first", Integer), Column("last", Integer), Column("given", Text),
    sqlite_with_rowid=False,
)  # fmt: skip

issues = Table(
    "issues", metadata,
    Column("owner", Text, primary_key=True),
    Column("stage", Text, primary_key=True), Column("source", Text, primary_key=True),
    Column("reason", Text, primary_key=True), Column("where", Text, primary_key=True),
    Column("fatal", Integer),
    sqlite_with_rowid=False,
)  # fmt: skip

decisions = Table(
    "decisions", metadata,
    Column("id", Text, primary_key=True), Column("verdict", Text), Column("about", Text), Column("who", Text),
    Column("when", Text), Column("why", Text), Column("undone", Integer),
)  # fmt: skip

cases = Table(
    "cases", metadata,
    Column("id", Text, primary_key=True),
    Column("supplier", Text, nullable=False), Column("recipient", Text, nullable=False),
    Column("announced", Text), Column("items", Text), Column("digest", Text), Column("data", Text, nullable=False),
)  # fmt: skip
Index("cases_by_pair", cases.c.recipient, cases.c.supplier)
Index("cases_by_supplier", cases.c.supplier)

case_claims = Table(
    "case_claims", metadata,
    Column("claim", Text, primary_key=True), Column("key", Text, nullable=False, index=True),
    Column("case", Text, nullable=False, index=True),
    sqlite_with_rowid=False,
)  # fmt: skip

weighed = Table(
    "weighed", metadata,
    Column("recipient", Text, primary_key=True), Column("supplier", Text, primary_key=True),
    Column("key", Text, primary_key=True), Column("groups", Text, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
"""How tellings of a pair of states were grouped, so that only those that a new document concerns are weighed again."""

inputs = Table(
    "inputs", metadata,
    Column("hash", Text, primary_key=True), Column("source", Text), Column("kept", Integer), Column("read_at", Text),
    sqlite_with_rowid=False,
)  # fmt: skip

FTS = (
    "CREATE VIRTUAL TABLE documents_fts USING fts5(title, text, content='documents', content_rowid='n', "
    "tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER documents_ai AFTER INSERT ON documents BEGIN "
    "INSERT INTO documents_fts(rowid, title, text) VALUES (new.n, new.title, new.text); END",
    "CREATE TRIGGER documents_ad AFTER DELETE ON documents BEGIN "
    "INSERT INTO documents_fts(documents_fts, rowid, title, text) VALUES ('delete', old.n, old.title, old.text); END",
)


def _learn_days(connection: Connection) -> None:
    """1 to 2: tellings say which days their undated documents print, and witnesses date them."""
    connection.exec_driver_sql("ALTER TABLE tellings ADD COLUMN printed INTEGER")
    for index in tellings.indexes:
        if index.name == "tellings_undated":
            index.create(connection)
    witnesses.create(connection)


def _learn_corrections(connection: Connection) -> None:
    """2 to 3: a document keeps the figures of its correction, and not only that it has one."""
    connection.exec_driver_sql(
        "UPDATE documents SET corrects = CASE corrects WHEN 1 THEN '[]' ELSE 'null' END"
    )


MIGRATIONS: dict[int, Callable[[Connection], None]] = {
    1: _learn_days,
    2: _learn_corrections,
    3: weighed.create,
}
"""By the version from which a step leads to the next. What follows from documents is made again afterwards."""

DERIVED = (links, prints, origins, tellings, witnesses, weapons, weighed, cases, case_claims)
"""Tables that ``Ledger.rebuild`` empties and fills again."""


class NewerLedger(Exception):
    """A ledger that a later version of armstrail made."""


def version_of(connection: Connection) -> int | None:
    """The version of a ledger, or None for an empty database."""
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'").scalars().all()
    if not tables:
        return None
    if "meta" not in tables:
        return -1
    found = connection.exec_driver_sql("SELECT value FROM meta WHERE key='version'").scalar()
    return int(found) if found is not None and str(found).isdigit() else -1


def prepare(connection: Connection) -> bool:
    """Make the tables, or bring those of an older version up: True where what follows must then be made again.

    NewerLedger where the version is not known here.
    """
    version = version_of(connection)
    if version is None:
        metadata.create_all(connection)
        for statement in FTS:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO meta VALUES ('version', ?)", (str(VERSION),))
        return False
    if version > VERSION:
        raise NewerLedger(str(version))
    older = version < VERSION
    while version < VERSION:
        MIGRATIONS[version](connection)
        version += 1
        connection.exec_driver_sql("UPDATE meta SET value=? WHERE key='version'", (str(version),))
    return older
