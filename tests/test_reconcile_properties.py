"""What always holds of cases (DESIGN.md's invariants), on generated reports."""

from __future__ import annotations

import itertools
import random
import sys
import tempfile
from pathlib import Path

import pytest
from gold_claims import SEEDS, gold_claims, seed_documents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from armstrail.ledger import Ledger
from armstrail.model import Claim, Decision, Document, make_claim, slot
from armstrail.reconcile import Telling, case_key, known_by, reconcile_claims
from armstrail.reconcile.joining import Verdict, weigh

WEAPONS = (
    "FGM-148 Javelin",
    "Javelin LwCLU",
    "F-16C",
    "F-16D",
    "anti-tank missiles",
    "missiles",
    "weapons",
    "tanks",
)
STAGES = ("requested", "approved", "notified", "ordered", "delivered", "cancelled")

claim_values = st.fixed_dictionaries(
    {},
    optional={
        "supplier": st.sampled_from(("US", "FR")),
        "recipient": st.sampled_from(("XK", "PL")),
        "equipment": st.sampled_from(WEAPONS),
        "quantity": st.sampled_from((24, 200, 246, 264)),
        "value": st.sampled_from((75e6, 57e6, 7.5e9)),
        "stage": st.sampled_from(STAGES),
        "date": st.sampled_from(("2018", "2023-12", "2024-01-11")),
        "modality": st.sampled_from(("planned", "denied")),
        "asserted_by": st.sampled_from(("Defense Security Cooperation Agency", "Aleksandar Vučić")),
    },
)
reports_of_claims = st.lists(
    st.tuples(
        st.lists(claim_values, min_size=1, max_size=4),
        st.sampled_from((None, "2018-03-01", "2023", "2024-01-11", "2024-01-14", "2025-06-01")),
    ),
    min_size=1,
    max_size=5,
)  # fmt: skip


def build(reports: list[tuple[list[dict[str, object]], str | None]]) -> tuple[list[Document], list[Claim]]:
    """Documents of one sentence a claim, and the claims."""
    documents, claims = [], []
    for i, (told, published) in enumerate(reports):
        lines = [f"Sentence {j} of report {i} čćž “{'x' * (j + 3)}”." for j in range(len(told))]
        text = "\n".join(lines)
        document = Document(text, f"r{i}", outlet=f"Outlet {i % 3}", published=published)
        documents.append(document)
        at = 0
        for j, values in enumerate(told):
            start, end = at, at + len(lines[j])
            at = end + 1
            values = dict(values)
            if "value" in values:
                values["currency"] = "USD"
            slots = [
                slot(text, name, value, (start + k, start + k + 2))
                for k, (name, value) in enumerate(values.items())
            ]  # type: ignore[arg-type]
            claims.append(make_claim(document, "transfer", (start, end), slots, rule="t", confidence=1.0))
            quote = (start + lines[j].index("“") + 1, end - 2)
            said = [slot(text, "quote", text[slice(*quote)], quote), slot(text, "speaker", "A", quote)]
            claims.append(make_claim(document, "statement", quote, said, rule="t", confidence=1.0))
    return documents, claims


@given(reports_of_claims, st.randoms())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_order_and_repetition_do_not_matter(reports, random) -> None:  # type: ignore[no-untyped-def]
    """Invariant 7."""
    documents, claims = build(reports)
    expected = reconcile_claims(documents, claims)
    d, c = documents * 2, claims * 2
    random.shuffle(d)
    random.shuffle(c)
    assert reconcile_claims(d, c) == expected


@given(reports_of_claims)
@settings(max_examples=60, deadline=None)
def test_partition(reports) -> None:  # type: ignore[no-untyped-def]
    """Invariant 9: every transfer claim in exactly one case or one issue."""
    documents, claims = build(reports)
    cases, issues = reconcile_claims(documents, claims)
    placed = [c for case in cases for c in case.claims]
    named = [i.source for i in issues]
    assert sorted(placed + named) == sorted(c.id for c in claims if c.kind == "transfer")
    for case in cases:
        assert case.id in {case_key(c) for c in case.claims}
        assert case.supplier != case.recipient
        mine = set(case.claims)
        for field in (case.value, *case.values, *(f for i in case.items for f in (i.quantity, i.delivered))):
            assert set(field.claims) <= mine
            assert field.origins <= max(field.outlets, len(field.claims))
        # A stage is reached only because some claim says so without a shade.
        if case.reached is not None:
            assert any(h.stage == case.reached and h.modality is None for h in case.history)


@given(reports_of_claims, st.sampled_from(("2018", "2023-12-31", "2024-01-12", "2025")))
@settings(max_examples=40, deadline=None)
def test_as_of_shows_nothing_later(reports, day) -> None:  # type: ignore[no-untyped-def]
    """Invariant 8: as of a day is the ledger over what was published by then."""
    documents, claims = build(reports)
    then, _ = reconcile_claims(documents, claims, as_of=day)
    early = [d for d in documents if known_by(d, day)]
    alone, _ = reconcile_claims(early, [c for c in claims if c.document in {d.id for d in early}])
    assert then == alone
    assert all(
        d.published is not None and d.published[:4] <= day[:4] for case in then for d in case.documents
    )


@given(reports_of_claims, st.randoms(), st.sampled_from(("2018", "2024-01-12", "2025")))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_ledger_equals_memory(reports, random, day) -> None:  # type: ignore[no-untyped-def]
    """Read one by one in any order, the ledger holds what reconcile gives for the whole; a rebuild changes nothing."""
    documents, claims = build(reports)
    documents = list({d.id: d for d in documents}.values())
    cases, issues = reconcile_claims(documents, claims)
    then, _ = reconcile_claims(documents, claims, as_of=day)
    random.shuffle(documents)
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "a.db") as ledger:
        for document in documents:
            ledger.add(document, [c for c in claims if c.document == document.id])
        assert {c.id: c for c in ledger.cases()} == {c.id: c for c in cases}
        assert set(ledger.issues(stage="reconcile")) == set(issues)
        assert {c.id: c for c in ledger.cases(as_of=day)} == {c.id: c for c in then}
        dump = list(ledger.dump())
        ledger.rebuild()
        assert list(ledger.dump()) == dump


