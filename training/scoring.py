"""What bench/gold.py gives: the gold, the reading of texts, and the measure of ../shared/tools/score.py."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))

from gold import GOLD, gold_claims, load_index, read_records, scorer

__all__ = ["GOLD", "equipment", "f1", "gold_claims", "load_index", "read_records", "same_name", "score"]

score = scorer()
equipment = cache(score.equipment)  # type: ignore[attr-defined]
same_name = cache(score.same_name)  # type: ignore[attr-defined]
f1 = score.f1  # type: ignore[attr-defined]
