"""What the tests of official notices share: the form of a case, and how a text is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from armstrail.extract import annotate
from armstrail.extract.notices import read_notice
from armstrail.extract.page import Page
from armstrail.model import Document, Passage

TAIL = """
This proposed sale will support the foreign policy goals and national security objectives of the United States.

The buyer will have no difficulty absorbing this equipment into its armed forces.

The proposed sale will not alter the basic military balance in the region.
"""
END = """
There will be no adverse impact on U.S. defense readiness as a result of this proposed sale.
"""


def page_of(text: str, published: str | None = None) -> Page:
    return annotate(Document(text, "notice", published=published), (Passage(0, len(text)),))


@dataclass
class Case:
    """A notice, its items as (name, number, stage), and what the notice claim says."""

    text: str
    items: list[tuple[str, int | None, str]]
    notice: dict[str, object] = field(default_factory=dict)
    published: str | None = None


def told(page: Page) -> list[tuple[str, int | None, str]]:
    claims = [c for c in read_notice(page).claims if c.kind == "transfer"]
    return [
        (str(c.get("equipment")), c.get("quantity"), str(c.get("stage") or ""))  # type: ignore[misc]
        for c in claims
    ]
