"""Transfers, forces and spending that a page tells, as claims with their words.

Enters: a Page with names, values and attributions, its grammar and the network. Leaves: Claims. The network says which
units tell something; parties and slots are then chosen, again where a page tells more than once,
knowing what the other tellings say. What two units tell of one thing in one sentence is kept once. It cannot see a
telling whose arms and parties no unit names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from ..model import STAGES, Claim, Issue, Slot, Span, make_claim, slot
from .attribution import Attribution
from .choices import ONE, SELF, Pointers, Told, entity_features, party_features, pointers
from .network import (
    BASES,
    EVENTS,
    FORCES,
    MODALITIES,
    VALUE_BASES,
    Floats,
    Network,
    Reading,
)  # fmt: skip
from .signals import Candidate, Ints, Signals, quantity_of
from .units import Item, Unit

ENOUGH = 0.25
"""The chance from which a unit tells an event; set on ``dev`` (docs/decisions)."""
LISTED = 0.25
"""How likely another of a list must be, beside the likeliest, to play the same role."""
DOUBTFUL = 0.2
"""The chance from which a sentence that was passed over is named in an issue."""
SURE = 0.7
"""The confidence that at least one transfer of a text must have; set on ``dev``, where it silences all lookalikes."""
PASSES = 3
MOST = 400
"""Tellings of one block; a long report has some thirty."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who plays a role, the words that it was read from, and the chance that it does."""

    code: str
    candidate: Candidate
    chance: float


@dataclass
class Telling:
    """One event that a unit tells, and what was chosen for it."""

    anchor: int
    event: int
    chance: float
    item: int | None = None
    """The unit that names the thing."""
    quantity: int | None = None
    """The unit that tells the number; the anchor itself where it is SELF."""
    one: bool = False
    money: int | None = None
    money_chance: float = 0.0
    date: int | None = None
    source: Attribution | None = None
    modality: str = ""
    basis: str = ""
    value_basis: str = ""
    shared: bool = False
    parties: dict[str, list[Party]] = field(default_factory=dict)
    """Role → who plays it: one, or all of a list ("Albania, Norway and Latvia")."""

    def who(self, role: str) -> str:
        """The code of the first who plays a role."""
        return self.parties[role][0].code if role in self.parties else ""

    @property
    def kind(self) -> str:
        name = EVENTS[self.event]
        return "transfer" if name in STAGES else "force" if name in FORCES else "spending"


def find_tellings(blocks: Iterable[Signals], network: Network) -> tuple[list[Claim], list[Issue]]:
    """The claims of a page's blocks in the order of its text, and what may tell something but is too unsure to keep.

    A page that tells no transfer surely tells none: tempting words come alone, what happened is told more than once.
    """
    claims: list[Claim] = []
    issues: list[Issue] = []
    for signals in blocks:
        found, doubts = _read_block(signals, network)
        claims += found
        issues += doubts
    transfers = [c for c in claims if c.kind == "transfer"]
    if transfers and max(c.confidence for c in transfers) < SURE:
        claims = [c for c in claims if c.kind != "transfer"]
        issues += [
            _issue(c.doc, (c.start, c.end), c.get("stage"), "the text tells no transfer surely")
            for c in transfers
        ]
    return claims, issues


def _read_block(signals: Signals, network: Network) -> tuple[list[Claim], list[Issue]]:
    reading = network.read(signals)
    told = sorted(_events(signals, reading), key=lambda t: -t.chance)[:MOST]
    told.sort(key=lambda t: (t.anchor, t.event))
    issues = [_doubt(signals, *d) for d in _doubtful(signals, reading)]
    if not told:
        return [], issues
    query = network.query(
        reading.states[[t.anchor for t in told]], np.array([t.event for t in told], dtype=np.int64)
    )
    _choose(told, query, reading, signals, network)
    if signals.candidates:
        _cast(told, query, reading, signals, network)
    kept = _once(told, signals)
    _share_out(kept)
    claims: list[Claim] = []
    for t in kept:
        pairs = list(_pairs(t))
        # One price told of several buyers or sellers is theirs together.
        t.shared = t.shared or len(pairs) > 1
        found = [c for who in pairs if (c := _claim(signals, t, who)) is not None]
        if not found:
            issues.append(_doubt(signals, t.anchor, t.event, "who supplies or receives is not told"))
        claims += found
    return claims, issues


