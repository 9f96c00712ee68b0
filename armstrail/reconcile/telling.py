"""Tellings: what one document says of one transfer.

Enters: a document and its transfer and notice claims. Leaves: tellings, each a handful of claims with
supplier, recipient, items, amounts, stages and dates, small enough to keep beside the document and to
compare by the thousand; and issues for claims that name too little to be placed. A telling is a function of
its document alone. It cannot see that two sentences far apart speak of two sales when no date, amount or
weapon tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..model import Claim, Document, Issue, Value, hash_of
from .around import counted_of, is_further, is_of_package, kind_of
from .basis import basis_of, bound_of
from .clock import days_of, gap
from .kinship import gear_of, kin, same_item

LOOKS_BACK = 365
"""Days before a report beyond which a transfer is what it looks back on."""
_SENTENCE_ENDS = re.compile(r"[.!?][\"”’»]?\s")
MOST_BESIDE = 80
"""Transfers of one pair of states in one document that a further claim is compared with: registers list thousands."""
Apart = frozenset[frozenset[str]]
"""Pairs of claims that an analyst called different transfers."""
Quantity = tuple[str, float, str | None, str | None]
"""Item, count, bound, stage."""
Price = tuple[float, str | None, str | None, str | None, str | None]
"""Amount, currency, basis, bound, scope."""
Step = tuple[str | None, str | None, str | None]
"""Stage, modality, date."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What one document says of one transfer."""

    id: str
    document: str
    published: str | None
    supplier: str | None
    recipient: str | None
    claims: tuple[str, ...]
    items: tuple[str, ...]
    """Names of equipment in the order of the text, designations before nouns."""
    quantities: tuple[Quantity, ...] = ()
    prices: tuple[Price, ...] = ()
    steps: tuple[Step, ...] = ()
    kind: str | None = None
    transmittals: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    inferred: str = ""
    """Why a party was filled in that its own words do not name."""
    statements: tuple[str, ...] = ()
    """Claims of what was said about it in this document."""
    notices: tuple[str, ...] = ()
    printed: tuple[tuple[str, str], ...] = ()
    """Months and days that an undated document prints without a year, with the words (dating.py)."""
    unread: tuple[tuple[str, str | None, str | None, str], ...] = ()
    """Date words of an undated document that were not read: claim, stage, modality, words."""
    language: str | None = None
    """The language of those words."""
    day: str | None = None
    """The day that other reports give an undated document. Derived, and kept in no record of a telling."""
    learnt: tuple[str, ...] = ()
    """The words, the document and its day that the inferred day comes from."""
    dates: tuple[tuple[str, str, str], ...] = ()
    """Claim, date and words that the inferred day makes readable."""
    parts: tuple[Telling, ...] = ()
    """Where it names unlike weapons, what it says of each: other reports may show that they are two sales."""
    further: tuple[Quantity, ...] = ()
    """Those of its counts that are said to come on top of an earlier purchase: "18 more"."""
    counted: tuple[tuple[str, str], ...] = ()
    """Claims with the unit that their number counts: batteries, pods, launchers, missiles or kits."""

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def vague(self) -> bool:
        """True where no designation is named: it can join a case but not hold two together."""
        return all(gear_of(i).generic for i in self.items)

    @property
    def bare(self) -> bool:
        """True where it names neither a kind of weapon, nor a stage, nor an amount."""
        named = any(not gear_of(i).anything for i in self.items)
        return not named and not self.quantities and not self.prices and not any(s for s, _, _ in self.steps)

    def as_record(self) -> list[Any]:
        """The telling as a JSON list: what is kept of it, without the empty fields at the end."""
        values: list[Any] = [getattr(self, name) for name in _KEPT]
        values[_KEPT.index("parts")] = [p.as_record() for p in self.parts]
        while not values[-1]:
            values.pop()
        return values

    @staticmethod
    def from_record(record: Sequence[Any]) -> Telling:
        """The telling of a JSON list."""
        values = {name: _frozen(value) for name, value in zip(_KEPT, record, strict=False)}
        values["parts"] = tuple(map(Telling.from_record, values.get("parts", ())))
        return Telling(**values)


_KEPT = (
    "id", "document", "published", "supplier", "recipient", "claims", "items", "quantities", "prices", "steps", "kind",
    "transmittals", "amends", "inferred", "statements", "notices", "printed", "unread", "language", "parts", "further",
    "counted",
)  # fmt: skip
"""The fields that a record holds, in its order; what is derived later is not kept."""


