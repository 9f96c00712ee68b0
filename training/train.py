"""Trains the network of armstrail/extract/network.py: ``python training/train.py [--epochs N] [--out FILE]``.

Reads training/reports/*.jsonl (reports written and labelled by hand), the vectors of training/vectors.npz, and scores
itself on the gold's part ``dev`` (tests/gold). Needs PyTorch, transformers, all-MiniLM-L6-v2, and score.py of
../shared/tools. The seed is fixed; on one thread of one kind of machine the weights come out the same.
"""

from __future__ import annotations

import argparse
import collections
import json
import math
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from armstrail.extract.network import Network
from armstrail.extract.pieces import find_pieces
from armstrail.extract.signals import Signals
from armstrail.extract.tellings import find_tellings

sys.path.insert(0, str(Path(__file__).resolve().parent))

from loss import loss_of, prepare
from model import Model, Shape
from records import Report, gold_records, read_reports, seed_records, training_records
from scoring import f1, score

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DEEP = 1 / 6
"""How fast the encoder learns, beside the rest."""
DEEP_STEPS = 300
"""Steps in which the encoder comes up to its rate."""


# ---- scoring


def reader(model: Model, arrays: dict[str, np.ndarray]) -> Network:
    """The network as it reads in use, but for the encoder, which stays in PyTorch."""

    def encode(signals: Signals) -> np.ndarray:
        p = find_pieces(signals)
        places = (torch.tensor(x) for x in (p.row, p.place, p.unit))
        with torch.no_grad():
            return model.encoder(p.rows, *places, len(signals.units)).numpy()

    return Network(arrays, encode)


def evaluate(network: Network, reports: list[Report]) -> dict[str, tuple[float, ...]]:
    """(precision, recall, F1 of slots; F1 of claims) by kind, on the tellings alone."""
    kinds = ("transfer", "force", "spending")
    guesses, gold = [], []
    for r in reports:
        gold += [dict(g) for g in r.gold if g["kind"] in (*kinds, "ignore")]
        if r.signals is not None:
            guesses += [c.as_record() for c in find_tellings([r.signals], network)[0]]
    tally, _ = score.score(gold, guesses, [r.name for r in reports])  # type: ignore[attr-defined]
    out = {}
    for kind in (*kinds, "all"):
        t = sum((tally[k] for k in kinds), collections.Counter()) if kind == "all" else tally[kind]
        out[kind] = (
            *f1(t["slot_hit"], t["slot_gold"], t["slot_guess"]), f1(t["hit"], t["gold"], t["guess"])[2],
        )  # fmt: skip
    return out


def show(scores: dict[str, tuple[float, ...]]) -> str:
    return " | ".join(
        f"{k} P {p:.3f} R {r:.3f} F {f:.3f} claims {c:.3f}" for k, (p, r, f, c) in scores.items()
    )


def _batches(reports: list[Report], order: random.Random, units: int) -> list[list[Report]]:
    """The reports in a new order, put together to about so many units."""
    reports = list(reports)
    order.shuffle(reports)
    out: list[list[Report]] = [[]]
    size = 0
    for report in reports:
        if size > units:
            out.append([])
            size = 0
        out[-1].append(report)
        size += len(report.tensors["weight"])
    return out


@dataclass(frozen=True)
class Plan:
    """How to train: ``workers`` processes read batches side by side and take each step together."""

    shape: Shape
    epochs: int
    seed: int
    rate: float
    out: Path
    start: Path | None = None
    workers: int = 1


UNITS = 1100
"""Units of a batch of one worker alone; of two, each reads two thirds of them."""


