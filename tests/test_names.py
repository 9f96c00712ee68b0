"""The tables of names and nouns: their form, their codes, and that no spelling stands for two rows of one."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from armstrail.rules import Row, load_table, split_cell

COLUMNS = {
    "names/states.tsv": ("code", "name", "names", "adjectives", "people", "capitals", "metonyms"),
    "names/groups.tsv": ("name", "kind", "aliases"),
    "names/bodies.tsv": ("name", "state", "kind", "aliases"),
    "names/makers.tsv": ("name", "state", "aliases"),
    "names/people.tsv": ("name", "state", "office", "from", "to", "aliases"),
    "names/lookalikes.tsv": ("name", "kind", "aliases"),
    "languages/en/nouns.tsv": ("noun", "category", "part", "aliases", "family"),
}
AT_LEAST = {
    "names/states.tsv": 195,
    "names/groups.tsv": 150,
    "names/bodies.tsv": 400,
    "names/makers.tsv": 600,
    "names/people.tsv": 700,
    "names/lookalikes.tsv": 50,
    "languages/en/nouns.tsv": 1500,
}
# ISO 3166-1 alpha-2 of states and Hong Kong; XK and the codes of states that are gone are our own.
CODES = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH
CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FM FR GA GB GD GE GH GM
GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA
LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL
NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR
SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW
"""
ISO = set(CODES.split())
OWN = {"XK", "SU", "YU", "CS", "DD", "YD", "VD"}
CATEGORIES = {"I", "II", "III", "IV", "V", "VI", "VII", "SALW", "other", "unit"}


def spellings(row: Row, *columns: str) -> list[str]:
    return [s for column in columns for s in split_cell(row[column])]


def shared(path: str, key: str, columns: tuple[str, ...]) -> dict[str, set[str]]:
    """The spellings without "?" that stand in more than one row of a table, with those rows."""
    rows: dict[str, set[str]] = defaultdict(set)
    for row in load_table(path):
        for spelling in spellings(row, *columns):
            if not spelling.endswith("?"):
                rows[spelling].add(row[key])
    return {spelling: names for spelling, names in rows.items() if len(names) > 1}


@pytest.mark.parametrize("path", COLUMNS)
def test_table_has_its_columns_and_rows(path: str) -> None:
    rows = load_table(path)
    assert tuple(rows[0]) == COLUMNS[path]
    assert len(rows) >= AT_LEAST[path]
    for row in rows:
        assert next(iter(row.values())), row
        for cell in row.values():
            assert not re.search(r"[\t\n\u200b-\u200f\ufeff]| {2}|;;|;$|\?\?|~|!$", cell), row


@pytest.mark.parametrize("path", COLUMNS)
def test_row_says_no_spelling_twice(path: str) -> None:
    for row in load_table(path):
        columns = tuple(row) if path != "names/states.tsv" else ()
        names = spellings(row, *(c for c in columns if c in ("name", "noun", "aliases")))
        plain = [n.rstrip("?") for n in names]
        assert len(plain) == len(set(plain)), (path, row)


def test_codes_of_states_are_known_and_complete() -> None:
    codes = [row["code"] for row in load_table("names/states.tsv")]
    assert len(codes) == len(set(codes))
    assert set(codes) == ISO | OWN


@pytest.mark.parametrize("path", ["names/bodies.tsv", "names/makers.tsv", "names/people.tsv"])
def test_states_of_rows_are_known(path: str) -> None:
    codes = {row["code"] for row in load_table("names/states.tsv")}
    if path == "names/people.tsv":
        codes |= {row["name"] for row in load_table("names/groups.tsv")}
    for row in load_table(path):
        # A maker of several states (Airbus, MBDA) lists them all.
        states = row["state"].split(";") if path == "names/makers.tsv" else [row["state"]]
        assert set(states) <= codes or (path == "names/bodies.tsv" and row["state"] == ""), row


def test_strangers_and_exporters_are_known_and_dated() -> None:
    codes = {row["code"] for row in load_table("names/states.tsv")}
    groups = {row["name"] for row in load_table("names/groups.tsv")}
    for row in load_table("names/strangers.tsv"):
        assert {row["party"], *split_cell(row["others"])} <= codes | groups | {"*"}, row
        assert re.fullmatch(r"\d{4}(-\d\d)?", row["since"]), row
        assert row["why"], row
    exporters = [row["state"] for row in load_table("names/exporters.tsv")]
    assert set(exporters) <= codes
    assert len(exporters) == len(set(exporters))


