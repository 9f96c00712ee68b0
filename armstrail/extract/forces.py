"""What a text says of the size of forces, and, by way of spending.py, of military spending.

Enters: a Page with names, values and attributions. Leaves: Claims of the kinds force and spending. A number counts a
force only where the words say that a state has it, wants it or may have it: what is bought, lost, sent or deployed is
passed over. It cannot see a size told without a number, nor one whose state stands two sentences back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Claim, Slot, make_claim, slot
from .owners import (
    Line,
    Owner,
    Owners,
    Terms,
    asserted_slot,
    claim_span,
    date_slot,
    lay_line,
    load_terms,
    sort_claims,
)
from .spending import find_spending

if TYPE_CHECKING:
    from ..values import Count
    from .page import Page

_BY_CATEGORY = {"I": "tanks", "II": "armoured vehicles", "IV": "aircraft", "V": "aircraft", "VI": "ships"}
LARGEST = 5_000_000
"""No force has more."""
_LIST = frozenset(
    {",", "and", "as", "well", "plus", "along", "with", "another", "some", "about", "also", "more", "than"}
)


@dataclass(frozen=True, slots=True)
class _Head:
    """What is counted: the measure, and the tokens that say so."""

    measure: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is said of the number."""

    owner: Owner
    basis: str
    rule: str
    measure: str | None = None
    words: tuple[int, int] | None = None
    """Tokens of the noun before the number that tells the measure ("army" in "army of 300,000")."""


def find_forces(page: Page) -> list[Claim]:
    """The claims on forces and spending, in the order of the text."""
    terms = load_terms()
    if terms is None:
        return []
    owners = Owners(terms, page)
    claims: list[Claim] = []
    for number, sentence in enumerate(page.sentences):
        line = lay_line(page, sentence, terms)
        made = _Finder(line, owners, number).find() if line.counts else []
        made += find_spending(line, owners, number)
        claims += made
        owners.before = [line, *owners.before[:4]]
    return sort_claims(claims)


