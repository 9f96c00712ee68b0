"""Writes the encoder that a run of train.py left, for use: ``python training/encoder.py RUN.pt [OUT.onnx]``.

Its matrices are kept in eight bits, a scale for each column (``quantize_dynamic`` of onnxruntime), of which seven
are used, so that processors without VNNI add them up without overflow. Needs PyTorch, onnx and onnxruntime.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import torch
import torch.nn.functional as F
from model import Encoder, Shape
from onnxruntime.quantization import QuantType, quantize_dynamic

ROOT = Path(__file__).resolve().parents[1]


class Plain(torch.nn.Module):
    """The same encoder over whole rows of pieces, in single precision."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.bert, self.size = encoder.bert, encoder.size

    def forward(self, pieces: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """``pieces`` and ``there`` (rows, longest) → (rows, longest, size)."""
        rows, longest = pieces.shape
        e, heads = self.bert.embeddings, self.bert.config.num_attention_heads
        places = e.position_embeddings.weight[:longest] + e.token_type_embeddings.weight[0]
        x = e.LayerNorm(e.word_embeddings(pieces) + places)
        hidden = (~there)[:, None, None, :].float() * -1e4
        for layer in self.bert.encoder.layer:
            own, out = layer.attention.self, layer.attention.output
            q, k, v = (
                m(x).view(rows, longest, heads, self.size // heads).transpose(1, 2)
                for m in (own.query, own.key, own.value)
            )
            read = (q @ k.transpose(2, 3) * (self.size // heads) ** -0.5 + hidden).softmax(-1) @ v
            x = out.LayerNorm(out.dense(read.transpose(1, 2).reshape(rows, longest, self.size)) + x)
            deep = F.gelu(layer.intermediate.dense(x))
            x = layer.output.LayerNorm(layer.output.dense(deep) + x)
        return x


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", type=Path)
    parser.add_argument(
        "out", type=Path, nargs="?", default=ROOT / "armstrail" / "data" / "model" / "encoder.onnx"
    )
    args = parser.parse_args()
    encoder = Encoder(Shape().layers, 0.0)
    state = torch.load(args.run, weights_only=True)["state"]
    encoder.load_state_dict(
        {k.removeprefix("encoder."): v for k, v in state.items() if k.startswith("encoder.")}
    )
    pieces = torch.randint(1000, 30_000, (4, 100))
    names = ["pieces", "there"]
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Plain(encoder).eval(), (pieces, torch.ones_like(pieces, dtype=torch.bool)), str(whole),
            input_names=names, output_names=["states"], dynamo=False, opset_version=17,
            dynamic_axes={name: {0: "rows", 1: "longest"} for name in (*names, "states")},
        )  # fmt: skip
        quantize_dynamic(whole, args.out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


if __name__ == "__main__":
    main()
