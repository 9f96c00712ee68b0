"""The principal contractors of an official notice, by the names printed.

Enters: text and a Notice. Leaves: names with their spans, without towns, states and divisions; none where the notice
names none. A town is known by the state behind it or by "located in" before it; a bare town after an unknown company
in a list without semicolons passes for a company.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...model import Span
from ...rules import load_toml
from ..mentions import vocabulary
from .clauses import WORDS, Mark, Notice, spaced
from .items import sentence_end
from .particulars import Found

_LOCATED = spaced(r"(?:(?:which|that) (?:is|are) )?(?:located|headquartered|based) (?:in|at|near)\b")
_IN = re.compile(r"\s(?:in|of)\s{1,60}(?=[A-Z])(?!America\b)")
_PARTS = re.compile(
    r"\s{0,40};\s{0,40}(?:and\s{1,40})?|\s{0,40},\s{1,40}(?:and\s{1,40})?|\s{1,40}and\s{1,40}|\s{0,40}/\s{0,40}"
    r"|\s{0,40}\n\s{0,40}[•●▪*–-]\s"
)
_INTRO = spaced(
    r"\b(?:(?:will|would|may|could) be|are|is|includes?|be)(?: expected)?(?: to be)?"
    r"(?: (?:the )?(?:following|from|either)(?: \w{2,12}){0,2})?[\s:]{1,20}"
)
_JOINT = spaced(
    r"\bjoint venture (?:\([A-Za-z]{2,6}\) )?(?:between|of|consisting of|comprised of|composed of) (?:the )?"
)
_VENTURE = spaced(r"[^,;.()]{0,60}?\bJoint Venture\b")
_APPOSITION = re.compile(r"(?:an?|its|their|doing)\s", re.IGNORECASE)
_KIND = re.compile(
    r"(?:Inc|LLC|L\.L\.C|Ltd|LP|L\.P|Corp|Incorporated|Co|GmbH|AS|ASA|AB|plc)\b(?!\s[a-z])", re.I
)
_ABBREVIATED = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|St|Ft|Mt|L\.P|D\.C|[A-Z]|Fla|Ala|Ariz|Cal|Calif|Colo|Conn|Mass|Md|Mo|Tex|Va|Wash|Pa|Minn"
    r"|Mich|Ill|Ind|Tenn)$"
)
_STOP = re.compile(r"\.(?=\s{1,60}[A-Z(])")
_OPENERS = r"(?:The(?:re|se)?|This|At|It|Any|No|Implementation|In|Additional|As|While|Currently|If|All|Purchaser|\(U\))"
_NEXT = spaced(
    rf"\.(?= {_OPENERS}|\s{{0,60}}\n\s{{0,60}}\n|\s{{0,60}}$)"
    r"|\n(?=\s{0,60}(?:There (?:is|are)|This|At this|Implementation|The (?:proposed|purchaser))\b)|\n\s{0,60}\n",
    cased=True,
)
_SUBJECT = spaced(
    r"^(?:will be|would be|is|are|is to be|are to be|will serve as|will act as|as) (?:the )?"
    r"(?:principal|prime|primary|main|lead) contractors?$"
)
_EDGE = ",;:–—-•*●▪"


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between two separators."""

    start: int
    end: int
    fresh: bool
    """Whether a semicolon, a bullet or the beginning stands before it."""
    place: bool
    """Whether it is a state of the Union or of the world and nothing else."""


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(w.lower() for w in load_toml(WORDS)["contractors"][key])


def find_contractors(text: str, notice: Notice) -> list[Found]:
    """The principal contractors by the names printed, without their towns and divisions."""
    found: dict[str, Found] = {}
    for mark in notice.all("contractors")[:8]:
        span = _names_span(text, notice, mark)
        if span is None:
            continue
        for name in _names_in(text, *span):
            found.setdefault(name.value.lower(), name)
    return list(found.values())


def _names_span(text: str, notice: Notice, mark: Mark) -> Span | None:
    """Where the names of a clause stand; None where it says that there are none, or none yet."""
    if _SUBJECT.search(text[mark.start : mark.end]) is not None:
        start = max(0, mark.start - 400)
        for stop in re.compile(r"[.\n](?=\s)").finditer(text, start, mark.start):
            if not _ABBREVIATED.search(text, max(start, stop.start() - 8), stop.start()):
                start = stop.end()
        end = mark.start
    else:
        following = notice.after(mark.end)
        limit = following.start if following is not None else len(text)
        end = _end_of_names(text, mark.end, min(limit, mark.end + 1_500))
        intro = _INTRO.search(text, max(mark.start, mark.end - 12), min(end, mark.end + 60))
        start = intro.end() if intro is not None and intro.end() <= end else mark.end
    venture = _JOINT.search(text, start, min(end, start + 120))
    if venture is not None and _begins_name(text, venture.end(), _makers(text, start, end)):
        start = venture.end()
    low = " ".join(text[mark.start : end].lower().split())
    if any(w in low for w in _words("none")) and not _makers(text, start, end):
        return None
    return (start, end) if start < end else None


def _makers(text: str, start: int, end: int) -> list[Span]:
    """Where the tables' makers stand between two offsets."""
    return [(m.start, m.end) for m in vocabulary().find(text, start, end) if m.type == "maker"]


