"""Which row of the law applies to a buyer on a day, and what it says of some amounts.

Enters: a buyer, a partial ISO date, amounts in US dollars where they are known. Leaves: a Rule with the reason for
each choice. Where a date, a buyer or a row is not known well enough to choose, the rule says so and leaves the value
open. It never tells whether a sale was notified: that stands in a notice alone.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import ClassVar

from ..model import Part
from ..rules import load_table, split_cell
from .law import GROUP, GROUP_NAME, OTHER, Law, Line, ProcedureError, days_of, falls, read_law

SECTIONS = {
    "FMS": "36(b)(1)",
    "DCS": "36(c)",
    "manufacturing": "36(d)",
    "third-party": "3(d)",
}
"""Kinds of transfer, and the section of the Arms Export Control Act that each is certified under."""

UNVERIFIED = "not verified"


@dataclass(frozen=True, slots=True)
class Amounts:
    """What is known of a sale's value, in US dollars; None where unknown."""

    mde: float | None = None
    total: float | None = None
    construction: float | None = None
    firearms: float | None = None


@dataclass(frozen=True, slots=True)
class Test(Part):
    """One threshold and the amount held against it."""

    __test__: ClassVar[bool] = False

    name: str
    threshold: int | None
    """In US dollars; None where no source could be read for that day."""
    last_read: int | None
    """The amount that the last verified row gives, where this one gives none."""
    amount: float | None
    met: bool | None
    """None where the amount or the threshold is unknown."""


@dataclass(frozen=True, slots=True)
class Rule(Part):
    """The row that applies, and why."""

    holds: ClassVar[dict[str, type[Part]]] = {"tests": Test, "unknown": Line}

    kind: str
    section: str
    buyer: str
    """ISO 3166 code, or the name as given."""
    date: str | None
    group: str | None
    """``group`` (NATO, its members and five named states), ``other``, or None where unknown."""
    why: tuple[str, ...]
    row: str | None
    """The id of the row of amounts in data/law/thresholds.tsv."""
    verified: bool
    """Whether a source was read that gives the amounts for that day."""
    tests: tuple[Test, ...]
    required: bool | None
    """Whether the law asks for a certification: True where a test is met, None where that cannot be told."""
    review_days: int | None
    """Calendar days after receipt."""
    review_verified: bool
    """Whether a source as late as that day says so."""
    citation: str
    unknown: tuple[Line, ...]

    @property
    def met(self) -> tuple[str, ...]:
        """The names of the tests that are met."""
        return tuple(t.name for t in self.tests if t.met)


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in load_table("names/states.tsv"):
        for name in (row["code"], row["name"], *split_cell(row["names"])):
            found.setdefault(name.rstrip("?").casefold(), row["code"])
    return found


def buyer_code(buyer: str) -> str | None:
    """A buyer's ISO 3166 code from a code or a full name, ``NATO`` for NATO, None for what is neither."""
    known = _codes().get(buyer.strip().casefold())
    if known is not None:
        return known
    return "NATO" if buyer.strip().casefold() in ("nato", "north atlantic treaty organization") else None


def _group_of(buyer: str, date: str | None, law: Law) -> tuple[str | None, str, str]:
    """Group, reason and citation."""
    code = buyer_code(buyer)
    rows = [m for m in law.members if m.code == (code or buyer.strip())]
    if rows and rows[0].role == UNVERIFIED:
        return None, f"whether {buyer} counts into the group is not verified", rows[0].citation
    if code is None:
        return (
            None,
            f"{buyer} is neither a state of the tables nor NATO, so its group is not known",
            "22 U.S.C. 2776(b)(1)",
        )
    citation = rows[0].citation if rows else "22 U.S.C. 2776(b)(1)"
    if not rows:
        return OTHER, f"{code} is not among {GROUP_NAME[GROUP]}", citation
    if date is None:
        return None, f"{code} is in the group from {rows[0].first} on, and no date is known", citation
    days = days_of(date)
    for m in rows:
        if m.first <= days[0] and (m.last is None or m.last >= days[1]):
            role = "a NATO member" if m.role == "NATO member" else "named in the law"
            return GROUP, f"{code} is {role} from {m.first} on", m.citation
        if falls(m.first, m.last, days):
            return (
                None,
                f"{date} falls on both sides of {m.first}, when {code} came into the group",
                m.citation,
            )
    return OTHER, f"{code} came into the group on {rows[0].first}, after {date}", citation


