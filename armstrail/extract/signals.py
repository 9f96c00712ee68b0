"""What the network sees of a page: its units in one row, and the things a claim may take its slots from.

Enters: a Page with names, values and attributions, and the grammar of its language. Leaves: Signals. Names are left
out of the words ("Poland", "Leopard 2" are a party and an item, whatever they are called), so that what is learned of
one sale holds for another; only the encoder (encoder.py) reads them as printed. It cannot see arms and parties that no
table and no noun tells.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

import numpy as np

from ..model import Span
from .attribution import Attribution
from .grammar import Grammar, Trigger
from .page import Page
from .phrases import read_units
from .places import dateline_states, places_named
from .units import Item, Party, Unit

Ints = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

_LETTERS = re.compile(r"\w+")
_WORD = re.compile(r"[a-z]+|\d+")
UNSAID = frozenset({"home", "dateline"})
"""What tells a state without naming it: who makes a thing, where a report was written."""
_LONGEST = 6
"""Words of one unit that are looked at."""
ROW = 120
"""Units after which a sentence goes on in a new row."""
BLOCK = 2000
"""Units after which a page goes on in a new block, so that hostile text stays linear."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A state or group that a unit names, and may supply or receive."""

    unit: int
    code: str
    type: str
    """state, group, body, maker, person, or home: the state that makes the item."""
    form: str
    context: str
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who says something on the page."""

    attribution: Attribution
    unit: int
    covers: frozenset[int]
    """The units among the words that are attributed."""


@dataclass
class Signals:
    """A page as the network sees it; arrays hold one number for each unit."""

    page: Page
    grammar: Grammar
    units: list[Unit]
    sentence: Ints
    """The index of the unit's sentence on the page."""
    row: Ints
    """The same, counted from 0 in this block; a sentence too long to be one goes on in the next row."""
    place: Ints
    """The unit's place in its row."""
    features: list[tuple[str, ...]]
    """What each unit is."""
    settings: list[tuple[str, ...]]
    """Where it stands: in a headline, in quotation marks, among the words that somebody says."""
    deeds: list[tuple[str, ...]]
    """The verbs and nouns of deeds that stand nearest before and after it in its sentence."""
    words: list[list[str]]
    candidates: list[Candidate] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    encoded: Floats | None = None
    """(units, width): what the encoder made of each unit, once the network has read the page."""

    @property
    def is_english(self) -> bool:
        """Whether the page's own words are those of the grammar, and not glosses of another language."""
        return self.page.document.language in (None, "en")

    @cached_property
    def codes(self) -> list[str]:
        """The states and groups that may supply or receive, in order."""
        return sorted({c.code for c in self.candidates})

    @cached_property
    def code_of(self) -> Ints:
        """The index in ``codes`` of each candidate."""
        at = {code: i for i, code in enumerate(self.codes)}
        return np.array([at[c.code] for c in self.candidates], dtype=np.int64)

    @cached_property
    def times_named(self) -> Counter[str]:
        """How often each code is named, not counting makers of arms."""
        return Counter(c.code for c in self.candidates if c.context not in UNSAID)

    @cached_property
    def named_first(self) -> frozenset[str]:
        """The codes that the first two sentences name."""
        return frozenset(c.code for c in self.candidates if c.context not in UNSAID and self.row[c.unit] <= 1)

    @cached_property
    def places(self) -> list[tuple[str, Span]]:
        """The states of the cities and warships that the page names, with the words."""
        start, end = self.units[0].start, self.units[-1].end
        return list(places_named(self.page.text, start, end, self.grammar.words["place"]))

    @cached_property
    def local(self) -> Counter[str]:
        """What shows where a page is at home: how often it names a state's cities, warships and own currency."""
        found = Counter(code for code, _ in self.places)
        currencies = (u.money.currency for u in self.units if u.money is not None)
        # Codes of currencies begin with that of their state (ISO 4217).
        found.update(c[:2] for c in currencies if c not in (None, "EUR", "USD"))
        return found

    def says(self, unit: int, sort: str) -> bool:
        """Whether the unit's sentence has one of the words of a sort."""
        words, row = self.grammar.words[sort], int(self.row[unit])
        first, last = np.searchsorted(self.row, (row, row + 1))
        return any(w in words for told in self.words[first:last] for w in told)

    @cached_property
    def ranks(self) -> dict[str, int]:
        """1 for the state that is named most, 2 for the next, 3 for the others that are named."""
        order = sorted(set(self.times_named.values()), reverse=True)
        return {code: min(3, 1 + order.index(n)) for code, n in self.times_named.items()}

    @cached_property
    def items(self) -> list[int]:
        """Units that name arms, and do more than point back."""
        return [i for i, u in enumerate(self.units) if u.item is not None and not u.item.pointer]

    @cached_property
    def counted(self) -> list[int]:
        """Units with a number of things: items with their own, and counts alone."""
        return [i for i, u in enumerate(self.units) if quantity_of(u) is not None]

    @cached_property
    def sums(self) -> list[int]:
        return [i for i, u in enumerate(self.units) if u.money is not None]

    @cached_property
    def days(self) -> list[int]:
        """Units that tell a day; in a text without a day of its own also "last month", which tells none yet."""
        undated = self.page.document.published is None
        return [i for i, u in enumerate(self.units) if u.date is not None and (u.date.value or undated)]


