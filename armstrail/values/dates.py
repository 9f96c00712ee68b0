"""Dates as they are told, and what they mean on the day of the report.

Enters: text, two offsets, the day of publication. Leaves: Date in order, with a partial ISO value as
precise as the words. A date told from the day of the report has no value where that day is not known, and a
week has none at all. It cannot see which day a feature written weeks ago calls "Thursday".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from .days import resolve_saying
from .narrated import tell_years
from .reading import Atom, Reading, read_atoms


class Date(NamedTuple):
    """A date. The span leaves out the preposition before it ("on", "by"), which ``direction`` tells."""

    start: int
    end: int
    value: str | None
    """YYYY, YYYY-MM or YYYY-MM-DD; None where it cannot be known."""
    kind: str
    """day, month, year, quarter, half, season, decade, week, range, fiscal year or unknown."""
    end_value: str | None = None
    """The other end of a range."""
    direction: str | None = None
    """past, future, by, since, until, before, after, where the words say so."""
    relative: bool = False
    """Told from the day of the report ("last month") or from the latest such day ("on Thursday")."""


class Saying(NamedTuple):
    """A date before it is resolved. ``how`` names the way: absolute, monthday, month, weekday, shift,
    season, none.
    """

    start: int
    end: int
    kind: str
    how: str
    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = 0
    shift: int = 0
    mode: str = ""
    direction: str | None = None
    until: tuple[int, int, int] = (0, 0, 0)


_DAY_BEFORE = re.compile(
    r"(?<![\w.,:/$€£-])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?(?:\s?[-–]\s?(\d{1,2})\.?)?[\s\u00a0-]{1,2}(?:of\s|de\s)?$"
)
_TWO_DAYS = re.compile(
    r"(?<![\w.,:/$€£-])(\d{1,2})(?:st|nd|rd|th|\.)?\s?(?:[-–]|and|to|bis|et|y|e|i|и)\s?(\d{1,2})(?:st|nd|rd|th|\.)?[\s\u00a0]{1,2}(?:of\s|de\s)?$"
)
_DAY_AFTER = re.compile(
    r"\.?[\s\u00a0-]{1,2}(?:the\s)?(\d{1,2})(?:st|nd|rd|th)?(?![\w%]|[.,]\d|-[^\W\d_]|:\d)(?:\s?[-–]\s?(\d{1,2})(?![\w%:]))?"
)
_YEAR_AFTER = re.compile(
    r"\.?,?[\s\u00a0-]{1,2}(?:of\s|de\s|del\s)?(?:the\s(?:year\s)?)?((?:19|20)\d\d)(?=\d\d:\d\d|\D|$)(?![.,]\d|[-–]\d{1,3}(?!\d))"
)
_YEAR_REST = re.compile(r"(?:,[\s\u00a0]?|[\s\u00a0]{1,2})((?:19|20)\d\d)(?=\d\d:\d\d|\D|$)(?![.,]\d)")
_ISO = re.compile(r"((?:19|20)\d\d)([-/])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?((?:19|20)\d\d)(?![\d])")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_TO_YEAR = re.compile(
    r"\s?[-–/]\s?((?:19|20)?\d\d)(?![\w]|[.,-]\d)|[\s\u00a0](?:to|and|through|until|bis|à|a|al|do|до|и|und|et|y|e)[\s\u00a0]((?:19|20)\d\d)(?!\w|[.,]\d)"
)
_TO_MONTH = re.compile(r"\s?(?:[-–]|to|and|through)\s?$")
_A_BEFORE = re.compile(r"(?<!\w)(an?|one)[\s\u00a0]([a-z]{3,5})[\s\u00a0]$", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?<!\w)([^\W\d_]{1,10})[\s\u00a0]{1,2}(?:the[\s\u00a0])?$")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[.]?([\s\u00a0]{1,2}|-)$")
_WORD_AFTER = re.compile(r"[\s\u00a0]{1,2}([^\W\d_][\w-]*)")


_NOT_FUTURE = (
    ". ",
    "\n",
    "; ",
    "said",
    "told",
    "announced",
    " which ",
    " who ",
    " after ",
    " had ",
    " was ",
    " were ",
)
"""What stands after these was not said of the future by a "will" before them."""
_SHORT_MONTHS = frozenset(
    {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)
_START = attrgetter("start")


def _good(year: int, month: int, day: int) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


class _Finder:
    """Goes over the atoms of a Reading once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.atoms = reading.atoms
        self.found: list[Saying] = []
        self.taken = reading.start

    def find(self) -> list[Saying]:
        at = 0
        while at < len(self.atoms):
            atom = self.atoms[at]
            if atom.start >= self.taken and atom.kind in "nmdrGek":
                saying = self._read(at, atom)
                if saying is not None:
                    saying = self._with_part(saying)
                    self._add(self._with_direction(saying))
            at += 1
        return self.found

    def _add(self, saying: Saying) -> None:
        while self.found and self.found[-1].start >= saying.start:
            self.found.pop()
        if self.found and self.found[-1].end > saying.start:
            return
        self.found.append(saying)
        self.taken = max(self.taken, saying.end)

    def _read(self, at: int, atom: Atom) -> Saying | None:
        kind = atom.kind
        if kind == "n":
            return self._figures(at, atom)
        if kind == "m":
            return self._month(at, atom)
        if kind == "d":
            return self._weekday(at, atom)
        if kind == "r":
            return self._relative(atom)
        if kind == "G":
            return self._ago(at, atom)
        if kind == "e":
            return self._season(at, atom)
        return None

    def _before(self, at: int) -> tuple[str, int] | None:
        """The word "last" (or the like) right before an atom, with where it begins."""
        for other in self.atoms[max(0, at - 2) : at]:
            if other.kind == "k":
                gap = self.text[other.end : self.atoms[at].start]
                if len(gap) <= 3 and (gap.isspace() or gap.strip() == "on"):
                    return str(other.value), other.start
        return None

    def _after_shift(self, end: int) -> tuple[int, int] | None:
        """The years away of "last year" right after a month or weekday, with where it ends."""
        for match_end, atom in ((a.end, a) for a in self._atoms_from(end)):
            if atom.kind == "r" and str(atom.value).startswith("year"):
                gap = self.text[end : atom.start].strip(" \u00a0,")
                if gap == "" or gap in self.reading.vocabulary.date_of:
                    return int(str(atom.value)[4:]), match_end
        return None

    def _atoms_from(self, offset: int) -> list[Atom]:
        """The few atoms that begin at or after an offset, not more than eight characters away."""
        low = bisect_left(self.atoms, offset, key=_START)
        return [a for a in self.atoms[low : low + 2] if a.start - offset <= 8]

    def _figures(self, at: int, atom: Atom) -> Saying | None:
        text, a = self.text, atom.start
        before = text[a - 1] if a > 0 else " "
        iso = _ISO.match(text, a)
        if iso and not before.isalnum():
            year, month, day = int(iso[1]), int(iso[3]), int(iso[4])
            if _good(year, month, day):
                return Saying(a, iso.end(), "day", "absolute", year, month, day)
            return None
        numeric = _NUMERIC.match(text, a)
        if numeric and not (before.isalnum() or before in "-/.,"):
            one, two, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
            if numeric[2] == "." or one > 12 or one == two:
                day, month = one, two
            elif two > 12:
                day, month = two, one
            else:
                self.taken = max(self.taken, numeric.end())
                return Saying(a, numeric.end(), "day", "none")
            if _good(year, month, day):
                return Saying(a, numeric.end(), "day", "absolute", year, month, day)
            return None
        return self._bare_year(at, atom)

    def _bare_year(self, at: int, atom: Atom) -> Saying | None:
        text, a, b = self.text, atom.start, atom.end
        part = self._part_before(a)
        if b - a != 4 or not _YEAR.match(text[a:b]):
            if b - a == 2 and part is not None and text[part[1] : a].strip(" ’'").lower() in ("fy", "fys"):
                return self._year_range(Saying(a, b, "fiscal year", "absolute", 2000 + int(text[a:b])))
            return None
        before = text[a - 1] if a > 0 else " "
        after = text[b : b + 1]
        if part is None:
            if before.isalnum() or before in "$€£#/&_+.":
                return None
            if (
                before in "-–"
                and not (a > 1 and text[a - 2].isspace())
                and not text[max(0, a - 4) : a - 1].lower().endswith(("mid", "pre", "ost"))
            ):
                return None
        if after and (after.isalpha() or after in "%°_"):
            if after == "s" and not text[b + 1 : b + 2].isalnum() and text[a + 3] == "0":
                return Saying(a, b + 1, "decade", "none")
            return None
        if part is None:
            word = _WORD_BEFORE.search(text, max(0, a - 24), a)
            if word is not None and word[2] != "-":
                lower = word[1].lower()
                if lower not in self.reading.vocabulary.date_before and (
                    word[1][0].isupper()
                    or lower in self.reading.vocabulary.labels
                    or (word[1], text[a:b]) in self.reading.vocabulary.numbered
                ):
                    return None
            elif at > 0 and self.atoms[at - 1].kind == "p" and self.atoms[at - 1].end >= a - 1:
                return None
            if self._counts_things(at, atom):
                return None
        return self._year_range(Saying(a, b, "year", "absolute", int(text[a:b])))

    def _counts_things(self, at: int, atom: Atom) -> bool:
        """Whether what looks like a year counts things: "2000 rifles", "2020 euros"."""
        if at + 1 < len(self.atoms):
            following = self.atoms[at + 1]
            if following.kind in "shcC" and len(self.text[atom.end : following.start].strip(" -\u00a0")) == 0:
                return True
        word = _WORD_AFTER.match(self.text, atom.end)
        return word is not None and word[1].lower() in self.reading.vocabulary.countables | _MEASURED

    def _year_range(self, saying: Saying) -> Saying:
        match = _TO_YEAR.match(self.text, saying.end)
        if match is None:
            return saying
        other = match[1] or match[2]
        year = int(other) if len(other) == 4 else saying.year // 100 * 100 + int(other)
        if not saying.year < year <= saying.year + 60 or (
            len(other) == 2 and "/" not in match[0] and "-" not in match[0] and "–" not in match[0]
        ):
            return saying
        if match[2]:
            word = _PREPOSITION.search(self.text, max(0, saying.start - 14), saying.start)
            if word is None or word[1].lower() not in (
                "from",
                "between",
                "von",
                "zwischen",
                "entre",
                "de",
                "dal",
                "tra",
                "od",
                "от",
                "с",
                "між",
                "од",
            ):
                return saying
        if len(other) == 2 and year - saying.year > 15:
            return saying
        return saying._replace(end=match.end(), kind="range", until=(year, 0, 0))

    def _part_before(self, start: int) -> tuple[str, int] | None:
        """ "early", "the end of", "FY" right before an offset, with where it begins."""
        low = bisect_left(self.atoms, start, key=_START)
        for atom in self.atoms[max(0, low - 3) : low]:
            if atom.kind == "P" and atom.end <= start:
                gap = self.text[atom.end : start]
                if len(gap) <= 2 and (gap.strip(" \u00a0\n-’'") == ""):
                    return str(atom.value), atom.start
            if atom.kind == "P" and atom.value == "q":
                gap = self.text[atom.end : start]
                if re.fullmatch(r"[1-4](?:[\s,]{1,2}|\sof\s)", gap):
                    return "quarter", atom.start
            if atom.kind == "k" and atom.value == "later" and atom.end <= start:
                gap = self.text[atom.end : start]
                if len(gap) <= 2 and (gap.isspace() or gap == "-"):
                    return "part", atom.start
        return None

    def _with_part(self, saying: Saying) -> Saying:
        if saying.kind not in ("year", "month", "range", "fiscal year", "season") or saying.how == "weekday":
            return saying
        part = self._part_before(saying.start)
        if part is None or (part[1] < self.taken - 0 and self.found and part[1] < self.found[-1].end):
            return saying
        kind = saying.kind
        if part[0] == "fiscal":
            kind = "range" if saying.until[0] else "fiscal year"
        elif part[0] in ("half", "quarter"):
            kind = part[0]
        saying = saying._replace(start=part[1], kind=kind)
        wider = self._part_before(saying.start)
        if wider is not None and wider[0] in ("half", "quarter", "part"):
            saying = saying._replace(start=wider[1], kind=wider[0] if wider[0] != "part" else kind)
        return saying

    def _with_direction(self, saying: Saying) -> Saying:
        if saying.direction is not None:
            return saying
        word = _PREPOSITION.search(self.text, max(0, saying.start - 18), saying.start)
        if word is None:
            return saying
        direction = self.reading.vocabulary.directions.get(word[1].lower())
        if direction is None:
            return saying
        mode = saying.mode
        if direction in ("by", "until") and mode == "" and saying.how in ("month", "monthday", "weekday"):
            mode = "future"
        return saying._replace(direction=direction, mode=mode)

    def _is_future(self, start: int) -> bool:
        """Whether a word of the future stands before, in the same sentence, and no verb of saying between."""
        pattern = self.reading.vocabulary.future
        if pattern is None:
            return False
        left = max(self.reading.start, start - 70)
        window = self.text[left:start]
        for stop in _NOT_FUTURE:
            cut = window.rfind(stop)
            if cut >= 0:
                window = window[cut + len(stop) :]
        return pattern.search(window) is not None

    def _month(self, at: int, atom: Atom) -> Saying | None:
        text, a, b = self.text, atom.start, atom.end
        month = int(float(atom.value or 0))
        if b < len(text) and (
            text[b].isalnum()
            or text[b] == "_"
            or (text[b] in "-–" and text[b + 1 : b + 2].isalpha() and not self._is_month_at(b + 1))
        ):
            return None
        start, day, last_day = a, 0, 0
        left = max(self.reading.start, a - 16)
        two = _TWO_DAYS.search(text, left, a)
        one = _DAY_BEFORE.search(text, left, a)
        if two:
            start, day, last_day = two.start(), int(two[1]), int(two[2])
        elif one:
            start, day = one.start(), int(one[1])
        short = text[a:b].lower() in _SHORT_MONTHS
        end = b + 1 if text[b : b + 1] == "." and short else b
        if day == 0:
            after = _DAY_AFTER.match(text, b)
            if after and not _YEAR_AFTER.match(text, b) and 1 <= int(after[1]) <= 31:
                tail = text[after.end() : after.end() + 12]
                if not re.match(r"\s(?:million|billion|thousand|percent|per\scent)|,\d{3}", tail):
                    day, end = int(after[1]), after.end()
                    last_day = int(after[2]) if after[2] else 0
        if day and not _good(0, month, day):
            day, start, end, last_day = 0, a, b, 0
        year_match = (_YEAR_REST if day and end > b else _YEAR_AFTER).match(text, end)
        if year_match is None and day == 0 and end == b:
            year_match = _YEAR_AFTER.match(text, b)
        if year_match is not None and self._is_counted(year_match.end(1)):
            year_match = None
        weekday, start = self._weekday_before(at, start)
        until = (0, 0, last_day) if last_day > day else (0, 0, 0)
        if year_match:
            year = int(year_match[1])
            kind = "range" if until[2] else ("day" if day else "month")
            if day and not _good(year, month, day):
                return None
            return self._month_range(
                at, Saying(start, year_match.end(1), kind, "absolute", year, month, day, until=until)
            )
        shift = self._after_shift(end)
        if shift is not None:
            kind = "day" if day else "month"
            return Saying(
                start,
                shift[1],
                kind,
                "yearshift",
                0,
                month,
                day,
                shift=shift[0],
                direction="past" if shift[0] < 0 else None,
            )
        beside = self._before(at) if day == 0 else None
        if day:
            mode = "future" if self._is_future(start) else ""
            kind = "range" if until[2] else "day"
            return Saying(start, end, kind, "monthday", 0, month, day, weekday, mode=mode, until=until)
        if beside is not None and beside[0] in ("last", "next", "this"):
            direction = {"last": "past", "next": "future"}.get(beside[0])
            return Saying(beside[1], b, "month", "month", 0, month, mode=beside[0], direction=direction)
        word = _PREPOSITION.search(text, max(0, a - 16), a)
        allowed = word is not None and word[1].lower() in self.reading.vocabulary.date_before - {
            "a",
            "its",
            "their",
            "to",
            "as",
            "with",
            "and",
            "or",
            "on",
            "than",
        }
        if (allowed and b - a >= 3) or self._part_before(a) is not None:
            mode = "future" if self._is_future(a) else ""
            return Saying(a, end, "month", "month", 0, month, mode=mode)
        return None

    def _is_month_at(self, offset: int) -> bool:
        return any(x.kind == "m" and x.start == offset for x in self._atoms_from(offset))

    def _is_counted(self, end: int) -> bool:
        word = _WORD_AFTER.match(self.text, end)
        return word is not None and word[1].lower() in self.reading.vocabulary.countables - {
            "new",
            "police",
            "combat",
            "active",
        }

    def _month_range(self, at: int, saying: Saying) -> Saying:
        """ "March to May 2024": the first month was passed over for want of a year."""
        if at == 0 or saying.day:
            return saying
        earlier = self.atoms[at - 1]
        if earlier.kind != "m" or (
            earlier.start < self.taken and self.found and self.found[-1].end > earlier.start
        ):
            return saying
        if not _TO_MONTH.fullmatch(self.text[earlier.end : saying.start]):
            return saying
        first = int(float(earlier.value or 0))
        if first >= saying.month:
            return saying
        return saying._replace(
            start=earlier.start, kind="range", month=first, until=(saying.year, saying.month, 0)
        )

    def _weekday_before(self, at: int, start: int) -> tuple[int, int]:
        """The weekday told right before a day of a month."""
        for other in self.atoms[max(0, at - 3) : at]:
            if other.kind == "d" and other.end <= start:
                gap = self.text[other.end : start]
                if len(gap) <= 3 and gap.strip(" ,(\u00a0\n") in ("", "."):
                    if self.found and self.found[-1].start == other.start:
                        self.found.pop()
                    return int(float(other.value or 0)), start if "(" in gap else other.start
        return 0, start

    def _weekday(self, at: int, atom: Atom) -> Saying | None:
        if self.text[atom.start].islower() and self.reading.vocabulary.language == "en":
            return None
        after = self.text[atom.end : atom.end + 1]
        if after.isalnum() or (after == "-" and self.text[atom.end + 1 : atom.end + 2].isalpha()):
            return None
        beside = self._before(at)
        weekday = int(float(atom.value or 0))
        if beside is not None:
            mode = beside[0]
            direction = {"last": "past", "next": "future", "this": None}.get(mode)
            return Saying(
                beside[1], atom.end, "day", "weekday", weekday=weekday, mode=mode, direction=direction
            )
        mode = "future" if self._is_future(atom.start) else ""
        return Saying(atom.start, atom.end, "day", "weekday", weekday=weekday, mode=mode)

    def _relative(self, atom: Atom) -> Saying | None:
        meaning = str(atom.value)
        around = self.text[max(0, atom.start - 1) : atom.start], self.text[atom.end : atom.end + 2]
        if around[0] in ("/", ".", "@", "-") or (around[1][:1] in (".", "/") and around[1][1:].isalnum()):
            # part of an address
            return None
        if meaning == "unknown":
            return Saying(atom.start, atom.end, "unknown", "none")
        unit, shift = re.split(r"(?=[-+])", meaning, maxsplit=1)
        way = int(shift)
        direction = "past" if way < 0 else "future" if way > 0 else None
        words = self.text[atom.start : atom.end].lower()
        if way == 0 and words.startswith("earlier"):
            direction = "past"
        if way == 0 and words.startswith("later"):
            direction = "future"
        if (
            words.split()[0] in ("last", "next", "past", "coming")
            and self.text[max(0, atom.start - 4) : atom.start].lower() == "the "
        ):
            # "in the last year" is a stretch of time that ends today.
            return Saying(atom.start, atom.end, "unknown", "none")
        return Saying(atom.start, atom.end, unit, "shift", shift=way, direction=direction, mode=unit)

    def _ago(self, at: int, atom: Atom) -> Saying | None:
        text, a = self.text, atom.start
        one = _A_BEFORE.search(text, max(self.reading.start, a - 14), a)
        units = self.reading.vocabulary.time_units
        if one:
            unit = units.get(one[2].lower())
            return (
                None
                if unit is None
                else Saying(one.start(), atom.end, unit, "shift", shift=-1, direction="past", mode=unit)
            )
        quantities = self.reading.quantities
        before = bisect_right(quantities, a, key=_START) - 1
        if before < 0:
            return None
        quantity = quantities[before]
        unit = units.get(text[quantity.end : a].strip().lower()) if a - quantity.end < 12 else None
        if unit is None or quantity.value != int(quantity.value) or quantity.value > 400:
            return None
        shift = -int(quantity.value)
        return Saying(quantity.start, atom.end, unit, "shift", shift=shift, direction="past", mode=unit)

    def _season(self, at: int, atom: Atom) -> Saying | None:
        text = self.text
        if text[atom.end : atom.end + 1].isalnum():
            return None
        year = re.compile(r"[\s\u00a0]{1,2}(?:of\s)?((?:19|20)\d\d)(?!\w|[.,]\d)").match(text, atom.end)
        if year:
            return Saying(atom.start, year.end(), "season", "absolute", int(year[1]))
        shift = self._after_shift(atom.end)
        if shift is not None:
            return Saying(atom.start, shift[1], "season", "yearshift", shift=shift[0])
        beside = self._before(at)
        if beside is not None and beside[0] in ("last", "this", "next"):
            direction = {"last": "past", "next": "future"}.get(beside[0])
            return Saying(
                beside[1],
                atom.end,
                "season",
                "season",
                mode=beside[0] + " " + str(atom.value),
                direction=direction,
            )
        before = _IN_SEASON.search(text, max(0, atom.start - 12), atom.start)
        if before and self.reading.vocabulary.language == "en" and not text.startswith(" of ", atom.end):
            return Saying(atom.start, atom.end, "season", "season", mode=f"this {atom.value}")
        return None


