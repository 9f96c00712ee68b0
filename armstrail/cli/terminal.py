"""What the commands share at the terminal: issues, progress, and leaving quietly.

Enters: issues and counts. Leaves: lines on standard error; colour and moving progress only on a terminal.
It cannot see what a command does.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.console import Console

from ..model import Issue


class LedgerTrouble(Exception):
    """A ledger that cannot be opened or written now; the message is for the person at the terminal."""


def silence_stdout() -> None:
    """Point standard output at nothing, so that the interpreter's last flush meets no closed pipe."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())


def write_line(record: object) -> None:
    """One JSON object as one line on standard output."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False, separators=(", ", ": ")) + "\n")


class Issues:
    """Issues as they come: the unreadable inputs named at once, the rest counted by stage and reason."""

    def __init__(self, verbose: bool = False) -> None:
        self.verbose = verbose
        self.fatal = 0
        self.counted: Counter[tuple[str, str]] = Counter()

    def tell(self, issues: Iterable[Issue]) -> None:
        """Print what could not be read; count the rest, or print it too where asked."""
        for issue in issues:
            if issue.fatal:
                self.fatal += 1
                click.secho(f"armstrail: {issue}", fg="red", err=True)
            else:
                self.counted[issue.stage, issue.reason] += 1
                if self.verbose:
                    click.secho(f"armstrail: {issue.stage}: {issue}", dim=True, err=True)

    @property
    def status(self) -> int:
        """The exit status that they come to."""
        return 1 if self.fatal else 0


@contextmanager
def progress(words: str) -> Iterator[Any]:
    """A moving count on standard error where that is a terminal; a call without effect elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done=1: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed} documents"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done=1: bar.advance(task, done)
