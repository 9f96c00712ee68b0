"""The state that a place lies in, for the places of datelines.

Enters: a document with its datelines. Leaves: the state of each whose place a table has ("OSLO", "Gdynia").
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
            code = _places().get(place[0].casefold()) if place is not None else None
            if place is not None and code is not None:
                yield code, place.span(), zone.end


@cache
def _places() -> dict[str, str]:
    """Capital or large city → its state (ISO 3166 alpha-2)."""
    found = {row["name"].casefold(): row["state"] for row in load_table("names/cities.tsv")}
    for row in load_table("names/states.tsv"):
        for capital in split_cell(row["capitals"]):
            found[capital.removesuffix("?").casefold()] = row["code"]
    return found
