"""Trains the network of armstrail/extract/network.py: ``python training/train.py [--epochs N] [--out FILE]``.

Reads training/reports/*.jsonl (reports written and labelled by hand), the vectors of training/vectors.npz, and scores
itself on the gold's part ``dev`` (tests/gold). Needs PyTorch, and score.py of ../shared/tools. The seed is fixed; on
one thread of one kind of machine the weights come out the same.
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
import torch.nn.functional as F

from armstrail.extract.choices import (
    TASKS,
    Told,
    entity_features,
    party_features,
    pointers,
)
from armstrail.extract.network import EVENTS, ROLES, Network, word_row
from armstrail.extract.pieces import find_pieces
from armstrail.extract.signals import Signals
from armstrail.extract.tellings import find_tellings
from armstrail.model import STAGES

sys.path.insert(0, str(Path(__file__).resolve().parent))

from model import Batch, Model, Shape
from records import Report, gold_records, read_reports, seed_records, training_records
from scoring import f1, score
from targets import Target, class_of, right_choices, right_codes

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OPEN = 0.3
"""What a slot that gold leaves open counts for."""
PAGE = 2.0
"""What it counts for whether a page tells a transfer at all."""
DEEP = 1 / 6
"""How fast the encoder learns, beside the rest."""
DEEP_STEPS = 300
"""Steps in which the encoder comes up to its rate."""


# ---- tensors


def prepare(report: Report, model: Model) -> None:
    """The tensors of one report that the model's input takes."""
    s = report.signals
    assert s is not None
    vocabulary = {w: i for i, w in enumerate(model.known_words)}
    known = {f: i + 1 for i, f in enumerate(model.known_features)}
    words = [(word_row(x, vocabulary), u) for u, row in enumerate(s.words) for x in row]
    told = [(*f, *g, *h) for f, g, h in zip(s.features, s.settings, s.deeds, strict=True)]
    features = [[known.get(f, 0) for f in row] for row in told]
    lengths = np.bincount(s.row)
    report.tensors = {
        "words": torch.tensor([w for w, _ in words], dtype=torch.long),
        "word_unit": torch.tensor([u for _, u in words], dtype=torch.long),
        "word_count": torch.tensor([float(len(row)) for row in s.words]),
        "features": torch.tensor([f for row in features for f in row]),
        "feature_starts": torch.tensor(np.concatenate(([0], np.cumsum([len(r) for r in features])[:-1]))),
        "row": torch.tensor(s.row),
        "place": torch.tensor(s.place),
        "lengths": torch.tensor(lengths),
        "candidates": torch.tensor([c.unit for c in s.candidates], dtype=torch.long),
        "code_of": torch.tensor(s.code_of),
    }
    report.pieces = find_pieces(s)
    weight = torch.ones(len(s.units), len(EVENTS))
    weight[[i for i, u in enumerate(s.units) if u.kind == "mark" or i in report.silent]] = 0
    report.tensors["weight"] = weight


def put_together(reports: list[Report]) -> Batch:
    t = [r.tensors for r in reports]
    sizes = [len(x["word_count"]) for x in t]
    offsets = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    longest = max(int(x["lengths"].max()) for x in t)
    starts, slots, rows, features = [], [], 0, 0
    pieces: list[list[int]] = []
    piece_row, piece_place, piece_unit = [], [], []
    for r, offset in zip(reports, offsets, strict=True):
        assert r.pieces is not None
        piece_row.append(torch.tensor(r.pieces.row + len(pieces)))
        piece_place.append(torch.tensor(r.pieces.place))
        piece_unit.append(torch.tensor(r.pieces.unit + int(offset)))
        pieces += r.pieces.rows
    for x in t:
        starts.append(x["feature_starts"] + features)
        features += len(x["features"])
        slots.append((x["row"] + rows) * longest + x["place"])
        rows += len(x["lengths"])
    return Batch(
        sum(sizes),
        torch.cat([x["words"] for x in t]),
        torch.cat([x["word_unit"] + int(o) for x, o in zip(t, offsets, strict=True)]),
        torch.cat([x["word_count"] for x in t]),
        torch.cat([x["features"] for x in t]),
        torch.cat(starts),
        torch.cat(slots),
        torch.cat([x["lengths"] for x in t]),
        rows,
        longest,
        [len(x["lengths"]) for x in t],
        torch.repeat_interleave(torch.arange(len(t)), torch.tensor(sizes)),
        pieces,
        torch.cat(piece_row),
        torch.cat(piece_place),
        torch.cat(piece_unit),
    )


def _party(report: Report, anchor: int) -> torch.Tensor:
    key = ("party", anchor)
    if key not in report.pairs:
        assert report.signals is not None
        report.pairs[key] = torch.tensor(party_features(report.signals, np.array([anchor]))[0])
    return report.pairs[key]  # type: ignore[return-value]


