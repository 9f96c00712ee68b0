"""What is true: the extractor against texts read by hand, with floors that only an explicit command lowers.

The floors stand in tests/gold/floors.toml. ``measure`` is looked at as a score only.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from benches import load_bench

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))


BENCH = load_bench("gold")
KINDS = [(split, kind) for split in FLOORS for kind in FLOORS[split]]


def documents(split: str, kind: str) -> list[dict[str, str]]:
    """The documents of a split and kind; ``abroad`` are those in other languages than English."""
    rows = BENCH.load_index(split, "" if kind == "abroad" else kind)
    return [r for r in rows if (r.get("language", "en") != "en") == (kind == "abroad")]


@pytest.mark.skipif(BENCH.SCORER is None, reason="the scorer of ../shared/tools is not here")
@pytest.mark.parametrize(("split", "kind"), KINDS, ids=["-".join(k) for k in KINDS])
def test_accuracy_holds(split: str, kind: str) -> None:
    rows = documents(split, kind)
    assert rows
    floor = FLOORS[split][kind]
    found, _ = BENCH.scorer().score(BENCH.gold_claims(rows), BENCH.predict(rows), [r["name"] for r in rows])
    if "transfers" in floor:
        assert found["transfer"]["guess"] <= floor["transfers"]
        return
    kinds = ("transfer",) if kind == "abroad" else tuple(found)
    hit, gold, guess = (sum(found[k][s] for k in kinds) for s in ("slot_hit", "slot_gold", "slot_guess"))
    assert hit / guess >= floor["precision"], f"precision {hit / guess:.3f}"
    assert hit / gold >= floor["recall"], f"recall {hit / gold:.3f}"
    values, grounded = (sum(found[k][s] for k in kinds) for s in ("values", "grounded"))
    assert grounded == values, "a value without the words that it was read from"


def test_every_gold_text_has_claims_that_stand_in_it() -> None:
    names = set()
    for path in sorted(GOLD.glob("index_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            name = json.loads(line)["name"]
            names.add(name)
            text = (GOLD / "texts" / f"{name}.txt").read_text(encoding="utf-8")
            for row in (GOLD / "claims" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
                claim = json.loads(row)
                if "evidence" in claim and claim["kind"] != "notice":
                    assert text[claim["start"] :].startswith(claim["evidence"]), (name, claim["start"])
    assert len(names) >= 150


def test_a_transfer_is_in_one_split_only() -> None:
    # By language: the rules of one are not written from the texts of another.
    splits: dict[tuple[str, str], set[str]] = {}
    for path in sorted(GOLD.glob("index_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if not row["transfer"].startswith("none"):
                splits.setdefault((row.get("language", "en"), row["transfer"]), set()).add(row["split"])
    assert {t for t, s in splits.items() if len(s) > 1} == set()
