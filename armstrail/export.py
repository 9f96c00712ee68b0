"""Cases and claims as files for other programs: JSON Lines and CSV.

Enters: cases, claims or documents. Leaves: lines of text. CSV cells that a spreadsheet would take for a
formula get an apostrophe in front; JSON Lines carry everything as it is.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from .model import Case, Claim, Document
from .show import case_rows, printable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_lines(records: Iterable[object]) -> Iterator[str]:
    """One JSON object a line."""
    for record in records:
        yield json.dumps(record, ensure_ascii=False) + "\n"


def csv_lines(rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Rows as CSV under one heading; the keys of the first row decide the columns."""
    buffer = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(buffer, list(row), extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
        writer.writerow({key: _cell(value) for key, value in row.items()})
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def tab_lines(rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Rows as tab-separated lines under one heading, for eyes: blanks and control characters are made plain."""
    first = True
    for row in rows:
        if first:
            yield "\t".join(row) + "\n"
            first = False
        yield "\t".join(printable(" ".join(str("" if v is None else v).split())) for v in row.values()) + "\n"


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        value = "; ".join(str(v) for v in value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def export_cases(cases: Iterable[Case], form: str) -> Iterator[str]:
    """Cases in full as JSON Lines, or one CSV row for each item of each case."""
    if form == "jsonl":
        return json_lines(case.as_record() for case in cases)
    return csv_lines(case_rows(cases))


def export_claims(claims: Iterable[Claim], form: str) -> Iterator[str]:
    """Claims in the form of ``armstrail extract``, or as CSV with one row for each slot."""
    if form == "jsonl":
        return json_lines(claim.as_record() for claim in claims)
    return csv_lines(
        {
            "claim": claim.id, "doc": claim.doc, "kind": claim.kind, "slot": slot.name, "value": slot.value,
            "words": " … ".join(slot.words), "spans": ";".join(f"{a}-{b}" for a, b in slot.spans),
            "rule": claim.rule, "confidence": claim.confidence,
        }
        for claim in claims
        for slot in claim.slots
    )  # fmt: skip


def export_documents(documents: Iterable[Document], form: str) -> Iterator[str]:
    """Documents in the form that ``armstrail read`` takes as JSON Lines, or as CSV without their texts."""
    if form == "jsonl":
        return json_lines({**_head(d), "text": d.text} for d in documents)
    return csv_lines({**_head(d), "characters": len(d.text), "source": d.source} for d in documents)


def _head(document: Document) -> dict[str, object]:
    return {
        "id": document.name, "url": document.url, "outlet": document.outlet, "published": document.published,
        "title": document.title, "byline": document.byline, "language": document.language,
    }  # fmt: skip
