"""Transfers told in languages other than English, from the files of each language in data/languages.

Enters: a Page and its language. Leaves: Claims of the kind transfer. Sentences are cut into clauses; each clause gives
its parties, items, quantity, value and stage. What it leaves out comes from the transfers told before and from the one
that the text is about (memory.py). It cannot see a transfer told without one of the triggers, nor a party that the
text never names.
"""

from __future__ import annotations

import re
from itertools import chain, product

from ...model import Claim, Slot, Span, make_claim, slot
from ...values import find_counts, find_money
from ..mentions import vocabulary
from ..page import Page
from ..places import dateline_states
from ..signals import Signals
from .clauses import cut_clauses, is_carrier, kicker_of, label_of, read_clause, without_dateline
from .drafts import Draft, Party
from .finds import Finds
from .gloss import gloss_page
from .items import Joiner, printed
from .lexicon import Lexicon, lexicon
from .memory import Memory, about, complete
from .sentences import split_sentences
from .units import Reader, Unit

__all__ = ["SAME", "find_transfers_abroad", "read_glossed", "split_sentences"]

SAME = {"sh": "sr", "bs": "sr", "hr": "sr", "me": "sr", "cnr": "sr", "gl": "es"}
"""Languages read with the files of another."""

RULE = "abroad"
_HEAD = 4
"""Sentences at the head of a text that may be headlines, and that later ones explain."""
_DASHES = ("-", "–", "—")
_MOST_CLAIMS = 8
"""Claims that one clause may give."""
_BULLET = re.compile(r"[ \t]*(?:[-–—•*·▪■●‣]|\d[.)])[ \t]")


def find_transfers_abroad(page: Page, language: str) -> list[Claim]:
    """The transfers of a page in a language that has files of its own; none for any other."""
    code = SAME.get(language, language)
    words = lexicon(code)
    sentences = split_sentences(page, code) if words is not None and page.sentences else []
    if words is None or not sentences:
        return []
    finds = _finds(page, code)
    drafts, around = _read(page.text, sentences, words, finds)
    if not drafts:
        return []
    around += _unnamed(page, finds, {p.code for p in around})
    nation = words.rules["words"].get("nation", "")
    memory = Memory(around=around, nation=nation)
    _fill([d.copy() for d in drafts], memory)
    claims: list[Claim] = []
    main = about(memory.told, drafts, around)
    for draft in _fill(drafts, Memory(main=main, around=around, nation=nation)):
        claims += _claims(page, draft)
    unique = {c.id: c for c in claims}
    return sorted(unique.values(), key=lambda c: (c.start, c.end, c.id))


def read_glossed(page: Page, language: str) -> Signals | None:
    """The signals of a page in a language that has files of its own, for the network; None for any other."""
    code = SAME.get(language, language)
    words = lexicon(code)
    sentences = split_sentences(page, code) if words is not None and page.sentences else []
    if words is None or not sentences:
        return None
    lines = _lines(page.text, sentences, words, _finds(page, code))
    return gloss_page(page, code, words, list(zip(sentences, lines, strict=True)))


def _finds(page: Page, language: str) -> Finds:
    start, end = page.sentences[0].start, page.sentences[-1].end
    names = vocabulary()
    return Finds(
        names.find(page.text, start, end),
        find_counts(page.text, start, end, language=language),
        find_money(page.text, start, end, language=language),
        names,
    )


def _lines(text: str, sentences: list[Span], words: Lexicon, finds: Finds) -> list[list[Unit]]:
    """The units of each sentence."""
    joiner = Joiner(Reader(text, words, finds))
    units = [joiner.units(a, b) for a, b in sentences]
    # Names that the text explains later are known now.
    for n, (a, b) in enumerate(sentences[:_HEAD]):
        units[n] = joiner.units(a, b)
    return units


