"""Which names of equipment can mean one thing: designations, variants, parts and generic nouns.

Enters: canonical names as claims carry them. Leaves: a ``Gear`` for each, with the keys by which it can be
met, and how near two of them are. It reads the tables of equipment and of generic nouns; for a name that no
table has it goes by the words alone, and cannot see that two unlike names are one system.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from ..rules import Row, data_files, has_data, languages, load_table, load_toml, split_cell

_WORD = re.compile(r"[^\W_]+(?:[-/.'’][^\W_]+)*")
_ABBREVIATION = re.compile(r"\s*\([^()]*\)$")
_LETTERS = re.compile(r"([A-Z][a-z]{3,}) ([A-Z](?:/[A-Z])?)$")
"""Letters that tell the variant of a name without number: "Gripen E/F"."""
_DESIGNATOR = re.compile(r"^([a-z]{0,6})-?(\d{1,5})([a-z]{0,4}\d{0,2}[a-z]{0,3})?$")


def _words(key: str) -> frozenset[str]:
    return frozenset(load_toml("reconcile/words.toml")[key].split())


_VARIANT_WORDS = _words("variant")
_PART_WORDS = _words("part")
_ANY = _words("anything")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_DULL = _ANY | _words("dull")


@dataclass(frozen=True, slots=True)
class Gear:
    """A name of equipment as reconcile sees it."""

    name: str
    keys: frozenset[str]
    """Designators and proper words, without variants: ``fgm-148``, ``javelin``. Empty for a generic noun."""
    variant: str
    """The designator with its variant letters (``f-16d``), or the folded name."""
    noun: str
    """The generic noun that it is an instance of, or that it is; empty where nobody knows."""
    category: str | None
    part: bool
    anything: bool
    """``weapons``, ``military equipment``: words that fit every item."""
    listed: bool

    @property
    def generic(self) -> bool:
        """True for a noun that names no designation."""
        return not self.keys


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")) and not word[0].isdigit():
        return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    return word


def fold(name: str) -> str:
    """A name in lower case, its words in the singular, hyphens as blanks inside nouns."""
    return " ".join(_singular(w) for w in re.split(r"[\s\-‐-―]+", name.casefold().strip()) if w)


_CATEGORIES = frozenset(("I", "II", "III", "IV", "V", "VI", "VII", "SALW", "other"))


def _category(cell: str) -> str | None:
    return cell if cell in _CATEGORIES else None


@cache
def _equipment() -> dict[str, Row]:
    found: dict[str, Row] = {}
    for path in data_files("names/equipment"):
        for row in load_table(path):
            found.setdefault(row["name"].casefold(), row)
    return found


@cache
def _nouns() -> dict[str, Row]:
    found: dict[str, Row] = {}
    rows = load_table("languages/en/nouns.tsv") if has_data("languages/en/nouns.tsv") else ()
    for row in rows:
        for name in (row["noun"], *split_cell(row.get("aliases", ""))):
            found.setdefault(fold(name.rstrip("?")), row)
    for code in languages():
        path = f"languages/{code}/nouns.tsv"
        for row in load_table(path) if has_data(path) else ():
            english = found.get(fold(row.get("english", "")))
            if english is not None:
                for name in (row["noun"], *split_cell(row.get("aliases", ""))):
                    found.setdefault(fold(name), english)
    return found


@lru_cache(maxsize=16384)
def _mended(key: str) -> str:
    """A word that no weapon has, as the one weapon's word that is a letter away from it: Javalin → javelin."""
    if len(key) < 6 or not key.isalpha() or key in _by_key():
        return key
    near = {
        k for k in _by_key() if abs(len(k) - len(key)) <= 1 and k[0] == key[0] and k.isalpha() and len(k) >= 6
    }
    found = [k for k in sorted(near) if Levenshtein.distance(k, key, score_cutoff=1) <= 1]
    return found[0] if len(found) == 1 else key


