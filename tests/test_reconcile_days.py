"""The day of an undated report, learnt from dated reports of the same transfer, in memory and in a ledger."""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
from pathlib import Path

import pytest
from gold_claims import SEEDS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from armstrail.ledger import Ledger
from armstrail.model import Case, Claim, Document, make_claim, slot
from armstrail.reconcile import reconcile_claims
from armstrail.reconcile.dating import printed_days, read_words
from armstrail.run import extract_inputs, read_into

Report = tuple[Document, list[Claim]]
JAVELIN: dict[str, object] = {
    "supplier": "US", "recipient": "XK", "equipment": "FGM-148 Javelin", "quantity": 246, "stage": "approved",
}  # fmt: skip
ROMANIA = JAVELIN | {"recipient": "RO", "quantity": 263}


def report(name: str, published: str | None, *told: tuple[str, dict[str, object], str]) -> Report:
    """A report of a sentence a claim: the sentence, the claim's values, and the words of a date not read, if any."""
    text = "\n".join(sentence for sentence, _, _ in told)
    document = Document(text, name, outlet=f"The {name}", published=published)
    claims, at = [], 0
    for sentence, values, words in told:
        slots = [slot(text, k, v, (at + i, at + i + 2)) for i, (k, v) in enumerate(values.items())]  # type: ignore[arg-type]
        if words:
            place = at + sentence.index(words)
            slots.append(slot(text, "date", "", (place, place + len(words))))
        span = (at, at + len(sentence))
        claims.append(make_claim(document, "transfer", span, slots, rule="t", confidence=1.0))
        at += len(sentence) + 1
    return document, claims


def of_day(published: str, **more: object) -> Report:
    """A dated report of the Javelin sale."""
    return report(f"Dated {published}", published, ("The sale was approved.", JAVELIN | more, ""))


UNDATED = report(
    "Undated", None,
    ("The sale of missiles was announced on Jan 11, a statement said.", JAVELIN, ""),
    ("It said that last month Romania was cleared for more.", ROMANIA, "last month"),
)  # fmt: skip


def cases_of(*reports: Report, as_of: str | None = None) -> dict[str, Case]:
    """Cases by recipient."""
    cases, _ = reconcile_claims([d for d, _ in reports], [c for _, cs in reports for c in cs], as_of=as_of)
    return {c.recipient: c for c in cases}


def romania(*reports: Report) -> str | None:
    """The date of Romania's approval."""
    return cases_of(*reports)["RO"].history[0].date


def test_a_dated_report_of_the_same_case_dates_the_undated_one() -> None:
    found = cases_of(UNDATED, of_day("2024-01-11"))
    assert len(found["XK"].documents) == 2
    assert found["RO"].history[0].date == "2023-12"
    assert found["RO"].announced == "2023-12"
    why = (
        "Undated: day inferred (2024-01-11): the text says “Jan 11”, and The Dated 2024-01-11 (2024-01-11) tells the "
        "same case (US to XK)"
    )
    assert why in found["RO"].reasons
    assert why in found["XK"].reasons
    assert "Undated: “last month” read as 2023-12 by that inferred day" in found["RO"].reasons
    assert any(r.startswith("announced 2023-12 is inferred") for r in found["RO"].reasons)
    # Derived: neither the document nor the claim has it, and an as-of view leaves the document out.
    assert {d.published for d in found["RO"].documents} == {None}
    assert "RO" not in cases_of(UNDATED, of_day("2024-01-11"), as_of="2025")


def test_the_day_of_a_step_does_too() -> None:
    assert romania(UNDATED, of_day("2024-01-14", date="2024-01-11")) == "2023-12"
    # A look back months later shows nothing of when the undated report was written.
    assert romania(UNDATED, of_day("2024-06-14", date="2024-01-11")) is None


