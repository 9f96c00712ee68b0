"""The review clock of one certification: when it started, when it ends, what must come first, what is not known.

Enters: a buyer, the four dates that differ (delivered to Congress, web post, Federal Register print, news report), what
is known of an emergency, of the transmittal and of the amounts. Leaves: a Clock. It moves no stage: the end of a period
is a date of the law and not an event. It knows no today: ``on`` is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..model import Part
from .applying import SECTIONS, Amounts, Rule, buyer_code, rule_for
from .designations import parse_transmittal
from .law import Days, Law, Line, day_after, days_of, falls, read_law

DELIVERED, POSTED, PRINTED, REPORTED = (
    "delivered to Congress", "web post", "Federal Register print", "news report"
)  # fmt: skip
UPGRADE, COST = "36(b)(5)(A)", "36(b)(5)(C)"


@dataclass(frozen=True, slots=True)
class Dates(Part):
    """The four dates of a certification, partial ISO; None where unknown."""

    delivered: str | None = None
    posted: str | None = None
    printed: str | None = None
    reported: str | None = None


@dataclass(frozen=True, slots=True)
class Clock(Part):
    """The clock of one certification."""

    holds: ClassVar[dict[str, type[Part]]] = {
        "rule": Rule, "dates": Dates, "before_offer": Line, "notes": Line, "unknown": Line,
    }  # fmt: skip

    rule: Rule
    transmittal: str | None
    section: str | None
    """Of the Arms Export Control Act: 36(b)(1), 36(b)(5)(A), 36(b)(5)(C), 36(c), 36(d), 3(d); None where not told."""
    dates: Dates
    started: str | None
    started_by: str | None
    """Which of the four dates ``started`` is."""
    precision: str | None
    """``on`` (the day of delivery itself), ``about`` (the web post's) or ``on or before`` (print, news report)."""
    period_days: int | None
    ends: str | None
    """The last day of the period, where the start is known to the day; the precision is the start's."""
    ends_between: tuple[str, str] | None
    """First and last possible last day, where the start is known to a month or a year."""
    offer_from: str | None
    """The first day on which a letter of offer could issue, if nothing else stands against it."""
    deliver_from: str | None
    """For an upgrade reported under 36(b)(5)(A): the first day on which delivery could follow."""
    waived: bool | None
    """Whether the certification states an emergency; None where that is not known."""
    on: str | None
    status: str | None
    """On the day ``on``: not started, running, over, waived, unknown. No stage follows from it."""
    day: int | None
    """Which day of the period ``on`` is; the day of receipt is day 0."""
    before_offer: tuple[Line, ...]
    notes: tuple[Line, ...]
    unknown: tuple[Line, ...]


def _start(dates: Dates) -> tuple[str | None, str | None, str | None]:
    """Day, which date it is, and how precisely it tells the receipt."""
    if dates.delivered is not None:
        return dates.delivered, DELIVERED, "on"
    if dates.posted is not None:
        return dates.posted, POSTED, "about"
    later = [(d, n) for d, n in ((dates.reported, REPORTED), (dates.printed, PRINTED)) if d is not None]
    if not later:
        return None, None, None
    day, name = min(later, key=lambda x: days_of(x[0])[1])
    return day, name, "on or before"


def _section(kind: str, transmittal: str | None, section: str | None) -> str | None:
    if section is not None:
        return section
    parsed = parse_transmittal(transmittal) if transmittal is not None else None
    return None if parsed is not None and parsed.lettered else SECTIONS[kind]


def _status(start: Days | None, precision: str | None, ends: Days | None, on: Days) -> str:
    if start is None or ends is None:
        return "unknown"
    if on[0] > ends[1]:
        return "over"
    if precision == "on or before":
        return "unknown"
    if on[1] < start[0]:
        return "not started"
    return "running" if on[0] >= start[1] and on[1] <= ends[0] else "unknown"


def known_emergencies(buyer: str, day: str | None, *, law: Law | None = None) -> tuple[Line, ...]:
    """Emergencies of the tables for that buyer that touch a partial date: where to look. They waive nothing."""
    if day is None:
        return ()
    code, days = buyer_code(buyer), days_of(day)
    found = []
    for e in (law if law is not None else read_law()).emergencies:
        first, last = days_of(e.day)
        if code in e.buyers and falls(first, last, days):
            size = f"{e.transfers} transfers, " if e.transfers is not None else ""
            worth = f"${e.amount / 1e9:g}bn in all" if e.amount is not None else "of unknown value"
            text = (
                f"An emergency was stated on {e.day} for {', '.join(e.buyers)} ({size}{worth}); "
                "whether it covers this sale stands in its certification."
            )
            found.append(Line(text, e.citation, "unknown"))
    return tuple(found)


def clock(
    buyer: str,
    dates: Dates,
    *,
    kind: str = "FMS",
    emergency: bool | None = None,
    transmittal: str | None = None,
    section: str | None = None,
    amounts: Amounts | None = None,
    when: str | None = None,
    on: str | None = None,
    law: Law | None = None,
) -> Clock:
    """The clock of a certification.

    ``emergency`` is what the certification states, None where that is not known. ``section`` is the section that the
    notice names, where it is one of 36(b)(5). ``when`` is a day that chooses the rule where none of the four dates is
    known: of the determination, of a report. ProcedureError where a date is none.
    """
    law = law if law is not None else read_law()
    started, by, precision = _start(dates)
    start = days_of(started) if started is not None else None
    a = amounts if amounts is not None else Amounts()
    rule = rule_for(
        buyer, started if started is not None else when, mde=a.mde, total=a.total,
        construction=a.construction, firearms=a.firearms, kind=kind, law=law,
    )  # fmt: skip
    where = _section(kind, transmittal, section)
    unknown: list[Line] = list(rule.unknown)
    unknown += _start_lines(law, by, precision)
    if where is None:
        unknown.append(law.line("letter"))
    runs = where is not None and where != UPGRADE
    period = rule.review_days if runs else None
    waived = emergency if runs else None
    ends = _period(start, period) if start is not None and waived is not True else None
    deliver = None
    upgrade = law.provision("upgrade").days
    if where == UPGRADE and start is not None and start[0] == start[1] and upgrade is not None:
        deliver = day_after(start[0], upgrade).isoformat()
    notes = [law.line(key) for key in _notes(where)]
    if runs and emergency is None:
        unknown.append(Line("Whether the certification states an emergency is not known.", "22 U.S.C. 2776(b)(1)",
                            "unknown"))  # fmt: skip
        unknown += known_emergencies(buyer, started, law=law)
    unknown += [law.line("tier")]
    if rule.group is not None:
        line = law.line(f"discharge-{rule.group}")
        (unknown if line.state == "unknown" else notes).append(line)
    status, day = None, None
    whole = ends is not None and ends[0] == ends[1]
    if on is not None:
        asked = days_of(on)
        status = "waived" if waived is True else _status(start, precision, ends, asked)
        if status == "running" and start is not None and whole and asked[0] == asked[1]:
            day = (asked[0] - start[0]).days
    offer = day_after(ends[1], 1).isoformat() if ends is not None and whole else None
    return Clock(
        rule, transmittal, where, dates, started, by, precision, period,
        ends[0].isoformat() if ends is not None and whole else None,
        (ends[0].isoformat(), ends[1].isoformat()) if ends is not None and not whole else None,
        offer, deliver, waived, on, status, day,
        _before_offer(law, runs, waived, status, dates, period), tuple(notes), tuple(dict.fromkeys(unknown)),
    )  # fmt: skip


def _period(start: Days, period: int | None) -> Days | None:
    return (day_after(start[0], period), day_after(start[1], period)) if period is not None else None


def _notes(where: str | None) -> tuple[str, ...]:
    if where == UPGRADE:
        return ("upgrade", "upgrade-years", "chain", "until-delivery")
    if where is None:
        return ("upgrade", "cost-rise", "chain", "until-delivery")
    amended = ("cost-rise", "chain") if where == COST else ()
    return ("counting", *amended, "not-a-sale", "until-delivery", "shipment", "print")


def _start_lines(law: Law, by: str | None, precision: str | None) -> list[Line]:
    cited = law.provision("receipt").citation
    if by is None:
        return [Line("The day on which Congress received the certification is not known, nor any date after it.",
                     cited, "unknown")]  # fmt: skip
    if precision == "about":
        return [Line("The day on which Congress received the certification is not known; it is counted from the web "
                     "post, which is another date.", cited, "unknown")]  # fmt: skip
    if precision == "on or before":
        return [Line(f"The day on which Congress received the certification is not known; it is that of the {by} or "
                     "an earlier one.", cited, "unknown")]  # fmt: skip
    return []


def _before_offer(
    law: Law, runs: bool, waived: bool | None, status: str | None, dates: Dates, period: int | None
) -> tuple[Line, ...]:
    """What must come before a letter of offer may issue, and how far each is known."""
    if not runs:
        return ()
    told = any(d is not None for d in (dates.delivered, dates.posted, dates.printed, dates.reported))
    sent = "unknown" if not told else "open" if status == "not started" else "done"
    span = f"{period} calendar days" if period is not None else "The days of review (how many is not known)"
    passed = {"over": "done", "running": "open", "not started": "open", "waived": "waived"}.get(
        status or "", "unknown"
    )
    if waived is True:
        passed = "waived"
    cited = "22 U.S.C. 2776(b)(1)"
    return (
        Line("The State Department's determination.", "SAMM chapter 5", sent),
        Line("The certification, received by Congress.", cited, sent),
        Line(f"{span} after receipt, unless the certification states an emergency.", cited, passed),
        Line(law.provision("resolution").text + " Whether one was is not read here.", cited,
             "waived" if waived is True else "unknown"),
    )  # fmt: skip
