"""The commands that ask a ledger: ``cases``, ``case``, ``why``, ``clock``, ``series``, ``export``, ``serve``.

Enters: a ledger and questions. Leaves: a table on a terminal, tab-separated lines in a pipe, JSON or CSV
where asked. What a value reads like is decided in ``show``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from ..model import Case, Claim, Evidence
from .terminal import many, open_ledger, print_table, show_text, terminal_console

if TYPE_CHECKING:
    from ..view import Archive

Command = Callable[..., Any]


def ledger_option(command: Command) -> Command:
    """``--ledger FILE``."""
    return click.option(
        "--ledger",
        type=click.Path(dir_okay=False),
        default="armstrail.db",
        show_default=True,
        envvar="ARMSTRAIL_LEDGER",
        metavar="FILE",
        help="The ledger to ask.",
    )(command)


def as_of_option(command: Command) -> Command:
    """``--as-of DATE``."""
    return click.option(
        "--as-of",
        metavar="DATE",
        callback=_day,
        help="Answer from what was published by the end of that day (2024, 2024-01 or 2024-01-31).",
    )(command)


def format_option(*forms: str) -> Callable[[Command], Command]:
    """``--format``: left out, a table on a terminal and tab-separated lines in a pipe."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=None,
        help="Left out: a table on a terminal, tab-separated lines in a pipe.",
    )


def _day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    import re

    if value is not None and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
        raise click.BadParameter(f"{value!r} is no day: write 2024, 2024-01 or 2024-01-31")
    return value


def find_case(archive: Archive, wanted: str, as_of: str | None) -> Case:
    """The case of an id, or of the first few letters of one that no other case begins with."""
    case = archive.case(wanted, as_of=as_of)
    if case is None:
        when = f" as of {as_of}" if as_of is not None else ""
        raise click.UsageError(f"no case {wanted}{when} in this ledger; `armstrail cases` lists them")
    return case


@click.command()
@ledger_option
@click.option("--recipient", metavar="XK", help="Only transfers to this state, by code or name.")
@click.option("--supplier", metavar="US", help="Only transfers from this state.")
@click.option("--equipment", metavar="WORD", help="Only with equipment of whose name this is a part.")
@click.option("--since", metavar="DATE", callback=_day, help="Only with a step on this day or later.")
@as_of_option
@format_option("table", "json", "csv")
def cases(ledger: str, as_of: str | None, form: str | None, **asked: str | None) -> None:
    """List the transfers in a ledger.

    JSON gives the full cases, with every value's support and the claims behind it; CSV one row for each item.

    \b
    Examples:
      armstrail cases
      armstrail cases --recipient XK --equipment javelin
      armstrail cases --supplier US --since 2024-01-01 --as-of 2024-06-30
      armstrail cases --format json | jq '.[].disagreements'
    """
    from ..export import csv_lines
    from ..show import case_rows, write_field, write_items

    with open_ledger(ledger) as archive:
        found = archive.cases(as_of=as_of, **asked)
        undated = archive.undated() if as_of is not None else 0
    if undated:
        click.echo(f"armstrail: {many(undated, 'document')} without a date left out", err=True)
    if form == "json":
        click.echo(json.dumps([c.as_record() for c in found], ensure_ascii=False, indent=1))
    elif form == "csv":
        sys.stdout.writelines(csv_lines(case_rows(found)))
    else:
        rows = [
            {
                # On a terminal the beginning of an id is enough, for the eye and for the next command.
                "case": c.id[:8] if as_table(form) else c.id,
                "supplier": c.supplier,
                "recipient": c.recipient,
                "what": write_items(c),
                "value": write_field(c.value),
                "stage": c.reached or "",
                "announced": c.announced or "",
                "outlets": c.outlets,
                "origins": len(c.origins),
                "disagreements": ", ".join(dict.fromkeys(d.kind for d in c.disagreements)),
            }
            for c in found
        ]
        if not print_rows(rows, form):
            click.echo(
                "armstrail: no case fits" if any(asked.values()) else "armstrail: no case yet", err=True
            )


def as_table(form: str | None) -> bool:
    """Whether rows become a table: asked for, or nothing asked and standard output is a terminal."""
    return form == "table" or (form is None and sys.stdout.isatty())


def print_rows(rows: Sequence[Mapping[str, object]], form: str | None) -> bool:
    """Rows as JSON or CSV where asked, as a table on a terminal, else as lines. False where there are none."""
    from ..export import csv_lines, tab_lines

    if form == "json":
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=1))
    elif form == "csv":
        sys.stdout.writelines(csv_lines(rows))
    elif as_table(form):
        print_table(rows)
    else:
        sys.stdout.writelines(tab_lines(rows))
    return bool(rows)