@pytest.mark.parametrize(
    "columns", [("name", "names"), ("adjectives",), ("people",), ("capitals",), ("metonyms",)]
)
def test_no_form_of_a_state_is_another_states(columns: tuple[str, ...]) -> None:
    assert shared("names/states.tsv", "code", columns) == {}


def test_forms_of_different_states_do_not_meet_across_columns() -> None:
    columns = ("name", "names", "adjectives", "people", "capitals", "metonyms")
    assert shared("names/states.tsv", "code", columns) == {}


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("names/groups.tsv", "name"), ("names/bodies.tsv", "name"), ("names/makers.tsv", "name"),
        ("names/people.tsv", "name"), ("names/lookalikes.tsv", "name"), ("languages/en/nouns.tsv", "noun"),
    ],
)  # fmt: skip
def test_no_spelling_stands_for_two_rows(path: str, key: str) -> None:
    assert shared(path, key, (key, "aliases")) == {}


def test_kinds_are_the_agreed_ones() -> None:
    kinds = {row["kind"] for row in load_table("names/bodies.tsv")}
    assert kinds <= {"executive", "ministry", "agency", "forces", "parliament", "other"}
    assert {r["kind"] for r in load_table("names/groups.tsv")} <= {"alliance", "armed group", "organisation"}


def test_names_of_bodies_groups_makers_and_people_carry_no_mark() -> None:
    for path in ("names/groups.tsv", "names/bodies.tsv", "names/makers.tsv", "names/people.tsv"):
        assert [r["name"] for r in load_table(path) if r["name"].endswith("?")] == []


def test_people_have_an_office_and_dates_in_order() -> None:
    for row in load_table("names/people.tsv"):
        assert row["office"], row
        for cell in (row["from"], row["to"]):
            assert re.fullmatch(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?", cell), row
        if row["from"] and row["to"]:
            assert row["from"][:4] <= row["to"][:4], row


def test_nouns_have_a_category_and_a_family() -> None:
    nouns = {row["noun"].rstrip("?") for row in load_table("languages/en/nouns.tsv")}
    for row in load_table("languages/en/nouns.tsv"):
        assert row["category"] in CATEGORIES, row
        assert row["part"] in ("", "yes"), row
        assert row["family"].rstrip("?") in nouns, row


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("Türkiye", "TR"), ("Czech Republic", "CZ"), ("Ivory Coast", "CI"), ("Burma", "MM"), ("TECRO", "TW"),
        ("Republic of China", "TW"), ("PRC", "CN"), ("ROK", "KR"), ("DPRK", "KP"), ("KSA", "SA"),
        ("Nigerien", "NE"),
        ("Kosovar", "XK"), ("Dutch", "NL"), ("Emirati", "AE"), ("Soviet", "SU"), ("East German", "DD"),
        ("Pristina", "XK"), ("Prishtina", "XK"), ("Kyiv", "UA"), ("Kiev", "UA"), ("the Kremlin", "RU"),
    ],
)  # fmt: skip
def test_spelling_of_a_state(spelling: str, code: str) -> None:
    columns = ("name", "names", "adjectives", "people", "capitals", "metonyms")
    assert {r["code"] for r in load_table("names/states.tsv") if spelling in spellings(r, *columns)} == {code}


@pytest.mark.parametrize(
    ("path", "spelling", "name"),
    [
        ("names/bodies.tsv", "DSCA", "Defense Security Cooperation Agency"),
        ("names/bodies.tsv", "Bureau of Military Political Affairs", "Bureau of Political-Military Affairs"),
        ("names/bodies.tsv", "Pentagon", "Department of Defense"),
        ("names/makers.tsv", "KMW", "Krauss-Maffei Wegmann"),
        ("names/makers.tsv", "Raytheon", "RTX"),
        ("names/groups.tsv", "Ansar Allah", "Houthis"),
        ("names/people.tsv", "Vucic", "Aleksandar Vučić"),
        ("names/people.tsv", "Zelensky", "Volodymyr Zelenskyy"),
        ("names/people.tsv", "Blaszczak", "Mariusz Błaszczak"),
        ("languages/en/nouns.tsv", "armoured personnel carrier", "armored personnel carrier"),
        ("languages/en/nouns.tsv", "APC", "armored personnel carrier"),
    ],
)
def test_alias_leads_to_its_row(path: str, spelling: str, name: str) -> None:
    key = "noun" if path.endswith("nouns.tsv") else "name"
    assert {r[key] for r in load_table(path) if spelling in spellings(r, key, "aliases")} == {name}
