"""What the words around a claim say of its transfer: a gift or a lease, a package, further ones of an earlier purchase.

Enters: a document and a claim of it. The words stand in data/reconcile/cues.toml. It sees one sentence and no more.
"""

from __future__ import annotations

import re
from functools import cache

from ..model import Claim, Document
from ..rules import load_toml

NOUN_WITHIN = 70
"""Code points behind a number within which the noun stands that it counts."""
_PAUSE = re.compile(r"[,;:()\n]|[.!?](?=\s)|\d{2,}\s|\band\b")


@cache
def _words() -> dict[str, re.Pattern[str]]:
    words = load_toml("reconcile/cues.toml")
    before, after = (tuple(words["further"][k]) for k in ("before", "after"))
    found = {
        "package": "|".join(words["package"]),
        "before": r"\b(?:" + "|".join(before) + r")\s*$",
        "after": r"\s*(?:\w+\s+){0,2}?(?:" + "|".join(after) + r")\b",
        "inside": r"\b(?:" + "|".join((*before, *after)) + r")\b",
        "within": "|".join(words["further"]["within"]),
    }
    return {name: re.compile(told, re.IGNORECASE) for name, told in found.items()}


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    kinds = load_toml("reconcile/cues.toml")["kinds"]
    return tuple((k, re.compile("|".join(v), re.IGNORECASE)) for k, v in kinds.items())


@cache
def _counted() -> re.Pattern[str]:
    units = load_toml("reconcile/cues.toml")["counted"]
    told = "|".join(f"(?P<{unit}>{'|'.join(words)})" for unit, words in units.items())
    any_ = "|".join(w for words in units.values() for w in words)
    return re.compile(rf"\b(?:{told})\b(?![-\s](?:{any_})\b)", re.IGNORECASE)


def sentence_of(document: Document, claim: Claim) -> str:
    """The words around a claim, to the ends of its line, at most 300 code points each way."""
    text = document.text
    start = max(text.rfind("\n", 0, claim.start) + 1, claim.start - 300)
    end = text.find("\n", claim.end)
    end = min(len(text) if end < 0 else end, claim.end + 300)
    left = text.rfind(". ", start, claim.start)
    right = text.find(". ", claim.end, end)
    return text[left + 2 if left >= 0 else start : right if right >= 0 else end]


def kind_of(document: Document, claim: Claim) -> str | None:
    """Gift, loan, lease, licence or re-export where the sentence's words say so; else None."""
    sentence = sentence_of(document, claim)
    for kind, pattern in _kinds():
        if pattern.search(sentence):
            return kind
    return None


def is_further(document: Document, claim: Claim) -> bool:
    """Whether a claim's count comes on top of an earlier purchase, and is no option or delivery of that one."""
    spans = next((s.spans for s in claim.slots if s.name == "quantity"), ())
    if not spans or claim.get("stage") in (None, "delivered", "cancelled"):
        return False
    words, text, (start, end) = _words(), document.text, spans[0]
    said = (
        words["before"].search(text, max(0, start - 40), start)
        or words["after"].match(text, end, end + 40)
        or words["inside"].search(text, start, end)
    )
    return said is not None and words["within"].search(sentence_of(document, claim)) is None


def counted_of(document: Document, claim: Claim) -> str | None:
    """What a claim's number counts, by the first noun behind it: batteries, pods, launchers, missiles or kits."""
    spans = next((s.spans for s in claim.slots if s.name == "quantity"), ())
    if not spans:
        return None
    text, end = document.text, spans[0][1]
    stop = _PAUSE.search(text, end, end + NOUN_WITHIN)
    found = _counted().search(text, end, stop.start() if stop is not None else end + NOUN_WITHIN)
    # "rockets (39)": the number stands behind what it counts.
    found = found or _counted().search(str(claim.get("equipment") or ""))
    return found.lastgroup if found is not None else None


def is_of_package(document: Document, claim: Claim) -> bool:
    """Whether a claim's sentence adds to the sale told just before it."""
    return _words()["package"].search(sentence_of(document, claim)) is not None