def _doubtful(signals: Signals, reading: Reading) -> Iterable[tuple[int, int, str]]:
    """In sentences that tell nothing surely, the unit that comes nearest to it."""
    best = reading.chances.max(axis=1)
    sure = set(signals.sentence[best >= ENOUGH])
    seen: set[int] = set()
    for i in sorted(np.flatnonzero(best >= DOUBTFUL), key=lambda i: -best[i]):
        sentence = int(signals.sentence[i])
        if sentence not in sure and sentence not in seen and signals.units[i].kind != "mark":
            seen.add(sentence)
            yield int(i), int(reading.chances[i].argmax()), f"the chance is {best[i]:.2f}"


def _doubt(signals: Signals, unit: int, event: int, why: str) -> Issue:
    told = signals.page.sentences[int(signals.sentence[unit])]
    return _issue(signals.page.document.name, (told.start, told.end), EVENTS[event], why)


def _issue(name: str, span: Span, what: object, why: str) -> Issue:
    return Issue(
        "extract", name, f"may tell of something {what}, passed over: {why}", f"[{span[0]}:{span[1]}]", fatal=False
    )  # fmt: skip


def _events(signals: Signals, reading: Reading) -> Iterable[Telling]:
    chances = reading.chances
    for i in np.flatnonzero(chances.max(axis=1) >= ENOUGH):
        if signals.units[i].kind == "mark":
            continue
        row = chances[i]
        # One thing is at one stage in one place: the likeliest.
        event = int(row[: len(STAGES)].argmax())
        if row[event] >= ENOUGH:
            yield Telling(int(i), event, float(row[event]))
        for event in range(len(STAGES), len(EVENTS)):
            if row[event] >= ENOUGH:
                yield Telling(int(i), event, float(row[event]))


# ---- what belongs to a telling


def _choose(told: list[Telling], query: Floats, reading: Reading, signals: Signals, network: Network) -> None:
    """Fills in every slot but the parties."""
    anchors = np.array([t.anchor for t in told], dtype=np.int64)
    chosen: dict[str, tuple[Ints, Floats, Pointers]] = {}
    for task in ("equipment", "quantity", "value", "date", "asserted_by"):
        found = pointers(task, signals, anchors)
        chances = network.slots(task, query, reading.states, found)
        chosen[task] = (chances.argmax(axis=1), chances, found)
    modality, basis = network.classes("modality", query), network.classes("basis", query)
    for n, t in enumerate(told):
        picked = {task: _unit(int(best[n]), t, found) for task, (best, _, found) in chosen.items()}
        if t.kind == "transfer":
            t.modality = MODALITIES[int(modality[n])]
            t.item = picked["equipment"]
            t.quantity = picked["quantity"]
            t.one = int(chosen["quantity"][0][n]) == ONE
            t.money = picked["value"]
            if t.money is not None:
                t.money_chance = float(chosen["value"][1][n].max())
                both = np.concatenate((query[n], reading.states[t.money]))[None]
                t.value_basis = VALUE_BASES[int(network.classes("value_basis", both)[0])]
                t.shared = bool(network.classes("value_scope", both)[0])
        else:
            t.basis = BASES[int(basis[n])]
        t.date = picked["date"]
        best = int(chosen["asserted_by"][0][n])
        t.source = signals.sources[best - 3].attribution if best >= 3 else None


def _unit(best: int, telling: Telling, found: Pointers) -> int | None:
    if best == SELF:
        return telling.anchor
    return int(found.units[best - 3]) if best >= 3 else None


