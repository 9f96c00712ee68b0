"""Cases from hand-made claims: what joins, what stays apart, which value is preferred, how disagreements are named."""

from __future__ import annotations

from press import HIMARS, JAVELIN, K9, Press

from armstrail.model import Document, make_claim, slot
from armstrail.reconcile import reconcile_claims, sources_of
from armstrail.reconcile.kinship import gear_of, kin, same_item
from armstrail.reconcile.series import make_series
from armstrail.reconcile.statements import group_statements


def test_steps_of_one_sale_are_one_case(press: Press) -> None:
    press.report("A", "2022-06-01", JAVELIN | {"stage": "requested", "quantity": 246})
    press.report("B", "2023-12-15", JAVELIN | {"stage": "approved", "quantity": 246, "value": 75e6})
    press.report("C", "2024-01-12", JAVELIN | {"stage": "notified"})
    press.report("D", "2024-09-01", JAVELIN | {"stage": "ordered", "quantity": 200, "value": 60e6})
    press.report("E", "2026-03-01", JAVELIN | {"stage": "delivered", "quantity": 80})
    case = press.one()
    assert case.reached == "delivered"
    (item,) = case.items
    assert (item.quantity.value, item.quantity.basis, item.delivered.value) == (200, "contract", 80)
    assert {v.basis: v.value for v in case.values} == {"ceiling": 75e6, "contract": 60e6}
    assert case.disagreements == ()
    assert case.reasons


def test_three_sales_of_one_weapon_stay_apart(press: Press) -> None:
    for year, n, value in ((2018, 210, 47e6), (2023, 350, 92e6), (2025, 150, 60e6)):
        for day, outlet in ((1, "A"), (2, "B")):
            press.report(
                outlet, f"{year}-03-0{day}",
                JAVELIN | {"stage": "approved", "quantity": n, "value": value, "date": f"{year}-03-01"},
            )  # fmt: skip
    assert sorted(c.items[0].quantity.value for c in press.cases()) == [150, 210, 350]  # type: ignore[type-var]
    assert all(len(c.documents) == 2 for c in press.cases())


def test_a_report_that_looks_back(press: Press) -> None:
    press.report("A", "2022-02-18", HIMARS | {"stage": "approved", "quantity": 20, "date": "2022-02-17"})
    press.report(
        "B", "2023-02-08",
        HIMARS | {"stage": "approved", "quantity": 18, "date": "2023-02-07", "value": 10e9},
        HIMARS | {"stage": "approved", "quantity": 20, "date": "2022-02"},
    )  # fmt: skip
    cases = press.cases()
    assert [(c.items[0].quantity.value, len(c.documents)) for c in cases] == [(20, 2), (18, 1)]


def test_a_third_state_is_another_case(press: Press) -> None:
    press.report(
        "A", "2024-01-11", JAVELIN | {"stage": "approved"}, JAVELIN | {"recipient": "RO", "stage": "approved"}
    )
    press.report("B", "2024-01-11", JAVELIN | {"supplier": "TR", "stage": "ordered"})
    assert {(c.supplier, c.recipient) for c in press.cases()} == {("US", "XK"), ("US", "RO"), ("TR", "XK")}


def test_general_words_join_what_they_mean(press: Press) -> None:
    press.report("A", "2024-01-11", JAVELIN | {"stage": "approved", "quantity": 246})
    press.report("B", "2024-01-13", JAVELIN | {"equipment": "anti-tank missiles", "stage": "approved"})
    press.report("C", "2024-01-14", JAVELIN | {"equipment": "tanks", "stage": "delivered"})
    named, tanks = sorted(press.cases(), key=lambda c: -len(c.documents))
    assert len(named.documents) == 2
    assert [i.equipment for i in named.items] == ["FGM-148 Javelin"]
    assert tanks.items[0].equipment == "tanks"


