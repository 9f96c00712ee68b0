"""The names and nouns of all tables, keyed by their folded spelling.

Enters: the tables of ``data/names`` and ``data/languages``. Leaves: Names: a mapping from a key to its Entries, and an
automaton over the keys' beginnings that says where in a folded text a name may start. Hyphen, blank and line break are
one in a key, so a name has one or two keys, not ten; plurals are read off the text. It cannot see what a text means:
belief.py says which entry is believed.
"""

from __future__ import annotations

import gc
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import ahocorasick_rs

from ..rules import Row, data_files, has_data, load_table, split_cell

HEAD = 8
"""How many characters of a key the automaton holds: enough to be rare, few enough to build in no time."""


class Entry(NamedTuple):
    """One meaning of a spelling. ``pattern`` is the spelling as the table has it, ``doubtful`` its mark of doubt."""

    type: str
    name: str
    form: str
    pattern: str
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
    "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " ",
}  # fmt: skip
_fold_table = _Fold()


def fold(text: str) -> str:
    """Lower case without accents and with plain apostrophes, hyphens and blanks; as long as the text itself."""
    if text.isascii():
        return text.lower().replace("\n", " ").replace("\t", " ")
    return text.translate(_fold_table)


# What may stand before a name without a blank is a blank to a key, and so is what joins its words.
_BLANKS = "-'\"()[]{}/\\|<>*#_~`=\n\t\r\x0b\x0c—―“”„«»‹›•·…"
_key_table = str.maketrans({c: " " for c in _BLANKS} | {c: c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def _plain(match: re.Match[str]) -> str:
    char = _fold_table[ord(match[0])]
    return " " if char in _BLANKS else char


def key_of(text: str) -> str:
    """The folded text in which keys are looked up: as long as the text itself."""
    if not text.isascii():
        text = _NOT_ASCII.sub(_plain, text)
    return text.translate(_key_table)


_GROUP = re.compile(r"(?<=[a-z]) ?(?=\d)")
_DESIGNATION = re.compile(r"\d\w*$")
_HAS_DIGIT = re.compile(r"\d")


def designation_keys(key: str) -> tuple[str, ...]:
    """The other keys of a designation: blank and nothing between its letters and digits are one."""
    group = _GROUP.search(key)
    if group is None:
        return ()
    head, tail = key[: group.start()], key[group.end() :]
    if _GROUP.search(tail) is None:
        return (head + tail, head + " " + tail)
    return (head + tail, head + " " + tail, head + _GROUP.sub("", tail))


_KINDS = frozenset(
    {"anti tank", "anti ship", "anti aircraft", "anti armor", "anti armour", "air defence", "air defense", "self propelled",
     "surface to air", "air to air", "air to ground", "air to surface", "coastal defence", "coastal defense", "multirole", "class"}
)  # fmt: skip


def irregular_plurals(noun: str) -> Iterator[str]:
    """The plurals that are more than the noun and an s; the mark of doubt stays at the end."""
    mark = "?" if noun.endswith("?") else ""
    noun = noun.removesuffix("?")
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        yield noun[:-1] + "ies" + mark
    if noun.endswith("man"):
        yield noun[:-3] + "men" + mark


_STATE_FORMS = (
    ("name", "name"), ("names", "name"), ("adjectives", "adjective"),
    ("people", "people"), ("capitals", "capital"), ("metonyms", "metonym"),
)  # fmt: skip
_SIMPLE_TABLES = (
    ("names/groups.tsv", "group"),
    ("names/bodies.tsv", "body"),
    ("names/makers.tsv", "maker"),
    ("names/people.tsv", "person"),
)


def _is_named_noun(key: str, own: set[str], nouns: frozenset[str]) -> bool:
    """Whether a key is another key of its row and a generic noun after it."""
    cut = key.rfind(" ")
    while cut > 0:
        head = key[:cut]
        if head in own or head + "?" in own:
            tail = key[cut + 1 :]
            return tail in nouns or tail.removesuffix("s") in nouns or tail in _KINDS
        cut = key.rfind(" ", 0, cut)
    return False


def _other_meaning(entry: Entry, known: Entry) -> bool:
    if entry.name != known.name or entry.type != known.type:
        return True
    # a person with offices in two states has two rows
    return entry.type == "person" and entry.row is not known.row


class Names:
    """All entries of the tables by key. ``get`` takes a spelling folded in either way."""

    def __init__(self, languages: tuple[str, ...] = ("en",)) -> None:
        self._of: dict[str, list[Entry]] = {}
        collecting = gc.isenabled()
        gc.disable()  # 60,000 tuples that stay: looking for garbage among them takes a third of the time
        try:
            self._read(languages)
        finally:
            if collecting:
                gc.enable()

    def _read(self, languages: tuple[str, ...]) -> None:
        self.shadowed: list[tuple[str, str]] = []
        for language in languages:
            self._add_nouns(language)
        self._add_lookalikes()
        self._add_states()
        for path, kind in _SIMPLE_TABLES:
            if has_data(path):
                self._add_simple(path, kind)
        self._add_equipment()
        masks: dict[str, int] = {}
        for key in self._of:
            head = key[:HEAD]
            masks[head] = masks.get(head, 0) | 1 << len(key)
        self._masks = masks
        self._lengths: dict[str, tuple[int, ...]] = {}
        self.automaton = ahocorasick_rs.AhoCorasick(
            [" " + head for head in masks], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def __len__(self) -> int:
        return len(self._of)

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __getitem__(self, spelling: str) -> list[Entry]:
        return self._of[key_of(spelling).strip()]

    def __contains__(self, spelling: object) -> bool:
        return isinstance(spelling, str) and key_of(spelling).strip() in self._of

    def get(self, spelling: str, default: list[Entry] | None = None) -> list[Entry] | None:
        """The entries of a spelling, whatever its case, accents and hyphens."""
        return self._of.get(key_of(spelling).strip(), default)

    def at(self, folded: str, start: int, stop: int) -> Iterator[tuple[int, list[Entry]]]:
        """The names that stand at a place of a folded text, longest first: their ends and entries.

        ``stop`` is where the head ends that the automaton found, or ``start`` where it looked for no head there.
        """
        head = folded[start:stop]
        masks = self._masks
        if not head or head not in masks:
            for size in range(HEAD, 0, -1):
                head = folded[start : start + size]
                if head in masks:
                    break
            else:
                return
        lengths = self._lengths.get(head)
        if lengths is None:
            lengths = self._lengths[head] = self._measure(head)
        entries = self._of
        for size in lengths:
            if (known := entries.get(folded[start : start + size])) is not None:
                yield start + size, known

    def _measure(self, head: str) -> tuple[int, ...]:
        """The lengths of the keys that begin with a head, longest first; shorter keys inside the head count."""
        mask = self._masks[head]
        sizes = [size for size in range(mask.bit_length() - 1, 0, -1) if mask >> size & 1]
        return (*sizes, *(size for size in range(len(head) - 1, 0, -1) if head[:size] in self._of))

    def _put(self, key: str, entry: Entry) -> None:
        known = self._of.get(key)
        if known is None:
            self._of[key] = [entry]
        elif all(_other_meaning(entry, e) for e in known):
            known.append(entry)

    def _add(self, spelling: str, kind: str, name: str, form: str, row: Row, state: str) -> None:
        doubtful = spelling[-1:] == "?"
        if doubtful:
            spelling = spelling[:-1]
        key = key_of(spelling).strip()
        if key.startswith("the "):
            key = key[4:]
            if not doubtful:
                spelling = spelling[4:]
        if key:
            self._put(key, Entry(kind, name, form, spelling, doubtful, state, row))

    def _add_states(self) -> None:
        for row in load_table("names/states.tsv"):
            code = row["code"]
            for column, form in _STATE_FORMS:
                for spelling in split_cell(row[column]):
                    self._add(spelling, "state", code, form, row, code)

    def _add_simple(self, path: str, kind: str) -> None:
        for row in load_table(path):
            name, state = row["name"].removesuffix("?"), row.get("state", "")
            for spelling in (row["name"], *split_cell(row["aliases"])):
                self._add(spelling, kind, name, "name", row, state)

    def _add_lookalikes(self) -> None:
        if has_data("names/lookalikes.tsv"):
            for row in load_table("names/lookalikes.tsv"):
                for spelling in (row["name"], *split_cell(row["aliases"])):
                    self._add(spelling, "lookalike", row["name"], "name", row, "")
        if has_data("names/outlets.tsv"):
            # "China Daily", "The Times of Israel". An agency is a body's own voice and may be its name.
            for row in load_table("names/outlets.tsv"):
                if row["kind"] != "agency":
                    for spelling in (row["name"], *split_cell(row["aliases"])):
                        if " " in spelling:
                            self._add(spelling, "lookalike", row["name"], "name", row, "")

    def _add_equipment(self) -> None:
        nouns, put = self._nouns, self._put
        for path in data_files("names/equipment"):
            for row in load_table(path):
                name, state, category = row["name"], row["origin"], row["category"]
                part = category == "part"
                cell = f"{name};{row['aliases']}"
                marked = {c.strip() for c in cell.split(";") if c.rstrip()[-1:] == "?"} if "?" in cell else ()
                first = name.partition(" ")[0]
                if first != name and _HAS_DIGIT.search(first) and not first.isdigit() and f"{first}?" not in marked:
                    cell += f";{first}" if len(first.replace("-", "")) > 3 else f";{first}?"
                elif len(name.replace("-", "")) <= 2:
                    marked = {*marked, f"{name}?"}
                    cell += f";{name}?"
                spelled, keys = cell.split(";"), key_of(cell).split(";")
                own_keys = set(keys)
                for spelling, key in zip(spelled, keys, strict=True):
                    spelling, key = spelling.strip(), key.strip()
                    doubtful = spelling[-1:] == "?"
                    if doubtful:
                        spelling, key = spelling[:-1], key[:-1].rstrip()
                    elif not key or (marked and spelling + "?" in marked):
                        continue
                    if " " in key and _is_named_noun(key, own_keys, nouns):
                        # "Patriot battery" is a Patriot and a battery: the shorter name and the noun say so.
                        continue
                    if key in nouns:
                        # "light utility helicopter" is no designation, whatever a table says.
                        self.shadowed.append((path, spelling))
                        continue
                    if _HAS_DIGIT.search(key) is None:
                        entry = Entry("equipment", name, "name", spelling, doubtful, state, row, category, part, False)
                        put(key, entry)
                        if key[-1] == "y" and key[-2:-1] not in "aeiou":
                            put(key[:-1] + "ies", entry)
                        continue
                    ends = _DESIGNATION.search(key) is not None
                    entry = Entry("equipment", name, "name", spelling, doubtful, state, row, category, part, ends)
                    put(key, entry)
                    for other in designation_keys(key):
                        if other != key:
                            put(other, entry)

    def _add_nouns(self, language: str) -> None:
        for row in load_table(f"languages/{language}/nouns.tsv"):
            name, category, part = row["noun"].removesuffix("?"), row["category"], row["part"] == "yes"
            for spelling in (row["noun"], *split_cell(row["aliases"])):
                for form in (spelling, *irregular_plurals(spelling)) if language == "en" else (spelling,):
                    doubtful = form.endswith("?")
                    form = form.removesuffix("?")
                    self._put(key_of(form).strip(), Entry("noun", name, "noun", form, doubtful, "", row, category, part))
        self._nouns = frozenset(self._of)
