"""A web page to its story: main text, headline, and what the page says of itself.

Enters: a page as decoded text, with its address where known. Leaves: a Story whose text maps to the source
run by run. trafilatura tells which paragraphs are the story's, and reads author, date and site; the text
itself is composed from the page's own blocks (``markup``), so that no offset is searched for. A paragraph
that only a script writes is not seen.
"""

from __future__ import annotations

import html
import logging
import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ..model import Span
from .decode import Unreadable
from .markup import Block, Markup, Run, compose, key_of, scan

_LONG = 24
"""Letters after which a block found inside a longer paragraph of the story is no accident."""
_SITE_SUFFIX = re.compile(r"\s+(?:[|–—»·]|-{1,2}|::)\s+[^|–—»·]{2,60}$")
_URLISH = re.compile(r"^(?:https?://|www\.)|@", re.I)


@dataclass(frozen=True, slots=True)
class Story:
    """The main text of a page, and what the page says of itself."""

    text: str
    source_map: tuple[Run, ...]
    title_span: Span | None
    deck_span: Span | None
    title: str | None
    byline: str | None
    site: str | None
    published: str | None
    language: str | None
    url: str | None


def _judge(source: str, url: str | None) -> tuple[list[str], dict[str, Any]]:
    """The story's paragraphs by trafilatura, and its metadata."""
    import trafilatura
    from lxml import etree

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    tree = trafilatura.load_html(source)
    if tree is None:
        return [], {}
    try:
        found = trafilatura.bare_extraction(
            tree,
            url=url,
            fast=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "outputformat": "%Y-%m-%d",
            },
        )
    except Exception:  # a page that breaks its parser still has blocks of its own
        return [], {}
    if found is None or isinstance(found, dict):
        return [], {}
    body = found.body
    paragraphs: list[str] = []
    if body is not None:
        for element in body.iter(etree.Element):
            if element.tag in ("p", "head", "item", "quote", "cell", "code", "div", "fw", "ab"):
                paragraphs.append("".join(element.itertext()))
    if not paragraphs and found.text:
        paragraphs = found.text.split("\n")
    kept = {n: getattr(found, n, None) for n in ("title", "author", "sitename", "date", "url", "language")}
    return paragraphs, kept


def _choose(blocks: tuple[Block, ...], paragraphs: list[str]) -> list[int]:
    """The blocks that hold the paragraphs. Of equal blocks, the one nearest to those that are sure."""
    keys = [k for k in (key_of(p) for p in paragraphs) if k]
    exact = set(keys)
    whole = "\n".join(dict.fromkeys(keys))
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i, block in enumerate(blocks):
        if block.key in exact or (len(block.key) >= _LONG and block.key in whole):
            places[block.key].append(i)
    sure = sorted(p[0] for k, p in places.items() if len(p) == 1 and len(k) >= _LONG)
    chosen: list[int] = []
    for key, found in places.items():
        if len(found) == 1:
            chosen.extend(found)
            continue

        def distance(i: int) -> int:
            at = bisect_left(sure, i)
            return min((abs(i - s) for s in sure[max(0, at - 1) : at + 1]), default=i)

        wanted = max(1, keys.count(key))
        chosen.extend(sorted(found, key=lambda i: (blocks[i].aside, distance(i), i))[:wanted])
    chosen.sort()
    # Short blocks far from the story are labels that happen to read alike.
    return [i for i in chosen if len(blocks[i].key) >= _LONG or not sure or sure[0] - 6 <= i <= sure[-1] + 6]


def _is_headline(key: str, title_key: str) -> bool:
    if not key or not title_key:
        return False
    if key == title_key:
        return True
    short, long = sorted((key, title_key), key=len)
    return (
        len(short) >= 15 and len(short) * 2 >= len(long) and (long.startswith(short) or long.endswith(short))
    )


