"""What the network is taught: the tensors of reports, and what a model costs on them.

Enters: a Model and Reports with their tellings. Leaves: the loss of a batch, and its parts.
"""

from __future__ import annotations

import collections
import random
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from model import Batch, Model
from records import Report
from targets import Target, class_of, right_choices, right_codes

from armstrail.extract.choices import TASKS, Told, entity_features, party_features, pointers
from armstrail.extract.network import EVENTS, ROLES, word_row
from armstrail.extract.pieces import find_pieces
from armstrail.model import STAGES

OPEN = 0.3
"""What a slot that gold leaves open counts for."""
PAGE = 2.0
"""What it counts for whether a page tells a transfer at all."""


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