def test_parts_are_items_of_their_own(press: Press) -> None:
    press.report(
        "A", "2024-01-11",
        JAVELIN | {"stage": "requested", "quantity": 246, "text": "Kosovo requested 246 missiles and 24 launch units."},
    )  # fmt: skip
    press.report(
        "B", "2024-01-12", JAVELIN | {"equipment": "Javelin LwCLU", "stage": "requested", "quantity": 24}
    )
    case = press.one()
    assert [(i.equipment, i.quantity.value, i.part) for i in case.items] == [
        ("FGM-148 Javelin", 246, False), ("Javelin LwCLU", 24, True),
    ]  # fmt: skip
    assert case.disagreements == ()


def test_a_shared_order(press: Press) -> None:
    order = {"stage": "ordered", "value": 309e6, "value_scope": "shared", "equipment": "FGM-148 Javelin"}
    press.report(
        "A", "2022-05-20", *({"supplier": "US", "recipient": r} | order for r in ("AL", "NO", "LV", "TH"))
    )
    cases = press.cases()
    assert {c.recipient for c in cases} == {"AL", "NO", "LV", "TH"}
    assert all((c.value.value, c.value.scope) == (309e6, "shared") for c in cases)


def test_interest_stays_interest_and_plans_reach_nothing(press: Press) -> None:
    press.report(
        "A",
        "2024-01-12",
        {"supplier": "IL", "recipient": "RS", "equipment": "Spike LR2", "stage": "interest"},
    )
    press.report("B", "2024-01-12", JAVELIN | {"stage": "ordered", "modality": "planned"})
    reached = {c.recipient: c.reached for c in press.cases()}
    assert reached == {"RS": "interest", "XK": None}


def test_cancelled_ends_a_case(press: Press) -> None:
    press.report("A", "2022-01-01", HIMARS | {"stage": "approved", "quantity": 20})
    press.report("B", "2022-06-01", HIMARS | {"stage": "cancelled", "quantity": 20})
    assert press.one().reached == "cancelled"


def test_amendments_are_one_chain_and_never_summed(press: Press) -> None:
    sale = {
        "supplier": "US",
        "recipient": "DE",
        "equipment": "CH-47F Chinook",
        "stage": "notified",
        "value": 8.5e9,
    }
    notice = {"kind": "notice", "recipient": "DE", "value": 8.5e9}
    press.report("DSCA", "2023-05-11", sale | {"quantity": 60}, notice | {"transmittal": "23-26"})
    press.report(
        "DSCA", "2025-06-01", sale | {"quantity": 60}, notice | {"transmittal": "25-0G", "amends": ("23-26",)}
    )
    press.report(
        "DSCA", "2026-02-01", sale | {"quantity": 60}, notice | {"transmittal": "26-1C", "amends": ("25-0G",)}
    )
    press.report(
        "DSCA", "2025-06-02", sale | {"quantity": 60, "value": 1e9}, notice | {"transmittal": "25-40"}
    )
    chain, other = sorted(press.cases(), key=lambda c: -len(c.documents))
    assert chain.transmittals == ("23-26", "25-0G", "26-1C")
    assert (chain.value.value, chain.items[0].quantity.value) == (8.5e9, 60)
    assert other.transmittals == ("25-40",)


def test_a_supplier_from_other_reports(press: Press) -> None:
    press.report("A", "2024-01-11", JAVELIN | {"stage": "approved"})
    press.report("B", "2024-01-20", {"recipient": "XK", "equipment": "FGM-148 Javelin", "stage": "requested"})
    assert len(press.one().documents) == 2
    press.report("C", "2025-01-20", {"recipient": "XK", "equipment": "FGM-148 Javelin", "stage": "requested"})
    _, issues = reconcile_claims(press.documents, press.claims)
    assert [i.reason[:11] for i in issues] == ["no supplier"]


def test_a_bound_of_one_report_does_not_outweigh_others(press: Press) -> None:
    order = HIMARS | {"stage": "ordered", "quantity": 55}
    press.report("A", "2024-01-11", order)
    press.report("B", "2024-01-11", order | {"bound": "more than"})
    press.report("C", "2024-01-12", HIMARS | {"stage": "ordered", "quantity": 2})
    assert press.one().items[0].quantity.value == 55


