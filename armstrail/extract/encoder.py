"""What an encoder of sentences makes of each unit of a page, with the sentences around it in view.

Enters: Signals. Leaves: one vector for each unit, the mean of its pieces'. The encoder is all-MiniLM-L6-v2 (Wang and
others 2020, https://arxiv.org/abs/2002.10957), trained further with the network (``training/train.py``): what its last
two layers make of a piece is added, weighed, to what the fourth makes of it. Its weights are in eight bits; onnxruntime
reads it on one thread.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from .pieces import Pieces, find_pieces
from .signals import Floats, Signals

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


class Encoder:
    """The encoder of the package."""

    def __init__(self, session: InferenceSession) -> None:
        self.session = session

    def __call__(self, signals: Signals) -> Floats:
        """(units, width); nothing where a unit has no words."""
        pieces = find_pieces(signals)
        found = self._read(pieces)
        units = len(signals.units)
        starts = np.flatnonzero(np.diff(pieces.unit, prepend=-1))
        out = np.zeros((units, found.shape[1]), dtype=np.float32)
        if len(starts):
            told = pieces.unit[starts]
            count = np.diff(starts, append=len(found)).astype(np.float32)
            out[told] = np.add.reduceat(found, starts) / count[:, None]
        return out

    def _read(self, pieces: Pieces) -> Floats:
        """(pieces, width): what the encoder makes of each piece that belongs to a unit."""
        rows: list[Floats] = [self.session.run(None, {"pieces": np.array(row)})[0] for row in pieces.rows]
        starts = np.cumsum([0, *map(len, rows[:-1])])
        found: Floats = np.concatenate(rows)[starts[pieces.row] + pieces.place]
        return found


@cache
def load_encoder() -> Encoder:
    """The encoder, read at first use."""
    import onnxruntime as ort  # half a second, which only the first page has to wait

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    place = files("armstrail").joinpath("data", "model", "encoder.onnx")
    return Encoder(ort.InferenceSession(place.read_bytes(), options, providers=["CPUExecutionProvider"]))
