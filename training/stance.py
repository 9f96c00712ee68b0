"""Learns which words show a stance, for armstrail/extract/stance.py: ``python training/stance.py [--out FILE]``.

Reads training/reports/*.jsonl and the vectors of training/vectors.npz. A quotation is the mean of its words' vectors,
rare words heavier; a regression with three outcomes (for, against, neither) is fitted by gradient descent, and its
product with each word's vector is that word's score. Needs NumPy and score.py of ../shared/tools. Prints how many
stances are right and false on held-out fifths, by the rules alone and with the weighed words.
"""

from __future__ import annotations

import argparse
import collections
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from records import training_records
from scoring import read_records, score

from armstrail.extract import annotate
from armstrail.extract.page import Page
from armstrail.extract.stance import SURE_ENOUGH, Hints, read_hints, stance_by_rule
from armstrail.extract.statements import find_quotations, make_statement
from armstrail.screen import find_passages

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "armstrail" / "data" / "model" / "stance.npz"
CLASSES = ("", "for", "against")
OPEN = 0.5
"""What a statement counts for whose stance gold leaves open."""
RARE = 1e-3
"""The share of all words at which a word weighs one half."""
LOOSE = 0.05
"""How loosely the regression is held to small weights."""
STEPS = 3_000


@dataclass(frozen=True)
class Example:
    """One statement as the reader finds it, with the stance that gold gives."""

    report: str
    hints: Hints
    ruled: str
    gold: str
    open: bool


def examples_of(page: Page, report: str, gold: list[dict[str, object]]) -> list[Example]:
    """The statements of a page that pair with one of gold."""
    found = list(find_quotations(page, about_arms=True))
    guesses = [make_statement(page, a, part, None).as_record() for a, part, _ in found]
    examples = []
    for g, p in score.pair(gold, guesses):  # type: ignore[attr-defined]
        if not score.agrees("quote", gold[g]["quote"], guesses[p].get("quote")):  # type: ignore[attr-defined]
            continue
        attribution, part, beside = found[p]
        ruled = stance_by_rule(page, attribution, part, beside=beside)
        examples.append(
            Example(
                report,
                read_hints(page, part),
                next(iter(ruled)) if len(ruled) == 1 else "",
                str(gold[g].get("stance") or ""),
                "stance" in gold[g].get("open", ()),  # type: ignore[operator]
            )
        )
    return examples


def read_examples(records: list[dict[str, object]]) -> list[Example]:
    """The statements of all reports."""
    fields = ("id", "published", "text")
    documents = read_records({"language": "en"} | {k: r[k] for k in fields} for r in records)
    examples: list[Example] = []
    for record, document in zip(records, documents, strict=True):
        passages = find_passages(document)[0]
        if passages:
            gold = [c for c in record["claims"] if c["kind"] == "statement"]  # type: ignore[attr-defined]
            examples += examples_of(annotate(document, passages), str(record["id"]), gold)
    return examples


class Words:
    """The vectors of words and how rare they are."""

    def __init__(self, texts: list[str]) -> None:
        with np.load(HERE / "vectors.npz") as kept:
            self.words = [str(w) for w in kept["words"]]
            self.vectors = kept["vectors"].astype(np.float64) / 3.2
        self.rows = {w: i for i, w in enumerate(self.words)}
        counts = collections.Counter(w for text in texts for w in text.lower().replace("’", "'").split())
        total = sum(counts.values())
        self.weights = np.array([RARE / (RARE + counts[w] / total) for w in self.words])

    def mean(self, hints: Hints) -> np.ndarray:
        known = [(self.rows[w], sign) for w, sign, _ in hints.words if w in self.rows]
        if not known:
            return np.zeros(self.vectors.shape[1])
        rows, signs = [k[0] for k in known], np.array([k[1] for k in known])
        weights = self.weights[rows]
        return (weights * signs) @ self.vectors[rows] / np.sqrt((weights * abs(signs)).sum())


def table(examples: list[Example], words: Words) -> np.ndarray:
    """What the regression sees: the words and the flags (the last is always 1)."""
    return np.stack([np.concatenate([words.mean(e.hints), e.hints.flags]) for e in examples])


def fit(seen: np.ndarray, gold: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The weights of a regression with three outcomes; the last column, the constant, is held to nothing."""
    found = np.zeros((seen.shape[1], len(CLASSES)))
    ahead = found.copy()
    held = np.full((seen.shape[1], 1), 1 / LOOSE)
    held[-1] = 0
    wanted = np.eye(len(CLASSES))[gold]
    rate = 1 / (0.5 * np.linalg.norm(seen * np.sqrt(counts)[:, None], 2) ** 2 + 1 / LOOSE)
    for step in range(STEPS):
        chances = outcome(seen, ahead)
        slope = seen.T @ ((chances - wanted) * counts[:, None]) + held * ahead
        new = ahead - rate * slope
        ahead = new + step / (step + 3) * (new - found)
        found = new
    return found


def outcome(seen: np.ndarray, found: np.ndarray) -> np.ndarray:
    """The chances of the three outcomes."""
    scores = seen @ found
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(scores / scores.sum(axis=1, keepdims=True))


def hold_out(examples: list[Example], seen: np.ndarray, gold: np.ndarray, counts: np.ndarray) -> str:
    """Right and false stances on fifths that were not learned from, by rules alone and with weighed words."""
    fold = np.array([zlib.crc32(e.report.encode()) // 2 % 5 for e in examples])
    tally: collections.Counter[str] = collections.Counter()
    for k in range(5):
        found = fit(seen[fold != k], gold[fold != k], counts[fold != k])
        held = [e for e, f in zip(examples, fold, strict=True) if f == k]
        for example, chances in zip(held, outcome(seen[fold == k], found), strict=True):
            best = 1 if chances[1] >= chances[2] else 2
            learned = CLASSES[best] if chances[best] >= SURE_ENOUGH else ""
            for name, guess in (("rules", example.ruled), ("both", example.ruled or learned)):
                if guess == example.gold:
                    tally[f"{name} right"] += bool(guess)
                elif guess and not example.open:
                    tally[f"{name} false"] += 1
    return ", ".join(f"{k} {v}" for k, v in sorted(tally.items()))


def main() -> None:
    """Reads, learns, writes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    records = training_records()
    words = Words([r["text"] for r in records])
    examples = read_examples([r for r in records if any(c["kind"] == "statement" for c in r["claims"])])
    seen = table(examples, words)
    gold = np.array([CLASSES.index(e.gold) for e in examples])
    counts = np.array([OPEN if e.open else 1.0 for e in examples])
    print(f"{len(examples)} statements; held out: {hold_out(examples, seen, gold, counts)}")
    found = fit(seen, gold, counts)
    found = found[:, 1:] - found[:, :1]
    axes = words.vectors.shape[1]
    scores = words.vectors @ found[:axes]
    scale = float(abs(scores).max()) / 127
    np.savez_compressed(
        args.out,
        words=np.array(words.words),
        weights=np.round(words.weights * 255).astype(np.uint8),
        scores=np.round(scores / scale).astype(np.int8),
        scale=np.float32(scale),
        flags=found[axes:].T.astype(np.float32),
    )
    print(f"{args.out}: {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
