"""Whose a force or a budget is: the state's own words for a place in a sentence.

Enters: a Page, a sentence laid out in tokens, a place. Leaves: an Owner, from the noun phrase, the subject, or what
a pronoun points back to in the same or the previous sentence. Where two states could be meant there is none. It
cannot see through a speaker's "we".
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..model import Claim, Slot, Span, slot
from ..rules import has_data, load_toml

if TYPE_CHECKING:
    from ..values import Count, Date, Money
    from .mentions import Mention
    from .page import Page, Sentence, Token

_STATE_BODIES = frozenset({"forces", "ministry", "executive", "agency", "parliament"})
_OWN_GROUPS = frozenset({"armed group", "alliance"})
PATH = "languages/en/forces.toml"
REACH = 2
"""Sentences back that a pronoun or "the army" may point to, those between naming no state."""
FAR = 6
"""The same for "the kingdom", which only few states can be."""
TOPIC = 1.5
"""Of two states the one that the text names so many times as often as the other, and thrice, is what it is about."""


_ASIDE = frozenset({"from", "to", "against", "with", "like", "than", "by", "via", "including"})


@dataclass(frozen=True, slots=True)
class Owner:
    """A state (ISO code) or a group (name), and the words that say so."""

    name: str
    span: Span


@dataclass(frozen=True)
class Terms:
    """The vocabulary of forces and spending, ready to match against tokens."""

    phrases: MappingProxyType[str, dict[str, list[tuple[tuple[str, ...], str]]]]
    """By section: first word to (words, meaning), the longest first."""
    words: MappingProxyType[str, frozenset[str]]
    kinds: MappingProxyType[str, frozenset[str]]
    """States that "the kingdom" and the like can be."""

    def match(self, section: str, tokens: list[Token], at: int) -> tuple[str, int] | None:
        """The longest phrase of a section that begins at a token: its meaning and the index after it."""
        if at >= len(tokens):
            return None
        for phrase, meaning in self.phrases[section].get(tokens[at].lower, ()):
            if len(phrase) == 1 or tuple(t.lower for t in tokens[at : at + len(phrase)]) == phrase:
                return meaning, at + len(phrase)
        return None

    def match_back(self, section: str, tokens: list[Token], end: int) -> tuple[str, int] | None:
        """The longest phrase of a section that ends before a token: its meaning and the index where it begins."""
        for size in (5, 4, 3, 2, 1):
            if end - size >= 0:
                found = self.match(section, tokens, end - size)
                if found is not None and found[1] == end:
                    return found[0], end - size
        return None


def _group(section: dict[str, list[str]]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    grouped: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for meaning, phrases in section.items():
        for phrase in phrases:
            words = tuple(phrase.split(" "))
            grouped.setdefault(words[0], []).append((words, meaning))
    for options in grouped.values():
        options.sort(key=lambda o: -len(o[0]))
    return grouped


@cache
def load_terms() -> Terms | None:
    """The English vocabulary; None where the file is missing."""
    if not has_data(PATH):
        return None
    data: Any = load_toml(PATH)
    sections = {
        name: _group(dict(data[name])) for name in ("heads", "strong", "wholes", "spending", "objects")
    }
    sections["verbs"] = _group({"have_of": data["verbs"]["have_of"]})
    words = {k: frozenset(v) for table in ("verbs", "words") for k, v in data[table].items()}
    kinds = {k: frozenset(v) for k, v in data["kinds"].items()}
    return Terms(MappingProxyType(sections), MappingProxyType(words), MappingProxyType(kinds))


@dataclass
class Line:
    """A sentence with its tokens, values and possible owners."""

    page: Page
    sentence: Sentence
    terms: Terms
    tokens: list[Token]
    counts: list[Count]
    money: list[Money]
    dates: list[Date]
    owners: list[tuple[int, int, Owner, Mention]] = field(default_factory=list)
    """First token, token after the last, owner, mention; not those who only speak."""
    speakers: set[Span] = field(default_factory=set)
    """Spans of owners that are named as the source of words."""
    starts: list[int] = field(default_factory=list)

    def at(self, offset: int) -> int:
        """The index of the first token that begins at or after an offset."""
        return bisect_left(self.starts, offset)

    def low(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def owner_at(self, index: int) -> Owner | None:
        for a, b, owner, _ in self.owners:
            if a <= index < b:
                return owner
        return None


def lay_line(page: Page, sentence: Sentence, terms: Terms) -> Line:
    """A Line over a sentence."""
    a, b = sentence.start, sentence.end
    inside = [
        [v for v in values if a <= v.start and v.end <= b]
        for values in (
            _between(page.counts, a, b),
            _between(page.money, a, b),
            _between(page.dates, a, b),
        )
    ]
    line = Line(page, sentence, terms, page.tokens(a, b), inside[0], inside[1], inside[2])
    line.starts = [t.start for t in line.tokens]
    taken = [(v.start, v.end) for values in inside for v in values]
    for money in line.money:
        if money.also is not None:
            taken.append((money.also.start, money.also.end))
    sources = [s.source for s in page.attributions if s.source is not None]
    for mention in _between(page.mentions, a, b):
        owner = _owner_of(mention, page.text)
        span = (mention.start, mention.end)
        if owner is None or any(x < span[1] and span[0] < y for x, y in taken):
            continue
        if any(x <= span[0] and span[1] <= y for x, y in sources):
            line.speakers.add(span)
        line.owners.append((line.at(mention.start), line.at(mention.end), owner, mention))
    return line


def _between(values: list[Any], start: int, end: int) -> list[Any]:
    low = bisect_left(values, start, key=lambda v: v.start)
    high = bisect_left(values, end, key=lambda v: v.start)
    return values[low:high]


def _owner_of(mention: Mention, text: str) -> Owner | None:
    span = (mention.start, mention.end)
    if mention.type == "state" and (
        mention.form != "people" or text[max(0, mention.start - 4) : mention.start].lower() == "the "
    ):
        return Owner(mention.name, span)
    kind = mention.row.get("kind", "") if mention.row is not None else ""
    if mention.type == "body" and mention.state and kind in _STATE_BODIES:
        return Owner(mention.state, span)
    if mention.type == "group" and kind in _OWN_GROUPS:
        return Owner(mention.name, span)
    return None


class Owners:
    """Answers whose a place in a sentence is; remembers the last answer for the pronouns that follow."""

    def __init__(self, terms: Terms, page: Page) -> None:
        self.terms = terms
        self.named = Counter(
            m.name if m.type == "state" else m.state
            for m in page.mentions
            if m.type == "state" or (m.type == "body" and m.row is not None and m.row.get("kind") == "forces")
        )
        """How often the text names each state or its forces."""
        self.last: tuple[int, Owner] | None = None
        """The number of the sentence in which a claim was last made, and its owner."""
        self.spending: tuple[int, str] | None = None
        """The number of the sentence that last told military spending by name, and the measure."""
        self.before: list[Line] = []
        """The sentences before, the nearest first."""

    def of_phrase(self, line: Line, index: int) -> Owner | None:
        """The owner inside the noun phrase that ends before a token: "Kosovo's planned", "its new", "the Serbian"."""
        words = self.terms.words
        for at in range(index - 1, max(-1, index - 7), -1):
            owner = line.owner_at(at)
            if owner is not None:
                return owner
            low = line.low(at)
            if low in ("its", "their") or low in words["country_nouns"]:
                return self.of_pronoun(line, at)
            if low == "the":
                # "the defence budget", "the armed forces"
                return self.of_pronoun(line, at)
            if low in (",", ";", ":", "(", ")") or (low in words["stops"] and low not in ("a", "an")):
                return None
            if low in words["have"] or low in words["change"]:
                return None
        if index <= 3 and not any(b <= index for _, b, _, _ in line.owners):
            # "Defence spending stands at …"
            return self.of_context(line)
        return None

    def of_subject(self, line: Line, index: int) -> Owner | None:
        """The owner that is the subject of a verb."""
        words = self.terms.words
        at = index - 1
        skipped = 0
        definite = False
        if line.low(at) in ("which", "that"):
            end = at - 1 if line.low(at - 1) == "," else at
            return self.of_phrase(line, end)
        while at >= 0 and skipped < 8:
            low = line.low(at)
            definite = definite or low in words["force_nouns"]
            if definite and low == "the":
                return self.of_pronoun(line, at)
            if low == ",":
                earlier = next((k for k in range(at - 1, max(-1, at - 16), -1) if line.low(k) == ","), None)
                if earlier is None or line.low(at + 1) in ("and", "but"):
                    break
                at = earlier - 1
                skipped += 1
                continue
            owner = line.owner_at(at)
            if owner is not None:
                if not self._in_preposition(line, at):
                    return owner
                return self._only(line, index)
            if low in words["pronouns"] or low in words["country_nouns"]:
                return self.of_pronoun(line, at)
            if low in (";", ":") or low in ("who", "we", "i", "you"):
                return None
            at -= 1
            skipped += 1
        return self._only(line, index)

    def of_pronoun(self, line: Line, index: int) -> Owner | None:
        """The owner that "its", "they" or "the country" points back to."""
        if line.low(index - 1) == "and":
            owner = line.owner_at(index - 2)
            if owner is not None:
                return owner
        kind = self.terms.kinds.get(line.low(index).removesuffix("'s").removesuffix("’s"))
        if kind is not None:
            here = [o for _, b, o, _ in line.owners if b <= index and o.name in kind]
            return self._topic(here) if here else self._nearest(line, kind)
        left = [o for _, b, o, _ in line.owners if b <= index and o.span not in line.speakers]
        if left:
            only, topic = self._only(line, index), self._topic(left)
            return topic if only is None or (topic is not None and topic.name == only.name) else None
        return self.of_context(line)

    def of_context(self, line: Line) -> Owner | None:
        """The one state of the nearest sentence before that names any, not far back."""
        number = line.page.sentence_at(line.sentence.start)
        if self.last is not None and number - self.last[0] == 1:
            return self.last[1]
        return self._nearest(line)

    def _nearest(self, line: Line, among: frozenset[str] | None = None) -> Owner | None:
        """The state of the nearest sentence before that names any (of some), the text's topic where it names two."""
        for before in self.before[: REACH if among is None else FAR]:
            if line.sentence.paragraph - before.sentence.paragraph > FAR:
                return None
            options = [
                o
                for a, _, o, _ in before.owners
                if (o.name in among if among is not None else not self._is_aside(before, a))
            ]
            if options:
                return self._topic(options)
        return None

    def _topic(self, options: list[Owner]) -> Owner | None:
        names = {o.name for o in options}
        if len(names) == 1:
            return options[-1]
        ranked = sorted(names, key=lambda n: -self.named[n])
        if self.named[ranked[0]] < max(3, TOPIC * self.named[ranked[1]]):
            return None
        return next(o for o in reversed(options) if o.name == ranked[0])

    def _only(self, line: Line, index: int) -> Owner | None:
        """The one state named before a token, where there is but one outside of prepositional phrases, or at all."""
        left = [(a, o) for a, b, o, _ in line.owners if b <= index and o.span not in line.speakers]
        if len({o.name for _, o in left}) == 1:
            return left[-1][1]
        free = [o for a, o in left if not self._in_preposition(line, a)]
        if free and len({o.name for o in free}) == 1:
            return free[-1]
        return None

    def is_aside(self, line: Line, owner: Owner) -> bool:
        """Whether an owner stands in a phrase with a preposition in the sentence."""
        return any(o is owner and self._in_preposition(line, a) for a, _, o, _ in line.owners)

    def _is_aside(self, line: Line, index: int) -> bool:
        """Whether a name only says where from, where to or against whom."""
        at = index - 1 if line.low(index - 1) != "the" else index - 2
        return line.low(at) in _ASIDE

    def _in_preposition(self, line: Line, index: int) -> bool:
        """Whether a name stands in a phrase with a preposition ("in Kosovo", "against the Serbian army")."""
        for at in range(index - 1, max(-1, index - 4), -1):
            low = line.low(at)
            if low in self.terms.words["prepositions"]:
                return True
            if (
                low not in ("the", "a", "an", "neighbouring", "neighboring", "its")
                and line.owner_at(at) is None
            ):
                return False
        return False


