"""Disagreements on the steps of a transfer: what was done and when.

Enters: the supports of a case, step by step. Leaves: disagreements of stage and date, each explained in one sentence.
It cannot tell a delivery that was put off from a slip where the reports do not lie close together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..model import STAGES, Disagreement
from ..rules import load_toml
from .clock import days_of, gap
from .disagreements import NEAR_DAYS, figure, houses, near, one_thing, side_of
from .figures import agree
from .support import Support

ONE_STEP = 60
"""Days between two dates of one step that are a disagreement; beyond them they are two steps."""
LOWER = ("interest", "requested", "approved", "notified", "offered")


def of_dates(stage: str, dated: Sequence[tuple[str, Sequence[Support]]]) -> list[Disagreement]:
    """Dates of one step that cannot both hold. Deliveries and talks go on for years and are left alone."""
    if len(dated) < 2 or stage in ("delivered", "interest"):
        return []
    best, mine = max(dated, key=lambda d: (len(d[0]), len({s.origin for s in d[1]}), len(d[1]), d[0]))
    days = days_of(best)
    found: list[Disagreement] = []
    for other, theirs in dated:
        other_days = days_of(other)
        if other == best or days is None or other_days is None:
            continue
        if not 0 < gap(days, other_days) <= ONE_STEP:
            continue
        if {s.source.id for s in theirs} <= {s.source.id for s in mine}:
            # A report that gives both dates knows why.
            continue
        sides = (side_of(best, mine), side_of(other, theirs))
        why = f"{stage} on {best} by {houses(mine)}, on {other} by {houses(theirs)}"
        found.append(Disagreement("stage", "date", None, sides, why))
    return found


def of_stages(told: Sequence[tuple[str, str | None, Sequence[Support]]]) -> list[Disagreement]:
    """One step told as done by some and as to come, alleged or denied by others within a week."""
    found: list[Disagreement] = []
    for stage in dict.fromkeys(s for s, _, _ in told):
        done = [x for s, m, held in told if s == stage and m is None for x in held]
        for modality in ("planned", "denied", "alleged"):
            other = [x for s, m, held in told if s == stage and m == modality for x in held]
            if modality == "planned":
                other = _still_to_come(stage, other, done)
            close = [x for x in other if any(near(x, d) and one_thing(x, d) for d in done)]
            if not close:
                continue
            sides = (side_of(stage, done), side_of(f"{stage}, {modality}", close))
            says = {"planned": "still to come", "denied": "denied", "alleged": "alleged"}[modality]
            why = f"{houses(done)}: {stage}; {houses(close)}: {says}; within a week"
            found.append(Disagreement("stage", "stage", None, sides, why))
    return found


def of_intents(supports: Sequence[Support]) -> list[Disagreement]:
    """A paper of intent that other reports of the week tell as an order."""
    intents = [s for s in supports if is_intent(s)]
    orders = [
        s for s in supports
        if s.claim.get("stage") == "ordered" and s.claim.get("modality") is None
        and any(near(s, i) and one_thing(s, i) and s.source.id != i.source.id for i in intents)
    ]  # fmt: skip
    if not orders:
        return []
    why = f"{houses(intents)}: a paper of intent; {houses(orders)}: an order; within a week"
    return [
        Disagreement("stage", "stage", None, (side_of("agreed", intents), side_of("ordered", orders)), why)
    ]


def _still_to_come(stage: str, planned: Sequence[Support], done: Sequence[Support]) -> list[Support]:
    """Claims by which a step that others tell is still to come: of an order those of reports that tell of none.

    A first batch may be here and a second to come, and who tells of an order says that the maker "will supply".
    """
    if stage in ("requested", "approved", "notified"):
        return list(planned)
    telling = {s.source.id for s in done}
    return [s for s in planned if stage == "ordered" and s.source.id not in telling and s.rank >= _best(done)]


def _best(supports: Sequence[Support]) -> int:
    return max((s.rank for s in supports), default=0)


def of_lone_steps(supports: Sequence[Support]) -> list[Disagreement]:
    """A signature or a delivery that one origin alone tells, while others of the week tell of a step before it only."""
    told = [s for s in supports if s.claim.get("modality") is None]
    done = [s for s in told if s.claim.get("stage") in ("ordered", "delivered")]
    beyond = {
        s.source.id for s in told if s.claim.get("stage") in STAGES and s.claim.get("stage") not in LOWER
    }
    before = [s for s in told if s.claim.get("stage") in LOWER and s.source.id not in beyond]
    pairs = [(s, d) for s in before for d in done if near(s, d) and one_thing(s, d) and _one_figure(s, d)]
    close, lone = ([*{id(pair[n]): pair[n] for pair in pairs}.values()] for n in (0, 1))
    # Who tells of the signature later, tells of another day.
    done = [d for d in done if any(near(d, x, NEAR_DAYS) for x in lone)]
    if (
        not close
        or min(len({s.origin for s in done}), len({s.source.id for s in done})) > 1
        or max(s.rank for s in close) < max(s.rank for s in done)
    ):
        return []
    sides = tuple(side_of(str(x[0].claim.get("stage")), x) for x in (close, done))
    why = f"{houses(done)}: {sides[1].value}; {houses(close)}: {sides[0].value}, and no more; within a week"
    return [Disagreement("stage", "stage", None, sides, why)]


def _one_figure(a: Support, b: Support) -> bool:
    """Whether two claims give one price, or else one count."""
    for field in ("value", "quantity"):
        x, y = figure(a, field), figure(b, field)
        if x is not None and y is not None:
            return agree(x, y)
    return False


@cache
def _intent() -> re.Pattern[str]:
    return re.compile("|".join(load_toml("reconcile/cues.toml")["intent"]), re.IGNORECASE)


def is_intent(support: Support) -> bool:
    """Whether the words of a claim's step say that a paper of intent was signed, and no contract."""
    claim = support.claim
    if claim.get("stage") != "agreed" or claim.get("modality") is not None:
        return False
    return any(s.name == "stage" and _intent().search(" ".join(s.words)) for s in claim.slots)
