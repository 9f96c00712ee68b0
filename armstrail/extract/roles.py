"""Reads which offices, ranks and posts the people of a page hold, and whom "the minister" or "the admiral" means.

Enters: the names of a page with the titles before them, and the words of a description. Leaves: the full name and
where it stands. Roles are read from the words right beside a name (a title, an apposition, "who heads"); the holder is
the one in focus, else the one last named. It cannot see a role that another sentence tells.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from ..model import Span
from ..rules import load_toml
from .wording import Word, bare, bare_low, is_title, lexicon, words_of

BEFORE = 90
"""Code points before a name in which its roles are looked for."""

AFTER = 110
"""Code points after a name in which its roles are looked for."""

REACH = 8_000
"""Code points before a description in which the last mention of a person is looked for."""

NEAR = 1_500
"""Code points within which that mention must stand, unless the office is one of state."""

MOST = 30
"""People with a role who are compared for one description: those introduced last."""

_ENDS = ',.;:!?()“”"—–'
_DETERMINERS = frozenset(("the", "its", "their", "his", "her", "a", "an"))
_RELATIVES = frozenset(("who", "which", "that", "whose", "whom", "when", "while"))


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Which words of office, rank and post stand for each other."""

    same: dict[str, str]
    """The role that a word names: envoy and ambassador are one."""
    wider: dict[str, frozenset[str]]
    """The wider roles that a holder fits: a general is an officer too."""
    kinds: dict[str, str]
    """Qualifiers of an office: "defense" and "defence" are one."""
    verbs: dict[str, str]
    """The role that a verb after "who" shows: "who heads"."""
    compounds: dict[tuple[str, str], str]
    """Two words that are one role: "prime minister"; "head of state" is ("head", "of-state")."""
    high: frozenset[str]
    """Offices of state, whose holder may have been named long before."""
    apart: frozenset[str]
    """Nouns that many people of a text share, so that they tell nobody."""
    loose: tuple[frozenset[str], ...]
    """Roles by which a text goes on to speak of anybody who has no other one of the group."""
    marks: dict[str, str]
    """Words that make another office of one: "former", "deputy"."""


@cache
def role_words() -> RoleWords:
    """The role words of English; loaded once."""
    data = load_toml("languages/en/saying.toml")["roles"]
    same = {word: role for role, words in data["same"].items() for word in words}
    wider: dict[str, set[str]] = {}
    for role, words in data["wider"].items():
        for word in words:
            wider.setdefault(same.get(word, word), set()).add(role)
    return RoleWords(
        same,
        {word: frozenset(roles) for word, roles in wider.items()},
        {word: words[0] for words in data["kinds"] for word in words},
        data["verbs"],
        {(first, second): role for first, second, role in data["compounds"]},
        frozenset(data["high"]["roles"]),
        frozenset(data["apart"]["words"]),
        tuple(frozenset(group) for group in data["loose"]["groups"]),
        data["marks"],
    )


@dataclass(frozen=True, slots=True)
class Introduced:
    """A name as it stands in the text, its full form, and the titles and the state that stand before it."""

    full: str
    span: Span
    titles: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class _Office:
    """What some words say that somebody is."""

    roles: frozenset[str]
    kinds: frozenset[str]
    marks: frozenset[str]
    states: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Held:
    """An office and whose it is."""

    name: str
    span: Span
    office: _Office

    def fits(self, wanted: _Office) -> bool:
        mine = self.office
        return (
            mine.marks == wanted.marks
            and (not wanted.kinds or not mine.kinds or bool(wanted.kinds & mine.kinds))
            and (not wanted.states or not mine.states or bool(wanted.states & mine.states))
        )