def _tests(law: Law, row_id: str, amounts: Amounts) -> tuple[tuple[Test, ...], bool | None]:
    row = next(t for t in law.thresholds if t.id == row_id)
    earlier = [
        t for t in law.thresholds
        if (t.kind, t.group) == (row.kind, row.group) and t.verified and t.first < row.first
    ]  # fmt: skip
    last = max(earlier, key=lambda t: t.first) if earlier and not row.verified else None
    given = [getattr(amounts, f.name) for f in fields(amounts)]
    before = [v for _, v in last.amounts] if last is not None else [None] * len(given)
    tests = []
    for (name, threshold), amount, old in zip(row.amounts, given, before, strict=True):
        if threshold is None and old is None and amount is None:
            continue
        met = amount >= threshold if amount is not None and threshold is not None else None
        tests.append(Test(name, threshold, old if threshold is None else None, amount, met))
    if any(t.met for t in tests):
        return tuple(tests), True
    every = bool(tests) and row.verified and all(t.met is False for t in tests)
    return tuple(tests), False if every else None


def _cited(citations: list[str]) -> str:
    """Citations in order, each once."""
    return "; ".join(dict.fromkeys(c for cited in citations for c in cited.split("; ") if c))


def rule_for(
    buyer: str,
    date: str | None,
    *,
    mde: float | None = None,
    total: float | None = None,
    construction: float | None = None,
    firearms: float | None = None,
    kind: str = "FMS",
    law: Law | None = None,
) -> Rule:
    """The rule for a sale to a buyer on a day, with the tests that the known amounts meet.

    ``buyer`` is an ISO 3166 code, a state's name or ``NATO``; ``date`` a partial ISO date; amounts are US dollars;
    ``kind`` is FMS, DCS (commercial licence), manufacturing or third-party. ProcedureError where kind or date are none.
    """
    if kind not in SECTIONS:
        raise ProcedureError(f"{kind!r} is no kind of transfer here: {', '.join(SECTIONS)}")
    law = law if law is not None else read_law()
    group, why, cited = _group_of(buyer, date, law)
    reasons, citations, unknown = [why], [cited], []
    if group is None:
        unknown.append(Line(why[0].upper() + why[1:] + ".", cited, "unknown"))
    days = days_of(date) if date is not None else None
    amounts = Amounts(mde, total, construction, firearms)
    tests: tuple[Test, ...] = ()
    required: bool | None = None
    rows = [
        t for t in law.thresholds
        if t.kind == kind and t.group == group and days is not None and falls(t.first, t.last, days)
    ]  # fmt: skip
    row = rows[0] if len(rows) == 1 else None
    if row is not None:
        until = f" to {row.last}" if row.last is not None else " on"
        reasons.append(f"row {row.id} holds from {row.first}{until}")
        citations.insert(0, row.citation)
        tests, required = _tests(law, row.id, amounts)
        if not row.verified:
            unknown.append(Line("Amounts not verified: " + row.note + ".", row.citation, "unknown"))
    elif group is not None:
        if date is None:
            reason = "No date is known, so no row of amounts applies."
        elif rows:
            reason = f"{date} falls on more than one row of amounts ({', '.join(r.id for r in rows)})."
        else:
            reason = f"The tables have no amounts for {date}."
        unknown.append(Line(reason, "data/law/thresholds.tsv", "unknown"))
    reviews = [
        r for r in law.reviews
        if r.kind == kind and r.group == group and (days is None or falls(r.first, r.last, days))
    ]  # fmt: skip
    review = reviews[0] if len(reviews) == 1 else None
    late = review is not None and (days is None or review.read_to is None or days[1] > review.read_to)
    if review is not None:
        citations.insert(1, review.citation)
        if review.days is None:
            unknown.append(Line("The days of review are not verified.", review.citation, "unknown"))
        elif late:
            unknown.append(
                Line(
                    f"{review.days} days is the law as read up to {review.read_to}; later changes are not verified.",
                    review.citation,
                    "unknown",
                )
            )
    missing = [t.name for t in tests if t.amount is None]
    if required is None and missing and row is not None:
        unknown.append(
            Line("Not known of this sale: its amount of " + ", ".join(missing) + ".", row.citation, "unknown")
        )
    unknown.append(law.line("not-from-total"))
    return Rule(
        kind, SECTIONS[kind], buyer_code(buyer) or buyer, date, group, tuple(reasons), row.id if row else None,
        row is not None and row.verified, tests, required, review.days if review else None,
        review is not None and not late, _cited(citations), tuple(unknown),
    )  # fmt: skip