class _Finder:
    """Reads the counts of one sentence from left to right."""

    def __init__(self, line: Line, owners: Owners, number: int) -> None:
        self.line = line
        self.owners = owners
        self.number = number
        self.terms: Terms = line.terms
        self.words = line.terms.words
        self.previous: tuple[int, _Frame] | None = None
        """Where the last claim's words ended, and its frame, for a list that goes on."""

    def find(self) -> list[Claim]:
        claims = []
        for count in self.line.counts:
            if count.value is None or count.high is not None or not count.exact:
                continue
            claim = self._read(count)
            if claim is not None:
                claims.append(claim)
        return claims

    def _read(self, count: Count) -> Claim | None:
        line = self.line
        after = line.at(count.end)
        before = line.at(count.start)
        if count.bound_span is not None and count.bound_span[0] < count.start:
            before = line.at(count.bound_span[0])
        gap = 1 if line.low(after) in ("-", "‑") else 0
        strong = line.low(after + gap) == "strong"
        head = self._strong_head(after + gap + 1) if strong else self._head(after)
        if head is not None and self._is_foreign(after, head):
            return None
        frame = self._strong_frame(before, head) if strong else self._frame(count, before, head)
        if frame is None:
            return None
        measure = head.measure if head is not None else frame.measure
        if measure is None or self._is_other(before, after if head is None else head.end):
            return None
        if head is None and not strong and self._counts_other(after):
            return None
        amount = count.value
        if (
            amount is None
            or amount > LARGEST
            or (measure.endswith("personnel") and amount < 20)
            or amount < 2
        ):
            return None
        slots = self._slots(count, frame, measure, head)
        if head is not None and frame.rule != "strong":
            end = head.end
        else:
            end = after
        self.previous = (end, frame)
        self.owners.last = (self.number, frame.owner)
        return make_claim(
            line.page.document,
            "force",
            claim_span(slots, line),
            slots,
            rule=f"force.{frame.rule}",
            confidence=_CONFIDENCE[frame.rule],
        )

    def _counts_other(self, after: int) -> bool:
        """Whether a number without a head of ours counts something else: "grown to 65 member countries"."""
        low = self.line.low(after)
        if not low[:1].isalpha():
            return False
        return low not in self.words["stops"] and low not in self.words["bare_after"]

    def _slots(self, count: Count, frame: _Frame, measure: str, head: _Head | None) -> list[Slot]:
        line, text = self.line, self.line.page.text
        told = (head.start, head.end) if head is not None else frame.words
        end = count.end
        slots = [
            slot(text, "state", frame.owner.name, frame.owner.span),
            slot(text, "amount", count.value if count.value is not None else 0, (count.start, count.end)),
        ]
        number = (count.start, count.end)
        if told is None:
            slots.append(slot(text, "measure", measure, number))
        else:
            words = (line.tokens[told[0]].start, line.tokens[told[1] - 1].end)
            slots.append(slot(text, "measure", measure, words))
            end = max(end, words[1])
        if count.bound is not None and count.bound_span is not None:
            slots.append(slot(text, "bound", count.bound, count.bound_span))
        slots.append(slot(text, "basis", frame.basis, self._basis_words(count, frame, number)))
        early = None
        if frame.basis == "ceiling" and self.previous is None:
            early = (line.sentence.start, count.start)
        elif line.dates and line.at(line.dates[0].start) <= 2 and self.previous is None:
            early = (line.sentence.start, line.dates[0].end)
        slots += date_slot(line, count.start, end, before=early)
        slots += asserted_slot(line.page, number)
        return slots

    def _basis_words(self, count: Count, frame: _Frame, number: tuple[int, int]) -> tuple[int, int]:
        """The verb or noun that tells the basis, the number itself where none does."""
        line = self.line
        words = (
            self.words["plan"]
            if frame.basis == "plan"
            else self.words["allow"]
            if frame.basis == "ceiling"
            else self.words["have"]
        )
        at = line.at(count.start)
        for k in range(at - 1, max(-1, at - 14), -1):
            if line.low(k) in words:
                return line.tokens[k].start, line.tokens[k].end
        for k in range(at + 1, min(len(line.tokens), at + 6)):
            if frame.basis == "ceiling" and line.low(k) in words:
                return line.tokens[k].start, line.tokens[k].end
        return number

    # -- what is counted

    def _head(self, after: int) -> _Head | None:
        line, terms = self.line, self.terms
        at = after
        steps = 0
        while at < len(line.tokens) and steps <= 5:
            found = terms.match("heads", line.tokens, at)
            if found is not None and not self._goes_on(found[1]):
                return _Head(found[0], at, found[1])
            equipment = self._equipment(at)
            if equipment is not None:
                return equipment
            low = line.low(at)
            if low == "," and at == after:
                close = next(
                    (k for k in range(at + 1, min(at + 6, len(line.tokens))) if line.low(k) == ","), None
                )
                if close is None or line.low(at + 1) not in ("as", "or", "according"):
                    return None
                at = close + 1
                continue
            if (low in terms.words["stops"] and low != "more") or not low[:1].isalpha():
                return None
            at += 1
            steps += 1
        return None

    def _is_foreign(self, after: int, head: _Head) -> bool:
        """Whether another state's name stands between the number and what it counts: "28,500 US troops"."""
        return any(self.line.owner_at(k) is not None for k in range(after, head.start))

    def _goes_on(self, at: int) -> bool:
        """Whether the noun only qualifies another: "aircraft carriers", "tank crews", "missile boats"."""
        low = self.line.low(at)
        return low in (
            "carriers",
            "carrier",
            "engines",
            "parts",
            "crews",
            "pilots",
            "launchers",
            "bases",
            "families",
            "transporters",
            "ammunition",
            "rounds",
            "batteries",
            "systems",
            "missions",
            "hours",
            "sorties",
        )

    def _equipment(self, at: int) -> _Head | None:
        line = self.line
        offset = line.tokens[at].start
        for mention in line.page.mentions[_first(line, offset) :]:
            if mention.start > offset:
                return None
            if mention.type in ("equipment", "noun") and mention.start == offset and not mention.part:
                measure = _BY_CATEGORY.get(mention.category)
                kind = mention.row.get("kind", "") if mention.row is not None else ""
                words = line.page.text[mention.start : mention.end].lower()
                if (
                    mention.category == "VII"
                    and ("missile" in kind or words.endswith("missiles"))
                    and "launcher" not in words
                ):
                    measure = "missiles"
                end = line.at(mention.end)
                if measure is None:
                    return None
                found = self.terms.match("heads", line.tokens, end)
                return _Head(measure, at, found[1] if found is not None and found[0] == measure else end)
        return None

    def _strong_head(self, at: int) -> _Head | None:
        line = self.line
        for k in range(at, min(at + 3, len(line.tokens))):
            found = self.terms.match("strong", line.tokens, k)
            if found is not None:
                return _Head(found[0], k, found[1])
            if line.low(k) in self.words["stops"]:
                return None
        return None

    # -- what is said of it

    def _strong_frame(self, before: int, head: _Head | None) -> _Frame | None:
        if head is None:
            return None
        owner = self.owners.of_phrase(self.line, before)
        verb = self._skip_fillers(before)
        if owner is None and self.line.low(verb) in self.words["have"]:
            owner = self.owners.of_subject(self.line, verb)
        if owner is None and self._planned(before):
            planned = next(k for k in range(before - 1, -1, -1) if self.line.low(k) in self.words["plan"])
            owner = self.owners.of_subject(self.line, planned)
        if owner is None:
            return None
        return _Frame(owner, "plan" if self._planned(before) else "current", "strong")

    def _skip_fillers(self, before: int) -> int:
        """The index of the word that governs the number."""
        at = before - 1
        while (
            at >= 0
            and self.line.low(at) in self.words["fillers"]
            and self.line.low(at) not in ("of", "to", "its", "their")
        ):
            at -= 1
        if self.line.low(at) == "of" and self.line.low(at - 1) in ("total", "combined"):
            return self._skip_fillers(at - 1)
        return at

    def _planned(self, at: int) -> bool:
        """Whether a word of intention stands before, in the same clause."""
        for k in range(at - 1, max(-1, at - 12), -1):
            low = self.line.low(k)
            if low in self.words["plan"]:
                return True
            if low in (";", ":", "which", "that", "who"):
                return False
        return False

    def _allowed(self, before: int, after: int) -> bool:
        near = [self.line.low(k) for k in range(max(0, before - 8), before)]
        if "may" in near and self.line.low(before) in ("no", "not", "up", "at", "as"):
            return True
        near += [self.line.low(k) for k in range(after, min(len(self.line.tokens), after + 3))]
        return any(w in self.words["allow"] for w in near)

    def _basis(self, before: int, after: int) -> str:
        if self._allowed(before, after):
            return "ceiling"
        return "plan" if self._planned(before) else "current"

    def _frame(self, count: Count, before: int, head: _Head | None) -> _Frame | None:
        line, words = self.line, self.words
        after = head.end if head is not None else line.at(count.end)
        at = self._skip_fillers(before)
        low = line.low(at)
        if self.previous is not None and self._is_list(self.previous[0], before) and head is not None:
            frame = self.previous[1]
            return _Frame(frame.owner, frame.basis, "list")
        if head is not None and (low in words["have"] or low == "with"):
            return self._having(at, before, after)
        if (
            head is not None
            and head.measure not in ("missiles",)
            and (owner := self._possessor(at)) is not None
        ):
            return _Frame(owner, "current", "possessive")
        if low == "of":
            whole = self._whole(at, before, after, head)
            if whole is not None:
                return whole
            if head is not None:
                found = self.terms.match_back("verbs", line.tokens, at + 1)
                if found is not None:
                    return self._having(found[1], before, after)
            return None
        if low in ("to", "from", "at", "by") or count.bound == "up to":
            return self._changing(count, at if low in ("to", "from", "at") else at + 1, before, head)
        if low in ("reach", "reaches", "reached", "reaching") and self.previous is not None:
            frame, measure = self.previous[1], self._measure_before()
            if head is not None or measure is not None:
                return _Frame(frame.owner, self._basis(before, after), "change", measure)
        if head is None and (low in words["numbering"] or (low in words["have"] and self._members(count))):
            return self._numbering(at, before, after)
        if head is not None and (limited := self._limited(at)) is not None:
            return _Frame(limited, "ceiling", "allowed")
        if low in ("the", "from") and self._allowed(before, after):
            return self._changing(count, at, before, head)
        return None

    def _limited(self, at: int) -> Owner | None:
        """The owner in "the treaty allows Azerbaijan 220 tanks", "limits Armenia to 220"."""
        line = self.line
        named = at - 1 if line.low(at) == "to" else at
        owner = line.owner_at(named)
        if owner is None:
            return None
        verb = next((k for k in range(named - 1, max(-1, named - 4), -1) if line.owner_at(k) is None), -1)
        return (
            owner
            if line.low(verb) in ("allows", "allowed", "permits", "limits", "limited", "restricts")
            else None
        )

    def _members(self, count: Count) -> bool:
        return self.line.low(self.line.at(count.end)) in ("members", "men", "people", "men and women")

    def _possessor(self, at: int) -> Owner | None:
        """The owner in "its 21 F-16s", "South Africa's 26 fighters"; ``at`` is the word before the number."""
        line = self.line
        low = line.low(at)
        if low in ("its", "their") or (low in self.words["country_nouns"] and low.endswith("s")):
            return self.owners.of_pronoun(line, at)
        owner = line.owner_at(at)
        if owner is not None and low.endswith(("'s", "’s", "s'", "s’")):
            return owner
        return None

    def _is_list(self, end: int, before: int) -> bool:
        between = [self.line.low(k) for k in range(end, before)]
        return 0 < len(between) <= 6 and all(w in _LIST for w in between)

    def _having(self, verb: int, before: int, after: int) -> _Frame | None:
        line = self.line
        if line.low(verb) == "with":
            at = verb - 1 if line.low(verb - 1) != "," else verb - 2
            owner = self.owners.of_phrase(line, at + 1)
            if owner is None or self.owners.is_aside(line, owner):
                owner = self.owners.of_subject(line, verb)
            personnel = line.low(after - 1) in ("personnel", "soldiers", "troops", "reservists")
            if owner is None:
                owner = self._owner_after(verb, after)
            return _Frame(owner, "current", "with") if owner is not None and personnel else None
        owner = self.owners.of_subject(line, verb)
        if owner is None:
            return None
        return _Frame(owner, self._basis(before, after), "have")

    def _owner_after(self, opening: int, after: int) -> Owner | None:
        """The owner in "With an army of 440,000, Egypt …"."""
        if opening > 0:
            return None
        at = after + 1 if self.line.low(after) == "," else after
        at += self.line.low(at) == "the"
        return self.line.owner_at(at)

    def _whole(self, at: int, before: int, after: int, head: _Head | None) -> _Frame | None:
        """ "an army of 300,000", "a fleet of 48 F-16s"; ``at`` is the index of "of"."""
        line = self.line
        found = self.terms.match_back("wholes", line.tokens, at)
        if found is None:
            return None
        measure, first = found
        if measure == "things" and head is None:
            return None
        if line.low(first - 1) in self.words["other_forces"]:
            return None
        owner = self.owners.of_phrase(line, first)
        if owner is None:
            for k in range(first - 1, max(-1, first - 8), -1):
                low = line.low(k)
                if low in self.words["have"] or low in self.words["allow"] or low in self.words["plan"]:
                    owner = self.owners.of_subject(line, k)
                    break
                if low in self.words["no_force"]:
                    return None
                if low in (",", ";", ":"):
                    break
        if owner is None and line.low(first - 2) == "with":
            owner = self._owner_after(first - 2, after)
        if owner is None and self.previous is not None and line.low(first - 1) in ("a", "an", "and"):
            basis = "plan" if self._planned(first) else self.previous[1].basis
            return _Frame(self.previous[1].owner, basis, "whole", _personnel(measure), (first, at))
        if owner is None:
            return None
        named = None if measure == "things" else measure
        if head is not None and head.measure.endswith("personnel") and named is not None:
            named = measure
        return _Frame(owner, self._basis(first, after), "whole", named, (first, at))

    def _changing(self, count: Count, at: int, before: int, head: _Head | None) -> _Frame | None:
        """ "plans to double its army to 300,000", "grew to 80,000 soldiers", "from the 3,000 allowed"."""
        line, words = self.line, self.words
        low = line.low(at)
        after = head.end if head is not None else line.at(count.end)
        verb = next(
            (
                k
                for k in range(at - 1, max(-1, at - 12), -1)
                if line.low(k) in words["change"] and line.low(k) != "up"
            ),
            None,
        )
        if low in ("from", "the") and self._allowed(before, after) and self.previous is not None:
            frame = self.previous[1]
            return _Frame(frame.owner, "ceiling", "allowed", self._measure_before())
        if head is not None and (allowed := self._limited(at)) is not None:
            return _Frame(allowed, "ceiling", "allowed")
        if low == "to" and line.low(at - 1) in words["allow"] and head is not None:
            limited = self.owners.of_subject(line, at - 1)
            return None if limited is None else _Frame(limited, "ceiling", "allowed")
        if verb is None or low != "to":
            return None
        measure, span = None, None
        for k in range(verb + 1, at):
            found = self.terms.match("wholes", line.tokens, k)
            if found is not None and found[0] != "things":
                measure, span = found[0], (k, found[1])
                break
        if measure is None:
            for k in range(verb - 1, max(-1, verb - 7), -1):
                found = self.terms.match("wholes", line.tokens, k)
                if found is not None and found[0] != "things":
                    measure, span = found[0], (k, found[1])
                    break
        if measure is None and head is None and self.previous is not None:
            measure = self._measure_before()
        if head is None and measure is None:
            return None
        owner = self.owners.of_phrase(line, span[0]) if span is not None else None
        owner = owner or self.owners.of_subject(line, verb)
        if owner is None:
            return None
        done = line.low(verb) in words["done"] and line.low(verb - 1) not in ("be", "to", "will")
        basis = "plan" if self._planned(verb) else "current" if done else "plan"
        if line.low(verb).endswith("ing") and not self._planned(verb):
            basis = "plan"
        return _Frame(owner, basis, "change", measure, span)

    def _measure_before(self) -> str | None:
        """The measure of the claim just made in this sentence, which a bare number goes on with."""
        if self.previous is None:
            return None
        end = self.previous[0]
        for k in range(end - 1, max(-1, end - 14), -1):
            for section in ("heads", "wholes"):
                found = self.terms.match(section, self.line.tokens, k)
                if found is not None and found[0] != "things":
                    return found[0]
        return None

    def _numbering(self, verb: int, before: int, after: int) -> _Frame | None:
        """ "the Kosovo army numbers 3,400"."""
        line = self.line
        for k in range(verb - 1, max(-1, verb - 6), -1):
            found = self.terms.match("wholes", line.tokens, k) or self.terms.match("heads", line.tokens, k)
            if found is not None and found[0].endswith("personnel") and found[1] <= verb:
                owner = self.owners.of_phrase(line, k) or self.owners.of_subject(line, verb)
                return (
                    None
                    if owner is None
                    else _Frame(owner, self._basis(before, after), "whole", found[0], (k, found[1]))
                )
        owner = line.owner_at(verb - 1)
        forces = next((m for a, b, _, m in line.owners if a <= verb - 1 < b and m.type == "body"), None)
        if owner is None or forces is None or forces.row is None or forces.row.get("kind") != "forces":
            return None
        span = (line.at(forces.start), line.at(forces.end))
        return _Frame(owner, self._basis(before, after), "whole", "active personnel", span)

    def _is_other(self, before: int, end: int) -> bool:
        """Whether the clause tells of a transfer, of losses or of a deployment."""
        line, words = self.line, self.words["no_force"]
        for k in range(before - 1, max(-1, before - 12), -1):
            low = line.low(k)
            if low in (";", ":", ".") or (low in ("that", "which") and before - k > 3):
                break
            if low in words and low not in self.words["growth_may"]:
                return True
        for k in range(end, min(len(line.tokens), end + 6)):
            low = line.low(k)
            if low in (",", ";", ".", "and", "but"):
                break
            if low in words:
                return True
            if low == "in" and line.owner_at(k + 1) is not None:
                return True
        return line.low(end) == "on" and line.low(end + 1) == "order"


_CONFIDENCE = {
    "possessive": 0.7,
    "strong": 0.85,
    "have": 0.8,
    "with": 0.75,
    "list": 0.75,
    "whole": 0.8,
    "change": 0.75,
    "allowed": 0.7,
}


def _personnel(measure: str) -> str | None:
    return None if measure == "things" else measure


def _first(line: Line, offset: int) -> int:
    """The index of the first mention that begins at or after an offset."""
    mentions = line.page.mentions
    low, high = 0, len(mentions)
    while low < high:
        mid = (low + high) // 2
        if mentions[mid].start < offset:
            low = mid + 1
        else:
            high = mid
    return low
