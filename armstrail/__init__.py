"""Every arms transfer, traced to the sentence that says so.

>>> import armstrail
>>> with armstrail.open("armstrail.db") as archive:
...     archive.read("reports/")
...     for case in archive.cases(recipient="XK"):
...         print(case.supplier, [item.equipment for item in case.items], case.value.value)

The types that come back are those of ``armstrail.model``.
"""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any

from .model import Case, Claim, Document, Evidence, Field, Issue, Item, Passage, Series

if TYPE_CHECKING:
    from .extract import extract_claims
    from .read import read_documents
    from .screen import find_passages
    from .view import Archive

__all__ = [
    "Archive",
    "Case",
    "Claim",
    "Document",
    "Evidence",
    "Field",
    "Issue",
    "Item",
    "Passage",
    "Series",
    "extract_claims",
    "find_passages",
    "open",
    "read_documents",
]

_DOORS = {
    "Archive": "view",
    "extract_claims": "extract",
    "find_passages": "screen",
    "read_documents": "read",
}


def open(path: str | PathLike[str] = "armstrail.db", *, create: bool = True) -> Archive:
    """A ledger in a file, made where it does not exist (unless ``create`` is False).

    ``armstrail.ledger.LedgerError`` where the file is no ledger, or comes from a newer version.
    """
    from .view import Archive

    return Archive(path, create=create)


def __getattr__(name: str) -> Any:
    # The stages load vocabulary and libraries: only who asks for one pays for it.
    if name in _DOORS:
        from importlib import import_module

        return getattr(import_module(f".{_DOORS[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
