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
    """Whether no arms go between two parties (ISO 3166 alpha-2 codes, or names of groups) at an ISO date, or by now.

    A year or a month counts to its end.
    """
    return any(
        day is None or since <= f"{day}~"
        for pair in ((one, other), (one, "*"), (other, "*"))
        if (since := _since().get(pair)) is not None
    )


@cache
def _since() -> dict[tuple[str, str], str]:
    """The day from which two parties are strangers, in both orders."""
    return {
        pair: row["since"]
        for row in load_table("names/strangers.tsv")
        for other in split_cell(row["others"])
        for pair in ((row["party"], other), (other, row["party"]))
    }
