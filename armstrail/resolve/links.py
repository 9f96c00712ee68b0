"""Links from the words of a claim's slots to what they mean.

Enters: claims, whose slots carry canonical values. Leaves: a link for each slot that names a state, body,
person, company or weapon, saying which table has it, and an issue for none: a name that no table has stays
as its words.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ..model import Claim, Issue, Link
from ..rules import data_files, has_data, load_table, split_cell

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
    links: list[Link] = []
    for claim in claims:
        for slot in claim.slots:
            if slot.name not in NAMED or not isinstance(slot.value, str):
                continue
            table = _table_of(slot.name, slot.value)
            if table is not None:
                away = all(s[1] <= claim.start or s[0] >= claim.end for s in slot.spans)
                how = f"table {table}" + (", coreference" if away else "")
            else:
                how = "words"
            links.append(Link(claim.id, slot.name, slot.value, how))
    return tuple(links), ()