def _read(text: str, sentences: list[Span], words: Lexicon, finds: Finds) -> tuple[list[Draft], list[Party]]:
    """What the clauses tell by themselves, and the states that the text names, the most named first."""
    units = _lines(text, sentences, words, finds)
    drafts: list[Draft] = []
    header: Draft | None = None
    for n, (a, b) in enumerate(sentences):
        last = text[a : (text.find("\n", a) + 1 or len(text) + 1) - 1].rstrip()[-1:]
        ends = last in ".…:;" if n == 0 else text[b - 1] in ".!?…:;" or _is_listed(text, a)
        headline = n < _HEAD and not ends
        before: Draft | None = None
        listed = _is_listed(text, a)
        kicker: Party | None = None
        for clause in cut_clauses(without_dateline(units[n]), listed=listed):
            draft = read_clause(clause, words, headline=headline, listed=listed)
            if draft is None:
                kicker = kicker_of(clause)
                continue
            if kicker is not None and draft.main.frame == "give" and draft.suppliers and not draft.recipients:
                # "Ucrânia: Portugal envia mais 14 viaturas"
                draft.recipients = [kicker]
            draft.sentence = n
            if not listed and draft.main.frame in ("give", "take") and (draft.suppliers or draft.recipients):
                header = draft
            elif listed and header is not None:
                _label(draft, clause.units, header)
            if before is not None:
                _carry(draft, before)
            elif (
                draft.link == "colon"
                and draft.main.kind == "list"
                and all(i.count is None for i in draft.items)
            ):
                # "Armed reconnaissance, strikes: the Apache is versatile"
                continue
            drafts.append(draft)
            before = draft
    return _without_drills(drafts, units), _around(units)


def _without_drills(drafts: list[Draft], units: list[list[Unit]]) -> list[Draft]:
    """The drafts without arms that came for an exercise or a mission, and left again."""
    drills = {n for n, line in enumerate(units) if any(u.means("drill") is not None for u in line)}
    dealt = any(d.main.frame in ("give", "take", "deal") and d.main.name != "headline" for d in drafts)
    return [
        d for d in drafts if d.main.frame != "arrive" or not (d.sentence in drills or (drills and not dealt))
    ]


