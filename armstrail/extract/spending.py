"""What a text says of military spending: budgets, expenditure, purchases of arms as a sum.

Enters: a sentence laid out, and who owns what. Leaves: Claims of the kind spending. A sum counts only beside a noun
of spending, or after "spent" with "on defence" and the like; the price of a sale, aid and a company's money are
none. It cannot see shares of the gross domestic product as sums, and leaves cuts out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Claim, Slot, Span, make_claim, slot
from ..values import currency_of
from .owners import Line, Owner, Owners, asserted_slot, claim_span, date_slot, is_stretch

if TYPE_CHECKING:
    from ..values import Money

REACH = 4
"""Sentences after one on military spending in which "its spending" still is that."""
_LINKS = frozenset(
    {
        "of", "at", "to", "is", "was", "were", "be", "are", "totals", "totaled", "totalled",
        "totaling", "totalling", "reached", "reaching", "reach", "hit", "hits", "hitting", "stands",
        "stood", "amounts", "amounted", "exceeded", "exceeds", "exceeding", "worth", "from", "by",
        ":", "(", "surpassed", "topped", "came",
    }
)  # fmt: skip


_AFTER_NOUN = frozenset(
    {
        "this", "last", "next", "during", "annually", "yearly", "each", "every", "alone", "over",
        "since", "through", "between", "according", "so", "until", "under", "more", "then", "also",
        "today", "now", "nationwide", "overall",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sum:
    """What is said of a sum."""

    owner: Owner
    measure: str
    words: tuple[int, int]
    """Tokens of the noun that tells the measure."""
    basis: str
    basis_span: Span
    rule: str


def find_spending(line: Line, owners: Owners, number: int) -> list[Claim]:
    """The claims on spending of one sentence."""
    return _Finder(line, owners, number).find()


class _Finder:
    def __init__(self, line: Line, owners: Owners, number: int) -> None:
        self.line = line
        self.owners = owners
        self.number = number
        self.terms = line.terms
        self.words = line.terms.words
        self.made: list[tuple[_Sum, int]] = []
        """What was claimed in this sentence, with the token after its sum."""

    def find(self) -> list[Claim]:
        self._note_topic()
        claims = []
        for money in self.line.money:
            if money.high is not None or money.amount < 1e5:
                continue
            found = self._read(money)
            if found is None:
                continue
            words = self.line.page.text[money.start : money.end]
            said = money.currency is not None and (money.currency in words or not words[-1].isalpha())
            currency = money.currency if said else currency_of(found.owner.name, money.currency)
            if currency is None:
                continue
            claims.append(self._claim(money, found, currency))
            self.made.append((found, self.line.at(money.end)))
            self.owners.last = (self.number, found.owner)
        return claims

    def _note_topic(self) -> None:
        """Remembers that this sentence speaks of spending, for the bare "its spending" of the next ones."""
        for k in range(len(self.line.tokens)):
            found = self.terms.match("spending", self.line.tokens, k)
            if found is not None:
                self.owners.spending = (self.number, found[0])
                return

    def _topic(self) -> str | None:
        """The measure that the sentences just before spoke of."""
        topic = self.owners.spending
        return topic[1] if topic is not None and self.number - topic[0] <= REACH else None

    def _claim(self, money: Money, found: _Sum, currency: str) -> Claim:
        line, text = self.line, self.line.page.text
        span = (money.start, money.end)
        words = (line.tokens[found.words[0]].start, line.tokens[found.words[1] - 1].end)
        slots: list[Slot] = [
            slot(text, "state", found.owner.name, found.owner.span),
            slot(text, "measure", found.measure, words),
            slot(text, "amount", money.amount, span),
            slot(text, "currency", currency, span),
            slot(text, "basis", found.basis, found.basis_span),
        ]
        if money.bound is not None and money.bound_span is not None:
            slots.append(slot(text, "bound", money.bound, money.bound_span))
        slots += self._date(money, words)
        slots += asserted_slot(line.page, span)
        return make_claim(
            line.page.document,
            "spending",
            claim_span(slots, line),
            slots,
            rule=f"spending.{found.rule}",
            confidence=0.7 if found.rule in ("goes on", "listed") else 0.8,
        )

    def _date(self, money: Money, words: Span) -> list[Slot]:
        line = self.line
        also = money.also
        end = max(
            money.end, also.end + 1 if also is not None else 0, words[1] if words[0] >= money.end else 0
        )
        found = date_slot(line, money.start, end)
        if found or self.made:
            return found
        # "the 2024 defence budget", "defence spending in 2023 was", "In 2023 …"
        for date in line.dates:
            if date.value is None or is_stretch(date) or date.end > money.start:
                continue
            beside = abs(line.at(date.end) - line.at(words[0])) <= 1 or (
                0 <= line.at(date.start) - line.at(words[1]) <= 2
            )
            if beside or line.at(date.start) <= 2:
                return [slot(line.page.text, "date", date.value, (date.start, date.end))]
        return []

    def _span(self, index: int) -> Span:
        token = self.line.tokens[index]
        return token.start, token.end

    def _read(self, money: Money) -> _Sum | None:
        line = self.line
        before = line.at(money.start)
        if money.bound_span is not None and money.bound_span[0] < money.start:
            before = line.at(money.bound_span[0])
        after = line.at(money.end)
        if money.also is not None:
            after = line.at(money.also.end)
            after += line.low(after) in (")", "]")
        return (
            self._goes_on(money, before)
            or self._after(money, before, after)
            or self._before(money, before, after)
            or self._listed(money)
        )

    # -- the noun after the sum

    def _after(self, money: Money, before: int, after: int) -> _Sum | None:
        """ "its $12bn defence budget", "spent $90bn on arms imports", "add $40m to its defence budget"."""
        line, words = self.line, self.words
        governs = self._governor(before)
        if line.low(after) in ("in", "on", "for", "to", "into", "towards", "toward"):
            spender = next(
                (k for k in range(before - 1, max(-1, before - 7), -1) if line.low(k) in words["spend"]), None
            )
            for k in range(after + 1, min(after + 4, len(line.tokens))):
                section = "objects" if spender is not None else "spending"
                found = self.terms.match("spending", line.tokens, k) or (
                    self.terms.match(section, line.tokens, k) if spender is not None else None
                )
                if found is None:
                    continue
                if self._is_other(before, found[1]) or self._runs_on(found[1]):
                    return None
                if spender is not None:
                    owner = self.owners.of_subject(line, spender)
                    asked = line.low(spender) in words["ask"]
                    basis = "plan" if asked or self._planned(spender) else "level"
                    return self._sum(owner, found, k, (basis, spender), "spent")
                if line.low(after) in ("to", "into", "for", "in"):
                    adder = self._adder(before)
                    if adder is not None:
                        owner = self.owners.of_phrase(line, k) or self.owners.of_subject(line, adder)
                        return self._sum(owner, found, k, ("increase", adder), "added")
                    if line.low(after) == "in":
                        return self._sum(
                            self.owners.of_subject(line, governs), found, k, ("level", governs), "in"
                        )
                return None
            return None
        for k in range(after, min(after + 3, len(line.tokens))):
            found = self.terms.match("spending", line.tokens, k)
            if found is not None:
                if self._is_other(before, found[1]):
                    return None
                owner = self.owners.of_phrase(line, before)
                if owner is None:
                    owner = self.owners.of_subject(
                        line, governs + 1 if line.low(governs) in words["stops"] else governs
                    )
                basis = "plan" if self._planned(before) else "level"
                return self._sum(owner, found, k, (basis, None), "noun after")
            if line.low(k) in ("increase", "rise", "boost", "hike", "-"):
                tail = next(
                    (
                        (self.terms.match("spending", line.tokens, j), j)
                        for j in range(k + 2, min(k + 6, len(line.tokens)))
                        if self.terms.match("spending", line.tokens, j) is not None
                    ),
                    None,
                )
                if (
                    line.low(k) != "-"
                    and tail is not None
                    and tail[0] is not None
                    and line.low(k + 1) in ("in", "to", "of")
                ):
                    owner = self.owners.of_phrase(line, tail[1]) or self.owners.of_subject(line, before)
                    return self._sum(owner, tail[0], tail[1], ("increase", k), "increase")
            if line.low(k) in words["stops"] or not line.low(k)[:1].isalpha():
                return None
        return None

    def _runs_on(self, at: int) -> bool:
        """Whether the noun only qualifies another ("defence cooperation", "military aid")."""
        low = self.line.low(at)
        return low[:1].isalpha() and low not in self.words["stops"] and low not in _AFTER_NOUN

    def _governor(self, before: int) -> int:
        at = before - 1
        while at > 0 and self.line.low(at) in self.words["fillers"]:
            at -= 1
        return at

    def _adder(self, before: int) -> int | None:
        for k in range(before - 1, max(-1, before - 5), -1):
            if self.line.low(k) in self.words["add"]:
                return k
        return None

    # -- the noun before the sum

    def _before(self, money: Money, before: int, after: int) -> _Sum | None:
        """ "defence budget of $12bn", "military spending rose from … to …", "raised its budget by $40m to $200m"."""
        line, words = self.line, self.words
        at = before - 1
        while at >= 0 and line.low(at) in words["fillers"] and line.low(at) not in ("of", "to", "at"):
            at -= 1
        link = line.low(at)
        if link not in _LINKS and link != ",":
            return None
        noun: tuple[tuple[str, int], int] | None = None
        for k in range(at - 1, max(-1, at - 16), -1):
            low = line.low(k)
            if low in (";", ".") or low in words["no_spending"]:
                return None
            found = self.terms.match("spending", line.tokens, k)
            if found is not None and found[1] <= at:
                # "its defence ministry budget": the longest phrase that ends there
                wider = self.terms.match("spending", line.tokens, k - 1) if k > 0 else None
                noun = (wider, k - 1) if wider is not None and wider[1] >= found[1] else (found, k)
                break
        if noun is None:
            noun = self._bare_budget(at) or self._bare_spending(at)
        if noun is None:
            return None
        found, first = noun
        inside = range(found[1], at)
        crossed = [m for m in line.money if line.tokens[found[1] - 1].end <= m.start < money.start]
        if crossed and link not in ("to", "from"):
            return None
        if self._is_other(before, after):
            return None
        if link != "to" and any(line.low(k) in ("percent", "%", "percentage") for k in inside):
            return None
        if link == "," and (at != found[1] or line.low(first - 1) in words["prepositions"]):
            return None
        if link in ("of", "(", ":", "worth") and at - found[1] > 3:
            return None
        change = next(
            (
                k
                for k in (*inside, *range(first - 1, max(-1, first - 8), -1))
                if line.low(k) in words["change"]
            ),
            None,
        )
        owner = self.owners.of_phrase(line, first)
        if owner is None and change is not None and change < first:
            owner = self.owners.of_subject(line, change)
        if owner is None:
            owner = self._of_state(found[1]) or self._governed(first)
        if link == "by":
            if change is None or line.low(change) in words["lower"]:
                return None
            return self._sum(owner, found, first, ("increase", change), "by")
        if link == "to" and change is None:
            return None
        planned = self._planned(found[1] if change is None else max(change, first)) or self._planned(first)
        if (
            link == "to"
            and change is not None
            and line.low(change)
            in ("increase", "raise", "boost", "expand", "grow", "bring", "double", "triple", "rise")
            and line.low(change - 1) in ("to", "will", "would")
        ):
            planned = True
        if link == "from":
            planned = False
        word = at if link != "(" else None
        return self._sum(owner, found, first, ("plan" if planned else "level", word), "noun before")

    def _bare_spending(self, at: int) -> tuple[tuple[str, int], int] | None:
        """ "Russia raised its spending to $109 billion", after a sentence on military spending."""
        measure = self._topic()
        if measure is None or self.line.low(at) not in (
            "to",
            "at",
            "was",
            "is",
            "reached",
            "totalled",
            "totaled",
        ):
            return None
        for k in range(at - 1, max(-1, at - 10), -1):
            low = self.line.low(k)
            if low in self.words["no_spending"] or low in (";", "on", "for"):
                return None
            if low in ("spending", "expenditure", "outlays", "figure"):
                return (measure, k + 1), k
        return None

    def _listed(self, money: Money) -> _Sum | None:
        """ "India ($83.6 billion) and Saudi Arabia ($75.8 billion) follow", after a sum of the same kind."""
        line = self.line
        measure = self._topic()
        last = self.owners.last
        at = line.at(money.start)
        if measure is None or last is None or self.number - last[0] > REACH:
            return None
        opening = line.low(at - 1)
        if opening == "(":
            owner = line.owner_at(at - 2)
            closed = line.low(line.at(money.end)) in (")", ",")
        else:
            owner = line.owner_at(at - 3) if opening == "with" and line.low(at - 2) == "," else None
            closed = line.low(line.at(money.end)) == ","
        if owner is None or not closed:
            return None
        span = (money.start, money.end)
        return _Sum(owner, measure, (at, line.at(money.end)), "level", span, "listed")

    def _bare_budget(self, at: int) -> tuple[tuple[str, int], int] | None:
        """ "The Philippine military has an annual budget of": whose budget it is makes it one of defence."""
        line = self.line
        if line.low(at) != "of" or line.low(at - 1) != "budget":
            return None
        verb = next(
            (k for k in range(at - 2, max(-1, at - 6), -1) if line.low(k) in self.words["have"]), None
        )
        if verb is None or line.low(verb - 1) not in ("ministry", "military", "army", "forces"):
            return None
        if line.low(verb - 1) == "ministry" and line.low(verb - 2) not in ("defence", "defense"):
            return None
        return ("defence budget", at), at - 1

    def _of_state(self, after: int) -> Owner | None:
        """ "the defence budget of Kosovo"."""
        if self.line.low(after) in ("of", "in", "for", "by"):
            at = after + 2 if self.line.low(after + 1) == "the" else after + 1
            return self.line.owner_at(at)
        return None

    def _governed(self, first: int) -> Owner | None:
        """The subject of the verb that governs the noun: "Kosovo has a defence budget of"."""
        for k in range(first - 1, max(-1, first - 6), -1):
            low = self.line.low(k)
            if (
                low in self.words["have"]
                or low in self.words["plan"]
                or low in ("approved", "adopted", "passed", "set", "announced", "unveiled", "presented")
            ):
                return self.owners.of_subject(self.line, k)
            if low in (",", ";") or low in self.words["prepositions"]:
                return None
        return None

    def _goes_on(self, money: Money, before: int) -> _Sum | None:
        """A second sum of the same noun: "… to $200m", ", raising it to more than 200 million euros"."""
        if not self.made:
            return None
        line = self.line
        last, end = self.made[-1]
        at = before - 1
        if line.low(at) != "to":
            return None
        between = [line.low(k) for k in range(end, at)]
        raising = any(w in self.words["change"] for w in between)
        dated = {line.at(d.start) + i for d in line.dates for i in range(line.at(d.end) - line.at(d.start))}
        others = [
            w
            for k, w in zip(range(end, at), between, strict=True)
            if k not in dated and w not in ("in", "last", "year", ",", "(", ")")
        ]
        if others and not (
            raising
            and len(others) <= 5
            and any(w in ("it", "its", "the", "total", "them", "budget") for w in others)
        ):
            return None
        basis = "plan" if last.basis == "plan" or self._planned(end) else "level"
        return _Sum(last.owner, last.measure, last.words, basis, self._span(at), "goes on")

    # -- what both share

    def _sum(
        self,
        owner: Owner | None,
        found: tuple[str, int],
        first: int,
        basis: tuple[str, int | None],
        rule: str,
    ) -> _Sum | None:
        if owner is None:
            return None
        words = (first, found[1])
        span = self._span(basis[1]) if basis[1] is not None else self._span(first)
        return _Sum(owner, found[0], words, basis[0], span, rule)

    def _planned(self, at: int) -> bool:
        for k in range(at - 1, max(-1, at - 13), -1):
            low = self.line.low(k)
            if low in self.words["plan"] and low not in ("set", "planned", "requested", "asked", "expected"):
                return True
            if low in (";", ":", "which", "who"):
                return False
        return False

    def _is_other(self, before: int, after: int) -> bool:
        low = [self.line.low(k) for k in range(max(0, before - 4), min(len(self.line.tokens), after + 2))]
        return any(w in self.words["no_spending"] for w in low)
