"""The words of one language other than English, from data/languages: states, bodies, arms, triggers, prepositions.

Enters: ``languages/<lang>/transfers.toml``, ``states.tsv``, ``nouns.tsv`` and ``equipment.tsv``. Leaves: a Lexicon that
tells what a word means, folded to lower case without accents (Serbian in Latin letters). A name in a table is
"stem|ending"; the language's [declension] says which forms that ending has and in which case each stands. It cannot
see a form that the tables do not generate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from ...rules import RuleError, has_data, load_table, load_toml, split_cell
from ..names import fold

_WORD = re.compile(r"[^\W_]+|[^\w\s]")
_MOST_WORDS = 50_000
"""Words whose meaning is kept; hostile text has more."""

_LEAST_STEM = 5
"""Letters that two forms of a word share at least."""
_LONGEST_ENDING = 3
_LEAST_PART = 5
"""Letters of the last part of a compound."""

_SERBIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "đ", "е": "e", "ж": "ž", "з": "z", "и": "i", "ј": "j",
    "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "ћ": "ć", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "č", "џ": "dž", "ш": "š",
}  # fmt: skip
_TO_LATIN = str.maketrans(_SERBIAN)


class Meaning(NamedTuple):
    """One thing that a word may be."""

    kind: str
    """state, people, adjective, government, body, company, equipment, noun, verb, act, event, prep, or a list's."""
    name: str
    """The state's code, the table's name, the trigger's id, the preposition itself."""
    cases: frozenset[str] = frozenset()
    frame: str = ""
    stage: str = ""
    modality: str = ""
    category: str = ""
    part: bool = False
    doubtful: bool = False
    printed: str = ""
    """The dictionary form of a noun of that number, where the table tells it; else the text's own stands."""


