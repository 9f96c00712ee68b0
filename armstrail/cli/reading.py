"""The commands that read reports: ``extract``.

Enters: files, folders, globs and standard input. Leaves: claims as JSON lines. They hold no rule of their
own.
"""

from __future__ import annotations

import sys

import click

from .terminal import Issues, progress, write_line


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--no-screen",
    is_flag=True,
    help="Read every passage, whatever it speaks of (to test quotations on any news).",
)
@click.option("-v", "--verbose", is_flag=True, help="Name every passage passed over and why.")
@click.pass_context
def extract(ctx: click.Context, inputs: tuple[str, ...], no_screen: bool, verbose: bool) -> None:
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
    from ..extract import extract_claims
    from ..model import Passage
    from ..read import read_documents

    issues = Issues(verbose)
    with progress("reading") as advance:
        for document, found in read_documents(inputs, stdin=sys.stdin.buffer):
            issues.tell(found)
            if document is None:
                continue
            advance()
            if no_screen:
                passages: tuple[Passage, ...] = (Passage(0, len(document.text)),)
            else:
                from ..screen import find_passages

                passages, passed_over = find_passages(document)
                issues.tell(passed_over)
            if not passages:
                continue
            claims, trouble = extract_claims(document, passages)
            issues.tell(trouble)
            for claim in claims:
                write_line(claim.as_record())
            sys.stdout.flush()
    ctx.exit(issues.status)


COMMANDS = (extract,)
