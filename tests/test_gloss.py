"""Pages in other languages as the network sees them."""

from __future__ import annotations

import pytest

from armstrail.extract.abroad import read_glossed
from armstrail.extract.grammar import grammar
from armstrail.extract.page import lay_out
from armstrail.extract.signals import Signals
from armstrail.model import Document
from armstrail.rules import load_toml

SENTENCES = {
    "de": "Deutschland liefert 18 Leopard-2-Panzer an die Ukraine.",
    "pl": "Polska przekazała Ukrainie 14 czołgów Leopard 2.",
    "uk": "Польща передала Україні 14 танків Leopard 2.",
    "ru": "Россия поставит Индии пять комплексов С-400.",
    "sr": "Srbija je kupila od Francuske 12 aviona Rafale.",
    "el": "Η Γαλλία πούλησε στην Ελλάδα 18 Rafale.",
    "fr": "La France a livré 12 Caesar à l'Ukraine.",
    "it": "L'Italia ha venduto due fregate FREMM all'Egitto.",
    "es": "España vendió cinco corbetas a Arabia Saudita.",
    "pt": "Portugal comprou cinco KC-390 ao Brasil.",
}


def glossed(language: str, text: str) -> Signals:
    found = read_glossed(lay_out(Document(text, "x", published="2024-01-14", language=language)), language)
    assert found is not None
    return found


@pytest.mark.parametrize("language", SENTENCES)
def test_every_language_gives_parties_deed_and_thing(language: str) -> None:
    signals = glossed(language, SENTENCES[language])
    assert len({c.code for c in signals.candidates if c.type == "state"}) == 2
    assert any(u.triggers for u in signals.units)
    assert any(u.item is not None and u.item.quantity for u in signals.units)
    for a, b in zip(signals.units, signals.units[1:], strict=False):
        assert a.end <= b.start
    assert all("glossed" in s for s in signals.settings)


@pytest.mark.parametrize(
    ("language", "word"), [("pl", "to"), ("uk", "to"), ("ru", "to"), ("sr", "from"), ("de", "to")]
)
def test_a_case_or_a_preposition_tells_the_part(language: str, word: str) -> None:
    units = glossed(language, SENTENCES[language]).units
    states = [n for n, u in enumerate(units) if u.party is not None and u.party.code]
    assert word in [u.low for u in units[states[0] + 1 : states[1]]]


def test_every_gloss_of_a_deed_is_one_in_english() -> None:
    rules, table = grammar("en"), load_toml("languages/gloss.toml")
    assert rules is not None
    for section in ("verbs", "nouns"):
        for word in table[section].values():
            assert word in rules.triggers or word in ("selected", "built", "includes"), word


def test_a_language_without_files_is_not_read() -> None:
    assert read_glossed(lay_out(Document("Suomi ostaa hävittäjiä.", "x", language="fi")), "fi") is None
