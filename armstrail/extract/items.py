"""Arms in a sentence: what a noun phrase calls them, and how many.

Enters: atoms and the grammar. Leaves: Items ("246 Javelin FGM-148F missiles", "hundreds of rockets", "six" where the
noun was told before). It cannot see arms that no table names and no noun of arms follows.
"""

from __future__ import annotations

import re

from ..values import Count
from .mentions import Mention
from .parties import Cursor
from .units import Item, Unit

_LONGEST_GAP = 5
"""Words that may stand between a number and the noun that it counts."""

_ROUNDS_OF_A_GUN = 100
"""So many rounds are shots and no rounds of talks."""

OPENING, CLOSING = frozenset("‘'\"“("), frozenset("’'\"”)")
INSIDE_MARKS = frozenset("-/‘’'\"“”(")


class ItemReader(Cursor):
    """Reads the items of a sentence."""

    def bare_number(self, i: int) -> tuple[Unit, int] | None:
        """A number that is an object by itself: "Thailand ordered six in 2008", "received the first five"."""
        atom = self.atoms[i]
        number = self.grammar.numbers.get(atom.low) if atom.kind == "word" else None
        if atom.kind == "count" and atom.count is not None and atom.count.exact:
            number = atom.count.value
        if number is None or atom.kind not in ("word", "count"):
            return None
        before = i - 1
        while before >= 0 and (
            self.low(before) in ("the", "a", "another") or self.low(before) in self.words["ordinals"]
        ):
            before -= 1
        if not any(
            t.frame in ("give", "take") and t.kind == "verb"
            for t in self.grammar.triggers.get(self.low(before), ())
        ):
            return None
        after = self.low(i + 1)
        if (
            after
            not in ("in", "for", "from", "more", "of", ",", ".", "and", "by", "last", "on", "at", "to", "")
            and self.kind(i + 1) != "date"
        ):
            return None
        if after == "of" and self.low(i + 2) != "them":
            return None
        return self.number_alone(i, number)

    def number_alone(self, i: int, number: int) -> tuple[Unit, int]:
        """The item of a number whose noun was told before."""
        atom = self.atoms[i]
        span = (atom.count.start, atom.count.end) if atom.count is not None else (atom.start, atom.end)
        item = Item(
            self.page.text[span[0] : span[1]],
            (span,),
            number,
            span,
            definite=True,
            counted=True,
            pointer=True,
        )
        return Unit("item", atom.start, atom.end, atom.low, item=item), i + 1

    def item_at(self, i: int) -> tuple[Unit, int] | None:
        """An item that begins at i: number, modifiers, names and nouns of arms."""
        text, atoms = self.page.text, self.atoms
        start = i
        count: Count | None = None
        origin: Mention | None = None
        modifiers: list[Unit] = []
        in_lots = False
        j = i
        if self.kind(j) == "count":
            count = atoms[j].count
            j += 1
            if self.low(j) == "of" and count is not None:
                # "hundreds of missiles", "24 of the aircraft", "131 of Rafael's missiles"
                k = j + 1
                if self.low(k) in ("the", "its", "their", "these", "those", "such"):
                    k += 1
                if self.kind(k) == "count":
                    # "the first two of 24 fighters": two of them.
                    k += 1
                elif self.kind(k) == "mention" and self.low(k + 1) == "'s":
                    owner = self.atoms[k].mention
                    origin = owner if owner is not None and owner.type == "state" else None
                    k += 2
                if not count.exact or k > j + 1:
                    j = k
            # "24 of the jets", "two batteries of Patriot missiles"
            if self.low(j) in self.items["units"] and self.low(j + 1) == "of":
                in_lots = self.low(j) in self.items["lots"]
                j += 2
        while j < len(atoms):
            atom = atoms[j]
            mention = atom.mention
            if mention is not None and mention.type in ("equipment", "noun"):
                break
            if (
                mention is not None
                and mention.type == "state"
                and mention.form in ("adjective", "name")
                and origin is None
            ):
                if (
                    mention.form == "name"
                    and text[mention.start : mention.end].replace(".", "").isupper()
                    and self.next_is_arms(j + 1)
                ):
                    origin, j = mention, j + 1
                    continue
                follows = self.kind(j + 1)
                if self.low(j + 1) == "-" and self.low(j + 2) in (
                    "made",
                    "built",
                    "produced",
                    "origin",
                    "designed",
                    "supplied",
                    "manufactured",
                ):
                    origin, j = mention, j + 3
                    continue
                if (
                    mention.form == "adjective"
                    and follows in ("mention", "word")
                    and (self.low(j + 1) not in self.parties["institution"] or self.next_is_arms(j + 2))
                ):
                    origin, j = mention, j + 1
                    continue
                return None
            if mention is not None and mention.type == "maker" and (count is not None or modifiers):
                j += 1
                if self.low(j) == "-" and self.low(j + 1) in ("made", "built", "produced"):
                    j += 2
                continue
            if (
                atom.kind == "word"
                and len(modifiers) < _LONGEST_GAP
                and (self.is_modifier(atom, count, origin, modifiers) or self.names_arms(j))
            ):
                modifiers.append(atom)
                j += 1
                continue
            if (
                atom.low == ","
                and count is not None
                and modifiers
                and self.kind(j + 1) == "word"
                and self.is_modifier(self.atoms[j + 1], count, origin, modifiers)
            ):
                # "84 new, advanced aircraft"
                j += 1
                continue
            if (
                atom.kind == "mark"
                and atom.low in INSIDE_MARKS
                and (count is not None or modifiers or origin is not None)
                and self.kind(j + 1) in ("mention", "word")
            ):
                j += 1
                continue
            return None
        if j >= len(atoms) or atoms[j].mention is None:
            return None
        names: list[Mention] = []
        nouns: list[Mention] = []
        k = j
        while k < len(atoms):
            mention = atoms[k].mention
            if mention is not None and mention.type == "equipment":
                if names and nouns and not self.same_thing(names, mention):
                    break
                names.append(mention)
            elif mention is not None and mention.type == "noun":
                if (
                    mention.category == "unit"
                    and (names or nouns)
                    and any(t.kind == "noun" for t in self.grammar.triggers.get(atoms[k].low, ()))
                ):
                    # "Abrams shipment": the noun tells what happens.
                    break
                nouns.append(mention)
            elif (
                atoms[k].kind == "mark"
                and (atoms[k].low in INSIDE_MARKS or atoms[k].low in CLOSING)
                and self.next_is_arms(k + 1)
                and (atoms[k].low not in "()" or names or nouns)
            ) or (
                atoms[k].kind == "word"
                and (names or nouns)
                and self.inside_name(atoms[k])
                and self.next_is_arms(k + 1)
            ):
                k += 1
                continue
            elif names and atoms[k].low in "-‑–" and self.low(k + 1) in ("class", "type"):
                # "three Kilo-class submarines"
                k += 2
                continue
            else:
                break
            k += 1
        end = k
        while (
            end < len(atoms)
            and atoms[end].kind == "mark"
            and atoms[end].low in CLOSING
            and text[atoms[end - 1].end - 1 : atoms[end - 1].end].isalnum()
            and any(atoms[n].kind == "mark" and atoms[n].low in OPENING for n in range(i, end))
            and self.low(end) != "'s"
        ):
            end += 1
        unit_noun = next((n for n in nouns if n.category == "unit"), None)
        goods = [
            n
            for n in nouns
            if n.category != "unit" or ((names or n is not nouns[0]) and n.name in self.items["carried"])
        ]
        if not names and not goods and unit_noun is not None:
            shots = (count.value or count.high or 0) if count is not None else 0
            if unit_noun.name == "round" and shots >= _ROUNDS_OF_A_GUN:
                goods = [unit_noun]
            elif unit_noun.name in self.items["loose"] and self.is_for_arms(end):
                # "125 kits for M1A1 tanks"
                goods = [unit_noun]
        if not names and not goods:
            if (
                unit_noun is None
                or unit_noun.name != "system"
                or self.low(start - 1) not in self.words["definite"]
                or start != j
            ):
                return None
            # "the system": it points back.
            span = (unit_noun.start, unit_noun.end)
            item = Item(text[span[0] : span[1]], (span,), head="system", definite=True, pointer=True)
            return Unit("item", span[0], span[1], "system", item=item), end
        if not names and _family(goods[-1]) in self.items["civil"]:
            return None
        if (
            start == j
            and not names
            and self.low(j) in self.items["verbs_too"]
            and self.low(j - 1) in self.items["before_verbs"]
        ):
            # "to ship weapons": a deed, and the thing stands behind it.
            return None
        kept = [m for m in modifiers if m.low in self.items["kept"] or self.is_proper(m)]
        item = self.make_item(names, goods, unit_noun, kept)
        tail = self.compound_end(end) if count is not None and not names else end
        if tail > end and not text[goods[-1].start : goods[-1].end].endswith("s"):
            # "468 launcher loader module kits" are kits.
            end = tail
            span = (goods[0].start, atoms[end - 1].end)
            item.name, item.spans, item.known, item.part = text[slice(*span)], (span,), "", True
        item.counted = count is not None
        k = start - 2 if self.low(start - 1) in self.words["definite"] else start - 1
        partly = self.low(k) == "of" and (
            self.low(k - 1) in self.words["shares"]
            or self.low(k - 1) == "one"
            or self.low(k - 1) in self.words["ordinals"]
        )
        # "the first of two carriers" is one of them, "some of its 36 tanks" are fewer.
        if (
            count is not None
            and count.exact
            and count.value is not None
            and count.high is None
            and not partly
            # "two regiments of S-400" are counted so; "two squadrons of F-16s" are not two of them.
            and not (in_lots and item.category != "VII")
        ):
            item.quantity, item.quantity_span = count.value, (count.start, count.end)
            if count.bound is not None and count.bound_span is not None:
                item.bound, item.bound_span = count.bound, count.bound_span
        if origin is not None:
            item.origin, item.origin_span = origin.name, (origin.start, origin.end)
        before = self.low(start - 1)
        k = start - 1
        while (
            k >= 0
            and start - k < 5
            and (
                self.low(k) in self.words["determiners"]
                or self.low(k) in self.words["ordinals"]
                or self.low(k) == "of"
            )
        ):
            item.definite = item.definite or self.low(k) in self.words["definite"]
            k -= 1
        item.owned = before in self.items["held"] or any(m.low in self.items["held"] for m in modifiers)
        item.vague = before in ("other", "related", "associated", "various", "assorted") and count is None
        item.more = any(m.low in ("more", "additional", "further", "extra") for m in modifiers) or before in (
            "another",
            "additional",
            "more",
            "such",
        )
        return Unit("item", atoms[start].start, atoms[end - 1].end, atoms[start].low, item=item), end

    def is_modifier(
        self, atom: Unit, count: Count | None, origin: Mention | None, before: list[Unit]
    ) -> bool:
        low = atom.low
        if low in self.items["kept"]:
            return True
        if count is None and origin is None:
            return False
        if (
            low in self.words["subordinators"]
            or low in self.words["be"]
            or low in self.words["have"]
            or low in _LINKS
        ):
            return False
        found = self.grammar.triggers.get(low)
        if found and not (found[0].kind == "verb" and found[0].form == "participle"):
            return False
        return low[0].isalpha() and not (
            low.endswith("s")
            and not low.endswith(("ss", "class", "plus", "series"))
            and low not in _S_MODIFIERS
        )

    def is_proper(self, atom: Unit) -> bool:
        """Whether a word has a capital that only a name gives it, and is no institution's or region's."""
        return (
            atom.kind == "word"
            and self.page.text[atom.start].isupper()
            and atom.end - atom.start > 2
            and atom.start != self.atoms[0].start
            and atom.low not in self.items["nameless"]
            and atom.low not in self.parties["institution"]
            and atom.low not in self.words["determiners"]
            and atom.low not in self.words["ordinals"]
            and atom.low not in self.grammar.triggers
        )

    def names_arms(self, i: int) -> bool:
        """Whether a proper name that no table has begins at i, a noun of arms after it: "Lafayette-class frigates"."""
        k = i
        while k < i + 3 and k < len(self.atoms) and self.is_proper(self.atoms[k]):
            k += 1
        mention = self.atoms[k].mention if i < k < len(self.atoms) else None
        return (
            mention is not None
            and mention.type == "noun"
            and mention.category != "unit"
            and self.page.text[mention.start].islower()
        )

    def compound_end(self, k: int) -> int:
        """The end of a compound that goes on behind a noun in the singular, to a noun in the plural; else ``k``."""
        n = k
        while n - k < 3 and self.kind(n) == "word" and self.low(n).isalpha() and len(self.low(n)) > 3:
            n += 1
        if n == k or n >= len(self.atoms) or not self.next_is_arms(n) or not self.low(n).endswith("s"):
            return k
        return n + 1

    def is_for_arms(self, k: int) -> bool:
        """Whether "for" and arms follow: "for the M1A1 tanks"."""
        if self.low(k) not in self.words["made_for"]:
            return False
        behind = next((n for n in range(k + 1, k + 4) if self.low(n) not in self.words["determiners"]), k)
        return self.next_is_arms(behind)

    def next_is_arms(self, k: int) -> bool:
        mention = self.atoms[k].mention if k < len(self.atoms) else None
        return mention is not None and mention.type in ("equipment", "noun")

    def inside_name(self, atom: Unit) -> bool:
        """Whether a word stands inside one name: "K-152 Nerpa submarine", "PzH 2000 155mm howitzer"."""
        proper = self.page.text[atom.start].isupper() and atom.low not in self.words["determiners"]
        return (
            proper
            or atom.low in self.items["kept"]
            or atom.low in _INSIDE
            or bool(_CALIBRE.fullmatch(atom.low))
        )

    def same_thing(self, names: list[Mention], other: Mention) -> bool:
        return any(n.name == other.name for n in names)

    def is_carried(self, main: Mention, nouns: list[Mention]) -> bool:
        """Whether the last noun is of what a thing fires, carries or is rebuilt with: "HIMARS rockets"; not where it is
        no last one ("missile-armed ships", "missile carriers").
        """
        if not nouns:
            return False
        kinds = "carried" if main.category in _CARRIERS else "fitted" if main.category == "VII" else ""
        if not kinds or _family(nouns[-1]) not in self.items[kinds]:
            return False
        text, end = self.page.text, nouns[-1].end
        behind = _NEXT_WORD.match(text, end)
        plural = behind is not None and behind[1].endswith("s") and behind[1] not in self.grammar.triggers
        return text[end : end + 1] not in ("-", "‑", "–") and not (plural and not text[:end].endswith("s"))

    def make_item(
        self, names: list[Mention], nouns: list[Mention], unit_noun: Mention | None, kept: list[Unit]
    ) -> Item:
        text = self.page.text
        is_part = bool(nouns) and nouns[-1].part
        if names:
            first = names[0]
            in_table = [n for n in names if n.row is not None]
            # "Sukhoi Su-27": the maker's name stands for any of its kind, the designation for one.
            main = next((n for n in in_table if not _is_make(n)), in_table[0] if in_table else first)
            is_part = is_part or self.is_carried(main, nouns)
            printed = printed_name(text, names, main)
            known = main.name if main.row is not None else ""
            spans = [(n.start, n.end) for n in names]
            if is_part and main.category != "part":
                printed += " " + " ".join(text[n.start : n.end] for n in nouns)
                spans += [(n.start, n.end) for n in nouns]
                known = ""
            kind = main.row["kind"] if main.row is not None else nouns[-1].name if nouns else ""
            return Item(
                printed,
                tuple(spans),
                known=known,
                head=head_of(kind),
                kind=kind,
                home=main.state,
                part=is_part,
                generic=False,
                category=main.category or (nouns[-1].category if nouns else ""),
            )
        first_word = kept[0].start if kept else nouns[0].start
        named = any(text[m.start].isupper() for m in kept)
        sized = _SIZE_BEFORE.search(text, max(0, first_word - 40), first_word)
        if sized is not None and sized[0].endswith(("and ", "or ")) and not text[first_word].isdigit():
            sized = None
        span = (sized.start() if sized is not None else first_word, nouns[-1].end)
        name = " ".join(text[span[0] : span[1]].split())
        return Item(
            name,
            (span,),
            part=is_part,
            generic=not named,
            category=nouns[-1].category if nouns[-1].category != "unit" else "other",
            head=head_of(nouns[-1].name),
            kind=nouns[-1].name,
        )


