"""Among what each slot of a telling may be chosen, and what is known of each choice.

Enters: Signals and the units that tell something (anchors). Leaves: for each slot, the choices and an array of feature
numbers of shape (anchors, choices, features), each number a row of one table of weights. Training and reading share
this module, so that the network sees in use what it saw when it was trained.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..rules import load_table
from .signals import Ints, Signals, quantity_of

# ---- where a choice stands, seen from the anchor

_FAR = np.array([-6, -3, -2, -1, 0, 1, 2])
"""Sentences between: bucket k holds the distances up to _FAR[k], the last one all beyond."""
_STEPS = np.array([0, 1, 2, 4, 8, 16])
"""Units between, in one sentence."""

SENTENCES = 8
PLACES = 1 + 2 * (len(_STEPS) + 1)

TYPES = ("state", "group", "body", "maker", "person", "home")
CONTEXTS = (
    "item",
    "state",
    "institution",
    "body",
    "maker",
    "person",
    "group",
    "anaphor",
    "other",
    "stateless",
    "home",
    "dateline",
)
FORMS = ("name", "adjective", "people", "capital", "metonym")
SAID = ("direct", "indirect", "mixed")


@dataclass(frozen=True)
class Block:
    """Feature numbers that belong together: each has its own rows in one table."""

    sizes: tuple[int, ...]

    @property
    def rows(self) -> int:
        return 1 + sum(self.sizes)

    def number(self, columns: list[Ints]) -> Ints:
        """Feature numbers of shape (…, len(columns)); a value below 0 stands for none and becomes 0."""
        at, out = 1, []
        for size, column in zip(self.sizes, columns, strict=True):
            out.append(np.where(column < 0, 0, np.minimum(column, size - 1) + at))
            at += size
        return np.stack(np.broadcast_arrays(*out), axis=-1)


PARTY = Block((SENTENCES, PLACES, len(TYPES), len(FORMS), len(CONTEXTS), 8))
ENTITY = Block((4, 8, 2, 2, 2, 2, 2, 2, 3, 3, 2, 2, 4, 5, 3))
POINTER = Block((SENTENCES, PLACES, 16, 16))


_FAR_OF = np.searchsorted(_FAR, np.arange(-7, 4), side="left")
_STEPS_OF = np.concatenate(
    (
        np.searchsorted(_STEPS, np.arange(17, 0, -1), side="left") + len(_STEPS),
        np.searchsorted(_STEPS, np.arange(0, 18), side="left"),
    )
)


def steps_between(longest: int) -> Ints:
    """Buckets of the distance from each place of a sentence to each: (longest, longest)."""
    places = np.arange(longest)
    return np.asarray(_STEPS_OF[np.clip(places[None, :] - places[:, None], -17, 17) + 17])


def where(signals: Signals, anchors: Ints, units: Ints) -> tuple[Ints, Ints]:
    """How many sentences and, in the same one, how many units lie between: buckets of shape (anchors, units)."""
    gap = signals.row[units][None, :] - signals.row[anchors][:, None]
    steps = signals.place[units][None, :] - signals.place[anchors][:, None]
    far = _FAR_OF[np.clip(gap, -7, 3) + 7]
    near = _STEPS_OF[np.clip(steps, -17, 17) + 17]
    near[gap != 0] = -1
    return far, near


# ---- parties


def party_features(signals: Signals, anchors: Ints) -> Ints:
    """Features of each candidate for each anchor: (anchors, candidates, len(PARTY.sizes))."""
    candidates, units = signals.candidates, signals.units
    at = np.array([c.unit for c in candidates], dtype=np.int64)
    far, near = where(signals, anchors, at)
    types = np.array([TYPES.index(c.type) for c in candidates])
    forms = np.array([FORMS.index(c.form) if c.form in FORMS else -1 for c in candidates])
    contexts = np.array([CONTEXTS.index(c.context) if c.context in CONTEXTS else -1 for c in candidates])
    flags = np.zeros(far.shape, dtype=np.int64)
    for row, anchor in enumerate(anchors):
        item = units[anchor].item
        flags[row] += at == anchor
        if item is not None and item.home:
            home = set(item.home.split(";"))
            flags[row] += 2 * np.array([c.code in home for c in candidates])
            flags[row] += 4 * np.array([_makes(signals, c.unit, c.type, item.known) for c in candidates])
    return PARTY.number([far, near, types, forms, contexts, flags])


def _makes(signals: Signals, unit: int, type_: str, known: str) -> bool:
    """Whether a candidate is the home of the same known thing, named elsewhere."""
    item = signals.units[unit].item
    return type_ == "home" and bool(known) and item is not None and item.known == known


@dataclass(frozen=True, slots=True)
class Told:
    """What another telling of the page says: memory of who supplies and who receives."""

    anchor: int
    supplier: str
    recipient: str
    thing: str


def entity_features(signals: Signals, anchors: Ints, told: list[Told] | None) -> Ints:
    """Features of each code for each anchor: (anchors, codes, len(ENTITY.sizes)).

    ``told`` has what each anchor itself tells, in the anchors' order; None where nothing is known yet.
    """
    codes = signals.codes
    out = np.full((len(ENTITY.sizes), len(anchors), len(codes)), -1, dtype=np.int64)
    named = np.array(
        [min(3, (0, 1, 2, 2)[n] if n < 4 else 3) for n in (signals.times_named[c] for c in codes)]
    )
    out[0] = named
    first = np.array([c in signals.named_first for c in codes], dtype=np.int64)
    group = np.array([len(c) > 2 for c in codes], dtype=np.int64)
    for row, anchor in enumerate(anchors):
        item = signals.units[anchor].item
        home = set(item.home.split(";")) if item is not None and item.home else set()
        out[1, row] = first + 2 * group + 4 * np.array([c in home for c in codes])
    if told is not None:
        out[2:12] = _remembered(signals, told)
    out[12] = np.array([signals.ranks.get(c, 0) for c in codes])
    places = np.array([signals.local[c] for c in codes])
    # Nothing; once or twice, more; and as often as any other.
    out[13] = (places > 0) * (1 + (places > 2) + 2 * (places == places.max()))
    out[14] = np.array([_exporters().get(c, 0) for c in codes])
    return ENTITY.number(list(out))


@cache
def _exporters() -> dict[str, int]:
    """1 for the largest exporters of arms, 2 for others that export many."""
    return {row["state"]: int(row["class"]) for row in load_table("names/exporters.tsv")}


def _remembered(signals: Signals, told: list[Told]) -> Ints:
    """What the other tellings say of each code: (10, tellings, codes), in the order of ``told``; -1 for nothing."""
    at = {code: i for i, code in enumerate(signals.codes)}
    for code in (c for t in told for c in (t.supplier, t.recipient) if c):
        at.setdefault(code, len(at))
    anchors = np.array([t.anchor for t in told])
    order = np.argsort(anchors, kind="stable")
    plays = np.zeros((2, len(told), len(at)), dtype=np.int64)
    for n, t in enumerate(told):
        for role, code in enumerate((t.supplier, t.recipient)):
            if code in at:
                plays[role, n, at[code]] = 1
    out = np.full((10, *plays.shape[1:]), -1, dtype=np.int64)
    first, last = order[:-1], order[1:]
    out[0:2, last], out[2:4, first] = plays[:, first], plays[:, last]
    things = [t.thing for t in told]
    same = np.array(
        [[bool(a) and a == b and n != m for m, b in enumerate(things)] for n, a in enumerate(things)]
    )
    some = same.any(axis=1)
    out[4:6, some] = (same[some].astype(np.int64) @ plays) > 0
    others = plays.sum(axis=1, keepdims=True) - plays
    most = others.max(axis=2, keepdims=True)
    out[6:8] = np.where(others == 0, 0, np.where(others == most, 2, 1))
    row = signals.row[anchors]
    near = row[first] == row[last]
    out[8:10, last[near]] = plays[:, first[near]]
    return out[:, :, : len(signals.codes)]


# ---- everything else: one of the page's units, or a word for none of them

NONE, SELF, ONE = 0, 1, 2
"""Choices that are no other unit: nothing, what the anchor itself tells, "a frigate" (one)."""

TASKS = ("equipment", "quantity", "value", "date", "asserted_by")


@dataclass(frozen=True)
class Pointers:
    """The choices of one slot for some anchors: the units, and which of them each anchor may choose."""

    units: Ints
    """Units to choose from, shared by all anchors."""
    open: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    """(anchors, 3 + units): which choices are open, NONE, SELF and ONE first."""
    features: Ints
    """(anchors, units, len(POINTER.sizes))."""


def pointers(task: str, signals: Signals, anchors: Ints) -> Pointers:
    """The choices of a slot."""
    units, rows = signals.units, len(anchors)
    if task == "equipment":
        chosen = signals.items
    elif task == "quantity":
        chosen = signals.counted
    elif task == "value":
        chosen = signals.sums
    elif task == "date":
        chosen = signals.days
    else:
        chosen = [s.unit for s in signals.sources]
    at = np.array(chosen, dtype=np.int64)
    far, near = where(signals, anchors, at)
    gap = signals.row[at][None, :] - signals.row[anchors][:, None]
    one = np.full((rows, len(chosen)), -1, dtype=np.int64)
    two = one.copy()
    open_ = np.ones((rows, 3 + len(chosen)), dtype=bool)
    open_[:, SELF] = open_[:, ONE] = False
    other = at[None, :] != anchors[:, None]
    if task == "equipment":
        for row, anchor in enumerate(anchors):
            me = units[anchor].item
            open_[row, SELF] = me is not None and not me.pointer
            for j, n in enumerate(chosen):
                item = units[n].item
                assert item is not None
                one[row, j] = item.generic + 2 * item.part
                if me is not None:
                    two[row, j] = int(bool(me.head) and me.head == item.head) + 2 * int(
                        bool(me.known) and me.known == item.known
                    )
        open_[:, 3:] = other
    elif task == "quantity":
        for row, anchor in enumerate(anchors):
            open_[row, SELF] = quantity_of(units[anchor]) is not None
        open_[:, ONE] = True
        open_[:, 3:] = other & (gap == 0)
    elif task == "value":
        open_[:, 3:] = gap == 0
    elif task == "date":
        open_[:, 3:] = np.abs(gap) <= 2
    else:
        for j, source in enumerate(signals.sources):
            attribution = source.attribution
            one[:, j] = [int(int(a) in source.covers) for a in anchors]
            two[:, j] = SAID.index(attribution.form) + 3 * int(attribution.rule != "said")
    return Pointers(at, open_, POINTER.number([far, near, one, two]))