def test_two_translations_of_one_sentence(press: Press) -> None:
    said = {"kind": "statement", "speaker": "Kim Hong-kyung"}
    first = "Today Korea has become the sixth country in the world to sell a supersonic aircraft"
    second = (
        "With this day Korea joins the ranks as the sixth nation to have exported a plane faster than sound"
    )
    other = "We hope that our engineers will find work in Daejeon for many years"
    for outlet, quote in (("A", first), ("B", second), ("C", other)):
        press.report(
            outlet, "2024-01-11", HIMARS | {"stage": "ordered"}, said | {"quote": quote, "text": quote}
        )
    grouped = group_statements(
        [c for c in press.claims if c.kind == "statement"], sources_of(press.documents, ())
    )
    assert sorted(len(s.variants) for s in grouped) == [1, 2]


def test_weapons_meet_by_their_other_names() -> None:
    assert same_item("JLTV", "Joint Light Tactical Vehicles")
    assert same_item("HIMARS", "M142 High Mobility Artillery Rocket Systems (HIMARS)")
    assert not same_item("JLTV", "light armoured vehicles")
    assert kin("UH-60 Black Hawk", "MIM-23 Hawk") == 0.0


def test_official_over_rewrite(press: Press) -> None:
    sale = {
        "supplier": "US",
        "recipient": "PL",
        "equipment": "HIMARS launcher loader kit",
        "stage": "approved",
    }
    press.report("A", "2023-02-08", sale | {"quantity": 486})
    press.report("B", "2023-02-08", sale | {"quantity": 486})
    press.report(
        "C", "2023-02-08", sale | {"quantity": 468, "asserted_by": "Defense Security Cooperation Agency"}
    )
    quantity = press.one().items[0].quantity
    assert (quantity.value, quantity.disputed) == (468, True)
    assert quantity.why == "an official's word over own reporting"


def test_copies_count_once(press: Press) -> None:
    body = " ".join(f"Line {i} of the story goes on with many other words here." for i in range(8))
    press.report(
        "A", "2024-01-11", JAVELIN | {"quantity": 246, "text": body.replace(". ", ".\n").replace("\n", " ")}
    )
    for i, outlet in enumerate("BCDE"):
        press.report(outlet, f"2024-01-1{i + 2}", JAVELIN | {"quantity": 246, "text": f"{outlet}. {body}"})
    quantity = press.one().items[0].quantity
    assert (quantity.outlets, quantity.origins) == (5, 1)
    assert len(press.one().origins) == 1


def test_wire_and_bodies_of_one_government(press: Press) -> None:
    press.report("A", "2024-01-11", JAVELIN | {"value": 75e6, "stage": "approved"}, wire="Associated Press")
    press.report("B", "2024-01-11", JAVELIN | {"value": 75e6, "stage": "approved"}, wire="Associated Press")
    value = press.one().value
    assert (value.outlets, value.origins, value.origin_names) == (2, 1, ("Associated Press (wire)",))
    for by in ("State Department", "Defense Security Cooperation Agency"):
        press.report(by[:1], "2024-01-12", JAVELIN | {"value": 75e6, "stage": "approved", "asserted_by": by})
    value = press.one().value
    assert (value.outlets, value.origins) == (4, 2)


def test_gifts_loans_and_licences(press: Press) -> None:
    for recipient, words, kind in (
        ("UA", "Sweden donated 8 of them", "gift"), ("HU", "The jets are leased for ten years", "lease"),
        ("IN", "to be built under licence at home", "licence"), ("BR", "It bought 36 jets", "sale"),
    ):  # fmt: skip
        press.report(
            "A", "2024-01-11",
            {"supplier": "SE", "recipient": recipient, "equipment": "JAS 39 Gripen", "stage": "agreed", "text": words},
        )  # fmt: skip
        assert next(c.kind for c in press.cases() if c.recipient == recipient) == kind


def test_too_little_for_a_case(press: Press) -> None:
    press.report("A", "2024-01-11", {"supplier": "RU", "recipient": "RS", "equipment": "weapons"})
    press.report("A", "2024-01-12", {"supplier": "RU", "equipment": "S-400", "stage": "ordered"})
    press.report(
        "A", "2024-01-13", {"supplier": "RU", "recipient": "RU", "equipment": "S-400", "stage": "ordered"}
    )
    cases, issues = reconcile_claims(press.documents, press.claims)
    assert cases == ()
    assert len({i.reason for i in issues}) == 3


