"""Names in a text: states, groups, bodies, makers, people, equipment and generic nouns of arms.

Enters: text and the Names of the tables. Leaves: non-overlapping Mentions in order. One Aho-Corasick pass over the
folded text finds where a name may begin; designations then take their variants with them (F-16C/D, FGM-148F,
M1A2 SEPv3); belief.py decides which finds the text means. It cannot see a name that no table has, but for
designations of the usual form that stand beside a noun of arms.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from ..rules import Row
from .belief import believe
from .context import Find
from .names import Entry, Names, fold, key_of
from .places import ships

__all__ = ["TYPES", "Entry", "Mention", "Vocabulary", "fold", "vocabulary"]

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


# What may follow a designation and still be it: variant letters, numbers and pairs of them.
_VARIANT = re.compile(
    r"(?:-?[A-Z]{1,3}(?:\d{1,2}[A-Z]?)?(?![a-rt-z])|-\d{1,3}[A-Z]?(?![\w,.]\d)|[a-rt-z](?=s?\b)|(?=/))"
    r"(?:/[A-Z]{1,2}(?![A-Z0-9-])|/[A-Z]?-?\d{1,4}(?![\d-])|-\d{1,3}[A-Z]?(?![\w-]))*"
    r"(?:\s(?:AM|BM|EN|ER|LR|MLU|ADF|PN|SA|SEP(?:v\d)?|SEPV\d)(?:/[A-Z]{1,2})?(?![\w'’-]))?"
)
_BLOCK = re.compile(
    r"\s(?:[Bb]lock|BLOCK|Blk\.?|Mk\.?|MK|Mod\.?|MOD|Tranche|Version|Ver\.?|Increment|SEPv?|"
    r"SEPV)[\s-]?(?:\d{1,3}|[IVX]{1,4}\b)[A-Za-z+]{0,2}(?:/(?:\d{1,3}|[IVX]{1,4}\b)[A-Z+]?)?(?![\w])"
    r"|\s(?:EN|AM|BM|MLU|ADF|PN|SEPv\d|[A-F]/[A-F])(?![\w'’-])"
)
_MILITARY_GOODS = re.compile(
    r"\s(?:aid|assistance|help|support|equipment|hardware|goods|gear|vehicles?|trucks?)\b"
)
_NAME_TAIL = re.compile(r"-[A-Z]{2,3}\d?(?![\w-])|\s(?:LR|ER|SR|NLOS)\d?(?![\w'’-])")
_RUN_SIGNS = ("  ", " \n", "\n ", "-\n", "\r", "\t", "\n\xa0", "\xa0\n")
_RUN = re.compile(r"-\n\s*|\s{2,}")
_LOOSE = re.compile(
    r"(?<![\w/.$€£-])(?:[A-Z]{1,4}/)?[A-Z]{1,5}[a-z]?-?\d{1,4}[A-Z0-9]{0,5}(?:[/-][A-Z0-9]{1,5}){0,2}(?![\w])"
)
_LOOSE_NOT = re.compile(
    r"(?:COVID|SARS|G|FY|Q|H|MH|CO|PM|A|P|UTC|GMT|UN|US|EU|BRICS|ASEAN|KFOR|AK|LD|CV|SU|TU|MI|No|HR|S|SR|IL|I|"
    r"M)-?\d{1,2}$|(?:COVID|SARS|FY|UTC|GMT|HR|CR|RL|RS|SJRes|PL)-?\d|[A-Z]?\d{1,3}(?:st|nd|rd|th|s|m|bn|km|"
    r"mm|kg)$"
)
_BEFORE_NOUN = re.compile(r"[\s(/-]|\s[\w/-]+(?:\s[\w/-]+)?\s")
_LOOSE_STRICT = re.compile(r"[A-Z]{1,4}/[A-Z]|[A-Z]{1,5}-\d{2,4}[A-Z0-9]*|[A-Z]{1,4}\d{2,4}[A-Z]")


class Vocabulary:
    """All names as one automaton. Built once; ``find`` gives the mentions of a text."""

    def __init__(self, languages: tuple[str, ...] = ("en",)) -> None:
        self.entries = Names(languages)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """The mentions in ``text[start:end]``, in order, without overlaps; offsets into ``text``."""
        piece = text[start:end]
        cuts, shifts = _doubled_blanks(piece)
        if cuts:
            piece = _squeezed(piece, cuts, shifts)
        folded = " " + key_of(piece)
        finds = self._finds(piece, folded)
        believe(piece, folded, finds)
        mentions = []
        for find in finds:
            entry = find.entry
            if entry is None or entry.type == "lookalike":
                continue
            mentions.append(
                Mention(
                    find.start,
                    find.end,
                    entry.type,
                    entry.name,
                    entry.form,
                    entry.state,
                    entry.row,
                    entry.category,
                    entry.part,
                )
            )
        mentions = _with_loose_designations(piece, mentions, finds)
        if not cuts and start == 0:
            return mentions
        moved = []
        for m in mentions:
            a, b = m.start, m.end
            if cuts:
                a += shifts[bisect_right(cuts, a)]
                b += shifts[bisect_right(cuts, b - 1)]
            moved.append(
                Mention(
                    start + a,
                    start + b,
                    m.type,
                    _printed(m, text, start + a, start + b),
                    m.form,
                    m.state,
                    m.row,
                    m.category,
                    m.part,
                )
            )
        return moved

    def _finds(self, piece: str, folded: str) -> list[Find]:
        """Every place where a table's name stands in the letter case it asks for; ``folded`` is one blank ahead."""
        finds: list[Find] = []
        at = self.entries.at
        done = 0
        for _, before, head_end in self.entries.automaton.find_matches_as_indexes(folded):
            start = before + 1
            stop = head_end
            while True:
                if start >= done:
                    found = None
                    for end, entries in at(folded, start, stop):
                        found = _accept(piece, folded, start - 1, end - 1, entries)
                        if found is not None:
                            break
                    if found is not None:
                        finds.append(found)
                        done = found.end + 1
                # A name may begin inside the head that the automaton took.
                start = folded.find(" ", start, head_end) + 1
                if start == 0:
                    break
                stop = start
        return finds


