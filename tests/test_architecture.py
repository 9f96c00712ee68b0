"""The shape of the package: imports go one way, modules stay small, nothing is left unfinished."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "armstrail"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 600

# What stands on a lower row may not import from a higher one.
ROWS = (
    ("model",),
    ("rules",),
    ("values",),
    ("read", "screen", "extract"),
    ("resolve",),
    ("reconcile",),
    ("procedure",),
    ("ledger",),
    ("run",),
    ("show",),
    ("view",),
    ("export", "serve"),
    ("cli",),
)
RANK = {name: rank for rank, row in enumerate(ROWS) for name in row}


def stage_of(path: Path) -> str:
    """The stage that a module belongs to: its first name under the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_stages(path: Path) -> set[str]:
    """The stages that a module imports from, wherever the import stands."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    here = ["armstrail", *path.relative_to(PACKAGE).with_suffix("").parts]
    if here[-1] == "__init__":
        here.append("")
    found: set[str] = set()
    for node in ast.walk(tree):
        names: list[list[str]] = []
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level] if node.level else []
            base = base + (node.module.split(".") if node.module else [])
            names = [[*base, alias.name] for alias in node.names]
        found.update(name[1] for name in names if name[0] == "armstrail" and len(name) > 1)
    return found & RANK.keys()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    stage = stage_of(path)
    if stage in ("__init__", "__main__"):
        return
    assert stage in RANK, f"{stage}: say in this test where it stands"
    above = {name for name in imported_stages(path) if RANK[name] > RANK[stage]}
    # Beside model and rules, stages of one row do not know each other.
    beside = {n for n in imported_stages(path) if RANK[n] == RANK[stage] and n != stage}
    assert not above
    assert not beside


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_are_small_and_say_what_they_do(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), (
            "a module says what enters, what leaves, what it cannot see"
        )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nothing_is_left_unfinished(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for word in ("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error"):
        assert word not in text


def test_model_imports_the_standard_library_only() -> None:
    import sys

    tree = ast.parse((PACKAGE / "model.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            assert (node.module or "").split(".")[0] in sys.stdlib_module_names
        elif isinstance(node, ast.Import):
            assert all(alias.name.split(".")[0] in sys.stdlib_module_names for alias in node.names)


def test_no_module_is_a_drawer() -> None:
    assert not [p for p in MODULES if p.stem in ("utils", "helpers", "common", "misc")]
