"""The commands as a person runs them: what they print where, and with which exit status."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import click
import pytest

from armstrail import __all__ as public_names
from armstrail.cli import cli, main
from armstrail.export import csv_lines
from armstrail.read import read_documents

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
COMMAND = [sys.executable, "-m", "armstrail"]


Done = subprocess.CompletedProcess[str]
IN_PROCESS = {"cases", "case", "why", "clock", "series", "export", "history", "issues", "decide", "rebuild"}


def run(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> Done:
    """One command away from any terminal: in this process where it only asks a ledger, else in one of its own."""
    given = [str(a) for a in arguments]
    if given[0] in IN_PROCESS and not stdin and cwd is None:
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as left,
        ):
            main(given)
        return Done(given, int(left.value.code or 0), out.getvalue(), err.getvalue())
    command = [*COMMAND, *given]
    done = subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, timeout=120, check=False)
    return Done(command, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("ledger") / "examples.db"
    done = run("read", EXAMPLES, "--ledger", place)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    return place


def listed(ledger: Path, *arguments: str) -> list[dict[str, object]]:
    done = run("cases", "--ledger", ledger, "--format", "json", *arguments)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


# Help


def test_every_command_teaches() -> None:
    for name, command in cli.commands.items():
        help_text = command.help or ""
        assert help_text, name
        if name != "serve":
            assert "Examples:" in help_text, name
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.name not in ("form", "port"):
                assert parameter.help, f"{name} {parameter.name}"


def test_wrong_usage_is_2(tmp_path: Path) -> None:
    assert run("extract").returncode == 2
    assert run("nothing").returncode == 2
    assert run("cases", "--format", "xml").returncode == 2
    assert run("cases", "--since", "yesterday", "--ledger", tmp_path / "no.db").returncode == 2
    assert run("--help").returncode == 0


# extract


def test_extract_prints_claims_as_json_lines() -> None:
    done = run("extract", EXAMPLES / "poland-himars")
    assert done.returncode == 0, done.stderr
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    assert any(c["kind"] == "transfer" and c.get("recipient") == "PL" for c in claims)
    texts = {d.name: d.text for d, _ in read_documents([str(EXAMPLES)]) if d is not None}
    for claim in claims:
        text = texts[claim["doc"]]
        for slot, spans in claim["spans"].items():
            assert [text[a:b] for a, b in spans] == claim["words"][slot]


def test_extract_makes_no_ledger(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "poland-himars" / "1-release.txt", tmp_path)
    assert run("extract", "1-release.txt", cwd=tmp_path).returncode == 0
    assert [p.name for p in tmp_path.iterdir()] == ["1-release.txt"]


def test_extract_reads_standard_input() -> None:
    text = (EXAMPLES / "argentina-f16" / "1-release.txt").read_bytes()
    done = run("extract", "-", stdin=text)
    assert done.returncode == 0, done.stderr
    assert '"AR"' in done.stdout


def test_extract_takes_a_glob() -> None:
    done = run("extract", EXAMPLES / "*" / "[13]-*")
    assert {json.loads(line)["doc"] for line in done.stdout.splitlines()} >= {"1-release", "3-feature"}


def test_extract_without_the_screen_keeps_quotations(tmp_path: Path) -> None:
    news = tmp_path / "news.txt"
    news.write_text(
        '"We will bake more bread tomorrow," the baker Anna Smith said on Monday.\n', encoding="utf-8"
    )
    assert run("extract", news).stdout == ""
    assert '"statement"' in run("extract", "--no-screen", news).stdout


def test_two_processes_print_what_one_prints() -> None:
    """Invariant 7."""
    one = run("extract", EXAMPLES, "--processes", "1")
    two = run("extract", EXAMPLES, "--processes", "2")
    assert one.stdout == two.stdout


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    text = (EXAMPLES / "argentina-f16" / "1-release.txt").read_text(encoding="utf-8")
    many.write_text(
        "".join(json.dumps({"id": f"d{i}", "text": text}) + "\n" for i in range(200)), encoding="utf-8"
    )
    with subprocess.Popen(
        [*COMMAND, "extract", str(many)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read().decode()
        process.wait(60)
    assert errors == ""
    assert process.returncode == 0


@pytest.mark.parametrize("processes", ["1", "2"])
def test_an_interrupt_is_clean(tmp_path: Path, processes: str) -> None:
    command = [*COMMAND, "extract", "-", "--processes", processes]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        time.sleep(2.0)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.decode().strip() == "armstrail: stopped"


# The ledger's commands


def test_cases_as_json_are_whole(ledger: Path) -> None:
    found = listed(ledger)
    assert {"US", "DK"} <= {c["supplier"] for c in found}
    for case in found:
        assert {
            "id", "supplier", "recipient", "kind", "items", "value", "values", "stage", "announced",
            "documents", "origins", "statements", "notices", "disagreements",
        } <= case.keys()  # fmt: skip


def test_cases_are_filtered(ledger: Path) -> None:
    assert {c["recipient"] for c in listed(ledger, "--recipient", "PL")} == {"PL"}
    assert {c["recipient"] for c in listed(ledger, "--recipient", "poland")} == {"PL"}
    assert {c["supplier"] for c in listed(ledger, "--supplier", "DK")} == {"DK"}
    assert {c["recipient"] for c in listed(ledger, "--equipment", "himars")} == {"PL"}
    assert listed(ledger, "--recipient", "NO") == []


def test_as_of_leaves_out_what_came_later(ledger: Path) -> None:
    """Invariant 8."""
    assert {c["recipient"] for c in listed(ledger, "--as-of", "2023-12-31")} == {"PL"}
    assert listed(ledger, "--as-of", "2020") == []


def test_cases_in_a_pipe_are_lines(ledger: Path) -> None:
    lines = run("cases", "--ledger", ledger).stdout.splitlines()
    assert lines[0].split("\t")[:3] == ["case", "supplier", "recipient"]
    assert all(len(line.split("\t")) == len(lines[0].split("\t")) for line in lines)
    table = run("cases", "--ledger", ledger, "--format", "table").stdout
    assert "\x1b" not in table
    assert "M142 HIMARS" in table


def test_cases_as_csv(ledger: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("cases", "--ledger", ledger, "--format", "csv").stdout)))
    assert any(r["equipment"].startswith("M142 HIMARS") and r["recipient"] == "PL" for r in rows)


def test_a_case_and_its_reasons(ledger: Path) -> None:
    """Invariant 1: each value leads to sentences that hold its words."""
    for case in listed(ledger):
        id = str(case["id"])
        whole = json.loads(run("case", id[:8], "--ledger", ledger, "--format", "json").stdout)
        assert whole == case
        assert "supplier" in run("case", id, "--ledger", ledger).stdout
        for record in json.loads(run("why", id, "--ledger", ledger, "--format", "json").stdout):
            assert record["marks"]
            for a, b in record["marks"]:
                assert record["start"] <= a < b <= record["start"] + len(record["sentence"])


def test_why_prints_sentences_with_marks(ledger: Path) -> None:
    case = next(c for c in listed(ledger, "--recipient", "PL") if c["value"]["value"])  # type: ignore[index]
    told = run("why", str(case["id"]), "value", "--ledger", ledger).stdout
    assert "[$" in told
    assert ".txt" not in told
    assert any(str(d["name"]) in told for d in case["documents"])  # type: ignore[attr-defined]
    assert run("why", str(case["id"]), "colour", "--ledger", ledger).returncode == 2
    assert run("why", "ffff0000ffff", "--ledger", ledger).returncode == 2


def test_export_round_trip(ledger: Path, tmp_path: Path) -> None:
    """Documents written out and read again make the same cases."""
    out = tmp_path / "documents.jsonl"
    assert run("export", "--what", "documents", "-o", out, "--ledger", ledger).returncode == 0
    again = tmp_path / "again.db"
    assert run("read", out, "--ledger", again).returncode == 0
    first = {(c["supplier"], c["recipient"], c["announced"]) for c in listed(ledger)}
    assert {(c["supplier"], c["recipient"], c["announced"]) for c in listed(again)} == first
    claims = [
        json.loads(line) for line in run("export", "--what", "claims", "--ledger", ledger).stdout.splitlines()
    ]
    assert claims
    assert "spans" in claims[0]
    cases = run("export", "--ledger", ledger).stdout.splitlines()
    assert len(cases) == len(listed(ledger))
    assert run("export", "--format", "csv", "--ledger", ledger).stdout.startswith("case,supplier,recipient")


def test_reading_twice_changes_nothing(tmp_path: Path) -> None:
    """Invariant 7."""
    place = tmp_path / "twice.db"
    run("read", EXAMPLES, "--ledger", place)
    first = listed(place)
    again = run("read", EXAMPLES, "--ledger", place)
    assert "0 documents kept" in again.stderr
    assert listed(place) == first


def test_a_missing_ledger_is_named(tmp_path: Path) -> None:
    done = run("cases", "--ledger", tmp_path / "none.db")
    assert done.returncode == 2
    assert "none.db" in done.stderr
    assert not (tmp_path / "none.db").exists()


def test_series(ledger: Path) -> None:
    done = run("series", "--ledger", ledger, "--format", "json")
    assert done.returncode == 0
    json.loads(done.stdout)


def test_serve_answers_on_this_machine_only(ledger: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*COMMAND, "serve", "--ledger", str(ledger), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            for _ in range(200):
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                        page = answer.read().decode()
                    break
                except OSError:
                    time.sleep(0.1)
            assert "Poland" in page
            assert "HIMARS" in page
        finally:
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=30)
    assert f"http://127.0.0.1:{port}/" in errors.decode()
    assert "WARNING" not in errors.decode()
    assert "Traceback" not in errors.decode()


def test_serve_warns_where_others_can_reach_it(ledger: Path) -> None:
    with socket.socket() as taken:
        # The port is taken, so that nothing is really shown to the network.
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run("serve", "--ledger", ledger, "--host", "0.0.0.0", "--port", port)
    assert "WARNING" in done.stderr
    assert "no password" in done.stderr


def test_words_of_documents_do_not_act_on_the_terminal(tmp_path: Path) -> None:
    hostile = "\x1b]0;owned\x07\x1b[2J"
    lines = tmp_path / "h.jsonl"
    text = f"Norway sold 18 {hostile}Leopard 2 tanks to Estonia on 3 May 2021."
    lines.write_text(
        json.dumps({"id": hostile, "outlet": hostile, "title": hostile, "text": text})
        + "\n"
        + f"{hostile} no json\n",
        encoding="utf-8",
    )
    place = tmp_path / "h.db"
    done = run("read", lines, "--ledger", place, "-v")
    shown = [done.stdout, done.stderr]
    for case in listed(place):
        id = str(case["id"])
        for command in (["case", id], ["case", id, "--format", "table"], ["why", id], ["cases"], ["series"]):
            answer = run(*command, "--ledger", place)
            shown += [answer.stdout, answer.stderr]
    assert not any("\x1b" in s or "\x07" in s for s in shown)


def test_csv_has_no_formula(tmp_path: Path) -> None:
    rows = list(csv_lines([{"a": "=1+1", "b": "@x", "c": "-3", "d": -3, "e": 2.0, "f": None}]))
    assert rows == ["a,b,c,d,e,f\n'=1+1,'@x,'-3,-3,2,\n"]


def test_decisions(tmp_path: Path) -> None:
    """Invariant 6: a decision is kept through a rebuild and a second ledger, and undone by a later one."""
    place = tmp_path / "d.db"
    run("read", EXAMPLES, "--ledger", place)
    before = listed(place)
    evidence = json.loads(run("why", str(before[0]["id"]), "--ledger", place, "--format", "json").stdout)
    claim = evidence[0]["claim"]
    assert run("decide", "wrong", claim, "--ledger", place).returncode == 2
    done = run("decide", "wrong", claim, "--why", "misread", "--who", "a reader", "--ledger", place)
    assert done.returncode == 0, done.stderr
    after = listed(place)
    assert after != before
    assert not any(claim in c["claims"] for c in after)  # type: ignore[operator]
    assert run("rebuild", "--ledger", place).returncode == 0
    assert listed(place) == after
    kept = run("decide", "export", "--ledger", place).stdout
    assert json.loads(kept)["who"] == "a reader"
    other = tmp_path / "other.db"
    run("read", EXAMPLES, "--ledger", other)
    assert run("decide", "import", "-", "--ledger", other, stdin=kept.encode()).returncode == 0
    assert listed(other) == after
    id = run("decide", "list", "--ledger", place, "--format", "json").stdout
    decision = json.loads(id)[0]["decision"]
    assert run("decide", "undo", decision, "--why", "right after all", "--ledger", place).returncode == 0
    assert listed(place) == before
    assert run("decide", "same", "nothing", "nowhere", "--why", "x", "--ledger", place).returncode == 2


def test_history_and_issues(ledger: Path) -> None:
    case = max(listed(ledger), key=lambda c: len(c["documents"]))  # type: ignore[arg-type]
    told = json.loads(run("history", str(case["id"]), "--ledger", ledger, "--format", "json").stdout)
    days = [row["published"] for row in told if row["published"] != "no date"]
    assert days == sorted(days)
    assert run("issues", "--count", "--ledger", ledger).returncode == 0
    assert run("history", "ffff0000ffff", "--ledger", ledger).returncode == 2


def test_clock(ledger: Path) -> None:
    """The clock of a sale by the United States; other suppliers have other rules, and that is said."""
    sold = next(c for c in listed(ledger) if c["supplier"] == "US")
    lines = run("clock", str(sold["id"]), "--on", "2030-01-31", "--ledger", ledger).stdout.splitlines()
    assert lines[0].split("\t")[-3:] == ["about", "what", "source"]
    about = [line.split("\t")[-3] for line in lines]
    assert {"rule", "started", "period", "on 2030-01-31", "not known"} <= set(about)
    told = json.loads(run("clock", str(sold["id"]), "--ledger", ledger, "--format", "json").stdout)
    assert told
    assert all(t["rule"]["citation"] for t in told)
    other = next(c for c in listed(ledger) if c["supplier"] not in ("US", ""))
    refused = run("clock", str(other["id"]), "--ledger", ledger)
    assert refused.returncode == 2
    assert "the law of the United States" in refused.stderr
    assert run("clock", str(sold["id"]), "--on", "soon", "--ledger", ledger).returncode == 2
    assert run("clock", str(sold["id"]), "--on", "2024-13-45", "--ledger", ledger).returncode == 2


def test_rebuild_reads_the_documents_again(tmp_path: Path) -> None:
    """Claims that older rules made (here: none at all) are made again from the documents of the ledger."""
    place = tmp_path / "r.db"
    run("read", EXAMPLES / "argentina-f16", "--ledger", place)
    before = listed(place)
    with sqlite3.connect(place) as database:
        database.execute("delete from claims")
    database.close()
    assert run("rebuild", "--ledger", place).returncode == 0
    assert before
    assert listed(place) == before


# The Python door


def test_python_door(tmp_path: Path) -> None:
    import armstrail

    with armstrail.open(tmp_path / "a.db") as archive:
        done = archive.read(EXAMPLES / "argentina-f16")
        assert done.documents == 5
        case = archive.cases(recipient="AR", supplier="Denmark")[0]
        with pytest.raises(AttributeError):
            case.supplier = "US"  # type: ignore[misc]
        rows = archive.rows()
        assert rows
        assert all(isinstance(v, str | int | float | bool | type(None)) for row in rows for v in row.values())
        assert any("F-16" in str(row["equipment"]) for row in rows)
        evidence = [e for c in archive.cases(recipient="AR") for e in archive.why(c, "quantity")]
        assert any("24" in e.sentence for e in evidence)
    for name in public_names:
        assert getattr(armstrail, name) is not None
