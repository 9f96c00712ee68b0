"""Scores whole cases, from text to ledger: ``python bench/cases.py [dev|more|measure] [--errors] [--json]``.

Reads the short reports of tests/gold/cases through ``read``, ``screen``, ``extract`` and ``reconcile`` and sets the
cases against tests/gold/cases.jsonl. Errors are never shown for ``measure``. The part ``more`` was written from
memory, for work on rules: its transfers are mostly real, what is told of them was not looked up.

pairs           two reports that tell one transfer, put together (precision, recall, F1); passing mentions do not count,
                nor do cases of two states between which the gold has no transfer
fields          supplier, recipient, each item with its quantity, each value, stage: the share that is right
disagreements   found: the share of those in the gold that a case shows between the reports named (one that the gold
                gives under two transfers counts once); kind: the share of the found whose kind is right; false:
                disagreements that the gold lacks, each once, for each transfer
merged          cases that hold reports of two transfers of one pair of states
in reach        pairs and disagreements of the gold for which extract gave a claim of each report (between the two
                states; with the slot that they differ in): the most that reconcile can find
found of N KIND  disagreements found of those of the kind
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from gold import claims_of, read_records, scorer

from armstrail.model import Case, Claim, Disagreement
from armstrail.reconcile import reconcile_claims

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold"
Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def transfers(split: str) -> list[Row]:
    return [r for r in read_rows(GOLD / "cases.jsonl") if r["split"] == split]


def build(rows: list[Row]) -> tuple[list[Case], dict[str, list[Claim]]]:
    """The cases of all reports that the rows name, and the claims of each report."""
    names = {n for r in rows for n in (*r["documents"], *r.get("mentioned_in", ()))}
    records = [d for d in read_rows(GOLD / "cases" / "documents.jsonl") if d["name"] in names]
    told = ("published", "outlet", "language")
    read = read_records(
        {k: d[k] for k in told}
        | {"id": d["name"], "text": (GOLD / "cases" / f"{d['name']}.txt").read_text(encoding="utf-8")}
        for d in records
    )
    claims = {d.name: list(claims_of(d)) for d in read}
    cases, _ = reconcile_claims(read, [c for held in claims.values() for c in held])
    return list(cases), claims


def codes(value: str | list[str]) -> set[str]:
    return set(value) if isinstance(value, list) else {value}


def reports(case: Case) -> set[str]:
    return {d.name for d in case.documents}


def matches(row: Row, case: Case) -> bool:
    return case.supplier in codes(row["supplier"]) and case.recipient in codes(row["recipient"])


def best_case(row: Row, cases: Iterable[Case]) -> Case | None:
    """The case of these two states that holds the transfer's weapons, and its reports more than any others.

    A report that tells of one transfer and mentions another is in the cases of both.
    """
    same = [c for c in cases if matches(row, c) and reports(c) & set(row["documents"])]
    names = [i["name"] for i in row["items"]]

    told = {*row["documents"], *row.get("mentioned_in", ())}

    def rank(case: Case) -> tuple[int, float, int]:
        things = sum(any(same_thing(n, i.equipment) for i in case.items) for n in names)
        return things, len(reports(case) & told) / len(reports(case) | told), len(case.claims)

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
    known = [c for c in cases if any(matches(row, c) for row in rows)]
    found = {p for case in known for p in itertools.combinations(sorted(reports(case)), 2)}
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
        told[f"{value['type']} {value['amount']:,} {value['currency']}"] = case is not None and any(
            f.currency == value["currency"]
            and isinstance(f.value, int | float)
            and abs(f.value - value["amount"]) <= 0.005 * value["amount"]
            for f in (case.value, *case.values)
        )
    told[f"stage {row['stage']}"] = case is not None and case.reached == row["stage"]
    return told


def gives(row: Row, claims: Iterable[Claim], slot: str | None = None) -> bool:
    """Whether some claim of a report is of the transfer's states and has a slot."""
    if slot == "quote":
        return any(c.kind == "statement" for c in claims)
    return any(
        c.kind == "transfer" and c.get("recipient") in codes(row["recipient"])
        and c.get("supplier") in (None, *codes(row["supplier"])) and (slot is None or c.get(slot) is not None)
        for c in claims
    )  # fmt: skip


def score_reach(rows: list[Row], claims: dict[str, list[Claim]]) -> tuple[float, dict[str, list[bool]]]:
    """The share of pairs for which each report has its claim; by kind, for each disagreement whether they have."""
    pairs = [
        all(gives(row, claims.get(n, ())) for n in pair)
        for row in rows for pair in itertools.combinations(row["documents"], 2)
    ]  # fmt: skip
    planted: dict[str, list[bool]] = {}
    for row in rows:
        for wanted in row["disagreements"]:
            told = [gives(row, claims.get(n, ()), wanted["slot"]) for n in wanted["documents"]]
            planted.setdefault(wanted["kind"], []).append(sum(told) > 1)
    return sum(pairs) / max(len(pairs), 1), planted


