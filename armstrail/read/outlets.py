"""Who printed it: outlets and wires by name and by domain.

Enters: a name as printed, or an address. Leaves: a row of ``names/outlets.tsv``. An outlet that is not in
the table is known only by its site's own word for itself.
"""

# ruff: noqa: SIM905

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from ..rules import load_table, split_cell

_PLAIN = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newspaper, site, broadcaster or wire."""

    name: str
    kind: str
    """wire (its reports are printed by others), outlet, or agency (a body's own news service)."""

    @property
    def is_wire(self) -> bool:
        """Whether others print its reports."""
        return self.kind == "wire"


def _fold(name: str) -> str:
    folded = _PLAIN.sub(" ", name.casefold()).strip()
    return folded.removeprefix("the ")


@cache
def _tables() -> tuple[Mapping[str, Outlet], Mapping[str, Outlet]]:
    names: dict[str, Outlet] = {}
    domains: dict[str, Outlet] = {}
    for row in load_table("names/outlets.tsv"):
        outlet = Outlet(row["name"], row["kind"])
        for name in (row["name"], *split_cell(row["aliases"])):
            names.setdefault(_fold(name), outlet)
        for domain in split_cell(row["domains"]):
            domains.setdefault(domain.lower(), outlet)
    return names, domains


def outlet_named(name: str) -> Outlet | None:
    """The outlet of that name, whatever its case, its marks or an article before it."""
    if len(name) > 80:
        return None
    folded = _fold(name)
    return _tables()[0].get(folded) if folded else None


_WORDS = frozenset(
    (
        "Bild Time Mint NATO RT Delo Tempo Semana Proceso Beta Trend Petra Dawn Punch Vanguard Stuff Mehr "
        "Fars SANA Insider Guardian Globes Axios Telex Blic Danas Novosti Politika Vijesti Seapower Forbes "
        "Fortune Newsweek"
    ).split()
)


def outlet_alone(line: str) -> Outlet | None:
    """The outlet that a line of its own names: printed as in the table, no ordinary word or section."""
    outlet = outlet_named(line)
    if outlet is None or outlet.kind == "agency" or line in _WORDS or line not in _printed():
        return None
    return outlet


@cache
def _printed() -> frozenset[str]:
    rows = load_table("names/outlets.tsv")
    return frozenset(name for row in rows for name in (row["name"], *split_cell(row["aliases"])))


def outlet_at(url: str) -> Outlet | None:
    """The outlet behind an address, by its domain or a domain above it (and the path, where a domain has
    several).
    """
    try:
        parts = urlsplit(url if "//" in url else "//" + url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    domains = _tables()[1]
    first = parts.path.split("/")[1] if parts.path.count("/") else ""
    while host:
        if (found := domains.get(f"{host}/{first}")) or (found := domains.get(host)):
            return found
        host = host.partition(".")[2]
    return None
