"""Writes docs/commands.md from the commands' own help. ``--check`` fails where it is out of date."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from armstrail.cli import cli

PLACE = Path(__file__).parent / "commands.md"


def make() -> str:
    """The reference as Markdown."""
    parts = [
        "# Commands\n\nMade from the commands' own help by `python docs/make_commands.py`: do not edit.\n"
    ]
    with click.Context(cli, info_name="armstrail", max_content_width=100, terminal_width=100) as top:
        parts.append("```\n" + cli.get_help(top) + "\n```\n")
        for name in cli.list_commands(top):
            command = cli.get_command(top, name)
            assert command is not None
            with click.Context(command, info_name=name, parent=top, terminal_width=100) as context:
                parts.append(f"## {name}\n\n```\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    text = make()
    if "--check" in sys.argv:
        if PLACE.read_text(encoding="utf-8") != text:
            sys.exit("docs/commands.md is out of date: run `python docs/make_commands.py`")
    else:
        PLACE.write_text(text, encoding="utf-8")
