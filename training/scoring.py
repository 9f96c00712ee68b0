"""The measure of ../shared/tools/score.py, which says when two names of arms or people are the same."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))

from gold import scorer

score = scorer()
equipment = cache(score.equipment)  # type: ignore[attr-defined]
same_name = cache(score.same_name)  # type: ignore[attr-defined]
f1 = score.f1  # type: ignore[attr-defined]
