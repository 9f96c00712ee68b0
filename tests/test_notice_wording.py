"""Official notices in other words: amendments, dates, sums, designators, and what is no notice."""

# ruff: noqa: E501
from __future__ import annotations

import pytest
from notice_prints import PRINTS
from notice_releases import RELEASES
from notices import TAIL, page_of, told

from armstrail.extract.notices import find_notices, read_notice

CASES = {**RELEASES, **PRINTS}


def notice_of(text: str, published: str | None = None) -> dict[str, object]:
    (notice,) = (c for c in read_notice(page_of(text, published)).claims if c.kind == "notice")
    return notice.values


def test_contractor_before_the_verb() -> None:
    text = CASES["state post, bullets"].text
    a, b = text.index("The principal contractor"), text.rindex("Rhode Island.") + len("Rhode Island.")
    text = (
        text[:a]
        + "Lockheed Martin, in Orlando, Florida, and BAE Systems will be the prime contractors."
        + text[b:]
    )
    assert notice_of(text)["contractors"] == ("Lockheed Martin", "BAE Systems")


UPGRADE = """[Transmittal No. 0Z–23]

March 14, 2023

Dear Mr. Speaker: Pursuant to Section 36(b)(5)(A), we are forwarding Transmittal No. 23-0Z.

Report of Enhancement or Upgrade of Sensitivity of Technology or Capability (Sec. 36(b)(5)(A), AECA)

     (i) (U) Purchaser: Government of Denmark
     (ii) Sec. 36(b)(1), AECA Transmittal No.: 19–70; Date: July 2, 2019; Implementing Agency: Navy
     (iii) Description: On July 2, 2019, Congress was notified by congressional certification transmittal number
     19-70 of the possible sale of ten (10) SM-2 Block IIIA missiles. Also included were MK 13 canisters and M2
     machine guns. The estimated total cost was $46
     million. MDE constituted $40 million of this total.
     Denmark has asked to add the following MDE items: three (3) MK 41 launchers. The total cost of the new
     items is $9 million. This raises the MDE value by $7 million, to a revised $47 million, and $1 million of
     non-MDE value was transferred to spares. The total case value grows from $46 million to $55 million.
     (iv) Significance: The launchers hold the missiles.
     (v) Justification: This proposed sale will support the foreign policy of the United States.
     (vi) Military Department and case: Navy (DE–P–LAB)
"""


def test_upgrade_report() -> None:
    assert notice_of(UPGRADE) == {
        "transmittal": "23-0Z",
        "amends": ("19-70",),
        "designator": "DE-P-LAB",
        "recipient": "DK",
        "value": 55e6,
        "currency": "USD",
        "mde_value": 47e6,
        "delivered": "2023-03-14",
    }


def test_upgrade_report_tells_what_was_notified_before_apart_from_what_is_added() -> None:
    claims = [c for c in read_notice(page_of(UPGRADE)).claims if c.kind == "transfer"]
    items = [(c.get("equipment"), c.get("quantity"), c.get("stage"), c.get("date")) for c in claims]
    assert items == [
        ("SM-2 Block IIIA missiles", 10, "notified", "2019-07-02"),
        ("M2 machine guns", None, "notified", "2019-07-02"),
        ("SM-2 Block IIIA missiles", None, "notified", None),
        ("MK 41 launchers", 3, "requested", None),
        ("SM-2 Block IIIA missiles", None, "requested", None),
    ]
    assert [c.get("value") for c in claims if c.get("value") is not None] == [46e6, 55e6]


@pytest.mark.parametrize(
    "words",
    [
        "Congress was notified on July 2, 2019, in transmittal",
        "Congress was notified by certification transmittal",
    ],
)
def test_day_of_the_notice_that_is_amended(words: str) -> None:
    text = UPGRADE.replace(
        "On July 2, 2019, Congress was notified by congressional certification transmittal number\n     19-70",
        words + " 19-70",
    )
    claims = [c for c in read_notice(page_of(text)).claims if c.get("quantity") == 10]
    assert [(c.get("stage"), c.get("date")) for c in claims] == [("notified", "2019-07-02")]


def test_date_of_the_report_goes_before_the_date_of_the_letter() -> None:
    assert notice_of(UPGRADE + "     (viii) (U) Date Report Delivered to Congress: 16 March 2023\n")[
        "delivered"
    ] == ("2023-03-16")


