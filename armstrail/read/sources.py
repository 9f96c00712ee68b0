"""From what a person names to sources that can be read.

Enters: files, folders, globs and ``-``. Leaves: sources (small, picklable) in the order given, folders
sorted, each file once; and an issue for each input that leads to nothing. It opens no file.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model import Issue

KINDS = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
    ".warc": "warc",
    ".warc.gz": "warc",
}
"""What each ending means."""

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read: a file, or standard input (``-``)."""

    path: str
    kind: str
    """text, html, pdf, jsonl, warc, or stream (looked into before it is read)."""
    name: str
    """The file's name without its ending."""
    size: int = 0
    """Bytes on disk; 0 for a stream."""


def split_ending(path: str) -> tuple[str, str]:
    """A file's name without its ending, and the ending in lower case (``.jsonl.gz`` is one ending)."""
    base = os.path.basename(path)
    lower = base.lower()
    for ending in sorted(KINDS, key=len, reverse=True):
        if lower.endswith(ending) and len(base) > len(ending):
            return base[: -len(ending)], ending
    stem, ending = os.path.splitext(base)
    return stem, ending.lower()


def _issue(source: str, reason: str, fatal: bool = True) -> Issue:
    return Issue("read", source, reason, fatal=fatal)


def _file(path: str, named: bool) -> Source | Issue:
    """One path that exists; ``named`` where a person gave it, rather than a folder."""
    name, ending = split_ending(path)
    try:
        state = os.stat(path)
    except OSError as error:
        return _issue(path, f"cannot be read: {error.strerror or error}")
    if not stat.S_ISREG(state.st_mode):
        if named and (stat.S_ISFIFO(state.st_mode) or stat.S_ISCHR(state.st_mode)):
            return Source(path, "stream", name)
        return _issue(path, "is no file that can be read (a device, pipe or socket)", named)
    kind = KINDS.get(ending)
    if kind is None:
        known = " ".join(KINDS)
        return _issue(path, f"unknown ending {ending or '(none)'}; these are read: {known}", named)
    return Source(path, kind, name, state.st_size)


def _folder(path: str, trouble: list[Issue]) -> Iterator[str]:
    def failed(error: OSError) -> None:
        trouble.append(_issue(error.filename or path, f"cannot be read: {error.strerror or error}"))

    for root, folders, names in os.walk(path, onerror=failed):
        hidden = [f for f in folders if f.startswith(".")]
        trouble.extend(
            _issue(os.path.join(root, f), "hidden folder, passed over", False) for f in sorted(hidden)
        )
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (os.path.join(root, n) for n in sorted(names))


def list_sources(inputs: Sequence[str | Path]) -> tuple[tuple[Source, ...], tuple[Issue, ...]]:
    """The sources behind inputs, in order, each file once; and the issues of inputs that lead to none.

    A file of unknown ending is fatal where it was named or matched by a glob, and a note where it lies in a
    folder."""
    found: dict[str, Source] = {}
    issues: list[Issue] = []

    def take(paths: Iterable[str], named: bool) -> int:
        count = 0
        for path in paths:
            source = _file(path, named)
            if isinstance(source, Issue):
                issues.append(source)
            else:
                count += 1
                found.setdefault(os.path.realpath(path) if source.kind != "stream" else path, source)
        return count

    for given in inputs:
        text = os.fspath(given)
        if text == STDIN:
            found.setdefault(STDIN, Source(STDIN, "stream", "stdin"))
        elif not text or "\0" in text:
            issues.append(_issue(repr(text), "is no path"))
        elif os.path.isdir(text):
            before = len(issues)
            if not take(_folder(text, issues), False) and not any(i.fatal for i in issues[before:]):
                issues.append(_issue(text, "holds no file that can be read"))
        elif os.path.lexists(text):
            take((text,), True)
        elif glob.has_magic(text):
            matches = sorted(glob.glob(text, recursive=True))
            if not matches:
                issues.append(_issue(text, "no file matches"))
            for match in matches:
                if not os.path.isdir(match):
                    take((match,), True)
                elif not text.endswith("**"):
                    take(_folder(match, issues), False)
        else:
            issues.append(_issue(text, "does not exist"))
    return tuple(found.values()), tuple(issues)
