"""Datelines: where, when and through whom, before a report's first word.

Enters: the beginning of a paragraph. Leaves: a Dateline ("MILAN —", "KYIV, Jan 11 (Reuters) -", "MOSCOW,
January 11. /TASS/.") or None. A place in ordinary letters counts only where a wire or a day stands beside
it, or where it is a capital that the table of states knows; "Kosovo — which …" is prose.
"""

# Word lists and patterns read better whole than cut at a column.
# ruff: noqa: SIM905

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..rules import has_data, load_table, split_cell
from .days import WEEKDAYS, find_days, find_short_day
from .outlets import Outlet, outlet_named

_WIDTH = 140
_SEPARATOR = re.compile(r"\s*(?:[—–―]|-{2,})\s*|\s-\s|\s-(?=\S)|:\s")
_WIRE = re.compile(r"[(\[]\s*([^()\[\]]{2,50}?)\s*[)\]]|/\s?([A-Z][\w .-]{1,30}?)\s?/\.?")
_DATED = re.compile(
    r"((?!(?:In|At|On|From|By)\b)[^\W\d_][^.,\d\n]{2,30},\s[^.,\n]{3,14}(?:,\s)?\d{4})\.\s+(?=[A-Z“\"])"
)
_AFTER = re.compile(r"([^.\n]{2,30})\.\s+")
_NO_PLACE = frozenset(
    (
        "breaking update updated exclusive watch video analysis opinion explainer related live alert urgent "
        "note correction editor photo photos file flash news factbox report reports read more listen question "
        "answer q a fact box nato un eu us uk u.s u.k usa"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """``end`` is where the prose begins. ``day`` is (month, day) where the year is left out."""

    end: int
    place: str
    date: str | None
    day: tuple[int, int] | None
    wire: Outlet | None
    sure: bool
    """Whether a wire or a day stands in it."""


@cache
def _capitals() -> frozenset[str]:
    if not has_data("names/states.tsv"):
        return frozenset()
    rows = load_table("names/states.tsv")
    return frozenset(name.casefold() for row in rows for name in split_cell(row.get("capitals", "")))


def _is_place(place: str, sure: bool) -> bool:
    parts = [p.strip(" .") for p in place.split(",")]
    if not parts[0] or len(parts) > 3 or len(place) > 70:
        return False
    for i, part in enumerate(parts):
        words = part.replace("/", " ").replace("[", " ").replace("]", " ").split()
        if not 1 <= len(words) <= 5 or any(c.isdigit() for c in part):
            return False
        small = sum(not w[0].isupper() for w in words)
        if small > (1 if len(words) > 2 else 0):
            return False
        if i == 0:
            first = part.replace("’", "").replace("'", "")
            letters = [c for c in first if c.isalpha()]
            if (
                len(letters) < 3
                or part.casefold() in _NO_PLACE
                or (words[0].casefold().strip(".") in _NO_PLACE and len(words) == 1)
            ):
                return False
            shouted = sum(c.isupper() for c in letters) >= len(letters) - 1
            known = part.casefold() in _capitals()
            if not shouted and not known and not sure:
                return False
    return True


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline with which the paragraph at ``start`` begins."""
    head = text[start : min(end, start + _WIDTH)]
    if not head or not (head[0].isupper() or head[0] in "([" or head[0].isdigit()):
        return None
    wire: Outlet | None = None
    after_wire = -1
    unknown = -1
    early = _SEPARATOR.search(head)
    for match in _WIRE.finditer(head, 0, early.start() + 1 if early is not None else len(head)):
        outlet = outlet_named(match[1] or match[2])
        if outlet is None and match[1]:
            # "(Reuters/AFP)", "(AP via Beta)"
            outlet = next(
                (o for o in map(outlet_named, re.split(r"[/,]|\bvia\b", match[1])) if o is not None), None
            )
        if outlet is not None:
            wire, after_wire = outlet, match.end()
            before = head[: match.start()]
            break
        if unknown < 0 and match.start() <= 60 and re.fullmatch(r"[A-Z][A-Z-]{1,14}", match[1] or match[2]):
            unknown, before = match.end(), head[: match.start()]
    if wire is None and unknown > 0 and (find_days(before) or find_short_day(before)):
        after_wire = unknown  # "New Delhi, Sept 29 (KNN) The …": a service that the table does not know
    if after_wire > 0:
        tail = head[after_wire:]
        mark = re.match(r"\s{0,5}([—–―:.-]{0,4})\s{0,5}", tail)
        stop = after_wire + (mark.end() if mark else 0)
        place_text = before
        marked = (mark is not None and mark[1] != "") or not tail.strip()
        if not marked and not (find_days(before) or find_short_day(before)):
            return None  # "The Polish Press Agency (PAP) reported …"
        if wire is not None and not wire.is_wire and not (marked and before.strip(" ,").isupper()):
            return None
        colon = False
        late = find_days(tail[:40])
        if late and late[0].start <= 3:  # "(Reuters) Jan. 11, 2024 -"
            return None
    else:
        found = _SEPARATOR.search(head)
        stopped = _DATED.match(head)
        if stopped is not None and (found is None or stopped.end() <= found.start()):
            # "OSLO, 20 December 2017. The agency ..."
            place_text, stop, colon = stopped[1], stopped.end(), False
        elif found is None:
            if "\n" in head or end - start > 60:
                return None
            place_text, stop, colon = head, len(head), False
        else:
            place_text, stop, colon = head[: found.start()], found.end(), found[0].startswith(":")
        told = _AFTER.match(head, stop)
        named = outlet_named(told[1]) if told is not None else None
        if told is not None and named is not None and named.is_wire:
            wire, stop = named, told.end()  # "МОСКВА, 11 янв - РИА Новости. …"
    days = find_days(place_text)
    date_value: str | None = None
    day: tuple[int, int] | None = None
    if len(days) == 1:
        date_value = days[0].value
        place_text = place_text[: days[0].start] + place_text[days[0].end :]
    elif not days and (short := find_short_day(place_text)):
        day = (short[2], short[3])
        place_text = place_text[: short[0]] + place_text[short[1] :]
    if wire is None and (days or day) and stop >= end - start and not place_text[:3].isupper():
        return None  # a heading with a day in it
    words = [w for w in place_text.split() if w.strip(" .,:").lower() not in WEEKDAYS]
    place = " ".join(words).strip(" ,.:;·•|-–—")
    dated = date_value is not None or day is not None
    if wire is None and not dated and stop >= end - start:
        return None
    if not place:
        return (
            Dateline(stop, "", date_value, day, wire, True)
            if wire is not None and len(before.strip(" -–—")) <= 40
            else None
        )
    if (wire is not None and len(place) > 70) or not _is_place(place, wire is not None or dated):
        return None
    if colon and not dated and wire is None and place.casefold() not in _capitals():
        return None
    if wire is None and dated and not colon and stop < end - start and head[stop : stop + 1].islower():
        return None  # "Washington, January 11 — the day that …"
    return Dateline(stop, place, date_value, day, wire, wire is not None or dated)
