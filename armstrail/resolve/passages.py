"""Prints of a document's sentences, by which near-identical passages are found without comparing texts.

Enters: a Document. Leaves: for each sentence of its own prose the two smallest hashes of its five-word
shingles. Words inside quotation marks are left out: that two reporters quote one speech makes neither a
copy of the other. A sentence shorter than eight words, or one that is mostly quotation, has no print.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b

from ..model import READ_LIKE_PROSE, Document
from ..rules import load_toml

SHINGLE = 5
SHORTEST = 8
PRINTS = 2
LONGEST_TEXT = 400_000
"""Code points of a text that are printed; what lies beyond says nothing new about who copied whom."""

_QUOTED = re.compile(r"“[^”“\n]{12,2000}”|\"[^\"\n]{12,2000}\"|«[^»«\n]{12,2000}»|„[^“”„\n]{12,2000}[“”]")
BREAK = re.compile(r"(?<=[.!?])[\"”’'»)\]]?\s+|\n+")
_WORD = re.compile(r"\w+")


@cache
def _formula() -> re.Pattern[str]:
    """Formulas of official notices: that two texts share them says nothing of copying."""
    return re.compile("|".join(load_toml("reconcile/origins.toml")["formulas"]["notice"]), re.IGNORECASE)


def _prose(document: Document) -> str:
    """The text without what is not the report's prose, its quotations blanked."""
    text = document.text[:LONGEST_TEXT]
    parts: list[str] = []
    at = 0
    for zone in sorted(document.zones, key=lambda z: (z.start, z.end)):
        if zone.kind in READ_LIKE_PROSE:
            continue
        if zone.start > at:
            parts.append(text[at : zone.start])
        at = max(at, zone.end)
    parts.append(text[at:])
    return _QUOTED.sub(" ", "\n".join(parts))


def sentence_prints(document: Document) -> tuple[tuple[int, ...], ...]:
    """One tuple of prints for each sentence long enough to have one, without repeats, in the order of the text."""
    found: dict[tuple[int, ...], None] = {}
    for sentence in BREAK.split(_prose(document)):
        words = [w.casefold() for w in _WORD.findall(sentence)]
        if len(words) < SHORTEST or _formula().search(sentence):
            continue
        hashes = set()
        for i in range(len(words) - SHINGLE + 1):
            shingle = " ".join(words[i : i + SHINGLE]).encode("utf-8", "surrogatepass")
            hashes.add(int.from_bytes(blake2b(shingle, digest_size=6).digest(), "big"))
        found[tuple(sorted(hashes)[:PRINTS])] = None
    return tuple(found)
