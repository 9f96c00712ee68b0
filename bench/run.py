"""How fast reading, screening and extraction are, each beside its limit: ``python bench/run.py [--json]
[--seconds N]``.

The limit of reading is decoding the bytes; that of screening and extraction is one Aho-Corasick pass over
the text with the screen's own vocabulary. Where spaCy and an English pipeline (``en_core_web_*``) are
installed beside armstrail, extraction is set against it too: the tagger, parser and names that a reader
built on it would begin with, and no record of a transfer yet. All is measured in one run on one core, the
best of several rounds, so that the ratios hold where the figures of a machine do not. Relevant texts are
the examples (and the five reports of ../shared/seeds where they are), irrelevant ones are made here, or
PolNeAR's articles that the screen turns away where ../shared/data has them.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import platform
import random
import re
import resource
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from armstrail.extract import extract_claims
from armstrail.model import Document
from armstrail.read import read_documents
from armstrail.screen import find_passages, fold, load_lexicon

ROOT = Path(__file__).resolve().parents[1]
SHARED = next((p for p in (ROOT / "../shared", ROOT / "../../shared") if p.is_dir()), ROOT / "none")
DULL = (
    "town council mayor school river bridge rain market price of bread doctor nurse team lost match goal coach season "
    "the a of to in and train late road tax bank rate growth was with for at film singer festival museum"
)
"""Words that the made-up news is drawn from."""

LENGTH = 3000
"""Code points of a relevant article: examples are joined up to that."""


def memory() -> int:
    """The most memory that this process has held, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def best(work: Callable[[], object], seconds: float) -> float:
    """The shortest time that some work takes, tried again for so many seconds and at least three times."""
    work()
    shortest, end, rounds = float("inf"), time.perf_counter() + seconds, 0
    while rounds < 3 or time.perf_counter() < end:
        gc.collect()
        begun = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - begun)
        rounds += 1
    return shortest


