"""What an amount is the amount of: a ceiling, a contract, a delivery.

Enters: a claim's stage and what its words state. Leaves: the basis. Amounts of unlike basis are never
compared.
"""

from __future__ import annotations

from ..model import Claim, Value

CEILING, CONTRACT, DELIVERED = "ceiling", "contract", "delivered"
_BASIS = {
    "interest": CEILING, "requested": CEILING, "approved": CEILING, "notified": CEILING, "offered": CEILING,
    "agreed": CONTRACT, "ordered": CONTRACT, "delivered": DELIVERED,
}  # fmt: skip


def bound_of(claim: Claim, counted: str) -> str | None:
    """The bound of a claim's ``quantity`` or ``value``: where it has both, of the one whose words are nearer."""
    bound = claim.get("bound")
    if not isinstance(bound, str) or not bound:
        return None
    places = {s.name: s.spans[0][0] for s in claim.slots}
    both = [n for n in ("quantity", "value") if claim.get(n) is not None]
    if len(both) < 2:
        return bound
    near = min(both, key=lambda n: (abs(places[n] - places["bound"]), n))
    return bound if near == counted else None


def basis_of(
    stage: Value | None, stated: Value | None = None, modality: Value | None = None, bound: str | None = None
) -> str | None:
    """What an amount is the amount of: what the words state, else what the stage implies.

    What is only planned is no contract yet, what is to be delivered says nothing of what was, and a limit is a ceiling.
    """
    if bound == "up to" and stage != "delivered":
        return CEILING
    if stated == "estimate":
        return CEILING
    if stated == "contract":
        return CONTRACT
    if stage is None or (modality == "planned" and stage == "delivered"):
        return None
    basis = _BASIS.get(str(stage))
    return CEILING if basis == CONTRACT and modality == "planned" else basis
