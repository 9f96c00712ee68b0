"""Archives of documents, streamed: JSON lines and WARC, plain or gzip.

Enters: a binary stream. Leaves: records one by one, with memory bounded by the longest line or record
allowed (``decode.LIMIT``), and an issue for each that cannot be used; what stands before a break in a gzip
stream is kept. It reads no text: that is left to whoever takes the record, so that a process pool can share
the work of one archive.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from ..model import Issue
from .decode import LIMIT
from .sources import Source

CHUNK = 1 << 20
_CHUNK_HEAD = re.compile(rb"([0-9a-fA-F]{1,8})(?:;[^\r\n]{0,100})?\r\n")


@dataclass(frozen=True, slots=True)
class Record:
    """The bytes of one document before they are read. Small enough to send to another process."""

    source: Source
    kind: str
    """text, html, pdf, or line (of JSONL)."""
    data: bytes
    number: int = 0
    """The line of a JSONL file or the record of a WARC file, from 1; 0 for a file of its own."""
    url: str | None = None
    charset: str | None = None

    @property
    def place(self) -> str:
        """The source with the line or record, as ``Document.source`` gives it."""
        return f"{self.source.path}:{self.number}" if self.number else self.source.path

    @property
    def name(self) -> str:
        """The document's name where it has no id of its own."""
        return f"{self.source.name}:{self.number}" if self.number else self.source.name


class BrokenStream(Exception):
    """A compressed stream that cannot be read on; what came before it was given out."""


