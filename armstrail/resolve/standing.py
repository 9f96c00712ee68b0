"""Which of two texts that say the same is the source."""

from __future__ import annotations

from ..model import Document


def standing(document: Document) -> tuple[bool, str, str]:
    """The lower one is the source: what credits a wire or is one, then the earlier, then the smaller id."""
    return (document.wire is None, document.published or "~", document.id)
