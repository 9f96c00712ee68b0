"""The units of a sentence in a language other than English: parties, items, values, triggers, prepositions, words.

Enters: text, a Lexicon, and the names and values found in the text. Leaves: a list of Units for one sentence. A body
takes the state beside it with it ("das polnische Verteidigungsministerium"), an item its number and its origin. It
cannot see a state that the tables do not name, nor arms that neither a name nor a noun tells.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ...model import Span
from ...rules import Row
from ...values import Count, Money
from ..mentions import Mention
from .finds import CYRILLIC, Finds, designation, named, row_of
from .lexicon import Lexicon, Meaning

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+\d*[^\W_]*|[^\w\s]|\d*[^\W_]+")
_PART = re.compile(r"[^\W\d_]+|\d+")
_OPEN_MARKS = frozenset("-–‑'’\"„“”«»‹›()")
_TRIGGERS = frozenset({"verb", "event", "act"})


@dataclass(slots=True)
class Unit:
    """A word, mark, or several words that stand for one thing. ``kind``: party, item, money, count, trigger, prep,
    adjective, mark or word.
    """

    start: int
    end: int
    key: str
    kind: str
    meanings: tuple[Meaning, ...] = ()
    capital: bool = False
    code: str = ""
    """The state (or group) of a party or of an adjective."""
    role: str = ""
    """What sort of party: state, capital, body, maker, person, group."""
    cases: frozenset[str] = frozenset()
    spans: tuple[Span, ...] = ()
    mention: Mention | None = None
    name: str = ""
    row: Row | None = None
    category: str = ""
    part: bool = False
    generic: bool = False
    spelled: bool = False
    """True where another alphabet or a case ending spells the name: the table's form stands for it."""
    count: Count | None = None
    origin: str = ""
    origin_span: Span | None = None
    money: Money | None = None
    taken: bool = False
    """True for words that belong to another unit."""

    def means(self, kind: str) -> Meaning | None:
        """What it means as a word of that kind, or None."""
        for meaning in self.meanings:
            if meaning.kind == kind:
                return meaning
        return None

    @property
    def home(self) -> tuple[str, ...]:
        """The states whose make the item is, where a table says."""
        return tuple(p for p in self.row["origin"].split(";") if p) if self.row is not None else ()