@pytest.mark.parametrize(
    "others",
    [
        (),
        (of_day("2024-01-12"),),
        (of_day("2024-01"),),
        (of_day("2023-01-11"), of_day("2024-01-11")),
        (of_day("2024-01-11", recipient="EE"),),
        (of_day("2024-01-11", equipment="weapons", quantity=7),),
        (of_day("2024-01-11", quantity=9, equipment="M142 HIMARS"),),
    ],
)
def test_no_day_without_full_agreement(others: tuple[Report, ...]) -> None:
    assert romania(UNDATED, *others) is None


def test_a_later_day_in_the_text_leaves_it_open() -> None:
    later = report(
        "Later", None,
        ("The sale was announced on Jan 11, a statement said.", JAVELIN, ""),
        ("Last month Romania was cleared for more, and on Feb 20 the minister spoke.", ROMANIA, "Last month"),
    )  # fmt: skip
    assert printed_days(UNDATED[0]) == (("01-11", "Jan 11"),)
    assert romania(later, of_day("2024-01-11")) is None


def test_words_that_a_few_days_change_stay_open() -> None:
    assert read_words("last month", "2024-01-11", None) == "2023-12"
    assert read_words("last month", "2024-01-30", None) is None
    assert read_words("yesterday", "2024-01-11", None) is None
    assert read_words("January 11", "2024-01-11", None) == "2024-01-11"
    assert read_words("last year", "2024-01-11", None) == "2023"
    assert read_words("soon", "2024-01-11", None) is None


def test_a_date_of_the_next_clause_is_not_taken() -> None:
    sentence = "Kosovo bought them, and last month Romania was cleared on Jan 11."
    document, (claim,) = report("Glued", None, (sentence, JAVELIN, "last month"))
    short = make_claim(document, "transfer", (0, 18), claim.slots, rule="t", confidence=1.0)
    found = cases_of((document, [short]), of_day("2024-01-11"))
    assert {h.date for h in found["XK"].history} == {None}


def test_any_order_one_ledger_and_a_decision_takes_it_back(tmp_path: Path) -> None:
    reports = [UNDATED, of_day("2024-01-11"), of_day("2024-01-14")]
    dumps = set()
    for i, order in enumerate(itertools.permutations(reports)):
        with Ledger.open(tmp_path / f"{i}.db") as ledger:
            for document, claims in order:
                ledger.add(document, claims)
            dumps.add(tuple(ledger.dump()))
            assert {c.recipient: c for c in ledger.cases()} == cases_of(*reports)
            assert ledger.undated() == 1
            assert {c.recipient for c in ledger.cases(as_of="2024-02")} == {"XK"}
    assert len(dumps) == 1
    with Ledger.open(tmp_path / "0.db") as ledger:
        (claim,) = reports[1][1]
        ledger.decide_claim("wrong", claim.id, who="me", why="misread")
        (case,) = ledger.cases(recipient="RO")
        assert case.history[0].date is None
        (made,) = ledger.decisions()
        ledger.undo(made.id, who="me", why="it was right")
        (case,) = ledger.cases(recipient="RO")
        assert case.history[0].date == "2023-12"


def test_a_ledger_of_the_version_before_learns_days_when_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Ledger.open(path) as ledger, ledger.writing() as batch:
        for document, claims in (UNDATED, of_day("2024-01-11")):
            batch.add(document, claims)
    with Ledger.open(path) as ledger:
        expected = list(ledger.dump())
    with sqlite3.connect(path) as old:
        old.executescript(
            "DROP TABLE weighed; DROP TABLE witnesses; DROP INDEX tellings_undated;"
            "ALTER TABLE tellings DROP COLUMN printed;"
            "UPDATE meta SET value='1' WHERE key='version'; DELETE FROM cases;"
        )
    old.close()
    with Ledger.open(path) as ledger:
        assert list(ledger.dump()) == expected