def _frozen(value: Any) -> Any:
    """A value with tuples for its lists."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Said:
    """A transfer claim with the values that hold after links and decisions."""

    claim: Claim
    supplier: str | None
    recipient: str | None
    equipment: str | None
    inferred: str = ""

    @property
    def pair(self) -> tuple[str, str] | None:
        """Supplier and recipient, where both are known."""
        if self.supplier is None or self.recipient is None:
            return None
        return self.supplier, self.recipient


def _text(value: Value | None) -> str | None:
    return value if isinstance(value, str) and value else None


def _number(value: Value | None) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


_BREAK = re.compile(r"[.!?][\"”’'»)\]]*\s+[\"“‘'«(\[]*[A-ZА-Я0-9]|\n")


def _one_sentence(text: str, end: int, start: int) -> bool:
    """Whether no sentence or line ends between two places that lie near each other."""
    return start - end < 300 and _BREAK.search(text, max(0, end - 1), min(len(text), start + 1)) is None


def _fits(a: str | None, b: str | None) -> bool:
    """Whether two names in one document can be one thing: kin, or one of them left open."""
    return a is None or b is None or kin(a, b) > 0


def _fill(said: list[Said]) -> list[Said]:
    """Parties that a claim leaves out, from claims of the same document that leave no choice."""
    full = list({(s.pair, s.equipment): s for s in said if s.pair is not None}.values())
    done: list[Said] = []
    for s in said:
        if s.pair is not None:
            done.append(s)
            continue
        near = [
            f for f in full
            if (s.supplier is None or f.supplier == s.supplier)
            and (s.recipient is None or f.recipient == s.recipient)
        ]  # fmt: skip
        kindred = [f for f in near if f.equipment is not None and _fits(s.equipment, f.equipment)]
        closest = [
            f
            for f in kindred
            if s.equipment is not None and f.equipment is not None and kin(s.equipment, f.equipment) >= 0.7
        ]
        pairs = {f.pair for f in (closest or kindred)}
        if not pairs and s.equipment is None:
            pairs = {f.pair for f in near}
        if len(pairs) == 1 and (
            s.supplier is not None or s.recipient is not None or closest or s.equipment is None
        ):
            pair = next(iter(pairs))
            assert pair is not None
            missing = [n for n, v in (("supplier", s.supplier), ("recipient", s.recipient)) if v is None]
            note = f"{' and '.join(missing)} from the only such transfer in the same report"
            done.append(replace(s, supplier=pair[0], recipient=pair[1], inferred=note))
        else:
            done.append(s)
    return done


def _price(claim: Claim) -> Price | None:
    amount = _number(claim.get("value"))
    if amount is None:
        return None
    bound = bound_of(claim, "value")
    return (
        amount, _text(claim.get("currency")),
        basis_of(claim.get("stage"), claim.get("value_basis"), claim.get("modality"), bound), bound,
        _text(claim.get("value_scope")),
    )  # fmt: skip


def _telling(document: Document, group: Sequence[Said]) -> Telling:
    """One telling of the claims of a group."""
    ordered = sorted(group, key=lambda s: (s.claim.start, s.claim.end, s.claim.id))
    items: list[str] = []
    for s in ordered:
        if s.equipment is not None and s.equipment not in items:
            items.append(s.equipment)
    items.sort(key=lambda i: gear_of(i).generic * 2 + gear_of(i).part)
    quantities: list[Quantity] = []
    further: list[Quantity] = []
    prices: list[Price] = []
    steps: list[Step] = []
    for s in ordered:
        claim = s.claim
        count = _number(claim.get("quantity"))
        stage = _text(claim.get("stage")) if claim.get("modality") is None else None
        if count is not None and s.equipment is not None:
            quantities.append((s.equipment, count, bound_of(claim, "quantity"), stage))
            if is_further(document, claim):
                further.append(quantities[-1])
        price = _price(claim)
        if price is not None:
            prices.append(price)
            also = _number(claim.get("value_also"))
            if also is not None:
                prices.append((also, _text(claim.get("currency_also")), price[2], price[3], price[4]))
        steps.append((stage, _text(claim.get("modality")), _text(claim.get("date"))))
    kinds = [k for k in (kind_of(document, s.claim) for s in ordered) if k is not None]
    claims = tuple(s.claim.id for s in ordered)
    return Telling(
        id=hash_of("telling", document.id, claims),
        document=document.id,
        published=document.published,
        supplier=ordered[0].supplier,
        recipient=ordered[0].recipient,
        claims=claims,
        items=tuple(items),
        quantities=tuple(dict.fromkeys(quantities)),
        prices=tuple(dict.fromkeys(prices)),
        steps=tuple(dict.fromkeys(steps)),
        kind=kinds[0] if kinds else None,
        inferred=next((s.inferred for s in ordered if s.inferred), ""),
        further=tuple(dict.fromkeys(further)),
        counted=tuple(
            (s.claim.id, unit) for s in ordered if (unit := counted_of(document, s.claim)) is not None
        ),
    )


def _own_prices(group: Iterable[Said]) -> set[tuple[float, str | None]]:
    """Prices of a group that are not said to cover more than it."""
    found = set()
    for s in group:
        price = _price(s.claim)
        if price is not None and price[4] is None:
            found.add((price[0], price[1]))
    return found


def _atoms(document: Document, said: list[Said], apart: Apart) -> list[list[Said]]:
    """Claims of one pair of states in groups that the text itself holds together."""
    groups: list[list[Said]] = []
    for s in sorted(said, key=lambda s: (s.claim.start, s.claim.end, s.claim.id)):
        home = _home(document, groups, s)
        if home is None or _kept_apart(apart, (p.claim.id for p in home), (s.claim.id,)):
            groups.append([s])
        else:
            home.append(s)
    return groups


def _kept_apart(apart: Apart, first: Iterable[str], second: Iterable[str]) -> bool:
    """Whether an analyst called claims of two groups different transfers."""
    if not apart:
        return False
    theirs = tuple(second)
    return any(frozenset((a, b)) in apart for a in first for b in theirs)


def _home(document: Document, groups: list[list[Said]], s: Said) -> list[Said] | None:
    """The group of claims before it that a claim belongs to by the form of the text, or None."""
    if not groups:
        return None
    last = groups[-1]
    end = max(p.claim.end for p in last)
    if s.claim.start < end or _one_sentence(document.text, end, s.claim.start):
        named = s.equipment is not None and not gear_of(s.equipment).generic
        counted = any(
            p.claim.get("quantity") is not None or p.claim.get("value") is not None for p in (*last, s)
        )
        kindred = any(_fits(s.equipment, p.equipment) for p in last)
        if _goes_with(last, s) and (kindred or (_same_step(last, s) and (named or counted))):
            return last
        return None
    if s.claim.start - end < 600 and is_of_package(document, s.claim):
        near = [g for g in groups[-4:] if _goes_with(g, s) and _same_step(g, s)]
        # "The package also includes": of the sale with the price, not of one told in passing.
        priced = [g for g in near if _own_prices(g)]
        if priced or near:
            return (priced or near)[-1]
    return None


def _same_step(group: Sequence[Said], s: Said) -> bool:
    return _step(s) in {_step(p) for p in group}


def _step(s: Said) -> tuple[str | None, str | None]:
    """Stage and date; a date whose words were not read is none."""
    return _text(s.claim.get("stage")), _text(s.claim.get("date"))


def _goes_with(group: Sequence[Said], s: Said) -> bool:
    """Whether neither price nor date nor count keeps a claim out of a group."""
    own, theirs = _own_prices([s]), _own_prices(group)
    if own and theirs and own != theirs:
        return False
    for p in group:
        if p.claim.get("stage") != s.claim.get("stage") or s.claim.get("stage") == "delivered":
            continue
        mine, other = days_of(_text(s.claim.get("date"))), days_of(_text(p.claim.get("date")))
        if mine is not None and other is not None and gap(mine, other) > 60:
            return False
        n, m = _number(s.claim.get("quantity")), _number(p.claim.get("quantity"))
        if (
            n is not None
            and m is not None
            and n != m
            and s.equipment
            and p.equipment
            and same_item(s.equipment, p.equipment)
        ):
            return False
    return True


def _one_sale(a: Telling, b: Telling) -> bool:
    """Different weapons in one report that are lines of one government sale: one price, one stage of the review."""
    from .joining import REVIEW

    stages = {s for s, m, _ in (*a.steps, *b.steps) if s is not None and m is None}
    dates = {d for _, _, d in (*a.steps, *b.steps) if d is not None}
    prices = {(p[0], p[1]) for p in (*a.prices, *b.prices) if p[4] is None}
    return (
        bool(stages)
        and stages <= REVIEW
        and len(dates) <= 1
        and len({c for _, c in prices}) == 1 == len(prices)
    )


def _in_packages(document: Document, tellings: list[Telling], apart: Apart) -> list[Telling]:
    """Tellings of unlike weapons joined where they are lines of one government sale."""
    from .joining import weigh

    found: list[Telling] = []
    for telling in tellings:
        for i, other in list(enumerate(found))[-MOST_BESIDE:]:
            if _kept_apart(apart, other.claims, telling.claims):
                continue
            verdict = weigh(other, telling)
            if not verdict.joined and not verdict.reason and _one_sale(other, telling):
                found[i] = merge(document, other, telling)
                break
        else:
            found.append(telling)
    return found


def merge(document: Document, a: Telling, b: Telling) -> Telling:
    """Two tellings of one document as one."""
    first, second = (a, b)
    claims = tuple(dict.fromkeys((*first.claims, *second.claims)))
    items = sorted(
        dict.fromkeys((*first.items, *second.items)), key=lambda i: gear_of(i).generic * 2 + gear_of(i).part
    )
    return Telling(
        id=hash_of("telling", document.id, claims),
        document=document.id,
        published=document.published,
        supplier=first.supplier,
        recipient=first.recipient,
        claims=claims,
        items=tuple(items),
        quantities=tuple(dict.fromkeys((*first.quantities, *second.quantities))),
        prices=tuple(dict.fromkeys((*first.prices, *second.prices))),
        steps=tuple(dict.fromkeys((*first.steps, *second.steps))),
        kind=first.kind or second.kind,
        transmittals=tuple(sorted({*first.transmittals, *second.transmittals})),
        amends=tuple(sorted({*first.amends, *second.amends})),
        inferred=first.inferred or second.inferred,
        further=tuple(dict.fromkeys((*first.further, *second.further))),
        counted=tuple(dict.fromkeys((*first.counted, *second.counted))),
    )


def tell(
    document: Document,
    claims: Iterable[Claim],
    *,
    targets: Mapping[tuple[str, str], str] | None = None,
    apart: Apart = frozenset(),
) -> tuple[tuple[Telling, ...], tuple[Issue, ...]]:
    """The tellings of one document, and an issue for each transfer claim that names too little.

    ``targets`` gives, by claim id and slot, a value that an analyst's decision puts in place of the claim's own; an
    empty target takes the whole claim out (``("claim id", "")``). ``apart`` holds pairs of claims that an analyst
    called different transfers.
    """
    from .dating import note_days
    from .joining import weigh

    targets = targets or {}
    said: list[Said] = []
    notices: list[Claim] = []
    statements: list[Claim] = []
    issues: list[Issue] = []
    for claim in sorted(claims, key=lambda c: (c.start, c.end, c.id)):
        if (claim.id, "") in targets:
            issues.append(Issue("reconcile", claim.id, targets[claim.id, ""], document.name, fatal=False))
            continue
        if claim.kind == "notice":
            notices.append(claim)
        if claim.kind == "statement":
            statements.append(claim)
        if claim.kind != "transfer":
            continue
        given = {
            n: targets.get((claim.id, n), _text(claim.get(n))) for n in ("supplier", "recipient", "equipment")
        }
        said.append(Said(claim, given["supplier"], given["recipient"], given["equipment"]))
    said = _fill(said)
    by_pair: dict[tuple[str | None, str | None], list[Said]] = {}
    for s in said:
        if s.recipient is None:
            reason = "no recipient is named, and the report leaves more than one choice or none"
            issues.append(Issue("reconcile", s.claim.id, reason, document.name, fatal=False))
            continue
        if s.supplier == s.recipient:
            reason = "supplier and recipient are one state: no transfer between states"
            issues.append(Issue("reconcile", s.claim.id, reason, document.name, fatal=False))
            continue
        by_pair.setdefault((s.supplier, s.recipient), []).append(s)
    tellings: list[Telling] = []
    for pair in sorted(by_pair, key=lambda p: (p[0] or "", p[1] or "")):
        parts = [_telling(document, group) for group in _atoms(document, by_pair[pair], apart)]
        gathered: list[Telling] = []
        # Designations first: a noun joins what is named, and never the other way round.
        for part in sorted(parts, key=lambda t: (t.vague, not t.prices and not t.quantities)):
            place, best = -1, 0.0
            for i, other in list(enumerate(gathered))[-MOST_BESIDE:]:
                if _kept_apart(apart, other.claims, part.claims):
                    continue
                verdict = weigh(other, part)
                if verdict.joined and verdict.score > best:
                    place, best = i, verdict.score
            if place >= 0:
                gathered[place] = merge(document, gathered[place], part)
            else:
                gathered.append(part)
        tellings.extend(_in_packages(document, gathered, apart))
    if len(notices) == 1 and tellings:
        tellings = _of_notice(document, notices[0], tellings)
    places = {s.claim.id: (s.claim.start, s.claim.end) for s in said}
    tellings = _with_statements(document, tellings, statements, places)
    by_id = {s.claim.id: s for s in said}
    told = []
    for telling in note_days(document, tellings, [s.claim for s in said]):
        parts = _parted(document, [by_id[c] for c in telling.claims])
        own = [s for s in statements if s.id in telling.statements]
        parts = note_days(document, _with_statements(document, parts, own, places), [s.claim for s in said])
        told.append(replace(telling, parts=tuple(parts)))
    return tuple(told), tuple(issues)


def leads_of(items: Iterable[str]) -> list[str]:
    """The weapons that a telling can be about, one of each kin: named ones of a category of the register."""
    found: list[str] = []
    for item in items:
        gear = gear_of(item)
        able = not gear.generic and not gear.part and gear.category not in (None, "other")
        if able and all(kin(item, lead) == 0 for lead in found):
            found.append(item)
    return found


def _parted(document: Document, said: Sequence[Said]) -> list[Telling]:
    """One telling for each of the unlike weapons that some claims name; none where they name one."""
    leads = leads_of(s.equipment for s in said if s.equipment is not None)
    if not 1 < len(leads) <= MOST_BESIDE:
        return []
    groups: dict[str, list[Said]] = {lead: [] for lead in leads}
    home = leads[0]
    for s in sorted(said, key=lambda s: (s.claim.start, s.claim.end, s.claim.id)):
        near = {lead: kin(s.equipment, lead) for lead in leads} if s.equipment is not None else {}
        best = [lead for lead, k in near.items() if k > 0 and k == max(near.values())]
        # What names no weapon of them goes with the one told before it.
        home = best[0] if len(best) == 1 else home
        groups[home].append(s)
    return [_telling(document, group) for group in groups.values() if group]


def _looks_back(telling: Telling) -> bool:
    """Whether every step that a telling dates lies more than a year before the report."""
    out = days_of(telling.published)
    dated = [days for _, _, d in telling.steps if d is not None and (days := days_of(d)) is not None]
    return out is not None and bool(dated) and all(out[0] - days[1] > LOOKS_BACK for days in dated)


def _with_statements(
    document: Document,
    tellings: list[Telling],
    statements: list[Claim],
    places: Mapping[str, tuple[int, int]],
) -> list[Telling]:
    """What was said goes to the transfer told in its sentence or before it in the paragraph, else to the report's own.

    A transfer of years before, on which the report looks back, is not what it quotes people on; nor is one that only
    a later sentence tells.
    """
    if not tellings or not statements:
        return tellings
    fresh = [i for i, t in enumerate(tellings) if not _looks_back(t)]
    main = max(
        fresh or range(len(tellings)), key=lambda i: (not tellings[i].bare, len(tellings[i].claims), -i)
    )
    given: dict[int, list[str]] = {}
    for statement in statements:
        best, place = 10**9, main
        for i, telling in enumerate(tellings):
            if fresh and i not in fresh:
                continue
            for claim in telling.claims:
                start, end = places[claim]
                distance = max(0, start - statement.end, statement.start - end)
                between = document.text[min(end, statement.end) : max(start, statement.start)]
                later = start >= statement.end and _SENTENCE_ENDS.search(
                    document.text, statement.end - 2, start
                )
                if distance < best and distance < 400 and "\n" not in between and not later:
                    best, place = distance, i
        given.setdefault(place, []).append(statement.id)
    return [replace(t, statements=tuple(given.get(i, ()))) for i, t in enumerate(tellings)]


def _of_notice(document: Document, notice: Claim, tellings: list[Telling]) -> list[Telling]:
    """An official notice is about one sale: everything for its recipient belongs to it."""
    recipient = _text(notice.get("recipient"))
    about = [t for t in tellings if recipient is None or t.recipient == recipient]
    pairs = {(t.supplier, t.recipient) for t in about if t.supplier is not None}
    if not about or len(pairs) != 1:
        return tellings
    whole = about[0]
    for t in about[1:]:
        whole = merge(document, whole, t)
    pair = next(iter(pairs))
    transmittal = notice.get("transmittal")
    amends = notice.get("amends")
    names = tuple(str(a) for a in amends) if isinstance(amends, tuple) else (str(amends),) if amends else ()
    whole = replace(
        whole,
        supplier=pair[0],
        recipient=pair[1],
        transmittals=(str(transmittal),) if transmittal else (),
        amends=names,
        notices=(notice.id,),
    )
    return [whole, *(t for t in tellings if t not in about)]
