"""Learns who is for or against, for armstrail/extract/stance.py: ``python training/stance.py [--out FILE]``.

Reads training/reports/*.jsonl and the encoder that armstrail carries. Several small networks with one hidden layer
learn from different beginnings; the mean of what they say is one network with all their hidden units. Labellers
differ in how readily they see a stance: only files are read whose labeller saw one in at least a fifth of the
statements. Needs PyTorch and score.py of ../shared/tools. Prints how many stances are right and false on reports
held out, by the rules alone and with the network.
"""

from __future__ import annotations

import argparse
import collections
import json
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from scoring import read_records, score

from armstrail.extract import annotate
from armstrail.extract.grammar import grammar
from armstrail.extract.network import load_network, on_one_thread
from armstrail.extract.page import Page
from armstrail.extract.signals import read_signals
from armstrail.extract.stance import (
    LAYERS,
    STANCES,
    Heard,
    decide,
    heard_of,
    hints,
    ruled_alone,
    speaks_of_arms,
    stance_by_rule,
)
from armstrail.extract.statements import find_quotations, make_statement
from armstrail.screen import find_passages

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "armstrail" / "data" / "model" / "stance.npz"
READILY = 0.2
"""The share of a file's statements from which its labeller saw stances readily."""
HIDDEN, NETWORKS, EPOCHS, AT_ONCE = 32, 4, 40, 256
DROP = (0.3, 0.5)
"""How much of what enters, and of what is hidden, is left out in training."""

Record = dict[str, object]


@dataclass(frozen=True)
class Example:
    """One statement as the reader finds it, with the stance that gold gives."""

    report: str
    seen: np.ndarray
    ruled: str
    gold: str
    torn: bool
    """Whether rules find both stances."""


def records_of(path: Path) -> list[Record]:
    """The reports of a file with statements, if its labeller saw stances readily."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    said = [
        c
        for r in records
        for c in r["claims"]
        if c["kind"] == "statement" and "stance" not in c.get("open", ())
    ]
    if len(said) < 10 or sum("stance" in c for c in said) < READILY * len(said):
        return []
    return [r for r in records if any(c["kind"] == "statement" for c in r["claims"])]


def read_examples(records: list[Record]) -> list[Example]:
    """The statements of English reports whose stance is not left open."""
    rules, network = grammar("en"), load_network()
    assert rules is not None
    fields = ("id", "published", "text")
    documents = read_records({"language": "en"} | {k: r[k] for k in fields} for r in records)
    examples: list[Example] = []
    for record, document in zip(records, documents, strict=True):
        passages = find_passages(document)[0]
        if not passages:
            continue
        page = annotate(document, passages)
        blocks = list(read_signals(page, rules))
        with on_one_thread():
            for block in blocks:
                network.read(block)
        heard = heard_of(blocks)
        gold = [c for c in record["claims"] if c["kind"] == "statement"]  # type: ignore[attr-defined]
        if heard is not None:
            examples += examples_of(page, heard, str(record["id"]), gold)
    return examples


def examples_of(page: Page, heard: Heard, report: str, gold: list[Record]) -> list[Example]:
    """The statements of a page that pair with one of gold."""
    found = list(find_quotations(page, about_arms=True))
    guesses = [make_statement(page, a, part, None).as_record() for a, part, _ in found]
    examples = []
    for g, p in score.pair(gold, guesses):  # type: ignore[attr-defined]
        if "stance" in gold[g].get("open", ()) or not score.agrees(  # type: ignore[operator,attr-defined]
            "quote", gold[g]["quote"], guesses[p].get("quote")
        ):
            continue
        attribution, part, beside = found[p]
        ruled = stance_by_rule(page, attribution, part, beside=beside)
        speaks = speaks_of_arms(page, part)
        seen = hints(page, part, ruled, heard, speaks=speaks)
        rule = ruled_alone(ruled, speaks=speaks)
        examples.append(Example(report, seen, rule, str(gold[g].get("stance") or ""), len(ruled) > 1))
    return examples


def fit(seen: torch.Tensor, gold: torch.Tensor, seed: int) -> torch.nn.Sequential:
    """One network, learned from examples whose features have mean 0 and spread 1."""
    torch.manual_seed(seed)
    net = torch.nn.Sequential(
        torch.nn.Dropout(DROP[0]), torch.nn.Linear(seen.shape[1], HIDDEN), torch.nn.ReLU(),
        torch.nn.Dropout(DROP[1]), torch.nn.Linear(HIDDEN, len(STANCES)),
    )  # fmt: skip
    optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=0.1)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(seen)).split(AT_ONCE):
            loss = F.cross_entropy(net(seen[rows]), gold[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return net.eval()


def learn(examples: list[Example]) -> dict[str, np.ndarray]:
    """The arrays that ``stance.py`` reads: the networks side by side, on features as they come."""
    seen = torch.tensor(np.stack([e.seen for e in examples]), dtype=torch.float32)
    gold = torch.tensor([STANCES.index(e.gold) for e in examples])
    mean, spread = seen.mean(0), seen.std(0) + 1e-3
    nets = [fit((seen - mean) / spread, gold, seed) for seed in range(NETWORKS)]
    enter = torch.cat([n[1].weight for n in nets]) / spread
    arrays = {
        "enter": enter.T,
        "enter_bias": torch.cat([n[1].bias for n in nets]) - enter @ mean,
        "leave": torch.cat([n[4].weight for n in nets], 1).T / NETWORKS,
        "leave_bias": sum(n[4].bias for n in nets) / NETWORKS,
    }
    return {name: a.detach().numpy().astype(np.float16) for name, a in arrays.items()}


def hold_out(examples: list[Example]) -> str:
    """Right and false stances on a fifth of the reports that was not learned from."""
    held = [zlib.crc32(e.report.encode()) // 2 % 5 == 0 for e in examples]
    arrays = learn([e for e, h in zip(examples, held, strict=True) if not h])
    weights = tuple(arrays[name].astype(np.float32) for name in LAYERS)
    tally: collections.Counter[str] = collections.Counter()
    for example in (e for e, h in zip(examples, held, strict=True) if h):
        tally["gold"] += bool(example.gold)
        heard = example.ruled if example.torn else decide(weights, example.seen, example.ruled)
        for name, guess in (("rules", example.ruled), ("both", heard)):
            if guess:
                tally[f"{name} {'right' if guess == example.gold else 'false'}"] += 1
    return ", ".join(f"{k} {v}" for k, v in sorted(tally.items()))


def main() -> None:
    """Reads, learns, writes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    torch.set_num_threads(1)
    paths = [p for p in sorted((HERE / "reports").glob("*.jsonl")) if not p.name.startswith("abroad")]
    examples = read_examples([r for p in paths for r in records_of(p) if r.get("language", "en") == "en"])
    print(f"{len(examples)} statements; held out: {hold_out(examples)}")
    np.savez_compressed(args.out, **learn(examples))  # type: ignore[arg-type]
    print(f"{args.out}: {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
