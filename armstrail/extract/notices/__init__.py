"""Official notices of US arms sales: the notice itself and the transfers that it tells.

Enters: a Page. Leaves: one ``notice`` claim and a ``transfer`` claim for each item, determination, certification and
total, each slot on its own words; where the general reader need not look again; and issues for figures that contradict
each other. Releases of the Defense Security Cooperation Agency and of the State Department, the Federal Register's and
the Congressional Record's prints, and copies of these. Where a page prints several notices, each is
read by itself.
"""

from ...model import Claim, Issue, Span
from ..page import Page
from .clauses import Notice, find_notice, find_notices
from .reading import Reading, read_notice

__all__ = [
    "Notice",
    "Reading",
    "covered_spans",
    "find_notice",
    "find_notice_claims",
    "find_notice_issues",
    "find_notices",
    "read_notice",
]


def find_notice_claims(page: Page) -> list[Claim]:
    """The claims of the notice on a page, in order; none where the page holds no notice."""
    return list(read_notice(page).claims)


def covered_spans(page: Page) -> tuple[Span, ...]:
    """The stretches that a notice takes up, where claims of other readers would tell its items again."""
    return read_notice(page).covered


def find_notice_issues(page: Page) -> tuple[Issue, ...]:
    """What contradicts itself in the notice on a page."""
    return read_notice(page).issues