def _keys_of(name: str) -> tuple[frozenset[str], str]:
    """Keys and variant of a proper name; no keys where it has only common words."""
    keys: set[str] = set()
    variant = ""
    words = _WORD.findall(name)
    at = 0
    while at < len(words):
        word = words[at]
        lower = word.casefold()
        before = words[at - 1].casefold() if at else ""
        at += 1
        if word in _ROMAN and (before in _VARIANT_WORDS or (len(word) > 1 and before)):
            # "Leopard II" is Leopard 2, "Block IV" Block 4.
            lower = str(_ROMAN.index(word) + 1)
        match = _DESIGNATOR.match(lower.split("/")[0])
        if match is not None and any(c.isdigit() for c in lower):
            letters, digits, tail = match[1], match[2], match[3] or ""
            if not letters:
                # A number by itself belongs to the word before it: "Leopard 2A7", "Type 054A", "Block 70".
                if before in _VARIANT_WORDS and before != "type":
                    variant += f" {before}{digits}{tail}"
                    continue
                if not before or before in _DULL:
                    variant += f" {digits}{tail}"
                    continue
                if any(c.isdigit() for c in before):
                    continue
                keys.add(f"{before}-{digits}")
                variant += f" {before}-{digits}{tail}"
                continue
            if letters in _VARIANT_WORDS and letters != "type":
                variant += f" {lower}"
                continue
            keys.add(f"{letters}-{digits}")
            variant += f" {letters}-{digits}{tail}"
            continue
        if lower in _DULL or _singular(lower) in _DULL or lower in _VARIANT_WORDS or lower in _PART_WORDS:
            continue
        if word[:1].isupper() or word.isupper():
            keys.add(lower)
    # A letter or two say which of them it is, and are no name beside another: "Gripen E", "Spike LR".
    named = {key for key in keys if len(key) > 2 or any(c.isdigit() for c in key)}
    return frozenset(named or keys), variant.strip() or name.casefold()


def _whole(name: str) -> str:
    """A name without what stands behind it: its abbreviation in brackets, a second thing of another name."""
    bare = _ABBREVIATION.sub("", name)
    first = re.split(r",| and ", bare, maxsplit=1)[0].strip()
    return first if first and _keys_of(first)[0] else bare


@lru_cache(maxsize=65536)
def gear_of(name: str) -> Gear:
    """What is known of a name of equipment."""
    folded = fold(name)
    row = _equipment().get(name.casefold())
    if row is None and (whole := _whole(name)) != name:
        gear, short = gear_of(whole), _ABBREVIATION.search(name)
        also = {short[0].strip(" ()").casefold()} & _by_key().keys() if short is not None else set()
        return replace(gear, name=name, keys=gear.keys | also if gear.keys else gear.keys)
    if row is None and (other := _by_alias().get(folded)) is not None:
        gear, keys = gear_of(other["name"]), _keys_of(name)[0]
        if keys.isdisjoint(gear.keys):
            # "Joint Light Tactical Vehicle" is the JLTV.
            return replace(gear, name=name, keys=gear.keys | keys)
    words = folded.split()
    if row is not None:
        keys, variant = _keys_of(row["name"])
        sort = _nouns().get(fold(row["kind"]))
        part = (sort is not None and sort.get("part", "") == "yes") or (
            words[-1:] != [] and words[-1] in _PART_WORDS
        )
        noun = fold(row["kind"])
        return Gear(
            name, keys or frozenset((folded,)), variant, noun, _category(row["category"]), part, False, True
        )
    noun_row = _nouns().get(folded)
    if noun_row is None:
        # "advanced anti-tank missiles": the longest tail that is a noun.
        for i in range(1, len(words)):
            if words[:i] and all(w in _ANY for w in words[:i]):
                noun_row = _nouns().get(" ".join(words[i:]))
                if noun_row is not None:
                    break
    anything = bool(words) and all(w in _ANY or _singular(w) in _ANY for w in words)
    if noun_row is not None:
        noun = fold(noun_row["noun"])
        general = anything or all(w in _ANY for w in noun.split())
        part = noun_row.get("part", "") == "yes"
        category = _category(noun_row["category"])
        return Gear(name, frozenset(), noun, noun, category, part and not general, general, True)
    keys, variant = _keys_of(name)
    keys = frozenset(map(_mended, keys))
    part = bool(words) and (words[-1] in _PART_WORDS and not anything)
    if not keys:
        return Gear(name, frozenset(), folded, folded, None, part, anything, False)
    tail = next(
        (r for i in range(1, len(words)) if (r := _nouns().get(" ".join(words[i:]))) is not None), None
    )
    if tail is not None:
        # "M240C machine gun": its own last words say what it is; of "F-16 aircraft" the table says more, and a
        # HIMARS launcher is what the table calls a multiple rocket launcher.
        part = part or tail.get("part", "") == "yes"
        fuller = _equipment().get(_table_name(keys)) if tail["category"] == "other" else None
        noun, category = tail["noun"], tail["category"]
        if fuller is not None and _subsumes(fold(noun), fold(fuller["kind"])):
            noun, category, part = fuller["kind"], fuller["category"], _is_part(fuller["kind"])
        return Gear(name, keys, variant, fold(noun), _category(category), part, False, False)
    known = [r for k in sorted(keys) if len(k) > 3 for r in _by_key().get(k, ())]
    parent = min(
        known,
        key=lambda r: (-len(_keys_of(r["name"])[0] & keys), _is_part(r["kind"]), len(r["name"]), r["name"]),
        default=None,
    )
    noun = fold(parent["kind"]) if parent is not None and not part else ""
    category = _category(parent["category"]) if parent is not None else None
    return Gear(name, keys, variant, noun, category, part, False, False)


