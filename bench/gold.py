"""Scores the extractor on the project's gold set: ``python bench/gold.py [dev|measure|held] [--errors N] [--json]``.

Runs ``read``, ``screen`` and ``extract`` on tests/gold/texts and the score.py of ../shared/tools on the claims. Errors
are shown for ``dev`` only: ``measure`` is looked at as a score and nothing else. ``held`` are the reports of
training/held, which the network has not seen.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from armstrail.extract import extract_claims
from armstrail.model import Claim, Document
from armstrail.read import read_documents
from armstrail.screen import find_passages

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
SCORER = next((p for p in (d / "shared" / "tools" / "score.py" for d in ROOT.parents) if p.exists()), None)


def load_index(split: str, kind: str = "") -> list[dict[str, Any]]:
    """The documents of one split; ``kind`` keeps those whose index row has that ``kind`` (news, notice, distractor)."""
    if split == "held":
        return [r for r in _held() if not kind or r["kind"] == kind]
    rows = []
    for path in sorted(GOLD.glob("index_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["split"] == split and (not kind or row.get("kind", "news") == kind):
                rows.append(row)
    return rows


def _held() -> list[dict[str, Any]]:
    """The reports of training/held as rows of an index that hold their text and claims."""
    rows = []
    for path in sorted((ROOT / "training" / "held").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            r = json.loads(line)
            claims = [{**c, "doc": r["id"]} for c in r["claims"]]
            kind = "news" if any(c["kind"] == "transfer" for c in claims) else "distractor"
            rows.append(
                {
                    "name": r["id"],
                    "published": r["published"],
                    "kind": kind,
                    "language": r.get("language", "en"),
                    "text": r["text"],
                    "claims": claims,
                }
            )
    return rows


def _text(row: dict[str, Any]) -> str:
    return str(row.get("text") or (GOLD / "texts" / f"{row['name']}.txt").read_text(encoding="utf-8"))


def read_records(records: Iterable[dict[str, object]]) -> list[Document]:
    """Documents of records with id, text, published and the like, read as ``armstrail read`` reads JSON lines."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
        file.flush()
        return [d for d, _ in read_documents([Path(file.name)]) if d is not None]


def claims_of(document: Document) -> tuple[Claim, ...]:
    """What ``screen`` and ``extract`` make of a document."""
    return extract_claims(document, find_passages(document)[0])[0]


def predict(rows: list[dict[str, Any]]) -> list[dict[str, object]]:
    """The claims of the documents, as records; each is read with its day of publication, as a reader has it."""
    documents = read_records(
        {
            "id": r["name"],
            "published": r.get("published"),
            "text": _text(r),
        }
        for r in rows
    )
    return [c.as_record() for d in documents for c in claims_of(d)]


def gold_claims(rows: list[dict[str, Any]]) -> list[dict[str, object]]:
    """The gold claims of the documents."""
    found = []
    for r in rows:
        if "claims" in r:
            found += r["claims"]
            continue
        lines = (GOLD / "claims" / f"{r['name']}.jsonl").read_text(encoding="utf-8").splitlines()
        found += [json.loads(line) for line in lines if line.strip()]
    return found


def scorer() -> object:
    """The measure of ../shared/tools/score.py as a module."""
    if SCORER is None:
        raise SystemExit("the scorer of ../shared/tools is not here")
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CORE = ("supplier", "recipient", "equipment")


def core_f1(rows: list[dict[str, Any]]) -> float:
    """Slot F1 of the transfers' supplier, recipient and equipment alone."""
    kept = {"doc", "kind", "start", "end", "evidence", "spans", *CORE}
    gold, guess = (
        [{k: v for k, v in c.items() if k in kept} for c in claims]
        for claims in (gold_claims(rows), predict(rows))
    )
    score = scorer()
    tally = score.score(gold, guess, [r["name"] for r in rows])[0]["transfer"]  # type: ignore[attr-defined]
    return float(score.f1(tally["slot_hit"], tally["slot_gold"], tally["slot_guess"])[2])  # type: ignore[attr-defined]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("split", nargs="?", default="dev", choices=("dev", "measure", "held"))
    parser.add_argument("--kind", default="", help="news, notice, distractor or a language's kind")
    parser.add_argument("--language", default="", help="only documents of this language")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    rows = load_index(args.split, args.kind)
    if args.language:
        rows = [r for r in rows if r.get("language", "en") == args.language]
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, records in (("gold", gold_claims(rows)), ("guess", predict(rows))):
            path = Path(folder, name + ".jsonl")
            path.write_text(
                "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8"
            )
            paths.append(str(path))
        docs = Path(folder, "docs")
        docs.write_text("\n".join(r["name"] for r in rows))
        sys.argv = ["score.py", *paths, "--docs", str(docs)]
        if args.json:
            sys.argv.append("--json")
        if args.errors and args.split == "dev":
            sys.argv += ["--errors", str(args.errors), "--texts", str(GOLD / "texts")]
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            scorer().main()  # type: ignore[attr-defined]
        print(out.getvalue(), end="")


if __name__ == "__main__":
    main()
