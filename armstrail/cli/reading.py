"""The commands that read reports: ``extract`` and ``read``.

Enters: files, folders, globs and standard input. Leaves: claims as JSON lines, or a ledger with more in it.
They hold no rule of their own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from .terminal import Issues, LedgerTrouble, many, progress, write_line


def processes_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--processes N``."""
    return click.option(
        "--processes",
        type=click.IntRange(1, 256),
        default=None,
        metavar="N",
        help="Processes to work in. Left out: one for little input, all cores for much.",
    )(command)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--no-screen",
    is_flag=True,
    help="Read every passage, whatever it speaks of (to test quotations on any news).",
)
@processes_option
@click.option("-v", "--verbose", is_flag=True, help="Name every passage passed over and why.")
@click.pass_context
def extract(
    ctx: click.Context, inputs: tuple[str, ...], no_screen: bool, processes: int | None, verbose: bool
) -> None:
    """Print the claims of reports as JSON lines; touches no ledger.

    INPUT is a file, a folder, a glob in quotation marks, or - for standard input. Each line is one claim:
    what one sentence or clause says, slot by slot, with the offsets of the words that each slot was read
    from.

    \b
    Examples:
      armstrail extract report.txt
      armstrail extract reports/ 'archive/2024-*.jsonl.gz' > claims.jsonl
      curl -s https://example.org/report.html | armstrail extract -
    """
    from ..run import extract_inputs

    issues = Issues(verbose)
    with progress("reading", quiet_stdout=False) as advance:
        done = extract_inputs(inputs, processes=processes, screen=not no_screen, progress=advance)
        for _, claims, found in done:
            issues.tell(found)
            for claim in claims:
                write_line(claim.as_record())
            if claims:
                # A reader at the other end of a pipe sees each document as soon as it is read.
                sys.stdout.flush()
    ctx.exit(issues.status)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--ledger",
    type=click.Path(dir_okay=False),
    default="armstrail.db",
    show_default=True,
    envvar="ARMSTRAIL_LEDGER",
    metavar="FILE",
    help="The ledger to add to; made where it does not exist.",
)
@processes_option
@click.option("-v", "--verbose", is_flag=True, help="Name every document and passage passed over and why.")
@click.pass_context
def read(
    ctx: click.Context, inputs: tuple[str, ...], ledger: str, processes: int | None, verbose: bool
) -> None:
    """Read reports into a ledger.

    INPUT is a file, a folder, a glob in quotation marks, or - for standard input: text, Markdown, HTML,
    PDF, JSON Lines (one document a line: text or html, and id, url, outlet, published, title, byline,
    language where known), WARC, all of them also gzipped. What the ledger has already is passed over, so
    an interrupted reading goes on where it stopped when the same command is run again.

    \b
    Examples:
      armstrail read examples
      armstrail read reports/ 'archive/2024-*.jsonl.gz' --ledger balkans.db
      cat report.txt | armstrail read -
    """
    from ..ledger import Ledger, LedgerError
    from ..run import read_into

    issues = Issues(verbose)
    try:
        with Ledger.open(ledger) as opened, progress("reading") as advance:
            done = read_into(opened, inputs, processes=processes, progress=advance, tell=issues.tell)
            counts = opened.counts()
    except LedgerError as error:
        raise LedgerTrouble(str(error)) from error
    said = (
        f"{many(done.documents, 'document')} kept, {done.passed_over} passed over, {done.known} known before"
    )
    click.echo(f"armstrail: {said}; {ledger} holds {many(counts['cases'], 'case')}", err=True)
    if issues.counted and not verbose:
        noted = ", ".join(f"{stage} {n:,}" for stage, n in sorted(issues.counted.items()))
        where = "" if ledger == "armstrail.db" else f" --ledger {ledger}"
        click.echo(
            f"armstrail: passed over on the way: {noted}; `armstrail issues --count{where}` says why",
            err=True,
        )
    ctx.exit(issues.status)


COMMANDS = (extract, read)
