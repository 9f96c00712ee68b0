"""A notice read into claims.

Enters: a Page with a Notice. Leaves: a Reading: claims, the stretches they cover, issues. Every item list takes its
stage from the clause that opens it: a request, the print's description, what was notified or implemented before. Sums
are never made: what a later notice adds to an earlier one stays a claim of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...model import Claim, Issue, Slot, Span, make_claim, slot
from ...rules import load_toml
from ...values import Money
from ..mentions import vocabulary
from ..page import Page
from .clauses import WORDS, Mark, Notice, find_notices, spaced
from .contractors import find_contractors
from .items import Item, find_items, find_title, sentence_end
from .lines import dates_in
from .particulars import (
    Found,
    find_delivered,
    find_designator,
    find_posted,
    find_transmittals,
    samm_countries,
)
from .prices import OTHER, Prices

ASIDE = frozenset({"earlier", "notified before", "combined"})
"""Lists that tell of another notice or sum up: what follows them goes on with the sale at hand."""
PAST = frozenset({"included", "non-MDE", "MDE"})
"""Lists that go on with what another notice told where their words are of the past: "Also included were"."""
MAIN = frozenset({"request", "description", "MDE", "notified before", "earlier", "added", "combined"})
"""Lists whose first item carries the price."""
TELLING = {
    "determination": "approved",
    "notification": "notified",
    "upgrade": "notified",
    "proposed issuance": "requested",
    "purchaser": "requested",
}
"""What the clauses that open a notice say of the sale."""
HEAD = 6_000
"""Code points before the first clause in which a transmittal's number or a date may stand."""
_GOVERNMENT = spaced(
    r"State Department|(?:Department|Secretary) of State|Defense Security Cooperation Agency|\bDSCA\b|United States|"
    r"\bU\.S\.|Arms Export Control Act|Foreign Military Sale"
)
_TO = re.compile(r"\s{0,60}(?:\([A-Z]{2,6}\)\s{1,60})?(?:to|for)\s", re.IGNORECASE)
_OF = spaced(
    r"[^.;:]{0,120}?\s(?:(?:of|for)(?: (?:the )?(?:possible )?(?:sale|purchase|procurement|acquisition|lease) of)?"
    r"|to (?:purchase|buy|procure|acquire|lease)) (?!the (?:Kingdom|Republic)\b)",
    cased=True,
)
_LETTER = spaced(r"Letters?(?:\(s\))? of Offer(?: and Acceptance)?(?: \(LOA\))?,? to ")
_TO_COST = spaced(
    r",? (?:estimated to (?:cost|be)|valued at|for an estimated|with an estimated|at an estimated)\b"
)
_WERE = re.compile(r"\bwere\b", re.IGNORECASE)
_ESTIMATE = re.compile(r"\bestimated\b", re.IGNORECASE)
_IMPLEMENTED = re.compile(r"\bimplemented\b", re.IGNORECASE)
_BEFORE = re.compile(r"(?<=previous )request|(?<=previously )requested", re.IGNORECASE)
_NOTIFIED = re.compile(r"\bnotified\b", re.IGNORECASE)
_REQUESTED = re.compile(r"\brequested\b", re.IGNORECASE)
_SAID = re.compile(r"approv\w{1,6}|notified", re.IGNORECASE)
_SECOND = re.compile(r"\(ii\)")
_FOLLOWS = re.compile(r"\bfollowing\b[^:.]{0,160}:", re.IGNORECASE)
_REPORTS = re.compile(r"\b(?:transmittal|notification|report)\b", re.IGNORECASE)
_LINES = re.compile(r"[ \t:]{0,60}\n")
"""A list that begins on a line of its own is not over at a full stop."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a notice says."""

    claims: tuple[Claim, ...] = ()
    covered: tuple[Span, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A state or organisation with its words."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class Stage:
    """What a list's opening clause says of its items."""

    name: str
    span: Span
    date: Found | None = None


def read_notice(page: Page) -> Reading:
    """The claims, covered stretches and issues of the notice on a page; empty where there is none."""
    readings: list[Reading] = []
    floor = 0
    notices = find_notices(page)
    for i, notice in enumerate(notices):
        reader = _Reader(page, notice, floor)
        floor = notice.span[1]
        if notice.form == "print":
            # Its annex on the technology tells nothing of the sale.
            reader.beyond = notices[i + 1].span[0] if i + 1 < len(notices) else len(page.text)
        if reader.recipient is not None:
            # A template names no buyer.
            readings.append(reader.read())
    claims = {c.id: c for r in readings for c in r.claims}
    ordered = sorted(claims.values(), key=lambda c: (c.start, c.end, c.kind, c.id))
    issues = dict.fromkeys(i for r in readings for i in r.issues)
    return Reading(tuple(ordered), tuple(s for r in readings for s in r.covered), tuple(issues))


class _Reader:
    def __init__(self, page: Page, notice: Notice, floor: int) -> None:
        self.page, self.notice, self.text = page, notice, page.text
        self.document = page.document
        self.claims: list[Claim] = []
        self.beyond = 0
        """Where what belongs to the notice ends, beyond its last clause."""
        self.issues: list[Issue] = []
        self.start, self.end = notice.span
        self.low = max(floor, self.start - HEAD)
        self.posted = find_posted(page.document, notice, self.low)
        self.delivered = find_delivered(page.document, notice, self.posted)
        self.recipients = {m: self.party(m) for m in notice.marks if m.role == "tells"}
        self.recipient = next((p for p in self.recipients.values() if p is not None), None)
        us = _GOVERNMENT.search(self.text, self.start, self.end) or _GOVERNMENT.search(
            self.text, self.low, self.end
        )
        self.us = us.span() if us is not None else (self.start, self.notice.marks[0].end)
        self.prices = Prices(self.text, notice, self.low)
        self.titled: list[Item] = []
        self.lead: Item | None = None
        self.bare = not any(
            m.id == "cost" and self.prices.money(m.end, self.prices.sentence(m)[1]) for m in notice.marks
        )
        """Whether no sentence tells the total, so that it stands on the lead item of a list."""
        self.other: Item | None = None
        """The first item with a number of any list, where no main list has one."""

    def read(self) -> Reading:
        stage: Stage | None = None
        earlier: Stage | None = None
        for mark in self.notice.marks:
            if mark.id in ("determination", "notification"):
                self.read_determination(mark)
            elif mark.id == "forwarding":
                self.read_letter(mark)
            elif mark.id == "certification":
                self.read_certification(mark)
            elif mark.id == "cost":
                self.read_cost(mark, earlier)
            if mark.role == "list" or mark.id == "request":
                past = mark.id in PAST and _WERE.search(self.text, mark.start, mark.end) is not None
                here = earlier if past and earlier is not None else self.stage_of(mark, stage)
                if here is not None:
                    self.read_list(mark, here)
                if mark.id in ASIDE:
                    earlier = here
                elif here is not earlier:
                    stage = here
        self.read_particulars()
        covered = (self.start, max(self.prices.sentence(self.notice.marks[-1])[1], self.beyond))
        ordered = sorted(
            {c.id: c for c in self.claims}.values(), key=lambda c: (c.start, c.end, c.kind, c.id)
        )
        return Reading(tuple(ordered), (covered,), tuple(dict.fromkeys(self.issues)))

    # ---- who

    def party(self, mark: Mark) -> Party | None:
        """Whom a clause names as the buyer: after a determination and "Purchaser:", before a request."""
        text = self.text
        if mark.id == "request":
            # The sentence's subject; a mark before it may be far off in a print.
            begin = max(self.low, mark.start - 220)
            found = [p for p in self.parties(begin, mark.start) if "\n\n" not in text[p.span[1] : mark.start]]
            return found[-1] if found else next(iter(self.parties(mark.start, mark.end)), None)
        stop = min(len(text), mark.end + 260)
        if mark.id == "purchaser":
            cut = _SECOND.search(text, mark.end, stop)
            stop = cut.start() if cut is not None else stop
        found = self.parties(mark.end, stop)
        return found[0] if found else None

    def parties(self, start: int, end: int) -> list[Party]:
        """States and organisations other than the United States, in order."""
        found = []
        for m in vocabulary().find(self.text, start, end):
            named = m.type == "state" and m.form == "name" and m.name != "US"
            if named or m.type == "group":
                code = load_toml(WORDS)["parties"]["of"].get(m.name, m.name)
                found.append(Party(code, (m.start, m.end)))
        return found

    # ---- what stage

    def stage_of(self, mark: Mark, before: Stage | None) -> Stage | None:
        """The stage of a list that a clause opens."""
        text, span = self.text, (mark.start, mark.end)
        if mark.id == "request":
            return Stage("requested", self.requested(mark))
        if mark.id == "description":
            if self.notice.first("upgrade") is not None:
                return Stage("notified", span, self.delivered)
            # "… under Consideration for Purchase"
            return Stage("requested", span)
        if mark.id == "notified before":
            word = _NOTIFIED.search(text, mark.start, mark.end)
            near = dates_in(text, max(0, mark.start - 40), mark.end, self.document.published)
            day = next((d for d in reversed(near) if d.value is not None and d.kind == "day"), None)
            found = Found(str(day.value), (day.start, day.end)) if day is not None else self.amended_on()
            return Stage("notified", word.span() if word is not None else span, found)
        if mark.id == "earlier":
            low = max(self.low, mark.start - 500)
            done = list(_IMPLEMENTED.finditer(text, low, mark.end))
            if done:
                return Stage("ordered", done[-1].span())
            for name, pattern in (("notified", _NOTIFIED), ("requested", _BEFORE)):
                told = list(pattern.finditer(text, low, mark.end))
                if told:
                    return Stage(name, told[-1].span())
            return None
        if mark.id in ("added", "combined"):
            if before is not None and before.name == "requested" and mark.id == "added":
                return before
            word = _REPORTS.search(text, max(self.low, mark.start - 60), mark.end)
            return Stage("notified", word.span() if word is not None else span, self.delivered)
        return before

    def amended_on(self) -> Found | None:
        """The day of the notice that a report of an upgrade amends: "(ii) … Transmittal No.: 19-71; Date: …"."""
        head, body = self.notice.first("totals"), self.notice.first("description")
        if head is None or body is None or "sec" not in self.text[head.start : head.end].lower():
            return None
        for day in dates_in(self.text, head.end, min(body.start, head.end + 300), self.document.published):
            if day.kind == "day" and day.value is not None:
                return Found(day.value, (day.start, day.end))
        return None

    def requested(self, mark: Mark) -> Span:
        found = _REQUESTED.search(self.text, mark.start, mark.end)
        return found.span() if found is not None else (mark.start, mark.end)

    # ---- the parts of a notice

    def read_determination(self, mark: Mark) -> None:
        """ "has made a determination approving a possible sale to … of … for an estimated cost of …"."""
        text = self.text
        end = sentence_end(text, mark.end, min(len(text), mark.end + 1_500))
        stop = end
        prices = self.prices.money(mark.end, end)
        told = ((m, self.prices.words_before(m, mark.end)) for m in prices)
        price, words = next(((m, w) for m, w in told if w is not None), (None, None))
        if words is not None:
            stop = words[0]
        party = self.recipients.get(mark)
        if party is None or party.span[1] > stop:
            return
        to = _TO.match(text, mark.end, party.span[0])
        of = _OF.match(text, party.span[1], stop)
        if to is None or of is None:
            return
        items = find_title(text, of.end(), stop)
        if not items:
            return
        if not self.titled:
            self.titled = items
        approved = mark.id == "determination"
        date = None
        if approved:
            line = text[max(0, mark.start - 160) : mark.start]
            near = self.posted is not None and mark.start - 160 <= self.posted.span[0] < mark.start
            date = self.posted if near and "\n\n" not in line[-40:].strip() else None
        else:
            date = self.delivered
        said = _SAID.search(text, mark.start, mark.end) or _SAID.search(text, mark.end, end)
        stage = Stage(
            "approved" if approved else "notified", said.span() if said else (mark.start, mark.end), date
        )
        for n, item in enumerate(items):
            self.add_item(item, party, stage, price=price if n == 0 else None, span=(mark.start, end))

    def read_certification(self, mark: Mark) -> None:
        """ "delivered the required certification notifying Congress of this possible sale today"."""
        if not self.titled and self.lead is None:
            return
        item = self.titled[0] if self.titled else self.lead
        a, b = self.prices.sentence(mark)
        date = self.delivered if self.delivered is not None and a <= self.delivered.span[0] < b else None
        if item is not None and self.recipient is not None:
            stage = Stage("notified", (mark.start, mark.end), date)
            self.add_item(item, self.recipient, stage, span=(a, b), counted=False)

    def read_letter(self, mark: Mark) -> None:
        """ "we are forwarding Transmittal No. … Letter(s) of Offer … to … for defense articles estimated to cost …"."""
        text = self.text
        end = sentence_end(text, mark.end, min(len(text), mark.end + 900))
        offer = _LETTER.search(text, mark.end, end)
        prices = self.prices.money(mark.end, end)
        if offer is None or not prices:
            return
        cost = _TO_COST.search(text, offer.end(), prices[0].start)
        parties = self.parties(offer.end(), cost.start() if cost is not None else offer.end())
        if cost is None or not parties:
            return
        party = parties[0]
        thing = re.compile(r"[^.;]{0,120}?\sfor\s").match(text, party.span[1], cost.start())
        items = find_title(text, thing.end(), cost.start()) if thing is not None else []
        if not items:
            return
        stage = Stage("notified", (mark.start, mark.end), self.delivered)
        self.bare = False
        self.add_item(items[0], party, stage, price=prices[0], span=(mark.start, end), counted=False)

    def read_cost(self, mark: Mark, earlier: Stage | None) -> None:
        """ "The estimated total cost is $75 million": the price stands on the lead item."""
        a, b = self.prices.sentence(mark)
        prices = self.prices.money(mark.end, b)
        item = self.lead or self.other or (self.titled[0] if self.titled else None)
        past = self.prices.is_earlier(mark)
        if not prices or item is None or self.recipient is None or (self.prices.is_part(mark) and not past):
            return
        price = self.prices.risen(prices, mark.end)
        slots = self.parts(self.recipient)
        slots.append(slot(self.text, "equipment", item.name, *item.spans))
        slots += self.priced(price, (mark.start, price.end))
        stage = earlier if past else self.stage_before(mark)
        if stage is not None:
            slots.append(slot(self.text, "stage", stage.name, stage.span))
        self.add(slots, (a, b), "notice-cost")

    def stage_before(self, mark: Mark) -> Stage | None:
        """What was told of the sale before a clause: that it was asked for, else what the notice itself says."""
        told = [m for m in self.notice.marks if m.start < mark.start]
        request = next((m for m in told if m.id == "request"), None)
        if request is not None:
            return Stage("requested", self.requested(request))
        first = next((m for m in told if m.id in TELLING), None)
        if first is None:
            return None
        name = TELLING[first.id]
        said = _SAID.search(self.text, first.start, first.end)
        return Stage(name, said.span() if said is not None else (first.start, first.end))

    def read_list(self, mark: Mark, stage: Stage) -> None:
        """The items between a clause and the next one, or the end of its sentence."""
        text = self.text
        following = self.notice.after(mark.end)
        stop = following.start if following is not None else min(len(text), mark.end + 4_000)
        start = mark.end
        if mark.id == "request":
            start = self.list_start(mark, stop)
        if mark.id != "description" and _LINES.match(text, start, stop) is None:
            stop = sentence_end(text, start, stop)
        party = self.recipient
        if mark.id == "request" and self.recipients.get(mark) is not None:
            party = self.recipients[mark]
        if party is None or stop <= start:
            return
        first = self.lead is None and mark.id in MAIN
        for item in find_items(text, start, stop, lead=mark.id == "request"):
            if item.count is not None and item.count.disagrees is not None:
                where = f"[{item.count.start}:{item.count.end}]"
                words = text[item.count.start : item.count.end]
                reason = f"words say {item.count.disagrees}, figures {item.count.value}: {words!r}"
                self.issues.append(Issue("extract", self.document.name, reason, where, fatal=False))
            price = None
            if self.other is None and item.count is not None and stage.name in ("requested", "notified"):
                self.other = item
            if first and stage.name in ("requested", "notified"):
                self.lead, first = item, False
                price = self.prices.total() if self.bare and self.notice.form == "print" else None
            self.add_item(item, party, stage, price=price)

    def list_start(self, mark: Mark, stop: int) -> int:
        """Where the items asked for begin: after "the following …:" where that comes before any of them."""
        follows = _FOLLOWS.search(self.text, max(mark.start, mark.end - 12), min(stop, mark.end + 300))
        if follows is not None and follows.start() <= mark.end + 40:
            return follows.end()
        return mark.end

    # ---- claims

    def parts(self, party: Party) -> list[Slot]:
        return [
            slot(self.text, "supplier", "US", self.us),
            slot(self.text, "recipient", party.code, party.span),
        ]

    def add_item(
        self,
        item: Item,
        party: Party,
        stage: Stage,
        *,
        price: Money | None = None,
        span: Span | None = None,
        counted: bool = True,
    ) -> None:
        """A transfer claim for one item."""
        text = self.text
        slots = self.parts(party)
        slots.append(slot(text, "equipment", item.name, *item.spans))
        count = item.count if counted else None
        if count is not None and count.value is not None:
            slots.append(slot(text, "quantity", count.value, (count.start, count.end)))
            if count.bound is not None and count.bound_span is not None:
                slots.append(slot(text, "bound", count.bound, count.bound_span))
        if price is not None:
            table = self.notice.first("totals")
            begin = table.start if table is not None and table.start < price.start else price.start - 200
            slots += self.priced(price, span or (max(0, begin), price.end))
        slots.append(slot(text, "stage", stage.name, stage.span))
        if stage.date is not None:
            slots.append(slot(text, "date", stage.date.value, stage.date.span))
        self.add(slots, span or (item.start, item.end), f"notice-{stage.name}")

    def priced(self, price: Money, where: Span) -> list[Slot]:
        """The slots of a price; every price of a notice is an estimate."""
        text, span = self.text, (price.start, price.end)
        slots = [slot(text, "value", price.amount, span)]
        if price.currency is not None:
            slots.append(slot(text, "currency", price.currency, span))
        words = _ESTIMATE.search(text, *where)
        slots.append(slot(text, "value_basis", "estimate", words.span() if words is not None else span))
        return slots

    def add(self, slots: list[Slot], span: Span, rule: str) -> None:
        self.claims.append(make_claim(self.document, "transfer", span, slots, rule=rule, confidence=0.91))

    # ---- the notice itself

    def read_particulars(self) -> None:
        """The claim of the kind ``notice``."""
        text, notice = self.text, self.notice
        slots: list[Slot] = []
        own, amended = find_transmittals(text, self.low, min(len(text), self.end + 1_000))
        if own is not None:
            slots.append(slot(text, "transmittal", own.value, own.span))
        if amended:
            slots.append(slot(text, "amends", tuple(f.value for f in amended), *(f.span for f in amended)))
        designator = find_designator(text, notice)
        if designator is not None:
            slots.append(slot(text, "designator", designator.value, designator.span))
        if self.recipient is not None:
            slots.append(slot(text, "recipient", self.recipient.code, self.recipient.span))
            self.check_designator(designator)
        total = self.prices.total()
        if total is not None:
            span = (total.start, total.end)
            slots.append(slot(text, "value", total.amount, span))
            if total.currency is not None:
                slots.append(slot(text, "currency", total.currency, span))
        mde = self.prices.mde()
        self.check_sum(mde, total)
        if mde is not None:
            slots.append(slot(text, "mde_value", mde[0], mde[1]))
        if self.delivered is not None:
            slots.append(slot(text, "delivered", self.delivered.value, self.delivered.span))
        if self.posted is not None:
            slots.append(slot(text, "posted", self.posted.value, self.posted.span))
        contractors = find_contractors(text, notice)
        if contractors:
            names = tuple(c.value for c in contractors)
            slots.append(slot(text, "contractors", names, *(c.span for c in contractors)))
        mark = next((m for m in notice.marks if m.role == "tells"), notice.marks[0])
        claim = make_claim(
            self.document,
            "notice",
            self.prices.sentence(mark),
            slots,
            rule=f"notice-{notice.form}",
            confidence=0.97,
        )
        self.claims.append(claim)

    def check_designator(self, designator: Found | None) -> None:
        """A designator of another country than the buyer's is worth a look."""
        if designator is None or self.recipient is None:
            return
        state = samm_countries().get(designator.value[:2])
        if state is not None and state != self.recipient.code:
            reason = f"designator {designator.value} belongs to {state}, the buyer is {self.recipient.code}"
            where = f"[{designator.span[0]}:{designator.span[1]}]"
            self.issues.append(Issue("extract", self.document.name, reason, where, fatal=False))

    def check_sum(self, mde: tuple[float, Span] | None, total: Money | None) -> None:
        """The print's table adds up, or it is worth a look."""
        table = self.prices.table()
        other = OTHER.search(self.text, *table) if table is not None else None
        if table is None or other is None or mde is None or total is None or total.start < other.end():
            return
        prices = self.prices.money(other.end(), total.start)
        if len(prices) == 1 and abs(mde[0] + prices[0].amount - total.amount) > 0.02 * total.amount:
            reason = f"parts {mde[0]:,.0f} and {prices[0].amount:,.0f} do not make {total.amount:,.0f}"
            where = f"[{table[0]}:{table[1]}]"
            self.issues.append(Issue("extract", self.document.name, reason, where, fatal=False))
