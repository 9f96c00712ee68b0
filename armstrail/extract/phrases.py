"""A sentence as a row of units: parties, items, amounts, dates, triggers and plain words.

Enters: a Page with its names and values, one sentence of it, and the grammar of its language. Leaves: a list of Units
in the order of the text. Where a name, a price and a number overlap, the one that says more wins.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TypeVar

from ..values import Count, Date, Money
from .grammar import Grammar
from .items import ItemReader
from .mentions import Mention
from .page import Page, Sentence
from .parties import PartyReader
from .units import Unit

_WORD = re.compile(r"[^\W\d_]+n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\w+(?:[-‑.]\w+)*|\S")

_HANDED = re.compile(r"\b(?:hand|hands|handed|handing|turn|turns|turned|taken?|takes|took)\s+over$")

T = TypeVar("T", Mention, Money, Date, Count)


def _slice(things: list[T], start: int, end: int) -> list[T]:
    low = bisect_left(things, start, key=lambda t: t.start)
    found = []
    for thing in things[low:]:
        if thing.start >= end:
            break
        if thing.end <= end:
            found.append(thing)
    return found


def _atoms(page: Page, sentence: Sentence, grammar: Grammar) -> list[Unit]:
    """Names, values and words of a sentence in order; where two overlap the one that comes first here wins."""
    text, start, end = page.text, sentence.start, sentence.end
    units: list[Unit] = []
    for money in _slice(page.money, start, end):
        end_of = money.end
        if money.also is not None and money.also.start >= money.end:
            # "69 million euros (75 million US dollars)": one price, told twice.
            end_of = money.also.end + (text[money.also.end : money.also.end + 1] == ")")
        first = min(money.start, money.bound_span[0]) if money.bound_span is not None else money.start
        units.append(Unit("money", max(first, start), min(end_of, end), "", money=money))
    for date in _slice(page.dates, start, end):
        units.append(Unit("date", date.start, date.end, "", date=date))
    for mention in _slice(page.mentions, start, end):
        units.append(Unit("mention", mention.start, mention.end, "", mention=mention))
    for count in _slice(page.counts, start, end):
        if count.bound_span is not None and _HANDED.search(
            text, max(start, count.bound_span[0] - 9), count.bound_span[1]
        ):
            # "handed over four helicopters"
            count = count._replace(bound=None, bound_span=None)
        first = min(count.start, count.bound_span[0]) if count.bound_span is not None else count.start
        until = max(count.end, count.bound_span[1]) if count.bound_span is not None else count.end
        units.append(Unit("count", max(first, start), min(until, end), "", count=count))
    units.sort(key=lambda u: u.start)
    kept: list[Unit] = []
    for unit in units:
        if kept and unit.start < kept[-1].end:
            last = kept[-1]
            # A designation wins over a number inside it, a price over a name inside it.
            if (
                unit.kind == "mention"
                and last.kind in ("count", "date")
                and unit.end - unit.start > last.end - last.start
            ):
                kept[-1] = unit
            continue
        kept.append(unit)
    filled: list[Unit] = []
    at = start
    for unit in [*kept, Unit("end", end, end, "")]:
        if at < unit.start:
            for match in _WORD.finditer(text, at, unit.start):
                low = match[0].lower().replace("’", "'")
                filled.append(
                    Unit(
                        "word" if low[0].isalnum() or (low[0] == "'" and len(low) > 1) else "mark",
                        match.start(),
                        match.end(),
                        low,
                    )
                )
        if unit.kind != "end":
            unit.low = text[unit.start : unit.end].lower()
            filled.append(unit)
        at = max(at, unit.end)
    return filled


class _Parser(ItemReader, PartyReader):
    """Reads all units of one sentence out of its atoms."""

    def parse(self) -> list[Unit]:
        out: list[Unit] = []
        i, size = 0, len(self.atoms)
        opening = self.grammar.opening
        while i < size:
            atom = self.atoms[i]
            if atom.kind == "mark" or (
                atom.kind == "word" and atom.low not in opening and not self.names_arms(i)
            ):
                out.append(atom)
                i += 1
                continue
            taken = self.item_at(i) or self.bare_number(i) or self.party_at(i) or self.trigger_at(i)
            if taken is None:
                out.append(self.atoms[i])
                i += 1
            else:
                unit, i = taken
                out.append(unit)
        return out

    # ---- triggers

    def trigger_at(self, i: int) -> tuple[Unit, int] | None:
        atom = self.atoms[i]
        if atom.kind != "word" and not (atom.mention is not None and atom.mention.category == "unit"):
            return None
        for parts in self.grammar.long_triggers.get(atom.low, ()):
            if all(self.low(i + n) == w for n, w in enumerate(parts)):
                last = self.atoms[i + len(parts) - 1]
                found = self.grammar.triggers[" ".join(parts)]
                return Unit(found[0].kind, atom.start, last.end, " ".join(parts), triggers=found), i + len(
                    parts
                )
        found = self.grammar.triggers.get(atom.low, ())
        if not found or (
            self.low(i + 1) in self.parties["institution"]
            and found[0].form in ("past-or-participle", "participle")
        ):
            # "armed forces"
            return None
        if atom.low == "worth" and self.low(i + 1) == "of":
            # "£4.7 billion worth of arms"
            return None
        return Unit(found[0].kind, atom.start, atom.end, atom.low, triggers=found), i + 1


def read_units(page: Page, sentence: Sentence, grammar: Grammar) -> list[Unit]:
    """The units of a sentence: parties, items, amounts, dates, triggers, words and marks, in order."""
    return _Parser(page, _atoms(page, sentence, grammar), grammar).parse()
