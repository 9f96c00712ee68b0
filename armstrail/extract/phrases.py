"""A sentence as a row of units: parties, items, amounts, dates, triggers and plain words.

Enters: a Page with its names and values, one sentence of it, and the grammar of its language. Leaves: a list of
Units in the order of the text. A party is a state (or who acts for it, or a maker, or a group); an item is a noun
phrase that names arms with the number of them. It cannot see a party or an item that is told only by a name that no
table has.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TypeVar

from ..model import Span
from ..values import Count, Date, Money
from .grammar import Grammar, Trigger
from .mentions import Mention
from .page import Page, Sentence

_WORD = re.compile(r"[^\W\d_]+n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\w+(?:[-‑.]\w+)*|\S")
_LONGEST_GAP = 5
"""Words that may stand between a number and the noun that it counts."""

OPENING, CLOSING = frozenset("‘'\"“("), frozenset("’'\"”)")
INSIDE_MARKS = frozenset("-/‘’'\"“”(")

T = TypeVar("T", Mention, Money, Date, Count)


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
    heads_list: bool = False
    """True for an item that the items after it spell out."""


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


_COMPANY_FORMS = frozenset({"maker"})


class _Parser:
    """Reads the parties and items of one sentence out of its atoms."""

    def __init__(self, page: Page, atoms: list[Unit], grammar: Grammar) -> None:
        self.page, self.atoms, self.grammar = page, atoms, grammar
        self.parties, self.items = grammar.parties, grammar.items
        self.words = grammar.words

    def low(self, i: int) -> str:
        return self.atoms[i].low if 0 <= i < len(self.atoms) else ""

    def kind(self, i: int) -> str:
        return self.atoms[i].kind if 0 <= i < len(self.atoms) else ""

    def parse(self) -> list[Unit]:
        out: list[Unit] = []
        i, size = 0, len(self.atoms)
        while i < size:
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

    # ---- parties

    def institution_after(self, i: int) -> int:
        """The index after an institution's noun that ends a run of modifiers from i, or i where there is none."""
        j = i
        while j < len(self.atoms) and j - i < 6:
            low = self.low(j)
            if self.kind(j) == "word" and low in self.parties["institution"]:
                j += 1
                # "defence minister", "government officials": go on to the last of them.
                while self.kind(j) == "word" and self.low(j) in self.parties["institution"]:
                    j += 1
                for tail in self.grammar.tails:
                    if all(self.low(j + n) == w for n, w in enumerate(tail)):
                        return j + len(tail)
                return j
            if self.kind(j) == "word" and low in self.parties["modifiers"]:
                j += 1
            else:
                return i
        return i

    def party_at(self, i: int) -> tuple[Unit, int] | None:
        atom = self.atoms[i]
        mention = atom.mention
        if mention is None:
            return self.anaphor_at(i)
        if mention.type not in ("state", "group", "body", "maker", "person"):
            return None
        if (mention.type == "body" and not mention.state) or self.low(i + 1) in self.parties["members"]:
            return None
        span = (mention.start, mention.end)
        code = mention.name if mention.type == "group" else mention.state
        party = Party(code, span, mention.type)
        row_kind = mention.row.get("kind", "") if mention.row is not None else ""
        party.legislature = row_kind == "parliament"
        j = i + 1
        if mention.type == "state":
            possessive = self.low(j) in ("'s", "'") and self.kind(j) in ("word", "mark")
            k = self.institution_after(j + 1 if possessive else j)
            if k > (j + 1 if possessive else j):
                words = [self.low(n) for n in range(j, k)]
                party.role = "institution"
                party.legislature = any(w in self.parties["legislature"] for w in words)
                party.speaker = any(w in self.parties["speakers"] for w in words)
                if any(w in self.parties["companies"] for w in words):
                    party.role = "maker"
                j = k
                j = self.absorb_name(j, party)
            elif possessive:
                party.possessive = True
                j += 1
            elif mention.form in ("adjective",):
                party.adjective = True
        elif self.kind(j) == "mention" and mention.type == "body":
            other = self.atoms[j].mention
            if other is not None and other.type == "person" and other.state == mention.state:
                j += 1
        if (
            not party.possessive
            and self.low(j) in ("'s", "'")
            and self.atoms[j - 1].end == self.atoms[j].start
        ):
            k = self.institution_after(j + 1)
            if k > j + 1:
                j = k
            else:
                party.possessive = True
                j += 1
        return Unit("party", atom.start, self.atoms[j - 1].end, atom.low, party=party), j

    def absorb_name(self, j: int, party: Party) -> int:
        """Takes in the name that follows a title ("Serbian President Aleksandar Vucic", "manufacturer Rafael")."""
        other = self.atoms[j].mention if self.kind(j) == "mention" else None
        if (
            other is not None
            and other.type in ("person", "maker", "body")
            and other.state in ("", party.code)
        ):
            if other.type == "maker":
                party.span = (other.start, other.end)
            return j + 1
        if party.role == "institution":
            n = j
            while self.kind(n) == "word" and n - j < 4 and self.page.text[self.atoms[n].start].isupper():
                n += 1
            return n
        return j

    def anaphor_at(self, i: int) -> tuple[Unit, int] | None:
        atom = self.atoms[i]
        if atom.kind != "word":
            return None
        if atom.low in self.words["pronouns"]:
            party = Party("", (atom.start, atom.end), "anaphor", word=atom.low)
            return Unit("party", atom.start, atom.end, atom.low, party=party), i + 1
        if (
            atom.low in ("its", "their")
            and self.kind(i + 1) == "word"
            and self.low(i + 1) in self.parties["institution"]
        ):
            party = Party("", (atom.start, atom.end), "anaphor", word=atom.low)
            return Unit("party", atom.start, self.atoms[i + 1].end, atom.low, party=party), i + 2
        if atom.low == "the":
            for length in (3, 2):
                words = " ".join(self.low(i + 1 + n) for n in range(length - 1))
                if words in self.parties["anaphors"] and self.kind(i + length - 1) == "word":
                    j = i + length
                    last = self.atoms[j - 1]
                    party = Party("", (atom.start, last.end), "anaphor", word=words)
                    if self.low(j) == "'s":
                        k = self.institution_after(j + 1)
                        party.possessive = k == j + 1
                        j = max(k, j + 1)
                    # "the Philippines' air force", "the country Serbia": a name right after is the party itself.
                    if self.kind(j) == "mention":
                        return None
                    return Unit("party", atom.start, self.atoms[j - 1].end, atom.low, party=party), j
        return None

    # ---- items

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

    def passive_follows(self, i: int) -> bool:
        """Whether a passive of a verb of transfer begins at i ("44 were ordered")."""
        for k in range(i, i + 4):
            if any(
                t.frame in ("give", "take") and t.kind == "verb"
                for t in self.grammar.triggers.get(self.low(k), ())
            ):
                return True
        return False

    def item_at(self, i: int) -> tuple[Unit, int] | None:
        """An item that begins at i: number, modifiers, names and nouns of arms."""
        text, atoms = self.page.text, self.atoms
        start = i
        count: Count | None = None
        origin: Mention | None = None
        modifiers: list[Unit] = []
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
                    k += 2
                if not count.exact or k > j + 1:
                    j = k
            # "24 of the jets", "two batteries of Patriot missiles"
            if self.low(j) in self.items["units"] and self.low(j + 1) == "of":
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
                    and self.low(j + 1) not in self.parties["institution"]
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
                and self.is_modifier(atom, count, origin, modifiers)
            ):
                modifiers.append(atom)
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
                and atoms[k].low in INSIDE_MARKS
                and self.next_is_arms(k + 1)
                and (atoms[k].low != "(" or names or nouns)
            ) or (
                atoms[k].kind == "word"
                and (names or nouns)
                and self.inside_name(atoms[k])
                and self.next_is_arms(k + 1)
            ):
                k += 1
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
        goods = [n for n in nouns if n.category != "unit"]
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
        if not names and goods[-1].row is not None and goods[-1].row.get("family") in self.items["civil"]:
            return None
        if count is None and self.kind(end) == "word" and self.low(end) in self.items["owners"]:
            # "F-16 pilots", "tank capability": the thing only tells what kind.
            return None
        item = self.make_item(names, goods, unit_noun, [m for m in modifiers if m.low in self.items["kept"]])
        item.counted = count is not None
        if count is not None and count.exact and count.value is not None and count.high is None:
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

    def next_is_arms(self, k: int) -> bool:
        mention = self.atoms[k].mention if k < len(self.atoms) else None
        return mention is not None and mention.type in ("equipment", "noun")

    def inside_name(self, atom: Unit) -> bool:
        return atom.low in self.items["kept"] or atom.low in _INSIDE

    def same_thing(self, names: list[Mention], other: Mention) -> bool:
        return any(n.name == other.name for n in names)

    def make_item(
        self, names: list[Mention], nouns: list[Mention], unit_noun: Mention | None, kept: list[Unit]
    ) -> Item:
        text = self.page.text
        part = nouns[-1] if nouns and nouns[-1].part else None
        if names:
            first = names[0]
            main = next((n for n in names if n.row is not None), first)
            printed = printed_name(text, names, main)
            known = main.name if main.row is not None else ""
            spans = [(n.start, n.end) for n in names]
            if part is not None and main.category != "part":
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
                part=part is not None,
                generic=False,
                category=main.category or (nouns[-1].category if nouns else ""),
            )
        first_word = kept[0].start if kept else nouns[0].start
        span = (first_word, nouns[-1].end)
        name = " ".join(text[span[0] : span[1]].split())
        return Item(
            name,
            (span,),
            part=part is not None,
            category=nouns[-1].category,
            head=head_of(nouns[-1].name),
            kind=nouns[-1].name,
        )


