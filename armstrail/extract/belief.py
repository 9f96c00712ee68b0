"""Which of the names found in a text the text means.

Enters: a text, its folded form (one blank ahead) and the Finds in order. Leaves: each Find's ``entry`` set, or None.
Sure names stand unless the words beside them say otherwise; doubtful ones ("Javelin", "fighter", "Singh") need a
sign: a noun of arms, a count, an office, a full name, a state nearby. It cannot see beyond the text it is given.
"""

from __future__ import annotations

from . import cues
from .context import Find
from .names import Entry
from .things import Things
from .whose import Parties

PLAINLY = 2
"""Weapons and nouns of arms in a text that is plainly about arms."""
FULL = 4
"""Weapons in a text that is full of them."""


def believe(piece: str, folded: str, finds: list[Find]) -> None:
    """Sets the ``entry`` of each find."""
    context = _Beliefs(piece, folded[1:], finds)
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
    context.gather()
    for i in late:
        if finds[i].entry is None:
            context.presume(i)
    context.veto()


class _Beliefs(Things, Parties):
    """Decides find by find."""

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
        if (
            words.isupper()
            and words.isalpha()
            and len(words) <= 5
            and first.pattern[1:].islower()
            and not self.in_capitals(find)
        ):
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
        if sure and sure[0].type == "noun" and (named := [e for e in sure if e.type == "equipment"]):
            # "Army Tactical Missile System" is a name in capitals, and any such system without
            find.entry = named[0] if sum(map(str.isupper, words)) in range(3, 9) else sure[0]
            return
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

    def presume(self, i: int) -> None:
        """A doubtful name in a text that is plainly about arms, in capitals where no other word would be."""
        find = self.finds[i]
        words = self.piece[find.start : find.end]
        if (
            self.arms < PLAINLY
            and len(self.arms_at) < 2 * PLAINLY
            and not (self.arms and self.is_counted(find))
        ):
            return
        first = find.entries[0]
        if first.type == "noun" and first.name in ("fighter", "trainer") and words[-1] == "s":
            # "13 of the fighters", "trainers and helicopters"
            if not self.group_in_sentence(find):
                find.entry = first
            return
        if words[0].islower() and not words.startswith(("type ", "project ")):
            return
        if cues.ACT_AFTER.match(self.folded, find.end) or self.follows_given_name(find):
            return
        classed = self.of_a_class(find)
        if not find.plural and self.goes_on(find):
            return
        coded, acronym = self.is_code(find), self.is_acronym(find)
        full = self.arms >= FULL
        digits = any(c.isdigit() for c in words)
        for entry in self.ranked(i, [e for e in find.entries if e.type == "equipment"]):
            made_here = self.maker_is_told(entry) and (digits or (full and words[0].isupper()))
            # "OSA", a scheme of aid, is no Osa.
            code = coded or (acronym and entry.pattern.isupper())
            from_here = full and digits and bool(self.nearest(find, set(entry.state.split(";"))))
            sure = (classed and len(entry.pattern) > 2) or made_here or from_here
            if len(entry.pattern) <= 3 and not (code or sure):
                continue
            sure = sure or code or self.is_capital_name(find)
            if sure or self.is_counted(find) or (self.inside_sentence(find) and self.state_in_sentence(find)):
                find.entry = entry
                return

    def goes_on(self, find: Find) -> bool:
        """Whether the name is the beginning of a longer one: "Pampa Weekly", "Golan Heights"."""
        after = cues.CAPITAL_AFTER.match(self.piece, find.end)
        return after is not None and self.index_at(after.start(1)) is None

    def is_counted(self, find: Find) -> bool:
        return find.plural and bool(
            cues.EXACT_BEFORE.search(self.folded, max(0, find.start - 40), find.start)
        )

    def of_a_class(self, find: Find) -> bool:
        """Whether the words beside a name make it a class or type: "of the FDI type", "of the Sigma design"."""
        return bool(
            cues.CLASS_AFTER.match(self.folded, find.end)
            or cues.CLASS_BEFORE.search(self.folded, max(0, find.start - 24), find.start)
        )

    def is_capital_name(self, find: Find) -> bool:
        """Whether only a name has that capital: "presses for Marders"; one alone needs a text full of weapons."""
        if any(e.type == "person" for e in find.entries):
            return False
        words = self.folded[find.start : find.end]
        if words.removesuffix("s") in cues.PEOPLE:
            return False
        if find.plural:
            return self.inside_sentence(find) or self.arms >= FULL
        before = self.folded[max(0, find.start - 24) : find.start]
        return (
            self.arms >= FULL
            and self.inside_sentence(find)
            and cues.THE_BEFORE.search(before) is not None
            and cues.FIRM_AFTER.match(self.folded, find.end) is None
        )

    def is_code(self, find: Find) -> bool:
        """Whether a name is a designation long enough to be nothing else: "F-7", "2A4", no "R2" of "R2.6 billion"."""
        words = self.piece[find.start : find.end]
        after = self.piece[find.end : find.end + 2]
        if after[:1] in (".", ",") and after[1:].isdigit():
            return False
        long = len(words) > 3 or "-" in words or words[0].isdigit()
        return long and any(c.isdigit() for c in words)

    def is_acronym(self, find: Find) -> bool:
        """Whether capitals stand where a thing would: "60 VAB carriers", "to buy the NSM"."""
        words = self.piece[find.start : find.end]
        before = self.folded[max(0, find.start - 40) : find.start]
        return (
            len(words) >= 3
            and words.isalpha()
            and words.isupper()
            and not self.in_capitals(find)
            and (
                self.arms >= FULL
                or (cues.EXACT_BEFORE.search(before) or cues.THE_BEFORE.search(before)) is not None
            )
        )

    def maker_is_told(self, entry: Entry) -> bool:
        """Whether the text names who makes a thing: "K9" beside Hanwha."""
        makers = str(entry.row.get("makers", "")) if entry.row is not None else ""
        return any(maker.split(" ")[0] in self.makers for maker in makers.split(";") if maker)

    def inside_sentence(self, find: Find) -> bool:
        """Whether a small letter stands right before a name, so that its capital says something."""
        before = self.piece[max(0, find.start - 12) : find.start].rstrip(" “\"'‘(")
        return bool(before) and (before[-1].islower() or before[-1].isdigit())

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
