"""The language of a text, where nobody says it.

Enters: a text. Leaves: an ISO 639-1 code or None. English is known by its small words, the rest by
py3langid over the first characters. Serbian, Croatian and Bosnian in Latin letters are told apart no better
than py3langid does; in Cyrillic letters with a Serbian alphabet the answer is ``sr``.
"""

# ruff: noqa: SIM905

from __future__ import annotations

import re

_WORDS = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    (
        "the of and to in that for is on was with by has as it from at said be will are its an which have"
    ).split()
)
_SERBIAN = re.compile("[ђјљњћџЂЈЉЊЋЏ]")
_MACEDONIAN = re.compile("[ѓќѕЃЌЅ]")
_NOT_SERBIAN = re.compile("[ыэъщюяёіїєґЫЭЪЩЮЯЁІЇЄҐ]")


def language_of(text: str) -> str | None:
    """The language of a text; None where it has too few words to tell."""
    head = text[:3000]
    words = [w.lower() for w in _WORDS.findall(head)]
    if len(words) < 5:
        return None
    if sum(w in _ENGLISH for w in words) >= len(words) * 0.2:
        return "en"
    if (
        len(_SERBIAN.findall(head)) > 3
        and not _MACEDONIAN.search(head)
        and len(_NOT_SERBIAN.findall(head)) < 3
    ):
        return "sr"
    import py3langid

    try:
        code, _ = py3langid.classify(head)
    except UnicodeEncodeError:
        return None
    return str(code) if len(code) == 2 else None
