"""Transfers told in other languages: small cases, the tables' own examples, the tables, the gold, hostile text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from benches import load_bench

from armstrail.extract import tellings
from armstrail.extract.abroad import LEAST, find_transfers_abroad, read_glossed, split_sentences
from armstrail.extract.abroad.lexicon import lexicon
from armstrail.extract.network import load_network
from armstrail.extract.page import lay_out
from armstrail.model import Claim, Document
from armstrail.rules import load_table, load_toml

LANGUAGES = ("de", "fr", "es", "pt", "it", "pl", "sr", "ru", "uk", "el")
GOLD = Path(__file__).parent / "gold"
BENCH = load_bench("gold")
SLOTS = ("supplier", "recipient", "equipment")
# Raised on 28 November 2026 for all but Italian (0.78 before) and Ukrainian (0.73), which the network then reads a
# little worse.
# With six layers in the encoder Italian (0.76 before) and Polish (0.72) went down, 14 texts each, and five others up;
# over all languages nothing was lost (0.788 and 0.792; dev 0.810 and 0.817).
FLOORS = {
    "de": 0.68,
    "fr": 0.89,
    "es": 0.98,
    "pt": 0.92,
    "it": 0.7,
    "pl": 0.7,
    "sr": 0.92,
    "ru": 0.83,
    "uk": 0.77,
    "el": 0.88,
}


def read(language: str, text: str) -> list[Claim]:
    """The transfers that the words of a text tell, however short it is."""
    signals = read_glossed(lay_out(Document(text, "x", published="2024-01-14", language=language)), language)
    claims = tellings.read_block(signals, load_network())[0] if signals is not None else []
    return [c for c in claims if c.kind == "transfer" and c.confidence >= LEAST]


def told(language: str, text: str) -> list[tuple[object, ...]]:
    """Supplier, recipient, equipment and quantity of each claim."""
    return [(*(c.get(s) for s in SLOTS), c.get("quantity")) for c in read(language, text)]


@pytest.mark.parametrize(
    ("language", "text", "claim"),
    [
        ("de", "Griechenland kauft von Frankreich 18 Kampfjets vom Typ Rafale.", ("FR", "GR", "Rafale", 18)),
        (
            "fr",
            "Le ministère serbe de la Défense a acquis 12 Rafale auprès de Dassault Aviation.",
            ("FR", "RS", "Rafale", 12),
        ),
        (
            "fr",
            "La France a confirmé l’achat par l’Egypte de 24 appareils Rafale.",
            ("FR", "EG", "Rafale", 24),
        ),
        (
            "pl",
            "Polska podpisała z Koreą Południową umowę na zakup 180 czołgów K2.",
            ("KR", "PL", "K2 Black Panther", 180),
        ),
        ("sr", "Француска је продала Србији 12 авиона Рафал.", ("FR", "RS", "Rafale", 12)),
        ("hr", "Hrvatska nabavlja 89 borbenih vozila Bradley iz SAD-a.", ("US", "HR", "M2 Bradley", 89)),
        ("ru", "Польша купила у Южной Кореи 180 танков К2.", ("KR", "PL", "K2 Black Panther", 180)),
        ("uk", "Україна отримала від Німеччини 25 танків Leopard 1.", ("DE", "UA", "Leopard 1", 25)),
        (
            "el",
            "Οι ΗΠΑ ενέκριναν την πώληση 40 μαχητικών F-35 στην Ελλάδα.",
            ("US", "GR", "F-35 Lightning II", 40),
        ),
    ],
)
def test_parties_and_items(language: str, text: str, claim: tuple[object, ...]) -> None:
    """Prepositions, cases and places before the verb tell who supplies and who receives."""
    assert claim in told(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Bundeswehr bestellt 50 Schützenpanzer Puma bei Rheinmetall."),
        ("fr", "La Direction générale de l'armement a commandé 42 Rafale à Dassault Aviation."),
        ("pl", "Agencja Uzbrojenia podpisała z Hutą Stalowa Wola umowę na 1400 wozów bojowych Borsuk."),
        ("ru", "Минобороны России заказало партию танков Т-90М."),
        ("de", "Polen schickte Panzer an die Grenze."),
        ("it", "Il vecchio F-104 è esposto nel museo di Volandia."),
    ],
)
def test_purchases_at_home_and_other_things_give_nothing(language: str, text: str) -> None:
    """A state that buys its own industry's goods, a museum, a border: no transfer."""
    assert told(language, text) == []


def test_datelines_and_kickers() -> None:
    """The place of a report is no party; a state before a colon receives what another sends."""
    assert told(
        "pt", "Moscou – O ministro da Defesa de Angola disse que seis caças Su-30 foram recebidos da Rússia."
    )[0][:2] == ("RU", "AO")
    assert told("pt", "Ucrânia: Portugal envia mais 14 viaturas M113")[0] == ("PT", "UA", "M113", 14)


