"""The state that a place lies in, or whose ship it is, for datelines and for places that a report names.

Enters: a document with its datelines, or a stretch of text. Leaves: the state of each place that a table has ("OSLO",
"into Subic Bay", "BRP Miguel Malvar"), with its words. It cannot see whose affairs a report is about: a correspondent
may write from anywhere, and a ship may call anywhere.
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


def places_named(text: str, start: int, end: int, before: frozenset[str]) -> Iterator[tuple[str, Span]]:
    """The state of each city and each warship that a stretch of text names, and the words.

    A city is one only behind a word of ``before`` ("in", "near"): many bear names of people and things.
    """
    for match in _behind(before).finditer(text, start, end):
        words, size = match[1].casefold(), len(match[1])
        while size > 0:
            code = _cities().get(words[:size])
            if code is not None:
                yield code, (match.start(1), match.start(1) + size)
                break
            size = max(words.rfind(" ", 0, size), words.rfind("-", 0, size))
    for match in ships().finditer(text, start, end):
        states = _fleets()[match[1]]
        if len(states) == 1:
            yield states[0], match.span()


@cache
def _behind(before: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(sorted(before))
    return re.compile(rf"\b(?:{words}) ([A-Z][^\W\d_]*[a-z](?:[ -][A-Z][^\W\d_]*[a-z]){{0,2}})")


@cache
def ships() -> re.Pattern[str]:
    """A ship by the prefix of its navy, its first group: "BRP Ramon Alcaraz"."""
    return re.compile(
        rf"(?<!\w)({'|'.join(_fleets())})\s(?:[“\"‘'])?[A-Z][\w’'-]+"
        r"(?:\s(?:(?:de|da|ben|bin|van)\s)?[A-Z][\w’'-]+){0,2}"
    )


@cache
def _fleets() -> dict[str, tuple[str, ...]]:
    """Prefix of warships → whose they are."""
    return {row["prefix"]: tuple(split_cell(row["states"])) for row in load_table("names/ship-prefixes.tsv")}


@cache
def _cities() -> dict[str, str]:
    """The places but those that bear the name of a state: Armenia in Colombia."""
    rows = load_table("names/states.tsv")
    names = {n.removesuffix("?").casefold() for r in rows for n in (r["name"], *split_cell(r["names"]))}
    return {name: code for name, code in _places().items() if name not in names}


@cache
def _places() -> dict[str, str]:
    """Capital or large city → its state (ISO 3166 alpha-2)."""
    found = {row["name"].casefold(): row["state"] for row in load_table("names/cities.tsv")}
    for row in load_table("names/states.tsv"):
        for capital in split_cell(row["capitals"]):
            found[capital.removesuffix("?").casefold()] = row["code"]
    return found
