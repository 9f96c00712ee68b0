"""A clock in words, for a terminal or a page.

Enters: a Clock. Leaves: rows of label, text and citation, in the order in which a person asks. It adds nothing.
"""

from __future__ import annotations

from .clock import Clock

WrittenRow = tuple[str, str, str]
"""Label, text, citation (empty where there is none)."""


def _money(amount: float) -> str:
    return f"${amount / 1e9:g}bn" if amount >= 1e9 else f"${amount / 1e6:g}M"


def _rule(clock: Clock) -> list[WrittenRow]:
    rule = clock.rule
    section = f"AECA {clock.section}" if clock.section is not None else "AECA 36(b)(5), (A) or (C) not told"
    rows = [("rule", f"{section}; {'; '.join(rule.why)}", rule.citation)]
    for test in rule.tests:
        limit = _money(test.threshold) if test.threshold is not None else "unknown"
        if test.last_read is not None:
            limit += f" (last read: {_money(test.last_read)})"
        amount = _money(test.amount) if test.amount is not None else "unknown"
        answer = {True: "met", False: "not met", None: "not known"}[test.met]
        rows.append((f"threshold, {test.name}", f"{limit}; this sale {amount}: {answer}", ""))
    asked = {
        True: "the law asks for one; whether it was sent stands in a notice alone",
        False: "the law asks for none by these amounts",
        None: "not known",
    }[rule.required]
    return [*rows, ("certification", asked, "")]


def _period(clock: Clock) -> list[WrittenRow]:
    rows: list[WrittenRow] = []
    if clock.started is not None:
        rows.append(("started", f"{clock.precision} {clock.started}, by the date of: {clock.started_by}", ""))
    else:
        rows.append(("started", "not known", ""))
    if clock.waived is True:
        rows.append(("period", "waived: the certification states an emergency", ""))
    elif clock.period_days is not None:
        rows.append(("period", f"{clock.period_days} calendar days after receipt", ""))
    else:
        rows.append(("period", "none, or not known", ""))
    about = f"{clock.precision} " if clock.precision in ("about", "on or before") else ""
    if clock.ends is not None:
        rows.append(("ends", f"{about}{clock.ends} (last day of the period)", ""))
    elif clock.ends_between is not None:
        rows.append(("ends", f"between {clock.ends_between[0]} and {clock.ends_between[1]}", ""))
    if clock.deliver_from is not None:
        rows.append(("delivery", f"not before {clock.deliver_from}", ""))
    if clock.on is not None and clock.status is not None:
        day = f", day {clock.day} of {clock.period_days}" if clock.day is not None else ""
        rows.append((f"on {clock.on}", clock.status + day, ""))
    return rows


def write_clock(clock: Clock) -> tuple[WrittenRow, ...]:
    """The clock as rows: rule, period, what must come before a letter of offer, notes, what is not known."""
    rows: list[WrittenRow] = []
    if clock.transmittal is not None:
        rows.append(("transmittal", clock.transmittal, ""))
    rows += _rule(clock) + _period(clock)
    rows += [(f"before an offer: {line.state}", line.text, line.citation) for line in clock.before_offer]
    rows += [("note", line.text, line.citation) for line in clock.notes]
    rows += [("not known", line.text, line.citation) for line in clock.unknown if line.state == "unknown"]
    rows += [("note", line.text, line.citation) for line in clock.unknown if line.state != "unknown"]
    return tuple(rows)
