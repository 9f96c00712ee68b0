"""The state that a place lies in, for the places of datelines.

Enters: a dateline's place as printed ("OSLO", "Norfolk, Va."). Leaves: the state's code, or "" where no table has it.
It cannot see whose affairs the report is about: a correspondent may write from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..model import Document, Span
from ..rules import load_table, split_cell

_PLACE = re.compile(r"[^\W\d_]+(?:[ .'’-]{1,2}[^\W\d_]+)*")


def dateline_states(document: Document) -> Iterator[tuple[str, Span, int]]:
    """The state of each dateline's place, the words of the place, and where the dateline ends."""
    for zone in document.zones:
        if zone.kind == "dateline":
            place = _PLACE.search(document.text, zone.start, zone.end)
            code = state_of_place(place[0]) if place is not None else ""
            if place is not None and code:
                yield code, place.span(), zone.end


def state_of_place(place: str) -> str:
    """The state (ISO 3166 alpha-2) of a capital or large city; case does not matter."""
    return _places().get(place.split(",")[0].strip(" .:—–-").casefold(), "")


@cache
def _places() -> dict[str, str]:
    found = {row["name"].casefold(): row["state"] for row in load_table("names/cities.tsv")}
    for row in load_table("names/states.tsv"):
        for capital in split_cell(row["capitals"]):
            found[capital.removesuffix("?").casefold()] = row["code"]
    return found