def train(reports: list[Report], dev: list[Report], plan: Plan, worker: int = 0) -> None:
    """Trains a model on reports; after each epoch the mean of its last steps' weights is written to plan.out."""
    torch.manual_seed(plan.seed)
    random.seed(plan.seed + 1000 * worker)
    vectors = np.load(HERE / "vectors.npz")
    words = [str(w) for w in vectors["words"]]
    seen = [r.signals for r in reports if r.signals is not None]
    features = sorted({f for s in seen for row in (*s.features, *s.settings, *s.deeds) for f in row})
    shape = plan.shape
    model = Model(shape, words, features, vectors["vectors"][:, : shape.vectors].astype(np.float32))
    if plan.start is not None:
        _begin(model, plan.start)
    read = [r for r in reports if r.signals is not None]
    for r in read:
        prepare(r, model)
    learned = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    slow = [model.words.weight]
    deep = [p for name, p in learned if name.startswith("encoder.")]
    rest = [p for name, p in learned if not name.startswith(("encoder.", "words."))]
    optimizer = torch.optim.AdamW(
        [{"params": rest}, {"params": slow, "weight_decay": 0.0}, {"params": deep}],
        lr=plan.rate, weight_decay=0.01, fused=True,
    )  # fmt: skip
    order = random.Random(plan.seed)
    size = UNITS if plan.workers == 1 else UNITS * 4 // 3 // plan.workers
    steps, step = plan.epochs * (len(_batches(read, random.Random(0), size)) // plan.workers), 0
    torch.manual_seed(plan.seed + 1000 * worker)
    mean = {name: p.detach().clone() for name, p in learned}
    started = time.perf_counter()
    for epoch in range(plan.epochs):
        model.train()
        parts: collections.Counter[str] = collections.Counter()
        batches = _batches(read, order, size)
        for at in range(0, len(batches) - plan.workers + 1, plan.workers):
            now = plan.rate * min(1, (step + 1) / 100) * 0.5 * (1 + math.cos(math.pi * min(1, step / steps)))
            step += 1
            rates = (now, now / 10, now * DEEP * min(1, step / DEEP_STEPS))
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate
            optimizer.zero_grad(set_to_none=False)
            loss, told = loss_of(model, batches[at + worker])
            (loss / 50).backward()
            parts += told
            if plan.workers > 1:
                _share([p for _, p in learned])
            torch.nn.utils.clip_grad_norm_(rest + slow, 5.0)
            torch.nn.utils.clip_grad_norm_(deep, 5.0)
            optimizer.step()
            keep = min(0.998, step / (step + 9))
            with torch.no_grad():
                for name, p in learned:
                    mean[name].mul_(keep).add_(p, alpha=1 - keep)
        if worker == 0:
            model.eval()
            with _averaged(model, mean):
                arrays = write(model, plan.out)
                found = show(evaluate(reader(model, arrays), dev))
            seconds = time.perf_counter() - started
            costs = " ".join(f"{k} {v * plan.workers / len(read):.2f}" for k, v in parts.items())
            print(f"{epoch + 1} {seconds:.0f} s {costs}\n  {found}", file=sys.stderr, flush=True)


def _share(parameters: list[torch.nn.Parameter]) -> None:
    """Makes the gradients of all workers one: their sum."""
    grads = [p.grad if p.grad is not None else torch.zeros_like(p) for p in parameters]
    flat = torch.cat([g.reshape(-1) for g in grads])
    torch.distributed.all_reduce(flat)
    at = 0
    for p in parameters:
        p.grad = flat[at : at + p.numel()].view_as(p)
        at += p.numel()


@contextmanager
def _averaged(model: Model, mean: dict[str, torch.Tensor]) -> Iterator[None]:
    """The model with its averaged weights, for a while."""
    now = {name: p.detach().clone() for name, p in model.named_parameters() if name in mean}
    model.load_state_dict(mean, strict=False)
    yield
    model.load_state_dict(now, strict=False)


def write(model: Model, out: Path) -> dict[str, np.ndarray]:
    """Writes the arrays that the network reads, the encoder beside them, and the weights for a later run."""
    arrays = model.export()
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]
    torch.save({"features": model.known_features, "state": model.state_dict()}, out.with_suffix(".pt"))
    return arrays


def _begin(model: Model, start: Path) -> None:
    """Takes the weights of an earlier run; features that it did not know begin as they are."""
    kept = torch.load(start, weights_only=True)
    state, own = kept["state"], model.state_dict()
    rows = own["features.weight"].clone()
    at = {f: i + 1 for i, f in enumerate(model.known_features)}
    for i, feature in enumerate(kept["features"]):
        if feature in at:
            rows[at[feature]] = state["features.weight"][i + 1]
    # What it did not have begins anew, features of choices at nothing.
    for name, weights in state.items():
        if weights.shape != own[name].shape and name != "features.weight":
            state[name] = torch.zeros_like(own[name])
            state[name][: len(weights)] = weights
    model.load_state_dict({**own, **state, "features.weight": rows})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--epochs", type=int, default=35)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=4e-3)
    parser.add_argument("--shape", type=json.loads, default={}, help="JSON of sizes that differ from Shape's")
    parser.add_argument(
        "--start", type=Path, help="go on from the .pt file that an earlier run left beside its --out"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes that train together, one a core")
    parser.add_argument("--only", default="*", help="which files of training/reports")
    parser.add_argument(
        "--seeds", type=int, default=0, help="learn from ../shared/seeds too, so many times an epoch"
    )
    parser.add_argument(
        "--abroad", type=int, default=1, help="read reports in other languages so many times an epoch"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "armstrail" / "data" / "model" / "english.npz")
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    plan = Plan(
        Shape(**args.shape), args.epochs, args.seed, args.rate, args.out, args.start, args.workers
    )  # fmt: skip
    if args.workers > 1:
        torch.multiprocessing.spawn(work, (plan, args.only, args.seeds, args.abroad), nprocs=args.workers)
    else:
        work(0, plan, args.only, args.seeds, args.abroad)


def work(worker: int, plan: Plan, only: str, seeds: int, abroad: int) -> None:
    """What one of the processes does that train together."""
    torch.set_num_threads(1)
    if plan.workers > 1:
        meeting = plan.out.with_suffix(".meeting")
        torch.distributed.init_process_group(
            "gloo", init_method=f"file://{meeting.resolve()}", rank=worker, world_size=plan.workers
        )
    records = training_records(only)
    records += (abroad - 1) * [r for r in records if r.get("language", "en") != "en"]
    reports, dev = read_reports(records), read_reports(gold_records("dev"))
    if seeds:
        reports += [r for _ in range(seeds) for r in read_reports(seed_records())]
    if worker == 0:
        tellings = sum(len(r.tellings) for r in reports)
        print(f"{len(reports)} reports, {tellings} tellings; dev {len(dev)}", file=sys.stderr, flush=True)
    train(reports, dev, plan, worker)


if __name__ == "__main__":
    main()
