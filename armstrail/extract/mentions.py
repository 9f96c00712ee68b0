"""Names in a text: states, groups, bodies, makers, people, equipment and generic nouns of arms.

Enters: text and the tables of ``data/names`` and ``data/languages``. Leaves: non-overlapping Mentions in order.
One Aho-Corasick pass over the folded text (lower case, without accents, code point for code point) finds all of
them; designations then take their variants with them (F-16C/D, FGM-148F, M1A2 SEPv3). It cannot see a name that no
table has, but for designations of the usual form that stand beside a noun of arms.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from ..rules import Row, data_files, has_data, load_table, split_cell

TYPES = ("state", "group", "body", "maker", "person", "equipment", "noun")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text.

    ``name`` is canonical: an ISO code for a state, the table's name otherwise, the words themselves where no table
    has the designation. ``state`` is the state of a body, maker or person. ``part`` marks nouns that are parts.
    """

    start: int
    end: int
    type: str
    name: str
    form: str
    state: str = ""
    row: Row | None = None
    category: str = ""
    part: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a pattern."""

    type: str
    name: str
    form: str
    pattern: str
    """The spelling as the table has it."""
    doubtful: bool
    state: str
    row: Row
    category: str = ""
    part: bool = False
    designation: bool = False


class _Fold(dict[int, str]):
    """Lower case without accents, one code point for one."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        low = char.lower()
        base = unicodedata.normalize("NFKD", low)
        plain = "".join(c for c in base if not unicodedata.combining(c))
        result = plain if len(plain) == 1 else low if len(low) == 1 else char
        result = _FOLD_ALSO.get(result, result)
        self[code] = result
        return result


_FOLD_ALSO = {
    "ł": "l", "đ": "d", "ø": "o", "ı": "i", "ð": "d", "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " ",
}  # fmt: skip
_fold_table = _Fold()


def fold(text: str) -> str:
    """Lower case without accents and with plain apostrophes, hyphens and blanks; as long as the text itself."""
    if text.isascii():
        return text.lower().replace("\n", " ").replace("\t", " ")
    return text.translate(_fold_table)


_DESIGNATION = re.compile(r"^(?=.*\d)[a-z]*[\-./]?[a-z]*[\-./]?\d[\w\-./]*$")
_GROUPS = re.compile(r"(?<=[a-z])[- ]?(?=\d)|(?<=\d)-(?=[a-z])")
# What may follow a designation and still be it: variant letters and blocks.
_VARIANT = re.compile(
    r"(?:(?:-?[A-Z]{1,3}(?:\d{1,2}[A-Z]?)?|-\d{1,3}[A-Z]?)(?:[-/][A-Z0-9]{1,4}){0,3}|[a-z](?=s?\b))?"
    r"(?:\s(?:Block|Blk\.?|SEP|SEPv?\d|Mk\.?|Tranche|Version|Ver)\s?(?:[0-9IVX]+[A-Za-z+]*(?:/[0-9IVX]+[A-Z+]*)?)?)?"
)
_LOOSE = re.compile(r"\b(?:[A-Z]{1,4}/)?[A-Z]{1,5}[a-z]?-\d{1,4}[A-Z0-9]{0,5}(?:[/-][A-Z0-9]{1,5}){0,2}\b")


def spellings(name: str) -> Iterator[str]:
    """The folded spellings of a name: hyphen, blank and nothing between letters and digits are one."""
    folded = fold(name).strip()
    yield folded
    for separator in ("-", " ", ""):
        spelled = _GROUPS.sub(separator, folded)
        if spelled != folded:
            yield spelled
    if "-" in folded and not any(c.isdigit() for c in folded):
        yield folded.replace("-", " ")


def plurals(noun: str) -> Iterator[str]:
    """A generic noun and its regular plural; the mark of doubt stays at the end."""
    if noun.endswith("?"):
        yield from (form + "?" for form in plurals(noun[:-1]))
        return
    yield noun
    if noun.endswith(("s", "x", "ch", "sh")):
        yield noun + "es"
    elif noun.endswith("y") and noun[-2:-1] not in "aeiou":
        yield noun[:-1] + "ies"
    else:
        yield noun + "s"
    if noun.endswith("man"):
        yield noun[:-3] + "men"


_SIMPLE_TABLES = (
    ("names/groups.tsv", "group"),
    ("names/bodies.tsv", "body"),
    ("names/makers.tsv", "maker"),
    ("names/people.tsv", "person"),
)


