"""A page in another language as the network sees it: units, each with the English word that stands for it.

Enters: a Page and its language. Leaves: Signals, as ``extract/signals.py`` makes them of English. A name is
what the tables say it is, and the tables of the language know verbs, nouns and prepositions of transfers, so that what
was learned of English sentences holds for others; the case of a name stands as a preposition before it. It cannot see
what a word means that no table has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ...model import Span
from ...rules import load_toml
from ...values import Date, find_dates
from .. import units as english
from ..grammar import Grammar, grammar
from ..items import head_of
from ..page import Page, Sentence
from ..signals import Candidate, Signals, make_signals
from .items import printed
from .lexicon import Lexicon, Meaning, roles
from .units import Unit

_ROLES = {"body": "institution", "capital": "state", "people": "state", "": "state"}
"""What parties are called in English, where that differs."""
_TYPES = {"institution": "body"}


@dataclass(frozen=True)
class _Words:
    verbs: dict[str, str]
    nouns: dict[str, str]
    words: dict[str, str]
    anaphors: dict[str, str]
    roles: dict[str, str]
    cases: dict[str, str]


@cache
def _gloss() -> _Words:
    return _Words(**dict(load_toml("languages/gloss.toml")))


def gloss_page(
    page: Page, language: str, words: Lexicon, lines: list[tuple[Span, list[Unit]]]
) -> Signals | None:
    """The signals of a page whose sentences were cut into units."""
    rules = grammar("en")
    assert rules is not None
    if not any(line for _, line in lines):
        return None
    sentences = [_sentence(page, span, n) for n, (span, _) in enumerate(lines)]
    first, last = lines[0][0][0], lines[-1][0][1]
    dates = find_dates(page.text, first, last, page.document.published, language=language)
    told = replace(page, sentences=sentences)
    reader = _Reader(page.text, language, words, rules)
    units: list[english.Unit] = []
    rows: list[int] = []
    candidates: list[Candidate] = []
    for n, (span, line) in enumerate(lines):
        within = [d for d in dates if span[0] <= d.start and d.end <= span[1]]
        for unit, party in reader.read(line, within):
            if party is not None:
                candidates.append(replace(party, unit=len(units)))
            units.append(unit)
            rows.append(n)
    return make_signals(told, rules, units, rows, candidates)


def _sentence(page: Page, span: Span, number: int) -> Sentence:
    at = page.sentence_at(span[0])
    return Sentence(*span, page.sentences[at].zone if at >= 0 else "", number)


Told = tuple[english.Unit, Candidate | None]


class _Reader:
    """Turns the units of a language into those of English."""

    def __init__(self, text: str, language: str, words: Lexicon, rules: Grammar) -> None:
        self.text, self.rules = text, rules
        self.words = words
        self.declines = words.declines
        self.prepositions = _prepositions(language)
        self.gloss = _gloss()

    def read(self, line: list[Unit], dates: list[Date]) -> list[Told]:
        """The units of a sentence, each with the party that it names."""
        found: list[Told] = []
        told: set[int] = set()
        after_preposition = False
        for unit in line:
            if unit.taken:
                continue
            date = next((n for n, d in enumerate(dates) if unit.start < d.end and d.start < unit.end), None)
            if date is not None and unit.kind in ("word", "count", "mark", "trigger", "prep"):
                if date not in told:
                    told.add(date)
                    found.append((self._date(dates[date]), None))
                continue
            self._put(found, unit, after_preposition)
            after_preposition = unit.kind == "prep"
        return found

    def _date(self, date: Date) -> english.Unit:
        return english.Unit("date", date.start, date.end, self.text[date.start : date.end].lower(), date=date)

    def _put(self, found: list[Told], unit: Unit, after_preposition: bool) -> None:
        start, end, kind = unit.start, unit.end, unit.kind
        if kind in ("party", "adjective"):
            if kind == "party" and not unit.code:
                found.append((self._anaphor(unit, "body"), None))
                return
            if kind == "party" and self.declines and not after_preposition:
                case = self._case(unit, found)
                if case:
                    found.append((english.Unit("word", start, start, case), None))
            found.append(self._party(unit))
        elif kind == "item":
            self._item(found, unit)
        elif kind == "trigger":
            self._deed(found, unit)
        elif kind == "prep":
            word = self.prepositions.get(unit.key, self.gloss.roles["none"])
            if word == self.gloss.roles["none"]:
                word = self.words.in_english(unit.key) or word
            found.append((english.Unit("word", start, end, word), None))
        elif kind in ("money", "count"):
            found.append((english.Unit(kind, start, end, "", money=unit.money, count=unit.count), None))
        elif kind == "mark":
            found.append((english.Unit("mark", start, end, unit.key), None))
        else:
            found.append((self._word(unit), None))

    def _case(self, unit: Unit, before: list[Told]) -> str:
        """The preposition that a name's case stands for where none goes before it.

        A locative needs one: without it the same form is a dative. What may be genitive too is one behind a noun.
        """
        cases = unit.cases - {"loc"}
        if cases == {"gen", "dat"}:
            behind_noun = bool(before) and before[-1][0].kind in ("item", "noun", "party")
            cases = frozenset({"gen" if behind_noun else "dat"})
        return self.gloss.cases.get(next(iter(cases)), "") if len(cases) == 1 else ""

    def _party(self, unit: Unit) -> Told:
        role = "state" if unit.kind == "adjective" else _ROLES.get(unit.role, unit.role)
        span = unit.spans[0] if unit.spans else (unit.start, unit.end)
        adjective = unit.kind == "adjective"
        party = english.Party(unit.code, span, role, adjective=adjective)
        form = "adjective" if adjective else "capital" if unit.role == "capital" else "name"
        candidate = Candidate(0, unit.code, _TYPES.get(role, role), form, role, span)
        return english.Unit("party", unit.start, unit.end, unit.key, party=party), candidate

    def _item(self, found: list[Told], unit: Unit) -> None:
        row, count = unit.row, unit.count
        number = count if count is not None and count.exact and count.high is None else None
        kind = row["kind"] if row is not None else unit.name if unit.generic else ""
        start = unit.start
        if count is not None and found and found[0][0].start <= count.start < start:
            start = count.start
        while found and found[-1][0].start >= start:
            found.pop()
        item = english.Item(
            printed(self.text, unit),
            tuple(unit.spans),
            quantity=number.value if number is not None else None,
            quantity_span=(number.start, number.end) if number is not None else None,
            bound=number.bound if number is not None else None,
            bound_span=number.bound_span if number is not None else None,
            origin=unit.origin,
            origin_span=unit.origin_span,
            known=unit.name if row is not None else "",
            home=row["origin"] if row is not None else "",
            category=unit.category or (row["category"] if row is not None else ""),
            part=unit.part,
            generic=unit.generic,
            definite=bool(found) and found[-1][0].low == "the",
            counted=count is not None,
            head=head_of(kind),
            kind=kind,
        )
        start = max(start, found[-1][0].end) if found else start
        told = english.Unit("item", start, unit.end, self.text[start : unit.end].lower(), item=item)
        made_by = None
        if unit.origin and unit.origin_span is not None:
            made_by = Candidate(0, unit.origin, "state", "adjective", "item", unit.origin_span)
        found.append((told, made_by))

    def _deed(self, found: list[Told], unit: Unit) -> None:
        meaning = next(m for m in unit.meanings if m.kind in ("verb", "event", "act"))
        word = self._deed_word(meaning)
        if meaning.modality == "planned":
            found.append((english.Unit("word", unit.start, unit.start, "will"), None))
        found.append((self._told(unit, word), None))

    def _deed_word(self, meaning: Meaning) -> str:
        tables = (self.gloss.verbs, self.gloss.nouns)
        for table in tables[::-1] if meaning.kind == "event" else tables:
            if meaning.name in table:
                return table[meaning.name]
        return ""

    def _word(self, unit: Unit) -> english.Unit:
        for meaning in unit.meanings:
            if meaning.kind in self.gloss.anaphors:
                return self._anaphor(unit, meaning.kind)
        word = self.words.in_english(unit.key, unit.capital)
        if not word:
            kinds = (m.kind for m in unit.meanings)
            word = next((self.gloss.words[kind] for kind in kinds if kind in self.gloss.words), "")
        return self._told(unit, word)

    def _told(self, unit: Unit, word: str) -> english.Unit:
        """The unit of an English word, a deed where it is one."""
        triggers = self.rules.triggers.get(word, ())[:1]
        kind = triggers[0].kind if triggers else "word"
        return english.Unit(kind, unit.start, unit.end, word, triggers=triggers)

    def _anaphor(self, unit: Unit, kind: str) -> english.Unit:
        party = english.Party("", (unit.start, unit.end), "anaphor")
        return english.Unit("party", unit.start, unit.end, self.gloss.anaphors[kind], party=party)


@cache
def _prepositions(language: str) -> dict[str, str]:
    """Folded preposition → the English one that brings the same role."""
    tables: dict[str, Any] = roles(language)
    stand = _gloss().roles
    found: dict[str, str] = {}
    for frame in ("give", "take", "take_noun", "deal", "arrive"):
        for key, brought in tables.get(frame, {}).items():
            for role, _ in brought:
                if role in stand:
                    found.setdefault(key, stand[role])
    return found
