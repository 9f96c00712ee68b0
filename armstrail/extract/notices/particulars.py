"""The particulars of an official notice: the numbers it goes by, its dates.

Enters: text and a Notice. Leaves: what the words say, each with its spans. A number is a transmittal's only where the
words call it so; "DSCA 24-05" alone is a policy memo. The day of a print is not the day of a web post, so a print has
none. It cannot see a correction that was printed elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...model import Document, Span
from ...rules import load_table
from ...values import Date
from .clauses import Notice, spaced
from .items import sentence_end
from .lines import dates_in

_DASH = "\\-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u00ad"
_NUMBER = rf"(?:\d{{2}}\s?[{_DASH}]\s?(?:\d{{2,3}}|\d[A-Z]|[A-Z]\d)|\d[A-Z]\s?[{_DASH}]\s?\d{{2}})(?![\w{_DASH}]?\w)"
_TRANSMITTAL = re.compile(
    r"(?:\b(?:Transmittals?|Notification\s{1,20}Number|certification)(?:\s{1,20}(?:Nos?|Numbers?|Num))?[\s.:#]{0,40}"
    rf"(?:RS\s?AT[\s#:]{{0,4}})?|\bRS\s?AT[\s#:{_DASH}]{{1,4}})({_NUMBER})",
    re.IGNORECASE,
)
_AMENDING = re.compile(
    r"(?:certification(?:\s{1,40}transmittal)?(?:\s{1,40}(?:number|no\.?))?|AECA,?\s{1,40}Transmittal\s{1,40}No\.?:?|previously\s{1,40}(?:notified|described|reported|approved)"
    r"[^.;]{0,80}|amend(?:s|ing|ment)\b[^.;]{0,60}|supersedes?\b[^.;]{0,60}|original(?:ly)?\b[^.;]{0,80}|notified\b[^.;]{0,60}(?:by|under|in|as|via)\s[^.;]{0,40})"
    r"\s{0,40}(?:Transmittals?(?:\s{1,20}(?:Nos?|Number)\.?)?)?[\s.:#(]{0,20}$",
    re.IGNORECASE,
)
_ALSO_AMENDED = re.compile(rf"[\s,]{{1,20}}(?:and\s{{1,20}})?({_NUMBER})")
_DESIGNATOR = re.compile(rf"\b([A-Z][A-Z0-9])\s?[{_DASH}]\s?([A-Z])\s?[{_DASH}]\s?([A-Z]{{3}})\b")
_CASE = re.compile(r"\bcase\s{1,20}(?:designator)?[\s:(]{0,20}$", re.IGNORECASE)
_OLD_CASE = re.compile(r"\b(?:original|previous|prior|initial|earlier|implemented)", re.IGNORECASE)
_DATELINE = re.compile(
    r"\bWASHINGTON(?:,\s{1,20}D\.?C\.?)?,?\s{1,20}(?=[A-Z][a-z]{2,8}\.?\s{1,20}\d|\d)", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:\b(?:posted|published|release date|date)(?: on)?\b[:\s]{1,20}|\bNEWS \| |^)",
    re.IGNORECASE | re.MULTILINE,
)
_LETTER = spaced(r"\bDear (?:Mr|Mrs|Ms|Madam|Senator|Representative|Chairman|Speaker)\b|\bHon\. (?=[A-Z])")
"""How the letter to Congress opens; its date stands above."""
_SIGNED = re.compile(r"\bDated?:?\s{1,20}$", re.IGNORECASE)
_ON = re.compile(r"\bon\s{1,20}$", re.IGNORECASE)
_STOPPED = re.compile(r"[.;]\s")
_TODAY = re.compile(r"\btoday\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the words that it was read from."""

    value: str
    span: Span


def plain(number: str) -> str:
    """A transmittal or designator with plain hyphens and no blanks."""
    return re.sub(rf"\s?[{_DASH}]\s?", "-", number).upper()


def canonical(number: str) -> str:
    """A transmittal with its year first: "0U-24" and "24-0U" are two prints of one number."""
    first, _, second = plain(number).partition("-")
    return f"{second}-{first}" if not first.isdigit() and second.isdigit() else f"{first}-{second}"


def find_transmittals(text: str, start: int, end: int) -> tuple[Found | None, list[Found]]:
    """The notice's own number and those of the notices that it amends."""
    own: list[Found] = []
    amended: dict[str, Found] = {}
    for match in _TRANSMITTAL.finditer(text, start, end):
        found = Found(canonical(match[1]), match.span(1))
        if _AMENDING.search(text, max(start, match.start() - 160), match.start(1)) is None:
            own.append(found)
            continue
        amended.setdefault(found.value, found)
        more = _ALSO_AMENDED.match(text, match.end(), end)
        while more is not None:
            also = Found(canonical(more[1]), more.span(1))
            amended.setdefault(also.value, also)
            more = _ALSO_AMENDED.match(text, more.end(), end)
    first = next((f for f in own if f.value not in amended), None)
    return first, [f for f in amended.values() if first is None or f.value != first.value]


