"""A small network that says which units tell a transfer, a force or a sum spent, and what belongs to each.

Enters: Signals. Leaves: for each unit the chance that it tells each event, and for each telling the scores of the
choices of its slots. The weights (``data/model/english.npz``) are made by ``training/train.py``; nothing here learns.
Words stand as vectors distilled from a sentence encoder, and beside them what an encoder makes of each unit among the
sentences around it (encoder.py); a two-way LSTM reads each sentence; parties and slots are scored as pairs of a telling
and a choice. All but the encoder is float32 in NumPy.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy as np
from threadpoolctl import ThreadpoolController

from ..model import STAGES
from .choices import Pointers, steps_between
from .encoder import load_encoder
from .signals import Floats, Ints, Signals

FORCES = (
    "active personnel", "reserve personnel", "armoured vehicles", "tanks", "aircraft", "ships", "missiles",
)  # fmt: skip
SPENDING = ("military expenditure", "defence budget", "arms purchases")
EVENTS = (*STAGES, *FORCES, *SPENDING)
MODALITIES = ("", "planned", "alleged", "denied")
BASES = ("current", "plan", "ceiling", "level", "increase")
VALUE_BASES = ("", "estimate", "contract")
SCOPES = ("", "shared")
ROLES = ("supplier", "recipient", "state")

AT_ONCE = 20_000
"""Pairs of telling and choice that are scored in one go."""
BUCKETS = 256
"""Rows for words that the vocabulary lacks, by hash; one more row stands for all numbers."""


def word_row(word: str, vocabulary: dict[str, int]) -> int:
    """The row of a word in the table of vectors."""
    row = vocabulary.get(word)
    if row is not None:
        return row
    size = len(vocabulary)
    return size if word.isdigit() else size + 1 + crc32(word.encode()) % BUCKETS


def softmax(scores: Floats) -> Floats:
    """Chances along the last axis."""
    found: Floats = scores - scores.max(axis=-1, keepdims=True)
    np.exp(found, out=found)
    found /= found.sum(axis=-1, keepdims=True)
    return found


def sigmoid(x: Floats) -> Floats:
    return np.asarray((np.tanh(x / 2) + 1) / 2, dtype=np.float32)


@dataclass(frozen=True)
class Reading:
    """What the network made of one page."""

    states: Floats
    """(units, width): each unit in its sentence."""
    chances: Floats
    """(units, len(EVENTS))."""
    page: float
    """The chance that the page tells a transfer at all."""


class _Sums:
    """The sum of the vectors of a unit's features, kept for the next unit that has the same ones."""

    LARGEST = 1 << 15

    def __init__(self, known: dict[str, int], table: Floats) -> None:
        self.known, self.table = known, table
        self.at: dict[tuple[str, ...], int] = {}
        self.kept = np.zeros((64, table.shape[1]), dtype=np.float32)

    def rows(self, units: list[tuple[str, ...]]) -> Floats:
        """(units, width)."""
        if len(self.at) + len(units) > self.LARGEST:
            self.at.clear()
        at = self.at
        rows = [at[f] if f in at else self._add(f) for f in units]
        return self.kept[rows]

    def _add(self, features: tuple[str, ...]) -> int:
        row = len(self.at)
        if row == len(self.kept):
            self.kept = np.concatenate((self.kept, np.zeros_like(self.kept)))
        self.kept[row] = self.table[[self.known.get(f, 0) for f in features]].sum(axis=0)
        self.at[features] = row
        return row


