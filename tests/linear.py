"""Whether work grows as its input does: a ratio of two sizes, never seconds, so that a slow machine fails nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 8
"""How much larger the large input is. Work by the square would take 64 times as long."""
SLACK = 3.0
"""What a cache, a collection of garbage or a busy machine may add."""


def grows_linearly(work: Callable[[int], object], small: int, *, tries: int = 4) -> bool:
    """Whether work on ``TIMES`` as much takes about so many times as long: the best of each over a few tries."""
    work(small // 10 + 1)
    best = [float("inf"), float("inf")]
    for _ in range(tries):
        for i, size in enumerate((small, small * TIMES)):
            begun = time.process_time()
            work(size)
            best[i] = min(best[i], time.process_time() - begun)
        if best[1] < TIMES * SLACK * best[0]:
            return True
    return False
