"""Days of publication, as a date line, a dateline, an address or a field writes them.

Enters: a short line or a field. Leaves: a partial ISO date with its place, never a guess: 03/04/2024 stays
unread, as it is two days. Month names in English, German, French, Spanish, Portuguese, Italian, Polish,
Serbian, Croatian, Russian, Ukrainian and Greek. It cannot see whether a day is one of publication.
"""

# Word lists and patterns read better whole than cut at a column.
# ruff: noqa: E501, SIM905

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTH_NAMES = """
january jan januar januari jänner janvier enero ene janeiro gennaio gen stycznia styczeń siječnja januara јануар јануара январь января янв січня січень ιανουαρίου ιανουάριος
february feb februar februari février févr fev febrero fevereiro febbraio lutego luty veljače februara фебруар фебруара февраль февраля фев лютого лютий φεβρουαρίου φεβρουάριος
march mar mart märz mars marzo março marca marzec ožujka marta март марта мар березня березень μαρτίου μάρτιος
april apr avril abril abr aprile kwietnia kwiecień travnja aprila април априла апрель апреля апр квітня квітень απριλίου απρίλιος
may mai mayo maio maggio mag maja maj svibnja мај маја май мая травня травень μαΐου μάιος
june jun juni juin junio junho giugno giu czerwca czerwiec lipnja juna јун јуна июнь июня июн червня червень ιουνίου ιούνιος
july jul juli juillet julio julho luglio lug lipca lipiec srpnja jula јул јула июль июля июл липня липень ιουλίου ιούλιος
august aug août agosto ago sierpnia sierpień kolovoza avgust avgusta август августа авг серпня серпень αυγούστου αύγουστος
september sep sept septembre septiembre setiembre setembro settembre set września wrzesień rujna septembar septembra септембар септембра сентябрь сентября сен вересня вересень σεπτεμβρίου σεπτέμβριος
october oct oktober okt octobre octubre outubro out ottobre ott października październik listopada oktobar oktobra октобар октобра октябрь октября окт жовтня жовтень οκτωβρίου οκτώβριος
november nov novembre noviembre novembro noviembre listopad studenoga novembar novembra новембар новембра ноябрь ноября ноя листопада νοεμβρίου νοέμβριος
december dec dezember dez décembre diciembre dic dezembro dicembre grudnia grudzień prosinca decembar decembra децембар децембра декабрь декабря дек грудня грудень δεκεμβρίου δεκέμβριος
"""
MONTHS: dict[str, int] = {
    name: number for number, line in enumerate(_MONTH_NAMES.strip().split("\n"), 1) for name in line.split()
}
WEEKDAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi
    samedi dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì
    giovedì venerdì sabato domenica poniedziałek wtorek środa czwartek piątek sobota niedziela
    ponedeljak utorak sreda četvrtak petak subota nedelja понедельник вторник среда четверг пятница
    суббота воскресенье понеділок вівторок середа четвер п'ятниця субота неділя понедељак уторак
    четвртак петак недеља
    """.split()
)

_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d(?!\d?:\d\d))(?![.,]\d)"  # "202417:24" is a year and a time
_WORD = r"(?P<m>[^\W\d_]{3,12})"
_FORMS = (
    re.compile(rf"(?<![\w]){_WORD}\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}"),
    re.compile(
        rf"(?<![\w.,/-])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|-)?\s*(?:de\s+|of\s+)?{_WORD}\.?,?[\s-]*(?:de\s+|del\s+)?{_YEAR}"
    ),
    re.compile(
        r"(?<![\w./-])(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<n>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d./-]*\d{3})(?=\D|\d\d:|$)"
    ),
    re.compile(r"(?<![\w./-])(?P<d>\d{1,2})\.\s?(?P<n>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d)(?!\d(?!\d?:\d\d))"),
    re.compile(r"(?<![\w./-])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>(?:19|20)\d\d)(?!\d(?!\d?:\d\d))"),
)
_SHORT = (
    re.compile(rf"(?<![\w]){_WORD}\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:]|,?\s*\d)"),
    re.compile(rf"(?<![\w.,])(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{_WORD}(?!\w)"),
)
_FIELD = re.compile(r"^\s*((?:19|20)\d\d)(?:-?(\d\d)(?:-?(\d\d))?)?(?:$|[T\s].*)", re.S)
_IN_ADDRESS = re.compile(
    r"[/=_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.&?#-]|$)"
)
_IN_ADDRESS_NAME = re.compile(r"/((?:19|20)\d\d)/([a-z]{3})/(\d{1,2})(?=[/-]|$)", re.I)


@dataclass(frozen=True, slots=True)
class Day:
    """A day found in a line; ``value`` is None where it is a date that can be read in two ways."""

    start: int
    end: int
    value: str | None


def iso(year: int, month: int, day: int) -> str | None:
    """A day as ISO 8601, or None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def find_days(line: str) -> list[Day]:
    """Whole dates (day, month, year) in a short text, in order."""
    found: list[Day] = []
    for form in _FORMS:
        for m in form.finditer(line):
            if any(m.start() < d.end and d.start < m.end() for d in found):
                continue
            parts = m.groupdict()
            value: str | None
            if "a" in parts:
                a, b = int(parts["a"]), int(parts["b"])
                if a > 12 or a == b:
                    value = iso(int(parts["y"]), b, a)
                elif b > 12:
                    value = iso(int(parts["y"]), a, b)
                else:
                    value = None
            else:
                month = MONTHS.get(parts["m"].lower()) if "m" in parts else int(parts["n"])
                value = iso(int(parts["y"]), month, int(parts["d"])) if month else None
                if value is None:
                    continue
            found.append(Day(m.start(), m.end(), value))
    return sorted(found, key=lambda d: d.start)


def find_short_day(line: str) -> tuple[int, int, int, int] | None:
    """Start, end, month and day of the first date without a year ("Jan 11")."""
    for form in _SHORT:
        for m in form.finditer(line):
            month = MONTHS.get(m["m"].lower())
            if month and 1 <= int(m["d"]) <= 31:
                return m.start(), m.end(), month, int(m["d"])
    return None


def read_day(text: str) -> str | None:
    """A field that says when something was published, as a partial ISO date. The day as written; no clock is moved."""
    text = text.strip()
    if not text or len(text) > 100:
        return None
    if match := _FIELD.match(text):
        year, month, day = match.groups()
        if month is None:
            return year
        if day is None:
            return f"{year}-{month}" if 1 <= int(month) <= 12 else None
        return iso(int(year), int(month), int(day))
    days = find_days(text)
    return days[0].value if len(days) == 1 else None


def day_in_address(url: str) -> str | None:
    """The day that an address carries in its path: ``/2024/01/11/``, ``2024-01-11``, ``/2024/jan/11/``."""
    if match := _IN_ADDRESS.search(url[:2000]):
        return iso(*(int(g) for g in match.groups()))
    if (match := _IN_ADDRESS_NAME.search(url[:2000])) and (month := MONTHS.get(match[2].lower())):
        return iso(int(match[1]), month, int(match[3]))
    return None
