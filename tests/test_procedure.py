"""The law and the ladder: which row applies, when a period ends, and what stays unknown. Each row names its source."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from armstrail.model import (
    STAGES,
)
from armstrail.procedure import (
    Amounts,
    Dates,
    ProcedureError,
    clock,
    known_emergencies,
    ladder,
    parse_designator,
    parse_transmittal,
    read_law,
    rule_for,
    steps_of,
)

ROOT = Path(__file__).parents[1]
B1 = "22 U.S.C. 2776(b)(1)"
B6 = "22 U.S.C. 2776(b)(6)"
M = 1e6


class Row(NamedTuple):
    """A sale on a day, and what the law says of it."""

    buyer: str
    delivered: str
    mde: float | None
    total: float | None
    group: str
    row: str
    required: bool | None
    days: int
    ends: str
    citation: str
    construction: float | None = None


G, E = "fms-group-2002", "fms-other-2002"
ROWS = [
    # Buyers, and both sides of each amount.
    Row("XK", "2024-01-11", None, 75 * M, "other", E, True, 30, "2024-02-10", f"{B1}; transmittal 23-75"),
    Row("XK", "2024-01-11", None, 49.9 * M, "other", E, None, 30, "2024-02-10", B1),
    Row("UA", "2022-06-30", 14 * M, None, "other", E, True, 30, "2022-07-30", B1),
    Row("UA", "2022-06-30", 13.9 * M, 49 * M, "other", E, None, 30, "2022-07-30", B1),
    Row("UA", "2022-06-30", 13.9 * M, 49 * M, "other", E, False, 30, "2022-07-30", B1, 0),
    Row("SA", "2021-11-04", None, 50 * M, "other", E, True, 30, "2021-12-04", B1),
    Row("KW", "2021-12-30", 0, 0, "other", E, True, 30, "2022-01-29", B1, 200 * M),
    Row("KW", "2021-12-30", 0, 0, "other", E, False, 30, "2022-01-29", B1, 199 * M),
    Row("TW", "2019-07-08", None, 2_200 * M, "other", E, True, 30, "2019-08-07", B1),
    Row("IN", "2024-02-01", None, 3_990 * M, "other", E, True, 30, "2024-03-02", B1),
    Row("PK", "2022-09-07", None, 450 * M, "other", E, True, 30, "2022-10-07", B1),
    Row("Singapore", "2020-01-09", None, 2_750 * M, "other", E, True, 30, "2020-02-08", B1),
    Row("PL", "2023-09-11", 25 * M, None, "group", G, True, 15, "2023-09-26", B6),
    Row("PL", "2023-09-11", 24.9 * M, None, "group", G, None, 15, "2023-09-26", B6),
    Row("PL", "2023-09-11", 24.9 * M, 99.9 * M, "group", G, False, 15, "2023-09-26", B6, 299 * M),
    Row("PL", "2023-09-11", None, None, "group", G, True, 15, "2023-09-26", B6, 300 * M),
    Row("NATO", "2023-09-11", None, 100 * M, "group", G, True, 15, "2023-09-26", B6),
    Row("AU", "2024-10-21", None, 90 * M, "group", G, None, 15, "2024-11-05", B6),
    Row("NZ", "2018-07-06", None, 69 * M, "group", G, None, 15, "2018-07-21", f"{B6}; never from the total alone"),
    Row("NZ", "2018-07-06", 30 * M, 69 * M, "group", G, True, 15, "2018-07-21", B6),
    # The days on which buyers came into the group.
    Row("KR", "2008-10-14", None, None, "other", E, None, 30, "2008-11-13", "Pub. L. 110-429, section 203(b)(1)"),
    Row("KR", "2008-10-15", None, None, "group", G, None, 15, "2008-10-30", "Pub. L. 110-429, section 203(b)(1)"),
    Row("IL", "2010-10-07", None, None, "other", E, None, 30, "2010-11-06", "Pub. L. 111-266, section 301(1)"),
    Row("IL", "2010-10-08", None, None, "group", G, None, 15, "2010-10-23", "Pub. L. 111-266, section 301(1)"),
    Row("FI", "2023-04-03", None, None, "other", E, None, 30, "2023-05-03", "NATO, member countries"),
    Row("FI", "2023-04-04", None, None, "group", G, None, 15, "2023-04-19", "NATO, member countries"),
    Row("SE", "2024-03-06", None, None, "other", E, None, 30, "2024-04-05", "NATO, member countries"),
    Row("SE", "2024-03-07", None, None, "group", G, None, 15, "2024-03-22", "NATO, member countries"),
    Row("ME", "2017-06-04", None, None, "other", E, None, 30, "2017-07-04", "NATO, member countries"),
    Row("ME", "2017-06-05", None, None, "group", G, None, 15, "2017-06-20", "NATO, member countries"),
    Row("MK", "2020-03-26", None, None, "other", E, None, 30, "2020-04-25", "NATO, member countries"),
    Row("MK", "2020-03-27", None, None, "group", G, None, 15, "2020-04-11", "NATO, member countries"),
    Row("HR", "2009-03-31", None, None, "other", E, None, 30, "2009-04-30", "NATO, member countries"),
    Row("AL", "2009-04-01", None, None, "group", G, None, 15, "2009-04-16", "NATO, member countries"),
    Row("RO", "2004-03-28", None, None, "other", E, None, 30, "2004-04-27", "NATO, member countries"),
    Row("RO", "2004-03-29", None, None, "group", G, None, 15, "2004-04-13", "NATO, member countries"),
    # The amounts of earlier years.
    Row("PL", "1999-03-11", None, 50 * M, "other", "fms-other-1981", True, 30, "1999-04-10", "95 Stat. 1520"),
    Row("PL", "1999-03-12", None, 50 * M, "group", "fms-group-1981", True, 15, "1999-03-27", "95 Stat. 1520"),
    Row("JP", "2002-09-29", 14 * M, None, "group", "fms-group-1981", True, 15, "2002-10-14", "95 Stat. 1520"),
    Row("JP", "2002-09-30", 14 * M, None, "group", G, None, 15, "2002-10-15", "Pub. L. 107-228, section 1405(a)(2)"),
    # Across the ends of months and years, and leap years.
    Row("EG", "2024-01-31", None, None, "other", E, None, 30, "2024-03-01", B1),
    Row("EG", "2023-01-31", None, None, "other", E, None, 30, "2023-03-02", B1),
    Row("DE", "2024-02-15", None, None, "group", G, None, 15, "2024-03-01", B1),
    Row("DE", "2023-02-15", None, None, "group", G, None, 15, "2023-03-02", B1),
    Row("DE", "2024-02-29", None, None, "group", G, None, 15, "2024-03-15", B1),
    Row("QA", "2024-02-29", None, None, "other", E, None, 30, "2024-03-30", B1),
    Row("GB", "2020-02-14", None, None, "group", G, None, 15, "2020-02-29", B1),
    Row("GB", "2021-02-14", None, None, "group", G, None, 15, "2021-03-01", B1),
    Row("TR", "2000-02-20", None, None, "group", "fms-group-1981", None, 15, "2000-03-06", B1),
    Row("IQ", "2012-02-01", None, None, "other", E, None, 30, "2012-03-02", B1),
    Row("IQ", "2013-02-01", None, None, "other", E, None, 30, "2013-03-03", B1),
    Row("FR", "2023-12-31", None, None, "group", G, None, 15, "2024-01-15", B1),
    Row("JO", "2023-12-15", None, None, "other", E, None, 30, "2024-01-14", B1),
    Row("MA", "2019-03-31", None, None, "other", E, None, 30, "2019-04-30", B1),
    Row("MA", "2018-10-31", None, None, "other", E, None, 30, "2018-11-30", B1),
    Row("NO", "2018-06-30", None, None, "group", G, None, 15, "2018-07-15", B1),
    # Around the last day for which a source was read.
    Row("DE", "2025-03-28", 25 * M, None, "group", G, True, 15, "2025-04-12", "CRS RL31675 (28 March 2025)"),
    Row("DE", "2025-03-29", 25 * M, None, "group", "fms-group-2025", None, 15, "2025-04-13", "E.O. 14268"),
    Row("SG", "2026-04-01", 82.5 * M, 83.14 * M, "other", "fms-other-2025", None, 30, "2026-05-01",
        "transmittal 26-24; E.O. 14268"),
]  # fmt: skip


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda r: f"{r.buyer}-{r.delivered}-{r.mde}-{r.total}-{r.construction}"
)
def test_rule_and_end_of_the_period(row: Row) -> None:
    amounts = Amounts(row.mde, row.total, row.construction)
    rule = rule_for(row.buyer, row.delivered, mde=row.mde, total=row.total, construction=row.construction)
    assert (rule.group, rule.row, rule.required, rule.review_days) == (
        row.group,
        row.row,
        row.required,
        row.days,
    )
    found = clock(row.buyer, Dates(delivered=row.delivered), amounts=amounts)
    assert found.rule == rule
    assert (found.started, found.started_by, found.precision) == (
        row.delivered,
        "delivered to Congress",
        "on",
    )
    assert (found.period_days, found.ends) == (row.days, row.ends)
    assert found.offer_from == (date.fromisoformat(row.ends) + timedelta(1)).isoformat()
    assert row.citation
    known = rule.citation + " ".join(line.citation for line in found.notes + found.unknown)
    for cited in row.citation.split("; "):
        if cited.startswith(("22 U.S.C.", "Pub. L.", "95 Stat.", "E.O.", "CRS")):
            assert cited in known, cited


def test_the_table_is_large_enough() -> None:
    assert len(ROWS) >= 45


def test_after_march_2025_a_row_says_not_verified() -> None:
    for buyer, old in (("DE", (25e6, 100e6, 300e6)), ("UA", (14e6, 50e6, 200e6))):
        rule = rule_for(buyer, "2025-06-01", mde=1e9, total=1e9, construction=1e9)
        assert not rule.verified
        assert not rule.review_verified
        assert [t.threshold for t in rule.tests] == [None] * 3
        assert tuple(t.last_read for t in rule.tests) == old
        assert all(t.met is None for t in rule.tests)
        assert rule.required is None
        assert any("not verified" in line.text and "14268" in line.text for line in rule.unknown)


def test_new_zealand_26_47_is_not_judged_by_its_total() -> None:
    """A $69M torpedo sale, transmittal 26-47 (FIELD: notified, though its total is under $100M)."""
    number = parse_transmittal("Transmittal# 26-47")
    assert number is not None
    assert not number.lettered
    found = clock(
        "New Zealand", Dates(delivered="2026"), transmittal=number.printed, amounts=Amounts(total=69 * M)
    )
    assert (found.rule.group, found.rule.row, found.period_days) == ("group", "fms-group-2025", 15)
    assert found.rule.required is None
    assert found.rule.met == ()
    assert found.ends is None
    assert found.ends_between == ("2026-01-16", "2027-01-15")
    assert any("never follows from its total" in line.text for line in found.unknown)
    then = rule_for("NZ", "2024-05-01", total=69 * M)
    assert then.required is None
    assert [t.met for t in then.tests] == [None, False, None]


def test_germany_ch_47f_chain() -> None:
    """23-26 → 25-0G → 26-1C: MDE 3.35 → 3.98 → 5.0 $bn, total 8.50 $bn unchanged; 22 U.S.C. 2776(b)(5)."""
    first = clock("DE", Dates(delivered="2023-05-11"), transmittal="23-26", amounts=Amounts(3.35e9, 8.5e9))
    assert (first.section, first.rule.required, first.period_days) == ("36(b)(1)", True, 15)
    assert first.ends == "2023-05-26"
    for number, mde in (("25-0G", 3.98e9), ("26-1C", 5.0e9)):
        parsed = parse_transmittal(f"Transmittal No. {number}")
        assert parsed is not None
        assert parsed.lettered
        amended = clock("DE", Dates(delivered="2026-01-31"), transmittal=number, amounts=Amounts(mde, 8.5e9))
        assert (amended.section, amended.period_days, amended.ends) == (None, None, None)
        assert any("does not tell (A) from (C)" in line.text for line in amended.unknown)
        assert any("never summed" in line.text for line in amended.notes)
        costlier = clock("DE", Dates(delivered="2026-01-31"), transmittal=number, section="36(b)(5)(C)")
        assert (costlier.period_days, costlier.ends) == (15, "2026-02-15")
        upgrade = clock("DE", Dates(delivered="2026-01-31"), transmittal=number, section="36(b)(5)(A)")
        assert (upgrade.period_days, upgrade.ends, upgrade.deliver_from) == (None, None, "2026-03-17")
        assert upgrade.before_offer == ()


@pytest.mark.parametrize(
    ("buyer", "day"), [("SA", "2019-05-24"), ("AE", "2019-05"), ("JO", "2019-05-24"), ("IL", "2025-03-01")]
)
def test_emergency_waives_the_period(buyer: str, day: str) -> None:
    """May 2019 (22 transfers, $8.1bn) and 1 March 2025 (about $4bn); 22 U.S.C. 2776(b)(1)."""
    waived = clock(buyer, Dates(delivered=day), emergency=True, on="2025-12-31")
    assert (waived.waived, waived.ends, waived.offer_from, waived.status) == (True, None, None, "waived")
    assert waived.ends_between is None
    assert [line.state for line in waived.before_offer] == ["done", "done", "waived", "waived"]
    open_ = clock(buyer, Dates(delivered=day))
    assert open_.waived is None
    assert any("emergency was stated" in line.text for line in open_.unknown)
    assert clock(buyer, Dates(delivered=day), emergency=False).waived is False
    (line,) = known_emergencies(buyer, day)
    assert "certification" in line.text


def test_emergencies_are_for_their_buyers_and_days() -> None:
    assert known_emergencies("KW", "2019-05-24") == ()
    assert known_emergencies("SA", "2019-06-01") == ()
    assert known_emergencies("IL", None) == ()


@pytest.mark.parametrize(
    ("dates", "started", "by", "precision"),
    [
        (
            Dates("2024-01-11", "2024-01-12", "2024-03-01", "2024-01-10"),
            "2024-01-11",
            "delivered to Congress",
            "on",
        ),
        (Dates(None, "2024-01-12", "2024-03-01", "2024-01-10"), "2024-01-12", "web post", "about"),
        (Dates(None, None, "2024-03-01", "2024-01-13"), "2024-01-13", "news report", "on or before"),
        (Dates(None, None, "2024-03-01", None), "2024-03-01", "Federal Register print", "on or before"),
        (Dates(), None, None, None),
    ],
)
def test_which_of_the_four_dates(
    dates: Dates, started: str | None, by: str | None, precision: str | None
) -> None:
    found = clock("XK", dates)
    assert (found.started, found.started_by, found.precision) == (started, by, precision)
    doubted = any("received the certification is not known" in line.text for line in found.unknown)
    assert doubted is (precision != "on")


@pytest.mark.parametrize(
    ("dates", "on", "status", "day"),
    [
        (Dates("2024-01-11"), "2024-01-10", "not started", None),
        (Dates("2024-01-11"), "2024-01-11", "running", 0),
        (Dates("2024-01-11"), "2024-02-10", "running", 30),
        (Dates("2024-01-11"), "2024-02-11", "over", None),
        (Dates("2024-01"), "2024-01-15", "unknown", None),
        (Dates("2024-01"), "2024-01-31", "running", None),
        (Dates("2024-01"), "2024-03-02", "over", None),
        (Dates(reported="2024-01-13"), "2024-01-20", "unknown", None),
        (Dates(reported="2024-01-13"), "2024-02-13", "over", None),
        (Dates(), "2030-01-01", "unknown", None),
    ],
)
def test_status_on_a_day(dates: Dates, on: str, status: str, day: int | None) -> None:
    found = clock("XK", dates, on=on)
    assert (found.status, found.day) == (status, day)
    assert found.status not in STAGES
    assert any("not a sale" in line.text for line in found.notes)


def test_a_date_on_both_sides_of_a_change_leaves_the_rule_open() -> None:
    rule = rule_for("FI", "2023", mde=30 * M)
    assert (rule.group, rule.row, rule.required, rule.review_days) == (None, None, None, None)
    assert any("both sides" in line.text for line in rule.unknown)
    assert rule_for("FI", "2023-05").group == "group"
    both = rule_for("DE", "2025", mde=30 * M)
    assert (both.group, both.row, both.required, both.review_days) == ("group", None, None, 15)
    assert rule_for("DE", None).row is None
    assert rule_for("FI", None).group is None
    assert rule_for("XK", None).review_days == 30


def test_unknown_buyers_have_no_group() -> None:
    for buyer in ("NSPA", "Hezbollah", "somebody"):
        rule = rule_for(buyer, "2024-01-01", total=1e9)
        assert (rule.group, rule.required, rule.review_days) == (None, None, None)
        assert clock(buyer, Dates("2024-01-01")).ends is None


@pytest.mark.parametrize(
    ("kind", "buyer", "amounts", "required", "days", "section"),
    [
        ("DCS", "SA", {"mde": 14 * M}, True, 30, "36(c)"),
        ("DCS", "SA", {"firearms": 1 * M}, True, 30, "36(c)"),
        ("DCS", "DE", {"mde": 24 * M}, None, 15, "36(c)"),
        ("DCS", "DE", {"total": 100 * M}, True, 15, "36(c)"),
        ("DCS", "DE", {"firearms": 1 * M}, True, 15, "36(c)"),
        ("DCS", "DE", {"mde": 0, "total": 10 * M, "firearms": 0.9 * M}, False, 15, "36(c)"),
        ("third-party", "UA", {"mde": 14 * M}, True, 30, "3(d)"),
        ("third-party", "UA", {"total": 50 * M}, True, 30, "3(d)"),
        ("third-party", "DE", {"total": 500 * M}, None, 15, "3(d)"),
        ("manufacturing", "SA", {"total": 500 * M}, None, None, "36(d)"),
    ],
)
def test_other_kinds(
    kind: str, buyer: str, amounts: dict[str, float], required: bool | None, days: int | None, section: str
) -> None:
    """22 U.S.C. 2776(c), (d); 2753(d)."""
    rule = rule_for(buyer, "2024-01-01", kind=kind, **amounts)
    assert (rule.required, rule.review_days, rule.section) == (required, days, section)


def test_what_is_not_verified_is_unknown() -> None:
    law = read_law()
    unverified = {p.id for p in law.provisions if not p.verified}
    assert {"discharge-other", "tier", "bills"} <= unverified
    assert all(p.days is None and p.line.state == "unknown" for p in law.provisions if not p.verified)
    for t in law.thresholds:
        if not t.verified:
            assert all(amount is None for _, amount in t.amounts)
    kosovo = clock("XK", Dates("2024-01-11"))
    assert any("discharge" in line.text for line in kosovo.unknown)
    assert any("tier" in line.text for line in kosovo.unknown)
    poland = clock("PL", Dates("2024-01-11"))
    assert any("discharge" in line.text and "five" in line.text for line in poland.notes)


def test_every_row_has_a_citation() -> None:
    law = read_law()
    rows = [*law.thresholds, *law.reviews, *law.members, *law.emergencies, *law.provisions, *law.steps]
    assert all(r.citation for r in rows)
    assert all(a[2] for a in law.agencies)
    assert {m.code for m in law.members if m.role == "named"} == {"JP", "AU", "NZ", "KR", "IL"}
    assert sum(m.role == "NATO member" for m in law.members) == 32


def test_no_amount_of_the_law_stands_in_code() -> None:
    code = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "armstrail" / "procedure").glob("*.py"))
    amounts = [str(v) for t in read_law().thresholds for _, v in t.amounts if v is not None]
    assert amounts
    assert not [a for a in amounts if a in code.replace("_", "").replace(",", "")]


def test_another_law_may_be_given(tmp_path: Path) -> None:
    own = ROOT / "armstrail" / "data" / "law"
    for path in own.iterdir():
        text = path.read_text(encoding="utf-8")
        if path.name == "thresholds.tsv":
            text = text.replace(
                "fms-other-2025\tFMS\tother\t2025-03-29\t\t\t\t\t\tnot verified",
                "fms-other-2025\tFMS\tother\t2025-03-29\t\t23000000\t83000000\t332000000\t\tyes",
            )
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    law = read_law(tmp_path)
    assert rule_for("UA", "2026-01-05", total=83 * M, law=law).required is True
    assert rule_for("UA", "2026-01-05", total=83 * M).required is None


def test_what_must_come_before_an_offer() -> None:
    running = clock("XK", Dates("2024-01-11"), on="2024-01-20", emergency=False)
    assert [line.state for line in running.before_offer] == ["done", "done", "open", "unknown"]
    over = clock("XK", Dates("2024-01-11"), on="2024-03-20", emergency=False)
    assert [line.state for line in over.before_offer] == ["done", "done", "done", "unknown"]
    assert "joint resolution" in over.before_offer[3].text
    assert all(line.citation for line in over.before_offer)
    assert [line.state for line in clock("XK", Dates()).before_offer] == ["unknown"] * 4


def test_wrong_questions_are_refused() -> None:
    with pytest.raises(ProcedureError, match="no kind"):
        rule_for("XK", "2024-01-01", kind="gift")
    for bad in ("2024-13", "yesterday", "2024-02-30", "2024-1-1-1", ""):
        with pytest.raises(ProcedureError, match="no date"):
            rule_for("XK", bad)


@pytest.mark.parametrize(
    ("text", "printed", "key", "lettered"),
    [
        ("Transmittal No. 26-13", "26-13", "26-13", False),
        ("Transmittal No: 23‑75", "23-75", "23-75", False),
        ("Transmittal #26-27", "26-27", "26-27", False),
        ("Transmittal# 26-47", "26-47", "26-47", False),
        ("RSAT 26-24", "26-24", "26-24", False),
        ("RS AT 26-0T", "26-0T", "26-0T", True),
        ("[Transmittal No. 0M–25]", "0M-25", "25-0M", True),
        ("Transmittal number 24-0u", "24-0U", "24-0U", True),
        ("transmittal no. 17-123", "17-123", "17-123", False),
        ("25-0G", "25-0G", "25-0G", True),
        (" 26—1C ", "26-1C", "26-1C", True),
    ],
)
def test_transmittals(text: str, printed: str, key: str, lettered: bool) -> None:
    found = parse_transmittal(text)
    assert found is not None
    assert (found.printed, found.key, found.lettered) == (printed, key, lettered)


@pytest.mark.parametrize(
    "text",
    [
        "DSCA 24-05",
        "policy memo DSCA 24-05",
        "aged 24-35",
        "Transmittal No. 26-1234",
        "2024-01-11",
        "",
        "F-16",
    ],
)
def test_no_transmittals(text: str) -> None:
    assert parse_transmittal(text) is None


def test_the_series_is_not_the_year_of_notification() -> None:
    """Transmittal 26-01 was notified on 17 December 2025."""
    number = parse_transmittal("26-01")
    assert number is not None
    assert number.series == 2026
    assert clock("TW", Dates("2025-12-17"), transmittal="26-01").ends == "2026-01-16"


def test_designators() -> None:
    found = parse_designator("Army (SN-B-VIW)")
    assert found is not None
    assert (found.printed, found.state, found.agency, found.case) == ("SN-B-VIW", "SG", "Army", "VIW")
    navy = parse_designator("case NZ–P–LFK")
    assert navy is not None
    assert navy.agency == "Navy"
    other = parse_designator("QQ-Z-ABC")
    assert other is not None
    assert (other.state, other.agency) == (None, None)
    for text in ("", "AN-B-", "XSN-B-VIWX", "sn-b-viw"):
        assert parse_designator(text) is None


def test_hostile_text_is_read_in_linear_time() -> None:
    begun = time.perf_counter()
    for piece in ("transmittal ", "transmittal no. #", "26-", "RS AT  ", "SN-B-", " "):
        parse_transmittal(piece * 100_000)
        parse_designator(piece * 100_000)
    assert time.perf_counter() - begun < 5


def test_the_ladder_is_in_order_and_maps_the_press() -> None:
    steps = ladder()
    names = [s.id for s in steps]
    assert names[0] == "request received"
    assert names[-1] == "closed"
    order = ["determination", "notification", "review", "offered", "accepted", "implemented", "deliveries"]
    assert [n for n in names if n in order] == order
    assert all(s.stage is None or s.stage in STAGES for s in ladder(ends=True))
    assert [s.id for s in ladder(ends=True)][len(steps) :] == [
        "expired",
        "cancelled",
        "withdrawn",
        "disapproved",
    ]
    assert {s.id for s in steps_of("approved")} == {"determination", "notification"}
    assert {s.id for s in steps_of("Signed")} == {"accepted"}
    assert "prime contract" in steps_of("signed")[0].note
    assert steps_of("sold") == ()
