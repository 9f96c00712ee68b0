"""Bad input, end to end: each is named with its reason, and the rest is kept (invariant 9)."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

COMMAND = [sys.executable, "-m", "armstrail"]
GOOD = "Norway approved the sale of 18 Leopard 2 tanks to Estonia, the Defence Ministry said on 3 May 2021."


def read(place: Path, *inputs: str | Path, ledger: Path | None = None) -> subprocess.CompletedProcess[str]:
    where = ledger or place / "test.db"
    return subprocess.run(
        [*COMMAND, "read", *map(str, inputs), "--ledger", str(where)],
        capture_output=True, text=True, encoding="utf-8", timeout=280, check=False,
    )  # fmt: skip


def kept(ledger: Path) -> int:
    with sqlite3.connect(ledger) as connection:
        found: int = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    connection.close()
    return found


def good_file(place: Path) -> Path:
    path = place / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def pdf_bytes() -> bytes:
    """A PDF of one page, written by hand."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length 60 >>\nstream\nBT /F1 12 Tf 72 720 Td (Norway sold 18 tanks to Estonia.) "
        b"Tj ET\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    body += b"".join(f"{p:010d} 00000 n \n".encode() for p in places)
    return body + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def encrypted_pdf() -> bytes:
    """The same with an encryption dictionary whose password nobody knows."""
    body = pdf_bytes()
    cut = body.index(b"xref\n0")
    key = b"<" + b"5a" * 32 + b">"
    locked = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -3904 /O " + key + b" /U " + key + b" >>"
    head = body[:cut] + b"6 0 obj\n" + locked + b"\nendobj\n"
    start = len(head)
    places = [head.index(f"{n} 0 obj".encode()) for n in range(1, 7)]
    table = b"xref\n0 7\n0000000000 65535 f \n" + b"".join(f"{p:010d} 00000 n \n".encode() for p in places)
    ids = b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    tail = b"trailer\n<< /Size 7 /Root 1 0 R /Encrypt 6 0 R " + ids + b" >>\nstartxref\n"
    return head + table + tail + f"{start}\n%%EOF\n".encode()


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t\n",
    "binary.txt": bytes(range(256)) * 40,
    "picture.txt": b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02\x03" * 400,
    "broken16.txt": b"\xff\xfe"
    + "Norway sold tanks to Estonia. ".encode("utf-16-le")[:-1]
    + b"\xd8\x00\xd8\x00\xd8",
    "truncated.pdf": pdf_bytes()[:220],
    "locked.pdf": encrypted_pdf(),
    "nothing.html": b"<html><head><title>Nothing</title></head></html>",
    "bad.pdf": b"no PDF at all",
    "cut.jsonl.gz": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\x56",
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_is_named_and_the_rest_kept(tmp_path: Path, name: str) -> None:
    bad = tmp_path / name
    bad.write_bytes(BAD[name])
    done = read(tmp_path, bad, good_file(tmp_path))
    assert done.returncode == 1, done.stderr
    line = next(line for line in done.stderr.splitlines() if name in line)
    assert len(line.partition(name)[2]) > 8, "a reason stands behind the name"
    assert "Traceback" not in done.stderr
    assert kept(tmp_path / "test.db") == 1


def test_broken_utf8_is_read_or_named(tmp_path: Path) -> None:
    bad = tmp_path / "broken8.txt"
    bad.write_bytes(GOOD.encode() + b"\n\nThe caf\xe9 \xff\xc3\x28 in Tallinn had no comment.\n")
    done = read(tmp_path, bad)
    assert "broken8" in done.stderr or done.returncode == 0
    assert "Traceback" not in done.stderr


