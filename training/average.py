"""The mean of the weights of several runs that follow one another: ``python training/average.py OUT FILE FILE ...``.

Weights met on the way of one training lie in one valley, and their mean reads a little better than the last of them
(Izmailov and others, Averaging Weights Leads to Wider Optima and Better Generalization, 2018).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np


def average(files: list[Path]) -> dict[str, np.ndarray]:
    """The arrays of all files, each the mean in half precision; they must know the same words and features."""
    runs = []
    for path in files:
        with np.load(path) as arrays:
            runs.append(dict(arrays))
    if any(bytes(run["about"]) != bytes(runs[0]["about"]) for run in runs):
        raise SystemExit("average: the files do not have the same words and features")
    return {
        name: first if name == "about" else _mean([run[name] for run in runs])
        for name, first in runs[0].items()
    }


def _mean(arrays: list[np.ndarray]) -> np.ndarray:
    """The mean, row by row, of the runs that have the row: a later one may know more features of choices."""
    longest = max(arrays, key=len)
    total, count = np.zeros(longest.shape, dtype=np.float32), np.zeros(len(longest), dtype=np.float32)
    for array in arrays:
        total[: len(array)] += array
        count[: len(array)] += 1
    return (total / count.reshape(-1, *[1] * (longest.ndim - 1))).astype(np.float16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    args = parser.parse_args()
    np.savez_compressed(args.out, **average(args.files))


if __name__ == "__main__":
    main()
