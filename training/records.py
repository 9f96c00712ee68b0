"""The reports that the network learns from, and those that it is scored on: their signals and what gold says of them.

Reads training/reports/*.jsonl, ../shared/seeds and tests/gold.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from scoring import GOLD, gold_claims, load_index, read_records
from targets import Target, find_targets

from armstrail.extract import annotate
from armstrail.extract.abroad import read_glossed
from armstrail.extract.grammar import grammar
from armstrail.extract.page import lay_out
from armstrail.extract.pieces import Pieces
from armstrail.extract.signals import Signals, read_signals
from armstrail.screen import find_passages

if TYPE_CHECKING:
    import torch

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


@dataclass
class Report:
    """One report: its signals, what gold says, and tensors that do not change."""

    name: str
    gold: list[dict[str, object]]
    signals: Signals | None
    tellings: list[Target] = field(default_factory=list)
    silent: set[int] = field(default_factory=set)
    pieces: Pieces | None = None
    tensors: dict[str, torch.Tensor] = field(default_factory=dict)
    pairs: dict[tuple[str, int], object] = field(default_factory=dict)
    """What choices.py gives for one anchor, by task or role."""


def read_reports(records: list[dict[str, object]]) -> list[Report]:
    """Reports with their signals; one that the screen rejects has none."""
    rules = grammar("en")
    assert rules is not None
    fields = ("id", "published", "text", "language")
    documents = read_records({"language": "en"} | {k: r[k] for k in fields if k in r} for r in records)
    out = []
    for r, document in zip(records, documents, strict=True):
        passages, _ = find_passages(document)
        language = str(r.get("language", "en"))
        if not passages:
            signals = None
        elif language != "en":
            signals = read_glossed(lay_out(document), language)
        else:
            signals = next(iter(read_signals(annotate(document, passages), rules)), None)
        report = Report(document.name, list(r["claims"]), signals)  # type: ignore[call-overload]
        if signals is not None:
            found = find_targets(signals, report.gold)
            report.tellings, report.silent = found.tellings, found.silent
        out.append(report)
    return out


def training_records(only: str = "*") -> list[dict[str, object]]:
    return [
        json.loads(line)
        for path in sorted((HERE / "reports").glob(f"{only}.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def seed_records() -> list[dict[str, object]]:
    """The five reports of ../shared/seeds with their gold: the first truth that armstrail was given."""
    shared = ROOT.parent / "shared"
    days = {
        "000": "2024-01-14",
        "001": "2024-01-11",
        "002": "2024-01-11",
        "003": "2024-01-11",
        "004": "2024-01-12",
    }
    gold = [
        json.loads(line)
        for line in (shared / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    out = []
    for path in sorted((shared / "seeds").glob("*.txt")):
        claims = [
            {**c, "end": c.get("end", c["start"] + len(c.get("evidence", "")))}
            for c in gold
            if c["doc"] == path.stem
        ]
        text = path.read_text(encoding="utf-8")
        out.append({"id": path.stem, "published": days[path.stem[:3]], "text": text, "claims": claims})
    return out


def gold_records(split: str) -> list[dict[str, object]]:
    rows = [
        r for r in load_index(split) if r.get("language", "en") == "en" and r.get("kind", "news") != "notice"
    ]
    return [
        {
            "id": r["name"],
            "published": r["published"],
            "text": (GOLD / "texts" / f"{r['name']}.txt").read_text(encoding="utf-8"),
            "claims": gold_claims([r]),
        }
        for r in rows
    ]