@pytest.mark.parametrize(
    "opening",
    [
        "A possible Foreign Military Sale to Norway of NSM missiles, for an estimated cost of $1.2 billion, has been approved in a determination by the State Department.",
        "A determination approving a possible Foreign Military Sale to Norway of NSM missiles at an estimated cost of $1.2 billion has been made by the State Department.",
        "The State Department has decided to approve a possible Foreign Military Sale to Norway for purchase of NSM missiles, valued at $1.2 billion.",
        "The Department of State has approved a possible Foreign Military Sale to Norway to purchase NSM missiles and related equipment, the estimated cost of which is $1.2 billion.",
    ],
)
@pytest.mark.parametrize(
    "request_",
    [
        "The Government of Norway has asked to buy twelve (12) NSM missiles.",
        "The request of the Government of Norway is for twelve (12) NSM missiles.",
    ],
)
def test_other_words_for_the_clauses(opening: str, request_: str) -> None:
    text = (
        "WASHINGTON, May 4, 2025 – "
        + opening
        + " The required certification notifying Congress of this possible sale was "
        "delivered today.\n\n" + request_ + " The cost is put at $1.2 billion.\n" + TAIL
    )
    claims = [c for c in read_notice(page_of(text)).claims if c.kind == "transfer"]
    assert [(c.get("stage"), c.get("quantity"), c.get("value")) for c in claims] == [
        ("approved", None, 1.2e9),
        ("notified", None, None),
        ("requested", 12, None),
        ("requested", None, 1.2e9),
    ]
    assert {c.get("equipment") for c in claims} == {"NSM missiles"}
    assert {c.get("value_basis") for c in claims if c.get("value") is not None} == {"estimate"}
    assert notice_of(text)["delivered"] == "2025-05-04"


def test_table_without_a_sign() -> None:
    text = CASES["print, pdf"].text.replace("$83.14 million", "83.14 million").replace("$ .64", ".64")
    assert notice_of(text)["value"] == 83.14e6


def test_sum_and_day_over_a_lines_end() -> None:
    text = CASES["print, Congressional Record"].text.replace(
        "Congress: May 25, 2023", "Congress: May\n     25, 2023"
    )
    text = text.replace(
        "Major Defense Equipment* $340 million", "Major Defense Equipment* $340\n       million"
    )
    assert (notice_of(text)["delivered"], notice_of(text)["mde_value"]) == ("2023-05-25", 340e6)


def test_agency_of_an_alliance_buys_for_it() -> None:
    text = CASES["javelin"].text.replace(
        "the Government of Kosovo", "the NATO Support and Procurement Agency (NSPA)"
    )
    assert notice_of(text)["recipient"] == "NATO"


def test_annex_of_a_print_is_covered() -> None:
    text = (
        CASES["print, html"].text
        + "\nAnnex\n 1. All articles have been released for export to the Netherlands.\n"
    )
    ((_, end),) = read_notice(page_of(text)).covered
    assert end == len(text)


def test_a_list_has_no_speaker() -> None:
    """ "Command Posts" posts nothing, so the request around it is the notice's own."""
    text = CASES["release of 2009"].text.replace(
        "ten AN/ARC-201E SINCGARS radios,",
        "4 Tactical Command Systems, 13 Battery Command Posts, 6 Relay Groups,",
    )
    assert ("Battery Command Posts", 13, "requested") in told(page_of(text))


def test_template_is_no_notice() -> None:
    text = (
        "The Government of [purchaser] has requested to buy [text]. The estimated total cost is $[XX]. This proposed sale "
        "will support the foreign policy and national security of the United States. There will be no difficulty absorbing."
        " The principal contractors will be [name]."
    )
    assert read_notice(page_of(text)).claims == ()


def test_parts_that_do_not_make_the_total_leave_an_issue() -> None:
    text = CASES["print, pdf"].text.replace("$83.14", "$93.14")
    assert any("do not make" in i.reason for i in read_notice(page_of(text)).issues)


def test_parties_price_and_dates() -> None:
    claims = read_notice(page_of(CASES["javelin"].text)).claims
    transfers = [c for c in claims if c.kind == "transfer"]
    assert {(c.get("supplier"), c.get("recipient")) for c in transfers} == {("US", "XK")}
    priced = [c for c in transfers if c.get("value") is not None]
    assert [(c.get("value"), c.get("value_basis")) for c in priced] == [(75e6, "estimate")] * 2
    assert [c.get("date") for c in transfers if c.get("stage") == "notified"] == ["2024-01-11"]


