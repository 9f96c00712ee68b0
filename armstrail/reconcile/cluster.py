"""Groups of tellings that are one transfer.

Enters: the tellings of one supplier and one recipient, and an analyst's decisions on them. Leaves: groups
with the reasons for each joining, and for what was kept apart. The order in which tellings come does not
matter: they are taken by the days they speak of, those that name a weapon first, then those that only say
"missiles".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .joining import Verdict, moments, weigh, when
from .kinship import gear_of
from .telling import Telling

MOST_REASONS = 40


@dataclass(frozen=True, slots=True)
class Ruling:
    """An analyst's decision on two tellings."""

    a: str
    b: str
    same: bool
    why: str


@dataclass
class Group:
    """Tellings of one transfer."""

    tellings: list[Telling] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    _shapes: dict[object, Telling] = field(default_factory=dict)

    def add(self, telling: Telling, reason: str = "") -> None:
        """Take a telling in, with the reason in words."""
        self.tellings.append(telling)
        shape = (telling.items, telling.quantities, telling.prices, telling.transmittals, moments(telling))
        self._shapes.setdefault(shape, telling)
        if reason and len(self.reasons) < MOST_REASONS and reason not in self.reasons:
            self.reasons.append(reason)

    def compare(self, telling: Telling) -> Verdict:
        """The best verdict over the group's members; apart where one of them objects."""
        # Notices name their own sale and those they amend: a chain holds together through its middle.
        mine = {x for m in self.tellings for x in (*m.transmittals, *m.amends)}
        theirs = {*telling.transmittals, *telling.amends}
        if mine & theirs:
            return Verdict(True, 100.0, f"its notice and the others name transmittal {min(mine & theirs)}")
        if mine and theirs:
            return Verdict(False, 0.0, "another transmittal", objects=True)
        best = objection = Verdict(False, 0.0, "")
        dated = agrees = False
        for member in self._shapes.values():
            verdict = weigh(member, telling)
            dated, agrees = dated or verdict.dated, agrees or verdict.agrees
            if verdict.objects and (not objection.objects or not verdict.of_amounts):
                objection = verdict
            elif verdict.score > best.score or (not best.reason and verdict.reason and not best.joined):
                best = verdict
        outweighed = dated or (agrees and objection.of_amounts)
        return objection if objection.objects and not outweighed else best


def _order(telling: Telling) -> tuple[int, int, str, str, str]:
    days = when(telling)
    return (
        days is None,
        days[0] if days is not None else 0,
        telling.published or telling.day or "~",
        telling.document,
        telling.id,
    )


def _told(telling: Telling) -> str:
    day = telling.published or (f"about {telling.day}, inferred" if telling.day else "no date")
    return f"{', '.join(telling.items[:3]) or 'no weapon named'} ({day})"


def _keys(telling: Telling) -> set[str]:
    keys: set[str] = set(telling.transmittals) | set(telling.amends)
    for item in telling.items:
        gear = gear_of(item)
        keys |= gear.keys or {gear.noun}
    keys |= {f"{amount} {currency}" for amount, currency, _, _, scope in telling.prices if scope is None}
    return keys


def _place(
    groups: list[Group], telling: Telling, index: dict[str, set[int]], apart: dict[str, set[str]]
) -> None:
    """Put a telling into the group that fits best, or into one of its own."""
    best = Verdict(False, 0.0, "")
    place = -1
    fitting = 0
    kept: list[str] = []
    candidates = sorted({i for k in _keys(telling) for i in index.get(k, ())})
    for i in candidates:
        if not apart.get(telling.id, set()).isdisjoint(t.id for t in groups[i].tellings):
            continue
        verdict = groups[i].compare(telling)
        fitting += verdict.joined
        if verdict.joined and verdict.score > best.score:
            best, place = verdict, i
        elif not verdict.joined and verdict.reason and len(kept) < 3:
            kept.append(f"kept apart from {_told(groups[i].tellings[0])}: {verdict.reason}")
    if fitting > 1 and when(telling) is None and best.score < 3.0:
        kept.append(f"{_told(telling)} has no date and could be any of {fitting} transfers")
        place = -1
    if place >= 0:
        groups[place].add(telling, f"{_told(telling)} joined: {best.reason}")
    else:
        place = len(groups)
        groups.append(Group())
        groups[place].add(telling)
        groups[place].reasons.extend(kept)
    for key in _keys(telling):
        index.setdefault(key, set()).add(place)


