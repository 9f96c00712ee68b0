"""Witnesses of the days of undated documents, kept by pair of states.

Enters: a connection inside a transaction, and the groups of a pair. Leaves: rows, the documents whose
witnesses changed, and the day that all witnesses of a document agree on. A witness depends on the tellings
of its own pair alone, before any day is inferred, so the order of reading does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, and_, delete, insert, select

from ..reconcile import Group
from ..reconcile.dating import Learnt, Witness, find_witnesses, learn_day
from ..reconcile.support import house_of
from ..reconcile.telling import Telling
from . import schema as t
from .rows import MANY, safe

Pair = tuple[str, str]


def open_pairs(connection: Connection, pairs: Iterable[Pair]) -> list[Pair]:
    """Those of some pairs of states (supplier, recipient) in which an undated document prints a day, or did."""
    wanted = set(pairs)
    recipients = sorted({r for _, r in wanted})
    found: set[Pair] = set()
    x, w = t.tellings.c, t.witnesses.c
    for i in range(0, len(recipients), MANY):
        some = recipients[i : i + MANY]
        told = select(x.supplier, x.recipient).where(
            and_(x.recipient.in_(some), x.supplier.is_not(None), x.printed.is_not(None))
        )
        kept = select(w.supplier, w.recipient).where(w.recipient.in_(some))
        for query in (told, kept):
            found |= {(r[0], r[1]) for r in connection.execute(query.distinct())}
    return sorted(found & wanted)


def put_witnesses(connection: Connection, pair: Pair, groups: Iterable[Group]) -> set[str]:
    """Put the witnesses of a pair in place of those it had; the documents whose witnesses changed."""
    w = t.witnesses.c
    mine = and_(w.supplier == pair[0], w.recipient == pair[1])
    columns = (w.document, w.day, w.words, w.by, w.published, w.stated)
    before = {tuple(r) for r in connection.execute(select(*columns).where(mine))}
    best: dict[tuple[str, str], Witness] = {}
    for x in sorted(find_witnesses(groups), key=lambda x: x.rank):
        best.setdefault((x.document, x.day), x)
    after = {(x.document, x.day, safe(x.words), x.by, x.published, int(x.stated)) for x in best.values()}
    if before == after:
        return set()
    connection.execute(delete(t.witnesses).where(mine))
    if after:
        rows = [
            dict(zip(("document", "day", "words", "by", "published", "stated"), r, strict=True))
            for r in after
        ]
        connection.execute(
            insert(t.witnesses), [r | {"supplier": pair[0], "recipient": pair[1]} for r in rows]
        )
    return {str(r[0]) for r in before ^ after}


def learnt_days(connection: Connection, tellings: Iterable[Telling]) -> dict[str, Learnt]:
    """The days of the undated documents among those of some tellings."""
    printed = {x.document: x.printed for x in tellings if x.printed}
    keys = sorted(printed)
    found: dict[str, list[Witness]] = {}
    houses: dict[str, str] = {}
    w, d = t.witnesses.c, t.documents.c
    for i in range(0, len(keys), MANY):
        rows = connection.execute(
            select(t.witnesses, d.outlet, d.url, d.name)
            .join(t.documents, d.id == w.by)
            .where(w.document.in_(keys[i : i + MANY]))
        ).mappings()
        for r in rows:
            case = f"{r['supplier']} to {r['recipient']}"
            witness = Witness(
                r["document"], r["day"], r["words"], r["by"], r["published"], case, bool(r["stated"])
            )
            found.setdefault(witness.document, []).append(witness)
            houses[witness.by] = house_of(r["outlet"], r["url"], r["name"])
    days = {k: learn_day(held, printed[k], houses) for k, held in found.items()}
    return {k: day for k, day in days.items() if day is not None}
