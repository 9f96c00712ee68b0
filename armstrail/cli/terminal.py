"""What the commands share at the terminal: issues, progress, and leaving quietly.

Enters: issues and counts. Leaves: lines on standard error; colour and moving progress only on a terminal.
It cannot see what a command does.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from ..model import Issue

if TYPE_CHECKING:
    from rich.console import Console

    from ..view import Archive


WHOLE = frozenset(("case", "decision", "announced", "published", "stage", "outlets", "origins"))
"""Columns of a table that are not broken into lines."""


class LedgerTrouble(Exception):
    """A ledger that cannot be opened or written now; the message is for the person at the terminal."""


def many(number: int, noun: str) -> str:
    """``1 outlet``, ``2 outlets``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def silence_stdout() -> None:
    """Point standard output at nothing, so that the interpreter's last flush meets no closed pipe."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())


def write_line(record: object) -> None:
    """One JSON object as one line on standard output."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False, separators=(", ", ": ")) + "\n")


class Issues:
    """Issues as they come: the unreadable inputs named at once, the rest counted by stage. It holds none of them."""

    def __init__(self, verbose: bool = False) -> None:
        self.verbose = verbose
        self.fatal = 0
        self.counted: Counter[str] = Counter()

    def tell(self, issues: Iterable[Issue]) -> None:
        """Print what could not be read; count the rest, or print it too where asked."""
        from ..show import printable

        for issue in issues:
            # What a document is called or holds must not act on the terminal.
            words = printable(str(issue)).replace("\n", " ")
            if issue.fatal:
                self.fatal += 1
                click.secho(f"armstrail: {words}", fg="red", err=True)
            else:
                self.counted[issue.stage] += 1
                if self.verbose:
                    click.secho(f"armstrail: {issue.stage}: {words}", dim=True, err=True)

    @property
    def status(self) -> int:
        """The exit status that they come to."""
        return 1 if self.fatal else 0


@contextmanager
def progress(words: str, *, quiet_stdout: bool = True) -> Iterator[Any]:
    """A moving count on standard error where that is a terminal; a call without effect elsewhere.

    ``quiet_stdout`` False says that results are printed meanwhile: on one terminal they and the count would mix.
    """
    if not sys.stderr.isatty() or (not quiet_stdout and sys.stdout.isatty()):
        yield lambda done=1: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed} documents"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done=1: bar.advance(task, done)


@cache
def terminal_console() -> Console:
    """Standard output with colour where it is a terminal; wide and plain elsewhere."""
    from rich.console import Console

    if sys.stdout.isatty():
        return Console(markup=False, emoji=False, highlight=False)
    return Console(markup=False, emoji=False, highlight=False, width=200, color_system=None)


def show_text(words: str, *, style: str = "") -> None:
    """One line of text on standard output."""
    from ..show import printable

    terminal_console().print(printable(words), style=style, soft_wrap=True)


def print_table(rows: Sequence[Mapping[str, object]]) -> None:
    """Rows as a table; numbers to the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from ..show import printable

    if not rows:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name, value in rows[0].items():
        side: Literal["left", "right"] = "right" if isinstance(value, int | float) else "left"
        table.add_column(name, justify=side, overflow="fold", no_wrap=name in WHOLE)
    for row in rows:
        table.add_row(*(Text(printable(str("" if v is None else v))) for v in row.values()))
    terminal_console().print(table)


@contextmanager
def open_ledger(path: str) -> Iterator[Archive]:
    """A ledger that exists, open for asking."""
    from ..ledger import LedgerError
    from ..view import Archive

    if not Path(path).exists():
        raise LedgerTrouble(
            f"{path}: there is no such ledger; `armstrail read FOLDER --ledger {path}` makes one"
        )
    try:
        with Archive(path) as archive:
            yield archive
    except LedgerError as error:
        raise LedgerTrouble(str(error)) from error