def _place_vague(groups: list[Group], telling: Telling, named: int, apart: dict[str, set[str]]) -> bool:
    """Put a telling that names no designation into the one named group that it can mean."""
    fitting: list[tuple[float, int, Verdict]] = []
    awaited: list[tuple[float, int, Verdict]] = []
    for i in range(named):
        if not apart.get(telling.id, set()).isdisjoint(t.id for t in groups[i].tellings):
            continue
        verdict = groups[i].compare(telling)
        if not verdict.joined:
            continue
        here = any(t.document == telling.document for t in groups[i].tellings)
        days = _days_between(groups[i], telling)
        # A general word for a weapon means the one in the news of those weeks, not one of last year.
        if verdict.score < 3.0 and not here and days > 45:
            if _told_of("delivered", [telling]) and _told_of("ordered", groups[i].tellings):
                awaited.append((verdict.score, i, verdict))
            continue
        fitting.append((verdict.score + 2.0 * here, i, verdict))
    if not fitting and len(awaited) == 1:
        # "The first jets have arrived": those of the only order of jets.
        fitting = awaited
    fitting.sort(key=lambda f: (-f[0], f[1]))
    if not fitting:
        return False
    if len(fitting) > 1 and fitting[0][0] - fitting[1][0] < 0.25:
        return False
    _, i, verdict = fitting[0]
    groups[i].add(telling, f"{_told(telling)} joined: {verdict.reason}")
    return True


def _told_of(stage: str, tellings: Iterable[Telling]) -> bool:
    """Whether some telling says that a step was taken."""
    return any(s == stage and modality is None for t in tellings for s, modality, _ in t.steps)


def _days_between(group: Group, telling: Telling) -> int:
    """Days between a telling and the nearest step that the group's own tellings date or report."""
    mine = [d for _, d, _ in moments(telling)]
    theirs = [d for t in group.tellings for _, d, _ in moments(t)]
    return min((max(0, a[0] - b[1], b[0] - a[1]) for a in mine for b in theirs), default=10**6)


def _unite(groups: list[Group], rulings: Iterable[Ruling]) -> list[Group]:
    """Groups that an analyst called the same become one."""
    of: dict[str, int] = {t.id: i for i, g in enumerate(groups) for t in g.tellings}
    parent = list(range(len(groups)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    why: dict[int, list[str]] = {}
    for ruling in rulings:
        if not ruling.same or ruling.a not in of or ruling.b not in of:
            continue
        a, b = sorted((root(of[ruling.a]), root(of[ruling.b])))
        if a != b:
            parent[b] = a
        why.setdefault(a, []).append(f"an analyst called them one transfer: {ruling.why}")
    merged: dict[int, Group] = {}
    for i, group in enumerate(groups):
        target = merged.setdefault(root(i), Group())
        for t in group.tellings:
            target.add(t)
        target.reasons.extend(group.reasons)
    for i, notes in why.items():
        merged[root(i)].reasons[:0] = notes
    return list(merged.values())


def cluster(tellings: Sequence[Telling], rulings: Sequence[Ruling] = ()) -> list[Group]:
    """The groups of tellings of one supplier and one recipient, in the order of their days."""
    apart: dict[str, set[str]] = {}
    for ruling in rulings:
        if not ruling.same:
            apart.setdefault(ruling.a, set()).add(ruling.b)
            apart.setdefault(ruling.b, set()).add(ruling.a)
    ordered = sorted(tellings, key=_order)
    groups: list[Group] = []
    index: dict[str, set[int]] = {}
    # What gives amounts or dates comes first: it is what the rest is measured by.
    for telling in ordered:
        if not telling.vague and (telling.quantities or telling.prices or telling.transmittals):
            _place(groups, telling, index, apart)
    for telling in ordered:
        if not telling.vague and not (telling.quantities or telling.prices or telling.transmittals):
            _place(groups, telling, index, apart)
    named = len(groups)
    vague_index: dict[str, set[int]] = {}
    left = [t for t in ordered if t.vague and not _place_vague(groups, t, named, apart)]
    for telling in left:
        _place(groups, telling, vague_index, apart)
    return _unite(groups, rulings)