@dataclass
class Lexicon:
    """What the words of one language mean."""

    language: str
    rules: dict[str, Any]
    single: dict[str, list[Meaning]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]] = field(default_factory=dict)
    """First word → the words after it and what they mean together, longest first."""
    stems: dict[str, list[Meaning]] = field(default_factory=dict)
    tails: tuple[tuple[str, Meaning], ...] = ()
    """Nouns that end a compound, where the language writes compounds as one word."""
    lengths: tuple[int, ...] = ()
    english: dict[str, str] = field(default_factory=dict)
    """What other words of reports mean: a folded form → an English word, in lower case."""
    english_stems: dict[str, str] = field(default_factory=dict)
    """The same by the beginnings of long words, for forms that the table has not."""
    nameless: set[str] = field(default_factory=set)
    """Capitalised words that name no weapon, as they are met."""
    _keys: dict[str, str] = field(default_factory=dict)
    _known: dict[str, tuple[Meaning, ...]] = field(default_factory=dict)

    @property
    def declines(self) -> bool:
        """Whether a name's ending tells its part: not in German and Greek, whose articles tell the case."""
        return "cases" in self.rules and self.language not in ("de", "el")

    def key(self, word: str) -> str:
        """The folded spelling under which a word is looked up."""
        found = self._keys.get(word)
        if found is None:
            low = word.lower()
            if self.language == "sr":
                low = low.translate(_TO_LATIN)
            elif self.language == "pt":
                # "à" is never the article "a"
                low = {"à": "ao", "às": "aos"}.get(low, low)
            found = fold(low)
            if len(self._keys) > _MOST_WORDS:
                self._keys.clear()
            self._keys[word] = found
        return found

    def keys(self, phrase: str) -> tuple[str, ...]:
        """The folded words of a phrase."""
        return tuple(self.key(w) for w in _WORD.findall(phrase))

    def meanings(self, key: str) -> tuple[Meaning, ...]:
        """What a folded word may mean by itself."""
        known = self._known.get(key)
        if known is not None:
            return known
        found = list(self.single.get(key, ()))
        if not found:
            for size in self.lengths:
                if size <= len(key) and (more := self.stems.get(key[:size])) is not None:
                    found = list(more)
                    break
        if not found and self.tails and len(key) > 6:
            for tail, meaning in self.tails:
                if key.endswith(tail) and len(key) >= len(tail) + 3:
                    # "Kommandofahrzeuge" mean no vehicles told before
                    found.append(
                        meaning._replace(name="support vehicle") if meaning.name == "vehicle" else meaning
                    )
                    break
        if len(self._known) > _MOST_WORDS:
            self._known.clear()
        known = self._known[key] = tuple(found)
        return known

    def in_english(self, key: str, capital: bool = False) -> str:
        """The English word that a folded word stands for, or "".

        A form that the table has not stands for what another of its stem does, a compound for its last part. A word
        with a ``capital`` may be a name, which stands for nothing.
        """
        word = self.english.get(key)
        if word is not None:
            return word
        if self.rules.get("compounds"):
            for at in range(3, len(key) - _LEAST_PART + 1):
                word = self.english.get(key[at:])
                if word is not None:
                    return word
        if not capital or self.rules.get("compounds"):
            for size in range(len(key), max(_LEAST_STEM, len(key) - _LONGEST_ENDING) - 1, -1):
                word = self.english_stems.get(key[:size])
                if word is not None:
                    return word
        return ""

    def add_english(self, spelling: str, word: str) -> None:
        """Adds what a word stands for in English."""
        key = self.key(spelling)
        self.english.setdefault(key, word)
        for size in range(max(_LEAST_STEM, len(key) - _LONGEST_ENDING), len(key) + 1):
            self.english_stems.setdefault(key[:size], word)

    def add(self, phrase: str, meaning: Meaning) -> None:
        """Adds a word, a phrase, or a stem ("постав*")."""
        wild = phrase.endswith("*")
        keys = self.keys(phrase.rstrip("*").replace("_", " "))
        if not keys:
            return
        if len(keys) > 1:
            self.phrases.setdefault(keys[0], []).append((keys[1:], meaning))
            return
        table = self.stems if wild else self.single
        known = table.setdefault(keys[0], [])
        for n, other in enumerate(known):
            if (other.kind, other.name) == (meaning.kind, meaning.name):
                # A form of one and of more ("ракеты") is taken for more.
                known[n] = other._replace(
                    cases=other.cases | meaning.cases,
                    printed=meaning.printed or other.printed,
                    doubtful=other.doubtful and meaning.doubtful,
                )
                return
        known.append(meaning)

    def forms(self, spelling: str, section: str) -> list[tuple[str, frozenset[str]]]:
        """The forms of a "stem|ending" with their cases; a plain spelling stands in every case.

        In a name of several words ("Южн|ая Коре|я") all words stand in the same case.
        """
        if "|" not in spelling:
            return [(spelling, frozenset())]
        table = self.rules.get(section, {})
        names = self.rules.get("cases", "").split() if section == "declension" else []
        columns: list[list[list[str]]] = []
        for word in spelling.split(" "):
            stem, bar, ending = word.partition("|")
            row = table.get(ending or "0") if bar else None
            if bar and row is None:
                raise RuleError(f"languages/{self.language}: no [{section}] for {ending!r} of {spelling!r}")
            parts = row.split() if row is not None else []
            if names and parts and len(parts) != len(names):
                raise RuleError(f"languages/{self.language}: {ending!r} needs {len(names)} forms")
            options = [[stem + e.replace("0", "") for e in part.split("/")] for part in parts]
            columns.append(options if parts else [[word]] * len(names or columns[0]))
        found: dict[str, set[str]] = {}
        for n, words in enumerate(zip(*columns, strict=True)):
            for choice in product(*words):
                found.setdefault(" ".join(choice), set()).update(names[n : n + 1])
        return [(form, frozenset(cases)) for form, cases in found.items()]


def _lists(table: dict[str, Any]) -> dict[str, list[str]]:
    return {k: v.split() for k, v in table.items()}


def _add_states(lexicon: Lexicon, path: str) -> None:
    kinds = (("names", "state"), ("people", "people"), ("capitals", "capital"), ("bodies", "government"))
    for row in load_table(path):
        code = row["code"]
        for column, kind in kinds:
            for spelling in split_cell(row.get(column, "")):
                for form, cases in lexicon.forms(spelling, "declension"):
                    lexicon.add(form, Meaning(kind, code, cases))
        for spelling in split_cell(row["adjectives"]):
            for form, _ in lexicon.forms(spelling, "adjectives"):
                lexicon.add(form, Meaning("adjective", code))


