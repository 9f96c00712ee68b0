"""The units of a sentence in a language other than English: parties, items, values, triggers, prepositions, words.

Enters: text, a Lexicon, and the names and values found in the text. Leaves: a list of Units for one sentence. A body
takes the state beside it with it ("das polnische Verteidigungsministerium"); one without a state is a party without
a code. It cannot see a state that the tables do not name, nor arms that neither a name nor a noun tells.
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
from .finds import CYRILLIC, Finds, designation, endless, latin, named, row_of
from .lexicon import Lexicon, Meaning

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+\d*[^\W_]*|[^\w\s]|\d*[^\W_]+")
_TRIGGERS = frozenset({"verb", "event", "act"})
_QUOTES = frozenset('«„“"»”‘’')
_SUFFIX = re.compile(r"-[А-ЯІ]\d?[А-Я]?(?![\w-])")
_SERIES = re.compile(r"[A-Z]{3,4}-\d{1,3}(?: [A-Z]{1,3}\b)?(?![\w-])")
_COMPOUND = ("waffen", "panzer", "munitions", "raketen", "drohnen", "rustungs")
"""What German deeds begin with that name their goods: "Waffenlieferung"."""
_STEM = 4
"""Letters of a name that its declined forms share at least."""


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
    """The state (or group) of a party or of an adjective; a body of which no state is told has none."""
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
    nouns: frozenset[str] = frozenset()
    """The nouns that stand with a name ("Schützenpanzer Lynx"), by which later sentences mean it."""
    spelled: bool = False
    """True where another alphabet or a case ending spells the name: the table's form stands for it."""
    printed: str = ""
    """The dictionary form of a generic noun, where the table tells it."""
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
    """Cuts sentences into units, and remembers the names of weapons that it has met."""

    def __init__(self, text: str, lexicon: Lexicon, finds: Finds) -> None:
        self.text = text
        self.lexicon = lexicon
        self.finds = finds
        self.seen: dict[str, tuple[str, Row | None]] = {}
        self._stems: dict[str, list[str]] = {}
        words = lexicon.rules["words"]
        self.tail = self._set(words.get("tail", "")) | self._set(words.get("article", ""))
        self.article = self._set(words.get("article", ""))
        for mention in finds.mentions:
            if mention.type == "equipment":
                for word in text[mention.start : mention.end].split():
                    if word.isalpha() and len(word) > 4 and word[0].isupper():
                        self.learn(word, mention.name, mention.row)
        self._last_item = -99
        """Where the item met last ends: a name beside it is one too."""
        self.cyrillic = lexicon.language in ("ru", "uk", "sr")
        self.compounds = bool(lexicon.rules.get("compounds"))
        self.declines = lexicon.declines

    def _set(self, words: str) -> frozenset[str]:
        return frozenset(self.lexicon.key(w) for w in words.split())

    def learn(self, word: str, name: str, row: Row | None) -> None:
        """Remembers a name met beside a noun of arms, so that it is known where it stands alone."""
        if word in self.seen or len(self.seen) > 2000:
            return
        self.seen[word] = (name, row)
        if len(word) > _STEM:
            self._stems.setdefault(word[:_STEM], []).append(word)

    # ---- words

    def units(self, start: int, end: int) -> list[Unit]:
        """The units of a stretch of text, parties put together."""
        self._last_item = -99
        found: list[Unit] = []
        for unit in self._words(start, end):
            if unit.kind == "trigger" and self.compounds:
                goods = self._goods_of(unit)
                if goods is not None:
                    found.append(goods)
            if unit.kind == "item":
                self._last_item = unit.end
            found.append(unit)
        return self._parties(found)

    def _goods_of(self, unit: Unit) -> Unit | None:
        """The goods that a compound names with the deed: "Waffenlieferungen"."""
        if unit.means("event") is None:
            return None
        for head in _COMPOUND:
            if not unit.key.startswith(head) or len(unit.key) < len(head) + 4:
                continue
            word = self.text[unit.start : unit.start + len(head)]
            noun = next((m for m in self.lexicon.meanings(head.rstrip("s")) if m.kind == "noun"), None)
            if noun is not None:
                span = (unit.start, unit.start + len(word))
                return Unit(
                    *span, head, "item", (noun,), True, name=noun.name, generic=True, category=noun.category,
                    spans=(span,), part=noun.part,
                )  # fmt: skip
        return None

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
                kind = "word" if word[0].isalnum() else "mark"
                unit = Unit(a, b, key, kind, capital=word[0].isupper())
                if unit.capital or (self.declines and word in self.seen):
                    name = self._doubtful(tokens, n)
                    if name is not None:
                        yield name
                        n = bisect_left(starts, name.end, n + 1)
                        continue
            yield unit
            n += 1
            if unit.end > b:
                n = bisect_left(starts, unit.end, n)

    def _doubtful(self, tokens: list[Span], n: int) -> Unit | None:
        """A name of a weapon that the English tables doubt, beside a number or a noun of arms."""
        text = self.text
        a, b = tokens[n]
        if n + 2 < len(tokens) and text[b : b + 1] == "-" and text[b + 1 : b + 2].isdigit():
            code = named(self.finds, text[a : tokens[n + 2][1]], self._beside(tokens, n)[0])
            if code is not None:
                # "K-8", "An-124"
                return self._named(a, tokens[n + 2][1], *code)
            series = _SERIES.match(text, a)
            if series is not None and named(self.finds, text[a:b]) is not None:
                # "AMX-10 RC" is no AMX
                words = series[0].replace(" ", "")
                return self._named(a, series.end(), *(named(self.finds, words) or (words, None)))
        if n + 1 < len(tokens) and tokens[n + 1][0] == b + 1 and text[b] in " -":
            two = named(self.finds, text[a : tokens[n + 1][1]], self._beside(tokens, n)[0])
            if two is not None:
                # "Black Hawk" is no Hawk
                return self._named(a, tokens[n + 1][1], *two)
        word = text[a:b]
        if len(word) < 3 and not word[-1].isdigit():
            return None
        known = self._met(word)
        if known is not None:
            unit = self._named(a, b, *known)
            unit.spelled = word not in self.seen
            return unit
        if word in self.lexicon.nameless or word[0] >= "\u0250":
            return None
        spelled = word
        if not self.finds.names.entries.get(word):
            spelled = endless(self.finds, word) if self.declines else ""
            if not spelled:
                if len(self.lexicon.nameless) < 50_000:
                    self.lexicon.nameless.add(word)
                return None
        categories, arms = self._beside(tokens, n)
        known = named(self.finds, spelled, categories)
        if known is None:
            return None
        before = tokens[n - 1] if n else None
        counted = before is not None and (self._counted(before) or text[before[0] : before[1]] in '«„“"»')
        moved = any(
            m.kind in ("event", "verb") and m.frame in ("give", "take")
            for p, q in tokens[max(0, n - 3) : n]
            for m in self.lexicon.meanings(self.lexicon.key(text[p:q]))
        )
        if arms or ((counted or moved or a - self._last_item < 8) and len(word) > 2):
            self.learn(spelled, *known)
            unit = self._named(a, b, *known)
            unit.spelled = spelled != word
            return unit
        return None

    def _met(self, word: str) -> tuple[str, Row | None] | None:
        """The weapon of a name met before, in its own form or declined ("Piorunów")."""
        known = self.seen.get(word)
        if known is not None or not self.declines:
            return known
        for name in self._stems.get(word[:_STEM], ()):
            if len(word) <= len(name) + 3 and word.startswith(name[: max(_STEM, len(name) - 1)]):
                return self.seen[name]
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
                self.learn(self.text[span[0] : span[1]], name, special.row)
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
            if (
                (kind in ("state", "capital", "government") and capital)
                or (kind == "government" and " " in key)
                or kind == "people"
            ):
                role = {"government": "body", "people": "state"}.get(kind, kind)
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
            variant = _SUFFIX.match(self.text, b)
            if variant is not None:
                # "Оплот-Т": a variant that no table has
                unit.end, unit.name = variant.end(), latin(self.text[a : variant.end()])
                unit.spans = ((a, unit.end),)
            return unit
        if "noun" in kinds:
            noun = next(m for m in found if m.kind == "noun")
            if capital and not self.compounds and noun.name in ("weapon", "equipment") and self._in_title(a):
                # "Direction des Armements"
                return None
            return Unit(
                a, b, key, "item", found, capital, name=noun.name, generic=True, category=noun.category, part=noun.part,
                spans=((a, b),), printed=noun.printed,
            )  # fmt: skip
        if kinds & _TRIGGERS:
            return Unit(a, b, key, "trigger", found, capital)
        if "prep" in kinds:
            return Unit(a, b, key, "prep", found, capital)
        kind = first.kind if first.kind in ("body", "company") else "word"
        return Unit(a, b, key, kind, found, capital, cases=first.cases)

    def _in_title(self, a: int) -> bool:
        """Whether capital letters stand inside a sentence: a part of a name."""
        before = self.text[max(0, a - 3) : a].rstrip(" «„“\"'")
        return bool(before) and before[-1] not in ".!?:\n–—-"

    # ---- parties

    def _parties(self, units: list[Unit]) -> list[Unit]:
        for n, unit in enumerate(units):
            if unit.role == "capital" and self._is_surname(units, n + 1):
                # "Santiago Peña"
                unit.kind, unit.role, unit.code = "word", "", ""
            elif unit.kind == "adjective" and self._is_people(units, n):
                unit.kind, unit.role = "party", "state"
        for n, unit in enumerate(units):
            if unit.kind not in ("body", "company"):
                continue
            state = self._state_beside(units, n)
            if state is None:
                self._stateless(units, n)
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

    def _is_surname(self, units: list[Unit], n: int) -> bool:
        """Whether a name goes on at n: capital letters right behind a capital's name."""
        if n >= len(units) or units[n].start != units[n - 1].end + 1:
            return False
        unit = units[n]
        return unit.kind == "word" and unit.capital and not unit.meanings and not self.compounds

    def _is_people(self, units: list[Unit], n: int) -> bool:
        """Whether an adjective stands for its people: "los estadounidenses entregaron", "i sauditi importarono"."""
        if self.compounds or self.declines or not n or n + 1 >= len(units):
            return False
        before = units[n - 1]
        if self.lexicon.language == "fr" and units[n].capital and before.key in self.article:
            # "aux Ukrainiens", "les Polonais"
            return units[n + 1].kind not in ("word", "body", "item") or bool(units[n + 1].meanings)
        # "La Défense belge commande"
        title = before.kind == "word" and before.capital and not before.meanings and n > 1
        return (before.key in self.article or title) and units[n + 1].means("verb") is not None

    def _stateless(self, units: list[Unit], n: int) -> None:
        """A body of which no state is told: a party all the same, where it stands as one ("die Luftwaffe")."""
        unit = units[n]
        before = units[n - 1] if n else None
        stands = (
            unit.capital
            or not self.article
            or (before is not None and (before.key in self.article or before.kind == "prep"))
            or (n > 1 and before is not None and before.kind == "word" and units[n - 2].key in self.article)
        )
        if unit.kind == "company" or not stands:
            unit.kind = "word"
            return
        unit.kind, unit.role = "party", "body"
        unit.spans = ((unit.start, unit.end),)

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
                other.kind == "party" and other.code and other.role in ("state", "maker", "group")
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
