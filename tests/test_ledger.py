"""The ledger: what goes in comes out, twice is once, and what cannot be opened says why."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from gold_claims import SEEDS, gold_claims, seed_documents

from armstrail.ledger import Ledger, LedgerError
from armstrail.model import Claim, Document, make_claim, slot
from armstrail.reconcile import reconcile_claims
from armstrail.show import claims_behind, find_evidence, shown_fields

GOLD = Path(__file__).parent / "gold"
seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five shared reports are not here")


def fill(ledger: Ledger, documents: list[Document], claims: list[Claim]) -> None:
    for document in documents:
        ledger.add(document, [c for c in claims if c.document == document.id])


@seeds
def test_seeds_from_gold_claims(tmp_path: Path) -> None:
    documents = seed_documents()
    claims = gold_claims(documents)
    with Ledger.open(tmp_path / "a.db") as ledger:
        fill(ledger, list(documents.values()), claims)
        (case,) = ledger.cases(supplier="US", recipient="XK")
        quantities = {i.equipment: i.quantity.value for i in case.items}
        assert quantities["FGM-148 Javelin"] == 246
        assert quantities["Javelin LwCLU"] == 24
        assert (case.value.value, case.value.currency, case.value.basis) == (75e6, "USD", "ceiling")
        assert case.outlets == 5
        assert case.value.origins < case.value.outlets
        assert {d.kind for d in case.disagreements} == {"stage", "conversion", "wording"}
        (romania,) = ledger.cases(recipient="RO")
        assert (romania.items[0].quantity.value, romania.value.value) == (263, 80e6)
        assert (romania.reached, romania.announced) == ("approved", "2023-12")
        for state in ("AL", "NO", "LV", "TH"):
            (shared,) = ledger.cases(supplier="US", recipient=state)
            assert (shared.value.value, shared.value.scope) == (309e6, "shared")
        assert ledger.cases(supplier="TR", recipient="XK")
        (israel,) = ledger.cases(supplier="IL", recipient="RS")
        assert israel.reached == "interest"
        assert ledger.cases(equipment="spike lr2") == (israel,)
        assert ledger.case(case.id[:8]) == case
        # Any claim of a case gives a key that leads to it.
        from armstrail.reconcile import case_key

        assert all(ledger.case(case_key(c)) == case for c in case.claims)
        behind = ledger.claims_by_id(claims_behind(case))
        papers = {c.document: documents[c.doc] for c in behind.values()}
        told = [e for s in shown_fields(case, behind) for e in find_evidence(s, behind, papers)]
        assert told
        for evidence in told:
            document = papers[evidence.document]
            end = evidence.start + len(evidence.sentence)
            assert document.text[evidence.start : end] == evidence.sentence
            assert all(evidence.start <= a < b <= end for a, b in evidence.marks)


@seeds
def test_ledger_equals_memory(tmp_path: Path) -> None:
    documents = seed_documents()
    claims = gold_claims(documents)
    cases, issues = reconcile_claims(documents.values(), claims)
    with Ledger.open(tmp_path / "a.db") as ledger:
        fill(ledger, list(documents.values())[::-1], claims)
        assert {c.id: c for c in ledger.cases()} == {c.id: c for c in cases}
        assert set(ledger.issues(stage="reconcile")) == set(issues)
        for day in ("2024-01-10", "2024-01-11", "2024-01-12", "2024-01-13", "2024"):
            then, _ = reconcile_claims(documents.values(), claims, as_of=day)
            assert {c.id: c for c in ledger.cases(as_of=day)} == {c.id: c for c in then}


def test_a_report_and_its_translation_are_one_origin(tmp_path: Path) -> None:
    lines = (GOLD / "translations.jsonl").read_text(encoding="utf-8").splitlines()
    told = {r["id"]: r for r in map(json.loads, lines) if r["id"] in ("s01-en", "s01-fr-tr", "s01-fr-own")}
    documents = {
        name: Document(r["text"], name, outlet=name, published=f"2024-01-1{n}", language=r["language"])
        for n, (name, r) in enumerate(sorted(told.items()))
    }
    claims = []
    for document in documents.values():
        spans = {"supplier": (0, 4), "recipient": (5, 9), "equipment": (10, 14), "quantity": (15, 19)}
        values = {"supplier": "US", "recipient": "XK", "equipment": "FGM-148 Javelin", "quantity": 246}
        slots = [slot(document.text, name, value, spans[name]) for name, value in values.items()]
        claims.append(make_claim(document, "transfer", (0, 30), slots, rule="x", confidence=1.0))
    with Ledger.open(tmp_path / "a.db") as ledger:
        fill(ledger, list(documents.values()), claims)
        (case,) = ledger.cases()
        assert {o.name for o in case.origins} == {"s01-en's own reporting", "s01-fr-own's own reporting"}
        once = list(ledger.dump())
        ledger.rebuild()
        assert list(ledger.dump()) == once
    assert {c.id: c for c in reconcile_claims(documents.values(), claims)[0]} == {case.id: case}


@seeds
def test_twice_is_once_and_rebuild_changes_nothing(tmp_path: Path) -> None:
    documents = seed_documents(heads=False)
    claims = gold_claims(documents)
    with Ledger.open(tmp_path / "a.db") as ledger:
        fill(ledger, list(documents.values()), claims)
        once = list(ledger.dump())
        fill(ledger, list(documents.values())[::-1], claims)
        assert list(ledger.dump()) == once
        ledger.rebuild()
        assert list(ledger.dump()) == once
        assert ledger.undated() == 5
    with Ledger.open(tmp_path / "a.db") as again:
        assert list(again.dump()) == once
        for document in documents.values():
            assert again.document(document.id) == document
            assert again.document(document.name) == document
        assert {c.id: c for c in again.claims()} == {c.id: c for c in claims}
        assert again.search("Javelin Congress")


def test_newer_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    Ledger.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value='999' WHERE key='version'")
    connection.close()
    with pytest.raises(LedgerError, match="newer armstrail"):
        Ledger.open(path)


def test_not_a_ledger(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, " * 100)
    with pytest.raises(LedgerError, match="is no ledger"):
        Ledger.open(text)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(LedgerError, match="no ledger of armstrail"):
        Ledger.open(other)
    with pytest.raises(LedgerError, match="no such ledger"):
        Ledger.open(tmp_path / "none.db", create=False)
    with pytest.raises(LedgerError, match="folder"):
        Ledger.open(tmp_path)
    with pytest.raises(LedgerError, match="does not exist"):
        Ledger.open(tmp_path / "no" / "where.db")


def test_another_writer(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Ledger.open(path, timeout=0.2) as ledger:
        held = sqlite3.connect(path, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another process is writing"):
            ledger.add(Document("text", "a"), ())
        # A reader sees the last whole state meanwhile.
        assert ledger.cases() == ()
        held.execute("ROLLBACK")
        held.close()
        assert ledger.add(Document("text", "a"), ())
        assert not ledger.add(Document("text", "a"), ())