def quantity_of(unit: Unit) -> int | None:
    """The number of things that a unit tells."""
    if unit.item is not None:
        return unit.item.quantity
    return unit.count.value if unit.count is not None else None


def read_signals(page: Page, grammar: Grammar) -> Iterator[Signals]:
    """The signals of a page; a page of more than a long report's length comes in blocks, each read by itself."""
    units: list[Unit] = []
    rows: list[int] = []
    for index, told in enumerate(page.sentences):
        new = read_units(page, told, grammar)
        for start in range(0, len(new), ROW):
            part = new[start : start + ROW]
            if units and len(units) + len(part) > BLOCK:
                yield make_signals(page, grammar, units, rows)
                units, rows = [], []
            units += part
            rows += [index] * len(part)
    if units:
        yield make_signals(page, grammar, units, rows)


def make_signals(
    page: Page, grammar: Grammar, units: list[Unit], sentence: list[int], named: list[Candidate] | None = None
) -> Signals:
    """The signals of units in a row; ``named`` are their parties, where the page's mentions do not tell."""
    place: list[int] = []
    row: list[int] = []
    for i, index in enumerate(sentence):
        goes_on = bool(i) and sentence[i - 1] == index and place[-1] + 1 < ROW
        place.append(place[-1] + 1 if goes_on else 0)
        row.append((row[-1] + (not goes_on)) if row else 0)
    zones = [page.sentences[n].zone for n in sentence]
    within = _Within([u.start for u in units], [u.end for u in units])
    quoted, attributed = set[int](), set[int]()
    sources: list[Source] = []
    for attribution in page.attributions:
        for span in attribution.quotes:
            quoted.update(within.span(span))
        covers = frozenset(i for span in attribution.content for i in within.span(span))
        attributed |= covers
        if attribution.source is not None and attribution.speaker:
            at = within.span(attribution.source)
            if (at or covers) and _speaks(str(attribution.speaker), grammar):
                sources.append(Source(attribution, at[0] if at else 0, covers))
    signals = Signals(
        page,
        grammar,
        units,
        np.array(sentence, dtype=np.int64),
        np.array(row, dtype=np.int64),
        np.array(place, dtype=np.int64),
        [_features(u, page) for u in units],
        [
            _setting(zones[i], place[i] == 0, i in quoted, i in attributed, named is not None)
            for i in range(len(units))
        ],
        _deeds(units, place),
        [words_of(u, page.text) for u in units],
        sources=sources,
    )
    parties = named if named is not None else list(_named(page, units, within))
    signals.candidates = [*parties, *_makers(units), *_of_datelines(page, within)]
    if named is None:
        signals.candidates += _at_home(signals, within)
    return signals


