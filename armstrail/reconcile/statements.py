"""Statements with their variants, and echoes.

Enters: statement claims. Leaves: utterances, each with the wordings that outlets and translators give it,
and links between utterances of different speakers that say nearly the same. It compares content words
and what they mean, and cannot see that a wording in another language is the same sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..model import Claim, Statement, Variant
from ..rules import load_toml
from .clock import days_of, gap
from .support import Source
from .wordings import likeness

_WORD = re.compile(r"[^\W\d_]+|\d+")
LEAST = 0.5
"""Share of the shorter wording's content words that stand in the longer one."""
ALIKE = 0.54
"""Likeness from which two wordings of one speaker are one utterance: of pairs of unlike sentences by one speaker in
the training reports one in thirty has as much, of translations of one sentence seven in ten."""
ALIKE_UNNAMED = 0.62
"""The same where a report names the speaker and the other tells an office, or neither names him."""
_FEWEST = 4
"""Telling words of each wording below which likeness says nothing."""


_LETTERS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "ı": "i", "ð": "d", "þ": "th"})


def plain(text: str) -> str:
    """A text in lower case without accents: Vučić → vucic."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).translate(_LETTERS)


@lru_cache(maxsize=1)
def _stop() -> frozenset[str]:
    return frozenset(load_toml("reconcile/words.toml")["stop"].split())


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, str]:
    """Words that translators choose between, by their stems, each with the first of its line."""
    lines = load_toml("reconcile/words.toml")["synonyms"].strip().splitlines()
    return {_stem(w): _stem(line.split()[0]) for line in lines for w in line.split()}


def _stem(word: str) -> str:
    """A word without the ending of its form, folded to six letters: helped → help."""
    ending = next(
        (e for e in ("ing", "ed", "ly", "es", "s") if word.endswith(e) and len(word) - len(e) > 3), ""
    )
    return word.removesuffix(ending)[:6]


@lru_cache(maxsize=65536)
def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, folded so that forms of one word, and its translations, meet."""
    stems = (_stem(w) for w in _WORD.findall(plain(text)) if w not in _stop() and len(w) > 2)
    return frozenset(_synonyms().get(w, w) for w in stems)


@lru_cache(maxsize=16384)
def telling_words(text: str) -> tuple[str, ...]:
    """The words of a text that carry meaning, as they stand."""
    return tuple(w for w in _WORD.findall(plain(text)) if w not in _stop() and len(w) > 2)


@lru_cache(maxsize=16384)
def speaker_key(name: str) -> str:
    """A speaker's name without titles and accents, by its last word: Aleksandar Vučić → vucic.

    An office without a name is told by its words: "minister of defence" and "Estonia's defence minister" are one.
    """
    words = re.findall(r"\w+", plain(name))
    offices = frozenset(load_toml("reconcile/words.toml")["offices"].split())
    if words and (words[-1] in offices or (any(w in offices for w in words) and name[:1].islower())):
        return " ".join(sorted(w for w in words if w in offices))
    return words[-1] if words else name


def _named(claim: Claim) -> bool:
    """Whether a speaker has a name of his own: no "French minister", no "head of the agency"."""
    words = re.findall(r"[^\W\d_]+", str(claim.get("speaker") or ""))
    return any(w[0].isupper() for w in words[1:]) or (len(words) == 1 and words[0][0].isupper())


def same_utterance(a: str, b: str, least: float = ALIKE) -> bool:
    """Whether two wordings of one speaker are one utterance; ``least`` is the likeness that says so by itself."""
    x, y = content_words(a), content_words(b)
    short, long = (x, y) if len(x) <= len(y) else (y, x)
    if not short:
        return False
    share = len(short & long) / len(short)
    if len(short) == 1:
        return share == 1.0 and len(long) <= 3
    if share >= LEAST and (len(short) >= 3 or share == 1.0):
        return least == ALIKE or len(short) >= _FEWEST
    # Two translations: as many words, and words of like meaning.
    told = telling_words(a), telling_words(b)
    few, many = sorted(map(len, told))
    return few >= _FEWEST and 2 * few >= many and likeness(*told) >= least


def group_statements(claims: Sequence[Claim], sources: Mapping[str, Source]) -> tuple[Statement, ...]:
    """Utterances in the order of the days on which they were printed."""
    ordered = sorted(
        (c for c in claims if c.get("quote")),
        key=lambda c: (-len(str(c.get("quote"))), c.id),
    )
    groups: list[list[Claim]] = []
    for claim in ordered:
        quote, speaker = str(claim.get("quote")), speaker_key(str(claim.get("speaker") or ""))
        for group in groups:
            first = group[0]
            same = speaker_key(str(first.get("speaker") or "")) == speaker
            if not same and _named(claim) and _named(first):
                continue
            x, y = days_of(sources[claim.document].published), days_of(sources[first.document].published)
            if x is not None and y is not None and gap(x, y) > 30:
                continue
            if claim.document == first.document and quote != first.get("quote"):
                # A report does not quote one sentence in two wordings.
                continue
            if same_utterance(quote, str(first.get("quote")), ALIKE if same else ALIKE_UNNAMED):
                group.append(claim)
                break
        else:
            groups.append([claim])
    statements = []
    for group in groups:
        days = sorted(d for c in group if (d := sources[c.document].published) is not None)
        stances = {str(c.get("stance")) for c in group if c.get("stance")}
        by_place = sorted(
            group, key=lambda c: (sources[c.document].published or "~", c.document, c.start, c.id)
        )
        names: dict[str, int] = {}
        for c in group:
            names[str(c.get("speaker") or "")] = names.get(str(c.get("speaker") or ""), 0) + 1
        echoes = tuple(
            sorted(
                o[0].id
                for o in groups
                if o is not group
                and speaker_key(str(o[0].get("speaker") or ""))
                != speaker_key(str(group[0].get("speaker") or ""))
                and _echo(str(group[0].get("quote")), str(o[0].get("quote")))
            )
        )
        statements.append(
            Statement(
                speaker=min(names, key=lambda n: (-names[n], n)),
                stance=next(iter(stances)) if len(stances) == 1 else None,
                quote=str(group[0].get("quote")),
                said=days[0] if days else None,
                variants=tuple(Variant(c.id, c.document, str(c.get("quote"))) for c in by_place),
                echoes=echoes,
            )
        )
    return tuple(sorted(statements, key=lambda s: (s.said or "~", s.speaker, s.quote)))


def _echo(a: str, b: str) -> bool:
    """Whether two wordings of different speakers say nearly the same."""
    x, y = content_words(a), content_words(b)
    short = min(len(x), len(y))
    return short >= 6 and len(x & y) / short >= 0.5
