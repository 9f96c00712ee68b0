"""A case of a group of tellings: items, value, stages, support, disagreements.

Enters: a group, its claims, and what is known of their documents. Leaves: a Case. Its id is a hash of the
claim that comes first by day of publication, document and place, so it does not depend on the order of
reading; every claim of a case gives such a key, and by them an id that a case had before still leads to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from ..model import (
    ENDS,
    NOTHING,
    STAGES,
    Case,
    CaseDocument,
    Claim,
    Disagreement,
    Field,
    Item,
    StageEvent,
    hash_of,
)
from ..resolve.links import weapon_named
from . import disagreements as differ
from . import steps as taken
from .clock import days_of
from .cluster import Group
from .dating import date_claims, learnt_of
from .fields import CEILING, CONTRACT, DELIVERED, Told, basis_of, bound_of, field_of, gather, prefer
from .figures import agree, magnitude, slip
from .items import group_equipment, make_items
from .joining import RANK
from .kinship import gear_of, kin
from .options import of_options
from .rates import convert
from .rulings import Rulings
from .statements import group_statements
from .support import Origins, Source, Support
from .worth import can_cost

TOLD_SURELY = 0.62
"""The confidence from which a claim says that a step was taken, where any claim is that sure."""
SURE_SIDE = 0.6
"""The confidence that a claim on each side of a disagreement must have: a slip of reading is none of the press."""
SURE_SLIP = 0.4
"""The same where one figure is the other but for a slip, a rounding or a correction: that is no slip of reading."""
SURE_APART = 0.8
"""The same for figures of unlike scope, and for steps that exclude each other: any slip of reading looks like one."""
_READ_APART = frozenset({"scope", "stage"})
_FIGURES = frozenset({"quantity", "bound", "value", "currency", "value_also", "currency_also"})
"""Slots that say how many and how much."""


def case_key(claim: str) -> str:
    """The id of a case that has this claim as its first."""
    return hash_of("case", claim)


def _first(claims: Sequence[Claim], sources: Mapping[str, Source]) -> Claim:
    return min(claims, key=lambda c: (sources[c.document].published or "~", c.document, c.start, c.end, c.id))


def _value(support: Support) -> float | None:
    n = support.claim.get("value")
    return float(n) if isinstance(n, int | float) else None


def _split(supports: Sequence[Support]) -> dict[str | None, list[Support]]:
    """Supports by the meaning of their amount."""
    found: dict[str | None, list[Support]] = {}
    for s in supports:
        stated = s.claim.get("value_basis") if s.claim.get("value") is not None else None
        basis = basis_of(s.claim.get("stage"), stated, s.claim.get("modality"), bound_of(s.claim, "value"))
        found.setdefault(basis, []).append(s)
    ceilings, contracts = found.get(CEILING, []), found.get(CONTRACT, [])
    signed = {_value(s) for s in contracts}
    for s in [x for x in ceilings if _of_contract(x) and _value(x) in signed]:
        # "Will supply 180 tanks for $3.37bn", "a contract not to exceed $1.17bn": others say it is signed.
        ceilings.remove(s)
        contracts.append(s)
    for s in [x for x in contracts if any(_misnamed(x, c) for c in ceilings)]:
        contracts.remove(s)
        ceilings.append(s)
    return {basis: held for basis, held in found.items() if held}


def _of_contract(ceiling: Support) -> bool:
    """Whether a ceiling is that of a contract, and not of what might be sold."""
    return ceiling.claim.get("modality") == "planned" or ceiling.claim.get("stage") == "ordered"


def _misnamed(contract: Support, ceiling: Support) -> bool:
    """Whether the price of an order is the ceiling that a better source gave in the same weeks, with a slip."""
    a, b = _value(contract), _value(ceiling)
    if a is None or b is None or contract.claim.get("currency") != ceiling.claim.get("currency"):
        return False
    return ceiling.rank > contract.rank and slip(a, b) and differ.near(contract, ceiling, differ.NEAR_DAYS)


def _own_prices(supports: Sequence[Support]) -> list[Support]:
    """Supports without the sums that a report gives for arms of all sorts, where it prices the weapon itself."""
    vague: list[Support] = []
    own: list[Support] = []
    for s in supports:
        if _value(s) is not None:
            name = s.claim.get("equipment")
            (vague if isinstance(name, str) and gear_of(name).anything else own).append(s)
    named = {s.source.id for s in own}
    return [*own, *(s for s in vague if s.source.id not in named)]


def _main(supports: Sequence[Support], items: Sequence[Item]) -> list[Support]:
    """Supports that can be about the weapons of a case and not only about what is told beside them."""
    named = [i.equipment for i in items if not i.part and not gear_of(i.equipment).generic]
    leads = named or [i.equipment for i in items]
    found = []
    for s in supports:
        name = s.claim.get("equipment")
        if not isinstance(name, str) or any(kin(name, lead) > 0 for lead in leads):
            found.append(s)
    return found


def _like(support: Support, split: Mapping[str | None, Sequence[Support]]) -> str | None:
    """The basis among whose amounts there is this one, else one that it rounds or mistakes, else its conversion."""
    mine, unit = _value(support), support.claim.get("currency")
    nearest: list[tuple[int, str]] = []
    for basis, held in split.items():
        for s in held:
            n, currency = _value(s), s.claim.get("currency")
            if basis is None or n is None or mine is None:
                continue
            if currency != unit:
                turned = convert(mine, str(unit), str(currency), support.source.published)
                close = turned is not None and abs(turned.amount - n) <= differ.CONVERTED * n
                nearest.extend([(2, basis)] if close else [])
            elif agree(mine, n) or slip(mine, n):
                nearest.append((int(mine != n), basis))
    return min(nearest, default=(0, None))[1]


def _values(
    supports: Sequence[Support], origins: Origins, items: Sequence[Item]
) -> tuple[Field, tuple[Field, ...], list[Disagreement]]:
    by_basis: dict[str | None, list[Told]] = {}
    split = _split(supports)
    for s in split.pop(None, []):
        split.setdefault(_like(s, split) or next(iter(sorted(split, key=str)), CEILING), []).append(s)
    rest = {b: held for b, held in split.items() if b != DELIVERED}
    for s in split.pop(DELIVERED, []):
        # "The first of 12 jets, bought for 628 million, have arrived": the price is not of what arrived.
        split.setdefault(_like(s, rest) or DELIVERED, []).append(s)
    for basis, held in split.items():
        by_basis[basis] = _weigh_absurd(gather(held, amount=_value, currency="currency"), items)
    fields: dict[str | None, Field] = {}
    found: list[Disagreement] = []
    everything = [t.value for told in by_basis.values() for t in told]
    for basis in sorted(by_basis, key=lambda b: (CEILING, CONTRACT, DELIVERED).index(b) if b else 3):
        told = by_basis[basis]
        fields[basis] = field_of(told, origins, basis=basis)
        best, _ = prefer(told)
        parts = [v for v in everything if v != best.value]
        found.extend(differ.of_numbers("value", told, best, None, parts if len(parts) > 1 else ()))
        found.extend(differ.of_currencies(told, best))
    found.extend(differ.of_slips("value", supports, None, found))
    best_field = fields.get(CONTRACT) or fields.get(CEILING) or fields.get(DELIVERED) or NOTHING
    return best_field, tuple(fields.values()), found


def _weigh_absurd(told: Sequence[Told], items: Sequence[Item]) -> list[Told]:
    """The amounts, those marked that only a lost or gained thousand explains: three million for three frigates."""
    able = {id(t): can_cost(t.value, t.currency, t.latest, items) for t in told}
    return [
        replace(t, absurd=True)
        if not able[id(t)]
        and any(able[id(o)] and o.currency == t.currency and magnitude(o.value, t.value) for o in told)
        else t
        for t in told
    ]


def _history(supports: Sequence[Support]) -> tuple[list[StageEvent], list[Disagreement]]:
    steps: dict[tuple[str, str | None, str | None], list[Support]] = {}
    for s in supports:
        stage = s.claim.get("stage")
        if stage is None:
            continue
        modality, date = s.claim.get("modality"), s.claim.get("date")
        steps.setdefault(
            (str(stage), str(modality) if modality else None, str(date) if date else None), []
        ).append(s)
    events = [
        StageEvent(
            stage, modality, date, tuple(dict.fromkeys(s.claim.id for s in held)),
            len({s.source.house for s in held}), len({s.origin for s in held}),
        )
        for (stage, modality, date), held in steps.items()
    ]  # fmt: skip
    events.sort(key=lambda e: (RANK.get(e.stage, 99), e.modality or "", e.date or "~", e.claims))
    found = taken.of_stages([(s, m, held) for (s, m, _), held in sorted(steps.items(), key=str)])
    found.extend(taken.of_intents(supports) or taken.of_lone_steps(supports))
    for stage in STAGES:
        dated = [(d, held) for (s, m, d), held in steps.items() if s == stage and m is None and d is not None]
        found.extend(taken.of_dates(stage, sorted(dated, key=lambda x: x[0])))
    return events, found


def _reached(supports: Sequence[Support]) -> str | None:
    """The furthest step that words say was taken; an end counts where nothing later is told after it."""
    told: dict[str, list[tuple[int, Support]]] = {}
    slips = (*taken.of_intents(supports), *taken.of_lone_steps(supports))
    mistaken = {c for d in slips for c in d.values[1].claims}
    plain = [
        s
        for s in supports
        if s.claim.get("stage") and s.claim.get("modality") is None and s.claim.id not in mistaken
    ]
    sure = [s for s in plain if s.claim.confidence >= TOLD_SURELY]
    for s in sure or plain:
        stage = s.claim.get("stage")
        days = days_of(str(s.claim.get("date"))) if s.claim.get("date") else days_of(s.source.published)
        told.setdefault(str(stage), []).append((days[1] if days is not None else 0, s))
    denied: dict[str, int] = {}
    for s in supports:
        if s.claim.get("modality") == "denied":
            stage = str(s.claim.get("stage"))
            denied[stage] = max(s.rank, denied.get(stage, 0))
    believed = [
        stage for stage in STAGES
        if stage in told
        and not (
            len({s.origin for _, s in told[stage]}) < 2
            and denied.get(stage, -1) > max(s.rank for _, s in told[stage])
        )
    ]  # fmt: skip
    ladder = [stage for stage in believed if stage not in ENDS]
    furthest = ladder[-1] if ladder else None
    ends = [stage for stage in believed if stage in ENDS]
    if ends:
        last = max(ends, key=lambda s: max(d for d, _ in told[s]))
        if furthest is None or max(d for d, _ in told[last]) >= max(d for d, _ in told[furthest]):
            return last
    return furthest


def _is_sure(disagreement: Disagreement, claims: Mapping[str, Claim]) -> bool:
    """Whether each side of a disagreement has a claim that was read surely enough for its kind."""
    slip, apart = disagreement.kind in differ.SLIPS, disagreement.kind in _READ_APART
    least = SURE_SLIP if slip else SURE_APART if apart else SURE_SIDE
    return all(
        max((claims[c].confidence for c in side.claims if c in claims), default=1.0) >= least
        for side in disagreement.values
    )


def _announced(
    supports: Sequence[Support], inferred: Collection[str] = ()
) -> tuple[str | None, tuple[str, ...]]:
    """The day on which it became public: of its approval or notification, else the first report.

    With a note where no text states that day: it is the first report's, or follows from an inferred day.
    """
    dated = sorted(
        (days[0], str(s.claim.get("date")), s.claim.id in inferred)
        for s in supports
        if s.claim.get("stage") in ("approved", "notified", "agreed", "ordered")
        and s.claim.get("modality") is None
        and (days := days_of(str(s.claim.get("date")) if s.claim.get("date") else None)) is not None
    )
    if dated:
        best = min(dated, key=lambda d: (d[0], -len(d[1]), d[2]))
        precise = [d for d in dated if len(d[1]) > len(best[1]) and d[1].startswith(best[1])]
        _, day, guessed = (precise or [best])[0]
        note = f"announced {day} is inferred: it follows from the inferred day of a report without a date"
        return day, (note,) if guessed else ()
    published = sorted(s.source.published for s in supports if s.source.published)
    if not published:
        return None, ()
    return published[0], (
        f"announced {published[0]} is inferred: it is the day of the first report, for no text dates a step",
    )


def _inferred(group: Group, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Why undated reports of a case have a day, and what their words mean by it."""
    found: dict[str, None] = {}
    for t in sorted(group.tellings, key=lambda t: (t.document, t.id)):
        learnt = learnt_of(t)
        if learnt is None:
            continue
        found[learnt.reason(sources[t.document].name)] = None
        for _, value, words in t.dates:
            found[f"{sources[t.document].name}: “{words}” read as {value} by that inferred day"] = None
    return tuple(found)


