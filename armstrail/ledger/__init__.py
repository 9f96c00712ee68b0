"""ledger: what was read and what follows from it, in one SQLite file.

Enters: documents with their claims and issues, decisions, questions. Leaves: cases, documents, claims,
issues. It is the only stage that knows the database. Each document enters in a transaction with everything
that follows from it, so a process killed at any moment leaves a whole ledger. It cannot be written by two
processes at once: the second waits, and then says so.
"""

from .evidence import sentence_around
from .store import Ledger, LedgerError

__all__ = ["Ledger", "LedgerError", "sentence_around"]
