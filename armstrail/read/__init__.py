"""read: bytes to documents.

Enters: files, folders, globs and standard input (``.txt .md .html .htm .pdf .jsonl .jsonl.gz .warc
.warc.gz``). Leaves: one item per document or failed input: the Document or None, and its issues. Archives
are streamed. Plain text and JSONL text are kept verbatim: the text of a plain file is exactly
``bytes.decode("utf-8")`` (with its byte order mark and its ``\\r\\n``, as ``open(path, encoding="utf-8",
newline="").read()`` gives it). It cannot see what a report leaves to pictures.

For one process, ``read_documents``. For many: ``list_sources``, then ``read_source`` mapped over the
sources; or, where one archive is to be shared, ``split_source`` in one process and ``read_record`` mapped
over the records.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, BinaryIO

from ..model import Document, Issue
from .archives import Record, read_lines, read_warc
from .decode import LIMIT
from .records import read_record
from .sources import STDIN, Source, list_sources

__all__ = [
    "LIMIT",
    "Item",
    "Record",
    "Source",
    "list_sources",
    "read_documents",
    "read_record",
    "read_source",
    "split_source",
]

Item = tuple[Document | None, tuple[Issue, ...]]
"""A document with its issues, or None and why."""


def read_documents(inputs: Sequence[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """The documents behind inputs, in order, as they are read. Issues of inputs that lead nowhere come
    first.
    """
    sources, issues = list_sources(inputs)
    for issue in issues:
        yield None, (issue,)
    for source in sources:
        yield from read_source(source, stdin=stdin)


def read_source(source: Source, *, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """The documents of one source."""
    for record in split_source(source, stdin=stdin):
        yield (None, (record,)) if isinstance(record, Issue) else read_record(record)


def split_source(source: Source, *, stdin: BinaryIO | None = None) -> Iterator[Record | Issue]:
    """The bytes of each document of a source, unread: cheap, in order, with flat memory."""
    try:
        if source.path == STDIN:
            if stdin is None:
                yield Issue("read", STDIN, "there is no standard input to read")
                return
            yield from _split(source, stdin)
            return
        if source.kind in ("text", "html", "pdf") and source.size > LIMIT:
            yield _too_large(source)
            return
        with open(source.path, "rb") as stream:
            yield from _split(source, stream)
    except OSError as error:
        yield Issue("read", source.path, f"cannot be read: {error.strerror or error}")


def _too_large(source: Source) -> Issue:
    return Issue(
        "read", source.path, f"is larger than {LIMIT >> 20} MB and no archive of documents (.jsonl, .warc)"
    )


def _split(source: Source, stream: IO[bytes]) -> Iterator[Record | Issue]:
    kind = source.kind
    if kind == "stream":
        head = _head(stream)
        kind, stream = _sniff(head), io.BufferedReader(_Again(head, stream), 1 << 20)
    if kind == "jsonl":
        yield from _some(source, read_lines(source, stream))
    elif kind == "warc":
        yield from read_warc(source, stream)
    else:
        data = stream.read(LIMIT + 1)
        if len(data) > LIMIT:
            yield _too_large(source)
        elif not data.strip():
            yield Issue("read", source.path, "is empty" if not data else "holds nothing but blanks")
        else:
            yield Record(source, kind, data)


def _some(source: Source, records: Iterator[Record | Issue]) -> Iterator[Record | Issue]:
    empty = True
    for record in records:
        empty = False
        yield record
    if empty:
        yield Issue("read", source.path, "is empty")


def _head(stream: IO[bytes], size: int = 65536) -> bytes:
    """The first bytes of a stream, however small the pieces it comes in."""
    parts: list[bytes] = []
    while size > 0:
        part = stream.read(size)
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class _Again(io.RawIOBase):
    """A stream whose first bytes were looked at and are given out once more."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer from the head, then from the rest."""
        target = memoryview(buffer)  # type: ignore[arg-type]
        piece = self._head[: len(target)]
        if piece:
            self._head = self._head[len(piece) :]
        else:
            piece = self._rest.read(len(target))
        target[: len(piece)] = piece
        return len(piece)


def _sniff(head: bytes) -> str:
    """What kind of input a stream is, by its first bytes."""
    if head.startswith(b"\x1f\x8b"):
        import zlib

        try:
            head = zlib.decompressobj(31).decompress(head, 65536)
        except zlib.error:
            return "jsonl"
        return "warc" if head.startswith(b"WARC/") else "jsonl"
    if head.startswith(b"WARC/"):
        return "warc"
    if b"%PDF-" in head[:1024] and not head.lstrip().startswith(b"{"):
        return "pdf"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:4096]
    if start.startswith(b"{") and (b'"text"' in head or b'"html"' in head):
        return "jsonl"
    lower = start.lower()
    if lower.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--")) or (
        lower.startswith(b"<?xml") and b"<html" in lower
    ):
        return "html"
    return "text"
