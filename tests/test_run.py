"""The stages chained: one process and many, once and twice, whole and in parts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_ledger_kill import write_reports

from armstrail.ledger import Ledger
from armstrail.run import extract_inputs, read_into, rebuild


def test_one_process_and_many_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "reports.jsonl"
    write_reports(archive, 150)
    (tmp_path / "empty.txt").write_text("")
    inputs = [archive, tmp_path / "empty.txt", tmp_path / "none.txt"]
    one = list(extract_inputs(inputs, processes=1))
    many = list(extract_inputs(inputs, processes=3))
    assert one == many
    monkeypatch.setattr("armstrail.run._start", lambda: "spawn")
    assert list(extract_inputs(inputs, processes=2)) == one
    assert sum(d is not None for d, _, _ in one) == 150
    assert sum(i.fatal for _, _, found in one for i in found) >= 1
    dumps = []
    for processes in (1, 2):
        with Ledger.open(tmp_path / f"{processes}.db") as ledger:
            reading = read_into(ledger, inputs, processes=processes)
            assert reading.failed
            assert reading.documents == 150
            dumps.append(list(ledger.dump()))
    assert dumps[0] == dumps[1]


def test_reading_twice_and_in_parts(tmp_path: Path) -> None:
    archive = tmp_path / "reports.jsonl"
    write_reports(archive, 60)
    lines = archive.read_text(encoding="utf-8").splitlines(keepends=True)
    with Ledger.open(tmp_path / "whole.db") as ledger:
        assert read_into(ledger, [archive]).documents == 60
        whole = _without_places(ledger)
        again = read_into(ledger, [archive])
        assert (again.documents, again.known) == (0, 60)
        assert _without_places(ledger) == whole
    with Ledger.open(tmp_path / "parts.db") as ledger:
        for i, part in enumerate((lines[40:], lines[:25], lines[20:45])):
            path = tmp_path / f"part{i}.jsonl"
            path.write_text("".join(part), encoding="utf-8")
            read_into(ledger, [path], batch=3)
        assert _without_places(ledger) == whole


def test_rebuild_with_the_same_rules_changes_nothing(tmp_path: Path) -> None:
    archive = tmp_path / "reports.jsonl"
    write_reports(archive, 12)
    with Ledger.open(tmp_path / "a.db") as ledger:
        read_into(ledger, [archive])
        case = ledger.cases()[0]
        ledger.decide_claim("wrong", case.claims[0], who="ana", why="misread")
        before = list(ledger.dump())
        rebuild(ledger)
        assert list(ledger.dump()) == before
        assert ledger.lost_decisions() == ()


def _without_places(ledger: Ledger) -> list[str]:
    """The dump without what tells in which file and line a document stood."""
    kept = []
    for line in ledger.dump():
        row = json.loads(line)
        if row[0] == "inputs":
            continue
        kept.append(json.dumps([x for x in row if not (isinstance(x, str) and ".jsonl:" in x)]))
    return sorted(kept)


def test_fault_in_extraction_costs_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "reports.jsonl"
    write_reports(archive, 5)
    import armstrail.extract as extract

    real = extract.extract_claims

    def faulty(document, passages, **options):  # type: ignore[no-untyped-def]
        if document.name == "r2":
            raise RuntimeError("boom")
        return real(document, passages, **options)

    monkeypatch.setattr(extract, "extract_claims", faulty)
    with Ledger.open(tmp_path / "a.db") as ledger:
        reading = read_into(ledger, [archive], processes=1)
        assert reading.failed
        assert [i.reason for i in reading.issues if i.fatal] == ["a fault of armstrail: RuntimeError: boom"]
        assert {d.name for d in ledger.documents()} == {"r0", "r1", "r2", "r3", "r4"}


def test_issues_are_told_as_they_come(tmp_path: Path) -> None:
    """A long reading holds no issues where somebody listens: the same are told as would be held."""
    reports = tmp_path / "reports"
    reports.mkdir()
    write_reports(reports / "reports.jsonl", 5)
    (reports / "empty.txt").write_text("")
    told: list[str] = []
    with Ledger.open(tmp_path / "a.db") as ledger:
        reading = read_into(ledger, [reports], tell=lambda issues: told.extend(map(str, issues)))
    assert reading.issues == ()
    with Ledger.open(tmp_path / "b.db") as ledger:
        assert told == [str(i) for i in read_into(ledger, [reports]).issues]
    assert any("empty.txt" in words for words in told)
