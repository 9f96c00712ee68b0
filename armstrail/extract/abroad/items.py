"""Items of a sentence in a language other than English: nouns and names of one thing joined, with number and origin.

Enters: the Units of a sentence. Leaves: the same, where noun and name are one item ("Haubitzen vom Typ CAESAR") that
has its count and the state it comes from; and what of it is printed. It cannot see a name that no table has, but
right behind a noun of arms.
"""

from __future__ import annotations

import itertools
import re

from ...values import Count
from .finds import base, endless
from .kinds import POINTERS, family
from .lexicon import Meaning
from .units import Reader, Unit

_OPEN_MARKS = frozenset("-–‑'’\"„“”«»‹›()")
_QUOTES = frozenset('«„“"»”‚')
_TYPED = (
    "typ type tipo modelo modello model modele модели модель типа tipa "
    "типу modelu typu τύπου klasse classe clase klasy класса класу klase κλάσης typs"
)
_WORDS = re.compile(r"\w+")
_CODE = re.compile(r"[А-ЯЁІЇЄЂ]{1,4}-?\d{1,4}[А-ЯA-ZІ]{0,4}\d?(?!\w)")
_WANT = Meaning("act", "want", frame="take", stage="interest")
_EXPECT = Meaning("verb", "arrive", frame="arrive", stage="delivered", modality="planned")
_TYPE = re.compile(r"\d{2,4}[A-Z]{1,3}(?!\w)")
_CODED = re.compile(r"[A-Z]{1,4}\d{1,4}[A-Z]{0,3}|\d{2,4}[A-Z]{1,3}")
_CLEAR = frozenset({"heli", "sea", "plane"})
"""Sorts of things that a noun tells beyond doubt."""
_INFINITIVE = ("ar", "er", "ir", "re", "ć", "ть", "ти", "ti", "en")
_LONGEST_NAME = 5
"""Units of a name that no table has."""
_SOMEBODY = frozenset({"maker", "body", "person", "group"})