def test_wants_and_expectations() -> None:
    """Wanting arms and expecting them tell of them; before a verb the word is its helper."""
    assert told("it", "Varsavia vuole 22 elicotteri AW101 dall'Italia")[0][1:] == ("PL", "AW101 Merlin", 22)
    assert not told("es", "España quiere repotenciar 15 helicópteros Cougar.")


def test_pronouns_point_back() -> None:
    """Goods told before, by a pronoun."""
    text = "Polska sprzedała Norwegii rakiety Piorun. Wcześniej kupiły je Estonia i Łotwa."
    assert {t[1] for t in told("pl", text)} == {"NO", "EE", "LV"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El portaaviones llegó a Noruega con 20 cazas F-35 estadounidenses para unas maniobras."),
        ("uk", "Міноборони замовило у вітчизняного виробника 20 танків «Оплот»."),
        ("ru", "Приняли участие 20 российских танков Т-90."),
        ("it", "La Marina ha dato notizia di una esercitazione con due fregate FREMM in Grecia."),
        ("fr", "Le Rafale a permis de réduire les coûts de 50 pour cent."),
    ],
)
def test_drills_idioms_and_own_industry_give_nothing(language: str, text: str) -> None:
    """Exercises, set phrases, shares, and what a state makes itself."""
    page = lay_out(Document(text, "x", published="2024-01-14", language=language))
    assert find_transfers_abroad(page, language, load_network())[0] == []


def test_price_that_follows() -> None:
    """The price in the next sentence is that of the deal told before."""
    text = "Rheinmetall liefert 209 Schützenpanzer nach Ungarn. Der Vertrag hat einen Wert von 2 Mrd. Euro."
    claims = read("de", text)
    assert [(c.get("recipient"), c.get("value"), c.get("currency")) for c in claims][-1] == ("HU", 2e9, "EUR")


def test_future_and_refusal() -> None:
    """What lies ahead is planned."""
    (claim,) = read("uk", "Німеччина передасть Україні 14 танків Leopard 2.")
    assert (claim.get("stage"), claim.get("modality")) == ("delivered", "planned")


@pytest.mark.parametrize("language", LANGUAGES)
def test_spans_are_the_words(language: str) -> None:
    """Invariant 1: every value stands on words of the text."""
    for path in sorted((GOLD / "texts").glob(f"l_{language}_*.txt")):
        text = path.read_text(encoding="utf-8")
        for claim in read(language, text):
            assert 0 <= claim.start < claim.end <= len(text)
            for s in claim.slots:
                assert tuple(text[a:b] for a, b in s.spans) == s.words
                assert all(s.words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_against_their_examples(language: str) -> None:
    """The examples of every trigger give a transfer, its counterexamples none."""
    rules = load_toml(f"languages/{language}/transfers.toml")
    for kind in ("verb", "noun", "act"):
        for rule in rules[kind]:
            for example in rule.get("examples", ()):
                assert read(language, example), example
            for example in rule.get("counterexamples", ()):
                assert not read(language, example), example


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_of_a_language(language: str) -> None:
    """At least 150 states a language, with codes of the common table; adjectives of at least 50."""
    rows = load_table(f"languages/{language}/states.tsv")
    known = {r["code"] for r in load_table("names/states.tsv")}
    assert len(rows) >= 150
    assert {r["code"] for r in rows} <= known
    assert sum(bool(r["adjectives"]) for r in rows) >= 50
    assert lexicon(language) is not None


def test_words_stand_for_english_ones() -> None:
    """By the glossary, by the stem, by the last part of a compound; a name stands for nothing."""
    german, polish = lexicon("de"), lexicon("pl")
    assert german is not None
    assert polish is not None
    assert german.in_english("bereits") == "already"
    assert german.in_english(german.key("Fregattenvertrag"), True) == "contract"
    assert polish.in_english(polish.key("przeciwlotniczymi")) != ""
    assert polish.in_english(polish.key("Kowalskiego"), True) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_glossaries(language: str) -> None:
    """Every row gives a word, or words that are one unit, and what they stand for, in lower case."""
    rows = load_table(f"languages/{language}/gloss.tsv")
    assert len(rows) > 2000
    assert len({r["word"] for r in rows}) == len(rows)
    assert [r for r in rows if not r["word"] or len(r["english"].split()) > 3] == []
    assert [r for r in rows if not r["english"].isascii() or r["english"] != r["english"].lower()] == []


def test_sentences_end_where_they_end() -> None:
    """Abbreviations and ordinals end no sentence; a designation does."""
    text = "Am 26. April kaufte Polen 48 FA-50. Die Kosten von 3 Mrd. Euro trägt der Staat."
    page = lay_out(Document(text, "x", language="de"))
    assert [text[a:b] for a, b in split_sentences(page, "de")] == [text[:35], text[36:]]


@pytest.mark.skipif(BENCH.SCORER is None, reason="the scorer of ../shared/tools is not here")
@pytest.mark.parametrize("language", LANGUAGES)
def test_gold(language: str) -> None:
    """Supplier, recipient and item on the measured half of the gold do not fall below the floors."""
    rows = [r for r in BENCH.load_index("measure") if r.get("language") == language]
    assert BENCH.core_f1(rows) >= FLOORS[language]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Russland liefert dem Iran Suchoi-35-Kampfjets.", "Su-35"),
        ("es", "Venezuela compró a Rusia 24 cazas Sukhoi Su-30.", "Su-30"),
        ("fr", "L'Iran a livré à la Russie 50 drones Chahed-136.", "Shahed-136"),
        ("fr", "L'Iran a livré à la Russie des drones Chahed-136.", "Shahed-136"),
        ("fr", "Berlin bloque la livraison d'Eurofighter à Ankara.", "Eurofighter Typhoon"),
        ("pl", "Rosja dostarczyła Syrii systemy Pancyr.", "Pantsir-S1"),
        ("sr", "SAD isporučile Ukrajini „stingere“.", "FIM-92 Stinger"),
        ("ru", "США поставили Украине «хаймарсы».", "M142 HIMARS"),
        ("uk", "США передали Україні «джавеліни».", "FGM-148 Javelin"),
        ("el", "Οι ΗΠΑ παρέδωσαν στην Ουκρανία συστήματα Χάιμαρς.", "M142 HIMARS"),
    ],
)
def test_names_as_each_language_spells_them(language: str, text: str, name: str) -> None:
    """A weapon's name in a language's own spelling is the table's name."""
    assert [c.get("equipment") for c in read(language, text)] == [name]