def _end_of_names(text: str, start: int, end: int) -> int:
    """Where the sentence of the contractors ends: "Inc." and "St. Louis" end nothing."""
    match = _NEXT.search(text, start, end)
    if match is not None:
        end = match.start()
    for stop in _STOP.finditer(text, start, end):
        if not _ABBREVIATED.search(text, max(start, stop.start() - 8), stop.start()):
            return stop.start()
    return sentence_end(text, start, end) if text[end - 1 : end] == "." else end


def _names_in(text: str, start: int, end: int) -> list[Found]:
    """Company names among commas, towns, states and divisions."""
    makers = _makers(text, start, end)
    parts = _parts(text, start, end, makers)
    listed = any(p.place for p in parts) or any(_LOCATED.search(text, p.start, p.end) for p in parts)
    names: list[Found] = []
    behind_place = True
    for i, part in enumerate(parts):
        following = parts[i + 1] if i + 1 < len(parts) else None
        if part.place:
            behind_place = True
            continue
        if _LOCATED.match(text, part.start, part.end) is not None:
            # "…, located in Waltham, MA, and Huntsville, AL"
            behind_place = following is None or not following.place
            continue
        town = following is not None and following.place and not following.fresh
        if town and not part.fresh and not behind_place:
            # "Oshkosh Defense, Oshkosh, WI"
            continue
        a, b = _bare(text, part.start, part.end, town=town, last=following is None or following.fresh)
        name = " ".join(text[a:b].split())
        low = name.lower().rstrip(".")
        if not _is_name(name):
            continue
        known = any(x < b and a < y for x, y in makers) or low.split()[-1] in _words("suffixes")
        opens = part.fresh or (behind_place and not town) or not listed or b < part.end
        behind_place = False
        if known or (opens and _proper(name)):
            names.append(Found(name, (a, b)))
            behind_place = b < part.end and not town
    return names


def _is_name(words: str) -> bool:
    """Whether some words may be a company's: no division, no government and nothing about the name before."""
    low = words.lower().rstrip(".")
    if not words or low in _words("divisions") or _APPOSITION.match(words) is not None:
        return False
    if low.startswith(("u.s.", "united states")) or "government" in low:
        return False
    return words[0].isupper() or words[0].isdigit()


def _parts(text: str, start: int, end: int, makers: list[Span]) -> list[_Part]:
    """The pieces between separators: not those inside a name, in parentheses or before a kind of company."""
    parts: list[_Part] = []
    at, fresh = start, True
    for match in [*_PARTS.finditer(text, start, end), None]:
        stop = match.start() if match is not None else end
        if match is not None:
            if match.start() < at:
                continue
            marked = any(c in match[0] for c in ",;\n")
            begins = _begins_name(text, match.end(), makers)
            inside = any(a < match.start() and match.end() <= b for a, b in makers)
            depth = text.count("(", at, match.start()) - text.count(")", at, match.start())
            if inside or depth > 0 or ("," in match[0] and _KIND.match(text, match.end(), end) is not None):
                continue
            if "/" in match[0] and (not begins or _VENTURE.match(text, match.end(), end) is not None):
                continue
            if not marked and "and" in match[0] and not begins and not _is_place(text, at, stop):
                continue
        a, b = _trim(text, at, stop)
        if a < b:
            parts.append(_Part(a, b, fresh, _is_place(text, a, b)))
        if match is not None:
            fresh = any(w in match[0] for w in (";", "\n"))
            at = match.end()
    return parts


def _trim(text: str, a: int, b: int) -> Span:
    """A piece without blanks, marks and small words at its edges."""
    while a < b and (text[a].isspace() or text[a] in _EDGE + "."):
        a += 1
    lead = re.compile(r"(?:the|and|either|both|from|or|by)\s{1,20}", re.I).match(text, a, b)
    while lead is not None:
        a = lead.end()
        lead = re.compile(r"(?:the|and|either|both|from|or|by)\s{1,20}", re.I).match(text, a, b)
    while b > a and (text[b - 1].isspace() or text[b - 1] in _EDGE):
        b -= 1
    return a, b


def _bare(text: str, a: int, b: int, *, town: bool, last: bool) -> Span:
    """A name without what stands in parentheses and without the town told by "of", "in" or "located in"."""
    paren = text.find("(", a, b)
    if paren > a:
        b = paren
    located = _LOCATED.search(text, a, b)
    if located is not None and located.start() > a:
        b = located.start()
    for match in _IN.finditer(text, a + 1, b):
        # "of" opens a town only before a state or at the end: "College of Aeronautics", "Elbit Systems of America".
        if "in" in match[0] or town or last:
            b = match.start()
            break
    return _trim(text, a, b)


def _is_place(text: str, start: int, end: int) -> bool:
    """Whether some words are a state, of the Union or of the world, and nothing else."""
    start, end = _trim(text, start, end)
    words = " ".join(text[start:end].split()).lower()
    if {words, words.rstrip(".")} & _words("states"):
        return True
    return any(
        m.type == "state" and m.end - m.start >= len(words) - 1 for m in vocabulary().find(text, start, end)
    )


def _begins_name(text: str, offset: int, makers: list[Span]) -> bool:
    article = re.compile(r"(?:the|The)\s{1,20}").match(text, offset)
    if article is not None:
        offset = article.end()
    return any(a <= offset < b for a, b in makers)


def _proper(words: str) -> bool:
    tokens = [w for w in words.split() if w[0].isalpha()]
    return bool(tokens) and len(tokens) <= 8 and sum(w[0].isupper() for w in tokens) * 3 >= 2 * len(tokens)
