"""Disagreements from hand-made claims: what is named as one, of which kind, and what is none."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from press import HIMARS, JAVELIN, Press

from armstrail.model import NOTHING, Document, Item, make_claim, slot
from armstrail.reconcile.kinship import gear_of
from armstrail.reconcile.worth import can_cost


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"value": 524.2e6}, {"value": 524.2e9}, ("value", "magnitude")),
        ({"quantity": 468}, {"quantity": 486}, ("quantity", "digits")),
        ({"value": 524.2e6}, {"value": 224.2e6}, ("value", "digits")),
        ({"quantity": 29}, {"quantity": 39}, ("quantity", "digits")),
        ({"quantity": 20}, {"quantity": 120}, ("quantity", "scope")),
        ({"value": 2.37e9}, {"value": 2.4e9}, ("value", "rounding")),
        ({"value": 80e6}, {"value": 80e6, "bound": "more than"}, ("value", "bound")),
        ({"value": 75e6}, {"value": 69e6, "currency": "EUR"}, ("value", "conversion")),
        ({"date": "2024-01-11"}, {"date": "2024-01-13"}, ("stage", "date")),
        ({"equipment": "F-16B"}, {"equipment": "F-16D"}, ("equipment", "designation")),
        ({"quantity": 672}, {"quantity": 212}, ("quantity", "scope")),
        ({}, {"modality": "planned"}, ("stage", "stage")),
    ],
)  # fmt: skip
def test_kinds_of_disagreement(
    press: Press, first: dict[str, object], second: dict[str, object], expected: tuple[str, str]
) -> None:
    common = HIMARS | {"stage": "approved"}
    press.report("A", "2024-01-11", common | first)
    press.report("B", "2024-01-12", common | first)
    press.report("C", "2024-01-13", common | second)
    assert press.kinds() == {expected}
    (found,) = press.one().disagreements
    assert len(found.values) == 2
    assert all(side.claims and side.documents for side in found.values)
    assert found.why


def test_a_sum_of_items(press: Press) -> None:
    common = {"supplier": "US", "recipient": "PL", "stage": "approved"}
    lines = (
        common | {"equipment": "GMLRS", "quantity": 461, "text": "The sale has 461 GMLRS rockets;"},
        common
        | {"equipment": "MGM-140 ATACMS", "quantity": 45, "text": "the package includes 45 ATACMS missiles."},
    )
    press.report("A", "2023-02-08", *lines)
    press.report("B", "2023-02-08", *lines)
    press.report("C", "2023-02-09", common | {"equipment": "GMLRS", "quantity": 506})
    assert press.kinds() == {("quantity", "sum")}


def test_a_correction(press: Press) -> None:
    press.report("A", "2024-01-11", HIMARS | {"stage": "approved", "quantity": 200})
    press.report(
        "A",
        "2024-01-12",
        HIMARS | {"stage": "approved", "quantity": 450, "text": "Correction: the sale is of 450."},
    )
    assert press.kinds() == {("quantity", "correction")}
    assert press.one().items[0].quantity.value == 450
    assert press.one().items[0].quantity.why == "a later correction"


def test_a_correction_by_the_figures_of_its_note(press: Press) -> None:
    """The note names what it takes back; other figures of its report correct nothing."""
    sale = HIMARS | {"stage": "approved", "quantity": 23}
    note = "(Correction: an earlier version of this report gave the number as 32. It is 23.)"
    press.report("A", "2024-01-11", HIMARS | {"stage": "approved", "quantity": 32})
    press.report("B", "2024-01-12", sale, sale | {"text": note})
    assert ("quantity", "correction") in press.kinds()
    assert press.one().items[0].quantity.value == 23
    press.report("C", "2024-01-13", HIMARS | {"stage": "approved", "quantity": 90})
    sides = [{v.value for v in d.values} for d in press.one().disagreements if d.kind == "correction"]
    assert sides == [{23, 32}]


def test_a_ceiling_that_a_rewrite_drops(press: Press) -> None:
    ceiling = HIMARS | {"stage": "requested", "quantity": 48, "bound": "up to"}
    press.report("A", "2024-01-11", ceiling)
    press.report("B", "2024-01-12", HIMARS | {"stage": "requested", "quantity": 48})
    assert press.kinds() == {("quantity", "bound")}
    # What is ordered later is the figure itself.
    press.documents.pop()
    press.claims.pop()
    press.report("B", "2024-06-12", HIMARS | {"stage": "ordered", "quantity": 48})
    assert press.kinds() == set()


@pytest.mark.parametrize(
    "pair",
    [
        ({"quantity": 246, "bound": "up to"}, {"quantity": 246}),
        ({"stage": "approved", "value": 75e6}, {"stage": "ordered", "value": 60e6}),
        ({"stage": "requested", "quantity": 20}, {"stage": "delivered", "quantity": 4}),
        ({"date": "2024-01"}, {"date": "2024-01-11"}),
        ({"equipment": "F-16"}, {"equipment": "F-16 Block 70"}),
    ],
)  # fmt: skip
def test_no_disagreement(press: Press, pair: tuple[dict[str, object], dict[str, object]]) -> None:
    common = {"supplier": "US", "recipient": "BG", "equipment": "F-16", "stage": "approved"}
    press.report("A", "2024-01-11", common | pair[0])
    press.report("B", "2024-01-12", common | pair[1])
    found = press.kinds()
    assert found == set() or found == {("quantity", "bound")}


def test_counts_of_two_items_exchanged(press: Press) -> None:
    clu = JAVELIN | {"equipment": "Javelin CLU"}
    press.report(
        "A",
        "2021-08-03",
        JAVELIN | {"stage": "approved", "quantity": 82},
        clu | {"stage": "approved", "quantity": 46},
    )
    press.report(
        "B",
        "2021-08-04",
        JAVELIN | {"stage": "approved", "quantity": 46},
        clu | {"stage": "approved", "quantity": 82},
    )
    (found,) = press.one().disagreements
    assert (found.field, found.kind) == ("quantity", "digits")


@pytest.mark.parametrize(
    ("words", "kinds"), [("signed a memorandum", {("stage", "stage")}), ("signed an agreement", set())]
)
def test_a_paper_of_intent_is_no_order(press: Press, words: str, kinds: set[tuple[str, str]]) -> None:
    typhoon = {"supplier": "GB", "recipient": "SA", "equipment": "Eurofighter Typhoon", "quantity": 48}
    press.sentence("A", "2018-03-09", words, typhoon | {"stage": "agreed"})
    press.report("B", "2018-03-10", typhoon | {"stage": "ordered"})
    assert press.kinds() == kinds
    assert press.one().reached == ("agreed" if kinds else "ordered")


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ({"stage": "approved", "quantity": 250}, {"stage": "ordered", "quantity": 205}, ("quantity", "digits")),
        ({"stage": "approved", "value": 5e8}, {"stage": "ordered", "value": 5e8}, ("stage", "stage")),
        ({"stage": "approved", "quantity": 4},
         {"stage": "approved", "equipment": "M142 HIMARS launchers", "quantity": 40}, ("quantity", "magnitude")),
        ({"stage": "ordered", "modality": "planned"}, {"stage": "ordered"}, ("stage", "stage")),
        ({"stage": "approved", "equipment": "GMLRS pods", "quantity": 39},
         {"stage": "approved", "equipment": "GMLRS rockets", "quantity": 39}, ("quantity", "unit")),
    ],
)  # fmt: skip
def test_slips_told_of_another_step(
    press: Press, first: dict[str, object], second: dict[str, object], kind: tuple[str, str]
) -> None:
    press.report("A", "2022-07-15", HIMARS | first)
    press.report("B", "2022-07-16", HIMARS | second)
    assert press.kinds() == {kind}


@pytest.mark.parametrize(
    ("first", "second", "kinds"),
    [
        ("16 HIMARS rocket launchers", "16 HIMARS batteries", {("quantity", "unit")}),
        ("20 pods of GMLRS rockets", "120 GMLRS rockets", {("quantity", "unit")}),
        ("16 HIMARS-Raketenwerfer", "16 HIMARS-Batterien", {("quantity", "unit")}),
        ("16 HIMARS launchers", "16 wyrzutni HIMARS", set()),
        ("16 HIMARS launchers, and missiles", "16 HIMARS launchers", set()),
        ("16 HIMARS launchers and 16 missiles", "16 HIMARS missiles", set()),
    ],
)
def test_one_number_of_two_units(press: Press, first: str, second: str, kinds: set[tuple[str, str]]) -> None:
    for outlet, words in (("A", first), ("B", second)):
        text = f"Poland ordered {words}."
        document = Document(text, outlet, outlet=outlet, published="2024-01-11")
        press.documents.append(document)
        for count in re.finditer(r"\d+", text):
            spans = {"supplier": (0, 6), "recipient": (0, 6), "equipment": (0, 6), "stage": (7, 14)}
            values = HIMARS | {"stage": "ordered"}
            slots = [slot(text, k, v, spans[k]) for k, v in values.items()]
            slots.append(slot(text, "quantity", int(count[0]), count.span()))
            span = (0, len(text)) if count.start() < 20 else (8, len(text))
            press.claims.append(make_claim(document, "transfer", span, slots, rule="t", confidence=1.0))
    units = {found for found in press.kinds() if found[1] == "unit"}
    assert units == kinds


def test_a_signature_told_too_early(press: Press) -> None:
    """Who tells of the real signature later does not bear out the one that told it on the day of the vote."""
    sale = HIMARS | {"value": 5e8}
    press.report("A", "2022-07-15", sale | {"stage": "approved"})
    press.report("B", "2022-07-16", sale | {"stage": "ordered"})
    press.report("C", "2022-12-05", sale | {"stage": "ordered"})
    assert press.kinds() == {("stage", "stage")}


def test_three_frigates_do_not_cost_three_million(press: Press) -> None:
    sale = {"supplier": "FR", "recipient": "GR", "equipment": "Belharra", "quantity": 3, "stage": "ordered"}
    for outlet, value in (("A", 3e6), ("B", 3e6), ("C", 3e9)):
        press.report(outlet, "2021-09-28", sale | {"value": value, "currency": "EUR"})
    case = press.one()
    assert (case.value.value, case.value.currency) == (3e9, "EUR")
    assert "cannot cost" in case.value.why
    assert press.kinds() == {("value", "magnitude")}


P8 = {"supplier": "US", "recipient": "CA", "equipment": "P-8A Poseidon", "value": 5.9e9}
FIRM, OPTION = P8 | {"quantity": 14, "stage": "ordered"}, P8 | {"quantity": 2, "stage": "interest"}


def test_an_option_counted_as_ordered(press: Press) -> None:
    press.report("A", "2023-11-30", FIRM, OPTION)
    press.report("B", "2023-12-01", P8 | {"quantity": 16, "stage": "ordered"})
    assert ("quantity", "scope") in press.kinds()


def test_an_option_counted_in_is_told_once(press: Press) -> None:
    press.report("A", "2023-11-30", FIRM, OPTION)
    press.report("B", "2023-11-30", FIRM, OPTION)
    press.report("C", "2023-12-01", P8 | {"quantity": 16, "stage": "ordered"})
    assert [(d.field, d.kind) for d in press.one().disagreements] == [("quantity", "scope")]


def test_who_gives_the_firm_order_too_counts_no_option_in(press: Press) -> None:
    press.report("A", "2023-11-30", FIRM, OPTION)
    press.report("B", "2023-12-01", FIRM, OPTION)
    assert press.kinds() == set()


@pytest.mark.parametrize(("sure", "kinds"), [(0.45, {("value", "digits")}), (0.3, set())])
def test_a_slip_of_digits_needs_less_certainty(
    press: Press, sure: float, kinds: set[tuple[str, str]]
) -> None:
    sale = HIMARS | {"stage": "ordered"}
    press.report("A", "2025-11-14", sale | {"value": 740e6})
    press.report("B", "2025-11-15", sale | {"value": 470e6}, sure=sure)
    assert press.kinds() == kinds


def test_a_contract_not_to_exceed_a_sum_told_as_that_sum(press: Press) -> None:
    sale = HIMARS | {"stage": "ordered", "value": 1_167_937_794.0, "value_basis": "contract"}
    press.report("A", "2018-06-27", sale | {"bound": "up to"})
    press.report("B", "2018-06-28", sale)
    assert press.kinds() == {("value", "bound")}


def test_a_package_with_things_uncounted_may_cost_more_than_what_is_counted() -> None:
    def item(name: str, count: int | None) -> Item:
        return Item(name, gear_of(name).category, replace(NOTHING, value=count), NOTHING, False, ())

    jet, missiles = item("Rafale", 1), item("SCALP", None)
    assert not can_cost(3e9, "EUR", "2021-09-28", [jet])
    assert can_cost(3e9, "EUR", "2021-09-28", [jet, missiles])
    assert not can_cost(3e3, "EUR", "2021-09-28", [jet, missiles])
