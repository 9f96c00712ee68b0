"""The mean of the weights of runs that follow one another: ``python training/average.py OUT.pt RUN.pt RUN.pt …``.

Weights met on the way of one training lie in one valley, and their mean reads a little better than the last of them
(Izmailov and others, Averaging Weights Leads to Wider Optima and Better Generalization, 2018). Needs PyTorch.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

Run = dict[str, dict[str, torch.Tensor]]


def average(files: list[Path]) -> dict[str, object]:
    """What train.py leaves of a run, each weight the mean of the runs that have it; features are those of the last."""
    runs = [torch.load(path, weights_only=True) for path in files]
    features = runs[-1]["features"]
    for run in runs[:-1]:
        run["state"]["features.weight"] = _in_order(run, features, runs[-1]["state"]["features.weight"])
    names = dict.fromkeys(name for run in runs for name in run["state"])
    return {"features": features, "state": {name: _mean(name, runs) for name in names}}


def _in_order(run: Run, features: list[str], last: torch.Tensor) -> torch.Tensor:
    """The rows of a run's features in the last one's order; of those that it did not know, the last one's."""
    at = {feature: n + 1 for n, feature in enumerate(run["features"])}
    rows = last.clone()
    for n, feature in enumerate(features):
        if feature in at:
            rows[n + 1] = run["state"]["features.weight"][at[feature]]
    return rows


def _mean(name: str, runs: list[Run]) -> torch.Tensor:
    return torch.stack([run["state"][name].float() for run in runs if name in run["state"]]).mean(0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    args = parser.parse_args()
    torch.save(average(args.files), args.out)


if __name__ == "__main__":
    main()