def _table_name(keys: frozenset[str]) -> str:
    """The shortest name in the table that shares a designator with a name; empty where none does."""
    rows = [r for k in sorted(keys) if any(c.isdigit() for c in k) for r in _by_key().get(k, ())]
    found = min(rows, key=lambda r: (_is_part(r["kind"]), len(r["name"]), r["name"]), default=None)
    return found["name"].casefold() if found is not None else ""


def _is_part(kind: str) -> bool:
    row = _nouns().get(fold(kind))
    return row is not None and row.get("part", "") == "yes"


@cache
def _by_key() -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in _equipment().values():
        for key in _keys_of(row["name"])[0]:
            found.setdefault(key, []).append(row)
    return {k: tuple(v) for k, v in found.items()}


@cache
def _by_alias() -> dict[str, Row]:
    """The weapons by their other names, those left out that mean two or that are words too."""
    found: dict[str, Row | None] = {}
    for row in _equipment().values():
        for alias in split_cell(row["aliases"]):
            key = fold(alias)
            if not alias.endswith("?") and key not in _equipment():
                found[key] = row if found.get(key, row) is row else None
    return {key: row for key, row in found.items() if row is not None and key not in _nouns()}


def _subsumes(noun: str, kind: str) -> bool:
    """Whether a generic noun can speak of a thing of that kind: equal, or its last words."""
    return bool(noun) and bool(kind) and (noun == kind or kind.endswith(" " + noun))


@cache
def _broad() -> dict[str, frozenset[str]]:
    """By category, the nouns that mean any weapon of it."""
    return {k: frozenset(map(fold, v)) for k, v in load_toml("reconcile/words.toml")["broad"].items()}


def _means(noun: Gear, thing: Gear) -> bool:
    """Whether a broad word means a weapon, or two broad words can mean the same one."""
    if thing.generic:
        return any(noun.noun in words and thing.noun in words for words in _broad().values())
    return not thing.part and noun.noun in _broad().get(thing.category or "", ())


def _service(gear: Gear) -> str:
    """What a part is for: to fire, to train, to replace, else its last word."""
    words = fold(gear.noun or gear.variant or gear.name).split()
    if words[-1] == "unit" and "launch" in words:
        return "fires"
    return next((k for k in ("fires", "trains", "spares") if words[-1] in _words(k)), words[-1])


def _models(gear: Gear) -> dict[str, str]:
    """Model numbers by the word they follow: Leopard 2A7 → leopard: 2."""
    found = {}
    for key in gear.keys:
        stem, _, number = key.rpartition("-")
        if stem in gear.keys and number.isdigit():
            found[stem] = number
    return found


def _family(gear: Gear) -> frozenset[str]:
    """The words of a name without its designators: black, hawk."""
    return frozenset(k for k in gear.keys if not any(c.isdigit() for c in k))


