"""The particulars of an official notice: numbers it goes by, dates, contractors.

Enters: text and a Notice. Leaves: what the words say, each with its spans. A number is a transmittal's only where the
words call it so; "DSCA 24-05" alone is a policy memo. It cannot see a correction that was printed elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...model import Document, Span
from ...rules import load_table, load_toml
from ...values import Date, find_dates
from ..mentions import vocabulary
from .clauses import WORDS, Notice, spaced
from .items import sentence_end

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
_PRINTED = re.compile(
    r"(?:Federal\s{1,20}Register|Congressional\s{1,20}Record)[^()\n]{0,80}\([A-Z][a-z]{5,8},\s{1,20}(?=[A-Z])"
)
_PRINTED_HEAD = re.compile(
    r"(?:Federal\s{1,20}Register\s{0,9}/\s{0,9}Vol\.[^/]{0,60}/\s{0,9}(?:[A-Z][a-z]{5,8},\s{1,20})?)(?=[A-Z])"
)
_WEB_PRINT = spaced(
    r"\b(?:A Notice by [^\n]{3,60} on|Publication Date:?|Published(?: on)?:?) ((?:0[1-9]|1[0-2])/[0-3]\d/20\d\d)\b"
)
_LABEL = re.compile(
    r"(?:\b(?:posted|published|release date|date)(?: on)?\b[:\s]{1,20}|^)", re.IGNORECASE | re.MULTILINE
)
_ON = re.compile(r"\bon\s{1,20}$", re.IGNORECASE)
_TODAY = re.compile(r"\btoday\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the words that it was read from."""

    value: str
    span: Span


def plain(number: str) -> str:
    """A transmittal or designator with plain hyphens and no blanks."""
    return re.sub(rf"\s?[{_DASH}]\s?", "-", number).upper()


def find_transmittals(text: str, start: int, end: int) -> tuple[Found | None, list[Found]]:
    """The notice's own number and those of the notices that it amends."""
    own: list[Found] = []
    amended: dict[str, Found] = {}
    for match in _TRANSMITTAL.finditer(text, start, end):
        found = Found(plain(match[1]), match.span(1))
        if _AMENDING.search(text, max(start, match.start() - 160), match.start(1)) is None:
            own.append(found)
            continue
        amended.setdefault(found.value, found)
        more = _ALSO_AMENDED.match(text, match.end(), end)
        while more is not None:
            amended.setdefault(plain(more[1]), Found(plain(more[1]), more.span(1)))
            more = _ALSO_AMENDED.match(text, more.end(), end)
    first = next((f for f in own if f.value not in amended), None)
    return first, [f for f in amended.values() if first is None or f.value != first.value]


def find_designator(text: str, notice: Notice) -> Found | None:
    """The case designator beside the military department, else the only one of the text."""
    department = notice.first("department")
    if department is not None:
        prior = notice.first("prior cases")
        stop = prior.start if prior is not None and prior.start > department.start else department.end + 200
        match = _DESIGNATOR.search(text, department.start, min(stop, department.end + 200))
        if match is not None:
            return Found(plain(match[0]), match.span())
        return None
    for match in _DESIGNATOR.finditer(text, *notice.span):
        before = text[max(0, match.start() - 60) : match.start()]
        if _CASE.search(before) and not _OLD_CASE.search(before):
            return Found(plain(match[0]), match.span())
    return None


@cache
def samm_countries() -> dict[str, str]:
    """The country codes of case designators, to ISO 3166: those that were read in a source."""
    return {row["code"]: row["state"] for row in load_table("law/samm_countries.tsv") if row["verified"]}


def _day(text: str, start: int, reference: str | None) -> Date | None:
    """A whole day told right at an offset."""
    for date in find_dates(text, start, min(len(text), start + 60), reference):
        if date.start - start <= 12 and date.value is not None and len(date.value) == 10:
            return date
    return None