def relevant() -> list[Document]:
    """English articles on transfers, of about ``LENGTH`` code points."""
    inputs = [str(ROOT / "examples"), *([str(SHARED / "seeds")] if (SHARED / "seeds").is_dir() else [])]
    texts = [d.text for d, _ in read_documents(inputs) if d is not None and d.language == "en"]
    articles = [t for t in texts if len(t) > LENGTH * 0.7]
    short = "\n\n".join(t for t in texts if len(t) <= LENGTH * 0.7)
    articles += [short[i : i + LENGTH] for i in range(0, len(short) - LENGTH // 2, LENGTH)]
    return [
        Document(text, f"r{n}", outlet="Bench", published="2024-01-15", language="en")
        for n, text in enumerate(articles)
    ]


def irrelevant(count: int = 400) -> tuple[list[Document], str]:
    """Articles that the screen turns away, and where they come from."""
    archive = SHARED / "data" / "polnear-train.tar.xz"
    texts: list[str] = []
    if archive.is_file():
        with tarfile.open(archive) as tar:
            for member in tar:
                file = tar.extractfile(member) if member.name.endswith(".txt") else None
                if file is not None:
                    texts.append(file.read().decode("utf-8"))
    source = "PolNeAR"
    if not texts:
        source = "made here"
        words = re.findall(r"\w+", DULL)
        chance = random.Random(7)
        for _ in range(count):
            sentences = (" ".join(chance.choices(words, k=18)).capitalize() + "." for _ in range(30))
            texts.append("\n\n".join(sentences))
    documents = [Document(t, f"i{n}", language="en") for n, t in enumerate(texts)]
    return [d for d in documents if not find_passages(d)[0]][:count], source


def automaton() -> AhoCorasick:
    """The screen's vocabulary in one automaton, without its rules."""
    lexicon = load_lexicon("en")
    words = sorted({*lexicon.patterns, *lexicon.transfer.patterns})
    return AhoCorasick(
        words, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )


def spacy_pipeline() -> tuple[str, Callable[[str], object]] | None:
    """An English spaCy pipeline that is installed, with its name and version; None where there is none."""
    try:
        spacy = importlib.import_module("spacy")
    except ImportError:
        return None
    names = sorted(n for n in spacy.util.get_installed_models() if n.startswith("en_core_web"))
    if not names:
        return None
    nlp = spacy.load(names[0])
    return f"spaCy {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}", nlp


def row(
    stage: str, documents: Sequence[Document], seconds: float, limit: float, against: str
) -> dict[str, object]:
    """One line of the result."""
    size = sum(len(d.text) for d in documents)
    return {
        "stage": stage,
        "documents": len(documents),
        "documents_per_second": round(len(documents) / seconds),
        "characters_per_second": round(size / seconds),
        "limit": against,
        "limit_characters_per_second": round(size / limit),
        "share_of_limit": round(limit / seconds, 4),
        "peak_memory_mb": memory() >> 20,
    }


def consume(items: Iterable[object]) -> None:
    """Run through."""
    for _ in items:
        pass


def measure(seconds: float) -> list[dict[str, object]]:
    """All stages in the order of the work."""
    rows: list[dict[str, object]] = []
    articles = relevant()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        lines = place / "lines.jsonl"
        many = articles * (-(-400 // len(articles)))
        lines.write_text(
            "".join(
                json.dumps({"id": f"{n}", "text": d.text, "language": "en"}) + "\n"
                for n, d in enumerate(many)
            ),
            encoding="utf-8",
        )
        raw = lines.read_bytes()
        taken = best(lambda: consume(read_documents([str(lines)])), seconds)
        rows.append(
            row("read JSONL", many, taken, best(lambda: raw.decode("utf-8"), 0.2), "decoding the bytes")
        )
        files = place / "files"
        files.mkdir()
        for n, document in enumerate(many[:200]):
            (files / f"{n}.txt").write_text(document.text, encoding="utf-8")
        each = [p.read_bytes() for p in files.iterdir()]
        taken = best(lambda: consume(read_documents([str(files)])), seconds)
        limit = best(lambda: [b.decode("utf-8") for b in each], 0.2)
        rows.append(row("read text files", many[:200], taken, limit, "decoding the bytes"))
    bare = automaton()
    dull, source = irrelevant()
    for name, documents in ((f"screen, irrelevant ({source})", dull), ("screen, relevant", articles)):
        folded = [fold(d.text) for d in documents]
        taken = best(lambda d=documents: [find_passages(x) for x in d], seconds)  # type: ignore[misc]
        limit = best(lambda f=folded: [bare.find_matches_as_indexes(t) for t in f], seconds)  # type: ignore[misc]
        rows.append(row(name, documents, taken, limit, "Aho-Corasick"))
    passages = [(d, find_passages(d)[0]) for d in articles]
    folded = [fold(d.text) for d in articles]
    taken = best(lambda: [extract_claims(d, p) for d, p in passages], seconds)
    limit = best(lambda: [bare.find_matches_as_indexes(t) for t in folded], 0.2)
    rows.append(row("extract", articles, taken, limit, "Aho-Corasick"))
    beside = spacy_pipeline()
    if beside is not None:
        name, nlp = beside
        parsed = best(lambda: [nlp(d.text) for d in articles], seconds)
        rows.append(row("extract", articles, taken, parsed, name))
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--seconds", type=float, default=2.0, help="how long to try each stage (default 2)")
    given = parser.parse_args()
    rows = measure(given.seconds)
    if given.json:
        print(json.dumps(rows, indent=1))
        return
    print(f"Python {platform.python_version()}, one core; the best of several rounds")
    print(f"{'stage':34}{'docs/s':>9}{'M chars/s':>11}{'limit':>9}{'share':>8}{'peak MB':>9}  limit is")
    for r in rows:
        speed, limit = (
            int(str(r["characters_per_second"])) / 1e6,
            int(str(r["limit_characters_per_second"])) / 1e6,
        )
        print(
            f"{r['stage']:34}{r['documents_per_second']:>9}{speed:>11.3f}{limit:>9.3f}{r['share_of_limit']:>8}"
            f"{r['peak_memory_mb']:>9}  {r['limit']}"
        )


if __name__ == "__main__":
    main()
