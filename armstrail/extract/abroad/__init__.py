"""Transfers told in languages other than English, from the files of each language in data/languages.

Enters: a Page and its language. Leaves: Claims of the kind transfer, and issues for what was too unsure. The tables of
the language make units of a text, each with the English word that stands for it (gloss.py), and the network reads them
as it reads English. It cannot see a transfer told without one of the triggers, nor a party that the text never names.
"""

from __future__ import annotations

from ...model import Claim, Issue
from ...values import find_counts, find_money
from ..mentions import vocabulary
from ..network import Network
from ..page import Page
from ..signals import Signals
from ..tellings import find_tellings
from .finds import Finds
from .gloss import gloss_page
from .items import Joiner
from .lexicon import lexicon
from .sentences import split_sentences
from .units import Reader

__all__ = ["SAME", "find_transfers_abroad", "read_glossed", "split_sentences"]

SAME = {"sh": "sr", "bs": "sr", "hr": "sr", "me": "sr", "cnr": "sr", "gl": "es"}
"""Languages read with the files of another."""

LEAST = 0.42
"""The confidence from which a transfer is told; set on ``dev``."""
_HEAD = 4
"""Sentences at the head of a text that may be headlines, and that later ones explain."""


def find_transfers_abroad(page: Page, language: str, network: Network) -> tuple[list[Claim], list[Issue]]:
    """The transfers of a page in a language that has files of its own; none for any other."""
    signals = read_glossed(page, language)
    if signals is None:
        return [], []
    claims, issues = find_tellings([signals], network, least=LEAST)
    # Forces and spending were taught in English alone.
    return [c for c in claims if c.kind == "transfer"], issues


def read_glossed(page: Page, language: str) -> Signals | None:
    """The signals of a page in a language that has files of its own, for the network; None for any other."""
    code = SAME.get(language, language)
    words = lexicon(code)
    sentences = split_sentences(page, code) if words is not None and page.sentences else []
    if words is None or not sentences:
        return None
    text, start, end = page.text, page.sentences[0].start, page.sentences[-1].end
    names = vocabulary()
    finds = Finds(
        names.find(text, start, end),
        find_counts(text, start, end, language=code),
        find_money(text, start, end, language=code),
        names,
    )
    joiner = Joiner(Reader(text, words, finds))
    units = [joiner.units(a, b) for a, b in sentences]
    # Names that the text explains later are known now.
    for n, (a, b) in enumerate(sentences[:_HEAD]):
        units[n] = joiner.units(a, b)
    return gloss_page(page, code, words, list(zip(sentences, units, strict=True)))
