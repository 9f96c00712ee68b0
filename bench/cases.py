"""Scores whole cases, from text to ledger: ``python bench/cases.py [dev|measure] [--errors] [--json]``.

Reads the short reports of tests/gold/cases through ``read``, ``screen``, ``extract`` and ``reconcile`` and sets the
cases against tests/gold/cases.jsonl. Errors are shown for ``dev`` only.

pairs           two reports that tell one transfer, put together (precision, recall, F1); passing mentions do not count
fields          supplier, recipient, each item with its quantity, each value, stage: the share that is right
disagreements   found: the share of those in the gold whose field and sides a case shows; kind: the share of the found
                whose kind is right; false: disagreements that the gold lacks, for each case
merged          cases that hold reports of two transfers of one pair of states
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from gold import scorer

from armstrail.model import Case
from armstrail.reconcile import reconcile_claims
from armstrail.run import extract_inputs

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold"
Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def transfers(split: str) -> list[Row]:
    return [r for r in read_rows(GOLD / "cases.jsonl") if r["split"] == split]


def build(rows: list[Row]) -> list[Case]:
    """The cases of all reports that the rows name."""
    names = {n for r in rows for n in (*r["documents"], *r.get("mentioned_in", ()))}
    records = [d for d in read_rows(GOLD / "cases" / "documents.jsonl") if d["name"] in names]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for d in records:
            text = (GOLD / "cases" / f"{d['name']}.txt").read_text(encoding="utf-8")
            told = {k: d[k] for k in ("published", "outlet", "language")}
            file.write(json.dumps({"id": d["name"], "text": text, **told}, ensure_ascii=False) + "\n")
        file.flush()
        read = [(d, c) for d, c, _ in extract_inputs([Path(file.name)], processes=1) if d is not None]
    cases, _ = reconcile_claims([d for d, _ in read], [c for _, held in read for c in held])
    return list(cases)


def codes(value: str | list[str]) -> set[str]:
    return set(value) if isinstance(value, list) else {value}


def reports(case: Case) -> set[str]:
    return {d.name for d in case.documents}


def matches(row: Row, case: Case) -> bool:
    return case.supplier in codes(row["supplier"]) and case.recipient in codes(row["recipient"])


def best_case(row: Row, cases: Iterable[Case]) -> Case | None:
    """The case of these two states that holds most of the transfer's reports and weapons."""
    same = [c for c in cases if matches(row, c) and reports(c) & set(row["documents"])]
    names = [i["name"] for i in row["items"]]

    def rank(case: Case) -> tuple[int, int, int]:
        things = sum(any(same_thing(n, i.equipment) for i in case.items) for n in names)
        return things, len(reports(case) & set(row["documents"])), len(case.claims)

    return max(same, key=rank, default=None)


@cache
def same_thing(one: str, other: str) -> bool:
    return bool(judge().agrees("equipment", one, other) > 0)


@cache
def judge() -> Any:
    """The scorer of ../shared/tools, which says when two names are one thing."""
    return scorer()


def score_pairs(rows: list[Row], cases: list[Case]) -> tuple[int, int, int]:
    """Pairs found rightly, pairs found, pairs in the gold."""
    gold, loose = set(), set()
    for row in rows:
        gold |= set(itertools.combinations(sorted(row["documents"]), 2))
        told = sorted({*row["documents"], *row.get("mentioned_in", ())})
        loose |= set(itertools.combinations(told, 2))
    found = {p for case in cases for p in itertools.combinations(sorted(reports(case)), 2)}
    return len(found & gold), len(found - (loose - gold)), len(gold)


def score_fields(row: Row, case: Case | None) -> dict[str, bool]:
    """Each field that the gold has, and whether the case has it so."""
    told: dict[str, bool] = {"supplier": case is not None, "recipient": case is not None}
    for item in row["items"]:
        held = [i for i in case.items if same_thing(item["name"], i.equipment)] if case else []
        told[f"item {item['name']}"] = bool(held)
        if item["quantity"] is not None:
            told[f"quantity {item['quantity']} of {item['name']}"] = any(
                item["quantity"] in (i.quantity.value, i.delivered.value) for i in held
            )
    for value in row["values"]:
        told[f"{value['type']} {value['amount']:,} {value['currency']}"] = bool(case) and any(
            f.currency == value["currency"]
            and isinstance(f.value, int | float)
            and abs(f.value - value["amount"]) <= 0.005 * value["amount"]
            for f in (case.value, *case.values)
        )
    told[f"stage {row['stage']}"] = case is not None and case.reached == row["stage"]
    return told


FIELDS = {"quote": "statement"}


def score_disagreements(row: Row, case: Case | None) -> tuple[list[tuple[Row, str]], list[str]]:
    """What of the gold was found, each with the kind given; and what the gold lacks."""
    left = list(case.disagreements) if case else []
    found: list[tuple[Row, str]] = []
    for wanted in row["disagreements"]:
        slot = FIELDS.get(wanted["slot"], wanted["slot"])
        near = [d for d in left if d.field == slot]
        best = next((d for d in near if d.kind == wanted["kind"]), near[0] if near else None)
        if best is not None:
            left.remove(best)
            found.append((wanted, best.kind))
    return found, [f"{d.field} {d.kind}: {d.why}" for d in left]


def measure(split: str, *, errors: bool = False) -> dict[str, float]:
    rows = transfers(split)
    cases = build(rows)
    hit, guessed, gold = score_pairs(rows, cases)
    tally: Counter[str] = Counter()
    for row in rows:
        case = best_case(row, cases)
        fields = score_fields(row, case)
        tally["fields"] += len(fields)
        tally["right"] += sum(fields.values())
        found, false = score_disagreements(row, case)
        tally["disagreements"] += len(row["disagreements"])
        tally["found"] += len(found)
        tally["kind"] += sum(w["kind"] == kind for w, kind in found)
        tally["false"] += len(false)
        if errors:
            wrong = [name for name, right in fields.items() if not right]
            missed = [w["why"] for w in row["disagreements"] if all(w is not f for f, _ in found)]
            for what, lines in (("wrong", wrong), ("missed", missed), ("false", false)):
                for line in lines:
                    print(f"{row['transfer']}: {what}: {line}", file=sys.stderr)
    merged = [
        c for c in cases
        if sum(matches(r, c) and c is best_case(r, cases) for r in rows) > 1
    ]  # fmt: skip
    precision, recall = hit / max(guessed, 1), hit / max(gold, 1)
    return {
        "transfers": len(rows),
        "cases": len(cases),
        "pairs precision": precision,
        "pairs recall": recall,
        "pairs F1": 2 * precision * recall / max(precision + recall, 1e-9),
        "fields right": tally["right"] / max(tally["fields"], 1),
        "disagreements found": tally["found"] / max(tally["disagreements"], 1),
        "kind right": tally["kind"] / max(tally["found"], 1),
        "false alarms a case": tally["false"] / max(len(rows), 1),
        "merged": len(merged),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("split", nargs="?", default="dev", choices=("dev", "measure"))
    parser.add_argument("--errors", action="store_true", help="name what is wrong (dev only)")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = measure(args.split, errors=args.errors and args.split == "dev")
    if args.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            print(f"{name:22} {value:.3f}" if isinstance(value, float) else f"{name:22} {value}")


if __name__ == "__main__":
    main()
