"""The mean of the weights of runs that follow one another: ``python training/average.py OUT.pt RUN.pt RUN.pt …``.

Weights met on the way of one training lie in one valley, and their mean reads a little better than the last of them
(Izmailov and others, Averaging Weights Leads to Wider Optima and Better Generalization, 2018). Needs PyTorch.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def average(files: list[Path]) -> dict[str, object]:
    """What train.py leaves of a run, each weight the mean of the runs that have it; all must know the same features."""
    runs = [torch.load(path, weights_only=True) for path in files]
    if any(run["features"] != runs[0]["features"] for run in runs):
        raise SystemExit("average: the runs do not have the same features")
    names = dict.fromkeys(name for run in runs for name in run["state"])
    return {"features": runs[0]["features"], "state": {name: _mean(name, runs) for name in names}}


def _mean(name: str, runs: list[dict[str, dict[str, torch.Tensor]]]) -> torch.Tensor:
    return torch.stack([run["state"][name].float() for run in runs if name in run["state"]]).mean(0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    args = parser.parse_args()
    torch.save(average(args.files), args.out)


if __name__ == "__main__":
    main()
