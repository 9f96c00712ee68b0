"""A ledger as pages in a browser: cases, one case with the words behind every value, documents, series.

Enters: an open ledger's view and requests. Leaves: HTML made here and sent with a strict
Content-Security-Policy. No cookie, no outside resource, nothing that changes the ledger. It cannot tell who
asks: listen beyond this machine only where everybody who can reach it may read the ledger.
"""

from __future__ import annotations

from .app import make_app, serve

__all__ = ["make_app", "serve"]
