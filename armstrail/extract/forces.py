"""Finds what a text says of the size of forces and of military spending.

Enters: a Page with names, values and attributions. Leaves: Claims of the kinds force and spending.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Claim

if TYPE_CHECKING:
    from .page import Page


def find_forces(page: Page) -> list[Claim]:
    """The claims on forces and spending, in the order of the text."""
    return []
