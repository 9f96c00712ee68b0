"""Official notices of US arms sales: the notice itself and the transfers that it tells.

Enters: a Page. Leaves: one ``notice`` claim and a ``transfer`` claim for each item, determination, certification and
total, each slot on its own words; where the general reader need not look again; and issues for figures that contradict
each other. Releases of the Defense Security Cooperation Agency and of the State Department, the Federal Register's and
the Congressional Record's prints, and copies of these. Where a page prints several notices, each is
read by itself.
"""

from .clauses import Notice, find_notices
from .reading import Reading, read_notice

__all__ = ["Notice", "Reading", "find_notices", "read_notice"]