def test_statements_with_variants_and_echo(press: Press) -> None:
    said = [
        "It is of the utmost importance for us that peace in the region is not disturbed and that Serbia will act",
        "for us, it is of great importance that the peace in the region is not broken and that Serbia will act",
        "For us, it is very important that peace in the region is not broken and that Serbia continues to act",
    ]
    for i, quote in enumerate(said):
        line = {
            "kind": "statement",
            "speaker": ("Aleksandar Vučić", "Vucic", "President Vucic")[i],
            "quote": quote,
        }
        press.report("ABC"[i], "2024-01-11", JAVELIN | {"stage": "approved"}, line)
    echo = {
        "kind": "statement", "speaker": "Mariya Zakharova",
        "quote": "It is of great importance that peace in the region is not broken, and that Serbia will act on it",
    }  # fmt: skip
    press.report("D", "2024-01-14", JAVELIN | {"stage": "approved"}, echo)
    one, other = press.one().statements
    assert sorted(v.quote for v in one.variants) == sorted(said)
    assert one.echoes == (other.variants[0].claim,)
    assert press.kinds() == {("statements", "wording")}
    (wording,) = press.one().disagreements
    assert len(wording.values) == 3
    assert "utmost" in wording.why
    sources = sources_of(press.documents, ())
    statements = [c for c in press.claims if c.kind == "statement"]
    assert len(group_statements(statements, sources)) == 2


def test_series(press: Press) -> None:
    men = {"kind": "force", "state": "XK", "measure": "active personnel"}
    press.report(
        "A",
        "2024-01-11",
        men | {"amount": 3400, "basis": "current"},
        men | {"amount": 5000, "basis": "ceiling"},
    )
    press.report("B", "2024-01-14", men | {"amount": 5500, "basis": "plan", "date": "2027"})
    press.report(
        "C",
        "2024-01-15",
        men | {"amount": 5000, "basis": "plan", "date": "2027", "asserted_by": "Albin Kurti"},
    )
    money = {"kind": "spending", "state": "XK", "measure": "defence budget", "currency": "EUR"}
    press.report(
        "D", "2024-01-11",
        money | {"amount": 40e6, "basis": "increase", "date": "2023-12-13"},
        money | {"amount": 200e6, "basis": "level", "bound": "more than"},
    )  # fmt: skip
    force, spending = make_series(press.claims, sources_of(press.documents, ()))
    assert len(force.points) == 4
    assert [d.why for d in force.disagreements] == ["5,500 and 5,000 cannot both be the plan for 2027"] or [
        d.why for d in force.disagreements
    ] == ["5,000 and 5,500 cannot both be the plan for 2027"]
    assert spending.joins == ("an increase of EUR 40 million leads to EUR 200 million",)
    assert spending.disagreements == ()


def test_kinship_of_names() -> None:
    assert same_item("F-16C", "F-16 Block 70")
    assert not same_item("FGM-148 Javelin", "Javelin LwCLU")
    assert kin("Leopard 2A7", "Leopard 1A5") == 0.0
    assert kin("anti-tank missiles", "missiles") == 0.5
    assert kin("FGM-148 Javelin", "anti-tank missiles") >= 0.4
    assert kin("FGM-148 Javelin", "tanks") == 0.0
    assert gear_of("sophisticated weapons").anything
    assert gear_of("FGM-148 Javelin").category == "VII"


def test_an_order_from_years_before_is_not_of_the_sale_approved_now() -> None:
    press = Press()
    launcher = {"supplier": "US", "recipient": "PL", "equipment": "M142 HIMARS launchers"}
    press.report(
        "The Ledger",
        "2023-09-11",
        {**launcher, "quantity": 20, "value": 414e6, "stage": "ordered", "date": "2019-02"},
        {**launcher, "stage": "delivered", "date": "2023-05"},
        {
            **launcher,
            "equipment": "launchers",
            "quantity": 18,
            "value": 10e9,
            "stage": "approved",
            "date": "2023-02",
        },
    )
    assert sorted(c.items[0].quantity.value for c in press.cases()) == [18, 20]  # type: ignore[type-var]


