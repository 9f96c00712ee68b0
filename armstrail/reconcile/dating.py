"""The day from which an undated report tells, learnt from dated reports of the same transfer.

Enters: documents without a date, and the groups of tellings that they fall into before any day is known.
Leaves: witnesses (a dated report that tells the same transfer, and a day that both print), the day that they
agree on, and tellings with the dates that follow from it. Nothing of this is written into a document or a
claim, and an as-of view, which leaves undated documents out, never sees it. It cannot tell a report of the
week from one written months later that still says "Jan 11" and prints no later day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..model import READ_LIKE_PROSE, Claim, Document
from ..values import find_dates
from ..values.dates import find_sayings
from .clock import days_of
from .cluster import Group
from .telling import Telling

LONGEST_TEXT = 200_000
"""Code points of an undated text in which printed days are looked for."""
MOST_DAYS = 40
LAG = 4
"""Days by which a report may come after the day that it prints: words that mean something else by then stay open."""
FRESH = 7
"""Days after a step within which a report that dates it is news of it, and no look back."""
LATER = 180
"""Days after the day agreed on within which no other day may be printed: the report would be younger than it."""
_PROSE = READ_LIKE_PROSE | {"dateline", "date"}


@dataclass(frozen=True, slots=True, order=True)
class Witness:
    """A day that an undated text prints without its year, and a dated report of the same transfer that has it."""

    document: str
    """The undated document."""
    day: str
    words: str
    by: str
    """The dated document."""
    published: str
    case: str
    """Supplier and recipient of the transfer that both tell."""
    stated: bool
    """Whether the dated report gives the day to a step of the transfer, and was not only printed on it."""

    @property
    def rank(self) -> tuple[object, ...]:
        """What shows a day best comes first."""
        return not self.stated, self.day != self.published, self.published, self.by, self.words, self.case


@dataclass(frozen=True, slots=True)
class Learnt:
    """The day of an undated document, and what shows it."""

    day: str
    words: str
    by: str
    published: str
    case: str
    house: str = ""
    """Who prints the dated document."""

    def reason(self, name: str) -> str:
        """The reason in words; ``name`` is the undated document's."""
        told = f"{self.house or self.by} ({self.published})"
        says = f"the text says “{self.words}”, and {told} tells the same case ({self.case})"
        return f"{name}: day inferred ({self.day}): {says}"


def printed_days(document: Document) -> tuple[tuple[str, str], ...]:
    """Months and days that an undated text prints without a year, as ``01-11`` with the words; none for a dated one."""
    if document.published is not None:
        return ()
    found: dict[str, str] = {}
    text = document.text
    for x in find_sayings(text, 0, min(len(text), LONGEST_TEXT), document.language or "en"):
        if x.how != "monthday" or x.until != (0, 0, 0) or x.mode == "future":
            continue
        if x.direction in ("future", "by", "until") or _is_furniture(document, x.start):
            continue
        found.setdefault(f"{x.month:02d}-{x.day:02d}", text[x.start : x.end])
        if len(found) >= MOST_DAYS:
            break
    return tuple(found.items())


def _is_furniture(document: Document, place: int) -> bool:
    return any(z.start <= place < z.end and z.kind not in _PROSE for z in document.zones)


def note_days(document: Document, tellings: Iterable[Telling], claims: Iterable[Claim]) -> list[Telling]:
    """Tellings of a document; where it has no date, with the days that it prints and its date words not yet read."""
    held = list(tellings)
    if document.published is not None or not held:
        return held
    days = printed_days(document)
    if not days:
        return held
    words: dict[str, str] = {}
    for claim in claims:
        for slot in claim.slots:
            if slot.name == "date" and slot.value == "" and slot.words:
                between = document.text[claim.end : slot.spans[0][0]]
                # "It bought Javelins, and last month Romania …": the day is the next clause's.
                if "," not in between and ";" not in between:
                    words[claim.id] = " ".join(slot.words)
    by_id = {c.id: c for c in claims}
    return [
        replace(
            t,
            printed=days,
            unread=tuple(
                (c, _text(by_id[c], "stage"), _text(by_id[c], "modality"), words[c])
                for c in t.claims
                if c in words
            ),
            language=document.language,
        )
        for t in held
    ]


def _text(claim: Claim, name: str) -> str | None:
    value = claim.get(name)
    return value if isinstance(value, str) and value else None


def _full(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day) if day is not None and len(day) == 10 else None
    except ValueError:
        return None


def _days_told(telling: Telling) -> dict[str, bool]:
    """The day on which a dated report came out, and the days of steps that it tells as news; True where a step has it.

    Nothing for a report that only looks back on the transfer: its day says nothing of when others told of it.
    """
    out = _full(telling.published)
    if out is None:
        return {}
    told = [
        (days_of(d), _full(d)) for _, modality, d in telling.steps if d is not None and modality != "planned"
    ]
    fresh = [
        day for days, day in told
        if days is not None and days[0] <= out.toordinal() and out.toordinal() - days[1] <= FRESH
    ]  # fmt: skip
    if told and not fresh:
        return {}
    return {out.isoformat(): False} | {day.isoformat(): True for day in fresh if day is not None}


