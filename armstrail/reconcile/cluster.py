"""Groups of tellings that are one transfer.

Enters: the tellings of one supplier and one recipient, and an analyst's decisions on them. Leaves: groups
with the reasons for each joining, and for what was kept apart. The order in which tellings come does not
matter: they are taken by the days they speak of, those that name a weapon first, then those that only say
"missiles".
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from typing import TypeVar

from ..model import hash_of
from .clock import Days, gap
from .figures import agree
from .joining import Verdict, moments, weigh, when
from .kinship import gear_of
from .telling import Telling

Key = TypeVar("Key", int, str)
MOST_REASONS = 40
SOON = 45
"""Days within which a general word for a weapon means the one in the news."""
LEAST = 6
"""Tellings from which on it is worth remembering how they were grouped."""
Grouping = list[tuple[list[str], list[str]]]
"""For each group, its tellings by their ids in the order in which they joined, and its reasons."""
Memory = MutableMapping[str, Grouping]
"""How tellings that can be weighed against each other were grouped before, by a hash of them all."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """An analyst's decision on two tellings."""

    a: str
    b: str
    same: bool
    why: str


Amount = tuple[float, str | None, str | None]
"""A count, or a sum with its currency, and its bound."""


@dataclass
class Group:
    """Tellings of one transfer."""

    tellings: list[Telling] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    _shapes: dict[object, Telling] = field(default_factory=dict)
    _days: set[Days] = field(default_factory=set)
    _amounts: set[Amount] = field(default_factory=set)
    _looked_at: int = 0

    def _look(self) -> None:
        """Look at the tellings that came since the last look: what they say, each once, their days and amounts."""
        for telling in self.tellings[self._looked_at :]:
            days = moments(telling)
            shape = (telling.items, telling.quantities, telling.prices, telling.transmittals, days)
            self._shapes.setdefault(shape, telling)
            self._days |= {d for _, d, _ in days}
            self._amounts |= _amounts(telling)
        self._looked_at = len(self.tellings)

    def add(self, telling: Telling, reason: str = "") -> None:
        """Take a telling in, with the reason in words."""
        self.tellings.append(telling)
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
        self._look()
        for member in self._shapes.values():
            verdict = weigh(member, telling)
            dated, agrees = dated or verdict.dated, agrees or verdict.agrees
            if verdict.objects and (not objection.objects or not verdict.of_amounts):
                objection = verdict
            elif verdict.score > best.score or (not best.reason and verdict.reason and not best.joined):
                best = verdict
        outweighed = dated or (agrees and objection.of_amounts)
        return objection if objection.objects and not outweighed else best

    def days_from(self, telling: Telling) -> int:
        """Days between a telling and the nearest step that the group's own tellings date or report."""
        self._look()
        mine = [d for _, d, _ in moments(telling)]
        return min((gap(a, b) for a in mine for b in self._days), default=10**6)

    def shares_amount(self, telling: Telling) -> bool:
        """Whether an amount of a telling may be one of the group's own."""
        self._look()
        # Several counts may add up to one of the group's.
        return len(telling.quantities) > 1 or any(
            unit == other_unit and agree(n, m, bound, other)
            for n, unit, bound in _amounts(telling)
            for m, other_unit, other in self._amounts
        )


def _amounts(telling: Telling) -> set[Amount]:
    return {(n, None, bound) for _, n, bound, _ in telling.quantities} | {
        (n, currency or "", bound) for n, currency, _, bound, _ in telling.prices
    }


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
    noticed = bool(telling.transmittals or telling.amends)
    arrived = _told_of("delivered", [telling])
    for i in range(named):
        group = groups[i]
        here = any(t.document == telling.document for t in group.tellings)
        # A general word for a weapon means the one in the news of those weeks, not one of last year.
        far = not here and group.days_from(telling) > SOON
        waits = far and arrived and _told_of("ordered", group.tellings)
        if far and not waits and not noticed and not group.shares_amount(telling):
            continue
        if not apart.get(telling.id, set()).isdisjoint(t.id for t in group.tellings):
            continue
        verdict = group.compare(telling)
        if not verdict.joined:
            continue
        if not far or verdict.score >= 3.0:
            fitting.append((verdict.score + 2.0 * here, i, verdict))
        elif waits:
            awaited.append((verdict.score, i, verdict))
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


