"""The documentation agrees with the program, and the lock with the declared dependencies."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked(name: str) -> dict[str, str]:
    """Package and version by the lines of a lock."""
    found = re.findall(
        r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
    )
    return {canonicalize_name(package): version for package, version in found}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_satisfies_the_project(name: str) -> None:
    versions = locked(name)
    wanted = list(PROJECT["project"]["dependencies"])
    if name == "requirements-dev.lock":
        wanted += PROJECT["dependency-groups"]["dev"]
    for line in wanted:
        requirement = Requirement(line)
        version = versions.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not in {name}: see docs/decisions on lock files"
        assert requirement.specifier.contains(version, prereleases=True), (
            f"{requirement} is locked to {version}"
        )


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_has_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    for block in re.split(r"\n(?=[A-Za-z0-9])", text.strip()):
        if "==" in block.split("\n")[0]:
            assert "--hash=sha256:" in block


@pytest.mark.parametrize("script", ["make_commands.py", "make_law.py"])
def test_a_page_that_is_made_is_up_to_date(script: str) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / script, "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_readme_begins_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    assert "armstrail read examples" in commands[0]
    assert "armstrail cases" in commands[0]
    assert "./check" in commands[1]
    assert all(c.count("\n") == 1 for c in commands[:2])
    assert text.index("```sh") < 300


def test_python_in_the_readme_runs(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        code = code.replace('"armstrail.db"', repr(str(tmp_path / "a.db"))).replace(
            '"examples"', repr(str(ROOT / "examples"))
        )
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_nothing_names_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    own = Path(__file__).name
    marks = ("/" + "work/", "/" + "tmp/", "/" + "root/", "/" + "home/")
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if path.suffix not in (".py", ".md", ".toml", ".lock", ".yaml", ".html", ".js") or name.endswith(own):
            continue
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        assert not [m for m in marks if re.search(r"(?<![\w.:])" + re.escape(m), text)], name