def date_slot(line: Line, start: int, end: int, *, before: Span | None = None) -> list[Slot]:
    """The date told right after a place (a few words on), or right before it inside ``before``."""
    terms = line.terms
    last = line.at(end)
    for date in line.dates:
        if date.value is None or is_stretch(date) or date.kind in ("week", "decade", "unknown"):
            continue
        if date.direction in ("since", "until", "before", "after"):
            continue
        span = (date.start, date.end)
        first = line.at(date.start)
        if date.start >= end:
            between = [line.low(k) for k in range(last, first)]
            fine = all(w in _TO_DATE or w in terms.words["fillers"] for w in between) and len(between) <= 5
            nearer = any(end <= c.start < date.start for c in line.counts)
            if fine and not nearer and not any(end <= m.start < date.start for m in line.money):
                return [slot(line.page.text, "date", date.value, span)]
        elif before is not None and before[0] <= date.start and date.end <= before[1]:
            return [slot(line.page.text, "date", date.value, span)]
    return []


_TO_DATE = frozenset(
    {
        "in", "by", "for", "as", "of", "during", "the", "end", "year", "fiscal", "budget", "this",
        "until", "before", "(", ",", "members", "soldiers", "back", "next", "coming", "late",
        "early", "from", "since", "people",
    }
)  # fmt: skip


def is_stretch(date: Date) -> bool:
    """Whether a date is longer than one budget year ("2018-19" is one)."""
    if date.end_value is None or date.value is None:
        return False
    return not (len(date.value) == len(date.end_value) == 4 and int(date.end_value) - int(date.value) == 1)


def asserted_slot(page: Page, span: Span) -> list[Slot]:
    """Whom the text names as the source of the words at a span."""
    from .attribution import source_of

    found = source_of(page.attributions, span)
    if found is None or not found.speaker or not found.speaker_spans:
        return []
    return [slot(page.text, "asserted_by", found.speaker, *found.speaker_spans)]


def claim_span(slots: list[Slot], line: Line) -> Span:
    """The words of a claim inside its sentence: from the first to the last of its slots there, who says it left out."""
    inside = [
        s
        for x in slots
        if x.name != "asserted_by"
        for s in x.spans
        if line.sentence.start <= s[0] and s[1] <= line.sentence.end
    ]
    return min(a for a, _ in inside), max(b for _, b in inside)


def sort_claims(claims: list[Claim]) -> list[Claim]:
    """Claims in the order of the text."""
    return sorted(claims, key=lambda c: (c.start, c.end, c.kind))
