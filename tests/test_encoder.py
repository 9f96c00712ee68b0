"""Pieces of words, and what the encoder makes of them."""

from __future__ import annotations

import numpy as np
import pytest
from test_signals import REPORT, signals_of

from armstrail.extract.abroad import read_glossed
from armstrail.extract.encoder import load_encoder
from armstrail.extract.page import lay_out
from armstrail.extract.pieces import TOGETHER, cut_up, find_pieces, known_pieces
from armstrail.model import Document


def spelled(numbers: tuple[int, ...] | list[int]) -> str:
    names = {number: piece for piece, number in known_pieces().items()}
    return " ".join(names[n] for n in numbers)


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        # As the tokenizer of all-MiniLM-L6-v2 cuts them.
        ("Javelins", "javelin ##s"),
        ("$3.4", "$ 3 . 4"),
        ("Błaszczak", "b ##ła ##sz ##cz ##ak"),
        ("señor", "sen ##or"),
        ("Kyiv's", "kyiv ' s"),
        # A word without end is not looked at.
        ("x" * 41, "[UNK]"),
        ("", ""),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(words: str, pieces: str) -> None:
    assert spelled(cut_up(words)) == pieces


def test_sentences_are_read_together_and_each_piece_knows_its_unit() -> None:
    (signals,) = signals_of(REPORT)
    pieces = find_pieces(signals)
    (row,) = pieces.rows
    assert spelled(row).startswith("[CLS] poland buys more tanks warsaw - poland has ordered 180 k ##2 tanks")
    assert spelled(row).endswith("from the united states in april . [SEP]")
    for n, unit in enumerate(signals.units):
        mine = pieces.unit == n
        told = [pieces.rows[r][p] for r, p in zip(pieces.row[mine], pieces.place[mine], strict=True)]
        assert tuple(told) == cut_up(signals.page.text[unit.start : unit.end])


def test_a_row_ends_with_a_sentence_and_is_never_too_long() -> None:
    (signals,) = signals_of("\n\n".join([REPORT] * 6))
    pieces = find_pieces(signals)
    assert len(pieces.rows) > 1
    assert max(map(len, pieces.rows)) <= TOGETHER
    first_units = [int(pieces.unit[np.flatnonzero(pieces.row == r)[0]]) for r in range(len(pieces.rows))]
    assert all(signals.place[n] == 0 for n in first_units)


def test_a_page_in_another_language_is_read_by_its_glosses() -> None:
    text = "Polen hat in Südkorea 180 Panzer vom Typ K2 bestellt."
    signals = read_glossed(lay_out(Document(text, "x", language="de")), "de")
    assert signals is not None
    told = spelled(find_pieces(signals).rows[0])
    assert "poland" in told
    assert "south korea" in told
    assert "bestellt" not in told


def test_a_unit_is_read_with_the_sentences_around_it() -> None:
    encode = load_encoder()
    (here,) = signals_of("Poland has ordered 180 K2 tanks. It paid $3.4 billion.")
    (there,) = signals_of("Poland has ordered 180 K2 tanks. It refused to pay $3.4 billion.")
    one, other = encode(here), encode(there)
    assert one.shape[0] == len(here.units)
    assert np.isfinite(one).all()
    # "Poland" means a little else where the next sentence does.
    assert 0 < np.abs(one[0] - other[0]).mean() < np.abs(one[0]).mean()


def test_every_unit_has_its_vector_and_the_same_one_again() -> None:
    encode = load_encoder()
    (alone,) = signals_of(REPORT)
    (beside,) = signals_of("\n\n".join([REPORT] * 12))
    assert encode(beside).shape[0] > encode(alone).shape[0]
    assert np.array_equal(encode(alone), encode(alone))
