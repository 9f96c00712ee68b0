"""Transmittal numbers and case designators: what their characters say.

Enters: a few words of a notice. Leaves: the number taken apart, or None. Years of a transmittal are those of its
series, not of the notification. It cannot see whether such a notice exists, nor tell (b)(5)(A) from (C) by a letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Part
from ..rules import load_table
from .law import read_law

_DASH = "[-‐‑‒–—−]"
_NUMBER = rf"(?:\d{{2}}\s?{_DASH}\s?(?:\d[A-Z]|\d{{2,3}})|\d[A-Z]\s?{_DASH}\s?\d{{2}})(?![\w-])"
_CUED = re.compile(
    rf"(?:\btransmittal\s{{0,9}}(?:\b(?:number|no)\b\s{{0,9}}\.?)?\s{{0,9}}[#:]?\s{{0,9}}|\bRS\s?AT\s{{1,9}})({_NUMBER})",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\s{{0,60}}#?\s{{0,9}}({_NUMBER})\s{{0,60}}", re.IGNORECASE)
_PARTS = re.compile(r"(\d{2})-(\d[A-Z]|\d{2,3})|(\d[A-Z])-(\d{2})")
_DESIGNATOR = re.compile(rf"(?<![\w-])([A-Z0-9]{{2}})\s?{_DASH}\s?([A-Z])\s?{_DASH}\s?([A-Z]{{3}})(?![\w-])")


@dataclass(frozen=True, slots=True)
class Transmittal(Part):
    """A transmittal number."""

    printed: str
    """With plain hyphens and no blanks, in the order printed."""
    key: str
    """Year first, so that ``0M-25`` and ``25-0M`` meet."""
    series: int
    """The two digits of the series as a year. The notification may fall in another year."""
    serial: str
    lettered: bool
    """True for a report under 36(b)(5)."""


@dataclass(frozen=True, slots=True)
class Designator(Part):
    """A case designator ``CC-I-DDD``."""

    printed: str
    country: str
    """The manual's own country code, not ISO 3166."""
    state: str | None
    """ISO 3166, where the code was read in a source."""
    letter: str
    agency: str | None
    case: str


def parse_transmittal(text: str) -> Transmittal | None:
    """The first transmittal number of a text that says what it is, or of a text that is nothing else.

    A number beside other words is none: policy memoranda look the same ("DSCA 24-05").
    """
    match = _CUED.search(text) or _BARE.fullmatch(text)
    if match is None:
        return None
    printed = re.sub(rf"\s?{_DASH}\s?", "-", match[1]).upper()
    parts = _PARTS.fullmatch(printed)
    if parts is None:
        return None
    year, serial = parts[1] or parts[4], parts[2] or parts[3]
    series = int(year)
    return Transmittal(
        printed, f"{year}-{serial}", (1900 if series > 75 else 2000) + series, serial, serial[-1].isalpha()
    )


def parse_designator(text: str) -> Designator | None:
    """The first case designator of a text, with what its country code and agency letter mean where that is known."""
    match = _DESIGNATOR.search(text)
    if match is None:
        return None
    country, letter, case = match.groups()
    codes = {r["code"]: r["state"] for r in load_table("law/samm_countries.tsv") if r["verified"]}
    agency = next((name for sign, name, _ in read_law().agencies if sign == letter), None)
    return Designator(f"{country}-{letter}-{case}", country, codes.get(country), letter, agency, case)
