"""Measures the finding of names: ``python bench/mentions.py [FOLDER…]``.

Prints how long the vocabulary takes to load and how many characters a second ``find`` reads, in CPU time of one
core, on the text files of the folders (by default the gold texts), each as a document of its own. The best of five
runs counts.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Runs the measurements and prints them."""
    from armstrail import rules
    from armstrail.extract.mentions import Vocabulary
    from armstrail.extract.names import Names

    loads = []
    for _ in range(5):
        rules.load_table.cache_clear()
        begun = time.process_time()
        names = Names()
        loads.append(time.process_time() - begun)
    print(f"load: {min(loads):.3f} s with the tables, {len(names)} keys")
    folders = [Path(a) for a in sys.argv[1:]] or [ROOT / "tests" / "gold" / "texts"]
    texts = [p.read_text(encoding="utf-8") for folder in folders for p in sorted(folder.glob("**/*.txt"))]
    vocabulary = Vocabulary()
    runs = []
    for _ in range(5):
        begun = time.process_time()
        found = [vocabulary.find(text) for text in texts]
        runs.append(time.process_time() - begun)
    size = sum(map(len, texts))
    print(f"find: {size / min(runs) / 1e6:.2f} million characters a second over {size} in {len(texts)} texts")
    print("found:", dict(Counter(m.type for mentions in found for m in mentions).most_common()))


if __name__ == "__main__":
    main()