def _root(parent: dict[Key, Key], key: Key) -> Key:
    """What stands for the set that a key is in; a key without a parent stands for itself."""
    while (above := parent.get(key, key)) != key:
        key = above
    return key


def _unite(groups: list[Group], rulings: Iterable[Ruling]) -> list[Group]:
    """Groups that an analyst called the same become one."""
    of: dict[str, int] = {t.id: i for i, g in enumerate(groups) for t in g.tellings}
    parent: dict[int, int] = {}
    why: dict[int, list[str]] = {}
    for ruling in rulings:
        if not ruling.same or ruling.a not in of or ruling.b not in of:
            continue
        a, b = sorted((_root(parent, of[ruling.a]), _root(parent, of[ruling.b])))
        if a != b:
            parent[b] = a
        why.setdefault(a, []).append(f"an analyst called them one transfer: {ruling.why}")
    merged: dict[int, Group] = {}
    for i, group in enumerate(groups):
        target = merged.setdefault(_root(parent, i), Group())
        for t in group.tellings:
            target.add(t)
        target.reasons.extend(group.reasons)
    for i, notes in why.items():
        merged[_root(parent, i)].reasons[:0] = notes
    return list(merged.values())


def _components(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Tellings that share a weapon, an amount or a transmittal, directly or through others: only these are weighed."""
    parent: dict[str, str] = {}
    keyed = [(t, sorted(_keys(t))) for t in tellings]
    for _, keys in keyed:
        for key in keys[1:]:
            parent[_root(parent, key)] = _root(parent, keys[0])
    found: dict[str, list[Telling]] = {}
    for t, keys in keyed:
        found.setdefault(_root(parent, keys[0]) if keys else f"only {t.id}", []).append(t)
    return list(found.values())


def _group(ordered: Sequence[Telling], apart: dict[str, set[str]]) -> list[Group]:
    """The groups of some tellings, taken in their order."""
    groups: list[Group] = []
    index: dict[str, set[int]] = {}
    for telling in ordered:
        _place(groups, telling, index, apart)
    return groups


@cache
def _program() -> str:
    """The version whose rules weigh: another one's groups are no longer believed."""
    return version("armstrail")


def _remember(
    ordered: Iterable[Telling], apart: dict[str, set[str]], memory: Memory, now: Memory
) -> list[Group]:
    """The groups of some tellings, taken in their order, as they were made before where nothing has changed."""
    found: list[Group] = []
    for part in _components(ordered):
        if len(part) < LEAST:
            found.extend(_group(part, apart))
            continue
        by_id = {t.id: t for t in part}
        kept_apart = [[i, *sorted(apart[i])] for i in sorted(by_id) if i in apart]
        key = hash_of(
            "weighed", _program(), [(t.id, t.supplier, t.published, t.day) for t in part], kept_apart
        )
        if key in memory:
            groups = [Group([by_id[i] for i in ids], list(reasons)) for ids, reasons in memory[key]]
        else:
            groups = _group(part, apart)
        now[key] = [([t.id for t in g.tellings], list(g.reasons)) for g in groups]
        found.extend(groups)
    return found


def cluster(
    tellings: Sequence[Telling], rulings: Sequence[Ruling] = (), memory: Memory | None = None
) -> list[Group]:
    """The groups of tellings of one supplier and one recipient.

    With a memory, tellings that were grouped before are not weighed again; it is left with what holds now.
    """
    apart: dict[str, set[str]] = {}
    for ruling in rulings:
        if not ruling.same:
            apart.setdefault(ruling.a, set()).add(ruling.b)
            apart.setdefault(ruling.b, set()).add(ruling.a)
    before: Memory = memory if memory is not None else {}
    now: Memory = {}
    ordered = sorted(tellings, key=_order)
    # What gives amounts or dates comes first: it is what the rest is measured by.
    named = sorted(
        (t for t in ordered if not t.vague), key=lambda t: not (t.quantities or t.prices or t.transmittals)
    )
    groups = _remember(named, apart, before, now)
    count = len(groups)
    left = [t for t in ordered if t.vague and not _place_vague(groups, t, count, apart)]
    groups += _remember(left, apart, before, now)
    if memory is not None:
        memory.clear()
        memory.update(now)
    return _unite(groups, rulings)
