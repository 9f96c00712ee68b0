"""Options that a report counts as ordered.

Enters: the supports of a case, and what is shown of it. Leaves: disagreements of the kind scope. One report must tell
the firm order and the option apart, each with its count, and another of the same weeks give their sum alone. It cannot
see an option that no report counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model import Disagreement
from .disagreements import NEAR_DAYS, figure, houses, near, side_of
from .fields import bound_of
from .kinship import kin
from .support import Support


def of_options(supports: Sequence[Support], shown: Iterable[Disagreement]) -> list[Disagreement]:
    """What is shown, with options counted in; a sum that an option explains is no wrong sum."""
    counted = [s for s in supports if _count(s) and s.claim.get("equipment") is not None]
    found: dict[tuple[str, float, float], Disagreement] = {}
    for option in counted:
        if option.claim.get("stage") != "interest" or option.claim.get("modality") is not None:
            continue
        mine = [s for s in counted if s.source.id == option.source.id and s.claim.get("stage") != "interest"]
        for firm in mine:
            total = _count(firm) + _count(option)
            told = any(_count(s) == total and bound_of(s.claim, "quantity") is None for s in mine)
            whole = _counting(counted, firm, total) if _alike(firm, option) and not told else []
            if whole:
                why = (
                    f"{houses([firm])}: {_count(firm):,.0f}, with an option of {_count(option):,.0f}; "
                    f"{houses(whole)}: {total:,.0f}, the option counted in"
                )
                sides = side_of(_count(firm), [firm]), side_of(total, whole)
                name = str(firm.claim.get("equipment"))
                found.setdefault(
                    (name, _count(firm), total), Disagreement("quantity", "scope", name, sides, why)
                )
    left = [d for d in shown if d.kind != "sum" or not any(_same(d, o) for o in found.values())]
    return left + [o for o in found.values() if not any(_same(d, o) for d in left)]


def _same(shown: Disagreement, option: Disagreement) -> bool:
    """Whether a count of the option's weapon in a report that counts it in is shown already."""
    printed = {x for side in shown.values for x in side.documents}
    alike = shown.equipment is not None and kin(shown.equipment, option.equipment or "") >= 0.5
    return shown.field == "quantity" and alike and not printed.isdisjoint(option.values[1].documents)


def _counting(counted: Iterable[Support], firm: Support, total: float) -> list[Support]:
    """Those of other reports of the same weeks that give a total of the same weapon and not the firm order."""
    knowing = {s.source.id for s in counted if _count(s) == _count(firm)}
    return [
        s
        for s in counted
        if _count(s) == total
        and s.source.id not in knowing
        and s.claim.get("stage") not in ("interest", "delivered")
        and _alike(s, firm)
        and near(s, firm, NEAR_DAYS)
    ]


def _count(support: Support) -> float:
    return figure(support, "quantity") or 0.0


def _alike(a: Support, b: Support) -> bool:
    return kin(str(a.claim.get("equipment")), str(b.claim.get("equipment"))) >= 0.5