class _Within:
    """Which units stand within a stretch of the text."""

    def __init__(self, starts: list[int], ends: list[int]) -> None:
        self.starts, self.ends = starts, ends

    def span(self, span: Span) -> range:
        first = bisect_right(self.ends, span[0])
        last = bisect_left(self.starts, span[1])
        return range(first, max(first, last))


def _named(page: Page, units: list[Unit], within: _Within) -> Iterable[Candidate]:
    for mention in page.mentions:
        if mention.type not in ("state", "group", "body", "maker", "person"):
            continue
        at = within.span((mention.start, mention.end))
        if not at:
            continue
        unit = units[at[0]]
        context = "item" if unit.item is not None else unit.party.role if unit.party is not None else "other"
        codes = mention.name if mention.type in ("group", "state") else mention.state
        if mention.type == "body" and not codes:
            codes, context = mention.name, "stateless"
        for code in codes.split(";") if codes else ():
            yield Candidate(at[0], code, mention.type, mention.form, context, (mention.start, mention.end))


def _makers(units: list[Unit]) -> Iterable[Candidate]:
    """The states that make the things which units name."""
    for i, unit in enumerate(units):
        if unit.item is not None and unit.item.home:
            for code in unit.item.home.split(";"):
                yield Candidate(i, code, "home", "", "home", unit.item.spans[0])


def _of_datelines(page: Page, within: _Within) -> Iterable[Candidate]:
    """Whose government, ministry or army a report means that names none: "OSLO - The government has ordered ..."."""
    for code, span, end in dateline_states(page.document):
        unit = bisect_left(within.starts, end)
        if unit < len(within.starts):
            yield Candidate(unit, code, "state", "", "dateline", span)


def _at_home(signals: Signals, within: _Within) -> Iterable[Candidate]:
    """A state that neither a name nor a weapon tells, by its cities and warships: the buyer in a paper of its own."""
    known = {c.code for c in signals.candidates}
    times = Counter(code for code, _ in signals.places)
    most = max(times.values(), default=0)
    for code, span in signals.places:
        at = within.span(span)
        if code not in known and at and 1 < times[code] == most:
            yield Candidate(at[0], code, "state", "", "dateline", span)


def _deeds(units: list[Unit], place: list[int]) -> list[tuple[str, ...]]:
    """For units that may tell or play a part: the verb and the noun of a deed nearest on each side."""
    out: list[list[str]] = [[] for _ in units]
    for side, order in (("before", range(len(units))), ("after", range(len(units) - 1, -1, -1))):
        verb = noun = ""
        last = -1
        for i in order:
            # A new sentence begins: upwards at place 0, downwards behind one that stood at place 0.
            if place[i] == 0 if side == "before" else last == 0:
                verb = noun = ""
            last = place[i]
            unit = units[i]
            if unit.kind in _TELLING:
                if verb:
                    out[i].append(f"{side}-verb={verb}")
                if noun:
                    out[i].append(f"{side}-noun={noun}")
            if unit.triggers:
                first = unit.triggers[0]
                if first.kind == "verb":
                    verb = f"{first.id}.{first.form[:4]}"
                else:
                    noun = first.id
            elif unit.low == ";":
                verb = noun = ""
    return [tuple(found) for found in out]


_TELLING = frozenset({"item", "count", "money", "party", "date", "verb", "noun", "mention"})


# ---- one unit


def _speaks(speaker: str, grammar: Grammar) -> bool:
    """Whether somebody can be meant: no contract, no sum, no words broken off at an article."""
    last = _LETTERS.findall(speaker.lower())[-1:]
    return bool(last) and last[0] not in grammar.words["mute"] and not last[0][0].isdigit()


