"""Further ones of a weapon bought before, and steps that only weak words tell."""

from __future__ import annotations

import pytest
from press import K9, Press

from armstrail.model import Document, make_claim, slot
from armstrail.reconcile.around import is_further

MORE = "By 152 more K9 howitzers Poland adds to its artillery."
"""The count of the fourth slot that ``Press`` gives stands where "152" does."""


@pytest.mark.parametrize(
    ("text", "count", "stage", "wanted"),
    [
        ("Poland ordered 152 more howitzers.", "152", "ordered", True),
        ("The army ordered a further 18 tanks.", "18", "ordered", True),
        ("The order is for 18 additional tanks.", "18", "ordered", True),
        ("Norway signed a second contract for six boats.", "six", "ordered", True),
        ("Die Bundeswehr bestellt 18 weitere Panzer.", "18", "ordered", True),
        ("Das Heer bestellt weitere 18 Panzer.", "18", "ordered", True),
        ("Polska zamówiła kolejnych 180 czołgów.", "180", "ordered", True),
        ("L'armée commande 12 Rafale supplémentaires.", "12", "ordered", True),
        ("Minsk bought ещё 4 самолёта.", "4", "ordered", True),
        ("Poland ordered 152 howitzers and may buy more.", "152", "ordered", False),
        ("The contract has an option for 8 more jets.", "8", "ordered", False),
        ("Ten more tanks arrived in Gdynia.", "Ten", "delivered", False),
        ("The order for 152 howitzers is the second.", "152", "ordered", False),
    ],
)
def test_a_count_on_top_of_an_earlier_purchase(text: str, count: str, stage: str, wanted: bool) -> None:
    document = Document(text, "x")
    at = text.index(count)
    slots = [
        slot(text, "stage", stage, (0, len(text))), slot(text, "quantity", 1, (at, at + len(count))),
    ]  # fmt: skip
    claim = make_claim(document, "transfer", (0, len(text)), slots, rule="t", confidence=1.0)
    assert is_further(document, claim) is wanted


def test_further_ones_are_a_case_of_their_own(press: Press) -> None:
    press.report("A", "2022-08-26", K9 | {"quantity": 212, "stage": "ordered", "date": "2022-08-26"})
    press.report("B", "2023-04-20", K9 | {"quantity": 152, "stage": "ordered", "text": MORE})
    press.report("C", "2023-04-21", K9 | {"quantity": 152, "stage": "ordered"})
    cases = press.cases()
    assert [(c.items[0].quantity.value, len(c.documents)) for c in cases] == [(212, 1), (152, 2)]


def test_further_ones_of_the_same_number_are_told_apart_by_the_days(press: Press) -> None:
    press.report("A", "2022-08-26", K9 | {"quantity": 152, "stage": "ordered", "date": "2022-08-26"})
    press.report("B", "2023-12-04", K9 | {"quantity": 152, "stage": "ordered", "text": MORE})
    press.report("C", "2023-12-05", K9 | {"quantity": 152, "stage": "ordered"})
    assert [len(c.documents) for c in press.cases()] == [1, 2]


def test_further_ones_are_the_sale_that_others_tell_those_days(press: Press) -> None:
    press.report("A", "2023-12-04", K9 | {"quantity": 152, "stage": "ordered", "text": MORE})
    press.report("B", "2023-12-05", K9 | {"quantity": 125, "stage": "ordered"})
    assert len(press.one().documents) == 2


def test_weak_words_reach_no_step(press: Press) -> None:
    press.report("A", "2022-08-26", K9 | {"quantity": 212, "stage": "ordered"})
    press.report("B", "2022-08-27", K9 | {"quantity": 212, "stage": "delivered"}, sure=0.5)
    assert press.one().reached == "ordered"
    press.report("C", "2022-08-27", K9 | {"quantity": 212, "stage": "delivered"}, sure=0.9)
    assert press.one().reached == "delivered"


def test_an_order_that_one_report_alone_tells_beside_a_notification(press: Press) -> None:
    lot = {"supplier": "US", "recipient": "MA", "equipment": "F-16C Block 72", "quantity": 25}
    press.report("Agency", "2019-03-25", lot | {"stage": "notified", "value": 3787e6})
    press.report("Wire", "2019-03-26", lot | {"stage": "notified", "value": 3787e6})
    press.report("Paper", "2019-03-26", lot | {"stage": "ordered", "value": 3787e6})
    case = press.one()
    assert case.reached == "notified"
    assert ("stage", "stage") in press.kinds()