def _cast(told: list[Telling], query: Floats, reading: Reading, signals: Signals, network: Network) -> None:
    """Fills in the parties; the second time with what the first time told of the whole page."""
    anchors = np.array([t.anchor for t in told], dtype=np.int64)
    party = party_features(signals, anchors)
    transfers = np.array([n for n, t in enumerate(told) if t.kind == "transfer"], dtype=np.int64)
    others = np.array([n for n, t in enumerate(told) if t.kind != "transfer"], dtype=np.int64)
    played = {
        role: (rows, *network.candidates(role, query[rows], reading.states, signals, party[rows]))
        for role, rows in (("supplier", transfers), ("recipient", transfers), ("state", others))
        if len(rows)
    }
    memory: list[Told] | None = None
    for _ in range(PASSES if len(told) > 1 else 1):
        entity = entity_features(signals, anchors, memory)
        chances = {
            role: network.roles(role, query[rows], by_code, entity[rows])
            for role, (rows, _, by_code) in played.items()
        }
        best = [["", ""] for _ in told]
        for role, (rows, _, _) in played.items():
            for n, code in zip(rows, chances[role].argmax(axis=1), strict=True):
                best[n][role != "supplier"] = signals.codes[code - 1] if code else ""
        memory = [Told(t.anchor, best[n][0], best[n][1], _thing_of(t, signals)) for n, t in enumerate(told)]
    for role, (rows, scores, _) in played.items():
        for row, n in enumerate(rows):
            code = int(chances[role][row].argmax()) - 1
            if code >= 0:
                found = (code, *_beside(signals, code, chances[role][row], scores[row]))
                told[n].parties[role] = [_party(signals, c, chances[role][row], scores[row]) for c in found]


def _thing_of(telling: Telling, signals: Signals) -> str:
    """What a telling is about, for the others to know."""
    item = signals.units[telling.item].item if telling.item is not None else None
    return (item.known or item.name.lower()) if item is not None else ""


def _party(signals: Signals, code: int, chances: Floats, scores: Floats) -> Party:
    """A code in a role, with the candidate of that code that suits it best."""
    return Party(signals.codes[code], _best(signals, code, scores), float(chances[1 + code]))


def _best(signals: Signals, code: int, scores: Floats) -> Candidate:
    of_code = np.flatnonzero(signals.code_of == code)
    return signals.candidates[int(of_code[scores[of_code].argmax()])]


def _beside(signals: Signals, best: int, chances: Floats, scores: Floats) -> Iterable[int]:
    """The other codes of the list that the best one stands in, where they are not much less likely."""
    units = signals.units
    start = _best(signals, best, scores).unit
    seen = {signals.codes[best]}
    for step in (1, -1):
        at, gap = start + step, 0
        while 0 <= at < len(units) and signals.sentence[at] == signals.sentence[start]:
            party = units[at].party
            if party is not None and party.code:
                if gap == 0:
                    break
                if party.code not in seen and party.code in signals.codes:
                    seen.add(party.code)
                    code = signals.codes.index(party.code)
                    if chances[1 + code] >= LISTED * chances[1 + best]:
                        yield code
                gap = 0
            elif units[at].low in _JOINS and gap < 4:
                gap += 1
            else:
                break
            at += step


_JOINS = frozenset({",", "and", "or", "&", "the", "as", "well", "both", "/", "then", "also"})


# ---- one thing, one claim


def _once(told: list[Telling], signals: Signals) -> list[Telling]:
    """The tellings, surest first where several units of a sentence tell one thing."""
    kept: list[Telling] = []
    for t in sorted(told, key=lambda t: -t.chance):
        same = (
            k for k in kept if k.kind == t.kind and signals.sentence[k.anchor] == signals.sentence[t.anchor]
        )
        if not any(_repeats(t, k, signals) for k in same):
            kept.append(t)
    told_of = {(t.anchor, t.event) for t in kept}
    kept = [t for t in kept if (_in_apposition_to(signals, t.anchor), t.event) not in told_of]
    return sorted(kept, key=lambda t: (t.anchor, t.event))


