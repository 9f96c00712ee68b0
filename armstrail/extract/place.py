"""Where a party stands in its clause: in a list, under a preposition, as the subject of a verb.

Enters: the units of a sentence and an index. Leaves: indexes of party units, or the preposition. A subject that only a
parser would find, across a clause that no mark opens, is not found.
"""

from __future__ import annotations

from .clauses import Clause
from .units import Unit


def listed(units: list[Unit], i: int, end: int, step: int = 1) -> list[int]:
    """The parties of a list that begins at unit i: "Albania, Norway, Latvia and Thailand"."""
    found = [i]
    j = i + step
    while 0 <= j < len(units) and (j < end if step > 0 else j >= end):
        k = j
        while 0 <= k < len(units) and units[k].low in (",", "and", "or", "the", "&", "both") and k != end:
            k += step
        party = units[k].party if 0 <= k < len(units) else None
        if k == j or party is None or party.adjective or party.role == "anaphor":
            break
        first = units[i].party
        if first is not None and party.role != first.role and party.role not in ("state", "group"):
            break
        found.append(k)
        j = k + step
    return found


def find_subject(units: list[Unit], clause: Clause, before: int, clauses: list[Clause]) -> list[int]:
    """The parties that stand as subject left of unit ``before``; [] where there is none or it is no party."""
    start = clause.start
    i = before - 1
    if (
        i - 1 >= start
        and units[i].kind == "word"
        and units[i].low.endswith("ing")
        and units[i - 1].party is not None
    ):
        # "in response to Russia continuing to supply weapons"
        return [i - 1]
    while True:
        while i >= start:
            unit = units[i]
            if unit.kind == "party" and unit.party is not None:
                party = unit.party
                if not party.possessive and not party.adjective and not under_preposition(units, i, start):
                    head = listed(units, i, start - 1, -1)
                    head = [x for x in head if x == i or not under_preposition(units, x, start)]
                    return sorted(head)
            elif unit.kind == "mark" and unit.low == "," and i > start:
                # Over what stands between commas after the subject: "Poland, a NATO member, ordered".
                k = i - 1
                while k > start and not (units[k].kind == "mark" and units[k].low == ","):
                    k -= 1
                if k > start and units[k - 1].kind == "party":
                    i = k
            i -= 1
        if clause.opener in ("coordinate", "resume", "which", "who", "that", "ving") and clause.before >= 0:
            i = clause.before
            owner_party = units[i].party
            if (
                clause.opener in ("which", "who", "that")
                and owner_party is not None
                and not owner_party.possessive
            ):
                # "from a Russian exporter that also supplies Syria"
                return [i]
            owner = max((c for c in clauses if c.start <= i), key=lambda c: c.start)
            if owner.start >= clause.start:
                return []
            start, clause = owner.start, owner
            continue
        return []


PREPOSITIONS = frozenset(
    [
        "of",
        "in",
        "with",
        "to",
        "from",
        "for",
        "by",
        "against",
        "between",
        "over",
        "on",
        "at",
        "than",
        "like",
        "amid",
        "near",
        "including",
        "into",
        "under",
        "via",
        "about",
        "within",
        "outside",
        "around",
        "across",
        "inside",
        "toward",
        "towards",
        "through",
        "behind",
        "alongside",
    ]
)
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "both",
        "neighbouring",
        "neighboring",
        "neighbor",
        "neighbour",
        "fellow",
        "ally",
        "rival",
    ]
)


def under_preposition(units: list[Unit], i: int, start: int) -> bool:
    j = i - 1
    while j >= start and (
        units[j].low in _DETERMINERS
        or (units[j].low in ("and", ",") and j - 1 >= start and units[j - 1].kind == "party")
    ):
        if units[j].low == "," and not (i + 1 < len(units) and units[i + 1].low in (",", "and", "or")):
            return False
        if units[j].low in ("and", ","):
            return under_preposition(units, j - 1, start)
        j -= 1
    return j >= start and units[j].low in PREPOSITIONS


def preposition_of(units: list[Unit], i: int, start: int) -> str:
    """The preposition that a party at unit i stands under, "" where none does."""
    j = i - 1
    while j >= start and (
        units[j].low in _DETERMINERS
        or (
            units[j].kind == "word"
            and units[j].low
            in (
                "foreign",
                "us",
                "nato",
                "ally",
                "maker",
                "company",
                "contractor",
                "giant",
                "defence",
                "defense",
                "manufacturer",
            )
        )
    ):
        j -= 1
    if j >= start and units[j].low in PREPOSITIONS:
        return units[j].low
    return ""