def test_kits_for_launchers_are_not_launchers() -> None:
    assert same_item("HIMARS launcher loader module kits", "launcher loader module kits")
    assert not same_item("HIMARS launcher loader module kits", "M142 HIMARS launchers")


def test_nouns_of_other_languages_are_kin_of_weapons() -> None:
    assert kin("aviones", "F-16 Fighting Falcon") > 0
    assert kin("Kampfpanzer", "F-16 Fighting Falcon") == 0


K2 = {"supplier": "KR", "recipient": "PL", "equipment": "K2 Black Panther"}


def test_two_contracts_of_one_day_stay_apart(press: Press) -> None:
    # One report tells both weapons in a sentence; another gives each its price.
    press.sentence(
        "A", "2022-08-27",
        "Poland ordered 180 tanks and 212 howitzers",
        K2 | {"stage": "ordered", "quantity": 180},
        K9 | {"stage": "ordered", "quantity": 212},
    )  # fmt: skip
    assert len(press.one().items) == 2
    press.report(
        "B", "2022-08-27",
        K2 | {"stage": "ordered", "quantity": 180, "value": 3.37e9},
        K9 | {"stage": "ordered", "quantity": 212, "value": 2.4e9},
    )  # fmt: skip
    cases = press.cases()
    assert sorted((c.value.value, *(i.quantity.value for i in c.items)) for c in cases) == [
        (2.4e9, 212), (3.37e9, 180)
    ]  # fmt: skip
    assert all(len(c.documents) == 2 and not c.disagreements for c in cases)


def test_an_order_is_a_case_of_its_own_under_its_framework(press: Press) -> None:
    press.report(
        "A",
        "2022-08-26",
        K9 | {"stage": "ordered", "quantity": 212},
        K9 | {"stage": "agreed", "quantity": 672},
    )
    assert sorted(c.items[0].quantity.value for c in press.cases()) == [212, 672]  # type: ignore[type-var]


def test_versions_stand_under_their_total(press: Press) -> None:
    press.report("A", "2023-12-01", K9 | {"stage": "ordered", "quantity": 152})
    press.sentence(
        "B", "2023-12-02",
        "6 of the one and 146 of the other version make 152",
        K9 | {"stage": "ordered", "equipment": "K9A1", "quantity": 6},
        K9 | {"stage": "ordered", "equipment": "K9PL", "quantity": 146},
    )  # fmt: skip
    press.report("C", "2023-12-02", K9 | {"stage": "ordered", "quantity": 158})
    assert {i.equipment: (i.quantity.value, i.part) for i in press.one().items} == {
        "K9 Thunder": (152, False), "K9A1": (6, True), "K9PL": (146, True)
    }  # fmt: skip
    assert press.kinds() == {("quantity", "sum")}


def test_what_is_said_goes_to_what_was_told_before_it(press: Press) -> None:
    text = "“We are glad,” the minister said. Hours later the United States cleared F-15s for Indonesia."
    head = "Indonesia signed for 42 Rafale jets and six simulators from France.\n"
    document = Document(head + text, "A", outlet="A", published="2022-02-11")
    press.documents.append(document)
    at = len(head)

    def told(kind: str, start: int, end: int, values: dict[str, object]) -> None:
        slots = [slot(document.text, k, v, (start, start + 5)) for k, v in values.items()]  # type: ignore[arg-type]
        press.claims.append(make_claim(document, kind, (start, end), slots, rule="t", confidence=1.0))

    rafale = {"supplier": "FR", "recipient": "ID", "equipment": "Rafale", "stage": "ordered"}
    told("transfer", 0, 30, rafale | {"quantity": 42})
    told("transfer", 10, 40, rafale)
    told("statement", at, at + 14, {"speaker": "minister", "quote": "We are glad,"})
    told("transfer", at + 46, at + 88, {"supplier": "US", "recipient": "ID", "equipment": "F-15 Eagle"})
    said = {case.supplier: [s.speaker for s in case.statements] for case in press.cases()}
    assert said == {"FR": ["minister"], "US": []}


