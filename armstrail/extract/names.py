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
    "ł": "l", "đ": "d", "ø": "o", "ı": "i", "ð": "d", "’": "'", "‘": "'", "ʼ": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-",
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
_key_table = str.maketrans(dict.fromkeys(_BLANKS, " ") | {c: c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
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
# the first word of a name that stands for it alone: digits and capitals, no "3rd", no "155mm"
_CODE = re.compile(r"(?=.*\d).*[A-Z]")
_FIRST_GROUP = re.compile(r"((?:^|(?<=[;\0]))[^;\0\d]*[a-z]) ?(?=\d)")
_DESIGNATION = re.compile(r"\d\w*$")


_KINDS = frozenset(
    {
        *(
            "anti tank",
            "anti ship",
            "anti aircraft",
            "anti armor",
            "anti armour",
            "air defence",
            "air defense",
        ),
        *(
            "surface to air",
            "air to air",
            "air to ground",
            "air to surface",
            "coastal defence",
            "coastal defense",
        ),
        *("self propelled", "multirole", "class"),
    }
)


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


def _is_named_noun(key: str, own: list[str], nouns: set[str]) -> bool:
    """Whether a key is another key of its row and a generic noun after it."""
    cut = key.rfind(" ")
    own = [one.strip() for one in own]
    while cut > 0:
        head = key[:cut]
        if head in own:
            tail = key[cut + 1 :]
            return tail in nouns or tail.removesuffix("s") in nouns or tail in _KINDS
        cut = key.rfind(" ", 0, cut)
    return False


def _other_meaning(entry: Entry, known: Entry) -> bool:
    if entry.name != known.name or entry.type != known.type:
        return True
    # a person with offices in two states has two rows
    return entry.type == "person" and entry.row is not known.row


class _Spellings:
    """The spellings of one cell of a row; their entries are made when a text first has their head."""

    __slots__ = ("entries", "form", "keys", "kind", "marked", "name", "path", "row", "spelled", "state")

    def __init__(self, kind: str, row: Row, spelled: list[str], form: str = "name") -> None:
        self.kind, self.row, self.spelled, self.form = kind, row, spelled, form
        self.name = self.state = self.path = ""
        self.keys: list[str] = []
        self.marked: frozenset[str] = frozenset()
        self.entries: dict[int, Entry | None] = {}


class Names:
    """All entries of the tables by key. ``get`` takes a spelling folded in either way.

    Only the heads of the keys are laid out at first: what a head holds is made when a text first has it.
    """

    def __init__(self, languages: tuple[str, ...] = ("en",)) -> None:
        self._of: dict[str, list[Entry]] = {}
        self._waiting: dict[str, list[tuple[str, _Spellings, int]]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._shadowed: list[tuple[str, str]] = []
        self._nouns: set[str] = set()
        collecting = gc.isenabled()
        gc.disable()  # 60,000 tuples that stay: looking for garbage among them takes a third of the time
        try:
            self._read(languages)
        finally:
            if collecting:
                gc.enable()

    def _read(self, languages: tuple[str, ...]) -> None:
        for language in languages:
            self._add_nouns(language)
        self._add_lookalikes()
        self._add_states()
        for path, kind in _SIMPLE_TABLES:
            if has_data(path):
                self._add_simple(path, kind)
        for path in data_files("names/equipment"):
            self._add_equipment(path)
        self.automaton = ahocorasick_rs.AhoCorasick(
            [" " + head for head in self._waiting], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    # ---- asking

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __getitem__(self, spelling: str) -> list[Entry]:
        found = self.get(spelling)
        if found is None:
            raise KeyError(spelling)
        return found

    def __contains__(self, spelling: object) -> bool:
        return isinstance(spelling, str) and self.get(spelling) is not None

    def get(self, spelling: str, default: list[Entry] | None = None) -> list[Entry] | None:
        """The entries of a spelling, whatever its case, accents and hyphens."""
        key = key_of(spelling).strip()
        self._open(key[:HEAD])
        return self._of.get(key, default)

    @property
    def shadowed(self) -> list[tuple[str, str]]:
        """Spellings of the tables of equipment that are generic nouns, and stay nouns: path and spelling."""
        self._all()
        return self._shadowed

    def at(self, folded: str, start: int, stop: int) -> Iterator[tuple[int, list[Entry]]]:
        """The names that stand at a place of a folded text, longest first: their ends and entries.

        ``stop`` is where the head ends that the automaton found, or ``start`` where it looked for no head there.
        """
        head = folded[start:stop]
        lengths = self._lengths.get(head)
        if lengths is None:
            if head not in self._waiting:
                for size in range(HEAD, 0, -1):
                    head = folded[start : start + size]
                    if head in self._lengths or head in self._waiting:
                        break
                else:
                    return
            lengths = self._open(head)
        entries = self._of
        for size in lengths:
            if (known := entries.get(folded[start : start + size])) is not None:
                yield start + size, known

    # ---- making entries of a head

    def _all(self) -> dict[str, list[Entry]]:
        for head in list(self._waiting):
            self._open(head)
        return self._of

    def _open(self, head: str) -> tuple[int, ...]:
        """Makes the entries of the keys that begin with a head; the lengths of those keys, longest first.

        Shorter keys inside the head count too.
        """
        lengths = self._lengths.get(head)
        if lengths is not None:
            return lengths
        sizes = set()
        for key, spellings, n in self._waiting.get(head, ()):
            entry = spellings.entries[n] if n in spellings.entries else self._make(spellings, n)
            if entry is None:
                continue
            sizes.add(len(key))
            known = self._of.get(key)
            if known is None:
                self._of[key] = [entry]
            elif all(_other_meaning(entry, e) for e in known):
                known.append(entry)
            elif not entry.doubtful:
                # "F-16?" that the row's own rule makes, and "F-16" that the row has
                for at, e in enumerate(known):
                    if e.doubtful and e.row is entry.row and e.pattern == entry.pattern:
                        known[at] = entry
        for size in range(1, len(head)):
            inner = head[:size]
            if inner in self._waiting:
                self._open(inner)
                if inner in self._of:
                    sizes.add(size)
        lengths = tuple(sorted(sizes, reverse=True))
        if head in self._waiting:
            self._lengths[head] = lengths
        return lengths

    def _make(self, spellings: _Spellings, n: int) -> Entry | None:
        """The entry of one spelling, or None where another says it better."""
        row, kind = spellings.row, spellings.kind
        spelled = spellings.spelled[n].strip()
        doubtful = spelled[-1:] == "?"
        spelled = spelled.removesuffix("?")
        entry: Entry | None
        if kind == "equipment":
            entry = self._make_equipment(spellings, spelled, doubtful, spellings.keys[n].strip())
        elif kind == "noun":
            entry = Entry(
                "noun",
                spellings.name,
                "noun",
                spelled,
                doubtful,
                "",
                row,
                row["category"],
                row["part"] == "yes",
            )
        else:
            if not doubtful and spelled[:4].lower() == "the ":
                spelled = spelled[4:]
            entry = Entry(kind, spellings.name, spellings.form, spelled, doubtful, spellings.state, row)
        spellings.entries[n] = entry
        return entry

    def _make_equipment(self, spellings: _Spellings, spelled: str, doubtful: bool, key: str) -> Entry | None:
        row = spellings.row
        if not doubtful and spelled + "?" in spellings.marked:
            return None
        if (
            " " in key
            and not spelled.rpartition(" ")[2].isupper()
            and _is_named_noun(key, spellings.keys, self._nouns)
        ):
            # "Patriot battery" is a Patriot and a battery: the shorter name and the noun say so.
            return None
        if key in self._nouns and key.count(" ") < 3:
            # "light utility helicopter" is no designation, whatever a table says.
            self._shadowed.append((spellings.path, spelled))
            return None
        ends = _DESIGNATION.search(key) is not None
        category = row["category"]
        return Entry(
            "equipment",
            row["name"],
            "name",
            spelled,
            doubtful,
            row["origin"],
            row,
            category,
            category == "part",
            ends,
        )

    # ---- laying out heads

    def _lay(self, key: str, spellings: _Spellings, n: int) -> None:
        key = key.strip()
        if key[:4] == "the ":
            key = key[4:]
        if not key:
            return
        known = self._waiting.get(key[:HEAD])
        if known is None:
            self._waiting[key[:HEAD]] = [(key, spellings, n)]
        else:
            known.append((key, spellings, n))

    def _add(self, kind: str, row: Row, cell: str, form: str = "name") -> _Spellings:
        spellings = _Spellings(kind, row, cell.split(";"), form)
        for n, key in enumerate(key_of(cell).replace("?", "").split(";")):
            self._lay(key, spellings, n)
        return spellings

    def _add_states(self) -> None:
        for row in load_table("names/states.tsv"):
            for column, form in _STATE_FORMS:
                if row[column]:
                    spellings = self._add("state", row, row[column], form)
                    spellings.name = spellings.state = row["code"]

    def _add_simple(self, path: str, kind: str) -> None:
        for row in load_table(path):
            spellings = self._add(kind, row, f"{row['name']};{row['aliases']}")
            spellings.name, spellings.state = row["name"].removesuffix("?"), row.get("state", "")

    def _add_lookalikes(self) -> None:
        if has_data("names/lookalikes.tsv"):
            self._add_simple("names/lookalikes.tsv", "lookalike")
        if has_data("names/outlets.tsv"):
            # "China Daily", "The Times of Israel". An agency is a body's own voice and may be its name.
            for row in load_table("names/outlets.tsv"):
                if row["kind"] != "agency":
                    cell = ";".join(c for c in (row["name"], *split_cell(row["aliases"])) if " " in c)
                    self._add("lookalike", row, cell).name = row["name"]

    def _add_nouns(self, language: str) -> None:
        for row in load_table(f"languages/{language}/nouns.tsv"):
            cell = f"{row['noun']};{row['aliases']}"
            if language == "en" and ("y" in cell or "man" in cell):
                cell = ";".join(
                    form for spelling in split_cell(cell) for form in (spelling, *irregular_plurals(spelling))
                )
            self._add("noun", row, cell).name = row["noun"].removesuffix("?")
            self._nouns.update(key.strip() for key in key_of(cell).replace("?", "").split(";"))

    def _add_equipment(self, path: str) -> None:
        rows = load_table(path)
        cells = []
        for row in rows:
            name = row["name"]
            cell = f"{name};{row['aliases']}"
            first = name.partition(" ")[0]
            if first != name and _CODE.search(first):
                cell += f";{first}" if len(first.replace("-", "")) > 3 else f";{first}?"
            elif len(name.replace("-", "")) <= 2:
                cell = f"{name}?;{row['aliases']}"
            cells.append(cell)
        # Blank and nothing between letters and digits are one: the other keys, for the whole table at once.
        text = key_of("\0".join(cells)).replace("?", "")
        closed, opened = _GROUP.sub("", text), _FIRST_GROUP.sub(r"\1 ", text)
        lay = self._lay
        tables = (text.split("\0"), closed.split("\0"), opened.split("\0"))
        for row, cell, plain, joined, parted in zip(rows, cells, *tables, strict=True):
            spellings = _Spellings("equipment", row, cell.split(";"))
            spellings.path = path
            if "?" in cell:
                spellings.marked = frozenset(c.strip() for c in row["aliases"].split(";") if "?" in c)
            spellings.keys = keys = plain.split(";")
            for n, (key, other, third) in enumerate(
                zip(keys, joined.split(";"), parted.split(";"), strict=True)
            ):
                lay(key, spellings, n)
                if other != key:
                    lay(other, spellings, n)
                if third != key:
                    lay(third, spellings, n)
                if key[-1:] == "y" and key[-2:-1] not in "aeiou":
                    lay(key[:-1] + "ies", spellings, n)
