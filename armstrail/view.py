"""An open ledger as a person or a program asks it: the Python door ``armstrail.open`` gives one.

Enters: a ledger's file and questions. Leaves: frozen cases, claims, documents, evidence and rows. It
changes the ledger only through ``read``; every answer may be asked as of a day.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from .model import Case, Claim, Document, Series


class View(Protocol):
    """What the pages ask of a ledger."""

    def cases(
        self,
        *,
        supplier: str | None = None,
        recipient: str | None = None,
        equipment: str | None = None,
        since: str | None = None,
        as_of: str | None = None,
    ) -> tuple[Case, ...]: ...

    def case(self, id: str, *, as_of: str | None = None) -> Case | None: ...

    def claims(self, ids: Collection[str]) -> dict[str, Claim]: ...

    def claims_in(self, document: str) -> tuple[Claim, ...]: ...

    def cases_of(self, document: str) -> tuple[Case, ...]: ...

    def documents(self, ids: Collection[str]) -> dict[str, Document]: ...

    def list_documents(
        self, *, words: str | None = None, as_of: str | None = None, first: int = 0, count: int = 100
    ) -> tuple[tuple[Document, ...], int]: ...

    def search(self, words: str) -> frozenset[str]: ...

    def undated(self) -> int: ...

    def series(self, state: str | None = None, *, as_of: str | None = None) -> tuple[Series, ...]: ...
