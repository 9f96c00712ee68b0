"""What stands around the names found in a text: neighbours, sentences, given names, states, arms.

Enters: a text, its folded form and the Finds in order. Leaves: a Context that things.py and whose.py ask.
It cannot see beyond the text it is given, and its sentences are rough: from full stop to full stop.
"""

from __future__ import annotations

from bisect import bisect_left

from . import cues
from .names import Entry


class Find:
    """A place where a table's name stands: its possible entries, and the one that is believed."""

    __slots__ = ("end", "entries", "entry", "plural", "start")

    def __init__(self, start: int, end: int, entries: list[Entry], plural: bool = False) -> None:
        self.start, self.end, self.entries, self.plural = start, end, entries, plural
        self.entry: Entry | None = None


class Context:
    """The finds of one text and what is sure among them."""

    def __init__(self, piece: str, folded: str, finds: list[Find]) -> None:
        self.piece, self.folded, self.finds = piece, folded, finds
        self.sure: set[tuple[str, str]] = set()
        self.states: list[tuple[int, str]] = []
        self.state_codes: set[str] = set()
        self.arms = 0
        self.arms_at: list[int] = []
        self.makers: set[str] = set()
        """The first words of the makers that the text names."""
        self._american: bool | None = None

    def gather(self) -> None:
        """Notes what is believed so far."""
        self.sure.clear()
        self.states.clear()
        self.arms = 0
        self.arms_at.clear()
        self.makers.clear()
        for find in self.finds:
            entry = find.entry
            if entry is None:
                continue
            if entry.type == "equipment" or (entry.category in cues.ARMED and not entry.part):
                self.arms += 1
            if entry.category != "unit" and is_arms(entry):
                self.arms_at.append(find.start)
            if entry.type not in ("noun", "lookalike"):
                self.sure.add((entry.type, entry.name))
                if entry.type == "state":
                    self.states.append((find.start, entry.name))
                elif entry.type == "maker":
                    self.makers.add(entry.name.split(" ")[0])
        self.state_codes = {code for _, code in self.states}

    def in_capitals(self, find: Find) -> bool:
        a, b, piece = find.start, find.end, self.piece
        first = max(piece.rfind("\n", max(0, a - 60), a) + 1, a - 60, 0)
        last = piece.find("\n", b, b + 60)
        around = piece[first:a] + piece[b : last if last >= 0 else b + 60]
        return sum(map(str.isupper, around)) >= 6 and sum(map(str.islower, around)) <= 2

    def follows_given_name(self, find: Find) -> str:
        """The capitalised word right before a name that is no title and no other name: a given name, or ""."""
        match = cues.WORD_BEFORE.search(self.piece, max(0, find.start - 24), find.start)
        if match is None:
            return ""
        word = match[1]
        if word[0].isupper() and cues.EXACT_BEFORE.search(self.folded, max(0, find.start - 40), find.start):
            # "Eight Black Hawks"
            return ""
        if (
            not word[0].isupper()
            or word.lower().rstrip(".") in cues.TITLES_WORDS
            or word.endswith(("'s", "’s"))
        ):
            return ""
        if (word[-1] == "." and len(word) > 2) or self.in_capitals(find):
            return ""
        k = self.index_at(match.start(1))
        if k is not None:
            other = self.finds[k]
            if other.entries[0].type != "person" and (
                other.entry is not None or word not in cues.GIVEN_NAMES
            ):
                return ""
        return word

    def index_at(self, offset: int) -> int | None:
        """The find that covers an offset."""
        finds = self.finds
        n = bisect_left(finds, offset + 1, key=lambda f: f.start) - 1
        return n if n >= 0 and finds[n].end > offset else None

    def neighbour(self, i: int, step: int) -> Find | None:
        n = i + step
        return self.finds[n] if 0 <= n < len(self.finds) else None

    def sentence(self, find: Find) -> tuple[int, int]:
        """About the sentence of a find: from full stop to full stop, 400 characters at most either way."""
        piece, a, b = self.piece, find.start, find.end
        low = max(0, a - 400)
        first = max(piece.rfind(". ", low, a), piece.rfind("\n\n", low, a), low)
        stops = [n for n in (piece.find(". ", b, b + 400), piece.find("\n\n", b, b + 400)) if n >= 0]
        return first, min(stops, default=b + 400)

    def state_in_sentence(self, find: Find) -> bool:
        first, last = self.sentence(find)
        n = bisect_left(self.states, (first, ""))
        return n < len(self.states) and self.states[n][0] < last

    def arms_in_sentence(self, i: int) -> bool:
        """Whether another believed weapon or noun of arms stands in the sentence."""
        find = self.finds[i]
        first, last = self.sentence(find)
        n = bisect_left(self.arms_at, first)
        return n < len(self.arms_at) and self.arms_at[n] < last

    def beside(self, i: int) -> str:
        """The state whose name stands right before a find, or after it with "of"."""
        find = self.finds[i]
        before, after = self.neighbour(i, -1), self.neighbour(i, 1)
        if (
            after is not None
            and after.entry is not None
            and after.entry.type == "state"
            and self.folded[find.end : after.start] in (" of ", " of the ")
        ):
            return after.entry.name
        if (
            before is not None
            and before.entry is not None
            and before.entry.type == "state"
            and self.folded[before.end : find.start] in (" ", " s ", "  s ")
        ):
            return before.entry.name
        return ""

    def nearest(self, find: Find, codes: set[str]) -> str:
        """The state named nearest before a find, or after it in its sentence, whichever of the codes it is; or ""."""
        first, last = self.sentence(find)
        inside = []
        n = bisect_left(self.states, (first, ""))
        while n < len(self.states) and self.states[n][0] < last:
            at, code = self.states[n]
            inside.append((abs(at - find.start) + (0 if at < find.start else 60), code))
            n += 1
        if inside:
            near = [pair for pair in inside if pair[1] in codes]
            return min(near)[1] if near else ""
        n = bisect_left(self.states, (find.start, ""))
        while n > 0 and find.start - self.states[n - 1][0] < 2000:
            n -= 1
            if self.states[n][1] in codes:
                return self.states[n][1]
        return ""


def is_arms(entry: Entry) -> bool:
    """Whether a believed entry is a sign of arms for what stands beside it."""
    if entry.type == "equipment":
        return True
    if entry.type != "noun":
        return False
    if entry.category == "unit":
        return entry.name in ("battery", "system", "squadron", "regiment", "battalion", "unit", "fleet")
    if entry.part:
        return entry.name in cues.ARMS_PARTS
    return entry.name not in cues.ARMS_OTHER_NOT
