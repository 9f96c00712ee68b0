"""Writes docs/commands.md from the commands' own help. ``--check`` fails where it is out of date."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from armstrail.cli import cli

PLACE = Path(__file__).parent / "commands.md"


def add(parts: list[str], group: click.Group, above: click.Context, depth: int) -> None:
    """The commands of a group, each with its own help, then those below it."""
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        assert command is not None
        with click.Context(command, info_name=name, parent=above, terminal_width=100) as context:
            title = context.command_path.removeprefix("armstrail ")
            parts.append(f"{'#' * depth} {title}\n\n```\n{command.get_help(context)}\n```\n")
            if isinstance(command, click.Group):
                add(parts, command, context, depth + 1)


def make() -> str:
    """The reference as Markdown."""
    parts = [
        "# Commands\n\nMade from the commands' own help by `python docs/make_commands.py`: do not edit.\n"
    ]
    with click.Context(cli, info_name="armstrail", max_content_width=100, terminal_width=100) as top:
        parts.append("```\n" + cli.get_help(top) + "\n```\n")
        add(parts, cli, top, 2)
    return "\n".join(parts)


if __name__ == "__main__":
    text = make()
    if "--check" in sys.argv:
        if PLACE.read_text(encoding="utf-8") != text:
            sys.exit("docs/commands.md is out of date: run `python docs/make_commands.py`")
    else:
        PLACE.write_text(text, encoding="utf-8")
