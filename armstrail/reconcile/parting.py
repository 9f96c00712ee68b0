"""Weapons that one report tells in one breath and others price apart: two contracts of one day.

Enters: the tellings of one supplier and one recipient. Leaves: the same, with a telling of two such weapons
taken apart into what it says of each. Only prices of their own part two weapons; without them a package stays whole.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .clock import Days, gap
from .dating import date_telling, learnt_of
from .joining import when
from .kinship import kin
from .telling import Telling, leads_of

LONGEST = 1000
"""Days from the report that prices two weapons apart within which a report of both is taken apart."""
Apart = tuple[str, str, tuple[Days, ...]]
"""Two weapons with a price of their own in one report, and the days of which it tells."""


def _priced_apart(tellings: Iterable[Telling]) -> list[Apart]:
    """Pairs of unlike weapons to which one report gives prices of their own."""
    by_document: dict[str, list[tuple[str, Telling]]] = {}
    for telling in tellings:
        for part in telling.parts or (telling,):
            leads = leads_of(part.items)
            if len(leads) == 1 and _own_prices(part):
                by_document.setdefault(part.document, []).append((leads[0], part))
    return [
        (x, y, tuple(d for d in (when(a), when(b)) if d is not None))
        for told in by_document.values()
        for (x, a), (y, b) in itertools.combinations(told, 2)
        if kin(x, y) == 0 and _own_prices(a).isdisjoint(_own_prices(b))
    ]


def _own_prices(telling: Telling) -> set[float]:
    return {amount for amount, _, _, _, scope in telling.prices if scope is None}


def _parts(telling: Telling, apart: Sequence[Apart]) -> bool:
    """Whether a telling holds two weapons that are priced apart in reports of its time."""
    mine = when(telling)
    return any(
        any(kin(i, x) > 0.5 for i in telling.items)
        and any(kin(i, y) > 0.5 for i in telling.items)
        and (mine is None or not days or any(gap(mine, d) <= LONGEST for d in days))
        for x, y, days in apart
    )


def part_ways(tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings, those of two weapons that are priced apart given weapon by weapon."""
    if not any(t.parts for t in tellings):
        return list(tellings)
    apart = _priced_apart(tellings)
    found: list[Telling] = []
    for telling in tellings:
        if not telling.parts or telling.notices or not _parts(telling, apart):
            found.append(telling)
            continue
        learnt = learnt_of(telling)
        for part in telling.parts:
            known = replace(
                part, supplier=telling.supplier, recipient=telling.recipient, inferred=telling.inferred
            )
            found.append(date_telling(known, learnt))
    return found