def _headline(
    markup: Markup, chosen: list[int], title: str | None
) -> tuple[int | None, tuple[int, int] | None]:
    """Where the headline stands: the index of its block, or its place in the head of the page."""
    blocks = markup.blocks
    first = next((i for i in chosen if len(blocks[i].key) >= 60), chosen[0] if chosen else len(blocks))
    names = [
        key_of(html.unescape(markup.meta[n][0])) for n in ("og:title", "twitter:title") if n in markup.meta
    ]
    names += [key_of(title)] if title else []
    page_title = next((b for b in blocks if b.tag == "title"), None)
    if page_title is not None:
        names.append(page_title.key)
    for tags in (("h1",), ("h2", "h3"), None):
        for i in range(min(first, len(blocks) - 1), -1, -1):
            block = blocks[i]
            fits = (tags is None and block.tag != "title") or (tags is not None and block.tag in tags)
            if fits and any(_is_headline(block.key, n) for n in names):
                return i, None
    headings = [i for i, b in enumerate(blocks) if b.tag == "h1" and not b.aside and i <= first]
    if len(headings) == 1 and len(blocks[headings[0]].key) >= 20:
        return headings[0], None
    for name in ("og:title", "twitter:title"):
        if name in markup.meta and key_of(markup.meta[name][0]):
            return None, markup.meta[name][1:]
    if page_title is not None:
        return None, (page_title.pieces[0][0], page_title.pieces[-1][1])
    return None, None


def read_page(source: str, url: str | None = None) -> Story:
    """The story of a page. Unreadable where it has none."""
    markup = scan(source)
    body = [b for b in markup.blocks if b.tag != "title"]
    if not body:
        raise Unreadable("HTML without a body" if not markup.has_body else "HTML without text")
    paragraphs, known = _judge(source, url)
    blocks = markup.blocks
    chosen = [i for i in _choose(blocks, paragraphs) if blocks[i].tag != "title"]
    if not chosen:
        chosen = [i for i, b in enumerate(blocks) if not b.aside and b.tag != "title"]
        if not chosen:
            raise Unreadable("HTML without a main text")
    title = known.get("title")
    index, place = _headline(markup, chosen, title)
    deck: int | None = None
    if index is not None:
        chosen = [i for i in chosen if i > index]
        summary = markup.meta.get("og:description") or markup.meta.get("description")
        summary_key = key_of(html.unescape(summary[0])) if summary is not None else ""
        if summary_key:
            near = range(index + 1, min(index + 9, len(blocks)))
            deck = next(
                (
                    i
                    for i in near
                    if len(blocks[i].key) >= 30 and blocks[i].key == summary_key and blocks[i].tag != "p"
                ),
                None,
            )
    order = [[(place[0], place[1])]] if place is not None else []
    if index is not None:
        order.append(blocks[index].pieces)
    if deck is not None:
        chosen = [i for i in chosen if i != deck]
        order.append(blocks[deck].pieces)
    order += [blocks[i].pieces for i in chosen]
    text, runs, starts = compose(source, order)
    if not text.strip():
        raise Unreadable("HTML without text")
    ends = [s - 2 for s in starts[1:]] + [len(text)]
    has_title = index is not None or place is not None
    title_span = (starts[0], ends[0]) if has_title and len(starts) > 1 else None
    if title_span is not None and place is not None:
        cut = _SITE_SUFFIX.search(text, *title_span)
        title_span = (title_span[0], cut.start()) if cut else title_span
    deck_span = (
        (starts[1], ends[1]) if deck is not None and title_span is not None and len(starts) > 2 else None
    )
    byline = known.get("author")
    if byline is not None:
        names = [n.strip() for n in byline.split(";")]
        byline = ", ".join(n for n in dict.fromkeys(names) if n and not _URLISH.search(n)) or None
    language = (markup.language or "").replace("_", "-").split("-")[0].lower()
    return Story(
        text=text,
        source_map=runs,
        title_span=title_span,
        deck_span=deck_span,
        title=text[slice(*title_span)].replace("\n", " ") if title_span is not None else title,
        byline=byline,
        site=known.get("sitename"),
        published=known.get("date"),
        language=language if len(language) == 2 and language.isalpha() else None,
        url=known.get("url"),
    )