_LINKS = frozenset((
    "of", "in", "to", "for", "from", "by", "with", "and", "or", "but", "nor", "at", "on", "into", "the", "a", "an",
    "its", "his", "her", "their", "this", "these", "those", "per", "percent", "million", "billion", "not", "than", "as",
))  # fmt: skip
_CARRIERS = frozenset(["I", "II", "III", "IV", "V", "VI"])
"""Categories of the UN Register (UNROCA) that are vehicles, guns, aircraft and ships."""
_NEXT_WORD = re.compile(r" ([a-z]+)")
_S_MODIFIERS = frozenset(["us", "iris-t", "is", "various", "sales", "less"])
_SIZE = r"\d[\d.,]*[\s-]?(?:mm|millimet(?:er|re)s?|pounds?|lbs?\.?|kg|kilograms?)"
_SIZE_BEFORE = re.compile(
    rf"(?<![\w.,])(?:{_SIZE}(?: and | or )(?:{_SIZE}[\s-])?|{_SIZE}[\s-])(?:calib(?:er|re)[\s-])?$"
)
"""The size that belongs to what a thing is called: "2,000-pound bombs", "155 mm shells", "155mm and 105mm rounds"."""
_CALIBRE = re.compile(r"[\d.]+[- ]?mm")
_INSIDE = frozenset(
    [
        "mounted",
        "class",
        "family",
        "type",
        "series",
        "new-generation",
        "multi-role",
        "multirole",
        "armed",
        "unmanned",
        "naval",
        "ground-based",
        "ground",
        "mobile",
    ]
)
_VARIANT_TAIL = re.compile(r"\d")
_PLURAL_CODE = re.compile(r"(?<=[A-Z\d])s$")
"""The plural of a designation: "Mi-35Ms", "F-16C/Ds", "Gripen NGs"."""
_NOUN_TAIL = re.compile(r"(?:[\s-]+[a-z]{3,})+$")
"""The noun that an alias takes with it: "K2 tanks", "Heron drones"."""


