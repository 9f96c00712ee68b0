"""Which of the names found in a text the text means.

Enters: a text, its folded form (one blank ahead) and the Finds in order. Leaves: each Find's ``entry`` set, or None.
Sure names stand unless the words beside them say otherwise; doubtful ones ("Javelin", "fighter", "Singh") need a
sign: a noun of arms, a count, an office, a full name, a state nearby. It cannot see beyond the text it is given.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from . import cues
from .names import Entry

THINGS = ("equipment", "noun")


class Find:
    """A place where a table's name stands: its possible entries, and the one that is believed."""

    __slots__ = ("end", "entries", "entry", "plural", "start")

    def __init__(self, start: int, end: int, entries: list[Entry], plural: bool = False) -> None:
        self.start, self.end, self.entries, self.plural = start, end, entries, plural
        self.entry: Entry | None = None


def believe(piece: str, folded: str, finds: list[Find]) -> None:
    """Sets the ``entry`` of each find."""
    context = _Context(piece, folded[1:], finds)
    late: list[int] = []
    for i, find in enumerate(finds):
        entries = find.entries
        first = entries[0]
        if len(entries) == 1 and not first.doubtful and first.type in ("noun", "lookalike", "group"):
            find.entry = first
            continue
        if any(e.doubtful for e in entries) or not context.settle(i):
            late.append(i)
    context.gather()
    # A list hangs together: what is believed lends belief to what stands beside it, forward and back.
    for _ in range(3):
        waiting = [i for i in late if finds[i].entry is None]
        if not waiting:
            break
        before = len(waiting)
        for i in waiting:
            context.decide(i)
        waiting = [i for i in late if finds[i].entry is None]
        for i in reversed(waiting):
            context.decide(i)
        context.gather()
        if sum(finds[i].entry is None for i in late) == before:
            break
    for i in late:
        if finds[i].entry is None:
            context.repeat(i)
    context.veto()


