"""Makes a .pt file to go on from out of the weights that armstrail carries: ``python training/resume.py OUT.pt``.

The network's arrays are taken back from half precision, the encoder's matrices from eight bits; what `export` folds
together (events into queries, the adapter into the input) stays folded, which reads the same. Needs PyTorch and onnx.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from armstrail.extract.choices import TASKS
from armstrail.extract.network import ROLES

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "armstrail" / "data" / "model"
HEADS, HEADS_DEEP = 4, 12
"""Heads of attention within a sentence, and of a layer of the encoder."""

Weights = dict[str, np.ndarray]


def network_weights(arrays: Weights) -> Weights:
    """The parameters of ``Model`` from the arrays that ``Model.export`` wrote."""
    a = {k: v.astype(np.float32) for k, v in arrays.items() if k != "about"}
    vectors, width = a["input.words"].shape[1], len(a["input.bias"])
    out = {
        "words.weight": a["words"],
        "adapt.weight": np.zeros((vectors, vectors), np.float32),
        "features.weight": a["features"],
        "input.weight": np.concatenate([a["input.words"], a["input.features"]], 1),
        "input.bias": a["input.bias"],
        "query.weight": np.concatenate([a["query.state"], np.eye(width, dtype=np.float32)], 1),
        "query.bias": np.zeros(width, np.float32),
        "events.weight": a["query.event"],
        "special.weight": a["special"],
        "context.enter.weight": a["context.enter"].T,
        "context.enter.bias": a["context.enter.bias"],
        "context.out.weight": a["context.out"].T,
    }
    out |= _lstm("lstm", a) | _lstm("context.lstm", a)
    for name, array in a.items():
        first, _, rest = name.partition(".")
        if first == "attend":
            out |= _attention(name, array)
        elif first in ("page", "event", "modality", "basis", "value_basis", "value_scope", "encoded"):
            out[name] = array
        elif first in (*ROLES, *TASKS):
            out |= _pair(first, rest, array)
    return out


def _attention(name: str, array: np.ndarray) -> Weights:
    layer, _, part = name.removeprefix("attend.").partition(".")
    if part.startswith("qkv"):
        width = array.shape[-1] // 3
        array = array.copy()
        array[..., :width] *= math.sqrt(width // HEADS)
    name = f"attend.{layer}.{part}"
    if part in ("qkv", "out"):
        return {f"{name}.weight": array.T}
    return {f"{name}.weight" if part == "distance" else name: array}


def _pair(choice: str, part: str, array: np.ndarray) -> Weights:
    at = f"pairs.{choice}"
    if part == "fixed":
        return {f"fixed.{choice}": array}
    if part == "bias":
        return {f"{at}.query.bias": array}
    if part == "left":
        return {f"{at}.left.weight": array * math.sqrt(len(array))}
    if part == "out":
        return {f"{at}.out.weight": array[None]}
    if part in ("query", "key", "right", "table"):
        return {f"{at}.{part}.weight": array}
    if part == "nobody.weight":
        return {f"nobody.{choice}.weight": array[None]}
    if part == "nobody.bias":
        return {f"nobody.{choice}.bias": array}
    kind = part.removeprefix("entity.")
    return {
        "query": {f"entity_query.{choice}.weight": array},
        "bias": {f"entity_query.{choice}.bias": array},
        "table": {f"entity_table.{choice}.weight": array},
        "linear": {f"entity_linear.{choice}.weight": array.reshape(-1, 1)},
        "out": {f"entity_out.{choice}.weight": array[None]},
    }[kind]


def _lstm(name: str, a: Weights) -> Weights:
    """Both directions; the gates of three, halved for use, as they were."""
    half = a[f"{name}.hidden"].shape[1]
    gate = np.concatenate([np.full(2 * half, 2.0), np.ones(half), np.full(half, 2.0)]).astype(np.float32)
    out = {}
    for n, end in enumerate(("", "_reverse")):
        out[f"{name}.weight_ih_l0{end}"] = a[f"{name}.input"][n].T * gate[:, None]
        out[f"{name}.weight_hh_l0{end}"] = a[f"{name}.hidden"][n].T * gate[:, None]
        out[f"{name}.bias_ih_l0{end}"] = a[f"{name}.bias"][n] * gate
        out[f"{name}.bias_hh_l0{end}"] = np.zeros_like(gate)
    return out


def encoder_weights(path: Path) -> Weights:
    """The layers of ``Encoder`` from what carry.py wrote, taken back from eight bits."""
    kept = {i.name: numpy_helper.to_array(i) for i in onnx.load(path).graph.initializer}
    found = {name: array for name, array in kept.items() if name.endswith((".weight", ".bias"))}
    turned = "_Transposed_quantized"
    for name in [n for n in kept if n.endswith(turned)]:
        short = name.removesuffix("_quantized")
        whole = kept[name].astype(np.float32) - kept[f"{short}_zero_point"]
        found[name.removesuffix(turned)] = (whole * kept[f"{short}_scale"]).T
    out = {f"encoder.{name}": a for name, a in found.items() if name.startswith("bert.encoder.")}
    out["encoder.mix"] = kept["mix"]
    for name, array in found.items():
        if name.startswith("together."):
            layer, kind = name.split(".")[1:]
            own = f"encoder.bert.encoder.layer.{layer}.attention.self"
            size = len(array) // 3
            scale = (size // HEADS_DEEP) ** -0.25
            for n, (part, by) in enumerate((("query", scale), ("key", scale), ("value", 1.0))):
                out[f"{own}.{part}.{kind}"] = array[n * size : (n + 1) * size] / by
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    with np.load(MODEL / "english.npz") as arrays:
        weights = network_weights(dict(arrays))
        features = json.loads(arrays["about"].tobytes())["features"]
    weights |= encoder_weights(MODEL / "encoder.onnx")
    state = {k: torch.tensor(np.ascontiguousarray(v)) for k, v in weights.items()}
    torch.save({"features": features, "state": state}, args.out)


if __name__ == "__main__":
    main()