def find_designator(text: str, notice: Notice) -> Found | None:
    """The case designator beside the military department, else the only one that the words give to this case."""
    for department in notice.all("department"):
        following = notice.after(department.end)
        stop = following.start if following is not None else department.end + 200
        match = _DESIGNATOR.search(text, department.start, min(stop, department.end + 200))
        if match is not None:
            return Found(plain(match[0]), match.span())
    start, end = notice.span
    for match in _DESIGNATOR.finditer(text, start, min(len(text), end + 200)):
        before = text[max(0, match.start() - 60) : match.start()]
        prior = notice.before(match.start())
        if prior is not None and prior.id in ("prior cases", "earlier", "notified before"):
            continue
        bracketed = notice.form == "print" and before.rstrip().endswith("(")
        if (bracketed or _CASE.search(before)) and not _OLD_CASE.search(before):
            return Found(plain(match[0]), match.span())
    return None


@cache
def samm_countries() -> dict[str, str]:
    """The country codes of case designators, to ISO 3166: those that were read in a source."""
    return {row["code"]: row["state"] for row in load_table("law/samm_countries.tsv") if row["verified"]}


def _day(text: str, start: int, reference: str | None) -> Date | None:
    """A whole day told right at an offset."""
    for date in dates_in(text, start, min(len(text), start + 60), reference):
        if date.start - start <= 12 and date.value is not None and len(date.value) == 10:
            return date
    return None


def find_posted(document: Document, notice: Notice, floor: int) -> Found | None:
    """The day that a release gives for its own publication: its dateline, or a line of its own."""
    if notice.form == "print":
        return None
    text = document.text
    start = notice.span[0]
    match = _DATELINE.search(text, floor, notice.span[1])
    if match is not None:
        date = _day(text, match.end(), document.published)
        if date is not None and date.value is not None:
            return Found(date.value, (date.start, date.end))
    for zone in document.zones:
        if zone.kind in ("date", "dateline"):
            for date in dates_in(text, zone.start, zone.end, document.published):
                if date.value is not None and len(date.value) == 10:
                    return Found(date.value, (date.start, date.end))
    low = max(floor, start - 1_500)
    for match in _LABEL.finditer(text, low, start):
        date = _day(text, match.end(), document.published)
        if date is None or date.value is None or date.start - match.end() > 1:
            continue
        rest = text[date.end : date.end + 40].split("\n")[0].strip()
        if len(rest) <= 24:
            return Found(date.value, (date.start, date.end))
    return None


def find_delivered(document: Document, notice: Notice, posted: Found | None) -> Found | None:
    """The day on which Congress got the certification."""
    text = document.text
    reference = posted.value if posted is not None else document.published
    for mark in notice.all("delivered"):
        date = _day(text, mark.end, reference)
        if date is not None and date.value is not None:
            return Found(date.value, (date.start, date.end))
    if notice.form == "print":
        return _letter_day(document, notice)
    for mark in notice.all("certification", "notification"):
        # "On June 16, 2009 the agency notified Congress"
        line = max(text.rfind("\n", 0, mark.start) + 1, mark.start - 80)
        for day in reversed(dates_in(text, line, mark.start, reference)):
            told = day.kind == "day" and _ON.search(text, line, day.start) is not None
            if told and day.value is not None and _STOPPED.search(text, day.end, mark.start) is None:
                return Found(day.value, (day.start, day.end))
        end = sentence_end(text, mark.start, min(len(text), mark.end + 300))
        today = _TODAY.search(text, mark.start, end)
        if today is not None and reference is not None and len(reference) == 10:
            return Found(reference, today.span())
        end = min(end, mark.end + 80) if mark.id == "notification" else end
        for date in dates_in(text, mark.start, end, reference):
            if date.value is not None and len(date.value) == 10 and date.kind == "day":
                return Found(date.value, (date.start, date.end))
    return None


def _letter_day(document: Document, notice: Notice) -> Found | None:
    """The date at the top of the letter to Congress that a print begins with."""
    text = document.text
    opening = notice.first("forwarding", "purchaser")
    if opening is None:
        return None
    low = max(0, opening.start - 1_500)
    letters = list(_LETTER.finditer(text, low, opening.start))
    if not letters:
        return None
    top = max(0, letters[0].start() - 300)
    for date in reversed(dates_in(text, top, letters[-1].start(), document.published)):
        line = text.rfind("\n", 0, date.start) + 1
        rest = text[date.end : text.find("\n", date.end) % (len(text) + 1)]
        alone = not rest.strip(" .\t\r") and _SIGNED.search(text, line, date.start) is None
        if alone and date.kind == "day" and date.value is not None and len(date.value) == 10:
            return Found(date.value, (date.start, date.end))
    return None