_IN_SEASON = re.compile(r"\b(?:in|over|by|during|until|since)\s(?:the\s)?$", re.IGNORECASE)
_MEASURED = frozenset(
    {
        "kilometers",
        "kilometres",
        "km",
        "miles",
        "meters",
        "metres",
        "feet",
        "tons",
        "tonnes",
        "kg",
        "pounds",
        "hours",
        "gmt",
        "hrs",
        "million",
        "billion",
    }
)


@lru_cache(maxsize=4)
def find_sayings(text: str, start: int, end: int, language: str = "en") -> tuple[Saying, ...]:
    """Dates as told, not yet resolved."""
    return tuple(_Finder(read_atoms(text, start, end, language)).find())


def find_dates(text: str, start: int, end: int, reference: str | None, *, language: str = "en") -> list[Date]:
    """The dates between two offsets, in order, resolved against the day of publication (ISO, None where unknown).

    A date that the second offset cuts in two is none.
    """
    day = None
    if reference is not None and len(reference) >= 4:
        day = reference
    sayings = [s for s in find_sayings(text, start, end, language) if s.end <= end]
    dates = [Date(s.start, s.end, *resolve_saying(s, day)) for s in sayings]
    return tell_years(text, start, end, sayings, dates, day) if language == "en" else dates
