"""Which state, group, body, maker or person a name means, where tables have several or doubt it.

Enters: a Context, a find and its entries of one type. Leaves: the entry that the text speaks for, or None. It cannot
see a state that the text does not name.
"""

from __future__ import annotations

import re

from . import cues
from .context import Context, Find
from .names import Entry


class Parties(Context):
    """Signs of who is meant."""

    def is_state(self, find: Find, entry: Entry, words: str) -> bool:
        if (
            words == "US"
            and self.in_capitals(find)
            and cues.US_OBJECT.search(self.folded, max(0, find.start - 12), find.start)
        ):
            return False
        return not (entry.form == "capital" and " " not in words and self.follows_given_name(find))

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
            if (entry.type, entry.name) in self.sure:
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
        ) and (
            after.entry.type == "equipment"
            or (after.entry.type == "noun" and after.entry.category != "unit" and not after.entry.part)
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