@click.command()
@click.argument("case_id", metavar="CASE")
@ledger_option
@as_of_option
@format_option("table", "json", "csv")
def case(case_id: str, ledger: str, as_of: str | None, form: str | None) -> None:
    """Show one transfer: items, values, steps, what was said, disagreements.

    CASE is the id that `armstrail cases` prints, or its first letters. The first column names each field for
    `armstrail why`.

    \b
    Examples:
      armstrail case 3f2a
      armstrail case 3f2a --as-of 2024-01-12 --format json
    """
    from ..show import name_state, shown_fields

    with open_ledger(ledger) as archive:
        found = find_case(archive, case_id, as_of)
        claims = archive.claims_of(found)
    if form == "json":
        click.echo(json.dumps(found.as_record(), ensure_ascii=False, indent=1))
        return
    rows = [
        {
            "field": s.key,
            "value": s.words,
            "outlets": s.field.outlets
            if s.field is not None
            else len({claims[c].doc for c in s.claims if c in claims}),
            "origins": s.field.origins if s.field is not None else "",
            "disputed": "yes" if s.field is not None and s.field.disputed else "",
            "why": s.field.why if s.field is not None else "",
        }
        for s in shown_fields(found, claims)
    ]
    if form == "csv":
        print_rows(rows, form)
        return
    if as_table(form):
        parties = f"{name_state(found.supplier) or 'unnamed'} → {name_state(found.recipient) or 'unnamed'}"
        reached = f", {found.reached}" if found.reached else ""
        announced = f", announced {found.announced}" if found.announced else ""
        show_text(f"{parties}: {found.kind}{reached}{announced}", style="bold")
        show_text(
            f"{found.id} · {many(found.outlets, 'outlet')}, {many(len(found.origins), 'origin')}", style="dim"
        )
    print_rows(rows, form)
    if as_table(form):
        show_text("Read in", style="bold")
        print_table(
            [
                {
                    "published": d.published or "",
                    "outlet": d.outlet or "",
                    "title": d.title or d.name,
                    "rests on": d.origin,
                }
                for d in found.documents
            ]
        )


@click.command()
@click.argument("case_id", metavar="CASE")
@click.argument("field", required=False)
@ledger_option
@as_of_option
@format_option("text", "json")
def why(case_id: str, field: str | None, ledger: str, as_of: str | None, form: str | None) -> None:
    """Print the sentences behind a value, the words marked and the source named.

    FIELD is a name from the first column of `armstrail case`, or a part of one: quantity, value, stage,
    supplier, quantity:javelin, disagreement. Left out: every field.

    \b
    Examples:
      armstrail why 3f2a quantity
      armstrail why 3f2a value:ceiling
      armstrail why 3f2a disagreement --format json
    """
    from ..show import choose_fields, find_evidence, shown_fields

    with open_ledger(ledger) as archive:
        found = find_case(archive, case_id, as_of)
        claims = archive.claims_of(found)
        shown = shown_fields(found, claims)
        chosen = choose_fields(shown, field)
        if not chosen:
            keys = ", ".join(dict.fromkeys(s.key.partition(":")[0] for s in shown))
            raise click.UsageError(f"the case has no {field}; it has {keys}")
        documents = archive.documents({c.document for c in claims.values()})
    told = [(s, find_evidence(s, claims, documents)) for s in chosen]
    if form == "json":
        records = [e.as_record() for _, evidence in told for e in evidence]
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
        return
    for number, (s, evidence) in enumerate(told):
        if number:
            click.echo()
        show_text(f"{s.key}: {s.words}", style="bold")
        if s.field is not None:
            support = f"{many(s.field.outlets, 'outlet')}, {many(s.field.origins, 'origin')}"
            show_text(f"{support}{': ' if s.field.why else ''}{s.field.why}", style="dim")
        for e in evidence:
            _print_evidence(e, claims[e.claim])


def _print_evidence(evidence: Evidence, claim: Claim) -> None:
    """A sentence with its words marked: in colour on a terminal, in brackets elsewhere."""
    from rich.text import Text

    from ..show import printable

    source = ", ".join(p for p in (evidence.outlet, evidence.published) if p)
    name = evidence.doc if not source else f"{source} ({evidence.doc})"
    show_text(f"  {name}, at {evidence.start}, by rule {claim.rule}", style="cyan")
    sentence = Text("    ")
    at = 0
    plain = not terminal_console().is_terminal
    for a, b in evidence.marks:
        a, b = max(at, a - evidence.start), b - evidence.start
        if a >= b:
            continue
        sentence.append(printable(evidence.sentence[at:a]))
        words = printable(evidence.sentence[a:b])
        sentence.append(f"[{words}]" if plain else words, style="bold black on yellow")
        at = b
    sentence.append(printable(evidence.sentence[at:]))
    terminal_console().print(sentence, soft_wrap=plain)


