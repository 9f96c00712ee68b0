"""Transfers told in languages other than English, from the files of each language in data/languages.

Enters: a Page and its language. Leaves: Claims of the kind transfer. A sentence with a trigger is cut into clauses;
each clause gives its parties, items, quantity, value and stage; what it leaves out comes from the transfer told just
before, where its words point back to it, or from the home of a weapon with one maker. It cannot see who is meant by a
pronoun, nor a transfer told without one of the triggers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

from ...model import Claim, Slot, Span, make_claim, slot
from ...values import find_counts, find_money
from ..mentions import vocabulary
from ..page import Page
from .clauses import Draft, Party, cut_clauses, read_clause, without_saying
from .finds import Finds
from .lexicon import Lexicon, lexicon
from .sentences import split_sentences
from .units import Reader, Unit

__all__ = ["SAME", "find_transfers_abroad", "split_sentences"]

SAME = {"sh": "sr", "bs": "sr", "hr": "sr", "me": "sr", "cnr": "sr", "gl": "es"}
"""Languages read with the files of another."""

RULE = "abroad"
MEMORY = 5
"""Sentences after which a transfer told is no longer pointed back to."""
HEAD = 3
"""Sentences at the head of a text that the rest of it may complete."""
_MOST_CLAIMS = 8
"""Claims that one clause may give."""


@dataclass(slots=True)
class Told:
    """The transfer told last, with what later sentences may take from it."""

    sentence: int
    suppliers: list[Party]
    recipients: list[Party]
    items: list[Unit]


@dataclass(slots=True)
class Memory:
    """What the text has told so far."""

    recent: list[Told] = field(default_factory=list)
    by_name: dict[str, Told] = field(default_factory=dict)

    def recall(self, sentence: int, lead: Unit | None) -> Told | None:
        """The transfer told last, where it is near enough; before it, one of the same item."""
        near = [t for t in reversed(self.recent) if sentence - t.sentence <= MEMORY]
        if lead is not None:
            for told in near:
                if _matches(lead, told):
                    return told
        return near[0] if near else None


def find_transfers_abroad(page: Page, language: str) -> list[Claim]:
    """The transfers of a page in a language that has files of its own; none for any other."""
    code = SAME.get(language, language)
    words = lexicon(code)
    if words is None or not page.sentences:
        return []
    sentences = split_sentences(page, code)
    if not sentences:
        return []
    start, end = page.sentences[0].start, page.sentences[-1].end
    names = vocabulary()
    finds = Finds(
        names.find(page.text, start, end),
        find_counts(page.text, start, end, language=code),
        find_money(page.text, start, end, language=code),
        names,
    )
    reader = Reader(page.text, words, finds)
    memory = Memory()
    claims: list[Claim] = []
    waiting: list[Draft] = []
    for number, (a, b) in enumerate(sentences):
        for clause in cut_clauses(reader.units(a, b, headline=number == 0)):
            if not clause:
                continue
            draft = read_clause(without_saying(clause), words, headline=number == 0)
            if draft is None:
                continue
            kept = (draft.suppliers, draft.recipients, draft.others)
            if _complete(draft, number, memory, words):
                claims += _claims(page, draft, reader)
                _remember(draft, number, memory)
            elif number < HEAD and draft.items and not draft.items[0].generic:
                draft.suppliers, draft.recipients, draft.others = kept
                waiting.append(draft)
    for draft in waiting:
        # What a headline leaves out the text tells.
        known = memory.by_name.get(draft.items[0].name)
        if known is not None and _agrees(draft, known):
            draft.suppliers, draft.recipients = list(known.suppliers), list(known.recipients)
            claims += _claims(page, draft, reader)
    unique = {c.id: c for c in claims}
    return sorted(unique.values(), key=lambda c: (c.start, c.end, c.id))


# ---- filling in


def _complete(draft: Draft, number: int, memory: Memory, words: Lexicon) -> bool:
    """Fills supplier and recipient where the clause leaves them out; False where too little stands there."""
    lead = draft.items[0] if draft.items else None
    told = memory.recall(number, lead)
    if lead is None:
        if told is None or not draft.points_back or not told.items or not _adds(draft):
            return False
        if not _agrees(draft, told):
            return False
        draft.items = told.items[:1]
        lead = draft.items[0]
    makers = {p.code for p in draft.suppliers if p.kind == "maker"}
    states = [p for p in draft.suppliers if p.kind != "maker"]
    if makers and states and draft.recipients == [] and not draft.others:
        # "Rheinmetall and Hungary signed": the maker's customer.
        draft.recipients = [p for p in states if p.code not in makers]
        draft.suppliers = [p for p in draft.suppliers if p.kind == "maker"]
    _settle_others(draft, lead)
    home = lead.home or next((i.home for i in draft.items if i.home), ())
    if (
        draft.suppliers
        and any(p.kind == "maker" for p in draft.suppliers)
        and any(p.code in home for p in draft.recipients)
    ):
        # a state that buys at home, though the maker's seat is abroad
        return False
    codes = {p.code for p in draft.suppliers}
    if codes and {p.code for p in draft.recipients} and {p.code for p in draft.recipients} <= codes:
        return False
    draft.recipients = [p for p in draft.recipients if p.code not in codes]
    if not draft.suppliers and lead.origin and lead.origin_span is not None:
        if lead.origin not in {p.code for p in draft.recipients}:
            draft.suppliers = [Party(lead.origin, (lead.origin_span,), "state", "origin")]
        elif draft.main.frame == "take":
            # a state that buys its own industry's goods
            return False
    if lead.generic and lead.name == "machine" and not (told is not None and _matches(lead, told)):
        return False
    match = told is not None and (draft.includes or _matches(lead, told))
    near = told is not None and number - told.sentence <= 2 and draft.main.frame in ("give", "take")
    if told is not None and draft.includes and not draft.recipients:
        draft.recipients = [p for p in told.recipients if p.code not in {s.code for s in draft.suppliers}]
    if (
        told is not None
        and not match
        and near
        and not draft.others
        and bool(draft.suppliers) != bool(draft.recipients)
    ):
        # "Germany will also deliver 77 tanks": to whom the sentence before said.
        match = draft.main.frame == "give" or draft.main.name == "receive"
    if told is not None and match and _agrees(draft, told):
        if not draft.recipients and not draft.others:
            draft.recipients = [p for p in told.recipients if p.code not in {s.code for s in draft.suppliers}]
        if not draft.suppliers and {p.code for p in draft.recipients} & {p.code for p in told.recipients}:
            draft.suppliers = list(told.suppliers)
    known = memory.by_name.get(lead.name) if not lead.generic else None
    if not draft.recipients and known is not None and _agrees(draft, known) and not draft.others:
        draft.recipients = list(known.recipients)
    if (
        not draft.suppliers
        and known is not None
        and {p.code for p in known.recipients} & {p.code for p in draft.recipients}
    ):
        draft.suppliers = list(known.suppliers)
    if not draft.recipients:
        return False
    if not draft.suppliers and home:
        if any(p.code in home for p in draft.recipients):
            return False
        takes = draft.main.frame in ("take", "deal") or draft.stage in ("approved", "requested", "ordered")
        aid = draft.stage == "delivered" and "UA" in {p.code for p in draft.recipients}
        if len(home) == 1 and takes and not aid:
            draft.suppliers = [Party(home[0], lead.spans[:1], "state", "home")]
    if not draft.suppliers:
        counted = lead.count is not None and not lead.generic
        return counted and draft.main.frame in ("take", "give") and draft.main.name in ("receive", "deliver")
    codes = {p.code for p in draft.suppliers}
    draft.recipients = [p for p in draft.recipients if p.code not in codes]
    return bool(draft.recipients)


def _adds(draft: Draft) -> bool:
    """Whether a clause without an item tells something of the deal: its price, or a step of it."""
    return draft.money is not None or bool(
        draft.stage and draft.main.kind == "event" and draft.stage != "agreed"
    )


def _agrees(draft: Draft, told: Told) -> bool:
    """Whether no party of the clause contradicts the transfer told before."""
    suppliers, recipients = {p.code for p in told.suppliers}, {p.code for p in told.recipients}
    return (
        {p.code for p in draft.suppliers} <= suppliers
        and {p.code for p in draft.recipients} <= recipients
        and {p.code for p in draft.others} <= suppliers | recipients
    )


def _matches(lead: Unit, told: Told) -> bool:
    """Whether an item may be that of the transfer told before: the same name, or a noun of its kind."""
    for item in told.items:
        if lead is item or lead.name == item.name:
            return True
        if not lead.generic and not item.generic and lead.name.split()[0] == item.name.split()[0]:
            # "Leopard" and "Leopard 1A5"
            return True
        if lead.generic and lead.name == "weapon":
            return True
        if lead.generic and (lead.category == item.category or lead.name == "machine"):
            return True
        if lead.name == "aircraft" and item.category in ("IV", "V"):
            return True
        if item.generic and lead.category == item.category:
            return True
    return False


def _settle_others(draft: Draft, lead: Unit) -> None:
    """Parties of a deal: the one whose goods they are supplies."""
    if not draft.others:
        return
    homes = {h for i in draft.items for h in i.home} | ({lead.origin} if lead.origin else set())
    for party in list(draft.others):
        if party.kind == "maker" or (party.code in homes and not draft.suppliers):
            draft.suppliers.append(party)
            draft.others.remove(party)
    if len(draft.recipients) == 1 and len(draft.others) == 1 and not draft.suppliers:
        buyer, other = draft.recipients[0], draft.others[0]
        if buyer.code in homes and other.code not in homes and buyer.how == "subject":
            # "Lecornu announced a contract with Yerevan for the purchase": the goods are his.
            draft.suppliers, draft.recipients, draft.others = [buyer], [other], []
            return
    codes = {p.code for p in draft.suppliers}
    rest = [p for p in draft.others if p.code not in codes]
    if draft.suppliers and not draft.recipients:
        draft.recipients, draft.others = rest, []
    elif draft.recipients and not draft.suppliers:
        taken = {p.code for p in draft.recipients}
        rest = [p for p in rest if p.code not in taken]
        if len(rest) == 1:
            draft.suppliers, draft.others = rest, []
    elif not draft.recipients and not draft.suppliers and homes and len(rest) == 1:
        draft.recipients, draft.others = rest, []


def _remember(draft: Draft, number: int, memory: Memory) -> None:
    told = Told(number, draft.suppliers, draft.recipients, draft.items)
    if draft.suppliers or not memory.recent:
        memory.recent = [*memory.recent[-7:], told]
    if draft.suppliers:
        for item in draft.items:
            if not item.generic:
                memory.by_name.setdefault(item.name, told)


# ---- telling


def _claims(page: Page, draft: Draft, reader: Reader) -> list[Claim]:
    """The claims of a draft: one for each item and recipient."""
    text = page.text
    claims: list[Claim] = []
    span = _trimmed(text, draft.start, draft.end)
    suppliers: list[Party | None] = [*_stated(draft.suppliers)] or [None]
    shares = _shares(draft)
    told = {reader.printed(i) for i in draft.items if i.count is not None}
    for n, item in enumerate(draft.items):
        if n and item.count is None and reader.printed(item) in told:
            continue
        told.add(reader.printed(item))
        for supplier, recipient in product(suppliers, shares.get(n, draft.recipients)):
            slots: list[Slot] = []
            if supplier is not None:
                slots.append(slot(text, "supplier", supplier.code, *supplier.spans))
            slots.append(slot(text, "recipient", recipient.code, *recipient.spans))
            slots.append(slot(text, "equipment", reader.printed(item), *item.spans))
            inside = draft.start <= item.start < draft.end
            if inside:
                slots += _count_slots(text, draft, item)
            if n == 0 and draft.money is not None and draft.money.currency is not None:
                slots += _money_slots(text, draft, item.count is not None and inside)
            if draft.stage and draft.stage_span is not None:
                slots.append(slot(text, "stage", draft.stage, draft.stage_span))
                if draft.modality and draft.modality_span is not None:
                    slots.append(slot(text, "modality", draft.modality, draft.modality_span))
            sure = _confidence(draft, item)
            claims.append(make_claim(page.document, "transfer", span, slots, rule=RULE, confidence=sure))
            if len(claims) >= _MOST_CLAIMS:
                return claims
    return claims


def _stated(suppliers: list[Party]) -> list[Party]:
    """All suppliers that the clause itself names together, or the one that it has from elsewhere."""
    states = [
        p for p in suppliers if p.kind in ("state", "capital", "body") and p.how in ("stated", "subject")
    ]
    return states[:3] if len(states) > 1 else suppliers[:1]


def _shares(draft: Draft) -> dict[int, list[Party]]:
    """Whose each item is, where each has a recipient behind it ("a submarine to Egypt and ships to Israel")."""
    items, recipients = draft.items, draft.recipients
    if len(items) < 2 or len(recipients) < 2:
        return {}
    shares: dict[int, list[Party]] = {}
    for n, item in enumerate(items):
        stop = items[n + 1].start if n + 1 < len(items) else draft.end
        shares[n] = [p for p in recipients if item.end <= p.spans[0][0] < stop]
    return shares if all(shares.values()) else {}


def _count_slots(text: str, draft: Draft, item: Unit) -> list[Slot]:
    count = item.count
    if count is None or not count.exact or count.value is None:
        return []
    found = [slot(text, "quantity", count.value, (count.start, count.end))]
    if (
        count.bound is not None
        and count.bound_span is not None
        and not _is_topic(text, draft, count.bound_span)
    ):
        found.append(slot(text, "bound", count.bound, count.bound_span))
    return found


def _is_topic(text: str, draft: Draft, bound: Span) -> bool:
    """German: "Vertrag über 180 Panzer" is on 180, not on more."""
    return text[bound[0] : bound[1]].lower() == "über" and draft.points_back


def _money_slots(text: str, draft: Draft, counted: bool) -> list[Slot]:
    money = draft.money
    assert money is not None
    assert money.currency is not None
    where = (money.start, money.end)
    found = [slot(text, "value", money.amount, where), slot(text, "currency", money.currency, where)]
    if (
        money.bound is not None
        and money.bound_span is not None
        and not counted
        and not _is_topic(text, draft, money.bound_span)
    ):
        found.append(slot(text, "bound", money.bound, money.bound_span))
    if money.also is not None and money.also.currency is not None:
        also = (money.also.start, money.also.end)
        found.append(slot(text, "value_also", money.also.amount, also))
        found.append(slot(text, "currency_also", money.also.currency, also))
    return found


def _confidence(draft: Draft, item: Unit) -> float:
    stated = bool(draft.suppliers) and all(p.how == "stated" for p in (*draft.suppliers, *draft.recipients))
    return round(0.75 + 0.05 * stated + 0.05 * (not item.generic), 2)


def _trimmed(text: str, a: int, b: int) -> Span:
    while b > a and not text[b - 1].isalnum() and text[b - 1] not in '»“")%€$':
        b -= 1
    return a, b
