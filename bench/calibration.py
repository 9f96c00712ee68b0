"""Stated confidence against truth: ``python bench/calibration.py [dev|measure]``.

A claim counts as true where it pairs with a gold claim and none of its supplier, recipient and equipment contradicts
it. Prints one row a stated confidence: how many claims state it, how many of them are true.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from typing import Any

from gold import gold_claims, load_index, predict, scorer

CORE = ("supplier", "recipient", "equipment")
WIDTH = 0.05


def outcomes(split: str, kind: str = "transfer") -> list[tuple[float, bool]]:
    """The stated confidence of each claim of a kind, and whether the claim is true."""
    rows, score = load_index(split), scorer()
    gold: dict[Any, list[Any]] = score.grouped(gold_claims(rows))  # type: ignore[attr-defined]
    found: dict[Any, list[Any]] = score.grouped(predict(rows))  # type: ignore[attr-defined]
    told = []
    for key, claims in found.items():
        if key[1] != kind:
            continue
        truth = gold.get(key, [])
        pairs = {j: i for i, j in score.pair(truth, claims)}  # type: ignore[attr-defined]
        for j, claim in enumerate(claims):
            wrong = j not in pairs or any(
                slot in claim and not score.agrees(slot, truth[pairs[j]].get(slot), claim[slot])  # type: ignore[attr-defined]
                for slot in CORE
            )
            told.append((float(claim["confidence"]), not wrong))
    return told


def table(split: str, kind: str = "transfer") -> str:
    """The rows of stated against true as a Markdown table."""
    rows: dict[float, list[bool]] = defaultdict(list)
    for stated, true in outcomes(split, kind):
        rows[round(round(stated / WIDTH) * WIDTH, 2)].append(true)
    out = "| stated confidence | claims | true |\n| ---: | ---: | ---: |\n"
    return out + "".join(
        f"| {k:.2f} | {len(v)} | {sum(v) / len(v):.2f} |\n" for k, v in sorted(rows.items(), reverse=True)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("split", nargs="?", default="dev", choices=("dev", "measure"))
    parser.add_argument("--kind", default="transfer", help="the kind of claim")
    args = parser.parse_args()
    print(table(args.split, args.kind), end="")


if __name__ == "__main__":
    main()
