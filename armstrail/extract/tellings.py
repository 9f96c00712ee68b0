"""Transfers, forces and spending that a page tells, as claims with their words.

Enters: the signals of a page and the network. Leaves: Claims, and issues for what was too unsure. The network says
which units tell something (told.py); what belongs to each is chosen, its parties again and again, knowing what the
other tellings say; what two units tell of one thing is kept once (once.py); then claims are made (claims.py). It cannot
see a telling whose arms and parties no unit names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..model import STAGES, Claim, Issue, Span
from .attribution import Attribution
from .choices import ONE, SELF, TASKS, Pointers, Told, entity_features, party_features, pointers
from .claims import is_tail, make_telling_claim, pairs_of
from .grammar import Grammar
from .network import BASES, EVENTS, MODALITIES, VALUE_BASES, Network, Reading
from .once import keep_once, share_out
from .signals import UNSAID, Candidate, Floats, Ints, Signals, quantity_of
from .strangers import UNHEARD, are_strangers
from .told import Party, Telling, thing_of
from .unasserted import why_open
from .units import Item

ENOUGH = 0.4
"""The chance from which a unit tells of a force or a sum; set on ``dev`` (docs/decisions)."""
ENOUGH_COUNTED, ENOUGH_BARE, ENOUGH_AGAIN = 0.3, 0.45, 0.65
"""The same for a transfer: with a number or a price; with neither; and where a surer telling has the same two parties
and the same thing, at whatever step, and this one adds no number, price or day. Set on ``dev`` and ``held``."""
LISTED = 0.1
"""How likely another of a list must be, beside the likeliest, to play the same role."""
DOUBTFUL = 0.2
"""The chance from which a sentence that was passed over is named in an issue."""
SURE = 0.8
"""The chance that a text tells a transfer at all from which its tellings are kept: tempting words come alone."""
OF_CONTRABAND = 3
"""Words of smuggling and seizure from which a page is about them."""
OF_AIRLINES = 2
"""Words of civil flying from which a page is about it."""
ENOUGH_BESIDE = 0.2
"""The chance that another state must have to be taken where one is the likeliest on both sides."""
HOMEWARD = 0.1
"""What the chance counts for that a weapon goes to the state that makes it: one in 240 of the labelled ones does."""
PASSES = 3
SOURCE = 0.8
"""The chance of a supplier that the sentence names as the source."""
MOST = 400
"""Tellings of one block; a long report has some thirty."""


def find_tellings(
    blocks: Sequence[Signals], network: Network, *, least: float = 0.0
) -> tuple[list[Claim], list[Issue]]:
    """The claims of a page's blocks in the order of its text, and what may tell something but is too unsure to keep.

    ``least`` is the confidence that a transfer must have.

    A page that as a whole does not read like one that tells a transfer, or names no arms or no deed ("Turkey painted 7
    rifles"), tells none.
    """
    claims: list[Claim] = []
    issues: list[Issue] = []
    is_sure = False
    for signals in blocks:
        found, doubts, chance = read_block(signals, network)
        claims += found
        issues += doubts
        is_sure = is_sure or chance >= SURE
    is_sure = is_sure and any(s.items for s in blocks) and any(u.triggers for s in blocks for u in s.units)
    smuggled = is_sure and _speaks_of("contraband", blocks) >= OF_CONTRABAND
    flying = is_sure and _speaks_of("airline", blocks) >= OF_AIRLINES
    airliners = {c.id for c in claims if flying and _is_airliner(c, blocks[0].grammar)}
    civil = {None, *blocks[0].grammar.words["civil"]}
    only_airliners = flying and all(
        c.id in airliners or c.get("equipment") in civil for c in claims if c.kind == "transfer"
    )
    kept: list[Claim] = []
    for claim in claims:
        why = ""
        if claim.kind == "transfer":
            if not is_sure:
                why = "the text tells no transfer surely"
            elif smuggled and len(str(claim.get("recipient"))) == 2 and not _tells_plainly(claim, blocks):
                # What one state's police seize no other state has sent; an armed group is supplied that way.
                why = "the text is about smuggling"
            elif claim.id in airliners or only_airliners:
                why = "the text is about airliners"
            elif claim.confidence < least:
                why = f"the confidence is {claim.confidence}"
            elif blocks[0].is_english:
                why = why_open(claim, blocks[0].page.text, blocks[0].grammar)
        if why:
            issues.append(_issue(claim.doc, (claim.start, claim.end), claim.get("stage"), why))
        else:
            kept.append(claim)
    return kept, issues


def _speaks_of(what: str, blocks: Sequence[Signals]) -> int:
    """How many words of a list a page has."""
    words = blocks[0].grammar.words[what]
    return sum(w in words for signals in blocks for told in signals.words for w in told)


def _is_airliner(claim: Claim, grammar: Grammar) -> bool:
    """Whether a claim's thing is printed as a type of civil flying, and not as a tanker or patrol aircraft of it."""
    thing = next((s for s in claim.slots if s.name == "equipment"), None)
    if claim.kind != "transfer" or thing is None:
        return False
    printed = " ".join(thing.words)
    types = tuple(grammar.words["airliner_types"])
    return any(word.startswith(types) for word in printed.split()) and not any(
        word.lower() in grammar.words["no_airliner"]
        for word in re.findall(r"\w+", f"{printed} {thing.value}")
    )


def _tells_plainly(claim: Claim, blocks: Sequence[Signals]) -> bool:
    """Whether one sentence has the deed and both parties, and no word of smuggling."""
    page = blocks[0].page
    named = ("stage", "supplier", "recipient")
    if len({page.sentence_at(s.spans[0][0]) for s in claim.slots if s.name in named}) != 1:
        return False
    for signals in blocks:
        at = bisect_left(signals.units, claim.start, key=lambda unit: unit.start)
        if at < len(signals.units):
            return not signals.says(at, "contraband")
    return False


def read_block(signals: Signals, network: Network) -> tuple[list[Claim], list[Issue], float]:
    """The claims of a block, what was too unsure, and the chance that the block tells a transfer at all."""
    reading = network.read(signals)
    told = sorted(_events(signals, reading), key=lambda t: -t.chance)[:MOST]
    told.sort(key=lambda t: (t.anchor, t.event))
    if not told:
        return [], [_doubt(signals, *d) for d in _doubtful(signals, reading, set())], reading.page
    query = network.query(
        reading.states[[t.anchor for t in told]], np.array([t.event for t in told], dtype=np.int64)
    )
    _choose(told, query, reading, signals, network)
    if signals.candidates:
        _cast(told, query, reading, signals, network)
    claims: list[Claim] = []
    made = list(make_claims(told, signals))
    sure = {int(signals.sentence[t.anchor]) for t, _ in made}
    issues = [_doubt(signals, *d) for d in _doubtful(signals, reading, sure)]
    for t, found in made:
        if not found:
            issues.append(_doubt(signals, t.anchor, t.event, "who supplies or receives is not told"))
        claims += found
    return claims, issues, reading.page


def make_claims(told: list[Telling], signals: Signals) -> Iterator[tuple[Telling, list[Claim]]]:
    """The tellings that are kept, each with its claims: one for each supplier and recipient, or none."""
    _name(told, signals)
    kept = [t for t in keep_once(_sure(told, signals), signals) if not is_tail(t, signals)]
    share_out(kept)
    for t in kept:
        pairs = list(pairs_of(t))
        # One price told of several buyers or sellers is theirs together.
        t.shared = t.shared or len(pairs) > 1
        yield t, [c for who in pairs if (c := make_telling_claim(signals, t, who)) is not None]


def _sure(told: list[Telling], signals: Signals) -> list[Telling]:
    """The tellings that are sure enough for what they add to the others."""
    seen: set[tuple[str, str, str]] = set()
    kept = []
    for t in sorted(told, key=lambda t: -t.chance):
        least = 0.0
        if t.kind == "transfer":
            least = ENOUGH_BARE
            deal = (t.who("supplier"), t.who("recipient"), _thing_of(t, signals))
            if t.quantity is not None or t.one or t.money is not None:
                least = ENOUGH_COUNTED
            elif t.date is None and deal in seen:
                least = ENOUGH_AGAIN
            seen.add(deal)
        if t.chance >= least:
            kept.append(t)
    return sorted(kept, key=lambda t: (t.anchor, t.event))


def _name(told: list[Telling], signals: Signals) -> None:
    """Gives "the howitzers" and "ten more tanks" the name that the same two states' deal had last."""
    last: dict[tuple[str, str, str, str], int] = {}
    for t in told:
        item = thing_of(t, signals)
        if t.kind != "transfer" or item is None or item.part or item.vague:
            continue
        deal = (t.who("supplier"), t.who("recipient"), item.category, item.head)
        if item.known and t.item is not None:
            last[deal] = t.item
        elif item.generic and item.head and (item.definite or item.more):
            t.item = last.get(deal, t.item)


def _doubtful(signals: Signals, reading: Reading, sure: set[int]) -> Iterable[tuple[int, int, str]]:
    """In sentences that are not among those that tell something surely, the unit that comes nearest to it."""
    best = reading.chances.max(axis=1)
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
    for i in np.flatnonzero(chances.max(axis=1) >= ENOUGH_COUNTED):
        if signals.units[i].kind == "mark":
            continue
        row = chances[i]
        # One thing is at one stage in one place: the likeliest.
        event = int(row[: len(STAGES)].argmax())
        if row[event] >= ENOUGH_COUNTED:
            yield Telling(int(i), event, float(row[event]))
        for event in range(len(STAGES), len(EVENTS)):
            if row[event] >= ENOUGH:
                yield Telling(int(i), event, float(row[event]))


# ---- what belongs to a telling


def _choose(told: list[Telling], query: Floats, reading: Reading, signals: Signals, network: Network) -> None:
    """Fills in every slot but the parties."""
    anchors = np.array([t.anchor for t in told], dtype=np.int64)
    chosen: dict[str, tuple[Ints, Floats, Pointers]] = {}
    for task in TASKS:
        found = pointers(task, signals, anchors)
        chances = network.slots(task, query, reading.states, found)
        chosen[task] = (_likeliest(task, chances, found, told, signals), chances, found)
    modality, basis = network.classes("modality", query), network.classes("basis", query)
    for n, t in enumerate(told):
        picked = {task: _unit(int(best[n]), t, found) for task, (best, _, found) in chosen.items()}
        if t.kind == "transfer":
            t.modality = MODALITIES[int(modality[n])]
            if signals.is_english and t.modality == "denied" and not signals.says(t.anchor, "denies"):
                t.modality = "alleged" if signals.says(t.anchor, "heard") else ""
            t.item = picked["equipment"]
            t.item_chance = float(chosen["equipment"][1][n].max())
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
        t.source = _word_of(signals, best - 3, t.anchor) if best >= 3 else None


def _word_of(signals: Signals, source: int, anchor: int) -> Attribution | None:
    """A source, unless it speaks of something else in another sentence (of sixty such 18 were right)."""
    found = signals.sources[source]
    said_here = signals.page.sentence_at(found.attribution.cue[0]) == signals.sentence[anchor]
    return found.attribution if anchor in found.covers or said_here else None


def _likeliest(task: str, chances: Floats, found: Pointers, told: list[Telling], signals: Signals) -> Ints:
    """The choice of each telling: of all that say the same (a thing named five times) the chances are one."""
    means = [_meaning(task, int(u), signals) for u in found.units]
    numbers = {m: n for n, m in enumerate(dict.fromkeys(means))}
    group = np.array([3 + numbers[m] for m in means], dtype=np.int64)
    picked = np.empty(len(told), dtype=np.int64)
    for n, t in enumerate(told):
        total = np.zeros(3 + len(numbers), dtype=np.float32)
        total[:3] = chances[n, :3]
        np.add.at(total, group, chances[n, 3:])
        own = _meaning(task, t.anchor, signals) if task in ("equipment", "quantity") else None
        if own in numbers and found.open[n, SELF]:
            # What the anchor tells itself may be told elsewhere too.
            total[3 + numbers[own]] += total[SELF]
            total[SELF] = 0
        best = int(total.argmax())
        if best >= 3:
            of_it = np.flatnonzero(group == best)
            best = 3 + int(of_it[chances[n, 3 + of_it].argmax()])
            if own is not None and own == means[best - 3] and found.open[n, SELF]:
                best = SELF
        picked[n] = best
    return picked


def _meaning(task: str, unit: int, signals: Signals) -> object:
    """What a unit says for a slot, so that two units which say the same are one choice."""
    told = signals.units[unit]
    if task == "equipment":
        return (told.item.known or told.item.name.lower()) if told.item is not None else None
    if task == "quantity":
        return quantity_of(told)
    if task == "value":
        return (told.money.amount, told.money.currency) if told.money is not None else None
    if task == "date":
        return (told.date.value, told.date.end_value) if told.date is not None else None
    return unit


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
    sources = [_sources_of(signals, int(row)) for row in signals.row[anchors[transfers]]]
    memory: list[Told] | None = None
    for _ in range(PASSES if len(told) > 1 else 1):
        entity = entity_features(signals, anchors, memory)
        chances = {
            role: network.roles(role, query[rows], by_code, entity[rows])
            for role, (rows, _, by_code) in played.items()
        }
        for n, source in enumerate(sources):
            _spare(thing_of(told[transfers[n]], signals), signals.codes, chances["recipient"][n])
            _heed(source, signals.codes, chances["supplier"][n], chances["recipient"][n])
            _part(chances["supplier"][n], chances["recipient"][n])
            day = _day_of(told[transfers[n]], signals)
            _estrange(signals.codes, day, chances["supplier"][n], chances["recipient"][n])
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


@dataclass(frozen=True, slots=True)
class _Sources:
    """What a sentence says of who supplies."""

    named: frozenset[str]
    """The codes that it names, not counting makers of arms."""
    sources: tuple[int, ...]
    """The parties behind "from" or "pay", or behind "with" after a word for a deal, as indices of codes."""


def _sources_of(signals: Signals, row: int) -> _Sources:
    units, before = signals.units, signals.grammar.words["source"]
    first, last = (int(x) for x in np.searchsorted(signals.row, (row, row + 1)))
    found = []
    for i in range(first, last - 1):
        party = units[i + 1].party
        if party is None or party.code not in signals.codes:
            continue
        dealt = any(
            t.frame == "deal" or t.kind == "noun" for u in units[max(first, i - 4) : i] for t in u.triggers
        )
        if units[i].low in before or (units[i].low == "with" and dealt):
            found.append(signals.codes.index(party.code))
    named = (c.code for c in signals.candidates if c.context not in UNSAID and first <= c.unit < last)
    return _Sources(frozenset(named), tuple(found))


def _heed(told: _Sources, codes: list[str], suppliers: Floats, recipients: Floats) -> None:
    """Makes the state supply that a sentence names as the source, where only the weapon's make speaks for another.

    "Argentina signed a contract with Denmark for 24 F-16s": the jets are American, and Denmark's to sell.
    """
    chosen, receiver = int(suppliers.argmax()) - 1, int(recipients.argmax()) - 1
    source = next((s for s in told.sources if s != receiver), None)
    if source is not None and (chosen < 0 or codes[chosen] not in told.named):
        suppliers[1 + source] = max(suppliers.max(), SOURCE)


def _spare(item: Item | None, codes: list[str], recipients: Floats) -> None:
    """Makes it unlikely that a weapon goes to the one state that makes it."""
    if item is not None and item.home in codes:
        recipients[1 + codes.index(item.home)] *= HOMEWARD
        recipients /= recipients.sum()


def _part(suppliers: Floats, recipients: Floats) -> None:
    """Nobody sells to itself: where one state is the likeliest on both sides, the likelier pair of two is taken."""
    code = int(suppliers.argmax())
    if code == 0 or code != int(recipients.argmax()):
        return
    other_supplier, other_recipient = (np.delete(x, code).max() for x in (suppliers, recipients))
    if max(other_supplier, other_recipient) < ENOUGH_BESIDE:
        return
    if other_supplier * recipients[code] > suppliers[code] * other_recipient:
        suppliers[code] = 0
    else:
        recipients[code] = 0


def _day_of(telling: Telling, signals: Signals) -> str | None:
    """The day of which a telling speaks, else that of the report."""
    date = signals.units[telling.date].date if telling.date is not None else None
    return (date.value if date is not None else None) or signals.page.document.published


def _estrange(codes: list[str], day: str | None, suppliers: Floats, recipients: Floats) -> None:
    """Makes it unlikely that arms go between enemies: the target of a weapon is not who gets it."""
    supplier, recipient = int(suppliers.argmax()), int(recipients.argmax())
    if not supplier or not recipient or not are_strangers(codes[supplier - 1], codes[recipient - 1], day):
        return
    other_suppliers, other_recipients = (
        _without(chances, place, [are_strangers(codes[place - 1], code, day) for code in codes])
        for chances, place in ((suppliers, recipient), (recipients, supplier))
    )
    if suppliers[supplier] * other_recipients.max() >= other_suppliers.max() * recipients[recipient]:
        recipients[:] = other_recipients / other_recipients.sum()
    else:
        suppliers[:] = other_suppliers / other_suppliers.sum()


def _without(chances: Floats, other: int, strange: list[bool]) -> Floats:
    """The chances with those of the other party's enemies made small, and none for itself."""
    found = chances.copy()
    found[1:][strange] *= UNHEARD
    found[other] = 0
    return found


def _thing_of(telling: Telling, signals: Signals) -> str:
    """What a telling is about, for the others to know."""
    item = thing_of(telling, signals)
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
            elif units[at].low in signals.grammar.words["joins"] and gap < 4:
                gap += 1
            else:
                break
            at += step
