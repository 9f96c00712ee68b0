"""One record to one document.

Enters: a Record, the bytes of one document. Leaves: the Document, or None, and the issues: what was wrong
and where. What a record says of itself (a field, a page's metadata) goes before what its text seems to say.
"""

from __future__ import annotations

import json

from ..model import Document, Issue, Span
from .archives import Record
from .days import day_in_address, read_day
from .decode import Unreadable, decode_html, decode_text, mend_surrogates
from .language import language_of
from .layout import lay_out_text
from .outlets import outlet_at, outlet_named
from .pdf import read_pdf
from .webpage import read_page

_FIELDS = ("url", "outlet", "published", "title", "byline", "language")


def read_record(record: Record) -> tuple[Document | None, tuple[Issue, ...]]:
    """The document of a record, or None, with its issues. Never raises for what the record holds."""
    issues: list[Issue] = []
    where = _where(record)
    try:
        document = _READERS[record.kind](record, issues)
    except Unreadable as error:
        place = ", ".join(p for p in (where, error.where) if p)
        return None, (*issues, Issue("read", record.source.path, error.reason, place))
    except (RecursionError, MemoryError) as error:
        return None, (
            *issues,
            Issue("read", record.source.path, f"cannot be read: {type(error).__name__}", where),
        )
    return document, tuple(issues)


def _where(record: Record) -> str:
    """The place of a record in its file, where the file holds several."""
    if record.kind == "line":
        return f"line {record.number}"
    return f"record {record.number}" if record.number else ""


def _note(record: Record, issues: list[Issue], reason: str) -> None:
    where = _where(record)
    issues.append(Issue("read", record.source.path, reason, where, fatal=False))


def _text(record: Record, issues: list[Issue]) -> Document:
    text = decode_text(record.data)
    if not text.strip(" \t\r\n\ufeff"):
        raise Unreadable("holds nothing but blanks")
    return _plain(record, text, {})


def _plain(
    record: Record,
    text: str,
    fields: dict[str, str],
    *,
    pages: tuple[int, ...] = (),
    title: Span | None = None,
) -> Document:
    layout = lay_out_text(text, title)
    url = fields.get("url")
    known = outlet_at(url) if url is not None else None
    outlet = fields.get("outlet")
    named = outlet_named(outlet) if outlet is not None else None
    wire = layout.wire
    for one in (named, known):
        if wire is None and one is not None and one.is_wire:
            wire = one.name
    published = (
        fields.get("published") or layout.published or (day_in_address(url) if url is not None else None)
    )
    return Document(
        text=text,
        name=fields.get("id") or record.name,
        url=url,
        outlet=(named.name if named is not None else outlet)
        or (known.name if known is not None else None)
        or layout.outlet,
        published=published,
        title=fields.get("title") or layout.title,
        byline=fields.get("byline") or layout.byline,
        language=fields.get("language") or language_of(text),
        wire=wire,
        zones=layout.zones,
        source=record.place,
        pages=pages,
    )


def _page(
    record: Record, issues: list[Issue], source: str | None = None, fields: dict[str, str] | None = None
) -> Document:
    fields = fields or {}
    if source is None:
        source, warning = decode_html(record.data, record.charset)
        if warning is not None:
            _note(record, issues, warning)
    url = fields.get("url") or record.url
    story = read_page(source, url)
    text = story.text
    layout = lay_out_text(text, story.title_span, story.deck_span)
    url = url or story.url
    at = outlet_at(url) if url is not None else None
    named = outlet_named(fields["outlet"]) if "outlet" in fields else None
    site = outlet_named(story.site) if story.site is not None else None
    # What the input says goes before the address, and that before the site's own word for itself.
    known = named or (None if "outlet" in fields else at or site)
    outlet = known.name if known is not None else fields.get("outlet")
    wire = layout.wire
    for one in (named, at, site, outlet_named(story.byline) if story.byline is not None else None):
        if wire is None and one is not None and one.is_wire:
            wire = one.name
    return Document(
        text=text,
        name=fields.get("id") or record.name,
        url=url,
        outlet=outlet or story.site or layout.outlet,
        published=fields.get("published")
        or story.published
        or (day_in_address(url) if url else None)
        or layout.published,
        title=fields.get("title") or story.title,
        byline=fields.get("byline") or story.byline or layout.byline,
        language=fields.get("language") or story.language or language_of(text),
        wire=wire,
        zones=layout.zones,
        source=record.place,
        source_map=story.source_map,
    )


def _pdf(record: Record, issues: list[Issue]) -> Document:
    text, pages, trouble = read_pdf(record.data, record.place)
    issues.extend(trouble)
    return _plain(record, text, {}, pages=pages)


def _line(record: Record, issues: list[Issue]) -> Document:
    try:
        text = record.data.decode("utf-8-sig" if record.number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"broken UTF-8: {error.reason} 0x{record.data[error.start]:02x}", f"byte {error.start}"
        ) from None
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(f"is not JSON: {error.msg}", f"column {error.colno}") from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"is not JSON that can be read: {error}") from None
    if not isinstance(found, dict):
        raise Unreadable("is JSON, but not an object")
    fields: dict[str, str] = {}
    identity = found.get("id")
    if isinstance(identity, str | int) and not isinstance(identity, bool) and str(identity).strip():
        fields["id"] = mend_surrogates(str(identity))[0]
    elif identity is not None:
        _note(record, issues, "id is neither text nor a number; the line's number stands for it")
    for name in _FIELDS:
        value = found.get(name)
        if isinstance(value, str) and value.strip():
            fields[name] = mend_surrogates(value.strip())[0]
        elif value is not None and value != "":
            _note(record, issues, f"{name} is not text; left out")
    if "published" in fields:
        day = read_day(fields["published"])
        if day is None:
            _note(record, issues, f"published is no date that can be read: {fields['published'][:60]!r}")
            del fields["published"]
        else:
            fields["published"] = day
    if "language" in fields:
        fields["language"] = fields["language"].replace("_", "-").split("-")[0].lower()
    body, markup = found.get("text"), found.get("html")
    for name, value in (("text", body), ("html", markup)):
        if value is not None and not isinstance(value, str):
            raise Unreadable(f"{name} is not text")
    if body is None and markup is None:
        raise Unreadable("has neither text nor html")
    chosen = body if isinstance(body, str) and body.strip() else None
    if chosen is None and not (isinstance(markup, str) and markup.strip()):
        raise Unreadable("text is empty" if body is not None else "html is empty")
    content, broken = mend_surrogates(chosen if chosen is not None else str(markup))
    if broken is not None:
        _note(record, issues, f"half a character (a lone surrogate) at {broken} of the text stands as U+FFFD")
    if chosen is None:
        return _page(record, issues, content, fields)
    return _plain(record, content, fields)


_READERS = {"text": _text, "html": _page, "pdf": _pdf, "line": _line}