def _pointers(report: Report, task: str, anchor: int) -> tuple[list[int], torch.Tensor, torch.Tensor]:
    """The units to choose from, the open choices, and features with rows for the three fixed choices."""
    key = (task, anchor)
    if key not in report.pairs:
        assert report.signals is not None
        found = pointers(task, report.signals, np.array([anchor]))
        features = np.concatenate((np.zeros((3, found.features.shape[2]), dtype=np.int64), found.features[0]))
        report.pairs[key] = (
            [int(u) for u in found.units], torch.tensor(found.open[0]), torch.tensor(features),
        )  # fmt: skip
    return report.pairs[key]  # type: ignore[return-value]


def _right(asked: Asked, task: str, units: list[int], open_: torch.Tensor) -> list[int]:
    """The right ones among the open choices of a slot."""
    key = (f"{task} of {id(asked.target)}", asked.anchor)
    pairs = asked.report.pairs
    if key not in pairs:
        assert asked.report.signals is not None
        found = right_choices(task, asked.report.signals, asked.target, asked.anchor, units)
        pairs[key] = [r for r in found if bool(open_[r])]
    return pairs[key]  # type: ignore[return-value]


# ---- the loss


@dataclass
class Asked:
    """A telling of one report in a batch."""

    report: Report
    offset: int
    target: Target
    anchor: int
    entity: torch.Tensor | None = None

    def weight(self, slot: str) -> float:
        return OPEN if slot in self.target.open else 1.0


def loss_of(model: Model, reports: list[Report]) -> tuple[torch.Tensor, collections.Counter[str]]:
    batch = put_together(reports)
    states = model.read(batch)
    scores = model.event_scores(states)
    tells = torch.tensor([float(any(c["kind"] == "transfer" for c in r.gold)) for r in reports])
    pages = (
        F.binary_cross_entropy_with_logits(model.page_scores(states, batch), tells, reduction="sum") * PAGE
    )
    right, weight, asked = _events(model, reports, scores.detach())
    events = (F.binary_cross_entropy_with_logits(scores, right, reduction="none") * weight).sum()
    parts = collections.Counter(events=float(events.detach()), pages=float(pages.detach()))
    if not asked:
        return events + pages, parts
    anchors = torch.tensor([a.offset + a.anchor for a in asked])
    query = model.ask(states[anchors], torch.tensor([a.target.event for a in asked]))
    slots = _classes(model, query, asked)
    for role in ROLES:
        slots = slots + _role(model, role, states, query, asked, parts)
    for task in TASKS:
        slots = slots + _task(model, task, states, query, asked, parts)
    return events + pages + 0.7 * slots, parts


def _events(
    model: Model, reports: list[Report], scores: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, list[Asked]]:
    """What each unit should tell, what that counts for, and the tellings with the anchor chosen for each."""
    right, weight = torch.zeros_like(scores), torch.ones_like(scores)
    asked: list[Asked] = []
    offset, stages = 0, len(STAGES)
    for report in reports:
        size = len(report.tensors["weight"])
        weight[offset : offset + size] = report.tensors["weight"]
        mine: list[Asked] = []
        for target in report.tellings:
            rows = [offset + a for a in target.anchors]
            if target.event is None:
                weight[rows, :stages] = 0
                continue
            best = target.anchors[int(scores[rows, target.event].argmax())]
            if len(rows) > 1:
                weight[rows, target.event] *= right[rows, target.event]
            row = offset + best
            if "stage" in target.open:
                weight[row, :stages] *= right[row, :stages]
            right[row, target.event] = 1
            weight[row, target.event] = 0.5 if "stage" in target.open else 1.0
            mine.append(Asked(report, offset, target, best))
        _remember(model, mine)
        asked += mine
        offset += size
    return right, weight, asked


def _remember(model: Model, asked: list[Asked]) -> None:
    """Gives each telling what the others of its report say, as gold has it; in training often with gaps, or nothing."""
    if not asked:
        return
    signals = asked[0].report.signals
    assert signals is not None
    told = [
        Told(
            a.anchor,
            *(next(iter(sorted(a.target.names(r))), "") for r in ("supplier",)),
            next(iter(sorted(a.target.names("recipient") | a.target.names("state"))), ""),
            str(a.target.first.get("equipment", "")).lower(),
        )
        for a in asked
    ]
    known = not model.training or random.random() < 0.6
    gaps = model.training and random.random() < 0.5
    for n, a in enumerate(asked):
        memory = None
        anchors = np.array([a.anchor])
        if known:
            kept = [told[n]] + [
                t for m, t in enumerate(told) if m != n and not (gaps and random.random() < 0.25)
            ]
            anchors = np.array([t.anchor for t in kept])
            memory = kept
        a.entity = torch.tensor(entity_features(signals, anchors, memory)[0]) if signals.codes else None


def _classes(model: Model, query: torch.Tensor, asked: list[Asked]) -> torch.Tensor:
    total = torch.zeros(())
    for kind, head, wanted in (("modality", model.modality, True), ("basis", model.basis, False)):
        rows = [
            n for n, a in enumerate(asked)
            if (a.target.first["kind"] == "transfer") == wanted and (wanted or "basis" in a.target.first)
        ]  # fmt: skip
        if rows:
            right = torch.tensor([class_of(kind, asked[n].target) for n in rows])
            weight = torch.tensor([asked[n].weight(kind) for n in rows])
            total = total + (F.cross_entropy(head(query[rows]), right, reduction="none") * weight).sum()
    return total


