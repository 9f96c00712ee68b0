"""Bytes to text, without guessing.

Enters: the bytes of one file or record. Leaves: its text as code points, exactly ``bytes.decode`` of its
encoding (a byte order mark of UTF-8 stays, as ``\\ufeff``; line ends stay as they are), or Unreadable with
the place. Text that is neither UTF-8 nor marked by a byte order mark is refused: a guessed code page would
print letters nobody wrote. HTML may say its charset itself. It cannot see a page that is valid UTF-8 and
was mangled before it came here.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

LIMIT = 64 * 1024 * 1024
"""Bytes after which a file (or one line or record of an archive) is refused."""

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip (a Word or OpenDocument file is one too)"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"\xd0\xcf\x11\xe0", "old Office"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "program"),
    (b"7z\xbc\xaf", "7z"),
    (b"\xfd7zXZ", "xz"),
    (b"BZh", "bzip2"),
    (b"SQLite format 3\x00", "SQLite"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CHARSET = re.compile(
    rb"""(?:<meta\b[^>]{0,300}?charset\s*=\s*|<\?xml\b[^>]{0,100}?encoding\s*=\s*)["']?\s*([\w.:-]{2,30})""",
    re.I,
)
_SURROGATE = re.compile("[\ud800-\udfff]")


class Unreadable(Exception):
    """An input that cannot be used: why, and the place in it where that shows."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = where


def _decode_marked(data: bytes, marks: Iterable[tuple[bytes, str]]) -> str | None:
    """The text that a byte order mark says how to read; None where there is no mark."""
    for mark, encoding in marks:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise Unreadable(
                    f"broken {encoding.upper()}: {error.reason}", f"byte {error.start}"
                ) from None
    return None


def decode_text(data: bytes) -> str:
    """The text of a plain file: UTF-8, or UTF-16 and UTF-32 with their byte order mark. Unreadable
    otherwise.
    """
    marked = _decode_marked(data, _MARKS)
    if marked is not None:
        return marked
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise Unreadable(f"holds {what} data, not text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        controls = len(_CONTROL.findall(data[:65536]))
        if b"\x00" in data[:65536] or controls > min(len(data), 65536) * 0.02:
            raise Unreadable("is binary data, not text (UTF-16 needs its byte order mark)") from None
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"broken UTF-8: {error.reason} 0x{data[error.start]:02x}; another code page is not guessed",
            f"byte {error.start}, line {line}",
        ) from None
    if len(_CONTROL.findall(data[:65536])) > max(2, min(len(data), 65536) * 0.01):
        raise Unreadable("is binary data, not text (UTF-16 needs its byte order mark)")
    return text


def decode_html(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """The text of a page, and a warning or None.

    In this order: a byte order mark, valid UTF-8, the charset that the HTTP header (``declared``) or the
    page names. Up to one byte in a thousand may be broken in what calls itself UTF-8; each becomes U+FFFD."""
    marked = _decode_marked(data, (*_MARKS, (codecs.BOM_UTF8, "utf-8")))
    if marked is not None:
        return marked, None
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise Unreadable(f"holds {what} data, not HTML")
    named = declared
    if named is None and (match := _CHARSET.search(data, 0, 8192)):
        named = match[1].decode("ascii", "replace")
    try:
        named = codecs.lookup(named).name if named is not None else None
    except LookupError:
        named = None
    if named in ("iso2022_jp", "iso2022_kr", "hz"):  # these are valid ASCII, and something else
        try:
            return data.decode(named), None
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        broken = error
    # What calls itself ISO 8859-1 is read as Windows-1252, as every browser does.
    charset = {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(named or "", named)
    if charset is not None and charset not in (
        "utf-8",
        "utf-16",
        "utf-32",
        "utf-7",
        "utf-16-le",
        "utf-16-be",
    ):
        try:
            return data.decode(charset), None
        except (UnicodeDecodeError, LookupError):
            raise Unreadable(f"says that it is {charset}, and is not", f"byte {broken.start}") from None
    if b"\x00" in data[:65536]:
        raise Unreadable("is binary data, not HTML")
    text = data.decode("utf-8", "replace")
    count = text.count("\ufffd")
    if count * 1000 > len(data) + 1000:
        raise Unreadable(f"broken UTF-8: {broken.reason}, and no charset is named", f"byte {broken.start}")
    return text, f"{count} broken UTF-8 bytes, the first at byte {broken.start}, stand as U+FFFD"


def mend_surrogates(text: str) -> tuple[str, int | None]:
    """The text with each lone surrogate as U+FFFD, and the first one's place.

    A JSON escape can write half of a character, which no encoding can carry on. One code point stays one
    code point, so every offset holds."""
    match = _SURROGATE.search(text)
    if match is None:
        return text, None
    return _SURROGATE.sub("\ufffd", text), match.start()