def test_a_bad_line_is_named_by_its_number(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    good = json.dumps({"id": "a", "text": GOOD})
    lines.write_text(
        f'{good}\nnot json\n{{"id": "b"}}\n[1, 2]\n{good.replace("a", "c", 1)}\n', encoding="utf-8"
    )
    done = read(tmp_path, lines)
    assert done.returncode == 1
    for number in (2, 3, 4):
        assert any(
            "lines.jsonl" in x and str(number) in x.partition("lines.jsonl")[2]
            for x in done.stderr.splitlines()
        )
    assert kept(tmp_path / "test.db") >= 1


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    done = read(tmp_path, tmp_path / "nowhere.txt", good_file(tmp_path))
    assert done.returncode == 1
    assert "nowhere.txt" in done.stderr
    assert kept(tmp_path / "test.db") == 1


def test_a_text_of_200_mb_is_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(200 << 20)
    done = read(tmp_path, huge, good_file(tmp_path))
    assert done.returncode == 1
    line = next(line for line in done.stderr.splitlines() if "huge.txt" in line)
    assert "MB" in line
    assert kept(tmp_path / "test.db") == 1


def test_jsonl_of_200_mb_is_streamed(tmp_path: Path) -> None:
    """Memory stays flat: the second half of a long archive needs no more than the first."""
    archive = tmp_path / "long.jsonl"
    filler = "The weather was mild and the trains ran late again on the coast line. " * 280
    with archive.open("w", encoding="utf-8") as file:
        number = 0
        while file.tell() < 200 << 20:
            text = f"{GOOD} Report {number}." if number % 1000 == 0 else f"{number}. {filler}"
            file.write(json.dumps({"id": f"d{number}", "text": text}) + "\n")
            number += 1
    process = subprocess.Popen(
        [*COMMAND, "read", str(archive), "--ledger", str(tmp_path / "test.db"), "--processes", "1"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    watched = psutil.Process(process.pid)
    sizes: list[int] = []

    def watch() -> None:
        while process.poll() is None:
            try:
                sizes.append(watched.memory_info().rss)
            except psutil.NoSuchProcess:
                return
            time.sleep(0.1)

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, errors = process.communicate(timeout=280)
    watcher.join()
    assert process.returncode == 0, errors.decode()
    assert kept(tmp_path / "test.db") == -(-number // 1000)
    assert max(sizes) < 450 << 20, f"peak {max(sizes) >> 20} MB"
    settled = sizes[len(sizes) // 3]
    assert max(sizes) - settled < 60 << 20, f"grew from {settled >> 20} to {max(sizes) >> 20} MB"


def test_a_ledger_from_a_newer_version(tmp_path: Path) -> None:
    ledger = tmp_path / "test.db"
    assert read(tmp_path, good_file(tmp_path)).returncode == 0
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'version'")
    connection.close()
    for command in (["read", "good.txt"], ["cases"], ["serve"]):
        done = subprocess.run(
            [*COMMAND, *command, "--ledger", str(ledger)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2
        assert "newer" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(b"this is no database" * 100)
    done = read(tmp_path, good_file(tmp_path), ledger=wrong)
    assert done.returncode == 2
    assert "wrong.db" in done.stderr
    assert "Traceback" not in done.stderr
    assert wrong.read_bytes() == b"this is no database" * 100


def test_a_ledger_that_another_process_writes(tmp_path: Path) -> None:
    ledger = tmp_path / "test.db"
    assert read(tmp_path, good_file(tmp_path)).returncode == 0
    other = tmp_path / "other.txt"
    other.write_text(GOOD.replace("18", "19"), encoding="utf-8")
    holder = sqlite3.connect(ledger, isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        done = read(tmp_path, other)
        assert done.returncode == 2
        assert "another process" in done.stderr
        assert "Traceback" not in done.stderr
        shown = subprocess.run(
            [*COMMAND, "cases", "--ledger", str(ledger)], capture_output=True, timeout=60, check=False
        )
        assert shown.returncode == 0, "asking does not wait for who writes"
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert read(tmp_path, other).returncode == 0
    assert kept(ledger) == 2


def test_an_unreadable_folder_of_a_ledger(tmp_path: Path) -> None:
    done = read(tmp_path, good_file(tmp_path), ledger=tmp_path / "no" / "such" / "folder.db")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
