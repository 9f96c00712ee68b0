"""Loads the vocabulary and the rules in ``data/`` into frozen objects.

Enters: TSV tables and TOML files of the package. Leaves: cached tuples of rows and dicts. It checks the form
of each file as it reads it and names the file and line of what is wrong; it cannot see whether a name is true.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

Row = MappingProxyType[str, str]


class RuleError(ValueError):
    """A data file is not in its form; the message names the file, the line and the reason."""


def data_text(path: str) -> str:
    """The text of a data file, by its path under ``data/``. FileNotFoundError where there is none."""
    return files("armstrail").joinpath("data", *path.split("/")).read_text(encoding="utf-8")


def has_data(path: str) -> bool:
    """Whether a data file of that path exists."""
    return files("armstrail").joinpath("data", *path.split("/")).is_file()


@cache
def load_table(path: str) -> tuple[Row, ...]:
    """The rows of a TSV table: dicts by the header's names, cells stripped, missing cells empty.

    Lines that begin with ``#`` and blank lines are passed over. RuleError where a row has more cells than the header.
    """
    rows: list[Row] = []
    header: list[str] | None = None
    for number, line in enumerate(data_text(path).split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.split("\t")]
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise RuleError(f"{path}, line {number}: {len(cells)} cells under {len(header)} headings")
        cells += [""] * (len(header) - len(cells))
        rows.append(MappingProxyType(dict(zip(header, cells, strict=True))))
    return tuple(rows)


def split_cell(cell: str) -> tuple[str, ...]:
    """The entries of a cell that holds a list separated by semicolons."""
    return tuple(p for p in (part.strip() for part in cell.split(";")) if p)


@cache
def state_names() -> MappingProxyType[str, str]:
    """The names of states in English by their codes."""
    return MappingProxyType({row["code"]: row["name"] for row in load_table("names/states.tsv")})


@cache
def lookalikes() -> MappingProxyType[int, int]:
    """Capitals of other scripts by the Latin ones that they look like, for ``str.translate``: С-400, Τ-72."""
    return MappingProxyType(str.maketrans(*load_toml("names/letters.toml")["looks"]))


@cache
def load_toml(path: str) -> MappingProxyType[str, Any]:
    """A TOML file of the package as a read-only mapping."""
    try:
        return MappingProxyType(tomllib.loads(data_text(path)))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path}: {error}") from error


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a folder of data, English first."""
    place = files("armstrail").joinpath("data", "languages")
    return tuple(
        sorted((f.name for f in place.iterdir() if f.is_dir()), key=lambda code: (code != "en", code))
    )


@cache
def data_files(folder: str, ending: str = ".tsv") -> tuple[str, ...]:
    """The paths of a folder's data files under ``data/``, in order; a file of that name counts as one."""
    if has_data(folder + ending):
        return (folder + ending,)
    place = files("armstrail").joinpath("data", *folder.split("/"))
    if not place.is_dir():
        return ()
    return tuple(
        f"{folder}/{f.name}" for f in sorted(place.iterdir(), key=lambda f: f.name) if f.name.endswith(ending)
    )