class Roles:
    """The people of a page by their roles."""

    def __init__(self, text: str, introduced: list[Introduced], states: dict[str, str]) -> None:
        self.text = text
        self.states = states
        self.by_role: dict[str, list[_Held]] = {}
        self._holders: set[str] | None = None
        for person in introduced:
            held = self._held(person)
            for role in held.office.roles:
                self.by_role.setdefault(role, []).append(held)

    def holder(
        self, words: list[Word], at: int, focus: tuple[str, ...] = (), *, ahead: bool = False
    ) -> tuple[str, Span] | None:
        """Whom a description means: the name in focus that holds the role, else the one last named before it.

        ``ahead`` lets a headline find a name that stands after it, where one person only holds the role.
        """
        wanted = self._office(_phrase(words), states_of=words, wide=False)
        fitting: dict[str, _Held] = {}
        for role in wanted.roles:
            known = self.by_role.get(role, [])
            index = len(known) if ahead else bisect_left(known, at, key=lambda h: h.span[0])
            for held in known[max(0, index - MOST) : index]:
                if held.fits(wanted):
                    fitting.setdefault(held.name, held)
        sure = {n: h for n, h in fitting.items() if wanted.states & h.office.states}
        fitting = sure or fitting
        if not fitting or (len(fitting) > 1 and (ahead or (wanted.states and not sure))):
            return None
        chosen = next((fitting[name] for name in focus if name in fitting), None)
        if chosen is None:
            last, _, chosen = max(
                ((self._last_named(h, at), h.span[0], h) for h in fitting.values()), key=lambda e: e[:2]
            )
            if not ahead and at - last > NEAR and not wanted.roles & role_words().high:
                return None
        return chosen.name, chosen.span

    def holds_office(self, name: str) -> bool:
        """Whether the words beside a name show an office, a rank or a post."""
        if self._holders is None:
            offices = set(role_words().same.values())
            self._holders = {h.name for role in offices & self.by_role.keys() for h in self.by_role[role]}
        return name in self._holders

    def may_be(self, name: str, noun: str) -> bool:
        """Whether a loose word ("the official", "the admiral") may stand for a person with the roles that are known."""
        known = role_words()
        role = known.same.get(noun, noun)
        group = next((words for words in known.loose if role in words), None)
        if group is None:
            return False
        mine = {r for r, held in self.by_role.items() if any(h.name == name for h in held)}
        return role in mine or not mine & group

    def _last_named(self, held: _Held, at: int) -> int:
        surname = bare(held.name.split()[-1])
        return max(
            self.text.rfind(surname, max(0, at - REACH), at), held.span[0] if held.span[0] < at else -1
        )

    def _office(self, phrase: list[str], *, states_of: list[Word], wide: bool) -> _Office:
        """The office that the words of a noun phrase name, its head noun last."""
        known = role_words()
        roles: set[str] = set()
        marks: set[str] = set()
        for i, word in enumerate(phrase):
            both = known.compounds.get((phrase[i - 1], word)) if i else None
            if both is not None:
                roles.discard(known.same.get(phrase[i - 1], ""))
                marks.discard(known.marks.get(phrase[i - 1], ""))
                roles.add(both)
            elif word in known.same and (wide or i == len(phrase) - 1):
                roles.add(known.same[word])
            if word in known.marks and i < len(phrase) - 1:
                marks.add(known.marks[word])
        last = phrase[-1] if phrase else ""
        if not roles and last.isalpha() and len(last) > 4 and last not in known.apart:
            roles.add(last)
        if wide:
            roles |= {more for role in roles for more in known.wider.get(role, ())}
        return _Office(
            frozenset(roles),
            frozenset(known.kinds[w] for w in phrase if w in known.kinds),
            frozenset(marks),
            frozenset(code for w in states_of if (code := self.states.get(bare_low(w.text), ""))),
        )

    def _held(self, person: Introduced) -> _Held:
        before = self._before(person.span[0])
        after = self._after(person.span[1])
        first = self._office([*_phrase(before), *person.titles], states_of=before, wide=True)
        second = self._office(after[0], states_of=after[1], wide=True)
        return _Held(
            person.full,
            person.span,
            _Office(
                first.roles | second.roles,
                first.kinds | second.kinds,
                first.marks | second.marks,
                first.states | second.states | ({person.state} if person.state else set()),
            ),
        )

    def _before(self, start: int) -> list[Word]:
        """The words of a title or an apposition right before a name."""
        low = max(self.text.rfind("\n", max(0, start - BEFORE), start) + 1, start - BEFORE, 0)
        words = words_of(self.text, low, start)
        j = len(words) - 1
        rank = j
        while rank >= 0 and words[rank].capital and is_title(bare_low(words[rank].text)):
            rank -= 1
        if rank >= 0 and words[rank].text == ",":
            # "the director-general of the ministry, X", "the Defence Minister, Dr X"
            k = rank - 1
            while k >= 0 and words[k].text not in _ENDS and words[k].low not in _DETERMINERS:
                k -= 1
            return words[k + 1 : rank] if k >= 0 or low == 0 or self.text[low - 1] == "\n" else []
        known, lex = role_words(), lexicon()
        k = j
        while k >= 0 and j - k < 6:
            word = words[k]
            low_word = bare_low(word.text)
            office = low_word in known.same or low_word in known.kinds or low_word in lex.titles
            joined = word.low in ("of", "for", "to") and k > 0 and bare_low(words[k - 1].text) in known.same
            if not (office or joined or low_word in self.states or (k < j and word.capital)):
                break
            k -= 1
        return [w for w in words[k + 1 :] if w.text[0].isalpha()]

    def _after(self, end: int) -> tuple[list[str], list[Word]]:
        """The apposition or the relative clause right after a name, as a phrase, and all its words."""
        high = self.text.find("\n", end, end + AFTER)
        words = words_of(self.text, end, high if high >= 0 else min(len(self.text), end + AFTER))
        known = role_words()
        i = 0
        if i < len(words) and words[i].text == "(":
            i = next((n + 1 for n, w in enumerate(words) if w.text == ")"), len(words))
        if i + 1 >= len(words) or words[i].text not in ",—–":
            return [], []
        i += 1
        if words[i].low in ("who", "which"):
            return [known.verbs[w.low] for w in words[i + 1 : i + 4] if w.low in known.verbs], []
        stop = next((n for n in range(i, len(words)) if words[n].text in _ENDS), len(words))
        chunk = words[i:stop]
        last = next((n for n, w in enumerate(chunk) if bare_low(w.text) in known.same), None)
        if last is not None and last + 1 < len(chunk):
            following = chunk[last + 1]
            if following.capital and not {following.low} & (known.same.keys() | known.kinds.keys()):
                return [], []  # another person's title: "X, President Y"
        return _phrase(chunk), chunk


def _phrase(words: list[Word]) -> list[str]:
    """The words of a noun phrase before its first preposition or relative, in lower case, the head noun last."""
    lex, known = lexicon(), role_words()
    found: list[str] = []
    for i, word in enumerate(words):
        low = bare_low(word.text)
        if i and (word.low in lex.prepositions or word.low in _RELATIVES or word.text in ",("):
            following = words[i + 1].low if i + 1 < len(words) else ""
            if word.low == "of" and found and (found[-1], f"of-{following}") in known.compounds:
                found.append(f"of-{following}")
            elif word.low == "of" and found and following in known.kinds:
                found.insert(len(found) - 1, following)  # "minister of defence"
            break
        prefix, _, rest = low.partition("-")
        if rest and prefix in ("ex", "then"):
            found += [prefix, rest]
        elif low not in ("the", "a", "an", "then", "now"):
            found.append(low)
    return found
