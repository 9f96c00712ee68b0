"""Links from the words of a claim's slots to what they mean.

Enters: claims, whose slots carry canonical values. Leaves: a link for each slot that names a state, body,
person, company or weapon, saying which table has it, and an issue for none: a name that no table has stays
as its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ..model import Claim, Issue, Link
from ..rules import data_files, has_data, load_table, split_cell

_ABBREVIATED = re.compile(r"\s*\([A-Z][A-Z0-9-]+\)$")
"""An abbreviation behind what it stands for: "Army Tactical Missile Systems (ATACMS)"."""
NAMED = ("supplier", "recipient", "equipment", "asserted_by", "speaker", "state")


@cache
def _names(path: str, column: str) -> frozenset[str]:
    if not has_data(path):
        return frozenset()
    return frozenset(row[column] for row in load_table(path))


@cache
def _weapons() -> frozenset[str]:
    return frozenset(
        row["name"].casefold() for path in data_files("names/equipment") for row in load_table(path)
    )


@cache
def _nouns() -> frozenset[str]:
    """Generic nouns and their plurals."""
    found: set[str] = set()
    for row in load_table("languages/en/nouns.tsv") if has_data("languages/en/nouns.tsv") else ():
        for name in (row["noun"], *split_cell(row.get("aliases", ""))):
            found |= {name.casefold(), name.casefold() + "s"}
    return frozenset(found)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _folded(name: str) -> str:
    return " ".join(map(_singular, name.casefold().replace("-", " ").split()))


@cache
def _spellings() -> dict[str, str]:
    """Names and aliases of weapons in lower case and the singular; what two weapons share is out."""
    found: dict[str, set[str]] = {}
    for path in data_files("names/equipment"):
        for row in load_table(path):
            for name in (row["name"], *split_cell(row.get("aliases", ""))):
                if not name.endswith("?"):
                    found.setdefault(_folded(name), set()).add(row["name"])
    return {k: next(iter(v)) for k, v in found.items() if len(v) == 1}


def weapon_named(value: str, beside: Iterable[str]) -> str:
    """The table's name of a weapon that a noun such as "lightweight command launch unit" spells, else the noun.

    Believed only where that name shares a word with another weapon told beside it (Javelin LwCLU, FGM-148 Javelin):
    by itself "scout helicopter" is whichever the buyer chose. Full words with their abbreviation behind, as notices
    print them, are a name by themselves.
    """
    if value.casefold() in _weapons():
        return value
    words_only = _ABBREVIATED.sub("", value)
    if words_only != value and (full := _spellings().get(_folded(words_only))) is not None:
        return full
    name = _spellings().get(_folded(value))
    if name is None:
        return value
    words = set(_folded(name).split())
    return name if any(words & set(_folded(other).split()) for other in beside if other != value) else value


_SPEAKERS = ("bodies", "people", "makers", "outlets")


@cache
def _aliases() -> dict[str, tuple[str, str]]:
    """Names and aliases of those who speak, folded, with table and canonical name; the first table in order wins."""
    found: dict[str, tuple[str, str]] = {}
    for table in _SPEAKERS:
        path = f"names/{table}.tsv"
        for row in load_table(path) if has_data(path) else ():
            for name in (row["name"], *split_cell(row.get("aliases", ""))):
                if not name.endswith("?"):
                    found.setdefault(_plain(name), (table, row["name"]))
    return found


def _plain(name: str) -> str:
    return name.casefold().replace("’", "'").replace("-", " ").removeprefix("the ")


def speaker_named(value: str) -> tuple[str, str] | None:
    """Table and canonical name of who speaks, or None where no table has the words.

    A body named after whose it is ("State Department’s Bureau of …") is looked up without that too, where the table
    has the owner as well.
    """
    folded = _plain(value)
    found = _aliases().get(folded)
    if found is None and "'s " in folded:
        owner, _, own = folded.partition("'s ")
        found = _aliases().get(own) if owner in _aliases() and len(own.split()) > 2 else None
    return found


def _table_of(slot: str, value: str) -> str | None:
    """The table that has a canonical value, or None."""
    if slot == "equipment":
        if value.casefold() in _weapons():
            return "equipment"
        return "nouns" if value.casefold() in _nouns() else None
    for table, column in (
        ("states", "code"), ("groups", "name"), ("bodies", "name"), ("people", "name"), ("makers", "name"),
        ("outlets", "name"),
    ):  # fmt: skip
        if value in _names(f"names/{table}.tsv", column):
            return table
    return None


def link_claims(claims: Iterable[Claim]) -> tuple[tuple[Link, ...], tuple[Issue, ...]]:
    """A link for each slot that names somebody or something, by claim and slot."""
    held = list(claims)
    links: list[Link] = []
    weapons: dict[str, set[str]] = {}
    for claim in held:
        name = claim.get("equipment")
        if isinstance(name, str) and name.casefold() in _weapons():
            weapons.setdefault(claim.document, set()).add(name)
    for claim in held:
        for slot in claim.slots:
            if slot.name not in NAMED or not isinstance(slot.value, str):
                continue
            value = slot.value
            if slot.name == "equipment":
                value = weapon_named(value, weapons.get(claim.document, ()))
            table = _table_of(slot.name, value)
            if table is None and slot.name in ("asserted_by", "speaker"):
                table, value = speaker_named(value) or (None, value)
            if table is not None:
                away = all(s[1] <= claim.start or s[0] >= claim.end for s in slot.spans)
                how = f"table {table}" + (", coreference" if away else "")
            else:
                how = "words"
            links.append(Link(claim.id, slot.name, value, how))
    return tuple(links), ()
