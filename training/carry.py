"""Writes what a run of train.py or average.py left, for use: ``python training/carry.py RUN.pt [FOLDER]``.

The network goes to english.npz in half precision, the encoder to encoder.onnx: its matrices in eight bits, a scale for
each column (``quantize_dynamic`` of onnxruntime), of which seven are used, so that processors without VNNI add them up
without overflow. Needs PyTorch, onnx and onnxruntime.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from model import Encoder, Model, Shape
from onnxruntime.quantization import QuantType, quantize_dynamic

HERE = Path(__file__).resolve().parent


class Plain(torch.nn.Module):
    """The same encoder over one row of pieces, in single precision; queries, keys and values in one step."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.bert, self.size, self.first, self.mix = encoder.bert, encoder.size, encoder.first, encoder.mix
        self.heads: int = encoder.bert.config.num_attention_heads
        self.together = torch.nn.ModuleList(self._together(layer) for layer in self.bert.encoder.layer)

    def _together(self, layer: torch.nn.Module) -> torch.nn.Linear:
        own = layer.attention.self
        scale = (self.size // self.heads) ** -0.25
        parts = ((own.query, scale), (own.key, scale), (own.value, 1.0))
        one = torch.nn.Linear(self.size, 3 * self.size)
        with torch.no_grad():
            one.weight.copy_(torch.cat([p.weight * by for p, by in parts]))
            one.bias.copy_(torch.cat([p.bias * by for p, by in parts]))
        return one

    def forward(self, pieces: torch.Tensor) -> torch.Tensor:
        """``pieces`` (length,) → (length, size)."""
        e = self.bert.embeddings
        places = e.position_embeddings.weight[: pieces.shape[0]] + e.token_type_embeddings.weight[0]
        x = early = e.LayerNorm(e.word_embeddings(pieces) + places)
        for n, (layer, together) in enumerate(zip(self.bert.encoder.layer, self.together, strict=True)):
            if n == self.first:
                early = x
            qkv = together(x).view(-1, 3, self.heads, self.size // self.heads)
            q, k, v = qkv[:, 0].transpose(0, 1), qkv[:, 1].permute(1, 2, 0), qkv[:, 2].transpose(0, 1)
            read = (q @ k).softmax(-1) @ v
            out = layer.attention.output
            x = out.LayerNorm(out.dense(read.transpose(0, 1).reshape(-1, self.size)) + x)
            deep = F.gelu(layer.intermediate.dense(x))
            x = layer.output.LayerNorm(layer.output.dense(deep) + x)
        return early + self.mix * x


def write_network(run: dict[str, Any], out: Path) -> Model:
    """The arrays that ``armstrail/extract/network.py`` reads; the model that they come from."""
    with np.load(HERE / "vectors.npz") as kept:
        words, vectors = [str(w) for w in kept["words"]], kept["vectors"].astype(np.float32)
    shape = Shape()
    model = Model(shape, words, run["features"], vectors[:, : shape.vectors])
    table = {k: v for k, v in model.state_dict().items() if k.startswith("encoder.bert.embeddings.")}
    model.load_state_dict(table | run["state"])
    np.savez_compressed(out, **model.export())  # type: ignore[arg-type]
    return model


def write_encoder(encoder: Encoder, out: Path) -> None:
    pieces = torch.randint(1000, 30_000, (100,))
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Plain(encoder).eval(), (pieces,), str(whole), input_names=["pieces"], output_names=["states"],
            dynamo=False, opset_version=17, dynamic_axes={name: {0: "length"} for name in ("pieces", "states")},
        )  # fmt: skip
        quantize_dynamic(whole, out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=HERE.parent / "armstrail" / "data" / "model")
    args = parser.parse_args()
    model = write_network(torch.load(args.run, weights_only=True), args.folder / "english.npz")
    write_encoder(model.encoder, args.folder / "encoder.onnx")


if __name__ == "__main__":
    main()
