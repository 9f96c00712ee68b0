"""Properties of values: spans lie in the text and in order (DESIGN.md, invariant 1); hostile text costs linear time."""

# ruff: noqa: E501

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linear import grows_linearly

from armstrail.values import find_counts, find_dates, find_money

PIECES = st.sampled_from(
    [
        "about", "$", "US$", "75", "million", "1.5", "-", "–", "2", "billion", "euros", "(", ")", "two", "hundred", "forty",
        "six", "dozen", "dozens of", "a", "half", "between", "and", "to", "from", "January", "11", ",", "2024", "Thursday",
        "last", "year", "in", "by", "FY", "Q", "3", "%", "mm", "more than", "up to", ".", "\n", "soldiers", "F", "16",
        "bn", "Rs", "crore", "lakh", "end of", "mid", "/", ":", "ago", "days", "or more", "plus", "+", "é", "\ud800", "\u202e",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n", "\u00a0"])), max_size=30).map(
        lambda parts: "".join(a + b for a, b in parts)
    ),
    st.text(max_size=80),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(0, 10), st.integers(0, 10), st.sampled_from(["en", "de", "ru"]))
def test_spans_lie_inside_and_in_order(text: str, cut: int, tail: int, language: str) -> None:
    start, end = min(cut, len(text)), max(min(cut, len(text)), len(text) - tail)
    for find in (find_money, find_counts):
        values = find(text, start, end, language=language)
        last = start
        for value in values:
            assert last <= value.start < value.end <= end
            last = value.end
            if value.bound_span is not None:
                assert start <= value.bound_span[0] < value.bound_span[1] <= end
                assert value.bound is not None
    last = start
    for date in find_dates(text, start, end, "2024-01-14", language=language):
        assert last <= date.start < date.end <= end
        last = date.end


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_no_count_is_money_or_date(text: str) -> None:
    taken = [(m.start, m.end) for m in find_money(text, 0, len(text))]
    taken += [(d.start, d.end) for d in find_dates(text, 0, len(text), None)]
    for count in find_counts(text, 0, len(text)):
        assert not any(a < count.end and count.start < b for a, b in taken)


@given(st.integers(1, 999_999))
def test_figures_are_read_back(number: int) -> None:
    text = f"It has {number:,} rifles and paid ${number:,} for them."
    (count,) = find_counts(text, 0, len(text))
    (money,) = find_money(text, 0, len(text))
    assert count.value == number
    assert money.amount == number


HOSTILE = {
    "digits": "1",
    "digits and commas": "1,",
    "digits and points": "12.",
    "digits and blanks": "1 ",
    "thousands": "000 ",
    "dollars": "$",
    "dollar digit": "$1",
    "brackets": "(",
    "quotation marks": "“",
    "words of numbers": "two hundred ",
    "hyphens": "six-",
    "million": "million ",
    "a billion": "a ",
    "months": "May ",
    "month days": "January 1 ",
    "weekdays": "Thursday, ",
    "years": "2024-",
    "years and": "2024 and ",
    "slashes": "11/",
    "last": "last ",
    "about": "about ",
    "ago": "ago ",
    "days ago": "2 days ago ",
    "end of": "the end of ",
    "blanks": " ",
    "lines": "\n",
    "half": "half a ",
    "million or": "$1 million or ",
    "money in brackets": "$1 (",
    "FY": "FY",
    "right to left": "\u202e5",
    "zero width": "1\u200b",
    "letters": "a",
    "one in": "one in ",
    "dozens": "dozens of ",
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_hostile_text_costs_linear_time(name: str) -> None:
    piece = HOSTILE[name]

    def read(size: int) -> None:
        text = (piece * (size // len(piece) + 1))[:size]
        find_money(text, 0, size)
        find_dates(text, 0, size, "2024-01-14")
        find_counts(text, 0, size)

    assert grows_linearly(read, 10_000)
