"""What an amount is the amount of: a ceiling, a contract, a delivery.

Enters: a claim's stage and what its words state. Leaves: the basis. Amounts of unlike basis are never
compared.
"""

from __future__ import annotations

from ..model import Value

CEILING, CONTRACT, DELIVERED = "ceiling", "contract", "delivered"
_BASIS = {
    "interest": CEILING, "requested": CEILING, "approved": CEILING, "notified": CEILING, "offered": CEILING,
    "agreed": CONTRACT, "ordered": CONTRACT, "delivered": DELIVERED,
}  # fmt: skip


def basis_of(stage: Value | None, stated: Value | None = None, modality: Value | None = None) -> str | None:
    """What an amount is the amount of: what the words state, else what the stage implies.

    What is only planned is no contract yet, and what is to be delivered says nothing of what was.
    """
    if stated == "estimate":
        return CEILING
    if stated == "contract":
        return CONTRACT
    if stage is None or (modality == "planned" and stage == "delivered"):
        return None
    basis = _BASIS.get(str(stage))
    return CEILING if basis == CONTRACT and modality == "planned" else basis
