"""Whether the words around a doubtful name of equipment, or an everyday noun, say that arms are meant.

Enters: a Context and a find. Leaves: yes or no, for the one place. It cannot see a picture: "a Javelin" alone is none.
"""

from __future__ import annotations

import re

from . import cues
from .context import Context, Find, is_arms
from .names import Entry


class Things(Context):
    """Signs of arms beside a name or noun."""

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

    def is_thing(self, i: int, entry: Entry) -> bool:
        """Whether the words beside a doubtful name say that it is a weapon."""
        find = self.finds[i]
        a, b, folded = find.start, find.end, self.folded
        short = entry.doubtful and len(entry.pattern) <= 3
        if short and (cues.ROAD_AFTER.match(folded, b) or cues.DOG_AFTER.match(folded, b)):
            return False
        if cues.BAND.match(folded, b) or cues.ACT_AFTER.match(folded, b):
            return False
        if find.end - find.start > len(entry.pattern) + 1 and entry.designation:
            # "M1A2", "K9A1": the variant says it
            return True
        if cues.ALWAYS_AFTER.match(folded, b):
            return True
        after, before = self.neighbour(i, 1), self.neighbour(i, -1)
        if after is not None and after.entry is not None and after.start - b <= 60 and is_arms(after.entry):
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
            and is_arms(before.entry)
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
        owner = a - 4 if folded[a - 3 : a] in ("'s ", " s ") else a - 2
        if (
            (k := self.index_at(owner)) is not None
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
                and is_arms(after.entry)
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
                and after.entry.type in ("equipment", "noun")
                and after.entry.category != "unit"
                and not after.entry.part
            ) and re.fullmatch(
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
