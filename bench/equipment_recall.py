"""How many weapons' names the table of equipment knows.

Enters: the tables under ``names/equipment/`` and, beside the checkout, SIPRI's register and Oryx's list, which stay
there. Leaves: shares found, by name and weighted by deals, and on request the names that are missed. It looks names
up whole or by their leading words, as the reading of text does; it cannot see whether the row found is the right one.

    python bench/equipment_recall.py [--missed 40]
"""

from __future__ import annotations

import argparse
import csv
import io
import lzma
import re
import unicodedata
from collections import Counter
from pathlib import Path

TABLES = Path(__file__).resolve().parents[1] / "armstrail" / "data" / "names" / "equipment"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
LETTERS = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "’": "'"})
NAMED = re.compile(r"^(?!Unidentified)(?=.*(?:[A-Z]|\d))")
VARIANT = re.compile(r"^([a-z/]*?\d+)(?:[a-z]{1,4}\d{0,2}|/.*)$")


def fold_name(name: str) -> str:
    """The name without accents, case, spaces and hyphens."""
    plain = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return re.sub(r"[\s‐-―-]+", "", "".join(c for c in plain if not unicodedata.combining(c)).lower())


def read_names(folder: Path = TABLES) -> dict[str, set[str]]:
    """Folded name or alias → the rows that carry it."""
    names: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*.tsv")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
        for cells in (line.split("\t") for line in lines[1:]):
            for word in [cells[0], *(cells[5].split(";") if len(cells) > 5 else [])]:
                if word:
                    names.setdefault(fold_name(word.rstrip("?")), set()).add(cells[0])
    return names


def find_rows(words: str, names: dict[str, set[str]]) -> set[str]:
    """The rows that a printed name leads to: whole, then by leading words, then without a trailing variant."""
    tokens = re.sub(r"(?<!\w)'|'(?!\w)", "", words).split()
    for start in range(min(3, len(tokens))):
        for end in range(len(tokens), start, -1):
            key = fold_name(" ".join(tokens[start:end]))
            if start and end - start == 1 and not re.search(r"\d", key):
                continue
            for word in (key, key.removesuffix("s")):
                if word in names:
                    return names[word]
            variant = VARIANT.match(key)
            if variant and len(variant[1]) > 2 and variant[1] in names:
                return names[variant[1]]
    return names.get(fold_name(words), set())


def _read_rows(name: str, encoding: str, skip: int) -> list[dict[str, str]]:
    with lzma.open(SHARED / name, "rt", encoding=encoding, newline="") as file:
        return list(csv.DictReader(io.StringIO("".join(file.readlines()[skip:]))))


def count_designations(since: int = 2005) -> tuple[Counter[str], set[str]]:
    """Deals by designation since a year, and every designation, in SIPRI's register."""
    rows = _read_rows("sipri-trade-register-2025-03-13.csv.xz", "latin-1", 11)
    # A comma inside a comment shifts a few rows; "vehicle engine" and "Unidentified sonar" are no names.
    dated = [
        r
        for r in rows
        if (r["Year of order"] or "").isdigit() and NAMED.search(r["Weapon designation"] or "")
    ]
    deals = Counter(r["Weapon designation"] for r in dated if int(r["Year of order"]) >= since)
    return deals, {r["Weapon designation"] for r in dated}


def count_systems() -> Counter[str]:
    """Losses by system in Oryx's list, without unknown ones and without the generic words after the name."""
    counts: Counter[str] = Counter()
    for row in _read_rows("oryx-systems-2025.csv.xz", "utf-8", 0):
        if "unknown" not in row["system"].lower():
            name = re.sub(r"^(?:\d+(?:\.\d+)?mm|\d{2,4}(?= [A-Z]+-?\d*[A-Z]*\())\s", "", row["system"])
            counts[re.sub(r"\([^()]*\)", "", name)] += int(row["total"] or 1)
    return counts


def measure_recall() -> dict[str, tuple[float, Counter[str]]]:
    """Each measure → the share found and what is missed."""
    names = read_names()
    deals, every = count_designations()
    found: dict[str, tuple[float, Counter[str]]] = {}
    for label, counts in (
        ("SIPRI designations since 2005, by deals", deals),
        ("SIPRI designations since 2005", Counter(dict.fromkeys(deals, 1))),
        ("SIPRI designations since 1950", Counter(dict.fromkeys(every, 1))),
        ("Oryx systems", Counter(dict.fromkeys(count_systems(), 1))),
        ("Oryx systems, by losses", count_systems()),
    ):
        missed = Counter({word: count for word, count in counts.items() if not find_rows(word, names)})
        found[label] = (1 - sum(missed.values()) / sum(counts.values()), missed)
    return found


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--missed", type=int, default=0, metavar="N", help="print the N most frequent missed names"
    )
    options = parser.parse_args()
    for label, (share, missed) in measure_recall().items():
        print(f"{share:6.1%}  {label} ({len(missed)} names missed)")
        for word, count in missed.most_common(options.missed):
            print(f"        {count:4d}  {word}")


if __name__ == "__main__":
    main()
