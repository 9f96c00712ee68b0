"""The clock of a case of the ledger.

Enters: a Case whose supplier is the United States, and the claims behind it where they are at hand. Leaves: a Clock.
The case tells what words said; nothing is added to it. Without the claims it sees the steps with their dates, and not
what a notice itself gives (the day of the web post, the major defense equipment).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..model import Case, Claim, StageEvent, Value
from .applying import Amounts
from .clock import Clock, Dates, clock
from .designations import Transmittal, parse_transmittal
from .law import Law, Line, ProcedureError, days_of

KINDS = {"sale": "FMS", "licence": "manufacturing", "re-export": "third-party"}
"""Kinds of a case, and the kind of transfer whose rule is asked."""


def _words(value: Value | None) -> str | None:
    return value if isinstance(value, str) else None


def _money(claim: Claim, name: str) -> float | None:
    value = claim.get(name)
    if isinstance(value, int | float) and claim.get("currency") == "USD":
        return float(value)
    return None


def _chain(case: Case) -> list[Transmittal]:
    """The transmittals of a case, oldest first: a lettered one amends one without a letter."""
    found = [t for t in map(parse_transmittal, case.transmittals) if t is not None]
    return sorted(found, key=lambda t: (t.lettered, t.series, t.serial.zfill(4)))


def _notified(events: tuple[StageEvent, ...]) -> list[StageEvent]:
    return [e for e in events if e.stage == "notified" and e.modality is None]


def _told(case: Case, *, first: bool) -> tuple[str | None, list[Line]]:
    """The day of notification as most origins tell it, or the first one told, and what else is told."""
    dated = [e for e in _notified(case.history) if e.date is not None]
    if not dated:
        return None, []
    if first:
        best = min(dated, key=lambda e: (days_of(e.date or "")[1], -e.origins))
    else:
        best = max(dated, key=lambda e: (e.origins, e.outlets, len(e.date or ""), e.date or ""))
    # "2024-01" of more origins and "2024-01-11" are one day, of which the second says more.
    finer = [e for e in dated if e.date != best.date and (e.date or "").startswith(best.date or "")]
    best = max(finer, key=lambda e: (e.origins, len(e.date or ""), e.date or ""), default=best)
    low, high = days_of(best.date or "")
    others = sorted({
        e.date for e in dated
        if e.date is not None and not (days_of(e.date)[0] <= low and high <= days_of(e.date)[1])
    })  # fmt: skip
    if not others:
        return best.date, []
    text = (
        f"The day of notification is told in different ways: {best.date} ({best.origins} origins), also "
        f"{', '.join(others)}. One case may hold several certifications."
    )
    return best.date, [Line(text, "the case's own history", "unknown")]


def _when(case: Case) -> tuple[str | None, str]:
    """A day that chooses the rule where no notification is dated, and what day it is."""
    approved = sorted(
        e.date for e in case.history if e.stage == "approved" and e.modality is None and e.date is not None
    )
    if approved:
        return approved[0], "of the determination"
    if case.announced is not None:
        return case.announced, "on which it became public"
    return _released(case), "of the first report"


def _released(case: Case) -> str | None:
    """The earliest day of publication of a document, partial ISO."""
    return min((d.published for d in case.documents if d.published is not None), default=None)


def _reported(case: Case, claims: Mapping[str, Claim]) -> str | None:
    """The day of the first report that says that Congress was notified.

    Where the claims do not tell which documents say so, the last document's day: receipt is on or before it.
    """
    ids = [*case.notices, *(c for e in _notified(case.history) for c in e.claims)]
    if not ids and not case.transmittals:
        return None
    papers = {claims[i].document for i in ids if i in claims}
    told = [d.published for d in case.documents if d.id in papers and d.published is not None]
    if told:
        return min(told, key=lambda d: days_of(d)[1])
    every = [d.published for d in case.documents if d.published is not None]
    return max(every, key=lambda d: days_of(d)[1], default=None)


def _values(case: Case, notice: Claim | None) -> Amounts:
    if notice is not None:
        return Amounts(_money(notice, "mde_value"), _money(notice, "value"))
    held = [v.value for v in case.values if v.basis == "ceiling" and v.currency == "USD"]
    totals = [float(v) for v in held if isinstance(v, int | float)]
    return Amounts(total=totals[0]) if len(totals) == 1 else Amounts()


def _without_others(case: Case, claims: Mapping[str, Claim], wanted: Transmittal | None) -> Case:
    """The case without the steps that only notices of other transmittals tell."""
    held = [claims[i] for i in case.notices if i in claims]
    others = {n.document for n in held if wanted is not None and _number(n) not in (None, wanted.key)}
    kept = tuple(
        e for e in case.history
        if not e.claims or not all(i in claims and claims[i].document in others for i in e.claims)
    )  # fmt: skip
    return replace(case, history=kept)


def _notice(case: Case, claims: Mapping[str, Claim], wanted: Transmittal | None) -> Claim | None:
    """The notice of a transmittal, else the case's only one."""
    held = [claims[i] for i in case.notices if i in claims and claims[i].kind == "notice"]
    if wanted is not None:
        for claim in held:
            if _number(claim) == wanted.key:
                return claim
        held = [c for c in held if _number(c) is None]
    return held[0] if len(held) == 1 else None


