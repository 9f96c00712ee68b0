"""A ``read`` killed at random moments leaves a whole ledger, and the same ``read`` then completes it."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from armstrail.ledger import Ledger
from armstrail.run import read_into

REPORTS = 24
KILLS = 50

STATES = ("Kosovo", "Romania", "Poland", "Latvia", "Norway", "Thailand", "Greece", "Estonia")
WEAPONS = ("Javelin anti-tank missiles", "Abrams tanks", "HIMARS launchers", "Stinger missiles")
TEXT = (
    "WASHINGTON — The United States has approved the sale of {n} {weapon} to {state} for an estimated cost of "
    "${m} million, the State Department said on Thursday.\n\n{state} has requested to buy {n} {weapon}. "
    "“This is of great importance for the peace of our whole region and for us,” the minister said.\n"
)


def write_reports(path: Path, count: int) -> None:
    """A JSONL archive of small reports, several on each sale."""
    rng = random.Random(7)
    with path.open("w", encoding="utf-8") as out:
        for i in range(count):
            sale = rng.randrange(count // 3)
            pick = random.Random(sale)
            text = TEXT.format(
                n=pick.randrange(10, 400), weapon=pick.choice(WEAPONS), state=pick.choice(STATES),
                m=pick.randrange(20, 900),
            )  # fmt: skip
            day = f"2023-{1 + sale % 12:02d}-{1 + i % 27:02d}"
            row = {"id": f"r{i}", "outlet": f"Outlet {i % 7}", "published": day, "text": text}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


@pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="needs fork")
@pytest.mark.timeout(280)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_killed_reads(tmp_path: Path) -> None:
    archive = tmp_path / "reports.jsonl"
    write_reports(archive, REPORTS)
    with Ledger.open(tmp_path / "whole.db") as whole:
        reading = read_into(whole, [archive], processes=1, batch=4)
        assert reading.documents == REPORTS
        expected = list(whole.dump())
    died = 0
    rng = random.Random(os.environ.get("ARMSTRAIL_SEED", "1"))
    lasting = _read_in_child(tmp_path / "timed.db", archive, None)
    for number in range(KILLS):
        path = tmp_path / f"{number}.db"
        # Some are killed a second time on the way.
        for _ in range(1 + (number % 5 == 0)):
            died += _read_in_child(path, archive, rng.uniform(0, lasting * 0.9)) is None
            with Ledger.open(path) as ledger:
                # What is there is whole: each document with its claims, each claim in a case or an issue.
                held = {c.document for c in ledger.claims()}
                assert held <= {d.id for d in ledger.documents()}
                placed = {c for case in ledger.cases() for c in case.claims}
                named = {i.source for i in ledger.issues(stage="reconcile")}
                assert {c.id for c in ledger.claims(kind="transfer")} == placed | named
        connection = sqlite3.connect(path)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
        with Ledger.open(path) as ledger:
            read_into(ledger, [archive], processes=1, batch=4)
            assert list(ledger.dump()) == expected
        path.unlink()
    assert died >= KILLS // 2


def _read_in_child(path: Path, archive: Path, seconds: float | None) -> float | None:
    """Read in a process of its own, killed after some seconds; how long it took, or None where it was killed."""
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            with Ledger.open(path, timeout=30) as ledger:
                read_into(ledger, [archive], processes=1, batch=4)
        finally:
            os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return None if os.WIFSIGNALED(status) else time.monotonic() - begun