def test_the_ministry_of_a_party_is_preferred(press: Press) -> None:
    for outlet, n in (("A", 120), ("B", 120), ("Polish defence ministry", 80)):
        press.report(outlet, "2014-11-18", HIMARS | {"stage": "ordered", "quantity": n})
    assert press.one().items[0].quantity.value == 80


def test_a_general_word_with_the_price_is_the_sale(press: Press) -> None:
    f16 = {"supplier": "US", "recipient": "TR", "equipment": "F-16 Block 70 aircraft"}
    press.report("A", "2024-01-26", f16 | {"stage": "approved", "quantity": 40, "value": 23e9})
    press.report("B", "2024-01-27", f16 | {"equipment": "jets", "stage": "approved", "value": 23e9})
    press.report("C", "2024-06-13", f16 | {"equipment": "warplanes", "stage": "ordered", "quantity": 40})
    press.report("D", "2026-01-05", f16 | {"equipment": "jets", "stage": "delivered", "quantity": 4})
    assert len(press.one().documents) == 4


def test_the_stage_is_that_of_the_weapon(press: Press) -> None:
    press.sentence(
        "A", "2024-08-14",
        "a sale of 20 launchers was approved, and mortar rounds arrived",
        HIMARS | {"stage": "approved", "quantity": 20},
        HIMARS | {"stage": "approved", "equipment": "mortar rounds"},
        HIMARS | {"stage": "delivered", "equipment": "mortar rounds"},
    )  # fmt: skip
    assert press.one().reached == "approved"


def test_what_is_denied_has_no_figures(press: Press) -> None:
    jets = {"supplier": "FR", "recipient": "RS", "equipment": "Rafale", "quantity": 20, "value": 3e9}
    press.report("A", "2024-01-10", jets | {"stage": "ordered", "modality": "denied"})
    case = press.one()
    assert (case.reached, case.value.value, case.items[0].quantity.value) == (None, None, None)
    press.report("B", "2024-02-10", jets | {"quantity": 12, "stage": "ordered"})
    press.report("C", "2024-02-11", jets | {"quantity": 12, "stage": "ordered"})
    case = press.one()
    assert (case.reached, case.items[0].quantity.value) == ("ordered", 12)


def test_the_best_denial_counts_however_often_it_is_repeated(press: Press) -> None:
    deal = {"supplier": "US", "recipient": "PL", "equipment": "AH-64E Apache"}
    press.report("A", "2024-01-10", deal | {"stage": "ordered"})
    press.report("B", "2024-02-10", deal | {"stage": "cancelled"})
    ministry = {
        "stage": "cancelled",
        "modality": "denied",
        "asserted_by": "Polish Ministry of National Defence",
    }
    press.report("C", "2024-02-11", deal | ministry)
    assert press.one().reached == "ordered"
    press.report("D", "2024-02-12", deal | {"stage": "cancelled", "modality": "denied"})
    assert press.one().reached == "ordered"


def test_two_deliveries_are_no_dispute(press: Press) -> None:
    tanks = {"supplier": "DE", "recipient": "NO", "equipment": "Leopard 2", "stage": "delivered"}
    press.report("A", "2024-01-10", tanks | {"quantity": 6})
    press.report("B", "2024-06-10", tanks | {"quantity": 14})
    for case in press.cases():
        assert not case.disagreements
        assert not any(i.delivered.disputed or i.quantity.disputed for i in case.items)


def test_a_letter_makes_no_kin() -> None:
    assert kin("Gripen E", "Spike E") == 0
    assert kin("GE F404", "GE F110") == 0
    assert kin("Gripen E", "Gripen") > 0


def test_a_force_that_grows_within_a_year_is_no_contradiction(press: Press) -> None:
    men = {"kind": "force", "state": "XK", "measure": "active personnel", "basis": "level"}
    press.report(
        "A",
        "2024-01-11",
        men | {"amount": 3400, "date": "2023-03"},
        men | {"amount": 4600, "date": "2023-11"},
    )
    press.report("B", "2024-01-11", men | {"amount": 3900, "date": "2023-06"})
    (force,) = make_series(press.claims, sources_of(press.documents, ()))
    assert force.disagreements == ()
