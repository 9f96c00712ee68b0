"""The law as dated tables, each row with its citation.

Enters: the tables of ``data/law``, or of a folder of the same form that a reader prefers. Leaves: frozen rows, and the
day arithmetic on partial ISO dates that they are asked with. What no source could be read for is unknown (None) here;
no amount, number of days or date of the law stands in the code. It cannot see a law made after the tables.
"""

from __future__ import annotations

import calendar
import csv
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from ..model import Part
from ..rules import RuleError, data_text

TABLES = ("thresholds", "review", "members", "emergencies", "agencies", "provisions")
GROUP, OTHER = "group", "other"
GROUP_NAME = {
    GROUP: "NATO, its members, Japan, Australia, South Korea, Israel, New Zealand",
    OTHER: "every other buyer",
}
Days = tuple[date, date]
"""First and last day that a partial date can mean."""


class ProcedureError(ValueError):
    """A question that these tables do not answer, with the reason."""


@dataclass(frozen=True, slots=True)
class Line(Part):
    """One thing for a person to read, with where it stands written."""

    text: str
    citation: str
    state: str = "known"
    """known, unknown; of what must come first: done, open, waived, unknown."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """Amounts in US dollars from which a certification goes to Congress; None where unknown or where no test is."""

    id: str
    kind: str
    group: str
    first: date
    last: date | None
    mde: int | None
    total: int | None
    construction: int | None
    firearms: int | None
    verified: bool
    citation: str
    note: str

    @property
    def amounts(self) -> tuple[tuple[str, int | None], ...]:
        """The tests by name."""
        return (
            ("major defense equipment", self.mde),
            ("any articles and services", self.total),
            ("design and construction", self.construction),
            ("firearms of USML category I", self.firearms),
        )


@dataclass(frozen=True, slots=True)
class Review:
    """Calendar days of review; None where unknown."""

    id: str
    kind: str
    group: str
    first: date
    last: date | None
    days: int | None
    read_to: date | None
    citation: str


@dataclass(frozen=True, slots=True)
class Member:
    """A buyer of the group, from which day and as what."""

    code: str
    role: str
    first: date
    last: date | None
    citation: str


@dataclass(frozen=True, slots=True)
class Emergency:
    """An emergency that the President stated."""

    day: str
    buyers: tuple[str, ...]
    transfers: int | None
    amount: int | None
    citation: str


@dataclass(frozen=True, slots=True)
class Provision:
    """A single provision: its words retold, its days where it has any."""

    id: str
    topic: str
    days: int | None
    verified: bool
    text: str
    citation: str

    @property
    def line(self) -> Line:
        """The provision for a person."""
        if self.verified:
            return Line(self.text, self.citation)
        return Line("Not verified: " + self.text[0].lower() + self.text[1:], self.citation, "unknown")


@dataclass(frozen=True, slots=True)
class Step(Part):
    """A step of the ladder, or an end off it."""

    id: str
    name: str
    citation: str
    stage: str | None = None
    """The stage of a claim that the step belongs to."""
    press: tuple[str, ...] = ()
    """Words of the press that may mean this step, and may mean another."""
    optional: bool = False
    end: bool = False
    note: str = ""


@dataclass(frozen=True)
class Law:
    """All the tables."""

    thresholds: tuple[Threshold, ...]
    reviews: tuple[Review, ...]
    members: tuple[Member, ...]
    emergencies: tuple[Emergency, ...]
    agencies: tuple[tuple[str, str, str], ...]
    """Letter of a case designator, agency, citation."""
    provisions: tuple[Provision, ...]
    steps: tuple[Step, ...]

    def provision(self, key: str) -> Provision:
        """A provision by its id."""
        return next(p for p in self.provisions if p.id == key)

    def line(self, key: str) -> Line:
        """A provision by its id, for a person."""
        return self.provision(key).line


def _rows(text: str, name: str) -> list[dict[str, str]]:
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows:
        raise RuleError(f"law/{name}.tsv: empty")
    header = [h.strip() for h in rows[0]]
    if any(len(r) > len(header) for r in rows):
        raise RuleError(f"law/{name}.tsv: a row has more cells than the header")
    return [dict(zip(header, [c.strip() for c in r] + [""] * len(header), strict=False)) for r in rows[1:]]


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _sure(cell: str) -> date:
    return date.fromisoformat(cell)


@cache
def read_law(folder: Path | None = None) -> Law:
    """The tables of the package, or of a folder with files of the same names and form.

    RuleError where a table is not in its form, FileNotFoundError where one is missing.
    """

    def text(name: str) -> str:
        return data_text(f"law/{name}") if folder is None else (folder / name).read_text(encoding="utf-8")

    t = {name: _rows(text(f"{name}.tsv"), name) for name in TABLES}
    ladder = tomllib.loads(text("ladder.toml"))
    try:
        return Law(
            tuple(
                Threshold(
                    r["id"], r["kind"], r["group"], _sure(r["from"]), _day(r["to"]), _number(r["mde"]),
                    _number(r["total"]), _number(r["construction"]), _number(r["firearms"]),
                    r["verified"] == "yes", r["citation"], r["note"],
                )
                for r in t["thresholds"]
            ),
            tuple(
                Review(
                    r["id"], r["kind"], r["group"], _sure(r["from"]), _day(r["to"]), _number(r["days"]),
                    _day(r["read_to"]), r["citation"],
                )
                for r in t["review"]
            ),
            tuple(
                Member(r["member"], r["as"], _sure(r["from"]), _day(r["to"]), r["citation"]) for r in t["members"]
            ),
            tuple(
                Emergency(
                    r["date"], tuple(r["buyers"].split(";")), _number(r["transfers"]), _number(r["amount"]),
                    r["citation"],
                )
                for r in t["emergencies"]
            ),
            tuple((r["letter"], r["agency"], r["citation"]) for r in t["agencies"]),
            tuple(
                Provision(
                    r["id"], r["topic"], _number(r["days"]), r["verified"] == "yes", r["text"], r["citation"]
                )
                for r in t["provisions"]
            ),
            tuple(
                Step(
                    s["id"], s["name"], s["citation"], s.get("stage"), tuple(s.get("press", ())),
                    s.get("optional", False), key == "end", s.get("note", ""),
                )
                for key in ("step", "end")
                for s in ladder[key]
            ),
        )  # fmt: skip
    except (KeyError, ValueError) as error:
        raise RuleError(f"law tables: {error!r}") from error


def days_of(value: str) -> Days:
    """The first and the last day that a partial ISO date (2024, 2024-01, 2024-01-11) can mean."""
    parts = value.split("-")
    try:
        numbers = [int(p) for p in parts]
        if len(numbers) == 1:
            return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
        if len(numbers) == 2:
            last = calendar.monthrange(numbers[0], numbers[1])[1]
            return date(numbers[0], numbers[1], 1), date(numbers[0], numbers[1], last)
        if len(numbers) == 3:
            day = date(*numbers)
            return day, day
    except (ValueError, calendar.IllegalMonthError, OverflowError):
        pass
    raise ProcedureError(f"{value!r} is no date: write 2024, 2024-01 or 2024-01-31")


def day_after(day: date, count: int) -> date:
    """The day that comes ``count`` calendar days after another: the other is day 0 and every day counts."""
    return day + timedelta(days=count)


def falls(first: date, last: date | None, days: Days) -> bool:
    """Whether a dated row holds on some day of an interval."""
    return first <= days[1] and (last is None or last >= days[0])