@click.command()
@click.argument("case_id", metavar="CASE")
@click.option(
    "--on",
    metavar="DATE",
    callback=_day,
    help="Say also how the clock stands on that day; nothing else assumes one.",
)
@ledger_option
@as_of_option
@format_option("table", "json", "csv")
def clock(case_id: str, on: str | None, ledger: str, as_of: str | None, form: str | None) -> None:
    """Show the review clock of a sale by the United States: rule, period, end, what is not known.

    The law is that of the Arms Export Control Act, section 36, as docs/law.md shows it: which amounts ask for a
    certification to Congress, and how many days pass before a letter of offer may follow. The end of a period is a
    date of the law and moves no case to a stage. Sales of other states have other rules, and no clock here.

    \b
    Examples:
      armstrail clock 3f2a
      armstrail clock 3f2a --on 2024-01-20
      armstrail clock 3f2a --format json
    """
    from ..procedure import ProcedureError, write_clock

    with open_ledger(ledger) as archive:
        found = find_case(archive, case_id, as_of)
        try:
            clocks = archive.clocks(found, on=on)
        except ProcedureError as error:
            raise click.UsageError(str(error)) from error
    if form == "json":
        click.echo(json.dumps([c.as_record() for c in clocks], ensure_ascii=False, indent=1))
        return
    written = [
        [{"about": about, "what": what, "source": source} for about, what, source in write_clock(c)]
        for c in clocks
    ]
    if as_table(form):
        for rows in written:
            print_rows(rows, form)
        return
    numbered = len(written) > 1
    flat = [{"clock": i, **row} if numbered else row for i, rows in enumerate(written, 1) for row in rows]
    print_rows(flat, form)


@click.command()
@click.option("--state", metavar="XK", help="Only this state, by code or name.")
@ledger_option
@as_of_option
@format_option("table", "json", "csv")
def series(state: str | None, ledger: str, as_of: str | None, form: str | None) -> None:
    """Show forces and spending over time, each figure with whose word it is.

    \b
    Examples:
      armstrail series --state XK
      armstrail series --format json
    """
    from ..show import write_money

    with open_ledger(ledger) as archive:
        found = archive.series(state, as_of=as_of)
    if form == "json":
        click.echo(json.dumps([s.as_record() for s in found], ensure_ascii=False, indent=1))
        return
    rows: list[dict[str, object]] = [
        {
            "state": s.state,
            "measure": s.measure,
            "for": p.date or "",
            "figure": p.amount if form == "csv" else write_money(p.amount, s.currency),
            "currency": s.currency or "",
            "bound": p.bound or "",
            "as": p.basis or "",
            "whose word": "; ".join(p.asserted_by),
            "published": p.published or "",
            "outlets": p.outlets,
            "origins": p.origins,
        }
        for s in found
        for p in s.points
    ]
    if not print_rows(rows, form):
        click.echo("armstrail: no figure of forces or spending", err=True)
    for s in found:
        for clash in s.disagreements:
            click.echo(f"armstrail: {s.state}, {s.measure}: {clash.why}", err=True)


@click.command()
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option(
    "--what",
    type=click.Choice(["cases", "claims", "documents"]),
    default="cases",
    show_default=True,
    help="What to write out.",
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), help="Write to this file instead of standard output."
)
@ledger_option
@as_of_option
def export(form: str, what: str, output: str | None, ledger: str, as_of: str | None) -> None:
    """Write a ledger out for other programs.

    JSON Lines hold everything: cases in full, claims as `armstrail extract` prints them, documents as
    `armstrail read` takes them. CSV is flat: one row for each item of a case, or each slot of a claim.

    \b
    Examples:
      armstrail export --format csv > cases.csv
      armstrail export --what claims -o claims.jsonl
    """
    from ..export import export_cases, export_claims, export_documents

    with open_ledger(ledger) as archive:
        if what == "cases":
            lines = export_cases(archive.cases(as_of=as_of), form)
        elif what == "claims":
            lines = export_claims(archive.all_claims(as_of=as_of), form)
        else:
            lines = export_documents(archive.all_documents(as_of=as_of), form)
        if output is None:
            sys.stdout.writelines(lines)
        else:
            with open(output, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.writelines(lines)


@click.command()
@ledger_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
@click.option("--open/--no-open", "browse", default=False, help="Open the page in a browser.")
def serve(ledger: str, host: str, port: int, browse: bool) -> None:
    """Show a ledger in a browser on this machine.

    Pages are made here and fetch nothing from outside. Other machines cannot reach them unless --host names
    an address of this machine on a network: then everybody there can read the whole ledger, its documents
    included.
    """
    from ..serve import serve as listen
    from ..serve.app import is_loopback

    if not is_loopback(host):
        words = (
            f"listening on {host}: whoever can reach this machine can read the ledger. There is no password."
        )
        click.secho(f"armstrail: WARNING: {words}", fg="red", bold=True, err=True)
    with open_ledger(ledger) as archive:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{port}/"
        click.echo(f"armstrail: {address} (Ctrl-C to stop)", err=True)
        if browse:
            click.launch(address)
        listen(archive, host=host, port=port)


COMMANDS = (cases, case, why, clock, series, export, serve)