def _around(units: list[list[Unit]]) -> list[Party]:
    """The states that a text names at its head or more than once, the most named first."""
    named: dict[str, list[Span]] = {}
    head = units[_HEAD // 2 - 1][-1].end if len(units) >= _HEAD // 2 and units[_HEAD // 2 - 1] else 0
    for unit in chain.from_iterable(units):
        if (
            unit.code
            and unit.spans
            and (unit.kind == "adjective" or unit.role in ("state", "capital", "body"))
        ):
            named.setdefault(unit.code, []).append(unit.spans[0])
    states = [
        Party(code, (spans[0],), "state", "context")
        for code, spans in sorted(named.items(), key=lambda n: -len(n[1]))
        if len(spans) > 1 or spans[0][0] < head
    ]
    makers = {
        u.code: Party(u.code, u.spans, "maker", "context")
        for line in units
        for n, u in enumerate(line)
        if u.role == "maker" and not (n + 1 < len(line) and is_carrier(line[n + 1]))
    }
    return [*states, *makers.values()]


def _unnamed(page: Page, finds: Finds, named: set[str]) -> list[Party]:
    """Whose ministry is meant where the text does not say: that of the dateline's place, or of an official named."""
    told = [(code, span) for code, span, _ in dateline_states(page.document)]
    told += [(m.state, (m.start, m.end)) for m in finds.mentions if m.type == "person" and len(m.state) == 2]
    return [
        Party(code, (span,), "state", "context")
        for code, span in dict(told[::-1]).items()
        if code not in named
    ]


def _carry(draft: Draft, before: Draft) -> None:
    """Takes from the clause before what goes on in this one: its subject, and all before a list after a colon."""
    if draft.link == "gap":
        _fill_gap(draft, before)
        return
    if draft.link == "relative" and draft.main.kind == "verb" and not draft.items and before.items:
        # "six K-8, que compró a China"
        draft.items = before.items[-1:]
        if draft.main.frame == before.main.frame and not before.suppliers:
            before.suppliers = list(draft.suppliers)
    if not draft.subject:
        draft.carried = before.subject or before.carried
    if draft.link == "colon" and draft.items and not (draft.suppliers or draft.recipients or draft.others):
        draft.suppliers, draft.recipients = list(before.suppliers), list(before.recipients)
        draft.others = list(before.others)
        if not draft.stage:
            draft.stage, draft.stage_span = before.stage, before.stage_span
            draft.modality, draft.modality_span = before.modality, before.modality_span
        if draft.main.kind == "list":
            draft.main = before.main
        if not before.items:
            before.includes = True


def _label(draft: Draft, units: list[Unit], header: Draft) -> None:
    """Gives the party that a line of a list begins with the side which the words above the list leave open."""
    unit = label_of(units, listed=True)
    if unit is None or draft.main.kind == "verb":
        return
    label = Party(unit.code, unit.spans, unit.role)
    makers = [p for p in draft.suppliers if p.kind == "maker"]
    if header.suppliers and not header.recipients:
        draft.suppliers, draft.recipients = makers or list(header.suppliers), [label]
    elif header.recipients and not header.suppliers:
        draft.suppliers, draft.recipients = [label], list(header.recipients)
    draft.others = []


def _fill_gap(draft: Draft, before: Draft) -> None:
    """Gives the parties of a clause without a verb the places of those of the clause before."""
    parties = [*draft.suppliers, *draft.others]
    told = draft.recipients
    if not parties:
        parties, told = told, []
    draft.main, draft.stage, draft.stage_span = before.main, before.stage, before.stage_span
    draft.modality, draft.modality_span = before.modality, before.modality_span
    draft.includes = False
    draft.suppliers, draft.recipients, draft.others = [], [], []
    if before.main.frame == "take":
        draft.recipients = parties
    else:
        # "a Rusija Siriji sisteme Buk"
        draft.suppliers, draft.recipients = parties, told or list(before.recipients)


def _is_listed(text: str, start: int) -> bool:
    """Whether a sentence is a line of a list; a dash of its own may begin what somebody says."""
    line = text.rfind("\n", 0, start) + 1
    mark = _BULLET.match(text, line, start + 4)
    if mark is None or mark[0].strip() not in _DASHES:
        return mark is not None
    stop = text.find("\n", start)
    before = text.rfind("\n", 0, len(text[:line].rstrip())) + 1
    after = len(text) - len(text[stop:].lstrip()) if stop >= 0 else len(text)
    return _BULLET.match(text, before) is not None or _BULLET.match(text, after) is not None


def _fill(drafts: list[Draft], memory: Memory) -> list[Draft]:
    """The drafts that tell a transfer, filled in from each other in the order of the text."""
    told: list[Draft] = []
    for draft in drafts:
        if not complete(draft, memory):
            continue
        last = told[-1] if told else None
        if (
            draft.main.kind == "price"
            and last is not None
            and last.sentence == draft.sentence
            and draft.link == "relative"
            and last.money is None
        ):
            # "100 missiles, whose price is put at 10 million"
            last.money = draft.money
            continue
        told.append(draft)
        if draft.suppliers:
            memory.keep(draft)
    return told


# ---- telling


def _claims(page: Page, draft: Draft) -> list[Claim]:
    """The claims of a draft: one for each item and recipient."""
    text = page.text
    claims: list[Claim] = []
    span = _trimmed(text, draft.start, draft.end)
    suppliers: list[Party | None] = [*_stated(draft.suppliers)] or [None]
    shares, sources = _shares(draft), _sources(draft)
    told = {printed(text, i) for i in draft.items if i.count is not None}
    for n, item in enumerate(draft.items):
        name = printed(text, item)
        if n and item.count is None and name in told:
            continue
        told.add(name)
        buyers: list[Party | None] = [*shares.get(n, draft.recipients)] or [None]
        for supplier, recipient in product(sources.get(n, suppliers), buyers):
            slots: list[Slot] = []
            if supplier is not None:
                slots.append(slot(text, "supplier", supplier.code, *supplier.spans))
            if recipient is not None:
                slots.append(slot(text, "recipient", recipient.code, *recipient.spans))
            slots.append(slot(text, "equipment", name, *item.spans))
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


def _sources(draft: Draft) -> dict[int, list[Party | None]]:
    """Whose make each item is, where each has its own: "the Swedish Gripen and the French Rafale"."""
    items = draft.items
    if len(items) < 2:
        return {}
    found: dict[int, list[Party | None]] = {}
    makers = [p for p in draft.suppliers if p.kind == "maker"]
    buyers = {p.code for p in draft.recipients}
    ahead = all(any(_beside(p, items, n, draft, before=True) for p in makers) for n in range(len(items)))
    borrowed = draft.main.frame == "take" and {p.how for p in draft.suppliers} == {"origin"}
    for n, item in enumerate(items):
        own = [p for p in makers if _beside(p, items, n, draft, before=ahead)]
        if own and len(makers) > 1:
            found[n] = [own[0]]
        elif item.origin and item.origin_span is not None and item.origin not in buyers:
            found[n] = [Party(item.origin, (item.origin_span,), "state", "origin")]
        elif borrowed and item.home and draft.suppliers[0].code not in item.home:
            # "after the purchase of the Russian S-400 out of the F-35 programme": no Russian F-35
            found[n] = []
    return found


def _beside(party: Party, items: list[Unit], n: int, draft: Draft, *, before: bool) -> bool:
    """Whether a party stands between an item and the one before it, or the one behind it."""
    at = party.spans[0][0]
    if before:
        return (items[n - 1].end if n else draft.start) <= at < items[n].start
    return items[n].end <= at < (items[n + 1].start if n + 1 < len(items) else draft.end)


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