class Vocabulary:
    """All names as one automaton. Built once; ``find`` gives the mentions of a text."""

    def __init__(self, languages: tuple[str, ...] = ("en",)) -> None:
        self.entries: dict[str, list[Entry]] = defaultdict(list)
        self._add_states()
        for path, kind in _SIMPLE_TABLES:
            if has_data(path):
                self._add_simple(path, kind)
        self._add_equipment()
        for language in languages:
            self._add_nouns(language)
        self._patterns = sorted(self.entries)
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def _add(self, spelling: str, kind: str, name: str, form: str, row: Row, **more: object) -> None:
        doubtful = spelling.endswith("?")
        spelling = spelling.rstrip("?").strip()
        if not spelling:
            return
        folded = fold(spelling)
        if folded.startswith("the "):
            folded, spelling = folded[4:], spelling[4:]
        entry = Entry(kind, name, form, spelling, doubtful, row=row, **more)  # type: ignore[arg-type]
        for pattern in dict.fromkeys(spellings(spelling)):
            if all(e.name != name or e.type != kind for e in self.entries[pattern]):
                self.entries[pattern].append(entry)

    def _add_states(self) -> None:
        for row in load_table("names/states.tsv"):
            for column, form in (
                ("name", "name"), ("names", "name"), ("adjectives", "adjective"),
                ("people", "people"), ("capitals", "capital"), ("metonyms", "metonym"),
            ):  # fmt: skip
                for spelling in split_cell(row[column]):
                    self._add(spelling, "state", row["code"], form, row, state=row["code"])

    def _add_simple(self, path: str, kind: str) -> None:
        for row in load_table(path):
            for spelling in (row["name"], *split_cell(row["aliases"])):
                self._add(spelling, kind, row["name"], "name", row, state=row.get("state", ""))

    def _add_equipment(self) -> None:
        for path in data_files("names/equipment"):
            for row in load_table(path):
                name = row["name"]
                first = name.split(" ")[0]
                own = [name]
                if first != name and _DESIGNATION.match(fold(first)) and any(c.isalpha() for c in first):
                    own.append(first if len(re.sub(r"\W", "", first)) > 3 else first + "?")
                elif len(re.sub(r"\W", "", name)) <= 2:
                    own = [name + "?"]
                for spelling in (*own, *split_cell(row["aliases"])):
                    designation = bool(re.search(r"\d\w*$", spelling.rstrip("?")))
                    for form in (spelling,) if designation else (spelling, _plural(spelling)):
                        self._add(
                            form, "equipment", name, "name", row,
                            state=row["origin"], category=row["category"], designation=designation,
                        )  # fmt: skip

    def _add_nouns(self, language: str) -> None:
        for row in load_table(f"languages/{language}/nouns.tsv"):
            for spelling in (row["noun"], *split_cell(row["aliases"])):
                for form in plurals(spelling) if language == "en" else (spelling,):
                    self._add(
                        form, "noun", row["noun"], "noun", row,
                        state="", category=row["category"], part=row["part"] == "yes",
                    )  # fmt: skip

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """The mentions in ``text[start:end]``, in order, without overlaps; offsets into ``text``."""
        piece = text[start:end]
        folded = fold(piece)
        found: list[tuple[int, int, Entry]] = []
        size = len(piece)
        for index, a, b in self._automaton.find_matches_as_indexes(folded):
            if a and folded[a - 1].isalnum():
                continue
            entry = self._choose(self._patterns[index], piece, a, b)
            if entry is None:
                continue
            if b < size and folded[b].isalnum():
                if not (entry.designation and not (folded[b].isdigit() and folded[b - 1].isdigit())):
                    continue
                longer = _VARIANT.match(piece, b)
                if longer is None or longer.end() == b or longer.end() < size and piece[longer.end()].isalnum() and piece[longer.end() : longer.end() + 2].rstrip() != "s":
                    continue
                b = longer.end()
            elif entry.designation:
                longer = _VARIANT.match(piece, b)
                if longer is not None and (longer.end() >= size or not piece[longer.end()].isalnum()):
                    b = longer.end()
            found.append((a, b, entry))
        believed = self._believed(piece, folded, found)
        mentions = [
            Mention(
                start + a, start + b, e.type, e.name, e.form, e.state, e.row, e.category, e.part
            )
            for i, (a, b, e) in enumerate(found)
            if i in believed
        ]
        return _with_loose_designations(text, start, start + size, mentions)

    def _choose(self, pattern: str, piece: str, a: int, b: int) -> Entry | None:
        """The meaning of a pattern that the letter case of the text allows."""
        words = piece[a:b]
        for entry in self.entries[pattern]:
            if entry.type == "noun":
                return entry
            spelled = entry.pattern
            if spelled.isupper() and len(spelled) <= 5 and spelled.isalpha():
                if words == spelled:
                    return entry
            elif words[0].isupper() or words[0].isdigit() or spelled[0].islower() or not words[0].isalpha():
                return entry
            elif entry.type == "equipment" and pattern.count(" ") >= 2 and not any(c.isdigit() for c in pattern):
                return entry
        return None

    def _believed(self, piece: str, folded: str, found: list[tuple[int, int, Entry]]) -> set[int]:
        """Which finds the text means: all that are not doubtful, and those that have a noun of arms beside them.

        A name believed once is believed in the whole text; a doubtful noun only where it stands.
        """
        kept = {i for i, (_, _, e) in enumerate(found) if not e.doubtful}
        sure = {(found[i][2].type, found[i][2].name) for i in kept if found[i][2].type != "noun"}
        for i, (a, b, entry) in enumerate(found):
            if entry.doubtful and self._has_sign(folded, found, i, a, b):
                kept.add(i)
                if entry.type != "noun":
                    sure.add((entry.type, entry.name))
        kept.update(i for i, (_, _, e) in enumerate(found) if e.doubtful and (e.type, e.name) in sure)
        return kept

    def _has_sign(self, folded: str, found: list[tuple[int, int, Entry]], i: int, a: int, b: int) -> bool:
        """Whether the words around a doubtful name say that it is the thing."""
        entry = found[i][2]
        if entry.type in ("equipment", "noun"):
            near = (found[n] for n in (i - 1, i + 1) if 0 <= n < len(found))
            if any(
                e.type in ("noun", "equipment") and not e.doubtful and (0 <= x - b <= 2 or 0 <= a - y <= 2)
                for x, y, e in near
            ):
                return True
            if entry.type == "noun":
                return bool(_ARMS_BEFORE.search(folded, max(0, a - 24), a))
            return bool(_ARMS_AFTER.match(folded, b) or _ARMS_BEFORE.search(folded, max(0, a - 24), a))
        if entry.type == "state":
            return _NOT_STATE.search(folded, max(0, a - 24), a) is None
        return _BESIDE[entry.type].search(folded, max(0, a - 40), b + 30) is not None