def find_witnesses(groups: Iterable[Group]) -> set[Witness]:
    """The witnesses in groups that were made while the undated tellings still had no day."""
    found: set[Witness] = set()
    for group in groups:
        # A report that says only "weapons" joins what it may not mean.
        undated = [t for t in group.tellings if t.printed and not t.vague]
        if not undated:
            continue
        by_day: dict[str, list[tuple[str, str, str, bool]]] = {}
        for t in group.tellings:
            for day, stated in _days_told(t).items():
                by_day.setdefault(day[5:], []).append((day, t.published or "", t.document, stated))
        for t in undated:
            case = f"{t.supplier} to {t.recipient}"
            for month_day, words in t.printed:
                found |= {
                    Witness(t.document, day, words, by, out, case, stated)
                    for day, out, by, stated in by_day.get(month_day, ())
                }
    return found


def learn_day(
    witnesses: Iterable[Witness], printed: Sequence[tuple[str, str]], houses: Mapping[str, str]
) -> Learnt | None:
    """The day of one undated document, from its witnesses in all cases, or None where they leave a choice."""
    by_month_day: dict[str, set[str]] = {}
    held = list(witnesses)
    for w in held:
        by_month_day.setdefault(w.day[5:], set()).add(w.day)
    if not held or any(len(days) > 1 for days in by_month_day.values()):
        return None
    day = max(w.day for w in held)
    best = min((w for w in held if w.day == day), key=lambda w: w.rank)
    last = date.fromisoformat(day)
    if any((last - date.fromisoformat(w.day)).days > LATER for w in held):
        return None
    for month_day, _ in printed:
        if month_day in by_month_day:
            continue
        if LAG < _days_after(last, month_day) <= LATER:
            return None
    return Learnt(day, best.words, best.by, best.published, best.case, houses.get(best.by, ""))


def _days_after(day: date, month_day: str) -> int:
    """Days from a day to the next such day of the year."""
    month, number = int(month_day[:2]), int(month_day[3:])
    for year in range(day.year, day.year + 9):
        try:
            there = date(year, month, number)
        except ValueError:
            continue
        if there >= day:
            return (there - day).days
    return 10**6


def read_words(words: str, day: str, language: str | None) -> str | None:
    """What date words mean on a day, where they mean the same some days later, for the day is the earliest possible."""
    late = (date.fromisoformat(day) + timedelta(days=LAG)).isoformat()
    values = []
    for reference in (day, late):
        found = find_dates(words, 0, len(words), reference, language=language or "en")
        if len(found) != 1 or found[0].value is None:
            return None
        values.append(found[0].value)
    return values[0] if values[0] == values[1] else None


def date_telling(telling: Telling, learnt: Learnt | None) -> Telling:
    """A telling with its inferred day and the dates of steps that follow from it."""
    if learnt is None:
        return telling
    dates: list[tuple[str, str, str]] = []
    steps = list(telling.steps)
    for claim, stage, modality, words in telling.unread:
        value = read_words(words, learnt.day, telling.language)
        if value is None:
            continue
        dates.append((claim, value, words))
        steps.append((stage if modality is None else None, modality, value))
    return replace(
        telling,
        steps=tuple(dict.fromkeys(steps)),
        day=learnt.day,
        learnt=(learnt.words, learnt.by, learnt.published, learnt.case, learnt.house),
        dates=tuple(dates),
    )


def learnt_of(telling: Telling) -> Learnt | None:
    """What a telling's day was learnt from."""
    return None if telling.day is None else Learnt(telling.day, *telling.learnt)


def date_claims(claims: Mapping[str, Claim], tellings: Iterable[Telling]) -> Mapping[str, Claim]:
    """Claims by id, with the dates that tellings infer in place of date words that were not read."""
    inferred = {claim: value for t in tellings for claim, value, _ in t.dates}
    if not inferred:
        return claims
    found = dict(claims)
    for key, value in inferred.items():
        slots = tuple(
            replace(s, value=value) if s.name == "date" and s.value == "" else s for s in found[key].slots
        )
        found[key] = replace(found[key], slots=slots)
    return found


def learn_days(groups: Iterable[Group], houses: Mapping[str, str]) -> dict[str, Learnt]:
    """The days of all undated documents, from the groups of every pair of states."""
    told = list(groups)
    found: dict[str, list[Witness]] = {}
    for witness in find_witnesses(told):
        found.setdefault(witness.document, []).append(witness)
    printed = {t.document: t.printed for g in told for t in g.tellings if t.printed}
    days = {d: learn_day(held, printed[d], houses) for d, held in found.items()}
    return {d: day for d, day in days.items() if day is not None}
