"""The commands of an analyst's word: ``history``, ``decide``, ``rebuild``, ``issues``.

Enters: a ledger and a verdict with a name and a reason. Leaves: a record of its own that no re-run loses. What a
decision is about, and what follows from it, is the ledger's.
"""

from __future__ import annotations

import getpass
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from .showing import format_option, ledger_option, print_rows
from .terminal import many, open_ledger, progress

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..model import Decision

Command = Callable[..., Any]


@contextmanager
def _writing(path: str) -> Iterator[Ledger]:
    """A ledger to decide on; what it refuses becomes a message."""
    with open_ledger(path) as archive:
        yield archive.ledger


def _word(command: Command) -> Command:
    """``--why``, ``--who`` and ``--ledger``."""
    command = ledger_option(command)
    command = click.option(
        "--who", envvar="ARMSTRAIL_WHO", default=getpass.getuser, metavar="NAME",
        help="Who decides. Left out: ARMSTRAIL_WHO, or the name that you are logged in under.",
    )(command)  # fmt: skip
    return click.option("--why", required=True, metavar="REASON", help="Why, for whoever reads it later.")(
        command
    )


def _said(decision: Decision) -> None:
    click.echo(f"{decision.id}\t{decision.verdict}{' undone' if decision.undone else ''}")


@click.group()
def decide() -> None:
    """Record a decision: what is the same, different, right, wrong, a copy, or called what.

    A decision is a record of its own, with who, when and why. Reading again, newer rules and a rebuild keep it;
    a later decision undoes it. `decide export` writes all of them to a file that can live in git.

    \b
    Examples:
      armstrail decide same 3f2a 90c1 --why "one sale, told twice"
      armstrail decide wrong 77ab12 --why "the 20 are Romania's"
      armstrail decide undo 5d --why "the later notice settles it"
      armstrail decide export > decisions.jsonl
    """


def _pair(verdict: str, help_text: str) -> click.Command:
    @click.command(verdict, help=help_text)
    @click.argument("first")
    @click.argument("second")
    @click.option("--claims", is_flag=True, help="FIRST and SECOND are claims, not cases: to split one case.")
    @_word
    def command(first: str, second: str, claims: bool, why: str, who: str, ledger: str) -> None:
        with _writing(ledger) as opened:
            door = opened.decide_claims if claims else opened.decide_cases
            _said(door(verdict, first, second, who=who, why=why))

    return command


def _single(verdict: str, help_text: str) -> click.Command:
    @click.command(verdict, help=help_text)
    @click.argument("claim")
    @_word
    def command(claim: str, why: str, who: str, ledger: str) -> None:
        with _writing(ledger) as opened:
            _said(opened.decide_claim(verdict, claim, who=who, why=why))

    return command


decide.add_command(_pair("same", "Two cases, FIRST and SECOND, are one transfer."))
decide.add_command(_pair("different", "FIRST and SECOND are not one transfer."))
decide.add_command(_single("right", "A claim is right, whatever else says so."))
decide.add_command(_single("wrong", "A claim is wrong: it leaves its case and stays as an issue."))


@decide.command()
@click.argument("document")
@click.argument("on")
@_word
def origin(document: str, on: str, why: str, who: str, ledger: str) -> None:
    """DOCUMENT rests on the document ON: the two are one origin."""
    with _writing(ledger) as opened:
        _said(opened.decide_origin(document, on, who=who, why=why))


@decide.command()
@click.argument("claim")
@click.argument("slot", type=click.Choice(["supplier", "recipient", "equipment"]))
@click.argument("target")
@_word
def name(claim: str, slot: str, target: str, why: str, who: str, ledger: str) -> None:
    """The words of a claim's SLOT mean TARGET: a state's code, a weapon's name."""
    with _writing(ledger) as opened:
        _said(opened.decide_name(claim, slot, target, who=who, why=why))


@decide.command()
@click.argument("decision")
@_word
def undo(decision: str, why: str, who: str, ledger: str) -> None:
    """Undo a decision by a later one; both stay on record."""
    with _writing(ledger) as opened:
        _said(opened.undo(decision, who=who, why=why))


