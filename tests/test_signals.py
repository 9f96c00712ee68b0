"""What the network sees of a page: units, features, candidates and choices."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.extract import annotate
from armstrail.extract.choices import (
    ENTITY,
    PARTY,
    POINTER,
    TASKS,
    Told,
    entity_features,
    party_features,
    pointers,
)
from armstrail.extract.grammar import grammar
from armstrail.extract.network import load_network
from armstrail.extract.places import places_named
from armstrail.extract.signals import BLOCK, ROW, Signals, read_signals
from armstrail.extract.told import Telling, name_of_thing
from armstrail.model import Document, Passage
from armstrail.read import read_documents

REPORT = (
    "Poland buys more tanks\n\nWARSAW - Poland has ordered 180 K2 tanks from South Korea for $3.4 billion, Defence "
    "Minister Mariusz Blaszczak said on Friday. The first ten are to arrive this year.\n\nIt had bought 250 Abrams "
    "tanks from the United States in April."
)


def signals_of(text: str) -> list[Signals]:
    rules = grammar("en")
    assert rules is not None
    document = Document(text, "x", published="2022-08-26", language="en")
    return list(read_signals(annotate(document, (Passage(0, len(text)),)), rules))


def test_units_stand_in_order_and_cover_the_sentences() -> None:
    (signals,) = signals_of(REPORT)
    for a, b in zip(signals.units, signals.units[1:], strict=False):
        assert a.end <= b.start
    assert len(signals.units) == len(signals.features) == len(signals.settings) == len(signals.deeds)
    assert sorted(set(signals.row)) == list(range(int(signals.row[-1]) + 1))


def test_names_are_left_out_of_the_words() -> None:
    (signals,) = signals_of(REPORT)
    words = {w for row in signals.words for w in row}
    assert not words & {"poland", "korea", "k2", "abrams", "mariusz", "blaszczak"}
    assert {"ordered", "tank", "minister"} <= words


def test_candidates_name_states_and_makers_of_arms() -> None:
    (signals,) = signals_of(REPORT)
    assert {(c.code, c.type == "home") for c in signals.candidates} >= {
        ("PL", False), ("KR", False), ("US", False), ("KR", True), ("US", True),
    }  # fmt: skip
    for candidate in signals.candidates:
        assert 0 <= candidate.unit < len(signals.units)
        assert REPORT[slice(*candidate.span)].strip()


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("OSLO - The government has ordered 24 K9 howitzers from Hanwha.", "NO", "OSLO"),
        ("GDYNIA, Aug 3 (Reuters) - The navy received the first tanks from Hyundai.", "PL", "GDYNIA"),
        ("Lisbon, 22 August 2019. The cabinet approved the sale of five F-16s.", "PT", "Lisbon"),
    ],
)
def test_the_place_of_a_dateline_may_buy(text: str, code: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    document = next(d for d, _ in read_documents([tmp_path]) if d is not None)
    rules = grammar("en")
    assert rules is not None
    (signals,) = read_signals(annotate(document, (Passage(0, len(document.text)),)), rules)
    places = [c for c in signals.candidates if c.context == "dateline"]
    assert [(c.code, document.text[slice(*c.span)]) for c in places] == [(code, words)]
    assert code not in signals.times_named


@pytest.mark.parametrize(
    ("words", "name", "quantity"),
    [
        ("bought three Kilo-class submarines from Russia", "Kilo-class submarine", 3),
        ("bought 12 Sukhoi Su-35 fighters", "Su-35", 12),
        ("bought 16 High Mobility Artillery Rocket Systems (HIMARS)", "M142 HIMARS", 16),
        ("bought two C295 transports", "C295", 2),
        ("bought 24 F16 jets", "F-16 Fighting Falcon", 24),
        ("bought 14 Gripen C/D fighters", "Gripen C/D", 14),
        ("bought 50 Hellfire II missiles", "Hellfire II", 50),
        ("bought two KC-46 tankers", "KC-46", 2),
        ("bought four Mi-35Ms", "Mi-35M", 4),
        ("bought a quarter of a million Kalashnikovs", "Kalashnikovs", 250_000),
        ("bought 24 Leopard 2A7V tanks and 60 VAB carriers", "VAB", 60),
        ("bought 36 Gripen NGs", "Gripen NG", 36),
        # What a thing fires, carries or is rebuilt with is another thing.
        ("bought 500 HIMARS rockets", "M142 HIMARS rockets", 500),
        ("bought 12,400 rounds of Gepard ammunition", "Gepard ammunition", 12_400),
        ("bought 300 Leopard tank shells", "Leopard 2 tank shells", 300),
        ("bought 125 Abrams tank kits", "M1 Abrams tank kits", 125),
        ("bought four F-16 radars", "F-16 Fighting Falcon radars", 4),
        ("bought 300 JDAM kits", "JDAM", 300),
        ("bought 40 Patriot missiles", "MIM-104 Patriot", 40),
        ("bought 155mm and 105mm artillery rounds", "155mm and 105mm artillery rounds", None),
        ("bought four Patriot radars", "MIM-104 Patriot radars", 4),
        ("bought 12 M113 missile carriers", "M113", 12),
        ("bought six Osa missile boats", "Osa-class missile boat", 6),
    ],
)
def test_a_thing_is_called_what_the_text_calls_it(words: str, name: str, quantity: int | None) -> None:
    (signals,) = signals_of(f"The army, which flies MiG-29s and F-15s, {words}.")
    found = [(u.item.name, u.item.quantity) for u in signals.units if u.item is not None]
    assert (name, quantity) in found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sweden sends ammunition for HIMARS, for NASAMS and for Patriots.",
         ["ammunition for M142 HIMARS", "ammunition for M142 HIMARS", "ammunition for NASAMS",
          "ammunition for MIM-104 Patriot"]),
        ("Sweden sends spare parts for its old T-72s.", ["spare parts for T-72", "spare parts for T-72"]),
        ("Sweden sends ammunition for the tanks.", ["ammunition", "tanks"]),
        ("Sweden sends parts for F-16s that it built.", ["parts for F-16 Fighting Falcon", "F-16 Fighting Falcon"]),
        ("Sweden sends 125 kits for M1A1 tanks.", ["kits for M1A1 Abrams", "kits for M1A1 Abrams"]),
        ("Sweden sends test kits for hospitals and tank kits.", ["tank kits"]),
        ("Sweden sends ammunition, and asks for F-16s.", ["ammunition", "F-16 Fighting Falcon"]),
        ("Sweden sends training and F-16s.", ["training", "F-16 Fighting Falcon"]),
        ("Sweden sends ammunition for Ukraine and F-16s.", ["ammunition", "F-16 Fighting Falcon"]),
        ("Sweden sends ammunition for $5 million and F-16s.", ["ammunition", "F-16 Fighting Falcon"]),
        ("Sweden sends spare parts for Ukraine's F-16s.", ["spare parts for F-16 Fighting Falcon"] * 2),
        ("Sweden traded ammunition for F-16s.", ["ammunition", "F-16 Fighting Falcon"]),
    ],
)  # fmt: skip
def test_a_part_is_named_with_what_it_is_a_part_of(text: str, names: list[str]) -> None:
    (signals,) = signals_of(text)
    items = [i for i, u in enumerate(signals.units) if u.item is not None]
    found = [name_of_thing(Telling(i, 0, 1.0, item=i), signals) for i in items]
    assert [name for name, _ in found] == names
    for name, spans in found:
        assert len(spans) == 1 + (" for " in name)


def test_a_deed_beside_a_unit_is_told_to_it() -> None:
    (signals,) = signals_of(REPORT)
    tanks = next(i for i, u in enumerate(signals.units) if u.item is not None and u.item.quantity == 180)
    assert any(f.startswith("before-verb=buy") for f in signals.deeds[tanks])


def test_feature_numbers_stand_in_their_tables() -> None:
    (signals,) = signals_of(REPORT)
    anchors = np.arange(len(signals.units))
    told = [Told(int(a), "KR", "PL", "k2") for a in anchors]
    for block, found in (
        (PARTY, party_features(signals, anchors)),
        (ENTITY, entity_features(signals, anchors, None)),
        (ENTITY, entity_features(signals, anchors, told)),
        *((POINTER, pointers(t, signals, anchors).features) for t in TASKS),
    ):
        assert found.shape[-1] == len(block.sizes)
        assert found.min() >= 0
        assert found.max() < block.rows


@pytest.mark.parametrize("task", TASKS)
def test_what_is_open_to_choose(task: str) -> None:
    (signals,) = signals_of(REPORT)
    found = pointers(task, signals, np.arange(len(signals.units)))
    assert found.open.shape == (len(signals.units), 3 + len(found.units))
    assert found.open[:, 0].all()


def test_a_sentence_without_end_is_cut_into_rows_and_blocks() -> None:
    blocks = signals_of("Poland bought 12 tanks and " * 2000)
    assert len(blocks) > 1
    for block in blocks:
        assert len(block.units) <= BLOCK + ROW
        assert block.place.max() < ROW


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(REPORT.split(" ")), min_size=1, max_size=80))
def test_any_order_of_words_is_read(words: list[str]) -> None:
    for signals in signals_of(" ".join(words)):
        reading = load_network().read(signals)
        assert np.isfinite(reading.chances).all()
        assert reading.chances.min() >= 0
        assert reading.chances.max() <= 1


def test_a_state_that_no_words_name_is_a_candidate_by_its_ships_and_cities() -> None:
    text = (
        "The second of the frigates ordered from South Korea, the BRP Diego Silang, came into Subic Bay on Friday. "
        "The navy already has the BRP Miguel Malvar. Her captain was born in Haiphong."
    )
    (signals,) = signals_of(text)
    assert "PH" in signals.codes
    assert "VN" not in signals.codes
    assert "BRP Diego Silang" in [text[slice(*c.span)] for c in signals.candidates if c.code == "PH"]


def test_places_ships_and_money_show_where_a_page_is_at_home() -> None:
    (signals,) = signals_of(
        "The navy took delivery of its second frigate in Subic Bay. BRP Diego Silang was built by Hyundai under a "
        "contract worth P28 billion, and a tug from Busan met her. Armenia was not mentioned, nor was Paris."
    )
    text, before = signals.page.text, signals.grammar.words["place"]
    assert [(code, text[a:b]) for code, (a, b) in places_named(text, 0, len(text), before)] == [
        ("PH", "Subic"), ("KR", "Busan"), ("PH", "BRP Diego Silang"),
    ]  # fmt: skip
    assert signals.local == {"PH": 3, "KR": 1}


def test_states_by_how_often_they_are_named() -> None:
    (signals,) = signals_of(REPORT)
    assert signals.ranks["PL"] == 1
    assert signals.ranks["US"] == signals.ranks["KR"] == 2


@pytest.mark.parametrize("name", ["LIG Nex1", "Santiago Peña", "Twentytwo13"])
def test_names_with_accents_and_digits_are_sources(name: str) -> None:
    (signals,) = signals_of(f"South Korea has sold eight batteries to Iraq, {name} said on Friday.")
    assert [s.attribution.speaker for s in signals.sources] == [name]