def build_case(
    group: Group,
    claims: Mapping[str, Claim],
    sources: Mapping[str, Source],
    *,
    rulings: Rulings | None = None,
) -> Case:
    """The case of a group. ``claims`` holds every claim that its tellings name; ``sources`` their documents.

    ``rulings`` are an analyst's decisions on the claims.
    """
    claims = date_claims(claims, group.tellings)
    if rulings is not None:
        claims = rulings.apply(claims)
    ids = sorted({c for t in group.tellings for c in t.claims})
    transfers = sorted(
        (claims[i] for i in ids),
        key=lambda c: (sources[c.document].published or "~", c.document, c.start, c.end, c.id),
    )
    said = [claims[i] for i in sorted({s for t in group.tellings for s in t.statements}) if i in claims]
    notices = [claims[i] for i in sorted({n for t in group.tellings for n in t.notices}) if i in claims]
    origins = Origins(
        transfers, sources, said, (group.tellings[0].supplier or "", group.tellings[0].recipient or "")
    )
    supports = [origins.support(c) for c in transfers]
    equipment = {c.id: str(e) for c in transfers if (e := c.get("equipment")) is not None}
    listed = sorted({e for e in equipment.values() if not gear_of(e).generic})
    equipment = {
        k: weapon_named(e, listed) if gear_of(e).generic or e.endswith(")") else e
        for k, e in equipment.items()
    }
    believed = [replace(s, claim=_without_figures(s.claim)) for s in supports]
    items, found = make_items(group_equipment(believed, equipment), origins)
    found = [*found, *differ.of_units(supports, {c: unit for t in group.tellings for c, unit in t.counted})]
    found = of_options(supports, found)
    value, values, more = _values(_own_prices(believed), origins, items)
    history, steps = _history(supports)
    statements = group_statements(said, sources)
    kinds: dict[str, int] = {}
    for t in group.tellings:
        if t.kind is not None:
            kinds[t.kind] = kinds.get(t.kind, 0) + 1
    told = len({t.document for t in group.tellings})
    kind = min(kinds, key=lambda k: (-kinds[k], k)) if kinds and max(kinds.values()) * 3 >= told else "sale"
    documents = sorted({c.document for c in transfers}, key=lambda d: (sources[d].published or "~", d))
    reached = _reached(_main(supports, items)) or _reached(supports)
    differing = _in_order(
        (*(d for d in (*found, *more, *steps) if _is_sure(d, claims)), *differ.of_wordings(statements))
    )
    items = [
        replace(
            i,
            quantity=_marked(i.quantity, "quantity", differing),
            delivered=_marked(i.delivered, "delivered", differing),
        )
        for i in items
    ]
    values = tuple(_marked(v, "value", differing) for v in values)
    value = _marked(value, "value", differing)
    announced, note = _announced(supports, {c for t in group.tellings for c, _, _ in t.dates})
    return Case(
        id=case_key(_first(transfers, sources).id),
        supplier=group.tellings[0].supplier or "",
        recipient=group.tellings[0].recipient or "",
        kind=kind,
        items=tuple(items),
        value=value,
        values=values,
        reached=reached,
        history=tuple(history),
        announced=announced,
        outlets=len({sources[d].house for d in documents}),
        documents=tuple(
            CaseDocument(
                d, sources[d].name, sources[d].url, sources[d].title, sources[d].outlet, sources[d].published,
                _rests_on(sources[d]),
            )
            for d in documents
        ),
        origins=origins.behind(transfers),
        statements=statements,
        notices=tuple(n.id for n in notices),
        disagreements=differing,
        claims=tuple(c.id for c in transfers),
        reasons=(*group.reasons, *_inferred(group, sources), *note),
        transmittals=tuple(sorted({x for t in group.tellings for x in t.transmittals})),
    )  # fmt: skip


def _marked(field: Field, slot: str, disagreements: Sequence[Disagreement]) -> Field:
    """A field that is disputed only where a disagreement says in what way: two deliveries are none."""
    mine = set(field.claims)
    clash = any(
        d.field == slot and mine & {c for side in d.values for c in side.claims} for d in disagreements
    )
    return replace(field, disputed=field.disputed and clash)


def _without_figures(claim: Claim) -> Claim:
    """A claim that is denied, without its figures: what was not ordered counts nothing and costs nothing."""
    if claim.get("modality") != "denied":
        return claim
    return replace(claim, slots=tuple(replace(s, value="") if s.name in _FIGURES else s for s in claim.slots))


def _in_order(found: Iterable[Disagreement]) -> tuple[Disagreement, ...]:
    return tuple(sorted(found, key=lambda d: (d.field, d.kind, d.why)))


def _rests_on(source: Source) -> str:
    if source.root.kind == "own":
        return "own reporting"
    return f"{source.root.name}: {source.root.how}"