def _add_nouns(lexicon: Lexicon, path: str) -> None:
    tails: list[tuple[str, Meaning]] = []
    for row in load_table(path):
        noun = Meaning("noun", row["english"], category=row["category"], part=row["part"] == "yes")
        plural = row.get("plural", "")
        printed = row["noun"].rstrip("?") if plural else ""
        for spelling in (row["noun"], *split_cell(row["aliases"])):
            if spelling == plural:
                # From here on the forms are those of more than one.
                printed = plural.rstrip("?")
            meaning = noun._replace(doubtful=spelling.endswith("?"), printed=printed)
            spelling = spelling.removesuffix("?")
            lexicon.add(spelling, meaning)
            if lexicon.rules.get("compounds") and "_" not in spelling and " " not in spelling:
                tails += [(key, meaning) for key in lexicon.keys(spelling.rstrip("*")) if len(key) > 4]
    lexicon.tails = (*lexicon.tails, *sorted(tails, key=lambda t: -len(t[0])))


def _add_triggers(lexicon: Lexicon) -> None:
    tails: list[tuple[str, Meaning]] = []
    for kind in ("verb", "noun", "act"):
        for rule in lexicon.rules.get(kind, ()):
            base = Meaning(
                "event" if kind == "noun" else kind,
                rule["id"],
                frame=rule.get("frame", ""),
                stage=rule.get("stage", ""),
                modality=rule.get("modality", ""),
            )
            for spelling in " ".join(rule.get("forms", ())).split():
                lexicon.add(spelling, base)
                if kind == "noun" and lexicon.rules.get("compounds"):
                    tails += [(key, base) for key in lexicon.keys(spelling) if len(key) > 4]
            for spelling in " ".join(rule.get("planned", ())).split():
                lexicon.add(spelling, base._replace(modality="planned"))
    lexicon.tails = (*lexicon.tails, *sorted(tails, key=lambda t: -len(t[0])))


@cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language, or None where it has no files."""
    folder = f"languages/{language}/"
    if language == "en" or not has_data(folder + "transfers.toml") or not has_data(folder + "states.tsv"):
        return None
    found = Lexicon(language, dict(load_toml(folder + "transfers.toml")))
    _add_triggers(found)
    _add_states(found, folder + "states.tsv")
    if has_data(folder + "nouns.tsv"):
        _add_nouns(found, folder + "nouns.tsv")
    if has_data(folder + "equipment.tsv"):
        for row in load_table(folder + "equipment.tsv"):
            for spelling in split_cell(row["spellings"]):
                found.add(spelling, Meaning("equipment", row["name"], doubtful=spelling[0].isupper()))
    if has_data(folder + "gloss.tsv"):
        for row in load_table(folder + "gloss.tsv"):
            found.add_english(row["word"], row["english"])
    for kind, words in _lists(found.rules["words"]).items():
        for word in words:
            for form, cases in found.forms(word.replace("_", " "), "declension"):
                found.add(form, Meaning(kind, word, cases))
    for table in found.rules["roles"].values():
        for words in table.values():
            for word in words.split():
                word = word.partition("+")[0]
                found.add(word, Meaning("prep", " ".join(found.keys(word.replace("_", " ")))))
    for options in found.phrases.values():
        options.sort(key=lambda o: -len(o[0]))
    found.lengths = tuple(sorted({len(s) for s in found.stems}, reverse=True))
    return found


@cache
def roles(language: str) -> dict[str, dict[str, tuple[tuple[str, str], ...]]]:
    """Which preposition brings which role, by frame: frame → folded preposition → roles with the case each asks for."""
    found = lexicon(language)
    assert found is not None
    tables: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {}
    for frame, table in found.rules["roles"].items():
        known = tables.setdefault(frame, {})
        for role, words in table.items():
            for word in words.split():
                spelling, _, case = word.partition("+")
                key = " ".join(found.keys(spelling.replace("_", " ")))
                known[key] = (*known.get(key, ()), (role, case))
    return tables