def _in_apposition_to(signals: Signals, at: int) -> int:
    """The unit that names a thing of which the one at ``at`` only says what it is; -1 where it is a thing of its own.

    "24 PzH 2000 self-propelled 155mm howitzers", "two Sea Eagles, maritime patrol aircraft that …", but not
    "F-16s, tanks and howitzers".
    """
    units, item = signals.units, signals.units[at].item
    if item is None or not item.generic or item.counted or item.pointer:
        return -1
    before = at - 1
    comma = False
    while before >= 0 and at - before <= 4 and signals.row[before] == signals.row[at]:
        unit = units[before]
        if unit.item is not None:
            break
        comma = comma or unit.low == ","
        if (
            unit.kind not in ("word", "mark")
            or unit.low in _PARTING
            or (unit.kind == "mark" and unit.low not in ',("“')
        ):
            return -1
        before -= 1
    else:
        return -1
    named = units[before].item
    if (
        before < 0
        or signals.row[before] != signals.row[at]
        or named is None
        or named.generic
        or named.part != item.part
    ):
        return -1
    after = at + 1
    lists = comma and after + 1 < len(units) and units[after].low in (",", "and", "or", "as", "plus")
    return -1 if lists and any(u.item is not None for u in units[after + 1 : after + 4]) else before


_PARTING = frozenset(
    {
        "and",
        "or",
        "with",
        "for",
        "from",
        "to",
        "of",
        "plus",
        "including",
        "on",
        "in",
        "by",
        "as",
        "than",
        "like",
        "such",
        "but",
    }
)
"""Words that part what they stand between: no apposition goes over them."""


def _repeats(t: Telling, k: Telling, signals: Signals) -> bool:
    if t.kind != "transfer":
        return t.anchor == k.anchor
    things = [_thing(x, signals) for x in (t, k)]
    if all(things) and things[0] != things[1]:
        return False
    if any(t.who(r) and k.who(r) and t.who(r) != k.who(r) for r in ("supplier", "recipient")):
        return False
    if t.event != k.event:
        return False
    pairs = ((t.quantity, k.quantity), (t.date, k.date), (t.money, k.money))
    return all(a is None or b is None or a == b for a, b in pairs)


def _thing(telling: Telling, signals: Signals) -> str:
    item = signals.units[telling.item].item if telling.item is not None else None
    return item.name if item is not None else ""


def _share_out(told: list[Telling]) -> None:
    """Leaves a price with the one telling that it suits best, but where several share it."""
    best: dict[int, Telling] = {}
    for t in told:
        if t.money is not None and not t.shared:
            other = best.get(t.money)
            if other is None or t.money_chance > other.money_chance:
                best[t.money] = t
    for t in told:
        if t.money is not None and not t.shared and best[t.money] is not t:
            t.money = None


# ---- claims


def _pairs(t: Telling) -> Iterable[dict[str, Party]]:
    """Each supplier with each recipient. Who buys from itself tells no transfer, and one side alone is too little."""
    if t.kind != "transfer":
        yield from ({"state": p} for p in t.parties.get("state", ())[:1])
    elif t.item is not None:
        for supplier in t.parties.get("supplier", ()):
            for recipient in t.parties.get("recipient", ()):
                if supplier.code != recipient.code:
                    yield {"supplier": supplier, "recipient": recipient}