def clock_of_case(
    case: Case, *, on: str | None = None, claims: Mapping[str, Claim] | None = None, law: Law | None = None
) -> Clock:
    """The clock of a case's first certification; amendments along the chain are named beside it.

    ``claims`` (by id, those of ``case.notices`` and of its steps) gives what the notices say and which documents say
    that Congress was notified. ``on`` is the day that is asked about. ProcedureError where the supplier is not the
    United States, or where the kind of transfer has no rule here.
    """
    kind = _kind(case)
    chain = _chain(case)
    first = chain[0] if chain else None
    notice = _notice(case, claims or {}, first)
    more: list[Line] = []
    dates = _dates(notice)
    if dates.delivered is None:
        told, more = _told(_without_others(case, claims or {}, first), first=len(chain) > 1)
        dates = replace(dates, delivered=told)
        if told is not None and len(chain) > 1:
            text = f"Which of the case's transmittals the notification of {told} belongs to is not told."
            more.append(Line(text, "the case's own history", "unknown"))
    if dates.delivered is None and dates.posted is None:
        dates = replace(dates, reported=_reported(case, claims or {}))
    when, name = _when(case)
    found = clock(
        case.recipient, dates, kind=kind, transmittal=first.printed if first is not None else None,
        amounts=_values(case, notice), when=when, on=on, law=law,
    )  # fmt: skip
    if found.started is None and when is not None:
        text = f"No notification is dated; the rule is that of the day {name}, {when}."
        more.append(Line(text, "the case's own history", "unknown"))
    unknown = tuple(dict.fromkeys([*_doubts(case, chain), *more, *found.unknown]))
    return replace(found, before_offer=_before(case, found), unknown=unknown)


def clocks_of_case(
    case: Case, *, on: str | None = None, claims: Mapping[str, Claim] | None = None, law: Law | None = None
) -> tuple[Clock, ...]:
    """The clock of each certification and report along a case's chain, the first one first.

    Ceilings stand with each and are never summed. Those after the first are given where their notice is in ``claims``.
    """
    found = [clock_of_case(case, on=on, claims=claims, law=law)]
    for number in _chain(case)[1:]:
        notice = _notice(case, claims or {}, number)
        if notice is not None and _number(notice) == number.key:
            found.append(
                clock(
                    case.recipient, _dates(notice), kind=_kind(case), transmittal=number.printed,
                    amounts=_values(case, notice), on=on, law=law,
                )
            )  # fmt: skip
    return tuple(found)


def _kind(case: Case) -> str:
    if case.supplier != "US":
        raise ProcedureError(
            f"case {case.id}: the supplier is {case.supplier or 'not known'}; these tables are of the law of the "
            "United States"
        )
    kind = KINDS.get(case.kind)
    if kind is None:
        raise ProcedureError(
            f"case {case.id}: no rule for a {case.kind} stands in the tables; section 36 is on sales"
        )
    return kind


def _dates(notice: Claim | None) -> Dates:
    if notice is None:
        return Dates()
    return Dates(_words(notice.get("delivered")), _words(notice.get("posted")))


def _number(notice: Claim) -> str | None:
    number = parse_transmittal(_words(notice.get("transmittal")) or "")
    return number.key if number is not None else None


def _before(case: Case, found: Clock) -> tuple[Line, ...]:
    """What must come before a letter of offer, with what the case's words tell as done."""
    told = {e.stage for e in case.history if e.modality is None}
    marks = [bool(told & {"approved", "notified"}), "notified" in told]
    lines = list(found.before_offer)
    for i, mark in enumerate(marks[: len(lines)]):
        if mark:
            lines[i] = replace(lines[i], state="done")
    return tuple(lines)


def _doubts(case: Case, chain: list[Transmittal]) -> list[Line]:
    """What the case leaves open about the rule itself."""
    found: list[Line] = []
    if case.kind == "sale" and not chain and not case.notices:
        found.append(
            Line(
                "Whether this is a government sale (36(b)) or a commercial one (36(c)) is not told by a notice; the "
                "clock is that of a government sale.",
                "22 U.S.C. 2776(b), (c)",
                "unknown",
            )
        )
    if not _notified(case.history) and not case.notices:
        found.append(
            Line("No report says that Congress was notified; a determination alone starts no clock.",
                 "22 U.S.C. 2776(b)(1)", "unknown")
        )  # fmt: skip
    for number in chain[1:]:
        what = "a report under 36(b)(5)" if number.lettered else "another certification"
        found.append(
            Line(
                f"Transmittal {number.printed} is {what} in the same case; it has a clock of its own, or none: read "
                "the section that it names.",
                "22 U.S.C. 2776(b)(5)",
                "unknown",
            )
        )
    return found