class _Context:
    """The finds of one text and what is sure among them."""

    def __init__(self, piece: str, folded: str, finds: list[Find]) -> None:
        self.piece, self.folded, self.finds = piece, folded, finds
        self.sure: set[tuple[str, str]] = set()
        self.states: list[tuple[int, str]] = []
        self.state_codes: set[str] = set()
        self.arms = 0
        self._american: bool | None = None

    def gather(self) -> None:
        """Notes what is believed so far."""
        self.sure.clear()
        self.states.clear()
        self.arms = 0
        for find in self.finds:
            entry = find.entry
            if entry is None:
                continue
            if entry.type == "equipment" or (entry.category in cues.ARMED and not entry.part):
                self.arms += 1
            if entry.type not in ("noun", "lookalike"):
                self.sure.add((entry.type, entry.name))
                if entry.type == "state":
                    self.states.append((find.start, entry.name))
        self.state_codes = {code for _, code in self.states}

    # ---- sure names

    def settle(self, i: int) -> bool:
        """Sets the entry of a find without doubtful entries; False where it must wait for the rest of the text."""
        find = self.finds[i]
        entries = find.entries
        words = self.piece[find.start : find.end]
        if words in cues.CAP_WORDS and self.in_capitals(find):
            return True
        first = entries[0]
        if len(entries) > 1 or first.type == "body":
            return False
        if words.isupper() and len(words) <= 5 and first.pattern[1:].islower() and not self.in_capitals(find):
            # "FICO" is not Fico
            return True
        if first.type in ("person", "maker") and " " not in words and self.follows_given_name(find):
            return first.type == "maker"
        if first.type == "state":
            if not self.is_state(find, first, words):
                return True
        elif first.type == "equipment":
            if not first.designation and first.pattern.isalpha() and words[1:].islower():
                # one word that only a capital makes a name, or not even that: wait for arms beside it
                return False
            if words[0].islower() and first.pattern[0].isupper():
                return False
            if first.designation and cues.HOURS.match(self.folded, find.end) and words[:2] == "T-":
                return True
        find.entry = first
        return True

    def is_state(self, find: Find, entry: Entry, words: str) -> bool:
        if (
            words == "US"
            and self.in_capitals(find)
            and cues.US_OBJECT.search(self.folded, max(0, find.start - 12), find.start)
        ):
            return False
        return not (entry.form == "capital" and " " not in words and self.follows_given_name(find))

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

    # ---- names that need the text

    def decide(self, i: int) -> None:
        """Sets the entry of a find if a sign for one of its entries stands in the text."""
        find = self.finds[i]
        words = self.piece[find.start : find.end]
        if words in cues.CAP_WORDS and self.in_capitals(find):
            return
        entries = find.entries
        if len(entries) == 1:
            find.entry = self.pick(i, entries)
            return
        sure = [e for e in entries if not e.doubtful]
        if sure and len(entries) > 1 and len({e.type for e in entries}) > 1:
            things = [e for e in entries if e.type == "equipment"]
            if things and self.is_thing(i, things[0]):
                find.entry = things[0]
                return
        for group in (sure, [e for e in entries if e.doubtful]):
            for kind in ("lookalike", "noun", "state", "group", "body", "equipment", "maker", "person"):
                same = [e for e in group if e.type == kind]
                if same and (entry := self.pick(i, same)) is not None:
                    find.entry = entry
                    return

    def pick(self, i: int, entries: list[Entry]) -> Entry | None:
        """The entry of one type that the text speaks for."""
        find, first = self.finds[i], entries[0]
        kind = first.type
        if kind == "lookalike":
            return first
        if kind == "noun":
            return first if not first.doubtful or self.is_noun(i, first) else None
        if kind == "state":
            return self.pick_state(find, entries)
        if kind == "group":
            return next((e for e in entries if not e.doubtful or self.is_group(find, e)), None)
        if kind == "body":
            return self.pick_body(i, entries)
        if kind == "maker":
            return self.pick_maker(i, entries)
        if kind == "person":
            return self.pick_person(find, entries)
        if len(entries) > 1:
            entries = self.ranked(i, entries)
            first = entries[0]
        words = self.piece[find.start : find.end]
        lower = words[0].islower() and first.pattern[0].isupper()
        if not first.doubtful and not lower:
            if first.designation or not first.pattern.isalpha() or not words[1:].islower():
                return first
            if self.is_thing(i, first):
                return first
            return first if self.arms > 1 and not self.follows_given_name(find) else None
        for entry in entries:
            if self.is_thing(i, entry):
                return entry
        return None

    def repeat(self, i: int) -> None:
        """A doubtful name that the text has made sure elsewhere, in the same letter case."""
        find = self.finds[i]
        piece = self.piece
        for entry in find.entries:
            if entry.type == "equipment" and ("equipment", entry.name) in self.sure:
                if not piece[find.start].isupper() and not piece[find.start].isdigit():
                    continue
                if cues.ACT_AFTER.match(self.folded, find.end) or (
                    self.follows_given_name(find) and not find.plural
                ):
                    continue
                find.entry = entry
                return

    # ---- things

    def ranked(self, i: int, entries: list[Entry]) -> list[Entry]:
        """Weapons of one spelling, best first: of the kind of the noun beside it, then named so themselves."""
        find = self.finds[i]
        heads = {
            other.entry.name.rpartition(" ")[2]
            for other in (self.neighbour(i, 1), self.neighbour(i, -1))
            if other is not None
            and other.entry is not None
            and other.entry.type == "noun"
            and -40 < other.start - find.end < 40
        }

        def rank(entry: Entry) -> tuple[bool, bool]:
            return entry.row["kind"].rpartition(" ")[2] not in heads, not entry.name.startswith(entry.pattern)

        return sorted(entries, key=rank)

    def neighbour(self, i: int, step: int) -> Find | None:
        n = i + step
        return self.finds[n] if 0 <= n < len(self.finds) else None

    def is_thing(self, i: int, entry: Entry) -> bool:
        """Whether the words beside a doubtful name say that it is a weapon."""
        find = self.finds[i]
        a, b, folded = find.start, find.end, self.folded
        if entry.doubtful and len(entry.pattern) <= 3:
            if cues.ROAD_AFTER.match(folded, b) or cues.DOG_AFTER.match(folded, b):
                return False
        if cues.BAND.match(folded, b) or cues.ACT_AFTER.match(folded, b):
            return False
        if find.end - find.start > len(entry.pattern) + 1 and entry.designation:
            # "M1A2", "K9A1": the variant says it
            return True
        if cues.ALWAYS_AFTER.match(folded, b):
            return True
        after, before = self.neighbour(i, 1), self.neighbour(i, -1)
        if after is not None and after.entry is not None and after.start - b <= 60 and _is_arms(after.entry):
            gap = folded[b : after.start]
            if gap in (" ", "  ", "s ") or cues.ARMS_WORD_AFTER.fullmatch(gap):
                return True
        if (
            after is not None
            and after.entry is not None
            and after.entry.name == "vehicle"
            and folded[b : after.start].strip() in ("", "armoured", "armored", "combat")
        ):
            return "vehicle" in entry.row["kind"] and self.arms > 0
        if (
            after is not None
            and after.entry is None
            and after.start - b == 1
            and after.entries[0].type == "noun"
        ):
            # "Rafale fighters": each makes the other sure
            noun = after.entries[0]
            if noun.category in cues.ARMED and (not entry.doubtful or noun.name in entry.row["kind"]):
                return True
        if (
            before is not None
            and before.entry is not None
            and a - before.end <= 30
            and _is_arms(before.entry)
            and before.entry.category != "unit"
        ):
            gap = folded[before.end : a]
            if gap in (" ", "  ", ": ", ", ") and (
                gap != ", " or find.plural or before.entry.type == "equipment"
            ):
                return True
            if gap.strip(" ,") in (
                "such as",
                "like",
                "including",
                "called",
                "the",
                "of the type",
                "named",
                "dubbed",
                "known as",
            ):
                return True
        count = cues.EXACT_BEFORE.search(folded, max(0, a - 40), a) is not None
        # beside another name of equipment in a list
        for other in (before, after):
            if other is None or other.entry is None or other.entry.type != "equipment":
                continue
            gap = folded[other.end : a] if other is before else folded[b : other.start]
            if len(gap) <= 30 and (
                re.fullmatch(r"s?,? (?:and |or |and the |the |plus )?(?:[\d,]+ |\w+ )?", gap)
                or gap in (" ", "  ")
            ):
                return True
        if count and (find.plural or entry.designation) and self.arms_in_sentence(i):
            return True
        if (
            (find.plural or entry.designation)
            and cues.BUYS.search(folded, max(0, a - 40), a)
            and self.state_in_sentence(find)
        ):
            return True
        if (
            (k := self.index_at(a - 2)) is not None
            and self.finds[k].entry is not None
            and a - self.finds[k].end <= 4
        ):
            maker = self.finds[k].entry
            if (
                maker is not None
                and maker.type == "maker"
                and (find.plural or maker.name in entry.row["makers"])
                and maker.name in entry.row["makers"]
            ):
                return True
        return bool(cues.KIN_BEFORE.search(folded, max(0, a - 16), a)) and (
            find.plural or self.arms_in_sentence(i)
        )

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
        for step in (-1, 1):
            n = i + step
            while 0 <= n < len(self.finds) and first <= self.finds[n].start < last:
                entry = self.finds[n].entry
                if entry is not None and _is_arms(entry) and entry.category != "unit":
                    return True
                n += step
        return False

    def is_noun(self, i: int, entry: Entry) -> bool:
        """Whether an everyday word ("fighter", "support", "set") is meant as arms."""
        find = self.finds[i]
        a, b, folded = find.start, find.end, self.folded
        before, after = self.neighbour(i, -1), self.neighbour(i, 1)
        if entry.category == "unit":
            if not cues.COUNT_BEFORE.search(folded, max(0, a - 40), a):
                return False
            return (
                after is not None
                and after.entry is not None
                and _is_arms(after.entry)
                and bool(re.fullmatch(r"s? (?:of )?(?:\w+ ){0,2}", folded[b : after.start][:40]))
            )
        if entry.name == "fighter" and (
            cues.FIGHTER_VETO.search(folded, max(0, a - 24), a) or cues.FIGHTER_AFTER.match(folded, b)
        ):
            return False
        named = (
            before is not None
            and before.entry is not None
            and a - before.end <= 1
            and (
                before.entry.type == "equipment"
                or (before.entry.type == "noun" and before.entry.category != "unit" and not before.entry.part)
            )
        )
        if entry.part:
            if named:
                return True
            if (
                after is not None
                and after.entry is not None
                and after.entry.type in THINGS
                and after.entry.category != "unit"
                and not after.entry.part
            ):
                if re.fullmatch(
                    r" (?:for|of|to) (?:(?:the|its|their|\d+) )?(?:\w+ )?", folded[b : after.start][:40]
                ):
                    return True
            return entry.name not in cues.KEEPS_OUT and bool(
                cues.PART_ARMS_BEFORE.search(folded, max(0, a - 16), a)
            )
        if named or (
            after is not None
            and after.entry is not None
            and after.entry.type == "equipment"
            and after.start - b <= 1
        ):
            return True
        if entry.name in cues.KEEPS_OUT:
            return False
        if (
            before is not None
            and before.entry is not None
            and before.entry.type == "state"
            and before.entry.form in ("adjective", "name")
            and a - before.end <= 1
        ):
            return entry.name != "fighter" or before.entry.state in cues.EXPORTERS
        if entry.name == "fighter":
            if cues.EXACT_BEFORE.search(folded, max(0, a - 40), a):
                return self.arms_in_sentence(i) or not self.group_in_sentence(find)
            return bool(
                re.search(
                    r"\b(?:stealth|generation|multirole|multi role|jet|advanced|combat|interceptor|naval|"
                    r"carrier based|superiority|fifth gen) $",
                    folded[max(0, a - 24) : a],
                )
            )
        return cues.EXACT_BEFORE.search(folded, max(0, a - 40), a) is not None and self.arms_in_sentence(i)

    def group_in_sentence(self, find: Find) -> bool:
        first, last = self.sentence(find)
        words = self.folded[first:last]
        return (
            re.search(
                r"\b(?:killed|wounded|dead|militants?|rebels?|insurgents?|isis|hamas|hezbollah|taliban|wagner|"
                r"ypg|militia|casualties|ceasefire|islamic state|prisoners?)\b",
                words,
            )
            is not None
        )

    # ---- parties

    def pick_state(self, find: Find, entries: list[Entry]) -> Entry | None:
        words = self.piece[find.start : find.end]
        sure = [e for e in entries if not e.doubtful]
        if sure:
            return sure[0] if self.is_state(find, sure[0], words) else None
        name = words.lower()
        first = entries[0]
        if name in ("georgia", "jordan", "chad", "holland"):
            return first if self.is_country(find, name) else None
        known = [e for e in entries if e.name in self.state_codes]
        if name in ("korea", "korean", "koreans"):
            if known:
                return next((e for e in known if e.name == "KR"), known[0])
            return next((e for e in entries if e.name == "KR"), first)
        if name in ("congo", "congolese"):
            return known[0] if known else next((e for e in entries if e.name == "CD"), first)
        if first.form in ("adjective", "people"):
            return known[0] if known else first if len(entries) == 1 else None
        if first.row["name"].rstrip("?") == words:
            return None if self.follows_given_name(find) else first
        if len(known) == 1 and (
            not known[0].pattern.startswith("the ")
            or self.folded[max(0, find.start - 4) : find.start] == "the "
        ):
            return None if self.follows_given_name(find) else known[0]
        return None

    def is_country(self, find: Find, name: str) -> bool:
        """Whether "Georgia", "Jordan", "Chad", "Holland" is the state: unless the words speak for the other."""
        if name == "jordan" and "JO" in self.state_codes and not self.follows_given_name(find):
            pass
        elif self.follows_given_name(find):
            return False
        after = cues.WORD_AFTER.match(self.piece, find.end)
        if after is not None and after[1][0].isupper() and not self.in_capitals(find):
            k = self.index_at(after.start(1))
            if k is None and after[1].lower().partition("'")[0].partition("’")[0] not in cues.INSTITUTIONS:
                return False
            if k is not None and self.finds[k].entries[0].type == "person":
                return False
        if name in ("chad", "jordan") and re.match(
            r",? (?:said|says|told|who|scored|\d+,)", self.folded[find.end : find.end + 14]
        ):
            return (name == "jordan" and "JO" in self.state_codes) or (
                name == "chad" and "TD" in self.state_codes
            )
        if name == "georgia":
            if self._american is None:
                self._american = len(cues.AMERICAN.findall(self.folded)) > 2 * len(
                    cues.CAUCASIAN.findall(self.folded)
                )
            first, last = self.sentence(find)
            words = self.folded[first:last]
            ours, others = len(cues.CAUCASIAN.findall(words)), len(cues.AMERICAN.findall(words))
            return ours > others or (ours == others and not self._american)
        return True

    def is_group(self, find: Find, entry: Entry) -> bool:
        if (entry.type, entry.name) in self.sure and not entry.pattern.lower().startswith("the "):
            return True
        folded, a, b = self.folded, find.start, find.end
        if entry.pattern.lower().startswith("the "):
            return (
                (entry.type, entry.name) in self.sure
                and folded[max(0, a - 4) : a] == "the "
                and self.piece[a].isupper()
            )
        if entry.name == "Kurdistan Region of Iraq":
            return "IQ" in self.state_codes
        return bool(cues.GROUP_SIGN.match(folded, b) or cues.GROUP_BEFORE.search(folded, max(0, a - 30), a))

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
        inside = [
            (abs(at - find.start) + (0 if at < find.start else 60), code)
            for at, code in self.states
            if first <= at < last
        ]
        if inside:
            near = [pair for pair in inside if pair[1] in codes]
            return min(near)[1] if near else ""
        n = bisect_left(self.states, (find.start, ""))
        while n > 0 and find.start - self.states[n - 1][0] < 2000:
            n -= 1
            if self.states[n][1] in codes:
                return self.states[n][1]
        return ""

    def pick_body(self, i: int, entries: list[Entry]) -> Entry | None:
        find = self.finds[i]
        side = self.beside(i)
        if side:
            own = [e for e in entries if e.state == side]
            if own:
                return own[0]
            # "the Polish National Assembly" is not France's; "the US State Department" said of no state stands.
            sure = [e for e in entries if not e.state and not e.doubtful]
            return sure[0] if sure else None
        sure = [e for e in entries if not e.doubtful]
        states = {e.state for e in entries}
        if len(sure) == 1 and len(entries) == 1:
            words = self.piece[find.start : find.end]
            if (
                words.isupper()
                and len(words) <= 5
                and sure[0].state not in ("US", "")
                and sure[0].state not in self.state_codes
            ):
                # letters that stand for many things: only where their state is spoken of
                return None
            return sure[0]
        if (
            any(e.pattern.lower().startswith("the ") for e in entries)
            and self.folded[max(0, find.start - 4) : find.start] != "the "
        ):
            entries = [e for e in entries if not e.pattern.lower().startswith("the ")]
        full = [e for e in entries if (e.type, e.name) in self.sure]
        if len(full) == 1:
            return full[0]
        code = self.nearest(find, states)
        if code:
            return next((e for e in entries if e.state == code), None)
        return sure[0] if len({e.state for e in sure}) == 1 and sure else None

    def pick_maker(self, i: int, entries: list[Entry]) -> Entry | None:
        find = self.finds[i]
        sure = [e for e in entries if not e.doubtful]
        if sure:
            return sure[0]
        for entry in entries:
            if (entry.type, entry.name) in self.sure and (find.end - find.start > 3 or True):
                return entry
        folded, a, b = self.folded, find.start, find.end
        first = entries[0]
        if self.follows_given_name(find):
            return None
        short = len(first.pattern) <= 4 and first.pattern.isupper()
        if cues.COMPANY_BEFORE.search(folded, max(0, a - 40), a) or (
            not short and cues.COMPANY_AFTER.match(folded, b)
        ):
            return next((e for e in entries if e.state in self.state_codes), first)
        after = self.neighbour(i, 1)
        if (
            not short
            and after is not None
            and after.entry is not None
            and after.start - b <= 3
            and self.folded[b : after.start] in (" ", " s ", "  s ")
        ):
            if after.entry.type == "equipment" or (
                after.entry.type == "noun" and after.entry.category != "unit" and not after.entry.part
            ):
                return first
        return None

    def pick_person(self, find: Find, entries: list[Entry]) -> Entry | None:
        words = self.piece[find.start : find.end]
        folded, a = self.folded, find.start
        full = " " in words.strip()
        sure = [e for e in entries if not e.doubtful]
        given = "" if full else self.follows_given_name(find)
        if given:
            entries = [
                e for e in entries if e.name[0] == given[0] and e.name.split(" ")[0].lower() == given.lower()
            ]
            sure = [e for e in entries if not e.doubtful]
        known = [e for e in entries if (e.type, e.name) in self.sure]
        if sure and (full or not known):
            return self.by_state(find, sure)
        if known:
            return self.by_state(find, known)
        if not entries:
            return None
        if not given and cues.TITLE.search(folded, max(0, a - 40), a):
            codes = {e.state for e in entries} & (
                self.state_codes | {name for kind, name in self.sure if kind == "group"}
            )
            if not codes:
                return None
            near = self.nearest(find, codes)
            here = [e for e in entries if e.state == near]
            if len({e.name for e in here}) == 1:
                return here[0]
            title = folded[max(0, a - 40) : a]
            fitting = [
                e
                for e in here
                if any(w in title for w in e.row["office"].lower().replace(",", "").split() if len(w) > 4)
            ]
            return fitting[0] if len({e.name for e in fitting}) == 1 else None
        return None

    def by_state(self, find: Find, entries: list[Entry]) -> Entry:
        if len({e.state for e in entries}) == 1:
            return entries[0]
        code = self.nearest(find, {e.state for e in entries})
        return next((e for e in entries if e.state == code), entries[0])

    # ---- what speaks against a believed name

    def veto(self) -> None:
        """Takes back designations that are hours, roads, dogs or songs where they stand."""
        folded = self.folded
        for find in self.finds:
            entry = find.entry
            if entry is None or entry.type != "equipment":
                continue
            b = find.end
            if (
                entry.designation
                and (
                    (cues.HOURS.match(folded, b) and self.piece[find.start : find.start + 2] == "T-")
                    or cues.ROAD_AFTER.match(folded, b)
                )
            ) or cues.BAND.match(folded, b + 1 if folded[b : b + 1] == "s" else b):
                find.entry = None


def _is_arms(entry: Entry) -> bool:
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
