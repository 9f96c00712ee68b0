"""Writes docs/law.md from the tables in ``armstrail/data/law``; ``--check`` compares, and fails on a difference."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from armstrail.procedure import Step, ladder, read_law
from armstrail.procedure.law import GROUP, GROUP_NAME

PAGE = Path(__file__).with_name("law.md")
UNKNOWN = "unknown"
INTRO = """# The law and the ladder

What `armstrail.procedure` knows of the sale of arms by the United States. Every row is a row of a table in
`armstrail/data/law`, with the place where it was read. No amount, number of days or date of the law stands in the code.
"unknown" means that no source could be read for it; nothing is put in its place. This page is made by
`python docs/make_law.py`, and a test compares it with the tables.

"The group" is {group}.
Everyone else is "other". Which group a buyer is in depends on the day.

Two things never follow from these tables. A stage: the end of a period is a date, not an event. And whether a sale was
notified: that stands in a notice alone, never in a total.

To use other tables, put files of the same names and form into a folder and pass `law=read_law(folder)`.
"""
DOORS = """## Which date starts the clock

Congress receives a certification on one day; the web post, the Federal Register print and the news report carry others.
A clock takes the first of these that is known, and says which: the day of delivery (`on`), the web post (`about`), the
earlier of news report and print (`on or before`). A date known to a month or a year gives a span of last days.

## Asking from Python

```python
from armstrail.procedure import Dates, clock, rule_for, write_clock

rule = rule_for("NZ", "2024-05-01", total=69e6)
rule.group, rule.review_days, rule.required  # 'group', 15, None: the total alone does not tell
found = clock("XK", Dates(delivered="2024-01-11"), on="2024-02-01")
found.ends, found.status, found.day  # '2024-02-10', 'running', 21
for label, text, citation in write_clock(found):
    print(label, text, citation, sep="; ")
```

`clock_of_case(case, on=..., claims=...)` asks for a case of the ledger, `clocks_of_case` for every certification and
report along its chain, `ladder()` for the steps, `steps_of("approved")` for what a word of the press may mean.
"""


def money(amount: int | None) -> str:
    """An amount as read, or ``unknown``."""
    if amount is None:
        return UNKNOWN
    return f"${amount / 1e9:g}bn" if amount >= 1e9 else f"${amount / 1e6:g}M"


def span(first: date, last: date | None) -> str:
    """From and to."""
    return f"{first} to {last}" if last is not None else f"from {first}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of the page."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(c or ' ' for c in line)} |\n" for line in lines)


def steps(found: Iterable[Step]) -> str:
    """Steps with their citations and the press's words."""
    return table(
        ("step", "stage of a claim", "words of the press that may mean it", "source", "note"),
        (
            (
                s.name + (" (optional)" if s.optional else ""),
                s.stage or "",
                ", ".join(f"“{w}”" for w in s.press),
                s.citation,
                s.note,
            )
            for s in found
        ),
    )


def page() -> str:
    """The whole page."""
    law = read_law()
    name = {GROUP: "the group"}
    parts = [INTRO.format(group=GROUP_NAME[GROUP]), "## The ladder\n", steps(ladder())]
    parts += ["Ends off the ladder:\n", steps(s for s in ladder(ends=True) if s.end), "## Thresholds\n"]
    parts.append(
        table(
            ("row", "kind", "buyer", "days", "major defense equipment", "any articles and services",
             "design and construction", "firearms, category I", "verified", "source", "note"),
            (
                (
                    t.id, t.kind, name.get(t.group, t.group), span(t.first, t.last), money(t.mde), money(t.total),
                    money(t.construction) if t.kind == "FMS" else "–",
                    money(t.firearms) if t.kind == "DCS" else "–",
                    "yes" if t.verified else "not verified", t.citation, t.note,
                )
                for t in law.thresholds
            ),
        )
    )  # fmt: skip
    parts += [
        "An amount that is reached counts as met, and any one of the tests suffices.\n",
        "## Days of review\n",
    ]
    parts.append(
        table(
            ("kind", "buyer", "days", "calendar days", "read up to", "source"),
            (
                (
                    r.kind,
                    name.get(r.group, r.group),
                    span(r.first, r.last),
                    str(r.days) if r.days is not None else UNKNOWN,
                    str(r.read_to) if r.read_to is not None else "not verified",
                    r.citation,
                )
                for r in law.reviews
            ),
        )
    )
    parts += ["## Who is in the group, and since when\n"]
    parts.append(
        table(
            ("buyer", "as", "days", "source"),
            ((m.code, m.role, span(m.first, m.last), m.citation) for m in law.members),
        )
    )
    parts += ["## Emergencies that were stated (not complete)\n"]
    parts.append(
        table(
            ("day", "buyers", "transfers", "worth", "source"),
            (
                (
                    e.day,
                    ", ".join(e.buyers),
                    str(e.transfers) if e.transfers is not None else UNKNOWN,
                    money(e.amount),
                    e.citation,
                )
                for e in law.emergencies
            ),
        )
    )
    parts += ["## Single provisions\n"]
    parts.append(
        table(
            ("topic", "what", "days", "verified", "source"),
            (
                (
                    p.topic,
                    p.text,
                    str(p.days) if p.days is not None else ("" if p.verified else UNKNOWN),
                    "yes" if p.verified else "not verified",
                    p.citation,
                )
                for p in law.provisions
            ),
        )
    )
    parts += [
        "## Case designators\n",
        "`CC-I-DDD`: the manual's own country code (not ISO 3166), who manages the case, three letters.\n",
        table(("letter", "agency", "source"), law.agencies),
        DOORS,
    ]
    return "\n".join(parts)


def main() -> int:
    """Write the page, or compare it."""
    made = page()
    if "--check" in sys.argv[1:]:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == made:
            return 0
        print("docs/law.md is not what the tables say: run python docs/make_law.py", file=sys.stderr)
        return 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