class Reader:
    """Cuts sentences into units."""

    def __init__(self, text: str, lexicon: Lexicon, finds: Finds) -> None:
        self.text = text
        self.lexicon = lexicon
        self.finds = finds
        self.seen: dict[str, tuple[str, Row | None]] = {}
        words = lexicon.rules["words"]
        self.between = self._set(words.get("between", ""))
        self.typed = self._set("typ type tipo modelo modello model modele типа модели τύπου")
        self.tail = self._set(words.get("tail", "")) | self._set(words.get("article", ""))
        self.article = self._set(words.get("article", ""))
        for mention in finds.mentions:
            if mention.type == "equipment" and mention.row is not None:
                for word in text[mention.start : mention.end].split():
                    if word.isalpha() and len(word) > 4 and word[0].isupper():
                        self.seen.setdefault(word, (mention.name, mention.row))
        self.cyrillic = lexicon.language in ("ru", "uk", "sr")

    def _set(self, words: str) -> frozenset[str]:
        return frozenset(self.lexicon.key(w) for w in words.split())

    # ---- words

    def units(self, start: int, end: int, *, headline: bool = False) -> list[Unit]:
        """The units of a sentence; none where it has no trigger, unless it is a headline."""
        found = list(self._words(start, end))
        if not headline and not any(u.kind == "trigger" for u in found):
            return []
        found = self._parties(found)
        return self._items(found)

    def _words(self, start: int, end: int) -> Iterator[Unit]:
        text, lexicon, finds = self.text, self.lexicon, self.finds
        key_of, meanings_of, phrases = lexicon.key, lexicon.meanings, lexicon.phrases
        tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]
        n, size = 0, len(tokens)
        starts = [t[0] for t in tokens]
        while n < size:
            a, b = tokens[n]
            special = finds.at(a)
            if special is not None:
                unit = self._special(special, end)
                if unit is not None:
                    yield unit
                    # A name may end inside a word: "Abrams-Panzer", "F-16s".
                    n = bisect_left(starts, unit.end, n + 1)
                    if n < size and starts[n] > unit.end and n and tokens[n - 1][1] > unit.end:
                        tokens[n - 1] = (unit.end, tokens[n - 1][1])
                    continue
            if (self.cyrillic and "А" <= text[a] <= "Я") or text[a].isdigit():
                match = CYRILLIC.match(text, a, min(end, a + 20)) if self.cyrillic else None
                known = (
                    designation(finds, match[0], self._beside(tokens, n)[0]) if match is not None else None
                )
                if match is not None and known is not None:
                    unit = self._named(a, match.end(), *known)
                    unit.spelled = True
                    yield unit
                    n = bisect_left(starts, match.end(), n + 1)
                    continue
            word = text[a:b]
            key = key_of(word)
            taken = False
            for rest, meaning in phrases.get(key, ()):
                if n + len(rest) < size and all(
                    key_of(text[p:q]) == r
                    for (p, q), r in zip(tokens[n + 1 : n + 1 + len(rest)], rest, strict=True)
                ):
                    last = tokens[n + len(rest)][1]
                    unit = self._meant(a, last, " ".join((key, *rest)), (meaning,))
                    if unit is None:
                        continue
                    yield unit
                    n += len(rest) + 1
                    taken = True
                    break
            if taken:
                continue
            found = meanings_of(key) if word[0].isalnum() else ()
            unit = self._meant(a, b, key, found) if found else None
            if unit is None:
                unit = Unit(a, b, key, "word" if word[0].isalnum() else "mark", capital=word[0].isupper())
                if unit.capital and word[0] < "\u0250" and (named := self._doubtful(tokens, n)) is not None:
                    yield named
                    n = bisect_left(starts, named.end, n + 1)
                    continue
            yield unit
            n += 1

    def _doubtful(self, tokens: list[Span], n: int) -> Unit | None:
        """A name of a weapon that the English tables doubt, beside a number or a noun of arms."""
        text = self.text
        a, b = tokens[n]
        word = text[a:b]
        if len(word) < 3 and not word[-1].isdigit():
            return None
        if word in self.seen:
            name, row = self.seen[word]
            return self._named(a, b, name, row)
        if word in self.lexicon.nameless:
            return None
        if not self.finds.names.entries.get(word):
            if len(self.lexicon.nameless) < 50_000:
                self.lexicon.nameless.add(word)
            return None
        categories, arms = self._beside(tokens, n)
        known = named(self.finds, word, categories)
        if known is None:
            return None
        before = tokens[n - 1] if n else None
        counted = before is not None and (self._counted(before) or text[before[0] : before[1]] in '«„“"»')
        moved = any(
            m.kind in ("event", "verb") and m.frame in ("give", "take")
            for p, q in tokens[max(0, n - 2) : n]
            for m in self.lexicon.meanings(self.lexicon.key(text[p:q]))
        )
        if arms or ((counted or moved) and len(word) > 2):
            self.seen[word] = known
            return self._named(a, b, *known)
        return None

    def _beside(self, tokens: list[Span], n: int) -> tuple[frozenset[str], bool]:
        """The categories of the nouns of arms near a token, and whether there are any."""
        found = set()
        arms = False
        for k in range(max(0, n - 5), min(len(tokens), n + 4)):
            if k == n:
                continue
            p, q = tokens[k]
            key = self.lexicon.key(self.text[p:q])
            begun = [meaning for _, meaning in self.lexicon.phrases.get(key, ())]
            for meaning in (*self.lexicon.meanings(key), *begun):
                if meaning.kind == "noun" and not meaning.doubtful:
                    found.add(meaning.category)
                    arms = True
        return frozenset(found), arms

    def _counted(self, token: Span) -> bool:
        counts = self.finds.counts
        n = bisect_right(counts, token[0], key=lambda c: c.start) - 1
        return n >= 0 and counts[n].end >= token[1]

    def _named(self, a: int, b: int, name: str, row: Row | None) -> Unit:
        category = row["category"] if row is not None else ""
        return Unit(
            a,
            b,
            name,
            "item",
            name=name,
            row=row,
            category=category,
            part=category == "part",
            spans=((a, b),),
            capital=True,
        )

    def _special(self, special: object, end: int) -> Unit | None:
        if isinstance(special, Mention):
            if special.end > end:
                return None
            span = (special.start, special.end)
            if special.type == "equipment":
                name = special.name
                unit = self._named(*span, name, special.row)
                unit.mention, unit.category, unit.part = special, special.category, special.part
                self.seen.setdefault(self.text[span[0] : span[1]], (name, special.row))
                return unit
            code = special.name if special.type == "group" else special.state
            if ";" in code:
                # a maker with seats in several states
                return None
            if special.type == "person" and (not code or special.end - special.start < 5):
                return None
            return Unit(
                *span,
                special.name,
                "party",
                code=code,
                role=special.type,
                spans=(span,),
                mention=special,
                capital=True,
            )
        if isinstance(special, Money):
            return (
                Unit(special.start, special.end, "", "money", money=special) if special.end <= end else None
            )
        if isinstance(special, Count) and special.end <= end:
            return Unit(special.start, special.end, "", "count", count=special)
        return None

    def _meant(self, a: int, b: int, key: str, found: tuple[Meaning, ...]) -> Unit | None:
        capital = self.text[a].isupper()
        first = found[0]
        for meaning in found:
            kind = meaning.kind
            if kind in ("state", "capital", "government") and (
                capital or (kind == "government" and " " in key)
            ):
                role = "body" if kind == "government" else kind
                return Unit(a, b, key, "party", found, capital, meaning.name, role, meaning.cases, ((a, b),))
        kinds = {m.kind for m in found}
        if kinds <= {"state", "capital", "government"}:
            return None
        if "adjective" in kinds:
            code = next(m.name for m in found if m.kind == "adjective")
            return Unit(a, b, key, "adjective", found, capital, code, spans=((a, b),))
        if "equipment" in kinds:
            known = next(m for m in found if m.kind == "equipment")
            if known.doubtful and not capital:
                return None
            unit = self._named(a, b, known.name, row_of(self.finds, known.name))
            unit.spelled = True
            return unit
        if "noun" in kinds:
            noun = next(m for m in found if m.kind == "noun")
            return Unit(
                a, b, key, "item", found, capital, name=noun.name, generic=True, category=noun.category, part=noun.part,
                spans=((a, b),),
            )  # fmt: skip
        if kinds & _TRIGGERS:
            return Unit(a, b, key, "trigger", found, capital)
        if "prep" in kinds:
            return Unit(a, b, key, "prep", found, capital)
        return Unit(
            a,
            b,
            key,
            first.kind if first.kind in ("body", "company") else "word",
            found,
            capital,
            cases=first.cases,
        )

    # ---- parties

    def _parties(self, units: list[Unit]) -> list[Unit]:
        for n, unit in enumerate(units):
            if unit.kind == "body" or unit.kind == "company":
                state = self._state_beside(units, n)
                if state is None:
                    unit.kind = "word"
                    continue
                other = units[state]
                role = "body" if unit.kind == "body" else "maker"
                if unit.kind == "company" and other.role == "maker":
                    other.cases = unit.cases
                    other.start, other.end = min(unit.start, other.start), max(unit.end, other.end)
                    unit.taken = True
                    if state < n:
                        continue
                    # The company stands where its first word stands, so that its preposition is found.
                    units[n], units[state] = other, unit
                    for k in range(n + 1, state + 1):
                        units[k].taken = True
                    continue
                unit.kind, unit.role, unit.code = "party", role, other.code
                unit.spans = ((min(unit.start, other.start), max(unit.end, other.end)),)
                unit.start, unit.end = unit.spans[0]
                for k in range(min(n, state), max(n, state) + 1):
                    if k != n:
                        units[k].taken = True
        return [u for u in units if not u.taken]

    def _state_beside(self, units: list[Unit], n: int) -> int | None:
        """The index of the state, adjective or maker that a body or company belongs to."""
        k = n - 1
        while k >= 0 and n - k <= 3 and not units[k].taken:
            other = units[k]
            if other.kind == "adjective":
                return k
            if other.kind == "party" and units[k + 1].key in "-‑–" and k + 2 == n:
                return k
            if other.kind == "party" and k + 1 == n and units[n].kind == "body" and "gen" in other.cases:
                return k
            if (
                other.kind not in ("word", "mark")
                or other.key in self.article
                or (other.kind == "mark" and other.key not in "-‑–")
            ):
                break
            k -= 1
        k = n + 1
        while k < len(units) and k - n <= 8:
            other = units[k]
            if other.kind == "adjective" or (
                other.kind == "party" and other.role in ("state", "maker", "group")
            ):
                if other.role == "maker" and units[n].kind == "body":
                    return None
                return k
            if other.kind == "party" and other.role == "capital":
                return k
            if (
                other.key not in self.tail
                and other.kind != "body"
                and other.key not in "'’-«„\"“"
                and other.key != "in"
            ):
                return None
            k += 1
        return None

    # ---- items

    def _items(self, units: list[Unit]) -> list[Unit]:
        """Joins nouns and names of one item, and gives it its number and its origin."""
        merged: list[Unit] = []
        n = 0
        while n < len(units):
            unit = units[n]
            if unit.kind != "item":
                merged.append(unit)
                n += 1
                continue
            k = n + 1
            while True:
                more = self._joined(units, k - 1, unit)
                if more is None:
                    break
                self._join(unit, units[more])
                for gap in units[k:more]:
                    if gap.kind == "adjective" and not unit.origin:
                        unit.origin, unit.origin_span = gap.code, gap.spans[0]
                k = more + 1
            if unit.generic and not self.lexicon.rules.get("compounds") and k < len(units):
                k = self._unknown_name(units, unit, k)
            merged.append(unit)
            n = k
        for at, unit in enumerate(merged):
            if unit.kind == "item":
                self._number_and_origin(merged, at)
        return [u for u in merged if not u.taken]

    def _unknown_name(self, units: list[Unit], unit: Unit, k: int) -> int:
        """Takes a name that no table has, right behind its noun ("dronove Skydagger"); the index after it."""
        other = units[k]
        quoted = other.key in '«„“"' and k + 1 < len(units)
        if quoted:
            other = units[k + 1]
        latin = "A" <= self.text[other.start] <= "Z"
        if other.kind != "word" or other.meanings or not other.capital or other.end - other.start < 3:
            return k
        if not (latin or quoted) or self.text[unit.end : other.start].strip('«„“" '):
            return k
        unit.generic, unit.name = False, self.text[other.start : other.end]
        unit.spans = ((other.start, other.end),)
        unit.end = other.end
        k = k + 2 if quoted else k + 1
        if k < len(units) and units[k].key.isdigit() and units[k].kind == "word":
            unit.name = self.text[other.start : units[k].end]
            unit.spans, unit.end = ((other.start, units[k].end),), units[k].end
            k += 1
        return k

    def _joined(self, units: list[Unit], last: int, unit: Unit) -> int | None:
        """The index of the next part of the same item, or None."""
        words = 0
        for k in range(last + 1, min(last + 6, len(units))):
            other = units[k]
            if other.kind == "item":
                if not unit.generic and not other.generic:
                    # "Patriot PAC-3", "Javelin of the type FGM-148"; "Leopard 2, Marder" are two
                    beside = k == last + 1 and units[last].end + 1 >= other.start
                    return k if beside or (other.name == unit.name and units[k - 1].key != ",") else None
                if words and unit.generic and other.generic:
                    return None
                if not unit.generic and other.generic and k > last + 1 and units[k - 1].key not in '-‑–"“”»«':
                    return None
                return k
            if other.kind == "mark" and other.key in "-‑–'’\"„“”«»‹›":
                continue
            if other.kind == "adjective":
                words += 1
                continue
            if not unit.generic and other.key in self.between:
                continue
            if other.key == "," and unit.generic and k + 1 < len(units) and units[k + 1].key in self.typed:
                continue
            if unit.generic and (
                other.key in self.between
                or (other.kind == "word" and not other.meanings and other.key.isalpha())
            ):
                words += 1
                if words > 3 or (other.capital and not self.lexicon.rules.get("compounds")):
                    return None
                continue
            return None
        return None

    def _join(self, unit: Unit, other: Unit) -> None:
        named = unit if not unit.generic else other if not other.generic else None
        unit.end = max(unit.end, other.end)
        if named is None:
            a, b = unit.spans[0][0], other.spans[-1][1]
            unit.spans = ((a, b),)
            unit.category = unit.category or other.category
            return
        if named is other:
            unit.name, unit.row, unit.mention, unit.generic = other.name, other.row, other.mention, False
            unit.spelled = other.spelled
            unit.spans, unit.category = other.spans, other.category or unit.category
            unit.part = unit.part or other.part
        elif other.generic:
            unit.part = unit.part or other.part
        elif unit.row is None and other.row is not None:
            unit.name, unit.row = other.name, other.row

    def _number_and_origin(self, units: list[Unit], at: int) -> None:
        unit = units[at]
        k = at - 1
        steps = 0
        while k >= 0 and steps < 6:
            other = units[k]
            if other.kind == "count":
                if unit.start - other.end < 60 and not other.taken and other.count is not None:
                    unit.count = other.count
                    other.taken = True
                break
            if other.kind == "adjective":
                if not unit.origin:
                    unit.origin, unit.origin_span = other.code, other.spans[0]
            elif not (
                (other.kind == "word" and not other.means("clause") and not other.means("and"))
                or (other.kind == "prep" and other.key in self.article)
                or (other.kind == "mark" and other.key in _OPEN_MARKS)
            ):
                break
            k -= 1
            steps += 1
        if not unit.origin:
            self._made_in(units, at)
        if not unit.origin and at + 1 < len(units) and units[at + 1].kind == "adjective":
            follows = units[at + 2] if at + 2 < len(units) else None
            if follows is None or follows.kind != "party":
                unit.origin, unit.origin_span = units[at + 1].code, units[at + 1].spans[0]

    def _made_in(self, units: list[Unit], at: int) -> None:
        """The origin that follows an item: "aus deutscher Produktion", "de fabrication française"."""
        ahead = units[at + 1 : at + 5]
        for k, other in enumerate(ahead):
            if other.kind in ("party", "trigger", "item", "count"):
                return
            if other.kind != "adjective":
                continue
            beside = ahead[max(0, k - 1) : k + 2]
            if any(u.means("made") is not None for u in beside):
                units[at].origin, units[at].origin_span = other.code, other.spans[0]
            return

    def printed(self, unit: Unit) -> str:
        """The name of an item: the table's, or the words of the text where it is a generic noun."""
        a, b = unit.spans[0]
        words = " ".join(self.text[a:b].split())
        if unit.generic:
            return words
        if unit.row is None or unit.spelled or not "0" <= words[:1] < "\u0250":
            return unit.name
        # "Belharra" is another name of the FDI: the text's own stands, as in English.
        told = set(_PART.findall(words.lower()))
        return unit.name if told <= set(_PART.findall(unit.name.lower())) else words