@decide.command("list")
@ledger_option
@format_option("table", "json", "csv")
def list_decisions(ledger: str, form: str | None) -> None:
    """List all decisions, undone ones too; those that no longer find what they were about are marked."""
    with _writing(ledger) as opened:
        decided = opened.decisions()
        lost = {d.id for d in opened.lost_decisions()}
    rows: list[dict[str, object]] = [
        {
            "decision": d.id,
            "verdict": d.verdict,
            "undone": "yes" if d.undone else "",
            "lost": "yes" if d.id in lost else "",
            "about": "; ".join(str(a.get("doc", a.get("document", ""))) for a in d.about),
            "who": d.who,
            "when": d.when,
            "why": d.why,
        }
        for d in decided
    ]
    print_rows(rows, form)


@decide.command("export")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file.")
@ledger_option
def export_decisions(output: str | None, ledger: str) -> None:
    """Write all decisions as JSON lines, to keep in git or to take into another ledger."""
    with _writing(ledger) as opened:
        lines = [line + "\n" for line in opened.decision_lines()]
    if output is None:
        sys.stdout.writelines(lines)
    else:
        with open(output, "w", encoding="utf-8") as file:
            file.writelines(lines)


@decide.command("import")
@click.argument("file", type=click.File("r", encoding="utf-8"))
@ledger_option
def import_decisions(file: Any, ledger: str) -> None:
    """Take decisions in from such a FILE (- for standard input); those known before change nothing."""
    with _writing(ledger) as opened:
        new = opened.read_decisions(file)
    click.echo(f"armstrail: {many(new, 'new decision')}", err=True)


@click.command()
@click.argument("case_id", metavar="CASE")
@ledger_option
@format_option("table", "json", "csv")
def history(case_id: str, ledger: str, form: str | None) -> None:
    """Tell what became known of a transfer when, and by which documents.

    \b
    Examples:
      armstrail history 3f2a
      armstrail history 3f2a --format json
    """
    with _writing(ledger) as opened:
        changed = opened.history(case_id)
    rows: list[dict[str, object]] = [
        {"published": c.day or "no date", "documents": ", ".join(c.documents), "what": what}
        for c in changed
        for what in (c.changes or ("nothing new",))
    ]
    print_rows(rows, form)


@click.command()
@ledger_option
def rebuild(ledger: str) -> None:
    """Read every document of a ledger again with today's rules, and make cases from it anew.

    Claims, links, origins and cases are made again from the documents that the ledger holds; the files that they
    came from are not needed. Every decision is kept; those that no longer find what they were about are named.
    Inputs that gave nothing are looked at again by the next `armstrail read`.

    \b
    Examples:
      armstrail rebuild --ledger balkans.db
    """
    from ..run import rebuild as read_again

    with _writing(ledger) as opened:
        with progress("reading again") as advance:
            read_again(opened, progress=advance)
        counts, lost = opened.counts(), opened.lost_decisions()
    click.echo(
        f"armstrail: {many(counts['cases'], 'case')} from {many(counts['documents'], 'document')}", err=True
    )
    for d in lost:
        click.echo(
            f"armstrail: decision {d.id} ({d.verdict}: {d.why}) no longer finds what it was about", err=True
        )


@click.command()
@click.option("--stage", metavar="STAGE", help="Only of this stage: read, screen, extract, reconcile.")
@click.option("--count", is_flag=True, help="Count them by stage and reason instead of listing them.")
@ledger_option
@format_option("table", "json", "csv")
def issues(stage: str | None, count: bool, ledger: str, form: str | None) -> None:
    """List what was not read, passed over or not placed, and why.

    \b
    Examples:
      armstrail issues --count
      armstrail issues --stage reconcile
    """
    with _writing(ledger) as opened:
        found = opened.issues(stage=stage)
    if count:
        counted = Counter((i.stage, i.reason) for i in found)
        rows: list[dict[str, object]] = [
            {"issues": n, "stage": s, "reason": reason} for (s, reason), n in counted.most_common()
        ]
    else:
        rows = [{"stage": i.stage, "source": i.source, "where": i.where, "reason": i.reason} for i in found]
    print_rows(rows, form)


COMMANDS = (history, decide, rebuild, issues)
