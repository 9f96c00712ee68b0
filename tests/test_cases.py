"""What is true of whole cases: read, extract and reconcile together, on short reports whose cases are known.

The floors lie just below what is reached; most of what is missing is a claim that extract does not give. ``measure`` is
looked at as a score only.
"""

from __future__ import annotations

import pytest
from benches import load_bench

# On 28 November 2026 floors were lowered for the network of that day: it reads single reports better, and tells
# reconcile more of other batches (two more mergers in `measure`; docs/accuracy.md). Disagreements found were raised.
AT_LEAST = {
    "dev": {
        "pairs precision": 0.96, "pairs F1": 0.93, "fields right": 0.87, "disagreements found": 0.63, "kind right": 0.8,
    },
    "measure": {
        "pairs precision": 0.84, "pairs F1": 0.83, "fields right": 0.87, "disagreements found": 0.43, "kind right": 0.8,
    },
}  # fmt: skip
AT_MOST = {
    "dev": {"false alarms a case": 0.3, "merged": 2},
    "measure": {"false alarms a case": 0.36, "merged": 3},
}
OF_REACH = {"dev": 0.95, "measure": 0.88}
"""The share of the pairs for which extract gives both reports their claim that reconcile puts together."""


@pytest.mark.skipif(load_bench("gold").SCORER is None, reason="the scorer of ../shared/tools is not here")
@pytest.mark.parametrize("split", sorted(AT_LEAST))
def test_cases_hold(split: str) -> None:
    found = load_bench("cases").measure(split)
    low = {name: found[name] for name, floor in AT_LEAST[split].items() if found[name] < floor}
    high = {name: found[name] for name, ceiling in AT_MOST[split].items() if found[name] > ceiling}
    assert not low | high
    assert found["pairs recall"] >= OF_REACH[split] * found["pairs in reach"]
