"""read, files: what leads to a document, and what leads to an issue that a person can act on (invariant 9)."""

# Examples read better whole than cut at a column.
# ruff: noqa: E501

from __future__ import annotations

import gzip
import io
import json
import multiprocessing
import os
import pickle
import random
import threading
import zlib
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from armstrail.model import Document, Issue
from armstrail.read import LIMIT, list_sources, read_documents, read_record, read_source, split_source
from armstrail.read.archives import Record

STORY = "The ministry said on Thursday that it had signed a contract for 24 howitzers with the maker."


def read(*inputs: Path | str, stdin: bytes | None = None) -> tuple[list[Document], list[Issue]]:
    """The documents and the issues of inputs."""
    documents: list[Document] = []
    issues: list[Issue] = []
    for document, found in read_documents(inputs, stdin=io.BytesIO(stdin) if stdin is not None else None):
        issues.extend(found)
        if document is not None:
            documents.append(document)
    return documents, issues


def refused(path: Path, data: bytes) -> Issue:
    """The one fatal issue of a file."""
    path.write_bytes(data)
    documents, issues = read(path)
    assert documents == []
    assert len(issues) == 1
    assert issues[0].fatal
    assert issues[0].stage == "read"
    assert issues[0].source == str(path)
    return issues[0]


def make_pdf(lines: Sequence[str], *, encrypted: bool = False) -> bytes:
    """A small PDF written by hand, one page for each line."""
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for line in lines:
        stream = f"BT /F1 12 Tf 72 700 Td ({line}) Tj ET".encode("latin-1")
        content = len(bodies) + 2
        kids.append(f"{content - 1} 0 R")
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>".encode()
        )
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    bodies[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    extra = b""
    if encrypted:
        bodies.append(b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -44 >>" % (b"41" * 32, b"42" * 32))
        extra = b" /Encrypt %d 0 R /ID [<00> <00>]" % len(bodies)
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, extra, start)
    return bytes(out)


def make_warc(pages: Sequence[tuple[str, bytes]], *, packed: bool = True) -> bytes:
    """A WARC file with one response for each page, each record a gzip member of its own."""
    out = bytearray()
    for url, body in (("", b"software: test\r\n"), *pages):
        if url:
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        head = [
            "WARC/1.0",
            f"WARC-Type: {'response' if url else 'warcinfo'}",
            "WARC-Date: 2024-01-11T00:00:00Z",
            "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>",
            f"Content-Type: {'application/http; msgtype=response' if url else 'application/warc-fields'}",
            *([f"WARC-Target-URI: {url}"] if url else []),
            f"Content-Length: {len(body)}",
        ]
        record = "\r\n".join(head).encode() + b"\r\n\r\n" + body + b"\r\n\r\n"
        out += gzip.compress(record) if packed else record
    return bytes(out)


PAGE = (
    "<html lang='en'><head><title>Ruritania buys howitzers - Example News</title></head><body><h1>Ruritania buys howitzers</h1>"
    + "".join(
        f"<p>{STORY} Number {i} of the paragraphs goes on about the matter at length.</p>" for i in range(6)
    )
    + "</body></html>"
)


def test_text_files(tmp_path: Path) -> None:
    """Line ends and byte order marks stay; UTF-16 is decoded; the name is the file's."""
    cases = {
        "a.txt": (STORY.encode(), STORY),
        "b.md": (f"# Title of it\r\n\r\n{STORY}\r\n".encode(), f"# Title of it\r\n\r\n{STORY}\r\n"),
        "c.TXT": (b"\xef\xbb\xbf" + STORY.encode(), "\ufeff" + STORY),
        "d.txt": ((STORY + " Vučić").encode("utf-16"), STORY + " Vučić"),
        "e.f.txt": (b"\xfe\xff" + STORY.encode("utf-16-be"), STORY),
    }
    for name, (data, _) in cases.items():
        (tmp_path / name).write_bytes(data)
    documents, issues = read(tmp_path)
    assert issues == []
    assert [d.text for d in documents] == [text for _, text in cases.values()]
    assert [d.name for d in documents] == ["a", "b", "c", "d", "e.f"]
    assert documents[1].source == str(tmp_path / "b.md")
    assert documents[1].title == "Title of it"
    assert documents[0].language == "en"


@pytest.mark.parametrize(
    ("name", "data", "words", "where"),
    [
        ("x.txt", b"", "empty", ""),
        ("x.txt", b" \r\n\t ", "blanks", ""),
        ("x.txt", b"\xef\xbb\xbf\n", "blanks", ""),
        ("x.txt", bytes(range(256)) * 20, "binary", ""),
        ("x.txt", b"\x00\x01\x02" * 500, "binary", ""),
        ("x.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG", ""),
        ("x.txt", make_pdf([STORY]), "PDF", ""),
        ("x.txt", b"Line\nVu\xe8i\xe6 said so.", "broken UTF-8", "byte 7, line 2"),
        ("x.txt", b"\xff\xfea\x00b", "broken UTF-16", "byte 4"),
        ("x.txt", b"\xff\xfe\x00\xd8a\x00", "broken UTF-16", "byte 2"),
        ("x.pdf", b"no pdf at all", "no PDF", ""),
        ("x.pdf", make_pdf([STORY])[:300], "truncated", ""),
        ("x.pdf", make_pdf([STORY], encrypted=True), "encrypted", ""),
        ("x.pdf", make_pdf([""]), "no text", ""),
        ("x.html", b"<html><head><title>A title</title></head></html>", "without a body", ""),
        ("x.html", b"<html><body><script>var a = 'text';</script></body></html>", "HTML without", ""),
        ("x.html", b"<html><body></body></html>", "HTML without", ""),
        ("x.html", b"<meta charset=utf-8><p>" + b"\xe8\xe6 " * 500, "broken UTF-8", "byte 23"),
        ("x.jsonl", b"", "empty", ""),
        ("x.jsonl", b"{\"text\": ", "not JSON", "line 1, column 10"),
        ("x.jsonl", b"[1, 2]", "not an object", "line 1"),
        ("x.jsonl", b'\n\n{"id": "a"}', "neither text nor html", "line 3"),
        ("x.jsonl", b'{"text": 5}', "text is not text", "line 1"),
        ("x.jsonl", b'{"text": " "}', "text is empty", "line 1"),
        ("x.jsonl", b'{"text": "\xff"}', "broken UTF-8", "line 1, byte 10"),
        ("x.jsonl", b"[" * 200_000, "not JSON", "line 1"),
        ("x.jsonl", b'{"text": ' + b"9" * 5000 + b"}", "not JSON", "line 1"),
        ("x.jsonl.gz", b"\x1f\x8bnot gzip at all", "corrupt gzip", "line 1"),
        ("x.warc", b"this is no archive\r\n\r\n", "corrupt WARC", ""),
        ("x.warc.gz", b"\x1f\x8bnot gzip at all", "corrupt gzip", ""),
        ("x.docx", b"PK\x03\x04", "unknown ending .docx", ""),
        ("noending", b"text", "unknown ending", ""),
    ],
)  # fmt: skip
def test_bad_files(tmp_path: Path, name: str, data: bytes, words: str, where: str) -> None:
    """Each bad file gives one issue with file, reason and place."""
    issue = refused(tmp_path / name, data)
    assert words in issue.reason
    if where:
        assert where in issue.where


def test_bad_inputs_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Missing paths, globs without a match, empty folders: named, and the good file is read."""
    (tmp_path / "good.txt").write_text(STORY)
    (tmp_path / "empty").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone")
    inputs = [
        tmp_path / "missing.txt",
        str(tmp_path / "*.pdf"),
        tmp_path / "empty",
        tmp_path / "link.txt",
        "a\0b",
        "",
        tmp_path / "good.txt",
    ]
    documents, issues = read(*inputs)
    assert [d.name for d in documents] == ["good"]
    assert len(issues) == 6
    assert all(i.fatal for i in issues)
    assert "does not exist" in issues[0].reason
    assert "no file matches" in issues[1].reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_path(tmp_path: Path) -> None:
    """A file without the right to read it."""
    path = tmp_path / "x.txt"
    path.write_text(STORY)
    path.chmod(0)
    documents, issues = read(path)
    assert documents == []
    assert "Permission denied" in issues[0].reason


def test_a_read_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system answers to a read is the reason."""
    path = tmp_path / "x.txt"
    path.write_text(STORY)

    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", fail)
    documents, issues = read(path)
    assert documents == []
    assert "Permission denied" in issues[0].reason


def test_folders_and_globs(tmp_path: Path) -> None:
    """Folders in order and all the way down; each file once; what is not read is noted, not fatal."""
    for name in ("b/2.txt", "b/1.txt", "a.txt", "b/c/3.txt", ".git/x.txt", "b/picture.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(STORY)
    documents, issues = read(tmp_path, tmp_path / "a.txt", str(tmp_path / "b/*.txt"))
    assert [d.name for d in documents] == ["a", "1", "2", "3"]
    assert sorted(Path(i.source).name for i in issues) == [".git", "picture.png"]
    assert not any(i.fatal for i in issues)
    assert [d.name for d in read(str(tmp_path / "**/*.txt"))[0]] == ["a", "1", "2", "3"]


def test_jsonl(tmp_path: Path) -> None:
    """Fields as given; a name for each; one bad line among good ones; other fields of the wrong kind are noted."""
    lines = [
        json.dumps(
            {
                "id": "one",
                "url": "https://www.reuters.com/x",
                "published": "2024-01-11T10:00:00Z",
                "title": "T",
                "byline": "J",
                "language": "en-GB",
                "text": STORY,
            }
        ),
        "{broken",
        json.dumps({"id": 7, "outlet": "BIRN", "text": f"{STORY}\r\n"}),
        json.dumps({"text": STORY, "published": "soon", "url": 5}),
        json.dumps({"html": PAGE, "outlet": "Example"}),
        '{"id": "half", "text": "Half \\ud83d a character and more words."}',
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    documents, issues = read(path)
    assert [d.name for d in documents] == ["one", "7", "news:4", "news:5", "half"]
    one = documents[0]
    assert (one.outlet, one.wire, one.published, one.title, one.byline, one.language) == (
        "Reuters",
        "Reuters",
        "2024-01-11",
        "T",
        "J",
        "en",
    )
    assert one.source == f"{path}:1"
    assert documents[1].text == f"{STORY}\r\n"
    assert documents[1].outlet == "Balkan Insight"
    assert documents[2].published is None
    assert documents[3].outlet == "Example"
    assert documents[3].source_map
    assert documents[4].text == "Half \ufffd a character and more words."
    assert [(i.where, i.fatal) for i in issues] == [
        ("line 2, column 2", True),
        ("line 4", False),
        ("line 4", False),
        ("line 6", False),
    ]


def test_gzip_that_breaks(tmp_path: Path) -> None:
    """What came before the break is kept: bytes gone bad, an end too early, members in a row, rubbish after them."""
    rows = [
        json.dumps({"id": str(i), "text": f"{STORY} {random.Random(i).random()}"}) + "\n" for i in range(4000)
    ]
    whole = gzip.compress("".join(rows).encode())
    path = tmp_path / "x.jsonl.gz"
    bad = bytearray(whole)
    bad[len(bad) // 2 : len(bad) // 2 + 40] = b"\xff" * 40
    for data, least, words in (
        (whole, 2000, None),
        (whole[:-4], 2000, "ends too early"),
        (whole[: len(whole) // 2], 700, "ends too early"),
        (bytes(bad), 700, "corrupt gzip"),
        (
            gzip.compress("".join(rows[:1000]).encode()) + gzip.compress("".join(rows[1000:]).encode()),
            2000,
            None,
        ),
        (whole + b"rubbish", 2000, "not gzip follow"),
    ):
        path.write_bytes(data)
        documents, issues = read(path)
        assert len(documents) >= least
        # Bytes gone bad may be told from good ones only after some more of them.
        assert [d.name for d in documents[:700]] == [str(i) for i in range(700)]
        if words is None:
            assert issues == []
        else:
            assert words in issues[-1].reason


def test_large_archives_are_streamed(tmp_path: Path) -> None:
    """200 MB of JSONL in flat memory; a line over the limit is refused without being held."""
    path = tmp_path / "big.jsonl"
    text = "x" * 99_900
    with path.open("w") as out:
        for i in range(2000):
            out.write(f'{{"id":"{i}","text":"{text}"}}\n')
    process = psutil.Process()
    before = process.memory_info().rss
    most = 0
    count = 0
    for record in split_source(list_sources([path])[0][0]):
        assert isinstance(record, Record)
        count += 1
        if count % 100 == 0:
            document, issues = read_record(record)
            assert document is not None
            assert issues == ()
            most = max(most, process.memory_info().rss - before)
    assert count == 2000
    assert most < 60 << 20
    packed = tmp_path / "long.jsonl.gz"
    packer = zlib.compressobj(1, wbits=31)
    with packed.open("wb") as raw:
        raw.write(packer.compress(f'{{"text":"{STORY}"}}\n'.encode()))
        for _ in range(LIMIT // (1 << 20) + 2):
            raw.write(packer.compress(b"y" * (1 << 20)))
        raw.write(packer.compress(f'\n{{"text":"{STORY}"}}\n'.encode()) + packer.flush())
    found = list(split_source(list_sources([packed])[0][0]))
    assert [type(f) for f in found] == [Record, Issue, Record]
    assert isinstance(found[1], Issue)
    assert found[1].where == "line 2"
    assert isinstance(found[2], Record)
    assert found[2].number == 3


def test_a_large_text_file_is_refused(tmp_path: Path) -> None:
    """200 MB of text: refused before it is read."""
    for name in ("x.txt", "x.pdf", "x.html"):
        path = tmp_path / name
        with path.open("wb") as out:
            out.truncate(200 << 20)
        documents, issues = read(path)
        assert documents == []
        assert "larger than 64 MB" in issues[0].reason


def test_standard_input() -> None:
    """Text, HTML, JSONL, PDF, WARC, packed or not, by what they begin with; nothing; too much."""
    line = json.dumps({"id": "a", "text": STORY}).encode()
    assert read("-", stdin=STORY.encode())[0][0].name == "stdin"
    assert read("-", stdin=STORY.encode())[0][0].text == STORY
    assert [d.name for d in read("-", stdin=line + b"\n" + line)[0]] == ["a", "a"]
    assert [d.name for d in read("-", stdin=gzip.compress(line))[0]] == ["a"]
    assert read("-", stdin=PAGE.encode())[0][0].title == "Ruritania buys howitzers"
    assert read("-", stdin=make_pdf([STORY]))[0][0].pages == (0,)
    assert len(read("-", stdin=make_warc([("https://example.org/", PAGE.encode())]))[0]) == 1
    assert "empty" in read("-", stdin=b"")[1][0].reason
    assert "no standard input" in read("-")[1][0].reason
    assert "larger" in read("-", stdin=b"x" * (LIMIT + 2))[1][0].reason


def test_a_pipe_is_read(tmp_path: Path) -> None:
    """A named pipe, as a shell makes for <(…)."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(STORY,))
    writer.start()
    documents, issues = read(path)
    writer.join()
    assert issues == []
    assert documents[0].text == STORY


def test_pdf(tmp_path: Path) -> None:
    """Text of all pages, and where each begins."""
    path = tmp_path / "notice.pdf"
    path.write_bytes(make_pdf([STORY, "The second page tells of 48 launchers."]))
    documents, issues = read(path)
    assert issues == []
    document = documents[0]
    assert document.name == "notice"
    assert len(document.pages) == 2
    assert document.text[document.pages[1] :] == "The second page tells of 48 launchers."
    assert document.text.startswith(STORY)
    assert document.published is None


@pytest.mark.parametrize("packed", [True, False])
def test_warc(tmp_path: Path, packed: bool) -> None:
    """Pages of an archive with their addresses; one without text is an issue of its own; a break keeps the rest."""
    pages = [(f"https://www.defensenews.com/{i}/", PAGE.encode()) for i in range(5)]
    pages.insert(2, ("https://example.org/none", b"<html></html>"))
    path = tmp_path / ("x.warc.gz" if packed else "x.warc")
    data = make_warc(pages, packed=packed)
    path.write_bytes(data)
    documents, issues = read(path)
    assert [d.name for d in documents] == ["x:1", "x:2", "x:4", "x:5", "x:6"]
    assert {d.outlet for d in documents} == {"Defense News"}
    assert documents[0].url == "https://www.defensenews.com/0/"
    assert [i.where for i in issues] == ["record 3"]
    path.write_bytes(data[:-200])
    documents, issues = read(path)
    assert len(documents) == 4
    assert len(issues) == 2


def test_warc_of_packed_pages(tmp_path: Path) -> None:
    """Pages as they came over the line: in chunks, packed; what is no page is counted, not dropped in silence."""
    body = PAGE.encode()
    packed = gzip.compress(body)
    chunked = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (100, packed[:100], len(packed) - 100, packed[100:])
    path = tmp_path / "x.warc.gz"
    pages = [
        ("https://example.org/1", packed),
        ("https://example.org/2", chunked),
        ("https://example.org/3", body),
    ]
    data = make_warc(pages)
    path.write_bytes(
        data + gzip.compress(gzip.decompress(make_warc(pages[2:])).replace(b"text/html", b"image/png"))
    )
    documents, issues = read(path)
    assert len(documents) == 3
    assert len({d.text for d in documents}) == 1
    assert [(i.fatal, i.reason[:6]) for i in issues] == [(False, "1 of 4")]


def test_sources_go_to_other_processes(tmp_path: Path) -> None:
    """Sources and records can be sent; the answer is the same."""
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.jsonl").write_text(
        json.dumps({"text": STORY}) + "\n" + json.dumps({"text": STORY + " More."})
    )
    sources, issues = list_sources([tmp_path])
    assert issues == ()
    here = [item for source in sources for item in read_source(source)]
    assert [item for source in pickle.loads(pickle.dumps(sources)) for item in read_source(source)] == here
    records = [r for source in sources for r in split_source(source) if isinstance(r, Record)]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(read_record, records) == here
