"""HTML source to blocks of text that know where each character stands in the source.

Enters: a page as decoded text. Leaves: its blocks in order (a paragraph, a heading, a list item, a cell),
each as pieces of source with the whitespace and entities still in them, and ``compose``, which turns blocks
into text and builds the source map with it, run by run. A scanner in one pass, linear in the source; it
knows tags, not the tree, and cannot see what a style sheet or a script hides or adds.
"""

# ruff: noqa: SIM905

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

Run = tuple[int, int, int, int]
"""Text start, text end, source start, source end."""

BLOCKS = frozenset(
    (
        "address article aside blockquote body button caption center dd details dialog div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html label legend li main menu nav "
        "ol option p pre section summary table tbody td tfoot th thead time title tr ul video audio picture"
    ).split()
)
_HIDDEN = frozenset(("script style noscript template textarea select svg math iframe object canvas").split())
_ASIDE = frozenset(("nav footer aside form button menu head").split())
"""Elements whose text is not the story's, used only where nothing better tells."""

_OPEN = re.compile(r"<(?=[a-zA-Z/!?])")
_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]{0,60})((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]{0,60})")
_CLOSE = {name: re.compile(f"</{name}[\\s>]", re.I) for name in _HIDDEN}
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,60})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]{1,2000}))""")
_ODD = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
    r"|[\s\u200b\ufeff]{2,}|[^\S ]|[\u00ad\u200b\ufeff]"
)
_KEY = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Block:
    """A run of text between two block-level tags."""

    tag: str
    aside: bool
    """Inside navigation, a footer, a form or the like."""
    pieces: list[tuple[int, int]] = field(default_factory=list)
    """Source offsets of its text nodes; (n, n) is a line break."""
    key: str = ""
    """Its letters and digits alone, in lower case: what it is recognised by."""


@dataclass(frozen=True, slots=True)
class Markup:
    """What the scanner saw of a page."""

    blocks: tuple[Block, ...]
    meta: dict[str, tuple[str, int, int]]
    """Content of meta elements by name or property, with its place in the source."""
    language: str | None
    has_body: bool


def key_of(text: str) -> str:
    """Letters and digits in lower case."""
    return _KEY.sub("", text).lower()


def attributes(source: str, start: int, end: int) -> dict[str, tuple[str, int, int]]:
    """The attributes of one tag: value (raw) and its place."""
    found: dict[str, tuple[str, int, int]] = {}
    for m in _ATTRIBUTE.finditer(source, start, min(end, start + 20_000)):
        group = 2 if m[2] is not None else 3 if m[3] is not None else 4
        found.setdefault(m[1].lower(), (m[group], m.start(group), m.end(group)))
    return found


def scan(source: str) -> Markup:
    """The blocks and the head of a page."""
    blocks: list[Block] = []
    meta: dict[str, tuple[str, int, int]] = {}
    language: str | None = None
    has_body = False
    aside: list[str] = []
    block = Block("body", False)
    at, end = 0, len(source)
    quoted = True  # whether a quotation mark can still be paired; keeps hostile tags linear

    def close(tag: str) -> None:
        nonlocal block
        if block.pieces:
            block.key = key_of(html.unescape("".join(source[a:b] for a, b in block.pieces)))
            if block.key:
                blocks.append(block)
        block = Block(tag, bool(aside))

    while at < end:
        found = _OPEN.search(source, at)
        stop = found.start() if found else end
        if stop > at:
            block.pieces.append((at, stop))
        if not found:
            break
        at = stop
        if source.startswith("<!--", at):
            after = source.find("-->", at + 4)
            at = after + 3 if after >= 0 else end
            continue
        tag = _TAG.match(source, at) if quoted else None
        if tag is None:
            name_found = _NAME.match(source, at)
            after = source.find(">", at)
            if after < 0:
                break
            if name_found is None:
                at = after + 1
                continue
            quoted = False
            closing, name, attrs_at, at = (
                source[at + 1] == "/",
                name_found[1].lower(),
                name_found.end(),
                after + 1,
            )
            attrs_end = after
        else:
            closing, name, at = bool(tag[1]), tag[2].lower(), tag.end()
            attrs_at, attrs_end = tag.span(3)
        if not closing and name in _HIDDEN:
            if source[at - 2] != "/":
                ending = _CLOSE[name].search(source, at)
                at = ending.start() if ending else end
            continue
        if name == "br":
            block.pieces.append((at, at))
        elif name == "meta":
            given = attributes(source, attrs_at, attrs_end)
            label = given.get("property") or given.get("name") or given.get("itemprop")
            if label is not None and "content" in given:
                meta.setdefault(label[0].lower(), given["content"])
        elif name in BLOCKS:
            if name == "body" and not closing:
                has_body = True
                aside.clear()
            if name == "html" and not closing:
                lang = attributes(source, attrs_at, attrs_end).get("lang")
                language = lang[0] if lang is not None else language
            if name in _ASIDE:
                if not closing:
                    aside.append(name)
                elif name in aside:
                    while aside.pop() != name:
                        pass
            close("" if closing else name)
    close("")
    return Markup(tuple(blocks), meta, language, has_body)


def compose(
    source: str, parts: Sequence[Sequence[tuple[int, int]]], gap: str = "\n\n"
) -> tuple[str, tuple[Run, ...], list[int]]:
    """The text of blocks with ``gap`` between them, its source map, and where each block begins.

    Whitespace is drawn together as a browser does, entities are read, soft hyphens and zero-width marks go.
    A run of equal lengths is character for character; an entity is a run of its own. What ``gap`` adds has
    no source."""
    out: list[str] = []
    runs: list[Run] = []
    starts: list[int] = []
    length = 0

    def put(text: str, start: int, end: int) -> None:
        nonlocal length
        size = len(text)
        if runs and size == end - start:
            a, b, c, d = runs[-1]
            if b == length and d == start and b - a == d - c:
                runs[-1] = (a, b + size, c, end)
            else:
                runs.append((length, length + size, start, end))
        else:
            runs.append((length, length + size, start, end))
        out.append(text)
        length += size

    for pieces in parts:
        pending: tuple[str, int, int] | None = None  # whitespace that waits for a word after it
        fresh = True
        before = length
        mark = (len(out), len(runs), length)
        if length:
            out.append(gap)
            length += len(gap)
        starts.append(length)
        begun = length

        def words(a: int, b: int, text: str | None = None) -> None:
            nonlocal pending, fresh
            if pending is not None and not fresh:
                put(*pending)
            pending, fresh = None, False
            put(source[a:b] if text is None else text, a, b)

        for start, end in pieces:
            if start == end:
                pending = ("\n", start, end)
                continue
            at = start
            while at < end:
                if source[at] == " ":
                    pending = pending or (" ", at, at + 1)
                    at += 1
                    continue
                odd = _ODD.search(source, at, end)
                stop = odd.start() if odd else end
                if stop > at:
                    # A trailing space is kept back: it may end the block.
                    last = stop - 1 if source[stop - 1] == " " else stop
                    if last > at:
                        words(at, last)
                    if last < stop:
                        pending = pending or (" ", last, stop)
                if odd is None:
                    break
                mark_text = odd[0]
                if mark_text[0] == "&":
                    plain = html.unescape(mark_text)
                    if plain == mark_text:
                        words(odd.start(), odd.end())
                    elif plain.isspace():
                        pending = pending or (" ", odd.start(), odd.end())
                    elif plain not in ("\u00ad", "\u200b", "\ufeff"):
                        words(odd.start(), odd.end(), plain)
                elif mark_text not in ("\u00ad", "\u200b", "\ufeff"):
                    pending = pending or (" ", odd.start(), odd.end())
                at = odd.end()
        if length == begun:  # nothing but blanks
            del out[mark[0] :], runs[mark[1] :]
            length = before
            starts.pop()
    return "".join(out), tuple(runs), starts