def test_a_declined_maker_is_no_weapon() -> None:
    """A seller's name behind "arms" is not what is sold."""
    text = (
        "Vijetnam je od Rusije naručio 12 aviona Su-30MK2. "
        "Ugovor sa izvoznikom oružja Rosoboroneksportom vredan je 600 miliona dolara."
    )
    assert not [c for c in read("sr", text) if "Rosoboron" in str(c.get("equipment"))]


def test_goods_of_a_state_that_another_buys() -> None:
    """In "the purchase of Gripen of Sweden" beside a buyer Sweden sells."""
    (claim,) = read("es", "Colombia anunció la compra de 17 cazas Gripen de Suecia.")
    assert (claim.get("supplier"), claim.get("recipient")) == ("SE", "CO")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Polska przekazała Ukrainie czołgi T-72, a Czechy haubice Dana."),
        ("uk", "Польща передала Україні танки Т-72, а Чехія гаубиці Dana."),
        ("es", "Polonia entregó a Ucrania tanques T-72 y la República Checa obuses Dana."),
        ("el", "Η Πολωνία παρέδωσε στην Ουκρανία άρματα T-72 και η Τσεχία οβιδοβόλα Dana."),
    ],
)
def test_clauses_that_leave_their_verb_out(language: str, text: str) -> None:
    """Of two givers each has its own goods where the second clause leaves the verb to the first."""
    told = {(c.get("supplier"), c.get("recipient"), c.get("equipment")) for c in read(language, text)}
    assert told == {("PL", "UA", "T-72"), ("CZ", "UA", "Dana")}


@pytest.mark.parametrize(
    "text",
    [
        "Polen kauft Panzer von " * 3000,
        "«" * 60_000,
        "der " * 20_000,
        "1" * 50_000,
        "liefert, und " * 5000,
        "Leopard 2, " * 6000,
    ],
)
def test_hostile_text_takes_time_in_proportion(text: str) -> None:
    """Twice the text takes no more than some four times the time."""
    read("de", "Polen kauft Panzer.")
    spent = []
    for piece in (text[: len(text) // 2], text):
        begun = time.process_time()
        read("de", piece)
        spent.append(time.process_time() - begun)
    assert spent[1] < 4 * spent[0] + 0.5


def test_what_is_announced_is_not_given_notice_of() -> None:
    (claim,) = read("de", "Deutschland kündigte den Kauf von 35 F-35 aus den USA an.")
    assert (claim.get("stage"), claim.get("recipient")) == ("ordered", "DE")


def test_a_brand_at_the_head_of_a_text_is_no_weapon() -> None:
    """The names of a text are not read into its first sentences when these are read again."""
    text = "Puma, la marca de Alemania, presentó 300 zapatos.\n\nEspaña compró 20 tanques a Alemania."
    assert all(c.get("equipment") != "Puma IFV" for c in read("es", text))
