"""Measures extraction on the project's gold and writes the tables of README.md and docs/accuracy.md.

``python docs/make_accuracy.py`` writes between the marks of both files; ``--print`` shows the tables only. It needs the
scorer that ``bench/gold.py`` uses. The prose around the tables is written by hand.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- accuracy: made by docs/make_accuracy.py -->", "<!-- end of accuracy -->"
KINDS = ("transfer", "statement", "force", "spending", "notice", "all")
HEAD = (
    "| {} | gold claims | found | slots: precision | recall | F1 | claims: F1 | every slot has its words |\n"
)
HEAD += "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"


def index() -> list[dict[str, str]]:
    """The documents of the gold set."""
    paths = sorted((ROOT / "tests" / "gold").glob("index_*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def score(*arguments: str) -> dict[str, Any]:
    """What ``bench/gold.py`` measures for some of the documents."""
    command = [sys.executable, str(ROOT / "bench" / "gold.py"), *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def line(name: str, row: dict[str, Any]) -> str:
    """One row of a table."""
    precision, recall, f1 = row["slots"]
    figures = " | ".join(f"{x:.3f}" for x in (precision, recall, f1, row["claims"][2], row["spans"]))
    return f"| {name} | {row['gold']} | {row['predicted']} | {figures} |\n"


def by_kind(split: str, *, kinds: tuple[str, ...] = KINDS) -> str:
    """A table by kind of claim."""
    found = score(split)
    return HEAD.format("kind") + "".join(line(k, found[k]) for k in kinds if found[k]["gold"])


def by_language(split: str) -> str:
    """A table by language, over all kinds."""
    codes = sorted({row.get("language", "en") for row in index() if row["split"] == split})
    return HEAD.format("language") + "".join(line(c, score(split, "--language", c)["all"]) for c in codes)


def core() -> str:
    """A table of how well supplier, recipient and item are read in other languages than English."""
    sys.path.insert(0, str(ROOT / "bench"))
    from gold import core_f1, load_index

    out = "| language | texts apart | F1 | texts for dev | F1 |\n| --- | ---: | ---: | ---: | ---: |\n"
    rows = {s: [r for r in load_index(s) if r.get("language", "en") != "en"] for s in ("measure", "dev")}
    for code in (*sorted({r["language"] for r in rows["measure"]}), "all"):
        cells = []
        for split in ("measure", "dev"):
            own = [r for r in rows[split] if code in (r["language"], "all")]
            cells += [str(len(own)), f"{core_f1(own):.3f}"]
        out += f"| {code} | {' | '.join(cells)} |\n"
    return out


def by_sort(split: str) -> str:
    """A table by sort of text, for English: what is meant to tell of transfers and what only looks like it."""
    names = {"news": "news", "notice": "official notices", "distractor": "looks like a transfer and is none"}
    rows = {name: score(split, "--kind", kind, "--language", "en")["all"] for kind, name in names.items()}
    return HEAD.format("English texts") + "".join(line(name, row) for name, row in rows.items())


def calibration(split: str) -> str:
    """The table of stated confidence against truth that ``bench/calibration.py`` prints."""
    command = [sys.executable, str(ROOT / "bench" / "calibration.py"), split]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def put(path: Path, text: str) -> None:
    """Put a text between the marks of a file, or at its end."""
    whole = path.read_text(encoding="utf-8")
    if BEGIN not in whole:
        whole = f"{whole.rstrip()}\n\n{BEGIN}\n{END}\n"
    before, _, rest = whole.partition(BEGIN)
    after = rest.partition(END)[2]
    path.write_text(f"{before}{BEGIN}\n{text}{END}{after}", encoding="utf-8")


def main() -> None:
    """Measure, then write or print."""
    documents = [row for row in index() if row["split"] == "measure"]
    transfers = len({row["transfer"] for row in documents})
    about = (
        f"{len(documents)} documents on {transfers} transfers, labelled by hand and kept apart from the work on rules "
        "(`tests/gold`, split by transfer):\n\n"
    )
    short = about + by_kind("measure")
    whole = short + "\nBy language:\n\n" + by_language("measure")
    whole += "\nSupplier, recipient and item of transfers in other languages:\n\n" + core()
    whole += "\nEnglish texts by sort:\n\n" + by_sort("measure")
    whole += "\nStated confidence of transfer claims against truth (a claim is true where supplier, recipient and item "
    whole += "are; fitted on `dev` and `training/held`, shown on `measure`):\n\n" + calibration("measure")
    whole += "\nOn `dev`, which rules were written and thresholds set with:\n\n" + by_kind("dev")
    if "--print" in sys.argv:
        print(whole)
        return
    put(ROOT / "README.md", short)
    put(ROOT / "docs" / "accuracy.md", whole)


if __name__ == "__main__":
    main()
