"""States and armed groups between which no arms go: enemies, and those under an embargo.

Enters: two parties and a day. Leaves: whether a transfer between them would be unheard of. It cannot see secret sales;
where a text says plainly enough that there was one, the network's chance outweighs it.
"""

from __future__ import annotations

from functools import cache

from ..rules import load_table, split_cell

UNHEARD = 0.05
"""What the chance of a party counts for where no arms go between the two."""


def are_strangers(one: str, other: str, day: str | None) -> bool:
    """Whether no arms go between two parties (ISO 3166 alpha-2 codes, or names of groups) at an ISO date, or by now."""
    spans = (
        *_between().get((one, other), ()),
        *_between().get((one, "*"), ()),
        *_between().get((other, "*"), ()),
    )
    return any(
        (day is None or since <= day) and (not until or (day is not None and day <= until))
        for since, until in spans
    )


@cache
def _between() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """The days from and until which two parties are strangers, in both orders."""
    found: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for row in load_table("names/strangers.tsv"):
        days = (row["since"], row["until"])
        for other in split_cell(row["others"]):
            for pair in {(row["party"], other), (other, row["party"])}:
                found[pair] = (*found.get(pair, ()), days)
    return found