@lru_cache(maxsize=262144)
def kin(a: str, b: str) -> float:
    """How near two names are: 1 the same, .9 a variant, .7 one family, .5 a noun that fits, 0 apart."""
    if a == b:
        return 1.0
    x, y = gear_of(a), gear_of(b)
    if x.generic and y.generic:
        if x.noun == y.noun:
            return 1.0
        if x.anything or y.anything:
            return 0.4
        return 0.5 if _subsumes(x.noun, y.noun) or _subsumes(y.noun, x.noun) or _means(x, y) else 0.0
    if x.generic or y.generic:
        noun, thing = (x, y) if x.generic else (y, x)
        if noun.anything:
            return 0.4
        if noun.part:
            return 0.3 if not thing.part or _service(noun) == _service(thing) else 0.0
        fits = _subsumes(noun.noun, thing.noun) or _subsumes(thing.noun, noun.noun) or _means(noun, thing)
        return 0.5 if fits else 0.0
    shared = x.keys & y.keys
    if not shared:
        return 0.0
    mine, theirs = _models(x), _models(y)
    if any(mine[k] != theirs[k] for k in mine.keys() & theirs.keys()):
        # Leopard 1 and Leopard 2 share a name and nothing else.
        return 0.0
    family, other = _family(x), _family(y)
    if (
        x.listed
        and y.listed
        and family != x.keys
        and other != y.keys
        and family != other
        and shared <= family
    ):
        # UH-60 Black Hawk and MIM-23 Hawk
        return 0.0
    if x.part != y.part:
        return 0.6
    if x.keys == y.keys:
        return 0.9 if x.variant != y.variant else 1.0
    return (
        0.8
        if any(any(c.isdigit() for c in k) for k in shared) or x.keys <= y.keys or y.keys <= x.keys
        else 0.7
    )


@lru_cache(maxsize=65536)
def endings(name: str) -> Mapping[str, str]:
    """By designator, what follows it: ``f-16`` → ``c``; and ``block`` → ``70``."""
    gear = gear_of(name)
    found: dict[str, str] = {}
    for word in gear.variant.split():
        key = next((k for k in gear.keys if any(c.isdigit() for c in k) and word.startswith(k)), None)
        if key is not None:
            found[key] = word[len(key) :]
        else:
            stem = word.rstrip("0123456789")
            if stem and stem != word:
                found[stem] = word[len(stem) :]
    if (letters := _LETTERS.search(name)) is not None:
        found.setdefault(letters[1].casefold(), letters[2].casefold())
    return found


def _unlike(one: str, other: str) -> bool:
    """Whether two endings of a designator are two variants: E/F and C/D, SM and SME, not A and A1, nor F and E/F."""

    def alike(a: str, b: str) -> bool:
        short, long = sorted((a, b), key=len)
        return long.startswith(short) and not long[len(short) :][:1].isalpha()

    return not any(alike(a, b) for a in one.split("/") for b in other.split("/"))


@lru_cache(maxsize=65536)
def contradict(a: str, b: str) -> bool:
    """Whether two names of one weapon name two variants of it. One that leaves the variant open contradicts none."""
    x, y = gear_of(a), gear_of(b)
    if x.generic or y.generic or not x.keys & y.keys:
        return False
    mine, theirs = endings(a), endings(b)
    return any(mine[k] and theirs[k] and _unlike(mine[k], theirs[k]) for k in mine.keys() & theirs.keys())


def same_item(a: str, b: str) -> bool:
    """Whether two names in one case are one item: the same or a variant of it; a part is not its whole."""
    if a == b:
        return True
    x, y = gear_of(a), gear_of(b)
    if x.part != y.part:
        return False
    if x.part:
        long, short = sorted((_singular(fold(a)), _singular(fold(b))), key=len, reverse=True)
        if " " in short and long.endswith(f" {short}"):
            # "HIMARS launcher loader module kits", "launcher loader module kits"
            return True
        if ("kit" in x.noun.split()) != ("kit" in y.noun.split()):
            return False
    if x.generic and y.generic:
        return x.noun == y.noun
    return not x.generic and not y.generic and kin(a, b) >= 0.8
