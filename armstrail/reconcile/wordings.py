"""How alike two sentences are by the meaning of their words: two translations of one utterance share few words.

Enters: two texts in English. Leaves: a number up to 1. Each word is set beside the word of the other text that is
nearest to it in the vectors of ``data/model/english.npz``; order does not count. It cannot see a "not", nor words
that the vectors lack.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

from ..extract.network import load_network


@cache
def _vectors() -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    """The row of each word, and the rows: about their mean, of length 1."""
    read = load_network()
    rows = read.w["words"] - read.w["words"].mean(axis=0)
    return read.vocabulary, rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)


def likeness(one: Iterable[str], other: Iterable[str]) -> float:
    """The mean likeness of each word to the nearest one of the other text; 0 where the vectors know none."""
    vocabulary, rows = _vectors()
    a, b = ([vocabulary[w] for w in dict.fromkeys(words) if w in vocabulary] for words in (one, other))
    if not a or not b:
        return 0.0
    near = rows[a] @ rows[b].T
    return float(near.max(axis=1).mean() + near.max(axis=0).mean()) / 2