def _role(
    model: Model,
    role: str,
    states: torch.Tensor,
    query: torch.Tensor,
    asked: list[Asked],
    parts: collections.Counter[str],
) -> torch.Tensor:
    rows, keys, features, groups, entities, entity_rows, chosen = [], [], [], [], [], [], []
    at = 0
    for n, a in enumerate(asked):
        if (a.target.first["kind"] == "transfer") == (role == "state") or a.entity is None:
            continue
        assert a.report.signals is not None
        right = right_codes(role, a.report.signals, a.target)
        if right is None:
            continue
        t = a.report.tensors
        rows.append(torch.full((len(t["candidates"]),), n))
        keys.append(t["candidates"] + a.offset)
        features.append(_party(a.report, a.anchor))
        groups.append(t["code_of"] + at)
        entities.append(a.entity)
        entity_rows.append(torch.full((len(a.entity),), n))
        chosen.append((n, at, len(a.entity), right, a.weight(role)))
        at += len(a.entity)
    if not rows:
        return torch.zeros(())
    pairs = model.pairs[role](torch.cat(rows), query, states[torch.cat(keys)], torch.cat(features))
    codes = _sum_exp(pairs, torch.cat(groups), at)
    codes = codes + model.entity_scores(role, query, torch.cat(entity_rows), torch.cat(entities))
    nobody = model.nobody[role](query).squeeze(-1)
    total = torch.zeros(())
    for n, start, size, right, weight in chosen:
        chances = F.log_softmax(torch.cat([nobody[n : n + 1], codes[start : start + size]]), 0)
        found = -chances[[1 + r for r in right]].mean() if right else -chances[0]
        total = total + found * weight
    parts[role] += float(total.detach())
    return total


def _sum_exp(scores: torch.Tensor, groups: torch.Tensor, size: int) -> torch.Tensor:
    """log of the sum of exp of the scores of each group."""
    most = torch.full((size,), -1e4).scatter_reduce(0, groups, scores.detach(), "amax")
    total = torch.zeros(size).index_add(0, groups, torch.exp(scores - most[groups]))
    return torch.log(total.clamp(min=1e-9)) + most


def _task(
    model: Model,
    task: str,
    states: torch.Tensor,
    query: torch.Tensor,
    asked: list[Asked],
    parts: collections.Counter[str],
) -> torch.Tensor:
    rows, keys, fixed, features, groups, rights, weights, prices = [], [], [], [], [], [], [], []
    count = 0
    for n, a in enumerate(asked):
        if a.target.first["kind"] != "transfer" and task in ("equipment", "quantity", "value"):
            continue
        units, open_, marks = _pointers(a.report, task, a.anchor)
        if int(open_.sum()) < 2:
            continue
        right = _right(a, task, units, open_)
        if not right:
            continue
        choices = torch.nonzero(open_).squeeze(-1)
        rows.append(torch.full((len(choices),), n))
        place = torch.tensor([0, 0, 0, *(u + a.offset for u in units)])[choices]
        keys.append(place)
        fixed.append(torch.where(choices < 3, choices, -1))
        features.append(marks[choices])
        groups.append(torch.full((len(choices),), count))
        is_right = torch.zeros(len(open_))
        is_right[right] = 1
        rights.append(is_right[choices])
        weights.append(a.weight(task))
        if task == "value" and "value" in a.target.first and right[0] >= 3:
            prices.append((n, units[right[0] - 3] + a.offset))
        count += 1
    if not count:
        return torch.zeros(())
    special = torch.cat(fixed)
    there = (special >= 0)[:, None]
    vectors = torch.where(there, model.special.weight[special.clamp(min=0)], states[torch.cat(keys)])
    scores = model.pairs[task](torch.cat(rows), query, vectors, torch.cat(features))
    scores = scores + torch.where(there[:, 0], model.fixed[task][special.clamp(min=0)], 0.0)
    group, good = torch.cat(groups), torch.cat(rights)
    everything = _sum_exp(scores, group, count)
    rightly = _sum_exp(torch.where(good > 0, scores, -1e4), group, count)
    total = ((everything - rightly) * torch.tensor(weights)).sum()
    parts[task] += float(total.detach())
    if prices:
        both = torch.cat([query[[n for n, _ in prices]], states[[u for _, u in prices]]], -1)
        for kind, head in (("value_basis", model.value_basis), ("value_scope", model.value_scope)):
            right_class = torch.tensor([class_of(kind, asked[n].target) for n, _ in prices])
            weight = torch.tensor([asked[n].weight(kind) for n, _ in prices])
            total = total + (F.cross_entropy(head(both), right_class, reduction="none") * weight).sum()
    return total


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