class Network:
    """The weights, and what they compute. Shapes are given where they enter."""

    def __init__(self, arrays: dict[str, Any], encode: Callable[[Signals], Floats]) -> None:
        """``encode`` gives what the sentences say of each unit: (units, width of the encoder)."""
        self.encode = encode
        about = json.loads(bytes(arrays["about"]).decode("utf-8"))
        self.vocabulary = {w: i for i, w in enumerate(about["words"])}
        self.feature_rows = {f: i + 1 for i, f in enumerate(about["features"])}
        self.w: dict[str, Floats] = {
            name: np.ascontiguousarray(a, dtype=np.float32) for name, a in arrays.items() if name != "about"
        }
        self._sums = _Sums(self.feature_rows, self.w["features"] @ self.w["input.features"].T)

    # ---- units

    def read(self, signals: Signals) -> Reading:
        """The states and events of all units of a page, and whether it tells a transfer."""
        w = self.w
        signals.encoded = encoded = self.encode(signals)
        inputs = self._inputs(signals, encoded)
        row = signals.row
        states = self._lstm("lstm", inputs, row, signals.place) + inputs
        states += encoded @ w["encoded.1.weight"].T + w["encoded.1.bias"]
        states = self._attend(row, states)
        if "context.out" in w:
            states += self._context(row, states)[row]
        hidden = np.maximum(states @ w["event.0.weight"].T + w["event.0.bias"], 0)
        chances = sigmoid(hidden @ w["event.1.weight"].T + w["event.1.bias"])
        page = sigmoid(states.max(axis=0) @ w["page.weight"].T + w["page.bias"])
        return Reading(states, chances, float(page[0]))

    def _inputs(self, signals: Signals, encoded: Floats) -> Floats:
        w, n = self.w, len(signals.units)
        vectors = np.zeros((n, w["words"].shape[1]), dtype=np.float32)
        rows = [word_row(x, self.vocabulary) for words in signals.words for x in words]
        lengths = np.array([len(words) for words in signals.words])
        told = lengths > 0
        if rows:
            starts = np.concatenate(([0], np.cumsum(lengths[told])[:-1]))
            vectors[told] = np.add.reduceat(w["words"][rows], starts) / lengths[told][:, None]
        kinds = self._sums.rows(signals.features) + self._sums.rows(signals.settings)
        kinds += self._sums.rows(signals.deeds)
        kinds += vectors @ w["input.words"].T
        kinds += encoded @ w["encoded.0.weight"].T
        kinds += w["input.bias"] + w["encoded.0.bias"]
        np.maximum(kinds, 0, out=kinds)
        return kinds

    def _context(self, row: Ints, x: Floats) -> Floats:
        """What the sentences around say: (sentences, width)."""
        w = self.w
        starts = np.searchsorted(row, np.arange(row[-1] + 1))
        told = np.maximum(np.maximum.reduceat(x @ w["context.enter"] + w["context.enter.bias"], starts), 0)
        one = np.zeros(len(starts), dtype=np.int64)
        found: Floats = self._lstm("context.lstm", told, one, np.arange(len(starts))) @ w["context.out"]
        return found

    def _attend(self, row: Ints, x: Floats) -> Floats:
        """Attention within each sentence: (units, width)."""
        w, layer = self.w, 0
        width = x.shape[1]
        bounds = [0, *(np.flatnonzero(np.diff(row)) + 1), len(row)]
        apart = steps_between(int(np.diff(bounds).max()))
        while f"attend.{layer}.out" in w:
            name = f"attend.{layer}."
            normal = x - x.mean(axis=1, keepdims=True)
            normal /= np.sqrt(np.square(normal).mean(axis=1, keepdims=True) + np.float32(1e-5))
            normal = normal * w[name + "norm.weight"] + w[name + "norm.bias"]
            heads = w[name + "distance"].shape[1]
            qkv = normal @ w[name + "qkv"] + w[name + "qkv.bias"]
            q, k, v = qkv.reshape(len(x), 3, heads, width // heads).transpose(1, 2, 0, 3)
            distance = np.ascontiguousarray(w[name + "distance"].T[:, apart])
            read = np.empty((len(x), heads, width // heads), dtype=np.float32)
            for a, b in itertools.pairwise(bounds):
                scores = q[:, a:b] @ k[:, a:b].swapaxes(1, 2)
                scores += distance[:, : b - a, : b - a]
                read[a:b] = (softmax(scores) @ v[:, a:b]).swapaxes(0, 1)
            x = np.asarray(
                x + read.reshape(len(x), width) @ w[name + "out"] + w[name + "out.bias"], dtype=np.float32
            )
            layer += 1
        return x

    def _lstm(self, name: str, inputs: Floats, row: Ints, place: Ints) -> Floats:
        """Both directions of an LSTM over each row: (units, width)."""
        w = self.w
        lengths = np.bincount(row)
        order = np.argsort(-lengths, kind="stable")
        rank = np.empty(len(lengths), dtype=np.int64)
        rank[order] = np.arange(len(order))
        sizes = lengths[order]
        longest, rows = int(sizes[0]), len(order)
        batch = rank[row]
        back = sizes[batch] - 1 - place
        half = w[f"{name}.hidden"].shape[2] // 4
        gates = np.zeros((longest, 2, rows, 4 * half), dtype=np.float32)
        gates[place, 0, batch] = inputs @ w[f"{name}.input"][0] + w[f"{name}.bias"][0]
        gates[back, 1, batch] = inputs @ w[f"{name}.input"][1] + w[f"{name}.bias"][1]
        state = np.zeros((2, rows, half), dtype=np.float32)
        cell = np.zeros_like(state)
        out = np.empty((longest, 2, rows, half), dtype=np.float32)
        alive = np.searchsorted(-sizes, -np.arange(longest), side="left")
        for step in range(longest):
            n = int(alive[step])
            z = gates[step, :, :n]
            z += state[:, :n] @ w[f"{name}.hidden"]
            # The weights of the three gates are halved when they are loaded: tanh stands for the sigmoid.
            np.tanh(z, out=z)
            i, f, o = z[..., :half], z[..., half : 2 * half], z[..., 3 * half :]
            c = cell[:, :n]
            c *= f + 1
            c += (i + 1) * z[..., 2 * half : 3 * half]
            c *= 0.5
            h = np.tanh(c)
            h *= o + 1
            h *= 0.5
            state[:, :n] = h
            out[step, :, :n] = h
        return np.concatenate((out[place, 0, batch], out[back, 1, batch]), axis=1)

    # ---- tellings

    def query(self, states: Floats, events: Ints) -> Floats:
        """(tellings, width): what a telling looks for, from its anchor's state and its event."""
        found: Floats = np.tanh(states @ self.w["query.state"].T + self.w["query.event"][events])
        return found

    def classes(self, kind: str, query: Floats) -> Ints:
        """The class of each telling: modality, basis; value_basis and value_scope take the price's state too."""
        scores = query @ self.w[f"{kind}.weight"].T + self.w[f"{kind}.bias"]
        found: Ints = scores.argmax(axis=-1)
        return found

    def candidates(
        self, role: str, query: Floats, states: Floats, signals: Signals, party: Ints
    ) -> tuple[Floats, Floats]:
        """Scores of candidates (tellings, candidates), and what they come to for each code (tellings, codes)."""
        at = np.array([c.unit for c in signals.candidates], dtype=np.int64)
        scores = self._pairs(role, query, states[at], party)
        order = np.argsort(signals.code_of, kind="stable")
        starts = np.searchsorted(signals.code_of[order], np.arange(len(signals.codes)))
        sorted_ = scores[:, order]
        most = np.maximum.reduceat(sorted_, starts, axis=1)
        total = np.add.reduceat(np.exp(sorted_ - most[:, signals.code_of[order]]), starts, axis=1)
        return scores, most + np.log(total)

    def roles(self, role: str, query: Floats, by_code: Floats, entity: Ints) -> Floats:
        """Chances of nobody and of each code: (tellings, 1 + codes)."""
        w = self.w
        scores = by_code + w[f"{role}.entity.linear"][entity].sum(axis=-1)
        hidden = (query @ w[f"{role}.entity.query"].T + w[f"{role}.entity.bias"])[:, None, :]
        hidden = np.maximum(hidden + w[f"{role}.entity.table"][entity].sum(axis=-2), 0)
        scores += hidden @ w[f"{role}.entity.out"]
        nobody = query @ w[f"{role}.nobody.weight"] + w[f"{role}.nobody.bias"]
        return softmax(np.concatenate((nobody[:, None], scores), axis=1))

    def slots(self, task: str, query: Floats, states: Floats, found: Pointers) -> Floats:
        """Chances of the choices of a slot: (tellings, 3 + units)."""
        special = self.w["special"]
        fixed = np.zeros((len(query), 3, found.features.shape[2]), dtype=np.int64)
        features = np.concatenate((fixed, found.features), axis=1)
        keys = np.concatenate((special, states[found.units]))
        scores = self._pairs(task, query, keys, features)
        scores[:, :3] += self.w[f"{task}.fixed"]
        return softmax(np.where(found.open, scores, np.float32(-1e9)))

    def _pairs(self, name: str, query: Floats, keys: Floats, features: Ints) -> Floats:
        """Scores of pairs of telling and choice: (tellings, choices)."""
        w = self.w
        asked = query @ w[f"{name}.query"].T + w[f"{name}.bias"]
        offered = keys @ w[f"{name}.key"].T
        scores = (query @ w[f"{name}.left"].T) @ (keys @ w[f"{name}.right"].T).T
        step = max(1, AT_ONCE // len(keys))
        for at in range(0, len(query), step):
            part = slice(at, at + step)
            hidden = w[f"{name}.table"][features[part]].sum(axis=-2)
            hidden += asked[part, None, :]
            hidden += offered
            np.maximum(hidden, 0, out=hidden)
            scores[part] += hidden @ w[f"{name}.out"]
        return scores


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()


def on_one_thread() -> AbstractContextManager[object]:
    """Keeps NumPy to one thread: its matrices are small here, and a second thread waits more than it works."""
    return _libraries().limit(limits=1, user_api="blas")  # type: ignore[no-any-return]


@cache
def load_network() -> Network:
    """The network of the package, read at first use."""
    place = files("armstrail").joinpath("data", "model", "english.npz")
    with place.open("rb") as file, np.load(file) as arrays:
        return Network(dict(arrays), load_encoder())
