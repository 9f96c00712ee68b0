"""Documents, claims and decisions as rows of tables, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..model import Claim, Decision, Document, Slot, Span, Zone
from ..reconcile.clock import last_day

MANY = 500
"""Values in one IN clause."""


def pack(value: object) -> str:
    """JSON without blanks, keys in order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def figures(cell: str | None) -> tuple[float, ...] | None:
    """The figures of a cell that ``pack`` made of them."""
    found = json.loads(cell) if cell else None
    return None if found is None else tuple(map(float, found))


def safe(text: str | None) -> str | None:
    """A text that SQLite can hold: lone surrogates cannot be written as UTF-8."""
    if text is None:
        return None
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def document_row(
    document: Document, *, sentences: int, corrects: tuple[float, ...] | None, official: bool, read_at: str
) -> dict[str, Any]:
    """A row of a document."""
    return {
        "id": document.id, "name": safe(document.name), "url": safe(document.url), "outlet": safe(document.outlet),
        "published": document.published, "day": last_day(document.published), "title": safe(document.title),
        "byline": safe(document.byline), "language": document.language, "wire": safe(document.wire),
        "text": safe(document.text), "zones": pack([[z.start, z.end, z.kind] for z in document.zones]),
        "source": safe(document.source), "source_map": pack(document.source_map), "pages": pack(document.pages),
        "sentences": sentences, "corrects": pack(corrects), "official": int(official), "read_at": read_at,
    }  # fmt: skip


def document_of(row: Mapping[str, Any]) -> Document:
    """The document of a row."""
    document = Document(
        text=row["text"], name=row["name"], url=row["url"], outlet=row["outlet"], published=row["published"],
        title=row["title"], byline=row["byline"], language=row["language"], wire=row["wire"],
        zones=tuple(Zone(*z) for z in json.loads(row["zones"])), source=row["source"] or "",
        source_map=tuple(tuple(m) for m in json.loads(row["source_map"])), pages=tuple(json.loads(row["pages"])),
    )  # fmt: skip
    # A text that SQLite could not hold to the letter keeps the id that it had.
    document.__dict__["id"] = row["id"]
    return document


def claim_row(claim: Claim) -> dict[str, Any]:
    """A row of a claim, with its slots."""
    state = claim.get("state") if claim.kind in ("force", "spending") else claim.get("recipient")
    return {
        "id": claim.id, "document": claim.document, "doc": safe(claim.doc), "kind": claim.kind, "start": claim.start,
        "end": claim.end, "rule": claim.rule, "confidence": claim.confidence,
        "state": state if isinstance(state, str) else None,
        "slots": safe(pack([[s.name, s.value, s.spans, s.words] for s in claim.slots])),
    }  # fmt: skip


def _spans(spans: list[list[int]]) -> tuple[Span, ...]:
    return tuple((a, b) for a, b in spans)


def claim_of(row: Mapping[str, Any]) -> Claim:
    """The claim of a row."""
    slots = tuple(
        Slot(name, tuple(value) if isinstance(value, list) else value, _spans(spans), tuple(words))
        for name, value, spans, words in json.loads(row["slots"])
    )
    claim = Claim(
        row["document"],
        row["doc"],
        row["kind"],
        row["start"],
        row["end"],
        slots,
        row["rule"],
        row["confidence"],
    )
    # The id is known: hashing again would cost more than the rest of the row.
    claim.__dict__["id"] = row["id"]
    return claim


def decision_row(decision: Decision) -> dict[str, Any]:
    """A row of a decision."""
    return {
        "id": decision.id, "verdict": decision.verdict, "about": pack(list(decision.about)), "who": decision.who,
        "when": decision.when, "why": decision.why, "undone": int(decision.undone),
    }  # fmt: skip


def decision_of(row: Mapping[str, Any]) -> Decision:
    """The decision of a row."""
    return Decision(
        row["id"], row["verdict"], tuple(json.loads(row["about"])), row["who"], row["when"], row["why"],
        bool(row["undone"]),
    )  # fmt: skip