def find_posted(document: Document, notice: Notice, floor: int) -> Found | None:
    """The day that the text gives for its own publication: the dateline, the print's heading, a line of its own."""
    text = document.text
    start = notice.span[0]
    for pattern in (_PRINTED, _PRINTED_HEAD, _DATELINE):
        match = pattern.search(text, 0 if pattern is not _DATELINE else floor, notice.span[1])
        if match is not None:
            date = _day(text, match.end(), document.published)
            if date is not None and date.value is not None:
                return Found(date.value, (date.start, date.end))
    match = _WEB_PRINT.search(text, floor, notice.span[1])
    if match is not None:
        month, day, year = match[1].split("/")
        return Found(f"{year}-{month}-{day}", match.span(1))
    for zone in document.zones:
        if zone.kind in ("date", "dateline"):
            for date in find_dates(text, zone.start, zone.end, document.published):
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
    for mark in notice.all("certification", "notification"):
        if mark.id == "notification":
            # "On June 16, 2009 the agency notified Congress"
            line = max(text.rfind("\n", 0, mark.start) + 1, mark.start - 40)
            before = [d for d in find_dates(text, line, mark.start, reference) if d.kind == "day"]
            if before and before[-1].value is not None and _ON.search(text, line, before[-1].start):
                return Found(before[-1].value, (before[-1].start, before[-1].end))
        end = sentence_end(text, mark.start, min(len(text), mark.end + 300))
        today = _TODAY.search(text, mark.start, end)
        if today is not None and reference is not None and len(reference) == 10:
            return Found(reference, today.span())
        end = min(end, mark.end + 80) if mark.id == "notification" else end
        for date in find_dates(text, mark.start, end, reference):
            if date.value is not None and len(date.value) == 10 and date.kind == "day":
                return Found(date.value, (date.start, date.end))
    return None


# ---- contractors ------------------------------------------------------------------------------------------------

_LOCATED = spaced(
    r"(?:,? (?:which is |that is )?(?:located|headquartered|based) (?:in|at)\s| (?:of|in) (?=[A-Z])(?!America))"
    r"[^;()]{0,60}?(?=;|,\s|\sand\s|$|,)",
    cased=True,
)
_PARTS = re.compile(
    r"\s{0,40};\s{0,40}(?:and\s{1,40})?|\s{0,40},\s{1,40}(?:and\s{1,40})?|\s{1,40}and\s{1,40}|\s{0,40}/\s{0,40}"
    r"|\s{0,40}\n\s{0,40}[•●▪*–-]\s"
)
_INTRO = spaced(
    r"\b(?:will be|are|is|would be|includes?|be)(?: (?:the )?(?:following|from|either)(?: \w{2,12}){0,2})?[\s:]{1,20}"
)
_JOINT = re.compile(
    r"(?:an?|the)\s[^,;.]{0,60}?\bjoint\s{1,20}venture\s{1,20}(?:\([A-Z]{2,6}\)\s{1,20})?(?:between|of)\s{1,20}",
    re.IGNORECASE,
)


@cache
def _contractor_words(key: str) -> frozenset[str]:
    return frozenset(w.lower() for w in load_toml(WORDS)["contractors"][key])


def find_contractors(text: str, notice: Notice) -> list[Found]:
    """The principal contractors by the names printed, without their towns and divisions."""
    found: dict[str, Found] = {}
    for mark in notice.all("contractors")[:8]:
        following = notice.after(mark.end)
        stop = following.start if following is not None else len(text)
        end = _end_of_names(text, mark.end, min(stop, mark.end + 1_500))
        intro = _INTRO.search(text, max(mark.start, mark.end - 12), min(end, mark.end + 60))
        start = intro.end() if intro is not None else mark.end
        joint = _JOINT.match(text, start, end)
        start = joint.end() if joint is not None else start
        low = " ".join(text[mark.start : end].lower().split())
        if any(w in low for w in _contractor_words("none")) and not vocabulary_makers(text, start, end):
            continue
        for name in _names_in(text, start, end):
            found.setdefault(name.value.lower(), name)
    return list(found.values())


def vocabulary_makers(text: str, start: int, end: int) -> list[Span]:
    """Where the tables' makers stand between two offsets."""
    return [(m.start, m.end) for m in vocabulary().find(text, start, end) if m.type == "maker"]


_ABBREVIATED = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|St|Ft|Mt|L\.P|D\.C|[A-Z]|Fla|Ala|Ariz|Cal|Calif|Colo|Conn|Mass|Md|Mo|Tex|Va|Wash|Pa|Minn"
    r"|Tenn)$"
)
_STOP = re.compile(r"\.(?=\s{1,60}[A-Z])")
_OPENERS = (
    r"(?:The(?:re|se)?|This|At|It|Any|No|Implementation|In|Additional|As|While|Currently|If|All|Purchaser)"
)
_NEXT = spaced(
    rf"\.(?= {_OPENERS}\b|\s{{0,60}}\n\s{{0,60}}\n|\s{{0,60}}$)"
    r"|\n(?=\s{0,60}(?:There (?:is|are)|This|At this|Implementation|The (?:proposed|purchaser))\b)",
    cased=True,
)


