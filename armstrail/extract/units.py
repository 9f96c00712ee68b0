"""What a sentence is made of for the reader of transfers: parties, items and the row of units that they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import Span
from ..values import Count, Date, Money
from .grammar import Trigger
from .mentions import Mention


@dataclass(slots=True)
class Party:
    """Who supplies or receives. ``code`` is empty for a word that points back (it, the country)."""

    code: str
    span: Span
    role: str
    """state, institution, body, maker, person, group or anaphor."""
    possessive: bool = False
    adjective: bool = False
    legislature: bool = False
    speaker: bool = False
    word: str = ""


@dataclass(slots=True)
class Item:
    """Arms in a noun phrase: what they are called there, and how many."""

    name: str
    spans: tuple[Span, ...]
    quantity: int | None = None
    quantity_span: Span | None = None
    bound: str | None = None
    bound_span: Span | None = None
    origin: str = ""
    """State that the words name as the origin: "Turkish drones"."""
    origin_span: Span | None = None
    known: str = ""
    """The table's name, where the phrase names a system of the table."""
    home: str = ""
    """The states that make it, by the table, separated by semicolons."""
    category: str = ""
    part: bool = False
    generic: bool = True
    definite: bool = False
    counted: bool = False
    """True where a number stands before it, also an inexact one (hundreds of)."""
    head: str = ""
    """The last word of the noun, singular: what kind of thing the phrase says it is."""
    kind: str = ""
    """The whole generic noun: "anti-tank missile"."""
    vague: bool = False
    """True for "other vehicles", "related equipment"."""
    owned: bool = False
    """True for what somebody has already: "its existing F-16s", "the obsolete howitzers"."""
    pointer: bool = False
    """True for words that only point back (the system); they are an item where what they mean was told."""
    more: bool = False
    """True for "30 more", "another", "the first of": it points back to a thing told before."""


@dataclass(slots=True)
class Unit:
    """One unit of a sentence. ``kind``: word, party, item, money, date, count, verb, noun (triggers) or mark."""

    kind: str
    start: int
    end: int
    low: str
    party: Party | None = None
    item: Item | None = None
    money: Money | None = None
    date: Date | None = None
    count: Count | None = None
    triggers: tuple[Trigger, ...] = field(default=())
    mention: Mention | None = None