def head_of(noun: str) -> str:
    """The last word of a generic noun: "main battle tank" → "tank"."""
    return noun.split(" ")[-1].split("-")[-1].lower() if noun else ""


def printed_name(text: str, names: list[Mention], main: Mention) -> str:
    """The name of a thing as the text has it: the table's own, with the variant that the text prints ("F-16C Fighting
    Falcon"), or the words themselves where they are another name of it (Cheongung-II for KM-SAM).

    Where several designations of one thing stand together ("Javelin FGM-148F") the most particular one is kept.
    """
    if main.row is None:
        return text[main.start : main.end]
    first, _, rest = main.name.partition(" ")
    own, whole = _bare(first), _bare(main.name)
    other = ""
    whole_is_told = False
    for mention in names:
        if mention.name != main.name:
            continue
        words = _NOUN_TAIL.sub("", " ".join(text[mention.start : mention.end].split()))
        words = _PLURAL_CODE.sub("", words)
        bare = _bare(words)
        if bare in (whole, own, whole + "s", own + "s"):
            whole_is_told = True
            if bare == own and words != first and main.state != _HYPHENS:
                return f"{words} {rest}".rstrip()
            continue
        if _VARIANT_TAIL.search(first) and bare.startswith(own):
            # The table's spelling of the designation, and the variant as printed: "F16V Block 70" is an F-16V Block 70.
            words, told = first + _behind(words, len(own)), rest.split()
            words = " ".join(
                w.removesuffix("s") if w.removesuffix("s") in told else w for w in words.split(" ")
            )
            return words if set(told) & set(words.split(" ")) else f"{words} {rest}".rstrip()
        if bare.startswith(whole):
            return words
        if own.startswith(bare) and bare[-1].isdigit():
            # "KC-46" says less than KC-46A Pegasus.
            return words
        parts = _parts(main.name)
        if any(bare in (part, part + "s") for part in parts):
            whole_is_told = True
        elif not any(part.startswith(bare) for part in parts):
            other = words
    return main.name if whole_is_told or not other else other


_HYPHENS = "US"
"""Whose designations have a set spelling (MIL-STD-1661, DoD 4120.15-L): "F16" is an F-16; a C295 is no C-295."""


def _family(noun: Mention) -> str:
    """The wording that stands for all nouns of its kind."""
    return noun.row.get("family", "") if noun.row is not None else noun.name


def _is_make(mention: Mention) -> bool:
    """Whether a name of the table is its maker's: "Sukhoi", "Kamov"."""
    return mention.row is not None and mention.name == mention.row.get("makers")


def _behind(words: str, letters: int) -> str:
    """What stands behind the first so many letters and digits."""
    for at, sign in enumerate(words):
        letters -= sign.isalnum()
        if letters == 0:
            return words[at + 1 :]
    return ""


def _bare(words: str) -> str:
    return re.sub(r"[\W_]", "", words).lower()


def _parts(name: str) -> list[str]:
    return [_bare(part) for part in name.split(" ") if len(_bare(part)) > 1]