_ARMS_AFTER = re.compile(
    r"'?s?[- ]{0,2}(?:(?:anti|air|surface|main|combat|fighter|attack|guided|armou?red|infantry|self|multirole|light|heavy|medium|long|short)\b|system|sale|deal|family|fleet|jets?\b|variant|block\b|mk\b|\d)"
)
_ARMS_BEFORE = re.compile(r"(?:\d|\b(?:dozen|hundred|thousand|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)s?(?: of)?|\btype)(?: more)? $")
_NOT_STATE = re.compile(r"\b(?:mr|mrs|ms|michael|air|south of|state of|atlanta)\.? $")
_BESIDE = {
    "maker": re.compile(r"\b(?:company|firm|maker|manufacturer|contractor|group|inc|corp|shares|defen[cs]e|subsidiary)\b"),
    "person": re.compile(r"\b(?:president|minister|secretary|ambassador|spokes\w+|chancellor|premier|prime|king|general|mr|mrs|ms|chief|said|told|says)\b"),
    "group": re.compile(r"\b(?:rebels|militants?|group|forces|fighters|militia)\b"),
    "body": re.compile(r"\b(?:ministry|agency|department|committee|the)\b"),
}  # fmt: skip


def _plural(name: str) -> str:
    if name.endswith("?"):
        return _plural(name[:-1]) + "?"
    return name + ("es" if name.endswith(("s", "x", "ch", "sh")) else "s")


def _with_loose_designations(text: str, start: int, end: int, mentions: list[Mention]) -> list[Mention]:
    """Adds designations of the usual form that no table has, where a noun of arms follows or they stand in its list."""
    loose = [m for m in _LOOSE.finditer(text, start, end)]
    if not loose:
        return mentions
    merged = list(mentions)
    taken = [(m.start, m.end) for m in mentions]
    for match in loose:
        a, b = match.span()
        if any(x < b and a < y for x, y in taken):
            continue
        follows = next((m for m in mentions if 0 <= m.start - b <= 24 and m.type == "noun"), None)
        if follows is not None and re.fullmatch(r"[\s\w\-,/&()]{1,24}", text[b : follows.start]):
            merged.append(Mention(a, b, "equipment", match[0], "loose", "", None, follows.category, follows.part))
    merged.sort(key=lambda m: m.start)
    return merged


@cache
def vocabulary(languages: tuple[str, ...] = ("en",)) -> Vocabulary:
    """The vocabulary of some languages, built at first use."""
    return Vocabulary(languages)
