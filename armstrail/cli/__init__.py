"""The command line: what a person types goes in, tables, plain data and an exit status come out.

Enters: arguments, and standard input where ``-`` asks for it. Leaves: results on standard output, progress
and issues on standard error, and the status 0 (done), 1 (done, with inputs that could not be read) or 2
(wrong usage, or a ledger that cannot be opened). It holds no rule about arms transfers; each command calls
one door of the package.
"""

from __future__ import annotations

import sys

import click

from . import deciding, reading, showing
from .terminal import LedgerTrouble, silence_stdout

HELP = """Every arms transfer, traced to the sentence that says so.

\b
Read reports into a ledger, then ask it:
  armstrail read reports/                 read a folder (text, HTML, PDF, JSONL, WARC)
  armstrail cases --recipient XK          the transfers to Kosovo
  armstrail case ID                       one transfer, with every value and its support
  armstrail why ID quantity               the sentences behind a value
  armstrail clock ID                      the review by Congress of a sale by the United States
  armstrail serve                         the same in a browser on this machine

\b
Or print what single reports say, without a ledger:
  armstrail extract report.txt | head -3

States are ISO 3166 codes of two letters (US, XK for Kosovo, TW). Exit status: 0 done; 1 done, with
inputs that could not be read, each named on standard error; 2 wrong usage, or a ledger that cannot be opened.
"""


class _InOrder(click.Group):
    """Commands listed in the order of the work, not of the alphabet; a closed pipe ends them quietly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; whoever reads its output may stop when it has what it wanted (``| head``)."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            silence_stdout()
            ctx.exit(0)
        return result


@click.group(
    cls=_InOrder,
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="armstrail", prog_name="armstrail")
def cli() -> None:
    """The group that every command hangs on."""


for _command in (*reading.COMMANDS, *showing.COMMANDS, *deciding.COMMANDS):
    cli.add_command(_command)


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit status."""
    # A lone surrogate in a text becomes its own JSON escape instead of an error.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = cli.main(args=arguments, prog_name="armstrail", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        click.echo("armstrail: stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except LedgerTrouble as error:
        click.echo(f"armstrail: {error}", err=True)
        sys.exit(2)
    sys.exit(status if isinstance(status, int) else 0)
