"""Scores quotations and speakers on PolNeAR: ``python bench/polnear.py OUT [dev|measure|all] [--errors N]``.

OUT is the folder that ``../shared/tools/polnear.py convert SPLIT OUT`` wrote, outside the repository. ``dev`` and
``measure`` are halves by a checksum of the document's name: rules are written on the one and looked at on the other.
Prints the scorer's table and the characters read in a second of processor time, layout apart. The whole way, as
acceptance runs it: ``armstrail extract --no-screen OUT/docs.jsonl > P`` and ``polnear.py score OUT P``.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
import zlib
from pathlib import Path
from types import ModuleType

from armstrail.extract.attribution import find_attributions
from armstrail.extract.page import lay_out
from armstrail.extract.statements import find_statements
from armstrail.model import Document

TOOLS = [p / "shared" / "tools" / "polnear.py" for p in Path(__file__).resolve().parents]


def load_scorer() -> ModuleType:
    """The scorer beside this checkout."""
    path = next((p for p in TOOLS if p.exists()), None)
    if path is None:
        sys.exit("no ../shared/tools/polnear.py beside this checkout")
    spec = importlib.util.spec_from_file_location("polnear", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path}: cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules["polnear"] = module
    spec.loader.exec_module(module)
    return module


def belongs(name: str, half: str) -> bool:
    """Whether a document is of a half."""
    return half == "all" or (zlib.crc32(name.encode()) % 2 == 0) == (half == "dev")


def main() -> None:
    """Runs and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("half", nargs="?", choices=("dev", "measure", "all"), default="all")
    parser.add_argument("--errors", type=int, default=0, help="show up to N wrong speakers (dev only)")
    args = parser.parse_args()
    scorer = load_scorer()
    texts, gold, loose = scorer.load_all(args.out)
    texts = {k: v for k, v in texts.items() if belongs(k, args.half)}
    gold, loose = ([c for c in cs if c["doc"] in texts] for cs in (gold, loose))
    found: list[dict[str, object]] = []
    laid_out = attributed = 0.0
    for name, text in texts.items():
        start = time.process_time()
        page = lay_out(Document(text, name))
        middle = time.process_time()
        page.attributions = find_attributions(page)
        claims = find_statements(page, about_arms=False)
        attributed += time.process_time() - middle
        laid_out += middle - start
        found += [json.loads(json.dumps(c.as_record())) for c in claims]
    rows, matched, _ = scorer.score(texts, gold, found, loose)
    scorer.show(rows)
    size = sum(map(len, texts.values()))
    print(
        f"characters a second: layout {size / laid_out:,.0f}; attributions and statements {size / attributed:,.0f}"
    )
    wrong = [(g, p) for g, p, right in matched if not right and g.get("speaker_kind") == "name"]
    for g, p in wrong[: args.errors if args.half == "dev" else 0]:
        print(
            f"{g['doc']} [{g['start']}:{g['end']}] gold {g.get('speaker')!r}, read {p.get('speaker')!r} ({p['rule']})"
        )


if __name__ == "__main__":
    main()