def _end_of_names(text: str, start: int, end: int) -> int:
    """Where the sentence of the contractors ends: "Inc." and "St. Louis" end nothing."""
    match = _NEXT.search(text, start, end)
    if match is not None:
        end = match.start()
    for stop in _STOP.finditer(text, start, end):
        if not _ABBREVIATED.search(text, max(start, stop.start() - 8), stop.start()):
            return stop.start()
    return end


def _names_in(text: str, start: int, end: int) -> list[Found]:
    """Company names among commas, towns, states and divisions."""
    makers = vocabulary_makers(text, start, end)
    parts: list[tuple[int, int, bool]] = []
    at = start
    hard = True
    for match in [*_PARTS.finditer(text, start, end), None]:
        stop = match.start() if match is not None else end
        if match is not None:
            inside = any(a < match.end() and match.start() < b for a, b in makers)
            depth = text.count("(", at, match.start()) - text.count(")", at, match.start())
            joins = "and" in match[0] and not any(c in match[0] for c in ",;")
            goes_on = joins and not _begins_name(text, match.end(), makers)
            if (
                inside
                or depth > 0
                or goes_on
                or ("/" in match[0] and not _begins_name(text, match.end(), makers))
            ):
                continue
            if "," in match[0] and _suffix_next(text, match.end(), end):
                continue
        parts.append((at, stop, hard))
        if match is None:
            break
        hard = any(w in match[0] for w in (";", "and", "\n"))
        at = match.end()
    names: list[Found] = []
    previous_state = True
    for i, (a, b, fresh) in enumerate(parts):
        a, b = _bare(text, a, b)
        words = " ".join(text[a:b].split())
        low = words.lower().rstrip(".")
        if not words or _is_place(text, a, b):
            previous_state = True
            continue
        town = i + 1 < len(parts) and _is_place(text, *_bare(text, *parts[i + 1][:2]))
        known = any(x < b and a < y for x, y in makers)
        company = known or low.split()[-1].rstrip(".") in _contractor_words("suffixes")
        opens = fresh or previous_state or i == 0
        previous_state = False
        if low in _contractor_words("divisions") or not (words[0].isupper() or words[0].isdigit()):
            continue
        if town and not opens:
            continue
        if company or (opens and _proper(words)):
            names.append(Found(words, (a, b)))
    return names


def _is_place(text: str, start: int, end: int) -> bool:
    """Whether some words are a state, of the Union or of the world, and nothing else."""
    words = " ".join(text[start:end].split()).lower()
    if {words, words.rstrip(".")} & _contractor_words("states"):
        return True
    return any(
        m.type == "state" and m.end - m.start >= len(words) - 1 for m in vocabulary().find(text, start, end)
    )


def _begins_name(text: str, offset: int, makers: list[Span]) -> bool:
    article = re.compile(r"(?:the|The)\s{1,20}").match(text, offset)
    if article is not None:
        offset = article.end()
    return any(a <= offset < b for a, b in makers)


def _suffix_next(text: str, offset: int, end: int) -> bool:
    """ "Sikorsky Aircraft, Inc.": a comma before the kind of company parts nothing."""
    return (
        re.compile(r"(?:Inc|LLC|L\.L\.C|Ltd|LP|L\.P|Corp|Incorporated|Co)\b", re.I).match(text, offset, end)
        is not None
    )


def _bare(text: str, a: int, b: int) -> Span:
    """A part without towns told by "of", "in" or "located in", without parentheses and marks at its edges."""
    paren = text.find("(", a, b)
    if paren > a:
        b = paren
    located = _LOCATED.search(text, a, b)
    if located is not None and located.start() > a:
        b = located.start()
    while a < b and (text[a].isspace() or text[a] in ",;:.–—-•*"):
        a += 1
    lead = re.compile(r"(?:the|and|either|both|from)\s{1,20}", re.I).match(text, a, b)
    if lead is not None:
        a = lead.end()
    while b > a and (text[b - 1].isspace() or text[b - 1] in ",;:–—"):
        b -= 1
    return a, b


def _proper(words: str) -> bool:
    tokens = [w for w in words.split() if w[0].isalpha()]
    return bool(tokens) and len(tokens) <= 8 and sum(w[0].isupper() for w in tokens) * 3 >= 2 * len(tokens)