def _claim(signals: Signals, t: Telling, who: dict[str, Party]) -> Claim | None:
    page, text, units = signals.page, signals.page.text, signals.units
    sentence = signals.sentence[t.anchor]
    where = _deed(t, signals)
    slots: list[Slot] = []
    used: list[Span] = [(units[t.anchor].start, units[t.anchor].end), where]
    name = EVENTS[t.event]

    def put(slot_name: str, value: str | int | float, *spans: Span) -> None:
        slots.append(slot(text, slot_name, value, *spans))
        used.extend(spans)

    for role, party in who.items():
        put(role, party.code, party.candidate.span)
    bound: tuple[str, Span] | None = None
    if t.kind == "transfer":
        put("stage", name, where)
        if t.modality:
            put("modality", t.modality, where)
        if t.item is not None:
            item = units[t.item].item
            assert item is not None
            put("equipment", item.name, *item.spans)
        if t.quantity is not None:
            number, span, bound = _number(units[t.quantity])
            put("quantity", number, span)
        elif t.one:
            put("quantity", 1, (units[t.anchor].start, units[t.anchor].end))
    else:
        put("measure", name, (units[t.anchor].start, units[t.anchor].end))
        put("basis", t.basis, where)
        if t.kind == "force":
            if quantity_of(units[t.anchor]) is None:
                return None
            number, span, bound = _number(units[t.anchor])
            put("amount", number, span)
    at = t.money if t.kind == "transfer" else t.anchor if t.kind == "spending" else None
    if at is not None:
        money = units[at].money
        if money is None or money.currency is None:
            if t.kind == "spending":
                return None
        else:
            main, also = money, money.also
            if (
                t.kind == "transfer"
                and also is not None
                and also.currency == "USD"
                and who["supplier"].code == "US"
            ):
                # The currency that a sale of the United States is set in.
                main, also = also, main
            span = (main.start, main.end)
            put("amount" if t.kind == "spending" else "value", main.amount, span)
            put("currency", main.currency or "", span)
            if money.bound is not None and money.bound_span is not None:
                bound = bound or (money.bound, money.bound_span)
            if t.kind == "transfer":
                if t.value_basis:
                    put("value_basis", t.value_basis, span)
                if t.shared:
                    put("value_scope", "shared", span)
                if also is not None and also.currency is not None:
                    put("value_also", also.amount, (also.start, also.end))
                    put("currency_also", also.currency, (also.start, also.end))
    if bound is not None:
        put("bound", bound[0], bound[1])
    if t.date is not None:
        date = units[t.date].date
        assert date is not None
        put("date", date.end_value or date.value or "", (date.start, date.end))
    if t.source is not None:
        slots.append(slot(text, "asserted_by", t.source.speaker, *t.source.speaker_spans))
    told = page.sentences[sentence]
    inside = [(a, b) for a, b in used if told.start <= a and b <= told.end]
    start, end = min(a for a, _ in inside), max(b for _, b in inside)
    sure = t.chance
    for party in who.values():
        sure *= party.chance
    return make_claim(
        page.document,
        t.kind,
        (start, end),
        slots,
        rule=f"network.{t.kind}.{name.replace(' ', '-')}",
        confidence=round(calibrated(sure), 2),
    )


def calibrated(chance: float) -> float:
    """How often a telling of that chance is right, as measured on ``dev`` (``bench/calibration.py``)."""
    return chance


def _number(unit: Unit) -> tuple[int, Span, tuple[str, Span] | None]:
    """The number of a unit, its words, and its bound with the words of that."""
    item: Item | None = unit.item
    if item is not None:
        assert item.quantity is not None
        assert item.quantity_span is not None
        bound = (item.bound, item.bound_span) if item.bound and item.bound_span else None
        return item.quantity, item.quantity_span, bound
    count = unit.count
    assert count is not None
    assert count.value is not None
    bound = (count.bound, count.bound_span) if count.bound and count.bound_span else None
    return count.value, (count.start, count.end), bound


def _deed(t: Telling, signals: Signals) -> Span:
    """The words that tell the event: the nearest verb or noun of that stage in the sentence, else of any stage."""
    units, name = signals.units, EVENTS[t.event]
    if units[t.anchor].triggers or t.kind != "transfer":
        return units[t.anchor].start, units[t.anchor].end
    near = [i for i in np.flatnonzero(signals.sentence == signals.sentence[t.anchor]) if units[i].triggers]
    if not near:
        return units[t.anchor].start, units[t.anchor].end
    best = min(
        near, key=lambda i: (all(x.stage != name for x in units[i].triggers), abs(int(i) - t.anchor), i)
    )
    return units[best].start, units[best].end
