"""Force sizes and spending over time.

Enters: force and spending claims with what is known of their documents. Leaves: a series for each state,
measure and currency, with each figure's evidence, and figures that cannot both hold. Level, plan and
ceiling are kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..model import Claim, Disagreement, Point, Series, Side
from .clock import days_of
from .disagreements import money
from .figures import agree, magnitude, swapped
from .support import Origins, Source


def make_series(claims: Sequence[Claim], sources: Mapping[str, Source]) -> tuple[Series, ...]:
    """Series by state, measure and currency."""
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        state, measure = claim.get("state"), claim.get("measure")
        if (
            isinstance(state, str)
            and isinstance(measure, str)
            and isinstance(claim.get("amount"), int | float)
        ):
            groups.setdefault((state, measure, str(claim.get("currency") or "")), []).append(claim)
    found = []
    for (state, measure, currency), held in sorted(groups.items()):
        held.sort(key=lambda c: (sources[c.document].published or "~", c.document, c.start, c.id))
        origins = Origins(held, sources, ())
        points: dict[tuple[float, str | None, str | None], list[Claim]] = {}
        for claim in held:
            amount = claim.get("amount")
            assert isinstance(amount, int | float)
            key = (float(amount), _text(claim, "basis"), _text(claim, "date"))
            points.setdefault(key, []).append(claim)
        made = [_point(key, theirs, sources, origins) for key, theirs in points.items()]
        made.sort(key=lambda p: (p.date or p.published or "~", p.basis or "", p.amount))
        found.append(
            Series(
                state,
                measure,
                currency or None,
                tuple(made),
                _conflicts(made, currency),
                _joins(made, currency),
            )
        )
    return tuple(found)


def _text(claim: Claim, name: str) -> str | None:
    value = claim.get(name)
    return value if isinstance(value, str) else None


def _point(
    key: tuple[float, str | None, str | None],
    claims: Sequence[Claim],
    sources: Mapping[str, Source],
    origins: Origins,
) -> Point:
    amount, basis, date = key
    bounds = [b for c in claims if (b := _text(c, "bound")) is not None]
    published = sorted(p for c in claims if (p := sources[c.document].published) is not None)
    return Point(
        amount=amount,
        basis=basis,
        date=date,
        bound=bounds[0] if bounds else None,
        asserted_by=tuple(sorted({b for c in claims if (b := _text(c, "asserted_by")) is not None})),
        claims=tuple(c.id for c in claims),
        documents=tuple(dict.fromkeys(c.document for c in claims)),
        published=published[0] if published else None,
        outlets=len({sources[c.document].house for c in claims}),
        origins=len({origins.of(c) for c in claims}),
    )


def _year(point: Point) -> str | None:
    """The year that a figure is for: its own date's, or of a present level the year of its report."""
    if point.date is not None:
        return point.date[:4]
    if point.basis in ("plan", "ceiling", "increase"):
        return None
    return point.published[:4] if point.published is not None else None


def _show(point: Point, currency: str) -> str:
    return money(point.amount, currency) if currency else f"{point.amount:,.0f}"


def _conflicts(points: Sequence[Point], currency: str) -> tuple[Disagreement, ...]:
    """Figures of one basis and year that cannot both hold.

    One report that gives both tells them apart, and so do days that do not meet: that is how a force grew.
    """
    found: list[Disagreement] = []
    for i, a in enumerate(points):
        for b in points[i + 1 :]:
            if a.basis != b.basis or a.basis == "increase" or _year(a) is None or _year(a) != _year(b):
                continue
            if agree(a.amount, b.amount, a.bound, b.bound) or _follow(a, b):
                continue
            kind = (
                "magnitude"
                if magnitude(a.amount, b.amount)
                else "digits"
                if swapped(a.amount, b.amount)
                else "other"
            )
            sides = tuple(Side(p.amount, p.claims, p.documents, currency or None) for p in (a, b))
            both = f"{_show(a, currency)} and {_show(b, currency)}"
            why = f"{both} cannot both be the {a.basis or 'figure'} for {_year(a)}"
            found.append(Disagreement("amount", kind, None, sides, why))
    return tuple(found)


def _follow(a: Point, b: Point) -> bool:
    """Whether two figures hold one beside the other: one report has both, or each its own day or month."""
    if set(a.documents) & set(b.documents):
        return True
    if not a.date or not b.date or min(len(a.date), len(b.date)) < len("2023-03"):
        return False
    first, second = days_of(a.date), days_of(b.date)
    return first is not None and second is not None and (first[1] < second[0] or second[1] < first[0])


def _joins(points: Sequence[Point], currency: str) -> tuple[str, ...]:
    """Increases told beside a level that they can lead to: in one report, and smaller than the level."""
    found = []
    for a in points:
        if a.basis != "increase":
            continue
        for b in points:
            together = set(a.documents) & set(b.documents)
            if b.basis == "level" and together and b.amount > a.amount:
                day, other = days_of(a.date), days_of(b.date)
                if day is None or other is None or other[1] >= day[0]:
                    found.append(f"an increase of {_show(a, currency)} leads to {_show(b, currency)}")
    return tuple(dict.fromkeys(found))