def _accept(piece: str, folded: str, a: int, b: int, entries: list[Entry]) -> Find | None:
    """The find at ``piece[a:b]``, grown over its variant, or None where the words are no name of that kind."""
    words = piece[a:b]
    size = len(piece)
    if a and words[0] in "sS" and piece[a - 1] in "'’" and len(words) > 1 and not words[1].isalpha():
        # "Russia's 400"
        return None
    possible = [entry for entry in entries if _case_allows(entry, words)]
    if not possible:
        return None
    things = possible[0].type in ("equipment", "noun")
    inside = b < size and folded[b + 1].isalnum()
    if things or possible[-1].type == "equipment":
        if a >= 2 and piece[a - 1] in "-‑–" and _inside_designation(piece, a, words):
            return None
        if any(entry.designation for entry in possible):
            longer = _VARIANT.match(piece, b)
            if longer is not None and longer.end() > b and not (inside and piece[b].isdigit()):
                c = longer.end()
                if (
                    c < size
                    and piece[c].isalnum()
                    and not (piece[c] == "s" and not piece[c + 1 : c + 2].isalnum())
                ):
                    c = b
                elif piece[b:c] == "S" and in_capitals(piece, a, b):
                    # "F-16S" of a headline in capitals: a plural
                    return Find(a, b, possible)
                b = c
            elif inside and not (piece[b] == "s" and not piece[b + 1 : b + 2].isalnum()):
                return None
            inside = (
                b < size
                and piece[b].isalnum()
                and not (piece[b] == "s" and not piece[b + 1 : b + 2].isalnum())
            )
            if inside:
                return None
            block = _BLOCK.match(piece, b)
            if block is not None:
                b = block.end()
            return Find(a, b, [e for e in possible if e.type in ("equipment", "noun")] or possible)
        if inside:
            tail = (
                1
                if folded[b + 1] == "s"
                else 2
                if folded[b + 1 : b + 3] == "es" and words[-1] in "sxhSXH"
                else 0
            )
            if not tail or folded[b + 1 + tail : b + 2 + tail].isalnum():
                return None
            things_only = [e for e in possible if e.type in ("equipment", "noun")]
            return Find(a, b + tail, things_only, plural=True) if things_only else None
        if possible[0].type == "equipment" or possible[-1].type == "equipment":
            longer = _NAME_TAIL.match(piece, b) or _BLOCK.match(piece, b)
            if longer is not None:
                return Find(a, longer.end(), possible)
        elif piece[b : b + 1] == "-" and words.isupper() and piece[b + 1 : b + 2].isdigit():
            # "SAM-7" is no SAM
            return None
        return Find(a, b, possible, plural=words[-1] in "sS")
    if inside:
        return None
    if possible[0].type == "body" and words.endswith("ilitary") and _MILITARY_GOODS.match(piece, b):
        # "U.S. military aid" is a state's military aid
        return None
    if piece[b : b + 1] in "-‑" and piece[b + 1 : b + 2].isdigit() and len(words) <= 3:
        # "US-31"
        return None
    return Find(a, b, possible)


def _inside_designation(piece: str, a: int, words: str) -> bool:
    """Whether the letters before a hyphen make the words part of a longer designation: "M-SAM", "KM-SAM"."""
    if not words[0].isupper():
        return False
    k = a - 2
    while k >= 0 and a - k <= 5 and (piece[k].isalnum()):
        k -= 1
    before = piece[k + 1 : a - 1]
    return (
        1 <= len(before) <= 3
        and before.isupper()
        and before not in ("US", "UK", "EU", "UN", "UAE", "FMS", "NON", "USA")
    )


