"""A document laid out for reading: sentences, tokens, and what has been found in them.

Enters: a Document. Leaves: a Page, which the finders of claims share so that no work is done twice.
Sentences come from nupunkt (a Punkt model with legal and newswire abbreviations) inside paragraphs of our own;
it cannot see a sentence that goes on across a blank line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import nupunkt

from ..model import READ_LIKE_PROSE, Document, Span

if TYPE_CHECKING:
    from ..values import Count, Date, Money
    from .attribution import Attribution
    from .mentions import Mention

LONGEST_PARAGRAPH = 20_000
"""Code points after which a paragraph without a break is cut, so that hostile text stays linear."""

_LINE = re.compile(r"[^\n]+")
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*(?:-\d+)*|\w+(?:[.'’\-]\w+)*|\S")
_ENDS_IN_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'‘])(?:[A-Z]\.){1,4}$|\b(?:Gen|Col|Lt|Sgt|Maj|Capt|Adm|Rep|Sen|Gov|Dr|Mr|Mrs|Ms|Prof|St|vs|No|Nos|approx|Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec)\.$"
)
_STARTER = re.compile(
    r"[“\"‘'(]|(?:The|It|He|She|They|We|In|On|At|But|And|A|An|This|That|These|Those|Its|His|Her|Their|For|From|As|If|When|"
    r"While|After|Before|However|Meanwhile|According|Last|Both|Since|Under|Some|There|Several|I)\b"
)
"""What opens a sentence rather than goes on after "U.S."."""
_GLUED = re.compile(
    r"(?:(?<=[a-z]{2})|(?<=[)\d%]))[.!?][”\"]?(?=[“\"]?(?:[A-Z][a-z]{3,}|The|It|He|She|In|On|At|But|An?|For|As|If|We|You|Its|His|Her)\s)"
)
_SENTENCE_MARK = re.compile(r"[.!?][\"”’'»)\]]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or headline: its span, the zone that it stands in, and the paragraph's number."""

    start: int
    end: int
    zone: str = ""
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark, with its place and its lower-case form."""

    start: int
    end: int
    text: str
    lower: str


@dataclass
class Page:
    """What is known of one document while its claims are read. Fields are filled in order by ``extract``."""

    document: Document
    text: str
    sentences: list[Sentence]
    mentions: list[Mention] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    money: list[Money] = field(default_factory=list)
    dates: list[Date] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds an offset, or that begins last before it; -1 before the first."""
        return bisect_right(self.sentences, offset, key=lambda s: s.start) - 1

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens between two offsets."""
        return [Token(m.start(), m.end(), m[0], m[0].lower()) for m in _TOKEN.finditer(self.text, start, end)]


def _spans(piece: str) -> list[Span]:
    spans: list[Span] = []
    for a, b in nupunkt.sent_spans(piece):
        # A clipboard loses the blank between paragraphs: "at a rate of 5 a year.“With the completion".
        for match in _GLUED.finditer(piece, a, b):
            spans.append((a, match.end()))
            a = match.end()
        spans.append((a, b))
    return spans


def _paragraphs(text: str, start: int, end: int) -> list[Span]:
    """Lines joined where the text was wrapped by hand: the next line goes on in lower case."""
    found: list[Span] = []
    for match in _LINE.finditer(text, start, end):
        a, b = match.span()
        while a < b and text[a].isspace():
            a += 1
        while a < b and text[b - 1].isspace():
            b -= 1
        if a == b:
            continue
        if found:
            last_a, last_b = found[-1]
            gap = text[last_b:a]
            wrapped = gap.count("\n") == 1 and not _SENTENCE_MARK.search(
                text[max(last_a, last_b - 4) : last_b]
            )
            if (
                wrapped
                and b - last_a < LONGEST_PARAGRAPH
                and (
                    text[a].islower()
                    or (last_b - last_a >= 60 and text[last_b - 1] != ":" and text[a] not in "-•*–")
                )
            ):
                found[-1] = (last_a, b)
                continue
        while b - a > LONGEST_PARAGRAPH:
            cut = text.rfind(" ", a + LONGEST_PARAGRAPH // 2, a + LONGEST_PARAGRAPH)
            cut = cut if cut > 0 else a + LONGEST_PARAGRAPH
            found.append((a, cut))
            a = cut
        found.append((a, b))
    return found


def _sentences(text: str, start: int, end: int) -> list[Span]:
    """Sentence spans inside one paragraph, trimmed, with splits after an abbreviation mended."""
    spans: list[Span] = []
    piece = text[start:end]
    for a, b in _spans(piece):
        while a < b and piece[a].isspace():
            a += 1
        while a < b and piece[b - 1].isspace():
            b -= 1
        if a == b:
            continue
        a, b = a + start, b + start
        if spans:
            last_a, last_b = spans[-1]
            tail = text[max(last_a, last_b - 12) : last_b]
            # A mark of its own (". ." or a lone quotation mark) belongs to what stands before it.
            alone = not any(c.isalnum() for c in text[a : min(b, a + 50)])
            # Only very short pieces: "U.S. " before a headline's verb, "Gen. ", "No. ".
            mended = _ENDS_IN_ABBREVIATION.search(tail) and (
                last_b - last_a < 30 or text[a].isdigit() or _STARTER.match(text, a) is None
            )
            if alone or mended or text[a].islower():
                spans[-1] = (last_a, b)
                continue
        spans.append((a, b))
    return spans


def lay_out(document: Document, parts: list[Span] | None = None) -> Page:
    """The page of a document: sentences over its prose, headlines, decks and captions.

    ``parts`` limits the work to some stretches of the text (whole paragraphs); None lays out all of it.
    """
    text = document.text
    marks = sorted(document.zones, key=lambda z: (z.start, z.end))
    regions: list[tuple[int, int, str]] = []
    at = 0
    for zone in marks:
        if zone.start > at:
            regions.append((at, zone.start, ""))
        if zone.kind in READ_LIKE_PROSE and zone.end > max(at, zone.start):
            regions.append((max(at, zone.start), zone.end, zone.kind))
        at = max(at, zone.end)
    regions.append((at, len(text), ""))
    sentences: list[Sentence] = []
    number = 0
    for start, end, zone_kind in regions:
        for a, b in _paragraphs(text, start, end):
            number += 1
            if parts is not None and not any(p < b and a < q for p, q in parts):
                continue
            sentences.extend(Sentence(x, y, zone_kind, number) for x, y in _sentences(text, a, b))
    return Page(document, text, sentences)
