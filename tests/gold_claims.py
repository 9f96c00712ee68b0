"""Gold claims as armstrail's own types, for tests that need claims before or beside the extractor."""

from __future__ import annotations

import json
from pathlib import Path

from armstrail.model import SLOTS, Claim, Document, make_claim, slot

SHARED = Path(__file__).parents[1] / ".." / "shared"
SEEDS = SHARED / "seeds"
GOLD = SHARED / "gold" / "seeds.jsonl"

HEADS: dict[str, dict[str, str]] = {
    "000_2434c8a2a09c0381": {"outlet": "The Geopost", "published": "2024-01-14"},
    "001_fe91a5d1b7eac888": {"outlet": "BIRN", "published": "2024-01-11"},
    "002_2bdd37381212e2ef": {
        "outlet": "The Washington Times", "published": "2024-01-11", "wire": "Associated Press",
    },
    "003_ba88b8311c7858cd": {"outlet": "RFE/RL", "published": "2024-01-11"},
    "004_7c2e06a52194f646": {"outlet": "Indian Cyber Defender", "published": "2024-01-12"},
}  # fmt: skip


def seed_documents(*, heads: bool = True) -> dict[str, Document]:
    """The five reports by name, with outlet and date put in by hand, or without."""
    found = {}
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        found[path.stem] = Document(text, path.stem, **(HEADS[path.stem] if heads else {}))  # type: ignore[arg-type]
    return found


def gold_claims(documents: dict[str, Document]) -> list[Claim]:
    """The gold claims of the five reports, slots standing on a stretch of the claim's evidence."""
    claims = []
    for number, line in enumerate(GOLD.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        document = documents[row["doc"]]
        if row["kind"] not in SLOTS:
            continue
        start = row["start"]
        span = (start, start + len(row["evidence"]))
        slots = []
        for name in SLOTS[row["kind"]]:
            if name in row:
                value = tuple(row[name]) if isinstance(row[name], list) else row[name]
                # Gold gives one stretch for all slots; claims of one sentence need words of their own to differ.
                own = (start, start + 1 + number % (span[1] - start))
                slots.append(slot(document.text, name, value, own))
        claims.append(make_claim(document, row["kind"], span, slots, rule="gold", confidence=1.0))
    return claims
