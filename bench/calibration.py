"""Stated confidence against truth: ``python bench/calibration.py [dev|measure|held] [--fit]``.

A claim counts as true where it pairs with a gold claim and none of its supplier, recipient and equipment contradicts
it. Prints one row a stated confidence: how many claims state it, how many of them are true. ``--fit`` prints the slope
and offset that fit the log-odds stated by the network's claims to truth (Platt 1999), for extract/claims.py.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from typing import Any

import numpy as np
from gold import gold_claims, load_index, predict, scorer

CORE = ("supplier", "recipient", "equipment")
WIDTH = 0.05


def outcomes(split: str, kind: str = "transfer", rule: str = "") -> list[tuple[float, bool]]:
    """The stated confidence of each claim of a kind, and whether it is true; its rule begins with ``rule``."""
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
            if not claim["rule"].startswith(rule):
                continue
            wrong = j not in pairs or any(_contradicts(score, s, truth[pairs[j]], claim) for s in CORE)
            told.append((float(claim["confidence"]), not wrong))
    return told


def _contradicts(score: Any, slot: str, gold: dict[str, Any], claim: dict[str, Any]) -> bool:
    """Whether a claim fills a slot otherwise than the gold, which does not leave it open."""
    if slot not in claim or slot in gold.get("open", ()):
        return False
    return gold.get(slot) is None or not score.agrees(slot, gold[slot], claim[slot])


def table(split: str, kind: str = "transfer") -> str:
    """The rows of stated against true as a Markdown table."""
    rows: dict[float, list[bool]] = defaultdict(list)
    for stated, true in outcomes(split, kind):
        rows[round(round(stated / WIDTH) * WIDTH, 2)].append(true)
    out = "| stated confidence | claims | true |\n| ---: | ---: | ---: |\n"
    return out + "".join(
        f"| {k:.2f} | {len(v)} | {sum(v) / len(v):.2f} |\n" for k, v in sorted(rows.items(), reverse=True)
    )


def fit(told: list[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and offset of the logistic curve that fits truth best to the log-odds of what was stated."""
    stated = np.clip([p for p, _ in told], 0.01, 0.99)
    x, y = np.log(stated / (1 - stated)), np.array([float(true) for _, true in told])
    # Platt's targets keep the curve from certainty.
    y = np.where(y > 0, (y.sum() + 1) / (y.sum() + 2), 1 / (len(y) - y.sum() + 2))
    both = np.stack([x, np.ones_like(x)], axis=1)
    found = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-both @ found))
        found -= np.linalg.solve(both.T @ (both * (p * (1 - p))[:, None]), both.T @ (p - y))
    return float(found[0]), float(found[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("split", nargs="?", default="dev", choices=("dev", "measure", "held"))
    parser.add_argument("--kind", default="transfer", help="the kind of claim")
    parser.add_argument(
        "--fit", action="store_true", help="fit the network's claims; undo an earlier fit first"
    )
    args = parser.parse_args()
    if args.fit:
        slope, offset = fit(outcomes(args.split, args.kind, "network."))
        print(f"SLOPE, OFFSET = {slope:.2f}, {offset:.2f}")
        return
    print(table(args.split, args.kind), end="")


if __name__ == "__main__":
    main()