def _up_to_break(unpacker: zlib._Decompress, head: bytes) -> Iterator[bytes]:
    """What a stream that breaks inside ``head`` gives before it breaks."""
    for step in (1024, 1):
        for at in range(0, len(head), step):
            saved = unpacker.copy()
            try:
                piece = unpacker.decompress(head[at : at + step])
            except zlib.error:
                unpacker, head = saved, head[at : at + step]
                break
            if piece:
                yield piece


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a stream, unpacked where they are gzip, in pieces of at most a few megabytes.

    Several gzip members in a row are one stream. BrokenStream where it breaks or ends too early, after all
    the bytes before the break."""
    head = stream.read(CHUNK)
    if not head.startswith(b"\x1f\x8b"):
        while head:
            yield head
            head = stream.read(CHUNK)
        return
    unpacker = zlib.decompressobj(31)
    total = 0
    while head:
        saved = unpacker.copy()
        try:
            piece = unpacker.decompress(head, CHUNK)
        except zlib.error as error:
            # In small steps up to the break, so that all that came before is kept.
            for good in _up_to_break(saved, head):
                total += len(good)
                yield good
            raise BrokenStream(
                f"corrupt gzip data after {total} bytes of text, the last of them uncertain ({error})"
            ) from None
        total += len(piece)
        if piece:
            yield piece
        if unpacker.eof:
            head = unpacker.unused_data or stream.read(CHUNK)
            if not head.strip(b"\0"):
                return
            if not head.startswith(b"\x1f"):
                raise BrokenStream(f"bytes that are not gzip follow after {total} bytes of text")
            unpacker = zlib.decompressobj(31)
        else:
            head = unpacker.unconsumed_tail or stream.read(CHUNK)
    if not unpacker.eof:
        raise BrokenStream(f"the gzip data ends too early, after {total} bytes of text")


def _issue(source: Source, reason: str, where: str) -> Issue:
    return Issue("read", source.path, reason, where)


def read_lines(source: Source, stream: IO[bytes]) -> Iterator[Record | Issue]:
    """The lines of a JSONL stream that are not blank; an issue for a line that is too long, and for a
    broken stream.
    """
    number = 1
    rest: list[bytes] = []
    held = 0
    skipping = False

    def tail() -> Iterator[Record | Issue]:
        data = b"".join(rest)
        if data.strip():
            yield Record(source, "line", data, number)

    try:
        for chunk in chunks(stream):
            lines = chunk.split(b"\n")
            for line in lines[:-1]:
                if not skipping and held + len(line) <= LIMIT:
                    data = b"".join([*rest, line]) if rest else line
                    if data.strip():
                        yield Record(source, "line", data, number)
                elif not skipping:
                    yield _issue(source, f"the line is longer than {LIMIT >> 20} MB", f"line {number}")
                rest, held, skipping = [], 0, False
                number += 1
            last = lines[-1]
            if not skipping:
                held += len(last)
                if held > LIMIT:
                    yield _issue(source, f"the line is longer than {LIMIT >> 20} MB", f"line {number}")
                    rest, skipping = [], True
                elif last:
                    rest.append(last)
        yield from tail()
    except BrokenStream as error:
        yield _issue(source, str(error), f"line {number}")
    except OSError as error:
        yield _issue(source, f"cannot be read on: {error.strerror or error}", f"line {number}")


class _Unpacked(io.RawIOBase):
    """Chunks as a stream, for readers that want one; it remembers how the stream broke."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._chunks = chunks(stream)
        self._left = memoryview(b"")
        self._given = 0
        self.broken: str | None = None

    def tell(self) -> int:
        """How many bytes were given out. fastwarc asks for it, and for nothing else but ``read``."""
        return self._given

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer with what is at hand; 0 at the end or where the stream broke."""
        target = memoryview(buffer)  # type: ignore[arg-type]
        while not self._left:
            try:
                self._left = memoryview(next(self._chunks))
            except StopIteration:
                return 0
            except BrokenStream as error:
                self.broken = str(error)
                return 0
            except OSError as error:
                self.broken = f"cannot be read on: {error.strerror or error}"
                return 0
        size = min(len(target), len(self._left))
        target[:size] = self._left[:size]
        self._left = self._left[size:]
        self._given += size
        return size


def read_warc(source: Source, stream: IO[bytes]) -> Iterator[Record | Issue]:
    """The HTML pages of a WARC stream: responses of status 200 and resources. Other records are none of
    ours.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    unpacked = _Unpacked(stream)
    wanted = WarcRecordType.response | WarcRecordType.resource
    number = passed = 0
    records = iter(ArchiveIterator(unpacked, record_types=wanted, parse_http=True))
    while True:
        data = b""
        where = f"record {number + 1}"
        try:
            record = next(records)
            number += 1
            url = record.headers.get("WARC-Target-URI")
            kind = (record.http_content_type or record.headers.get("Content-Type") or "").lower()
            status = record.http_headers.status_code if record.http_headers is not None else None
            if "html" not in kind or (status is not None and status != 200):
                passed += 1
                continue
            size = record.content_length
            if size > LIMIT:
                yield _issue(source, f"the record is longer than {LIMIT >> 20} MB", where)
                continue
            data = record.reader.read()
        except StopIteration:
            break
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # the parser may panic in Rust, which is no Exception
            if unpacked.broken is None:
                yield _issue(source, f"corrupt WARC: {error or type(error).__name__}", where)
                return
            break
        if len(data) < size:
            if unpacked.broken is not None:
                break
            yield _issue(source, f"corrupt WARC: the record ends {size - len(data)} bytes early", where)
            continue
        try:
            body = _as_sent(data)
        except (ValueError, zlib.error) as error:
            yield _issue(source, f"corrupt WARC: the page's own packing is broken ({error})", where)
            continue
        yield Record(source, "html", body, number, url.strip("<>") if url else None, record.http_charset)
    if unpacked.broken is not None:
        yield _issue(source, unpacked.broken, f"record {number + 1}")
    elif number == 0:
        yield _issue(source, "holds no record of a response", "")
    elif passed:
        reason = f"{passed} of {number} responses passed over: not HTML, or not of status 200"
        yield Issue("read", source.path, reason, fatal=False)


def _as_sent(data: bytes) -> bytes:
    """A page's bytes without the transfer's chunks and gzip, told by their look and not by their header."""
    if _CHUNK_HEAD.match(data):
        parts: list[bytes] = []
        at = 0
        while match := _CHUNK_HEAD.match(data, at):
            size = int(match[1], 16)
            parts.append(data[match.end() : match.end() + size])
            at = match.end() + size + 2
            if size == 0:
                break
        data = b"".join(parts)
    if data.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(31)
        data = unpacker.decompress(data, LIMIT)
        if unpacker.unconsumed_tail:
            raise ValueError(f"over {LIMIT >> 20} MB")
    return data
