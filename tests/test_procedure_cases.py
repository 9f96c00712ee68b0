"""The clock of whole cases: notices and reports set against the law's tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.model import (
    NOTHING,
    Case,
    CaseDocument,
    Claim,
    Document,
    Field,
    StageEvent,
    make_claim,
    slot,
)
from armstrail.procedure import (
    Amounts,
    Dates,
    ProcedureError,
    clock,
    clock_of_case,
    clocks_of_case,
    rule_for,
    write_clock,
)

M = 1e6


def notice_of(transmittal: str, **slots: str | float) -> Claim:
    """A notice claim whose words are its values."""
    given: dict[str, str | float] = {"transmittal": transmittal, **slots}
    text = " ".join(str(v) for v in given.values())
    document, made, at = Document(text, transmittal), [], 0
    for name, value in given.items():
        made.append(slot(text, name, value, (at, at + len(str(value)))))
        at += len(str(value)) + 1
    return make_claim(document, "notice", (0, len(text)), made, rule="test", confidence=1.0)


def case_of(**given: object) -> Case:
    """A case of the United States with what is given."""
    paper = CaseDocument("d1", "paper", None, None, "AP", "2024-01-12", "its own reporting")
    base = Case(
        "c1", "US", "XK", "sale", (), NOTHING, (), "approved", (), None, 1, (paper,), (), (), (), (), (), (),
    )  # fmt: skip
    return replace(base, **given)  # type: ignore[arg-type]


def told(stage: str, day: str | None, modality: str | None = None, origins: int = 1) -> StageEvent:
    return StageEvent(stage, modality, day, ("x",), origins, origins)


def test_clock_of_a_notified_case() -> None:
    value = Field(75 * M, "USD", "ceiling")
    case = case_of(
        history=(told("approved", "2024-01-11"), told("notified", "2024-01-11")),
        values=(value,),
        transmittals=("23-75",),
    )
    found = clock_of_case(case, on="2024-01-31")
    assert (found.started, found.ends, found.status, found.day) == ("2024-01-11", "2024-02-10", "running", 20)
    assert found.rule.met == ("any articles and services",)
    assert found.transmittal == "23-75"


def test_time_reaches_no_stage() -> None:
    case = case_of(history=(told("notified", "2010-01-11"),), reached="notified")
    found = clock_of_case(case, on="2026-01-01")
    assert found.status == "over"
    assert case.reached == "notified"
    assert any("not a sale" in line.text for line in found.notes)


def test_clock_of_an_approved_case_does_not_start() -> None:
    found = clock_of_case(
        case_of(history=(told("approved", "2024-01-11"), told("notified", None, "planned")))
    )
    assert (found.started, found.ends) == (None, None)
    assert any("a determination alone starts no clock" in line.text for line in found.unknown)
    assert [line.state for line in found.before_offer] == ["done", "unknown", "unknown", "unknown"]


def test_clock_of_an_undated_notification() -> None:
    found = clock_of_case(case_of(history=(told("notified", None),)), on="2024-02-20")
    assert (found.started, found.started_by, found.precision) == ("2024-01-12", "news report", "on or before")
    assert found.status == "over"


def test_an_undated_notification_is_bounded_by_the_reports_that_tell_it() -> None:
    claim = notice_of("23-75")
    early = CaseDocument("d0", "early", None, None, "AP", "2024-01-05", "its own reporting")
    says = CaseDocument(claim.document, "says", None, None, "AFP", "2024-01-20", "its own reporting")
    late = CaseDocument("d2", "late", None, None, "dpa", "2024-02-20", "its own reporting")
    event = StageEvent("notified", None, None, (claim.id,), 1, 1)
    case = case_of(history=(event,), documents=(early, says, late))
    assert clock_of_case(case, claims={claim.id: claim}).started == "2024-01-20"
    assert clock_of_case(case).started == "2024-02-20"


def test_a_case_without_notification_still_has_its_rule() -> None:
    found = clock_of_case(case_of(recipient="FI", history=(told("approved", "2023-04-03"),)))
    assert (found.started, found.rule.group, found.rule.review_days) == (None, "other", 30)
    assert any("the rule is that of the day of the determination" in line.text for line in found.unknown)
    assert clock_of_case(case_of(recipient="FI", announced="2023-05")).rule.group == "group"
    assert clock_of_case(case_of(documents=())).rule.row is None


def test_clock_of_a_case_told_in_different_ways() -> None:
    case = case_of(history=(told("notified", "2024-01-11", origins=3), told("notified", "2024-01-12")))
    found = clock_of_case(case)
    assert found.started == "2024-01-11"
    assert any("told in different ways" in line.text for line in found.unknown)
    agreeing = case_of(history=(told("notified", "2024-01-11"), told("notified", "2024-01")))
    assert not any("different ways" in line.text for line in clock_of_case(agreeing).unknown)


def test_clocks_along_a_chain_of_notices() -> None:
    notices = (
        notice_of("23-26", delivered="2023-05-11", value=8.5e9, currency="USD", mde_value=3.35e9),
        notice_of("25-0G", posted="2025-08-31", value=8.5e9, currency="USD", mde_value=3.98e9),
        notice_of("26-1C", posted="2026-03-31", value=8.5e9, currency="USD", mde_value=5.0e9),
    )
    case = case_of(
        recipient="DE",
        notices=tuple(n.id for n in notices),
        transmittals=("26-1C", "25-0G", "23-26"),
        history=(told("notified", "2023-05-11"),),
    )
    claims = {n.id: n for n in notices}
    found = clocks_of_case(case, claims=claims)
    assert [c.transmittal for c in found] == ["23-26", "25-0G", "26-1C"]
    assert [c.section for c in found] == ["36(b)(1)", None, None]
    assert [c.ends for c in found] == ["2023-05-26", None, None]
    assert [c.rule.tests[0].amount for c in found] == [3.35e9, 3.98e9, 5.0e9]
    assert {c.rule.tests[1].amount for c in found} == {8.5e9}
    assert clock_of_case(case, claims=claims) == found[0]
    assert sum("25-0G" in line.text or "26-1C" in line.text for line in found[0].unknown) == 2
    assert clock_of_case(case).ends == "2023-05-26"


def test_a_day_told_by_an_amendment_is_not_the_first_certifications() -> None:
    later = notice_of("26-1C", delivered="2026-01-31")
    event = StageEvent("notified", None, "2026-01-31", (later.id,), 1, 1)
    paper = CaseDocument(later.document, "n", None, None, None, "2026-01-31", "release")
    case = case_of(
        recipient="DE",
        notices=(later.id,),
        transmittals=("23-26", "26-1C"),
        history=(event,),
        documents=(paper,),
    )
    first, second = clocks_of_case(case, claims={later.id: later})
    assert (first.started, first.precision) == ("2026-01-31", "on or before")
    assert (second.started, second.precision, second.section) == ("2026-01-31", "on", None)
    blind = clock_of_case(case)
    assert any("belongs to is not told" in line.text for line in blind.unknown)


def test_a_clock_in_words() -> None:
    rows = write_clock(clock("XK", Dates("2024-01-11"), on="2024-01-20", amounts=Amounts(total=75 * M)))
    words = {label: text for label, text, _ in rows}
    assert words["ends"].startswith("2024-02-10")
    assert words["on 2024-01-20"] == "running, day 9 of 30"
    assert words["threshold, any articles and services"] == "$50M; this sale $75M: met"
    now = {label: text for label, text, _ in write_clock(clock("NZ", Dates(posted="2026-05-01")))}
    assert (
        now["threshold, any articles and services"]
        == "unknown (last read: $100M); this sale unknown: not known"
    )
    assert now["ends"].startswith("about 2026-05-16")
    assert now["certification"] == "not known"
    upgrade = {r[0]: r[1] for r in write_clock(clock("DE", Dates("2026-01-31"), section="36(b)(5)(A)"))}
    assert upgrade["delivery"] == "not before 2026-03-17"
    emergency = {r[0]: r[1] for r in write_clock(clock("IL", Dates("2025-03-01"), emergency=True))}
    assert emergency["period"].startswith("waived")


def test_other_suppliers_and_gifts_have_no_clock() -> None:
    with pytest.raises(ProcedureError, match="United States"):
        clock_of_case(case_of(supplier="FR"))
    with pytest.raises(ProcedureError, match="gift"):
        clock_of_case(case_of(kind="gift"))


@pytest.mark.parametrize("buyer", ["XK", "DE", "NSPA", "somebody"])
@pytest.mark.parametrize("day", ["2024-01-11", "2026-01-11", "2025", None])
def test_every_line_has_a_citation(buyer: str, day: str | None) -> None:
    for number in (None, "26-1C"):
        found = clock(buyer, Dates(day), transmittal=number)
        assert found.unknown
        for line in (*found.unknown, *found.notes, *found.before_offer):
            assert line.citation, line


def test_clock_as_a_record() -> None:
    record = clock("XK", Dates("2024-01-11"), on="2024-01-20").as_record()
    assert record["ends"] == "2024-02-10"
    assert record["rule"]["tests"][0]["threshold"] == 14_000_000


@given(st.dates(date(1982, 1, 1), date(2030, 12, 31)), st.sampled_from(["XK", "DE", "JP", "FI", "KR", "TW"]))
def test_every_day_counts_and_the_first_is_day_0(day: date, buyer: str) -> None:
    found = clock(buyer, Dates(day.isoformat()), on=day.isoformat())
    assert found.period_days in (15, 30)
    assert found.ends is not None
    assert date.fromisoformat(found.ends) - day == timedelta(found.period_days)
    assert (found.status, found.day) == ("running", 0)


@given(
    st.dates(date(2003, 1, 1), date(2025, 3, 28)),
    st.floats(0, 1e9),
    st.floats(0, 1e9),
    st.sampled_from(["UA", "DE"]),
)
def test_a_total_alone_never_says_no(day: date, total: float, more: float, buyer: str) -> None:
    alone = rule_for(buyer, day.isoformat(), total=total)
    assert alone.required is not False
    higher = rule_for(buyer, day.isoformat(), total=total + more)
    assert not alone.required or higher.required


def test_the_first_of_a_chain_is_the_one_of_the_smaller_number() -> None:
    notices = {
        n: notice_of(n, delivered=day) for n, day in (("24-107", "2024-12-02"), ("24-47", "2024-06-03"))
    }
    case = case_of(notices=tuple(x.id for x in notices.values()), transmittals=("24-107", "24-47"))
    found = clock_of_case(case, claims={x.id: x for x in notices.values()})
    assert (found.transmittal, found.started) == ("24-47", "2024-06-03")


def test_a_day_told_in_full_is_the_one_of_its_month() -> None:
    case = case_of(history=(told("notified", "2024-01", origins=3), told("notified", "2024-01-11")))
    found = clock_of_case(case)
    assert (found.started, found.ends) == ("2024-01-11", "2024-02-10")
    assert not any("different ways" in line.text for line in found.unknown)


def test_before_its_receipt_nothing_is_done() -> None:
    found = clock("XK", Dates(delivered="2024-01-11"), on="2024-01-01")
    assert found.status == "not started"
    assert {line.state for line in found.before_offer[:3]} == {"open"}
