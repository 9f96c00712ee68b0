"""An analyst's decisions: same, different, wrong, origin, name; undone, exported, kept through a rebuild."""

from __future__ import annotations

from pathlib import Path

import pytest
from gold_claims import SEEDS, gold_claims, seed_documents

from armstrail.ledger import Ledger, LedgerError
from armstrail.model import Document, make_claim, slot
from armstrail.show import shown_fields

pytestmark = pytest.mark.filterwarnings("error")


def put(ledger: Ledger, name: str, published: str, line: str, sure: float = 1.0, **values: object) -> str:
    """A report of one line with one claim; the claim's id."""
    document = Document(line, name, outlet=name, published=published)
    slots = [slot(line, k, v, (i, i + 4)) for i, (k, v) in enumerate(values.items())]  # type: ignore[arg-type]
    claim = make_claim(document, "transfer", (0, len(line)), slots, rule="t", confidence=sure)
    ledger.add(document, [claim])
    return claim.id


SALE = {"supplier": "US", "recipient": "PL", "equipment": "M142 HIMARS"}


def test_same_and_different(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        a = put(
            ledger, "a", "2018-01-01", "A sale of twenty launchers.", **SALE, quantity=20, stage="approved"
        )
        b = put(
            ledger, "b", "2023-01-01", "A sale of eighteen launchers.", **SALE, quantity=18, stage="approved"
        )
        first, second = sorted(c.id for c in ledger.cases())
        before = list(ledger.dump())
        decided = ledger.decide_cases("same", first, second, who="ana", why="one framework")
        (one,) = ledger.cases()
        assert set(one.claims) == {a, b}
        assert "one framework (ana)" in one.reasons[0]
        # Both ids still lead to it.
        assert ledger.case(first) == one == ledger.case(second)
        lines = list(ledger.decision_lines())
        with pytest.raises(LedgerError, match="one case already"):
            ledger.decide_cases("same", first, second, who="ana", why="again")
        ledger.undo(decided.id[:8], who="ana", why="was wrong")
        assert len(ledger.cases()) == 2
        assert [x for x in ledger.dump() if '"decisions"' not in x] == before
    # The file brings the decision to another ledger with the same documents, in whatever order they come.
    with Ledger.open(tmp_path / "b.db") as other:
        assert other.read_decisions(lines) == 1
        assert other.read_decisions(lines) == 0
        assert len(other.lost_decisions()) == 1
        put(other, "b", "2023-01-01", "A sale of eighteen launchers.", **SALE, quantity=18, stage="approved")
        put(other, "a", "2018-01-01", "A sale of twenty launchers.", **SALE, quantity=20, stage="approved")
        assert len(other.cases()) == 1
        assert other.lost_decisions() == ()
        with pytest.raises(LedgerError, match="line 1 is no decision"):
            other.read_decisions(["{"])


def test_different_splits(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        a = put(ledger, "a", "2023-01-01", "A sale of launchers, one.", **SALE, stage="approved")
        b = put(ledger, "b", "2023-01-03", "A sale of launchers, two.", **SALE, stage="approved")
        assert len(ledger.cases()) == 1
        ledger.decide_claims("different", a, b, who="ana", why="two notices")
        assert len(ledger.cases()) == 2
        ledger.rebuild()
        assert len(ledger.cases()) == 2


def test_one_report_told_apart(tmp_path: Path) -> None:
    """Two claims of one report that reconcile took for one transfer."""
    text = "A sale of launchers was approved.\nA sale of launchers was approved too."
    document = Document(text, "a", published="2023-01-01")
    claims = []
    for start, end in ((0, 33), (34, len(text))):
        values = dict(SALE) | {"stage": "approved"}
        slots = [slot(text, k, v, (start + i, start + i + 4)) for i, (k, v) in enumerate(values.items())]
        claims.append(make_claim(document, "transfer", (start, end), slots, rule="t", confidence=1.0))
    with Ledger.open(tmp_path / "a.db") as ledger:
        ledger.add(document, claims)
        assert len(ledger.cases()) == 1
        ledger.decide_claims("different", claims[0].id, claims[1].id, who="ana", why="two sales")
        assert len(ledger.cases()) == 2
        dump = list(ledger.dump())
        ledger.rebuild()
        assert list(ledger.dump()) == dump


def test_wrong_origin_and_name(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        a = put(ledger, "a", "2023-01-01", "A sale of launchers, one.", **SALE, quantity=18)
        b = put(ledger, "b", "2023-01-03", "A sale of launchers, two.", **SALE, quantity=18)
        (case,) = ledger.cases()
        assert (case.items[0].quantity.outlets, case.items[0].quantity.origins) == (2, 2)
        ledger.decide_origin("b", "a", who="ana", why="translated from it")
        (case,) = ledger.cases()
        assert (case.items[0].quantity.outlets, case.items[0].quantity.origins) == (2, 1)
        assert "ana: translated from it" in case.documents[1].origin
        ledger.decide_name(b, "recipient", "RO", who="ana", why="a slip")
        assert {c.recipient for c in ledger.cases()} == {"PL", "RO"}
        ledger.decide_claim("wrong", a, who="ana", why="a joke")
        (case,) = ledger.cases()
        assert case.recipient == "RO"
        assert next(i.reason for i in ledger.issues(stage="reconcile")).endswith("a joke")
        dump = list(ledger.dump())
        ledger.rebuild()
        assert list(ledger.dump()) == dump
        for bad in (
            lambda: ledger.decide_claim("wrong", "ffff", who="a", why="b"),
            lambda: ledger.decide_cases("same", "ffff", case.id, who="a", why="b"),
            lambda: ledger.decide_origin("b", "b", who="a", why="b"),
            lambda: ledger.decide_origin("b", "zz", who="a", why="b"),
            lambda: ledger.decide_name(b, "quantity", "3", who="a", why="b"),
            lambda: ledger.decide_claim("wrong", a, who="", why="b"),
            lambda: ledger.decide_claim("perhaps", a, who="a", why="b"),
            lambda: ledger.undo("ffff", who="a", why="b"),
        ):
            with pytest.raises(LedgerError):
                bad()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five shared reports are not here")
def test_history_tells_what_changed_when(tmp_path: Path) -> None:
    documents = seed_documents()
    claims = gold_claims(documents)
    with Ledger.open(tmp_path / "a.db") as ledger:
        for document in documents.values():
            ledger.add(document, [c for c in claims if c.document == document.id])
        (case,) = ledger.cases(supplier="US", recipient="XK")
        changes = ledger.history(case.id)
        assert [c.day for c in changes] == ["2024-01-11", "2024-01-12", "2024-01-14"]
        assert "Javelin LwCLU" in " ".join(changes[1].changes)
        assert changes[1].documents == ("004_7c2e06a52194f646",)


def test_a_weak_claim_that_is_called_right_counts(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        put(ledger, "a", "2023-02-08", "Poland ordered eighteen.", **SALE, quantity=18, stage="ordered")
        weak = put(
            ledger, "b", "2023-02-20", "The eighteen have come to Poland.", 0.5, **SALE, quantity=18, stage="delivered"
        )  # fmt: skip
        assert [c.reached for c in ledger.cases()] == ["ordered"]
        ledger.decide_claim("right", weak, who="ana", why="seen at the port")
        assert [c.reached for c in ledger.cases()] == ["delivered"]


def test_a_later_different_parts_what_same_put_together(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        put(ledger, "a", "2018-01-01", "A sale of twenty launchers.", **SALE, quantity=20, stage="ordered")
        put(ledger, "b", "2023-01-01", "A sale of twelve launchers.", **SALE, quantity=12, stage="ordered")
        ids = sorted(c.id for c in ledger.cases())
        ledger.decide_cases("same", *ids, who="ana", why="one framework")
        assert len(ledger.cases()) == 1
        ledger.decide_cases("different", *ids, who="ana", why="two after all")
        assert sorted(c.id for c in ledger.cases()) == ids


def test_cases_of_unlike_states_are_not_put_together(tmp_path: Path) -> None:
    """Nothing would follow from it: where a claim names the wrong state, that comes first."""
    with Ledger.open(tmp_path / "a.db") as ledger:
        put(ledger, "a", "2023-01-01", "A sale of twenty launchers.", **SALE, quantity=20)
        slip = put(
            ledger, "b", "2023-01-02", "Sold: twenty launchers.", **SALE | {"supplier": "TR"}, quantity=20
        )
        ids = [c.id for c in ledger.cases()]
        with pytest.raises(LedgerError, match="decide name CLAIM supplier STATE"):
            ledger.decide_cases("same", *ids, who="ana", why="one sale")
        ledger.decide_name(slip, "supplier", "US", who="ana", why="a slip")
        assert [c.supplier for c in ledger.cases()] == ["US"]


def test_undoing_what_was_replaced_leaves_what_replaced_it(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        a = put(ledger, "a", "2023-01-01", "A sale of launchers, one.", **SALE, quantity=18)
        wrong = ledger.decide_claim("wrong", a, who="ana", why="a joke")
        right = ledger.decide_claim("right", a, who="ana", why="no joke")
        assert len(ledger.cases()) == 1
        ledger.undo(wrong.id, who="ben", why="tidying up")
        assert len(ledger.cases()) == 1
        ledger.undo(right.id, who="ben", why="not sure")
        assert len(ledger.cases()) == 1
        ledger.decide_claim("wrong", a, who="ana", why="a joke")
        assert ledger.cases() == ()


def test_a_decision_is_on_the_claim_it_names_and_on_no_wider_one(tmp_path: Path) -> None:
    text = "Poland ordered twenty launchers from the United States."
    document = Document(text, "a", published="2023-01-01")
    bare = {"supplier": "US", "recipient": "PL", "stage": "ordered"}
    claims = [
        make_claim(
            document, "transfer", span, [slot(text, k, v, (i, i + 4)) for i, (k, v) in enumerate(values.items())],
            rule="t", confidence=1.0,
        )
        for span, values in (((0, 30), bare), ((0, 55), bare | {"equipment": "M142 HIMARS", "quantity": 20}))
    ]  # fmt: skip
    with Ledger.open(tmp_path / "a.db") as ledger:
        ledger.add(document, claims)
        ledger.decide_claim("wrong", claims[0].id, who="ana", why="cut short")
        (case,) = ledger.cases()
        assert case.claims == (claims[1].id,)


def test_a_name_put_in_place_is_the_one_that_is_shown(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        deal = {"supplier": "US", "recipient": "PL", "stage": "ordered", "quantity": 96}
        a = put(ledger, "a", "2023-01-01", "Ordered: 96 of the F-16C.", **deal, equipment="F-16C")
        put(ledger, "b", "2023-01-02", "Ordered: 96 of the F-16D.", **deal, equipment="F-16D")
        ledger.decide_name(a, "equipment", "F-16D", who="ana", why="a slip of the pen")
        ledger.decide_name(a, "supplier", "GB", who="ana", why="another seller")
        cases = {c.supplier: c for c in ledger.cases()}
        assert [i.equipment for i in cases["GB"].items] == ["F-16D"]
        assert not cases["GB"].disagreements
        claims = {a: ledger.claim(a)}
        shown = {s.key: s.claims for s in shown_fields(cases["GB"], {k: c for k, c in claims.items() if c})}
        assert shown["supplier"] == (a,)


def test_a_figure_called_wrong_leaves_its_series(tmp_path: Path) -> None:
    text = "Kosovo has 9000 soldiers."
    document = Document(text, "a", published="2023-01-01")
    values = {"state": "XK", "measure": "active personnel", "amount": 9000, "basis": "level"}
    slots = [slot(text, k, v, (i, i + 4)) for i, (k, v) in enumerate(values.items())]  # type: ignore[arg-type]
    claim = make_claim(document, "force", (0, len(text)), slots, rule="t", confidence=1.0)
    with Ledger.open(tmp_path / "a.db") as ledger:
        ledger.add(document, [claim])
        assert len(ledger.series(state="XK")) == 1
        ledger.decide_claim("wrong", claim.id, who="ana", why="a digit too many")
        assert ledger.series(state="XK") == ()
        assert "a digit too many" in next(i.reason for i in ledger.issues(stage="reconcile"))


def test_a_case_of_an_earlier_day_opens_by_its_id_of_that_day(tmp_path: Path) -> None:
    deal = {"recipient": "XK", "equipment": "FGM-148 Javelin", "quantity": 50}
    with Ledger.open(tmp_path / "a.db") as ledger:
        put(ledger, "x", "2024-01-03", "Kosovo received 50 missiles.", **deal, stage="delivered")
        put(ledger, "y", "2024-01-04", "US: 50 missiles for Kosovo.", **deal, supplier="US", stage="ordered")
        put(ledger, "z", "2024-02-01", "TR: 50 missiles for Kosovo.", **deal, supplier="TR", stage="ordered")
        for case in ledger.cases(as_of="2024-01-05"):
            assert ledger.case(case.id, as_of="2024-01-05") == case