@given(reports_of_claims, st.integers(0, 5), st.integers(0, 5))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_decisions_hold_and_are_undone(reports, i, j) -> None:  # type: ignore[no-untyped-def]
    """Invariant 6: a decision survives a rebuild; undone, the ledger is as it was."""
    documents, claims = build(reports)
    documents = list({d.id: d for d in documents}.values())
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "a.db") as ledger:
        for document in documents:
            ledger.add(document, [c for c in claims if c.document == document.id])
        before = {c.id: c for c in ledger.cases()}
        if not before:
            return
        ids = sorted(before)
        a, b = before[ids[i % len(ids)]], before[ids[j % len(ids)]]
        if a.id != b.id and (a.supplier, a.recipient) == (b.supplier, b.recipient):
            about = [ledger.about_case(a), ledger.about_case(b)]
            ledger.decide("same", about, who="me", why="one sale", when="2024-02-01")
            (one,) = {ledger.case(a.id), ledger.case(b.id)}
            assert one is not None
            assert set(a.claims) | set(b.claims) <= set(one.claims)
            decided = list(ledger.dump())
            ledger.rebuild()
            assert list(ledger.dump()) == decided
            ledger.decide("same", about, who="me", why="no", when="2024-02-02", undone=True)
        else:
            claim = ledger.claim(a.claims[0])
            assert claim is not None
            ledger.decide("wrong", [ledger.about_claim(claim)], who="me", why="misread", when="2024-02-01")
            assert claim.id not in {c for case in ledger.cases() for c in case.claims}
            assert claim.id in {x.source for x in ledger.issues()}
            decided = list(ledger.dump())
            ledger.rebuild()
            assert list(ledger.dump()) == decided
            ledger.decide(
                "wrong", [ledger.about_claim(claim)], who="me", why="no", when="2024-02-02", undone=True
            )
        assert {c.id: c for c in ledger.cases()} == before
        assert ledger.lost_decisions() == ()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five shared reports are not here")
def test_seeds_in_all_orders() -> None:
    """The five reports in each of the 120 orders give the same cases."""
    documents = seed_documents(heads=False)
    claims = gold_claims(documents)
    expected = reconcile_claims(documents.values(), claims)
    for order in itertools.permutations(documents.values()):
        assert reconcile_claims(order, claims) == expected


def test_a_decision_that_finds_nothing_is_reported() -> None:
    document = Document("Nothing is here.", "a")
    lost = Decision(
        "d", "wrong", ({"document": "gone", "kind": "transfer", "span": [0, 4]},), "me", "2024", "x"
    )
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "a.db") as ledger:
        ledger.add(document, ())
        assert ledger.put_decisions([lost]) == 1
        assert ledger.put_decisions([lost]) == 0
        assert ledger.lost_decisions() == (lost,)


def many_reports(count: int, seed: int) -> list[tuple[list[dict[str, object]], str | None]]:
    """So many reports on the sales of one pair of states, more than are weighed at once without a memory."""
    chance = random.Random(seed)
    told = []
    for _ in range(count):
        values: dict[str, object] = {
            "supplier": "US", "recipient": "XK", "stage": chance.choice(STAGES),
            "equipment": chance.choice((*WEAPONS[:4], "AH-64E Apache", "M142 HIMARS", "helicopters", "missiles")),
        }  # fmt: skip
        if chance.random() < 0.7:
            values["quantity"] = chance.randint(4, 80)
        if chance.random() < 0.3:
            values["value"] = chance.choice((75e6, 57e6, 7.5e9))
        day = f"{chance.choice((2018, 2023, 2024))}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        told.append(([values], day if chance.random() < 0.9 else None))
    return told


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_remembered_of_a_pair_changes_nothing(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One by one, with what was weighed before remembered, gives what weighing all at once gives, and weighs less."""
    documents, claims = build(many_reports(40, seed))
    expected = reconcile_claims(documents, claims)
    with Ledger.open(tmp_path / "one.db") as one, Ledger.open(tmp_path / "all.db") as whole:
        for document in documents:
            one.add(document, [c for c in claims if c.document == document.id])
        with whole.writing() as batch:
            for document in reversed(documents):
                batch.add(document, [c for c in claims if c.document == document.id])
        assert list(one.dump()) == list(whole.dump())
        assert {c.id: c for c in one.cases()} == {c.id: c for c in expected[0]}
        weighings = 0

        def counted(a: Telling, b: Telling) -> Verdict:
            nonlocal weighings
            weighings += 1
            return weigh(a, b)

        monkeypatch.setattr(sys.modules["armstrail.reconcile.cluster"], "weigh", counted)
        late = Document("A late report on S-400 missiles.", "late", published="2024-05-05")
        spans = {"supplier": (2, 6), "recipient": (7, 13), "equipment": (17, 22), "stage": (23, 31)}
        values = {"supplier": "US", "recipient": "XK", "equipment": "S-400", "stage": "ordered"}
        slots = [slot(late.text, name, values[name], spans[name]) for name in values]
        claim = make_claim(late, "transfer", (0, len(late.text)), slots, rule="t", confidence=1.0)
        one.add(late, [claim])
        remembered, weighings = weighings, 0
        reconcile_claims([*documents, late], [*claims, claim])
        assert remembered < 0.7 * weighings