def test_print_puts_the_total_on_the_lead_item_where_no_sentence_tells_it() -> None:
    claims = [c for c in read_notice(page_of(CASES["print, pdf"].text)).claims if c.kind == "transfer"]
    assert [(c.get("value"), c.get("value_basis")) for c in claims] == [(83.14e6, "estimate"), (None, None)]
    told = [c for c in read_notice(page_of(CASES["print, html"].text)).claims if c.get("value_basis")]
    assert [(c.get("value"), c.rule) for c in told] == [(670e6, "notice-cost")]


def test_bounds() -> None:
    claims = read_notice(page_of(CASES["state post, bullets"].text)).claims
    assert [c.get("quantity") for c in claims if c.get("bound") == "up to"] == [24]


def test_word_and_figure_that_disagree_leave_an_issue() -> None:
    (issue,) = read_notice(page_of(CASES["slip of figures"].text)).issues
    assert "821" in issue.reason
    assert "812" in issue.reason
    assert not issue.fatal
    assert read_notice(page_of(CASES["javelin"].text)).issues == ()


def test_designator_of_another_country_leaves_an_issue() -> None:
    text = CASES["print, pdf"].text.replace("of Singapore", "of Slovakia")
    assert any("SN-B-VIW" in i.reason for i in read_notice(page_of(text)).issues)
    assert read_notice(page_of(CASES["print, pdf"].text)).issues == ()


REPORT = """WASHINGTON — The State Department has approved the sale of 246 Javelin missiles to Kosovo. “The State Department has made a determination approving a possible Foreign Military Sale to the Government of Kosovo of Javelin Missiles for an estimated cost of $75 million,” the Defense Security Cooperation Agency said in a statement. The Republic of Kosovo has requested to buy 246 missiles, the agency said.

“This proposed sale will support the foreign policy goals and national security objectives of the United States,” it said. Kosovo will have no difficulty absorbing the equipment, the agency added. The principal contractors will be Lockheed Martin and RTX, according to DSCA. There will be no adverse impact on U.S. defense readiness, it said.
"""


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        "The State Department approved a possible Foreign Military Sale to Poland on Tuesday. The estimated cost is $1.77 billion.",
        "DSCA 24-05 tells implementing agencies how to prepare a congressional notification under section 36(b)(1).",
        "",
    ],
)
def test_no_notice(text: str) -> None:
    page = page_of(text)
    assert find_notices(page) == []
    assert read_notice(page).claims == ()
    assert read_notice(page).covered == ()


def test_covered_spans_hold_the_claims_and_leave_the_heading() -> None:
    case = CASES["copy on a news site"]
    page = page_of(case.text)
    ((start, end),) = read_notice(page).covered
    transfers = [c for c in read_notice(page).claims if c.kind == "transfer"]
    assert all(start <= c.start and c.end <= end for c in transfers)
    assert start > case.text.index("By our staff")


def test_two_notices_on_a_page() -> None:
    page = page_of(CASES["cost rises"].text + "\n\n" + CASES["items added"].text)
    claims = read_notice(page).claims
    notices = [c for c in claims if c.kind == "notice"]
    assert [(n.get("transmittal"), n.get("recipient")) for n in notices] == [("26-1C", "DE"), ("23-0G", "GB")]
    assert {c.get("recipient") for c in claims if "Hellfire" in str(c.get("equipment"))} == {"GB"}


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Transmittal No. 26-13", "26-13"),
        ("Transmittal #26-27", "26-27"),
        ("Transmittal# 26-47", "26-47"),
        ("Transmittal No:\n24-112", "24-112"),
        ("Transmittal No. 24‐0U", "24-0U"),
        ("TRANSMITTAL NO. 0M–25", "25-0M"),
        ("Transmittal No. 0U-24", "24-0U"),
        ("Department Notification Number: RS AT 26-0T.", "26-0T"),
        ("RSAT 26−24", "26-24"),
    ],
)
def test_transmittal_in_its_forms(words: str, number: str) -> None:
    text = CASES["himars"].text.replace("Transmittal No. 26-01", words)
    (notice,) = (c for c in read_notice(page_of(text)).claims if c.kind == "notice")
    assert notice.get("transmittal") == number


@pytest.mark.parametrize("words", ["DSCA 24-05", "DSCA Policy Memorandum 24-62", "SAMM E-Change 24-70"])
def test_memo_is_no_transmittal(words: str) -> None:
    text = CASES["himars"].text.replace("Transmittal No. 26-01", words)
    (notice,) = (c for c in read_notice(page_of(text)).claims if c.kind == "notice")
    assert notice.get("transmittal") is None
