"""Sentences of a text in a language other than English.

Enters: a Page whose paragraphs are known. Leaves: the spans of its sentences. Abbreviations and ordinals end in a
stop in many languages ("Mrd. Euro", "26. April", "долл. США"); a stop after one ends no sentence. It cannot see an
abbreviation of more letters than a word of the list.
"""

from __future__ import annotations

import re

from ...model import Span
from ..page import LONGEST_PARAGRAPH, Page

_END = re.compile(r"[.!?…;][\"”“»«’)\]]{0,3}\s+(?=[«\"„“”‚(\[—–-]{0,2}\s?[^\W_])|[!?…;][\"”“»’)\]]{0,3}$")
_SHORT = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]|Mrd|Mio|Mill|ca|bzw|Dr|Prof|Nr|St|Abs|Art|z|B|u|a|d|h|usw|inkl|rd|etwa|долл|руб|млн|млрд|тыс|ед|экз|им|гг|"
    r"грн|дол|mln|mld|tys|tzw|proc|ok|gen|płk|godz|ul|mil|mlrd|din|dr|prof|tzv|npr|br|god|str|EE|UU|Sr|Sra|Gral|Ee|Uu|"
    r"εκατ|δισ|εκ|δολ|χιλ|κ|λ|Mr|Mme|MM|M|env|art|Lt|Col|Gen|U|S|A|max|min|vs|No|п|пп|т|е|см|ст)$"
)
_NUMBER = re.compile(r"(?<![\w.,-])(?:[12]?\d|3[01])$")
_ORDINALS = frozenset({"de", "sr", "pl", "cs", "da", "no", "fi", "hu"})
"""Languages that write ordinals with a stop."""
_THOUSAND = frozenset({"es", "pt"})
"""Languages in which "mil" is a thousand, and no short form."""


def split_sentences(page: Page, language: str) -> list[Span]:
    """The spans of the sentences in a page's paragraphs."""
    paragraphs: dict[tuple[int, str], list[int]] = {}
    for sentence in page.sentences:
        place = paragraphs.setdefault((sentence.paragraph, sentence.zone), [sentence.start, sentence.end])
        place[1] = max(place[1], sentence.end)
    found: list[Span] = []
    for start, end in sorted(tuple(p) for p in paragraphs.values()):
        found += _split(page.text, start, end, language)
    return found


def _split(text: str, start: int, end: int, language: str) -> list[Span]:
    spans: list[Span] = []
    at = start
    for match in _END.finditer(text, start, end):
        if match.start() < at:
            continue
        mark = match.start()
        if text[mark] == ".":
            before = text[max(at, mark - 8) : mark]
            after = text[match.end() : match.end() + 1]
            thousand = language in _THOUSAND and before.endswith(" mil")
            if (_SHORT.search(before) and not thousand) or after.islower():
                continue
            if language in _ORDINALS and _NUMBER.search(before):
                continue
        if text[mark] == ";":
            continue
        close = mark + 1
        while close < match.end() and not text[close].isspace():
            close += 1
        if close > at:
            spans.append((at, close))
        at = match.end()
    if at < end:
        spans.append((at, end))
    cut: list[Span] = []
    for a, b in spans:
        while b - a > LONGEST_PARAGRAPH // 10:
            c = text.rfind(" ", a, a + LONGEST_PARAGRAPH // 10)
            c = c if c > a else a + LONGEST_PARAGRAPH // 10
            cut.append((a, c))
            a = c
        if b > a:
            cut.append((a, b))
    return cut