class Joiner:
    """Joins the units of items."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.text = reader.text
        self.lexicon = reader.lexicon
        words = self.lexicon.rules["words"]
        self.between = self._set(words.get("between", ""))
        self.typed = self._set(_TYPED)
        self.article = reader.article
        self.compounds = bool(self.lexicon.rules.get("compounds"))

    def _set(self, words: str) -> frozenset[str]:
        return frozenset(self.lexicon.key(w) for w in words.split())

    def units(self, start: int, end: int) -> list[Unit]:
        """The units of a sentence, items put together."""
        return self.join(self.reader.units(start, end))

    def join(self, units: list[Unit]) -> list[Unit]:
        """Joins nouns and names of one item, and gives it its number and its origin."""
        merged: list[Unit] = []
        self._typed_codes(units)
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
                    if (gap.kind == "adjective" or gap.role == "maker") and not unit.origin:
                        unit.origin, unit.origin_span = gap.code, gap.spans[0]
                k = more + 1
            if unit.generic and k < len(units):
                k = self._unknown_name(units, unit, k)
            merged.append(unit)
            n = k
        self._quoted(merged)
        for at, unit in enumerate(merged):
            if unit.kind == "item" and not unit.taken:
                self._number_and_origin(merged, at)
                self._nickname(merged, at)
        units = [u for u in merged if not u.taken]
        self._wants(units)
        self._expects(units)
        return units

    def _quoted(self, units: list[Unit]) -> None:
        """Makes items of names in quotation marks behind a number: "20 «Бушмастерів»"."""
        for n, unit in enumerate(units[:-3]):
            name, close = units[n + 2], units[n + 3]
            if unit.kind != "count" or units[n + 1].key not in _QUOTES or close.key not in _QUOTES:
                continue
            if name.kind == "word" and not name.meanings and name.end - name.start > 3:
                a, b = name.start, name.end
                name.kind, name.name, name.spans = "item", base(self.text[a:b]), ((a, b),)
                units[n + 1].taken = close.taken = True

    def _typed_codes(self, units: list[Unit]) -> None:
        """Makes items of codes that a word of their type tells: "jednostka typu A26"."""
        for before, unit in itertools.pairwise(units):
            word = self.text[unit.start : unit.end]
            if (
                before.key in self.typed
                and unit.kind == "word"
                and not unit.meanings
                and _CODED.fullmatch(word)
            ):
                unit.kind, unit.name, unit.spans = "item", word, ((unit.start, unit.end),)

    def _expects(self, units: list[Unit]) -> None:
        """Makes an arrival of goods that are expected: "Die ersten Hubschrauber werden 2027 erwartet"."""
        for n, unit in enumerate(units):
            if unit.means("expect") is None:
                continue
            start = max((k + 1 for k in range(n) if units[k].key in (",", ";", ":")), default=0)
            stop = next((k for k in range(n, len(units)) if units[k].key in (",", ";", ":")), len(units))
            if any(u.kind == "trigger" for u in units[start:stop]):
                continue
            if any(u.kind == "item" for u in units[start:n]):
                unit.kind, unit.meanings = "trigger", (*unit.meanings, _EXPECT)

    def _wants(self, units: list[Unit]) -> None:
        """Makes a deed of wanting something: "Varsavia vuole 22 AW101"; before a verb the word is its helper."""
        for n, unit in enumerate(units):
            if unit.means("want") is None:
                continue
            stop = next((k for k in range(n + 1, min(n + 5, len(units))) if units[k].kind == "item"), 0)
            rest = units[n + 1 : stop]
            if rest and not rest[0].meanings and rest[0].key.endswith(_INFINITIVE):
                # "quiere repotenciar 15 helicópteros"
                continue
            if not stop or any(u.kind not in ("word", "adjective", "count") or u.means("and") for u in rest):
                continue
            behind = units[stop + 1 : stop + 9]
            close = next((k for k, u in enumerate(behind) if u.key in (",", ";", ".")), len(behind))
            if not any(u.kind == "trigger" for u in behind[:close]):
                unit.kind, unit.meanings = "trigger", (*unit.meanings, _WANT)

    # ---- names that no table has

    def _unknown_name(self, units: list[Unit], unit: Unit, k: int) -> int:
        """Takes a name that no table has, behind its noun ("dronove Skydagger"); the index after it."""
        n = k
        typed = False
        while n < len(units) and n - k < 3 and units[n].key in self.between:
            typed = typed or units[n].key in self.typed
            n += 1
        if n + 2 < len(units) and units[n + 1].key == "-" and units[n + 2].key in self.typed:
            # "Boote der Invincible-Klasse"
            typed = True
        if not typed:
            n = k
        maker = units[n] if n < len(units) else None
        at = next(i for i, u in enumerate(units) if u is unit)
        firm = any(u.means("company") is not None for u in units[max(0, at - 4) : at])
        if (
            maker is not None
            and maker.role == "maker"
            and maker.mention is not None
            and maker.start == maker.mention.start == unit.end + 1
            and not firm
            and not self.compounds
            and not (n + 1 < len(units) and units[n + 1].kind == "item")
        ):
            # "24 aviones Sukhoi": the maker's name for its make
            a, b = maker.mention.start, maker.mention.end
            unit.nouns |= {unit.name}
            unit.generic, unit.name, unit.spans, unit.end = False, self.text[a:b], ((a, b),), b
            unit.origin, unit.origin_span = maker.code, (a, b)
            return n + 1
        while (
            n == k
            and n + 1 < len(units)
            and units[n].kind == "word"
            and not units[n].meanings
            and not units[n].capital
        ):
            # "ametralladoras coaxiales MG-3"
            if not any(c.isdigit() for c in self.text[units[n + 1].start : units[n + 1].end + 4]):
                break
            n += 1
        skipped = n > k and not typed
        quoted = n < len(units) and units[n].key in _QUOTES
        n += quoted
        coded = typed and n < len(units) and _TYPE.match(self.text, units[n].start) is not None
        if n >= len(units) or not (coded or self._begins_name(units[n], quoted)):
            return k
        if not typed and not skipped and self.text[unit.end : units[n].start].strip('«„“"‚ \n'):
            return k
        word = self.text[units[n].start : units[n].end]
        if not typed and self.reader.declines and endless(self.reader.finds, word, _SOMEBODY):
            # "izvoznik oružja Rosoboroneksportom"
            return k
        last = n
        while last + 1 < len(units) and last - n < _LONGEST_NAME and self._continues(units, last, quoted):
            last += 1
        name = self.text[units[n].start : units[last].end].rstrip("-/")
        telling = any(c.isdigit() for c in name) or name[:3].isupper() or quoted or typed
        if self.compounds and not telling:
            return k
        a = units[n].start
        unit.nouns |= {unit.name}
        unit.generic, unit.name, unit.spans = False, name, ((a, a + len(name)),)
        unit.end = a + len(name)
        if name.split()[0].isalpha():
            self.reader.learn(name.split()[0], name, None)
        k = last + 1
        return k + 1 if quoted and k < len(units) and units[k].key in _QUOTES else k

    def _begins_name(self, unit: Unit, quoted: bool) -> bool:
        if unit.kind != "word" or unit.meanings or not (unit.capital or quoted):
            return False
        word = self.text[unit.start : unit.end]
        if _CODE.match(self.text, unit.start):
            return True
        latin = "A" <= word[0] <= "Z" or "a" <= word[0] <= "z"
        if not (latin or quoted):
            return False
        after = self.text[unit.end : unit.end + 2]
        return len(word) > 2 or any(c.isdigit() for c in word) or (after[:1] in "-/ " and after[1:].isdigit())

    def _continues(self, units: list[Unit], last: int, quoted: bool) -> bool:
        here, more = units[last], units[last + 1]
        gap = self.text[here.end : more.start]
        if quoted:
            return (
                more.key not in _QUOTES and more.kind in ("word", "mark", "count", "item") and "\n" not in gap
            )
        if more.key in ("-", "/"):
            return gap == "" and self.text[more.end : more.end + 1].isalnum()
        if here.key in ("-", "/"):
            return gap == "" and more.kind in ("word", "count", "item", "trigger")
        letter = more.end - more.start == 1 and more.capital
        if (
            gap == ""
            and here.end - here.start < 5
            and (letter or (more.kind == "word" and not more.meanings))
        ):
            # "ЦХ-92А"
            return True
        if gap != " " or more.meanings or more.kind not in ("word", "count"):
            return False
        word = self.text[more.start : more.end]
        return ("A" <= word[0] <= "Z" and more.kind == "word") or (word[0].isdigit() and len(word) < 4)

    # ---- joining

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
            if unit.generic and other.role == "maker" and not self.compounds:
                # "ametralladoras Heckler & Koch MG-4"
                beside = k + 1 < len(units) and units[k + 1].kind == "item" and not units[k + 1].generic
                return k + 1 if beside else None
            if not unit.generic and other.key in self.between:
                continue
            if other.key == "," and unit.generic and any(u.key in self.typed for u in units[k + 1 : k + 3]):
                continue
            if unit.generic and (
                other.key in self.between
                or (other.kind == "word" and not other.meanings and other.key.isalpha())
            ):
                words += 1
                if words > 3 or (other.capital and not self.compounds):
                    return None
                continue
            return None
        return None

    def _join(self, unit: Unit, other: Unit) -> None:
        named = unit if not unit.generic else other if not other.generic else None
        hyphen = self.compounds and named is unit and self.text[unit.end : other.start] in ("-", "‑")
        if hyphen and other.generic and (other.part or other.name in ("ammunition", "shell", "munition")):
            # "Gepard-Munition" is no Gepard
            unit.generic, unit.name, unit.row, unit.part = True, other.name, None, other.part
            unit.spans, unit.category = ((unit.start, other.end),), other.category
            named = None
        unit.end = max(unit.end, other.end)
        unit.nouns |= other.nouns | {u.name for u in (unit, other) if u.generic}
        if named is None:
            a, b = unit.spans[0][0], other.spans[-1][1]
            unit.spans = ((a, b),)
            if unit.name in POINTERS:
                # "a batch of armour"
                unit.name, unit.printed, unit.spans = other.name, other.printed, other.spans
            unit.category = unit.category or other.category
            return
        if named is other:
            self._check(other, unit)
            unit.name, unit.row, unit.mention, unit.generic = other.name, other.row, other.mention, False
            unit.spelled = other.spelled
            unit.spans, unit.category = other.spans, other.category or unit.category
            unit.part = unit.part or other.part
        elif other.generic:
            self._check(unit, other)
            unit.part = unit.part or other.part
        elif other.row is not None and (unit.row is None or unit.name in other.row["makers"].split(";")):
            # "Sukhoi Su-30" is a Su-30
            unit.name, unit.row, unit.mention, unit.spans = other.name, other.row, other.mention, other.spans

    def _check(self, item: Unit, noun: Unit) -> None:
        """Takes a name's row from it where its noun says that it is another thing: an "okręt A19" is no A-19 gun."""
        sort = family(noun)
        if item.row is None or not sort & _CLEAR or family(item) & sort or "" in family(item):
            return
        a, b = item.spans[-1]
        item.row, item.name, item.spelled = None, self.text[a:b], False

    # ---- numbers and origins

    def _number_and_origin(self, units: list[Unit], at: int) -> None:
        unit = units[at]
        k = at - 1
        steps = 0
        while k >= 0 and steps < 6:
            other = units[k]
            if other.kind == "count":
                if unit.start - other.end < 60 and not other.taken and other.count is not None:
                    unit.count = self._of_several(units, k)
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

    def _of_several(self, units: list[Unit], k: int) -> Count | None:
        """The count at k, or of "six of the 18" the six; of "the first of 36" none."""
        n = k - 1
        while n >= 0 and k - n < 4 and (units[n].kind == "prep" or units[n].key in self.article):
            n -= 1
        if n < 0 or n == k - 1:
            return units[k].count
        before = units[n]
        if before.kind == "count" and before.count is not None and not before.taken:
            before.taken = True
            return before.count
        if (
            n
            and before.means("ones") is not None
            and units[n - 1].kind == "count"
            and units[n + 1].kind == "prep"
        ):
            units[n - 1].taken = True
            return units[n - 1].count
        return None if before.means("ones") is not None and units[n + 1].kind == "prep" else units[k].count

    def _nickname(self, units: list[Unit], at: int) -> None:
        """Takes the name that stands in quotation marks behind a designation: Т-72Б1МС „Бели орао“."""
        unit = units[at]
        if unit.generic or at + 2 >= len(units) or units[at + 1].key not in _QUOTES:
            return
        for k in range(at + 2, min(at + 6, len(units))):
            if units[k].key in _QUOTES:
                for other in units[at + 1 : k + 1]:
                    other.taken = True
                return

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


def printed(text: str, unit: Unit) -> str:
    """The name of an item: the table's, or the words of the text where it is a generic noun."""
    a, b = unit.spans[0]
    words = " ".join(text[a:b].split())
    if unit.generic:
        return unit.printed or words
    if unit.row is None or unit.spelled or not "0" <= words[:1] < "\u0250":
        return unit.name
    # "Belharra" is another name of the FDI: the text's own stands, as in English.
    told = set(_WORDS.findall(words.lower()))
    return unit.name if told <= set(_WORDS.findall(unit.name.lower())) else words
