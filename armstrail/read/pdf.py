"""PDF to text, page by page.

Enters: the bytes of a PDF. Leaves: its text with line ends as ``\\n`` and the offset at which each page
begins. Words that are broken at a line's end stay broken, hyphen and all. The dates and titles in a PDF's
own metadata tell when a file was made, not when a report was published: they are not used. It cannot see
text in pictures.
"""

from __future__ import annotations

from ..model import Issue
from .decode import Unreadable


def read_pdf(data: bytes, source: str) -> tuple[str, tuple[int, ...], tuple[Issue, ...]]:
    """The text, where its pages begin, and an issue for each page that cannot be read. Unreadable for the
    whole.
    """
    import pypdfium2

    if b"%PDF-" not in data[:1024]:
        raise Unreadable("is no PDF")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        words = str(error)
        if "password" in words.lower():
            raise Unreadable("the PDF is encrypted and asks for a password") from None
        if b"%%EOF" not in data[-2048:]:
            raise Unreadable("the PDF is truncated: its end is missing") from None
        raise Unreadable(f"the PDF is broken: {words}") from None
    issues: list[Issue] = []
    parts: list[str] = []
    pages: list[int] = []
    length = 0
    try:
        if len(document) == 0:
            raise Unreadable("the PDF has no pages")
        for number in range(len(document)):
            try:
                page = document[number]
                sheet = page.get_textpage()
                text = sheet.get_text_range()
                sheet.close()
                page.close()
            except (pypdfium2.PdfiumError, UnicodeDecodeError) as error:
                issues.append(
                    Issue("read", source, f"the page cannot be read: {error}", f"page {number + 1}", False)
                )
                text = ""
            # pdfium writes U+FFFE or U+0002 for a hyphen at a line's end, and leaves the line end out.
            text = (
                text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-\n").replace("\x02", "-\n")
            )
            text = text.replace("\x00", " ").rstrip()
            pages.append(length)
            parts.append(text)
            length += len(text) + 2
    finally:
        document.close()
    whole = "\n\n".join(parts)
    if not whole.strip():
        raise Unreadable("the PDF holds no text (scanned pages?)")
    return whole, tuple(pages), tuple(issues)