def _case_allows(entry: Entry, words: str) -> bool:
    """Whether a name of that spelling may stand in this letter case."""
    spelled = entry.pattern
    if len(spelled) <= 5 and not spelled[1:].islower() and spelled.isalpha():
        # "SAM" is not "Sam", "LeT" not "Let"
        return words == spelled
    if entry.type == "noun":
        return True
    first = words[0]
    if spelled[:4] == "the ":
        spelled = spelled[4:]
    if first.isupper():
        if entry.designation:
            return _head_allows(spelled, words)
        if " " in words:
            if entry.type in ("person", "maker"):
                return not words.rpartition(" ")[2][0].islower() or spelled.rpartition(" ")[2][:1].islower()
            # "A Star" is no A-Star, "I see" no I-See
            return spelled[1:2] != "-" or words[1] != " "
        return _apostrophes(words) == _apostrophes(spelled)
    if not first.isalpha() or spelled[0].islower():
        return True
    # lower case: unmistakable equipment, believed only beside a noun of arms
    return entry.type == "equipment" and not entry.doubtful and len(spelled) >= 4


def _head_allows(spelled: str, words: str) -> bool:
    """Whether the letters before the number are capitals where the table's are: "At 29" is no AT-29."""
    if words[-1] == "s" and spelled[-1] == "S" and words[-2:-1].isdigit():
        # "Su-35s" are more than one Su-35
        return False
    n = 0
    while n < len(spelled) and n < len(words) and spelled[n].isalpha():
        if spelled[n].isupper() and words[n].islower():
            return False
        n += 1
    return n > 1 or words[1:2] not in (" ", "\n") or words[0] not in "AI"


def _apostrophes(words: str) -> int:
    return words.count("'") + words.count("’")


def in_capitals(piece: str, a: int, b: int) -> bool:
    """Whether a place stands in a line of capitals: a headline."""
    first = max(piece.rfind("\n", max(0, a - 80), a) + 1, a - 80, 0)
    last = piece.find("\n", b, b + 80)
    around = piece[first:a] + piece[b : last if last >= 0 else b + 80]
    return sum(map(str.isupper, around)) >= 8 and sum(map(str.islower, around)) <= 2


def _doubled_blanks(piece: str) -> tuple[list[int], list[int]]:
    """Where blanks of a broken line are to be taken as one: places in the shorter text, and what each adds after it."""
    cuts: list[int] = []
    shifts = [0]
    if not any(sign in piece for sign in _RUN_SIGNS):
        return cuts, shifts
    for run in _RUN.finditer(piece):
        words = run[0]
        if words.count("\n") > 1 or len(words) < 2 or len(words) > 200:
            continue
        if words[0] == "-" and not piece[run.start() - 1 : run.start()].isalnum():
            continue
        cuts.append(run.start() + 1 - shifts[-1])
        shifts.append(shifts[-1] + len(words) - 1)
    return cuts, shifts


def _squeezed(piece: str, cuts: list[int], shifts: list[int]) -> str:
    parts: list[str] = []
    at = 0
    for n, cut in enumerate(cuts):
        stop = cut + shifts[n]
        first = piece[stop - 1]
        parts.append(piece[at : stop - 1])
        parts.append("-" if first == "-" else " ")
        at = cut + shifts[n + 1]
    parts.append(piece[at:])
    return "".join(parts)


def _printed(mention: Mention, text: str, a: int, b: int) -> str:
    return text[a:b] if mention.row is None else mention.name


def _with_loose_designations(piece: str, mentions: list[Mention], finds: list[Find]) -> list[Mention]:
    """Adds designations of the usual form that no table has, where a noun of arms is beside them."""
    loose: dict[int, Mention] = {}
    starts = [f.start for f in finds]
    for noun in mentions:
        if noun.type != "noun" or noun.category == "unit":
            continue
        a, b = noun.start, noun.end
        for match in _LOOSE.finditer(piece, max(0, a - 40), min(len(piece), b + 24)):
            first, last = match.span()
            if _LOOSE_NOT.match(match[0]) or _LOOSE_STRICT.match(match[0]) is None:
                continue
            if last <= a:
                beside = _BEFORE_NOUN.fullmatch(piece, last, a) is not None
            else:
                beside = first >= b and piece[b:first] in (" ", " (", ", ")
            n = bisect_right(starts, first)
            if not beside or (n and finds[n - 1].end > first and finds[n - 1].entry is not None):
                continue
            if n < len(finds) and finds[n].start < last:
                continue
            loose.setdefault(
                first,
                Mention(first, last, "equipment", match[0], "loose", "", None, noun.category, noun.part),
            )
    for match in ships().finditer(piece):
        first, last = match.span()
        n = bisect_right(starts, first)
        if (n and finds[n - 1].end > first) or (n < len(finds) and finds[n].start < last):
            continue
        loose.setdefault(first, Mention(first, last, "equipment", match[0], "loose", "", None, "VI", False))
    return sorted([*mentions, *loose.values()], key=lambda m: m.start) if loose else mentions


@cache
def vocabulary(languages: tuple[str, ...] = ("en",)) -> Vocabulary:
    """The vocabulary of some languages, built at first use."""
    return Vocabulary(languages)