FIELDS = {"quote": "statements", "date": "stage"}
"""Fields of a disagreement by the slots of the gold, where the names differ."""


def shows(case: Case, found: Disagreement, wanted: Row) -> bool:
    """Whether a disagreement is on the gold's field and holds its reports against each other.

    One of the reports is enough where the kind is the gold's: a copy may stand for the other.
    """
    names = {d.id: d.name for d in case.documents}
    sides = [{names[d] for d in side.documents} for side in found.values]
    told = [{n for n in wanted["documents"] if n in side} for side in sides]
    apart = len({n for side in told for n in side}) > 1 and sum(map(bool, told)) > 1
    copied = sum(map(len, told)) == 1 and found.kind == wanted["kind"]
    return (apart or copied) and found.field == FIELDS.get(wanted["slot"], wanted["slot"])


def same_wanted(one: Row, other: Row) -> bool:
    return all(one[k] == other[k] for k in ("kind", "slot", "values", "documents"))


def score_disagreements(
    pairs: Iterable[tuple[Row, Case | None]],
) -> tuple[list[tuple[Row, str | None]], list[tuple[Case, Disagreement]]]:
    """Each disagreement of the gold with the kind that a case gives it, or None; and what the gold lacks."""
    held = [(row, case) for row, case in pairs]
    left = {(c.id, i): (c, d) for _, c in held if c is not None for i, d in enumerate(c.disagreements)}
    scored: list[tuple[Row, str | None]] = []
    for row, case in held:
        for wanted in row["disagreements"]:
            near = [k for k, (c, d) in left.items() if case and c.id == case.id and shows(c, d, wanted)]
            near.sort(key=lambda k: left[k][1].kind != wanted["kind"])
            kind = left.pop(near[0])[1].kind if near else None
            again = next((i for i, (w, _) in enumerate(scored) if same_wanted(w, wanted)), None)
            if again is None:
                scored.append((wanted, kind))
            elif scored[again][1] is None:
                scored[again] = (wanted, kind)
    return scored, list(left.values())


def found_by_kind(scored: list[tuple[Row, str | None]]) -> dict[str, list[bool]]:
    """By kind in the gold, for each disagreement whether it was found."""
    return {w["kind"]: [k is not None for v, k in scored if v["kind"] == w["kind"]] for w, _ in scored}


def show_errors(
    fields: list[tuple[str, dict[str, bool]]],
    scored: list[tuple[Row, str | None]],
    false: list[tuple[Case, Disagreement]],
) -> None:
    """What is wrong, on standard error."""
    lines = [f"{name}: wrong: {field}" for name, told in fields for field, right in told.items() if not right]
    lines += [
        f"missed: {w['kind']} ({', '.join(w['documents'])}): {w['why']}" for w, k in scored if k is None
    ]
    lines += [f"kind {k} for {w['kind']}: {w['why']}" for w, k in scored if k not in (None, w["kind"])]
    lines += [f"false: {c.supplier} to {c.recipient}: {d.field} {d.kind}: {d.why}" for c, d in false]
    print("\n".join(lines), file=sys.stderr)


def measure(split: str, *, errors: bool = False) -> dict[str, float]:
    rows = transfers(split)
    cases, claims = build(rows)
    pairs_in_reach, reach = score_reach(rows, claims)
    in_reach = [r for held in reach.values() for r in held]
    hit, guessed, gold = score_pairs(rows, cases)
    told = [(row, best_case(row, cases)) for row in rows]
    fields = [(row["transfer"], score_fields(row, case)) for row, case in told]
    scored, false = score_disagreements(told)
    kinds = [(w["kind"], kind) for w, kind in scored if kind is not None]
    right = [r for _, scores in fields for r in scores.values()]
    if errors:
        show_errors(fields, scored, false)
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
        "fields right": sum(right) / max(len(right), 1),
        "disagreements found": len(kinds) / max(len(scored), 1),
        "kind right": sum(wanted == kind for wanted, kind in kinds) / max(len(kinds), 1),
        "false alarms a case": len(false) / max(len(rows), 1),
        "merged": len(merged),
        "pairs in reach": pairs_in_reach,
        "disagreements in reach": sum(in_reach) / max(len(in_reach), 1),
        **{
            f"found of {len(held)} {kind} ({sum(reach[kind])} in reach)": sum(held)
            for kind, held in sorted(found_by_kind(scored).items())
        },
        **{f"false alarms of {kind}": n for kind, n in sorted(Counter(d.kind for _, d in false).items())},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("split", nargs="?", default="dev", choices=("dev", "more", "measure"))
    parser.add_argument("--errors", action="store_true", help="name what is wrong (never of measure)")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = measure(args.split, errors=args.errors and args.split != "measure")
    if args.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            print(f"{name:38} {value:.3f}" if isinstance(value, float) else f"{name:38} {value}")


if __name__ == "__main__":
    main()
