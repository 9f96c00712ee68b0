"""How long one document takes to enter a ledger, and a case to leave it, as the ledger grows: ``python bench/ledger.py
[--documents 1000 10000] [--json]``.

Documents are made up, about ten on each of ever more transfers between seventy states, with twenty sentences each;
their claims are made with them, so that reading and extraction do not count. 100,000 documents take an hour to fill in.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from pathlib import Path

from armstrail.ledger import Ledger
from armstrail.model import Claim, Document, make_claim, slot

STATES = (  # noqa: SIM905
    "US FR DE RU CN GB IT KR TR IL SE ES UA PL RO XK RS GR EE LV LT NO FI DK NL BE CZ SK HU BG HR SI PT CH AT CA MX BR "
    "AR CL CO PE EG MA DZ TN LY SA AE QA KW OM BH JO IQ PK IN BD LK TH VN MY SG ID PH JP TW AU NZ NG KE UG ZA"
).split()
WEAPONS = (
    "FGM-148 Javelin", "M142 HIMARS", "F-16", "K9 Thunder", "Leopard 2", "S-400", "Rafale", "MIM-104 Patriot",
    "CH-47F Chinook", "Bayraktar TB2", "Spike LR2", "T-90", "Su-30", "AH-64 Apache",
)  # fmt: skip
LETTERS = random.Random(1)
WORDS = ["".join(LETTERS.choices("abcdefghijklmnoprstuvz", k=LETTERS.randint(3, 9))) for _ in range(4000)]
STAGES = ("requested", "approved", "notified", "ordered")


def make_document(number: int, sales: int, rng: random.Random) -> tuple[Document, list[Claim]]:
    """A report on one of so many sales, with its claim; one in twenty gets the number wrong."""
    sale = random.Random(rng.randrange(sales))
    supplier = sale.choice(STATES[:12])
    recipient = sale.choice([s for s in STATES if s != supplier])
    weapon, count, price = sale.choice(WEAPONS), sale.randint(4, 500), sale.randint(20, 4000) * 10**6
    month = f"{sale.randint(2008, 2024)}-{sale.randint(1, 12):02d}"
    count += rng.random() < 0.05
    stage = rng.choice(STAGES)
    parts = [("supplier", supplier), ("stage", stage), ("quantity", str(count)), ("equipment", weapon)]
    parts += [("recipient", recipient), ("value", str(price)), ("currency", "USD")]
    head, spans = "", {}
    for name, words in parts:
        spans[name] = (len(head), len(head) + len(words))
        head += words + " "
    body = [" ".join(rng.choices(WORDS, k=rng.randint(10, 25))).capitalize() + "." for _ in range(20)]
    text = "\n".join((head, *body))
    day = f"{month}-{rng.randint(1, 28):02d}"
    document = Document(text, f"d{number}", outlet=f"Outlet {rng.randrange(300)}", published=day)
    values = dict(parts) | {"quantity": count, "value": float(price)}
    slots = [slot(text, name, values[name], spans[name]) for name, _ in parts]
    return document, [make_claim(document, "transfer", (0, len(head)), slots, rule="made", confidence=1.0)]


def measure(count: int, folder: Path) -> dict[str, float]:
    """Fill a ledger with so many documents, then time fifty more one by one, and fifty cases."""
    rng = random.Random(count)
    sales = max(100, count // 10)
    with Ledger.open(folder / f"{count}.db") as ledger:
        begun = time.perf_counter()
        for first in range(0, count, 500):
            with ledger.writing() as batch:
                for number in range(first, min(count, first + 500)):
                    batch.add(*make_document(number, sales, rng))
        filled = time.perf_counter() - begun
        adding = []
        for number in range(count, count + 50):
            document, claims = make_document(number, sales, rng)
            begun = time.perf_counter()
            ledger.add(document, claims)
            adding.append(time.perf_counter() - begun)
        asking = []
        for case in ledger.cases()[:50]:
            begun = time.perf_counter()
            ledger.case(case.id)
            asking.append(time.perf_counter() - begun)
        return {
            "documents": count, "cases": ledger.counts()["cases"], "filled_per_second": count / filled,
            "add_ms": statistics.median(adding) * 1e3, "add_ms_90": sorted(adding)[44] * 1e3,
            "case_ms": statistics.median(asking) * 1e3,
        }  # fmt: skip


def main() -> None:
    """Print one line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    for count in given.documents:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(count, Path(folder))
        if given.json:
            print(json.dumps(found))
        else:
            print(
                f"{found['documents']:,.0f} documents, {found['cases']:,.0f} cases: a document enters in "
                f"{found['add_ms']:.1f} ms (nine of ten within {found['add_ms_90']:.1f}), a case leaves in "
                f"{found['case_ms']:.2f} ms; filled at {found['filled_per_second']:.0f} documents a second"
            )


if __name__ == "__main__":
    main()