told = st.fixed_dictionaries(
    {
        "supplier": st.sampled_from(("US", "US", "FR")),
        "recipient": st.sampled_from(("XK", "RO")),
        "equipment": st.sampled_from(("FGM-148 Javelin", "FGM-148 Javelin", "anti-tank missiles")),
    },
    optional={
        "quantity": st.just(246),
        "stage": st.sampled_from(("approved", "notified")),
        "date": st.sampled_from(("2018", "2024-01-11")),
    },
)
printed = st.sampled_from(("Jan 11", "Jan 11", "last month", "January 14", "on Thursday", ""))
many = st.lists(
    st.tuples(
        st.lists(st.tuples(told, printed), min_size=1, max_size=3),
        st.sampled_from((None, None, "2024-01-11", "2024-01-11", "2024-01-14", "2025-01-11")),
    ),
    min_size=2,
    max_size=6,
)


def build(drawn: list[tuple[list[tuple[dict[str, object], str]], str | None]]) -> list[Report]:
    """Reports of drawn claims."""
    found = {}
    for i, (lines, published) in enumerate(drawn):
        rows = [
            (f"Sentence {j} of {i} says {words or 'it'} and no more.", v, "" if "date" in v else words)
            for j, (v, words) in enumerate(lines)
        ]
        made = report(f"r{i}", published, *rows)
        found[made[0].id] = made
    return list(found.values())


@given(many, st.randoms(), st.integers(1, 4))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_ledger_equals_memory(drawn, random, size) -> None:  # type: ignore[no-untyped-def]
    """Invariant 7, with days to learn: in any order and in batches of any size; a rebuild changes nothing."""
    reports = build(drawn)
    cases, issues = reconcile_claims([d for d, _ in reports], [c for _, cs in reports for c in cs])
    random.shuffle(reports)
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "a.db") as ledger:
        for i in range(0, len(reports), size):
            with ledger.writing() as batch:
                for document, claims in reports[i : i + size]:
                    batch.add(document, claims)
        assert {c.id: c for c in ledger.cases()} == {c.id: c for c in cases}
        assert set(ledger.issues(stage="reconcile")) == set(issues)
        dump = list(ledger.dump())
        ledger.rebuild()
        assert list(ledger.dump()) == dump


@given(many)
@settings(max_examples=40, deadline=None)
def test_as_of_never_sees_an_inferred_day(drawn) -> None:  # type: ignore[no-untyped-def]
    """Invariant 8: an undated report is left out of every as-of view, whatever day is inferred for it."""
    reports = build(drawn)
    documents, claims = [d for d, _ in reports], [c for _, cs in reports for c in cs]
    dated = [d for d in documents if d.published is not None]
    kept = {d.id for d in dated}
    assert (
        reconcile_claims(documents, claims, as_of="2026")[0]
        == reconcile_claims(dated, [c for c in claims if c.document in kept])[0]
    )


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five shared reports are not here")
def test_seeds_as_they_are_read(tmp_path: Path) -> None:
    """Three of the five have no date; with the extractor's own claims, all orders give the same cases."""
    read = [(d, c) for d, c, _ in extract_inputs([SEEDS], processes=1) if d is not None]
    claims = [c for _, held in read for c in held]
    expected = reconcile_claims([d for d, _ in read], claims)
    for order in itertools.permutations(d for d, _ in read):
        assert reconcile_claims(order, claims) == expected
    (case,) = (c for c in expected[0] if c.recipient == "RO")
    assert (case.reached, [h.date for h in case.history]) == ("approved", ["2023-12"])
    sales = [c for c in expected[0] if (c.supplier, c.recipient) == ("US", "XK")]
    assert any({i.equipment for i in c.items} >= {"FGM-148 Javelin", "Javelin LwCLU"} for c in sales)
    with Ledger.open(tmp_path / "a.db") as ledger:
        for path in sorted(SEEDS.glob("*.txt"), reverse=True):
            read_into(ledger, [path])
        assert {c.id: c for c in ledger.cases()} == {c.id: c for c in expected[0]}