def words_of(unit: Unit, text: str) -> list[str]:
    """The words of a unit that tell, in lower case, without names."""
    if unit.party is not None:
        party = unit.party
        if party.role == "anaphor":
            return _WORD.findall(unit.low)
        around = f"{text[unit.start : party.span[0]]} {text[party.span[1] : unit.end]}".lower()
        return [w for w in _WORD.findall(around) if w != "s"][:_LONGEST]
    if unit.item is not None:
        item = unit.item
        if item.kind:
            return _WORD.findall(item.kind.lower())[-3:]
        if item.pointer:
            return _WORD.findall(unit.low)
        return _WORD.findall(item.name.lower())[-3:] if item.generic else []
    if unit.kind == "date":
        return [w for w in _WORD.findall(unit.low) if not w.isdigit()][:3]
    if unit.kind in ("money", "count"):
        return []
    return _words(unit.low)


@lru_cache(maxsize=1 << 14)
def _words(low: str) -> list[str]:
    return _WORD.findall(low)


@cache
def _setting(zone: str, first: bool, quoted: bool, attributed: bool, glossed: bool) -> tuple[str, ...]:
    flags = (("first", first), ("quoted", quoted), ("attributed", attributed), ("glossed", glossed))
    return (f"zone={zone}", *(name for name, true in flags if true))


@lru_cache(maxsize=4096)
def _of_word(capital: bool, capitals: bool, triggers: tuple[Trigger, ...], kind: str) -> tuple[str, ...]:
    found = [f"kind={kind}", *_of_triggers(triggers)]
    if kind == "word":
        found += ["capital" if capital else "small", *(["capitals"] if capitals else [])]
    return tuple(found)


@lru_cache(maxsize=1024)
def _of_mark(mark: str) -> tuple[str, ...]:
    return ("kind=mark", f"mark={mark}")


def _of_triggers(triggers: tuple[Trigger, ...]) -> list[str]:
    return [
        f
        for trigger in triggers[:1]
        for f in (
            f"deed={trigger.id}",
            f"frame={trigger.frame}",
            f"stage={trigger.stage}",
            f"modality={trigger.modality}",
            f"form={trigger.form}",
            f"needs={trigger.needs}",
            *(("weak",) if trigger.weak else ()),
        )
    ]


def _features(unit: Unit, page: Page) -> tuple[str, ...]:
    if unit.kind == "mark":
        return _of_mark(unit.low)
    if unit.kind in ("word", "verb", "noun"):
        words = page.text[unit.start : unit.end]
        capital = words[:1].isupper() and words[:1].lower() == unit.low[:1]
        return _of_word(capital, capital and len(words) > 1 and words.isupper(), unit.triggers, unit.kind)
    found = [f"kind={unit.kind}"]
    if unit.party is not None:
        found += _of_party(unit.party)
    if unit.item is not None:
        found += _of_item(unit.item)
    if unit.date is not None:
        found += [f"date={unit.date.kind}", f"direction={unit.date.direction}"]
        value, published = unit.date.value, page.document.published
        if value and published:
            found.append(
                "day=same"
                if published.startswith(value)
                else "day=past"
                if value < published
                else "day=ahead"
            )
    if unit.money is not None:
        found += ["bounded"] if unit.money.bound else []
        found += ["told-twice"] if unit.money.also is not None else []
    if unit.count is not None:
        found.append("exact" if unit.count.exact else "inexact")
        if unit.count.value is not None:
            found.append(f"digits={min(7, len(str(unit.count.value)))}")
        found += ["more"] if unit.count.more else []
    if unit.mention is not None and unit.party is None and unit.item is None:
        found.append(f"name={unit.mention.type}")
    return tuple(found)


def _of_party(party: Party) -> list[str]:
    flags = ("possessive", "adjective", "legislature", "speaker")
    return [
        f"role={party.role}",
        "named" if party.code else "unnamed",
        *(f for f in flags if getattr(party, f)),
    ]


def _of_item(item: Item) -> list[str]:
    flags = ("part", "definite", "owned", "vague", "pointer", "more", "counted")
    found = [
        "known" if item.known else "generic" if item.generic else "loose",
        f"category={item.category}",
        *(f"item-{f}" for f in flags if getattr(item, f)),
    ]
    if item.quantity is not None:
        found.append("one" if item.quantity == 1 else "number")
    if item.origin:
        found.append("origin")
    if item.home:
        found.append("home")
    return found