_LINKS = frozenset(
    [
        "of",
        "in",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "but",
        "nor",
        "at",
        "on",
        "into",
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
        "this",
        "these",
        "those",
        "per",
        "percent",
        "million",
        "billion",
        "not",
        "than",
        "as",
    ]
)
_S_MODIFIERS = frozenset(["us", "iris-t", "is", "various", "sales", "less"])
_INSIDE = frozenset(
    [
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
        "and",
    ]
) - {"and"}
_VARIANT_TAIL = re.compile(r"\d")
_NOUN_TAIL = re.compile(r"(?:[\s-]+[a-z]{3,})+$")
"""The noun that an alias takes with it: "K2 tanks", "Heron drones"."""


def head_of(noun: str) -> str:
    """The last word of a generic noun: "main battle tank" → "tank"."""
    return noun.split(" ")[-1].split("-")[-1].lower() if noun else ""


def printed_name(text: str, names: list[Mention], main: Mention) -> str:
    """The table's name with the variant that the text prints: "F-16C Fighting Falcon" for F-16C.

    Where several designations of one thing stand together ("Javelin FGM-148F") the most particular one is kept.
    """
    if main.row is None:
        return text[main.start : main.end]
    first, _, rest = main.name.partition(" ")
    spelled = [text[n.start : n.end] for n in names if n.name == main.name]
    own = re.sub(r"[\W_]", "", first).lower()
    for words in spelled:
        words = _NOUN_TAIL.sub("", words)
        words = words.removesuffix("s") if words[-2:-1].isdigit() else words
        bare = re.sub(r"[\W_]", "", words).lower()
        if _VARIANT_TAIL.search(first) and bare.startswith(own) and len(bare) > len(own):
            return f"{' '.join(words.split())} {rest}".strip()
        whole = re.sub(r"[\W_]", "", main.name).lower()
        if bare.startswith(whole) and len(bare) > len(whole):
            return " ".join(words.split())
    return main.name


def read_units(page: Page, sentence: Sentence, grammar: Grammar) -> list[Unit]:
    """The units of a sentence: parties, items, amounts, dates, triggers, words and marks, in order."""
    return _Parser(page, _atoms(page, sentence, grammar), grammar).parse()
