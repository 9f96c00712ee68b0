"""Official notices: recognised by their clauses, read item by item.

The texts are retold after real notices, with their figures; where one of a form was not at hand, figures are made up.
"""

# ruff: noqa: E501
from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armstrail.extract import annotate
from armstrail.extract.notices import (
    covered_spans,
    find_notice,
    find_notice_claims,
    find_notice_issues,
    read_notice,
)
from armstrail.extract.notices.clauses import Notice, find_marks, rules
from armstrail.extract.notices.contractors import find_contractors
from armstrail.extract.notices.items import find_items
from armstrail.extract.page import Page
from armstrail.model import Document, Passage
from armstrail.rules import load_toml

FLOOR = 0.97
"""Item F1 over the retold notices: name, number and stage all right."""

TAIL = """
This proposed sale will support the foreign policy goals and national security objectives of the United States.

The buyer will have no difficulty absorbing this equipment into its armed forces.

The proposed sale will not alter the basic military balance in the region.
"""
END = """
There will be no adverse impact on U.S. defense readiness as a result of this proposed sale.
"""


def page_of(text: str, published: str | None = None) -> Page:
    return annotate(Document(text, "notice", published=published), (Passage(0, len(text)),))


@dataclass
class Case:
    """A notice, its items as (name, number, stage), and what the notice claim says."""

    text: str
    items: list[tuple[str, int | None, str]]
    notice: dict[str, object] = field(default_factory=dict)
    published: str | None = None


CASES: dict[str, Case] = {}

CASES["javelin"] = Case(
    """Kosovo – Javelin Missiles

Transmittal No:
23‑75
WASHINGTON, January 11, 2024 – The State Department has made a determination approving a possible Foreign Military Sale to the Government of Kosovo of Javelin Missiles and related equipment for an estimated cost of $75 million. The Defense Security Cooperation Agency delivered the required certification notifying Congress of this possible sale today.

The Republic of Kosovo has requested to buy two hundred forty-six (246) FGM-148F Javelin missiles (includes seven (7) fly-to-buy missiles) and twenty-four (24) Javelin Light Weight Command Launch Units (LWCLUs). Also included are LWCLU basic skills trainers; missile simulation rounds; Javelin operator manual; Javelin LWCLU battery coolant units; spares and training. The estimated total cost is $75 million.
"""
    + TAIL
    + """
The principal contractors will be a Javelin Joint Venture between Lockheed Martin in Orlando, FL, and RTX Corporation in Tucson, AZ. There are no known offset agreements proposed in connection with this potential sale.
"""
    + END
    + "\nPolicy on such cases is in DSCA 24-05.\n",
    [
        ("Javelin Missiles", None, "approved"),
        ("Javelin Missiles", None, "notified"),
        ("FGM-148F Javelin missiles", 246, "requested"),
        ("Javelin Light Weight Command Launch Units (LWCLUs)", 24, "requested"),
        ("FGM-148F Javelin missiles", None, "requested"),
    ],
    {
        "transmittal": "23-75",
        "recipient": "XK",
        "value": 75e6,
        "currency": "USD",
        "delivered": "2024-01-11",
        "posted": "2024-01-11",
        "contractors": ("Lockheed Martin", "RTX Corporation"),
    },
)

CASES["himars"] = Case(
    """Transmittal No. 26-01
WASHINGTON, December 17, 2025 - The State Department has made a determination approving a possible Foreign Military Sale to the Taipei Economic and Cultural Representative Office in the United States (TECRO) of High Mobility Artillery Rocket Systems and related equipment for an estimated cost of $4.05 billion. The Defense Security Cooperation Agency delivered the required certification notifying Congress.

TECRO has requested to buy eighty-two (82) M142 High Mobility Artillery Rocket Systems (HIMARS); four hundred twenty (420) M57 Army Tactical Missile System (ATACMS); seven hundred fifty-six (756) M31A2 Guided Multiple Launch Rocket System-Unitary pods (GMLRS-U); thirty-nine (39) M1152A1 High Mobility Multipurpose Wheeled Vehicles (HMMWV). The following non-MDE items will also be included: M28A2 Low Cost Reduced Range Practice Rocket pods; M249 machine gun; 5.56mm; M1084A2 truck, cargo; radios in support of AN/VRC-90E; tool kits; training; and elements of logistics support. The estimated total cost is $4.05 billion.

The proposed sale is consistent with U.S. law and policy as expressed in Public Law 96-8. The recipient will have no difficulty absorbing this equipment.

The principal contractors will be Lockheed Martin, located in Grand Prairie, TX; and Oshkosh Defense, located in Oshkosh, WI.
"""
    + END,
    [
        ("High Mobility Artillery Rocket Systems", None, "approved"),
        ("High Mobility Artillery Rocket Systems", None, "notified"),
        ("M142 High Mobility Artillery Rocket Systems (HIMARS)", 82, "requested"),
        ("M57 Army Tactical Missile System (ATACMS)", 420, "requested"),
        ("M31A2 Guided Multiple Launch Rocket System-Unitary pods (GMLRS-U)", 756, "requested"),
        ("M1152A1 High Mobility Multipurpose Wheeled Vehicles (HMMWV)", 39, "requested"),
        ("M28A2 Low Cost Reduced Range Practice Rocket pods", None, "requested"),
        ("M249 machine gun", None, "requested"),
        ("M142 High Mobility Artillery Rocket Systems (HIMARS)", None, "requested"),
    ],
    {
        "transmittal": "26-01",
        "recipient": "TW",
        "value": 4.05e9,
        "currency": "USD",
        "posted": "2025-12-17",
        "contractors": ("Lockheed Martin", "Oshkosh Defense"),
    },
)

CASES["nested parentheses"] = Case(
    """WASHINGTON, June 3, 2019 – The State Department has made a determination approving a possible Foreign Military Sale to Bulgaria of eight (8) F-16 C/D Block 70/72 aircraft and related equipment for an estimated cost of $1.673 billion. The Defense Security Cooperation Agency delivered the required certification notifying Congress of this possible sale on May 31, 2019.

Bulgaria has requested to buy eight (8) F-16 C/D Block 70/72 aircraft; ten (10) F110-GE-129D engines (includes 2 spares); nine (9) APG-83 Active Electronically Scanned Array (AESA) Radars (includes one (1) spare); nine (9) LN-260 (or equivalent) Embedded GPS/INS (EGI) navigation systems; sixteen (16) AIM-120C-7 Advanced Medium Range Air-to-Air Missiles (AMRAAM); one (1) AIM-120C-7 spare guidance section; twenty-four (24) AIM-9X Block II missiles, eight (8) AIM-9X Block II Captive Air Training Missiles (CATM) and four (4) AIM-9X tactical guidance units; 28 GBU-39/B Small Diameter Bombs I (SDB-1) [to include two (2) Guided Test Vehicles (GTVs)]; up to thirty-eight (38) MK-82 or BLU-111 500-lb General Purpose bombs with Joint Direct Attack Munition (JDAM) KMU-572 tail kits; and 6 MAU-210E/B Enhanced Computer Control Group (ECCG) for GBU-49. Also included are AN/ARC-238 radios; six (6) Joint Helmet Mounted Cueing Systems II (JHMCS II), or Scorpion trackers; spare parts, and other related elements of logistics support. The total estimated program cost is $1.673 billion.
"""
    + TAIL
    + """
The prime contractor will be Lockheed Martin of Fort Worth, Texas. Implementation of this proposed sale will require the assignment of at least ten (10) additional contractor representatives to Bulgaria.
""",
    [
        ("F-16 C/D Block 70/72 aircraft", 8, "approved"),
        ("F-16 C/D Block 70/72 aircraft", None, "notified"),
        ("F-16 C/D Block 70/72 aircraft", 8, "requested"),
        ("F110-GE-129D engines", 10, "requested"),
        ("APG-83 Active Electronically Scanned Array (AESA) Radars", 9, "requested"),
        ("LN-260 Embedded GPS/INS (EGI) navigation systems", 9, "requested"),
        ("AIM-120C-7 Advanced Medium Range Air-to-Air Missiles (AMRAAM)", 16, "requested"),
        ("AIM-120C-7 spare guidance section", 1, "requested"),
        ("AIM-9X Block II missiles", 24, "requested"),
        ("AIM-9X Block II Captive Air Training Missiles (CATM)", 8, "requested"),
        ("AIM-9X tactical guidance units", 4, "requested"),
        ("GBU-39/B Small Diameter Bombs I (SDB-1)", 28, "requested"),
        ("MK-82 or BLU-111 500-lb General Purpose bombs", 38, "requested"),
        ("MAU-210E/B Enhanced Computer Control Group (ECCG)", 6, "requested"),
        ("Joint Helmet Mounted Cueing Systems II (JHMCS II)", 6, "requested"),
        ("F-16 C/D Block 70/72 aircraft", None, "requested"),
    ],
    {
        "recipient": "BG",
        "value": 1.673e9,
        "currency": "USD",
        "delivered": "2019-05-31",
        "posted": "2019-06-03",
        "contractors": ("Lockheed Martin",),
    },
)

CASES["patriot, commas"] = Case(
    """WASHINGTON, Nov. 7, 2012 – The Defense Security Cooperation Agency notified Congress Nov. 6 of a possible Foreign Military Sale to the Government of Qatar for 11 PATRIOT Configuration-3 Modernized Fire Units and related equipment, parts and training for an estimated cost of $9.9 billion.

The Government of Qatar has requested a possible sale of 11 PATRIOT Configuration-3 Modernized Fire Units, 11 AN/MPQ-65 Radar Sets, 30 Antenna Mast Groups, 44 M902 Launching Stations, 246 PATRIOT MIM-104E Guidance Enhanced Missile-TBM (GEM-T) with canisters, 2 PATRIOT MIM-104E GEM-T Test Missiles, 768 PATRIOT Advanced Capability 3 (PAC-3) Missiles with canisters, 11 Electrical Power Plants (EPPII), communications equipment, tools and test equipment, and support services. The estimated cost is $9.9 billion.
"""
    + TAIL
    + """
The prime contractors will be Raytheon Corporation in Andover, Massachusetts, and Lockheed-Martin in Dallas, Texas. There are no known offset agreements.
"""
    + END,
    [
        ("PATRIOT Configuration-3 Modernized Fire Units", 11, "notified"),
        ("PATRIOT Configuration-3 Modernized Fire Units", 11, "requested"),
        ("AN/MPQ-65 Radar Sets", 11, "requested"),
        ("Antenna Mast Groups", 30, "requested"),
        ("M902 Launching Stations", 44, "requested"),
        ("PATRIOT MIM-104E Guidance Enhanced Missile-TBM (GEM-T)", 246, "requested"),
        ("PATRIOT MIM-104E GEM-T Test Missiles", 2, "requested"),
        ("PATRIOT Advanced Capability 3 (PAC-3) Missiles", 768, "requested"),
        ("Electrical Power Plants (EPPII)", 11, "requested"),
        ("PATRIOT Configuration-3 Modernized Fire Units", None, "requested"),
    ],
    {
        "recipient": "QA",
        "value": 9.9e9,
        "currency": "USD",
        "delivered": "2012-11-06",
        "posted": "2012-11-07",
        "contractors": ("Raytheon Corporation", "Lockheed-Martin"),
    },
)

CASES["print, html"] = Case(
    """[Federal Register Volume 89, Number 54 (Tuesday, March 19, 2024)]
[Notices]
From the Federal Register Online via the Government Publishing Office [www.gpo.gov]

[Transmittal No. 22-61]

SUMMARY: The unclassified text of an arms sales notification. It fulfills section 155 of Public Law 104-164
dated July 21, 1996. The following is a copy of a letter with attached Transmittal 22-61, Policy
Justification, and Sensitivity of Technology.

    Dated: March 13, 2024.

Transmittal No. 22-61

Notice of Proposed Issuance of Letter of Offer Pursuant to Section
36(b)(1) of the Arms Export Control Act, as amended

    (i) Prospective Purchaser: Government of the Netherlands
    (ii) Total Estimated Value:

Major Defense Equipment*...................  $415 million
Other......................................  $255 million
                                           -----------------
    TOTAL..................................  $670 million

    Funding Source: National Funds
    (iii) Description and Quantity or Quantities of Articles or
Services under Consideration for Purchase:
    Major Defense Equipment (MDE):

Twenty (20) M142 High Mobility Artillery Rocket Systems (HIMARS) with
    M1140A1 5-ton, Field Artillery Launchers
Thirty-nine (39) M30A2 Guided Multiple Launch Rocket System (GMLRS)
    Alternative Warhead (AW) Missile Pods (includes nine (9) test
    missile pods)
Seventeen (17) M1152A1 High Mobility

[[Page 19549]]

    Multipurpose Wheeled Vehicles (HMMWVs)

    Non-MDE: Also included are Low Cost Reduced Range (LCRR) practice
pods; four (4) M1084A1P2 trucks; spare parts; and other related
elements of logistical and program support.
    (iv) Military Department: Army (NE-B-YHC)
    (v) Prior Related Cases, if any: NE-B-WGA
    (vi) Sales Commission, Fee, etc., Paid, Offered, or Agreed to be
Paid: None known at this time
    (vii) Sensitivity of Technology Contained in the Defense Article or
Defense Services Proposed to be Sold: See Attached Annex
    (viii) Date Report Delivered to Congress: February 16, 2023

*As defined in Section 47(6) of the Arms Export Control Act.

POLICY JUSTIFICATION

    The Government of the Netherlands has requested to buy twenty (20)
M142 High Mobility Artillery Rocket Systems (HIMARS) with M1140A1 5-ton
Field Artillery Launchers; and seventeen (17) M1152A1 HMMWVs. Also included
are practice pods. The estimated total cost is $670 million.
"""
    + TAIL
    + """
    The principal contractor will be Lockheed Martin Corporation, Grand
Prairie, TX. There are no known offset agreements proposed.
"""
    + END,
    [
        ("M142 High Mobility Artillery Rocket Systems (HIMARS)", 20, "requested"),
        (
            "M30A2 Guided Multiple Launch Rocket System (GMLRS) Alternative Warhead (AW) Missile Pods",
            39,
            "requested",
        ),
        ("M1152A1 High Mobility Multipurpose Wheeled Vehicles (HMMWVs)", 17, "requested"),
        ("M1084A1P2 trucks", 4, "requested"),
        ("M142 High Mobility Artillery Rocket Systems (HIMARS)", 20, "requested"),
        ("M1152A1 HMMWVs", 17, "requested"),
        ("M142 High Mobility Artillery Rocket Systems (HIMARS)", None, "requested"),
    ],
    {
        "transmittal": "22-61",
        "designator": "NE-B-YHC",
        "recipient": "NL",
        "value": 670e6,
        "currency": "USD",
        "mde_value": 415e6,
        "delivered": "2023-02-16",
        "contractors": ("Lockheed Martin Corporation",),
    },
)

CASES["print, pdf"] = Case(
    """Federal Register / Vol. 91, No. 88 / Thursday, May 7, 2026 / Notices
Transmittal No. 26–24
Notice of Proposed Issuance of Letter of
Offer Pursuant to Section 36(b)(1) of the
Arms Export Control Act, as amended
(i) Prospective Purchaser: Government
of Singapore
(ii) Total Estimated Value:
Major Defense Equipment * .... $82.50 million
Other .................................... $ .64 million
TOTAL ............................... $83.14 million
Funding Source: National Funds
(iii) Description and Quantity or
Quantities of Articles or Services under
Consideration for Purchase:
Major Defense Equipment (MDE):
Six hundred (600) M982A1 Exca-
libur Increment Ib tactical projec-
tiles
25112 Federal Register / Vol. 91, No. 88 / Thursday, May 7, 2026 / Notices
Forty-eight (48) M1156A1 Precision
Guidance Kits
Non-MDE:
The following non-MDE items will
also be included: technical data and
logistics support.
(iv) Military Department: Army (SN–
B–VIW)
(v) Prior Related Cases, if any: SN–B–
VHK
(vi) Sales Commission, Fee, etc., Paid,
Offered, or Agreed to be Paid: None
known at this time
(viii) Date Report Delivered to
Congress: April 1, 2026
""",
    [
        ("M982A1 Excalibur Increment Ib tactical projectiles", 600, "requested"),
        ("M1156A1 Precision Guidance Kits", 48, "requested"),
    ],
    {
        "transmittal": "26-24",
        "designator": "SN-B-VIW",
        "recipient": "SG",
        "value": 83.14e6,
        "currency": "USD",
        "mde_value": 82.5e6,
        "delivered": "2026-04-01",
    },
)

CASES["cost rises"] = Case(
    """[Congressional Record Volume 172, Number 88 (Wednesday, May 20, 2026)]

Department Notification Number: RSAT 26-1C.
Pursuant to Section 36(b)(5)(C) of the Arms Export Control Act (AECA), we are forwarding Transmittal No. 26-1C. This
notification relates to the Section 36(b)(1) AECA certification 23-26 of May 11, 2023.

Transmittal No. 26-1C
Report of Enhancement or Upgrade of Sensitivity of Technology or Capability (Sec. 36(b)(5)(C), AECA)

     (i) Prospective Purchaser: Government of Germany.
     (ii) Sec. 36(b)(1), AECA Transmittal No.: 23-26; Date: May
11, 2023; Implementing Agency: Army.
     (iii) Description: On May 11, 2023, Congress was notified by congressional
certification transmittal number 23-26 of the possible sale, under Section 36(b)(1) of the Arms
Export Control Act, of sixty (60) CH-47F Block II Chinook helicopters with
customer-unique modifications; and one hundred forty (140) T-55-GA-714A engines (120
installed, 20 spares). The estimated total cost was $8.50 billion. Major Defense Equipment (MDE)
constituted $3.35 billion of this total.
     On March 4, 2025, Congress was notified by congressional certification transmittal number 25-0G of an increase in MDE.
     This transmittal notifies a further increase. The total MDE cost will increase from $3.98 billion to $5.0 billion. The total case value will remain $8.50 billion.
     (iv) Significance: The proposed sale will improve Germany's capability.
     (v) Justification: This proposed sale will support the foreign policy of the United States.
     (vii) Date Report Delivered to Congress: April 30, 2026.
""",
    [
        ("CH-47F Block II Chinook helicopters", 60, "notified"),
        ("T-55-GA-714A engines", 140, "notified"),
        ("CH-47F Block II Chinook helicopters", None, "notified"),
        ("CH-47F Block II Chinook helicopters", None, "notified"),
    ],
    {
        "transmittal": "26-1C",
        "amends": ("23-26", "25-0G"),
        "recipient": "DE",
        "value": 8.5e9,
        "currency": "USD",
        "mde_value": 5e9,
        "delivered": "2026-04-30",
    },
)

CASES["items added"] = Case(
    """Transmittal No. 0G-23

REPORT OF ENHANCEMENT OR UPGRADE OF SENSITIVITY OF
TECHNOLOGY OR CAPABILITY (SEC. 36(B)(5)(A), AECA)

(i) Purchaser: Government of the United Kingdom
(ii) Sec. 36(b)(1), AECA Transmittal No.: 20-76; Date: September 24, 2020; Military Department: Air Force
(iii) Description: On September 24, 2020, Congress was notified by Congressional certification transmittal number 20-76 of the possible sale, under Section 36(b)(1) of the Arms Export Control Act, of three hundred ninety-five (395) AGM-114R2 Hellfire missiles. The estimated total cost was $401.3 million. Major Defense Equipment (MDE) constituted $350 million of this total.

This transmittal reports the inclusion of the following MDE items: sixty (60) KMU-572 Joint Direct Attack Munition tail kits; and one hundred (100) BLU-111 500-lb bombs. The total MDE value will increase by $20 million to $370 million. The estimated total cost will remain $401.3 million.

(iv) Significance: The proposed articles will improve the capability.
(vii) Date Report Delivered to Congress: May 2, 2023
""",
    [
        ("AGM-114R2 Hellfire missiles", 395, "notified"),
        ("KMU-572 Joint Direct Attack Munition tail kits", 60, "notified"),
        ("BLU-111 500-lb bombs", 100, "notified"),
        ("AGM-114R2 Hellfire missiles", None, "notified"),
        ("AGM-114R2 Hellfire missiles", None, "notified"),
    ],
    {
        "transmittal": "23-0G",
        "amends": ("20-76",),
        "recipient": "GB",
        "value": 401.3e6,
        "currency": "USD",
        "mde_value": 370e6,
        "delivered": "2023-05-02",
    },
)

CASES["combined total"] = Case(
    """WASHINGTON, Nov. 15, 2024 - The State Department has made a determination approving a possible Foreign Military Sale to the Government of Croatia of UH-60M Black Hawk helicopters and related equipment for an estimated cost of $500 million.

The Government of Croatia has requested to buy an additional eight (8) UH-60M Black Hawk helicopters; and eighteen (18) T700-GE 701D engines (16 installed, 2 spares) that will be added to a previously implemented case whose value was under the congressional notification threshold. The original FMS case, valued at $12.5 million ($11 million in MDE), included two (2) UH-60M Black Hawk helicopters. This notification is for a combined total of ten (10) UH-60M Black Hawk helicopters. The total estimated program cost is $500 million.
"""
    + TAIL
    + """
The principal contractors will be Sikorsky, a Lockheed Martin Company, Stratford, CT; General Electric Aircraft Company, Lynn, MA; and BAE Systems Inc., Nashua, N.H. The purchaser typically requests offsets.
""",
    [
        ("UH-60M Black Hawk helicopters", None, "approved"),
        ("UH-60M Black Hawk helicopters", 8, "requested"),
        ("T700-GE 701D engines", 18, "requested"),
        ("UH-60M Black Hawk helicopters", 2, "ordered"),
        ("UH-60M Black Hawk helicopters", 10, "notified"),
        ("UH-60M Black Hawk helicopters", None, "requested"),
    ],
    {
        "recipient": "HR",
        "value": 500e6,
        "currency": "USD",
        "posted": "2024-11-15",
        "contractors": ("Sikorsky", "General Electric Aircraft Company", "BAE Systems Inc."),
    },
)

CASES["state post, bullets"] = Case(
    """Bureau of Political-Military Affairs
March 12, 2026

New Zealand – MK 54 Lightweight Torpedoes

Transmittal# 26-47

The Department of State has made a determination approving a possible Foreign Military Sale to the Government of New Zealand of MK 54 lightweight torpedoes and related equipment for an estimated cost of $69 million.

The Government of New Zealand has requested to buy the following:

Major Defense Equipment (MDE):
• Up to twenty-four (24) MK 54 MOD 0 Lightweight Torpedoes
• Six (6) MK 54 conversion kits (4 installed, 2 spares)
• 3 AN/AAQ-24(V)N Guardian Laser Terminal Assemblies

Non-MDE items will also be included:
• torpedo containers
• two hundred (200) AN/ALE-47 countermeasures dispenser cartridges
• spare parts

The estimated total program cost, if all options are exercised, is $69 million.

The proposed sale will improve New Zealand's capability to meet current and future threats. New Zealand will have no difficulty absorbing this equipment into its armed forces.

The principal contractor will be RTX Integrated Defense Systems, located in Portsmouth, Rhode Island.
""",
    [
        ("MK 54 lightweight torpedoes", None, "approved"),
        ("MK 54 MOD 0 Lightweight Torpedoes", 24, "requested"),
        ("MK 54 conversion kits", 6, "requested"),
        ("AN/AAQ-24(V)N Guardian Laser Terminal Assemblies", 3, "requested"),
        ("AN/ALE-47 countermeasures dispenser cartridges", 200, "requested"),
        ("MK 54 MOD 0 Lightweight Torpedoes", None, "requested"),
    ],
    {
        "transmittal": "26-47",
        "recipient": "NZ",
        "value": 69e6,
        "currency": "USD",
        "posted": "2026-03-12",
        "contractors": ("RTX Integrated Defense Systems",),
    },
)

CASES["copy on a news site"] = Case(
    """US clears bombs for Morocco's F-16 jets

By our staff. The full text of the announcement follows.

WASHINGTON, Sept. 11, 2019 - The State Department has made a determination approving a possible Foreign Military Sale to Morocco of additional F-16 munitions for an estimated cost of $209 million. The Defense Security Cooperation Agency delivered the required certification notifying Congress of this possible sale on September 10, 2019.

The Government of Morocco has requested a possible sale of five thousand eight hundred and ten (5,810) MK82-1 Bombs (Tritonal); three hundred (300) MK84-4 Bombs (Tritonal); one hundred and five (105) Joint Direct Attack Munitions (JDAM) KMU-572F/B Tail Kits; one hundred eighty (180) MXU-651B/B Air Foil Groups (AFG), GBU-10; [and] four thousand one hundred twenty five (4,125) MXU-650C/B AFGs. Also included are fuzes, containers and spare parts. The estimated cost is $209 million.
"""
    + TAIL
    + """
The principal contractor is unknown and will be determined through competition. There are no known offset agreements.
"""
    + END,
    [
        ("F-16 munitions", None, "approved"),
        ("F-16 munitions", None, "notified"),
        ("MK82-1 Bombs", 5810, "requested"),
        ("MK84-4 Bombs", 300, "requested"),
        ("Joint Direct Attack Munitions (JDAM) KMU-572F/B Tail Kits", 105, "requested"),
        ("MXU-651B/B Air Foil Groups (AFG)", 180, "requested"),
        ("MXU-650C/B AFGs", 4125, "requested"),
        ("MK82-1 Bombs", None, "requested"),
    ],
    {
        "recipient": "MA",
        "value": 209e6,
        "currency": "USD",
        "delivered": "2019-09-10",
        "posted": "2019-09-11",
    },
)

CASES["services"] = Case(
    """Transmittal No. 25-56
WASHINGTON, December 17, 2025 - The State Department has made a determination approving a possible Foreign Military Sale to the Taipei Economic and Cultural Representative Office in the United States (TECRO) of Tactical Mission Network Software, Equipment, and Services and related equipment for an estimated cost of $1.01 billion.

TECRO has requested to buy a Tactical Mission Network (TMN). The following non-MDE items will be included: unmanned aerial systems; commercial software; tool kits; training; and other related elements of logistics and program support. The estimated total cost is $1.01 billion.

This proposed sale is consistent with U.S. law and policy as expressed in Public Law 96-8. The recipient will have no difficulty absorbing this equipment.

There is no principal contractor associated with this proposed sale.
""",
    [
        ("Tactical Mission Network Software, Equipment, and Services", None, "approved"),
        ("Tactical Mission Network (TMN)", None, "requested"),
        ("Tactical Mission Network (TMN)", None, "requested"),
    ],
    {"transmittal": "25-56", "recipient": "TW", "value": 1.01e9, "currency": "USD", "posted": "2025-12-17"},
)

CASES["slip of figures"] = Case(
    """WASHINGTON, March 12, 2024 - The State Department has made a determination approving a possible Foreign Military Sale to the Government of Poland of AGM-158B-2 Joint Air-to-Surface Standoff Missile with Extended Range All-Up-Rounds and related elements of logistics and program support for an estimated cost of $1.77 billion. The Defense Security Cooperation Agency delivered the required certification notifying Congress of this possible sale today.

The Government of Poland has requested to buy up to eight hundred twenty-one (812) AGM-158B-2 Joint Air-to-Surface Standoff Missiles with Extended Range. Also included are JASSM containers, missile support and spares. The estimated total cost is $1.77 billion.
"""
    + TAIL
    + END,
    [
        (
            "AGM-158B-2 Joint Air-to-Surface Standoff Missile with Extended Range All-Up-Rounds",
            None,
            "approved",
        ),
        (
            "AGM-158B-2 Joint Air-to-Surface Standoff Missile with Extended Range All-Up-Rounds",
            None,
            "notified",
        ),
        ("AGM-158B-2 Joint Air-to-Surface Standoff Missiles with Extended Range", 812, "requested"),
        ("AGM-158B-2 Joint Air-to-Surface Standoff Missiles with Extended Range", None, "requested"),
    ],
    {
        "recipient": "PL",
        "value": 1.77e9,
        "currency": "USD",
        "delivered": "2024-03-12",
        "posted": "2024-03-12",
    },
)


CASES["print, Congressional Record"] = Case(
    """[Congressional Record Volume 169, Number 92 (Tuesday, May 30, 2023)]

  Mr. MENENDEZ. Mr. President, the Arms Export Control Act requires that
Congress receive prior notification of certain proposed arms sales. I ask
unanimous consent to have printed in the Record the notifications which
have been received.

       Dear Mr. Chairman: We are forwarding herewith Transmittal No. 23-31,
     concerning the Air Force's proposed Letter(s) of Offer and
     Acceptance to the Government of Belgium for defense articles
     and services estimated to cost $380 million.

                         transmittal no. 23-31

     Notice of Proposed Issuance of Letter of Offer Pursuant to
         Section 36(b)(1) of the Arms Export Control Act, as amended
       (i) Prospective Purchaser: Government of Belgium.
       (ii) Total Estimated Value:
       Major Defense Equipment* $340 million.
       Other $40 million.
       Total $380 million.
       (iii) Description and Quantity or Quantities of Articles or
     Services under Consideration for Purchase:
       Major Defense Equipment (MDE):
       One hundred twenty (120) AIM-120C-8 Advanced Medium Range
     Air-to-Air Missiles (AMRAAM).
       Four (4) AIM-120C-8 AMRAAM Guidance Sections.
       Non-MDE: Also included are AMRAAM Captive Air Training
     Missiles (CATM); missile containers and support equipment;
     and other related elements of logistics and program support.
       (iv) Military Department: Air Force (BE-D-YAH).
       (v) Prior Related Cases, if any: BE-D-YAE.
       (viii) Date Report Delivered to Congress: May 25, 2023.

                          policy justification

       The Government of Belgium has requested to buy up to one
     hundred twenty (120) AIM-120C-8 Advanced Medium Range Air-to-
     Air Missiles (AMRAAM); and four (4) AIM-120C-8 AMRAAM
     Guidance Sections. The estimated total cost is $380 million.
       This proposed sale will support the foreign policy and
     national security of the United States.
       The principal contractor will be Raytheon Missiles and
     Defense, Tucson, AZ. There are no known offset agreements.
""",
    [
        ("defense articles and services", None, "notified"),
        ("AIM-120C-8 Advanced Medium Range Air-to-Air Missiles (AMRAAM)", 120, "requested"),
        ("AIM-120C-8 AMRAAM Guidance Sections", 4, "requested"),
        ("AMRAAM Captive Air Training Missiles (CATM)", None, "requested"),
        ("AIM-120C-8 Advanced Medium Range Air-to-Air Missiles (AMRAAM)", 120, "requested"),
        ("AIM-120C-8 AMRAAM Guidance Sections", 4, "requested"),
        ("AIM-120C-8 Advanced Medium Range Air-to-Air Missiles (AMRAAM)", None, "requested"),
    ],
    {
        "transmittal": "23-31",
        "designator": "BE-D-YAH",
        "recipient": "BE",
        "value": 380e6,
        "currency": "USD",
        "mde_value": 340e6,
        "delivered": "2023-05-25",
        "contractors": ("Raytheon Missiles and Defense",),
    },
)

CASES["release of 2009"] = Case(
    """On June 16, 2009 the Defense Security Cooperation Agency notified Congress of a possible Foreign Military Sale to Morocco of CH-47D Helicopters as well as associated equipment and services. The total value, if all options are exercised, could be as high as $134 million.

The Government of Morocco has requested a possible sale of three CH-47D CHINOOK Helicopters, 12 T55-GA-714A Turbine engines, ten AN/ARC-201E SINCGARS radios, mission equipment, and spare parts. The estimated cost is $134 million.
"""
    + TAIL
    + """
The principal contractor will be the Boeing Company of Ridley Park, Pennsylvania. There are no known offset agreements.
""",
    [
        ("CH-47D Helicopters", None, "notified"),
        ("CH-47D Helicopters", None, "notified"),
        ("CH-47D CHINOOK Helicopters", 3, "requested"),
        ("T55-GA-714A Turbine engines", 12, "requested"),
        ("AN/ARC-201E SINCGARS radios", 10, "requested"),
        ("CH-47D CHINOOK Helicopters", None, "requested"),
    ],
    {
        "recipient": "MA",
        "value": 134e6,
        "currency": "USD",
        "delivered": "2009-06-16",
        "contractors": ("Boeing Company",),
    },
)


CASES["letter with portion marks"] = Case(
    """Dear Mr. Chairman: Pursuant to Section 36(b)(1) of the Arms Export Control Act, we are forwarding herewith Transmittal No. 25‑90, concerning the Air Force’s proposed Letter(s) of Offer and Acceptance to the Government of Pakistan for defense articles and services estimated to cost $686 million.

Transmittal No. 25-90
(i) (U) Prospective Purchaser: Government of Pakistan
(ii) (U) Total Estimated Value:
Major Defense Equipment* $ 37 million
Other $649 million
TOTAL $686 million
(iii) (U) Description and Quantity or Quantities of Articles or Services under Consideration for Purchase: The Government of Pakistan has requested the sale of hardware, software, and services for the following:

(U) Major Defense Equipment (MDE):
(U) Ninety-two (92) Link-16 systems
(U) Six (6) Mk-82 500-lb general purpose bomb bodies (inert only)

(U) Non-Major Defense Equipment:
(U) AN/APX-126 Advanced Identification Friend or Foe; modifications; and training.
(iv) (U) Military Department: Air Force (PK-D-YAC)
(viii) (U) Date Report Delivered to Congress: December 4, 2025
""",
    [
        ("defense articles and services", None, "notified"),
        ("Link-16 systems", 92, "requested"),
        ("Mk-82 500-lb general purpose bomb bodies", 6, "requested"),
    ],
    {
        "transmittal": "25-90",
        "designator": "PK-D-YAC",
        "recipient": "PK",
        "value": 686e6,
        "currency": "USD",
        "mde_value": 37e6,
        "delivered": "2025-12-04",
    },
)

CASES["state post, edited"] = Case(
    """Jordan – F-16 Munitions
Bureau of Political-Military Affairs
Date: April 3, 2026
Transmittal No: RSAT 26-31

The Government of Jordan has requested to buy the following Major Defense Equipment (MDE) and non-MDE items:

- One thousand (1,000) KMU-572 JDAM tail kits
- 500 BLU-111 500-lb bombs.
- 24 AGM-88G Advanced Anti-Radiation Guided Missile-Extended Range (AARGM-ER)
- bomb components; spares.

The estimated total cost is $105.5 million.

This proposed sale will support the foreign policy of the United States. Jordan will have no difficulty absorbing these articles.

The principal contractors will be Boeing, located in St. Charles, MO, and Northrop Grumman, located in Northridge, CA.
""",
    [
        ("KMU-572 JDAM tail kits", 1000, "requested"),
        ("BLU-111 500-lb bombs", 500, "requested"),
        ("AGM-88G Advanced Anti-Radiation Guided Missile-Extended Range (AARGM-ER)", 24, "requested"),
        ("KMU-572 JDAM tail kits", None, "requested"),
    ],
    {
        "transmittal": "26-31",
        "recipient": "JO",
        "value": 105.5e6,
        "currency": "USD",
        "posted": "2026-04-03",
        "contractors": ("Boeing", "Northrop Grumman"),
    },
)

CASES["state post, plain words"] = Case(
    """Norway – Joint Strike Missiles
Office of the Spokesperson
March 3, 2026

The Department of State approved a possible Foreign Military Sale to Norway of Joint Strike Missiles and related equipment for $162 million. The Department notified Congress on March 2, 2026.

The Government of Norway requested to buy sixteen (16) Joint Strike Missiles (JSM); and two (2) JSM All-Up-Round Test Vehicles. Non-MDE: containers and spare parts. The proposed sale has an estimated cost of $162 million.

The proposed sale will improve Norway's capability. Norway will have no difficulty absorbing these missiles.

Principal contractor(s): RTX Corporation, Arlington, VA; Kongsberg Defence & Aerospace, Kongsberg, Norway.
""",
    [
        ("Joint Strike Missiles", None, "approved"),
        ("Joint Strike Missiles", None, "notified"),
        ("Joint Strike Missiles (JSM)", 16, "requested"),
        ("JSM All-Up-Round Test Vehicles", 2, "requested"),
        ("Joint Strike Missiles (JSM)", None, "requested"),
    ],
    {
        "recipient": "NO",
        "value": 162e6,
        "currency": "USD",
        "delivered": "2026-03-02",
        "posted": "2026-03-03",
        "contractors": ("RTX Corporation", "Kongsberg Defence & Aerospace"),
    },
)

CASES["case notified before"] = Case(
    """WASHINGTON, May 2, 2023 - The State Department has made a determination approving a possible Foreign Military Sale to the Government of Lithuania of Joint Light Tactical Vehicles (JLTV) and related equipment for an estimated cost of $193 million.

The Government of Lithuania has requested to buy three hundred (300) M1278A1 Joint Light Tactical Vehicles that will be added to a previously notified case. The original FMS case LH-B-UCX was previously notified (Transmittal 19-56) for five hundred (500) M1278A1 JLTVs valued at $170.8 million. Also included are M2 machine guns; and spares. The estimated total cost is $193 million.
"""
    + TAIL
    + """
The principal contractor will be Oshkosh Defense, LLC, Oshkosh, WI.
""",
    [
        ("Joint Light Tactical Vehicles (JLTV)", None, "approved"),
        ("M1278A1 Joint Light Tactical Vehicles", 300, "requested"),
        ("M1278A1 JLTVs", 500, "notified"),
        ("M2 machine guns", None, "requested"),
        ("M1278A1 Joint Light Tactical Vehicles", None, "requested"),
    ],
    {
        "amends": ("19-56",),
        "recipient": "LT",
        "value": 193e6,
        "currency": "USD",
        "posted": "2023-05-02",
        "contractors": ("Oshkosh Defense, LLC",),
    },
)


def told(page: Page) -> list[tuple[str, int | None, str]]:
    claims = [c for c in find_notice_claims(page) if c.kind == "transfer"]
    return [
        (str(c.get("equipment")), c.get("quantity"), str(c.get("stage") or ""))  # type: ignore[misc]
        for c in claims
    ]


@pytest.mark.parametrize("name", CASES)
def test_items(name: str) -> None:
    case = CASES[name]
    assert sorted(told(page_of(case.text, case.published)), key=str) == sorted(case.items, key=str)


def test_item_f1_floor() -> None:
    hits = wanted = found = 0
    for case in CASES.values():
        left = list(case.items)
        guesses = told(page_of(case.text, case.published))
        wanted, found = wanted + len(left), found + len(guesses)
        for guess in guesses:
            if guess in left:
                left.remove(guess)
                hits += 1
    assert 2 * hits / (wanted + found) >= FLOOR


@pytest.mark.parametrize("name", CASES)
def test_notice_claim(name: str) -> None:
    case = CASES[name]
    notices = [c for c in find_notice_claims(page_of(case.text, case.published)) if c.kind == "notice"]
    assert len(notices) == 1
    assert notices[0].values == case.notice


@pytest.mark.parametrize("name", CASES)
def test_every_slot_stands_on_its_words(name: str) -> None:
    text = CASES[name].text
    for claim in find_notice_claims(page_of(text)):
        assert 0 <= claim.start < claim.end <= len(text)
        for slot in claim.slots:
            assert slot.spans
            assert slot.words == tuple(text[a:b] for a, b in slot.spans)
            if slot.name == "quantity":
                figures = re.findall(r"\d[\d,]*", slot.words[0])
                assert not figures or int(figures[-1].replace(",", "")) == slot.value


@pytest.mark.parametrize(
    ("words", "items"),
    [
        (
            "up to fifty (50) new F-15IA aircraft and Mid-Life Update (MLU) modification kits for twenty-five (25) F-15I aircraft in its inventory; seventy-five (75) APG-82(V)1 Radars; and two (2) each MK-41 Vertical Launching Systems",
            [("F-15IA aircraft", 50), ("APG-82(V)1 Radars", 75), ("MK-41 Vertical Launching Systems", 2)],
        ),
        (
            "Naval Strike Missile (NSM) Coastal Defense System (CDS) consisting of: fourteen (14) Fire Distribution Centers, up to 72 Naval Strike Missiles and 40 launchers",
            [
                ("Naval Strike Missile (NSM) Coastal Defense System (CDS)", None),
                ("Fire Distribution Centers", 14),
                ("Naval Strike Missiles", 72),
                ("launchers", 40),
            ],
        ),
        (
            "5,000 rounds of 155mm M795 high explosive projectiles, 3,000 M232A1 155mm Modular Artillery Charge Systems, and 10,000 M4 propelling charges",
            [
                ("rounds of 155mm M795 high explosive projectiles", 5000),
                ("M232A1 155mm Modular Artillery Charge Systems", 3000),
                ("M4 propelling charges", 10000),
            ],
        ),
        (
            "two thousand one hundred and one (2,101) BGM-71F-7-RF Tube-Launched, Optically-Tracked, Wireless-Guided (TOW) 2B missiles, Radio Frequency (RF); seven (7) TOW 2B Lot Acceptance missiles",
            [
                ("BGM-71F-7-RF Tube-Launched, Optically-Tracked, Wireless-Guided (TOW) 2B missiles", 2101),
                ("TOW 2B Lot Acceptance missiles", 7),
            ],
        ),
        (
            "forty-five (45) M31A2 GMLRS-U Pods (each pod contains six (6) rockets); seven (7) C-130J-30 aircraft with four (4) AE-2100D Engines each; and 4 spare AE-2100D engines",
            [("M31A2 GMLRS-U Pods", 45), ("C-130J-30 aircraft", 7), ("spare AE-2100D engines", 4)],
        ),
        (
            "forty (40) M1A2T Abrams Tanks;\nfourteen (14) M88A2 HERCULES; and\none hundred twenty-two (122) M2 Chrysler Mount Machine Guns, .50 Cal.",
            [("M1A2T Abrams Tanks", 40), ("M88A2 HERCULES", 14), ("M2 Chrysler Mount Machine Guns", 122)],
        ),
        (
            "Fifty-six (56) AIM-120D-3 Missiles (AMRAAM)\nTwo (2) AIM-120D-3 AMRAAM guidance sections with\n    four (4) batteries\nOne (1) Integrated Test Vehicle",
            [
                ("AIM-120D-3 Missiles (AMRAAM)", 56),
                ("AIM-120D-3 AMRAAM guidance sections", 2),
                ("Integrated Test Vehicle", 1),
            ],
        ),
        (
            "AGM-114R2 Hellfire missiles (qty 200); AIM-9X Block II missiles (50); M240H machine guns – 26; containers (2025)",
            [
                ("AGM-114R2 Hellfire missiles", 200),
                ("AIM-9X Block II missiles", 50),
                ("M240H machine guns", 26),
            ],
        ),
        (
            "sixty \n(60) CH-47F Block II cargo helicopters; six (6) MRFI maintenance floats; and seventy-two (72) radar sets",
            [("CH-47F Block II cargo helicopters", 60), ("MRFI maintenance floats", 6), ("radar sets", 72)],
        ),
        (
            "(a) twenty (20) AGM-88G missiles; (b) 2 control sections; 35,529 BLU-117 2,000-pound bomb bodies",
            [("AGM-88G missiles", 20), ("control sections", 2), ("BLU-117 2,000-pound bomb bodies", 35529)],
        ),
        (
            "up to sixteen (16) Tomahawk Block V All Up Rounds (AURs); four (4) Tomahawk Block IV AURs",
            [("Tomahawk Block V All Up Rounds (AURs)", 16), ("Tomahawk Block IV All Up Rounds", 4)],
        ),
        (
            "120 M4A1 carbines and small arms ammunition, 175 .50 caliber M2 machine guns",
            [("M4A1 carbines", 120), ("small arms ammunition", None), (".50 caliber M2 machine guns", 175)],
        ),
        (
            "seventy-two (72) Radar Detecting Sets, AN/APR-39E(V)2",
            [("Radar Detecting Sets, AN/APR-39E(V)2", 72)],
        ),
        (
            "five (5) pods; M299 missile launchers, M261 rocket launchers, small tactical terminals; 2.75-inch rockets; 30mm rounds",
            [
                ("pods", 5),
                ("M299 missile launchers", None),
                ("M261 rocket launchers", None),
                ("2.75-inch rockets", None),
                ("30mm rounds", None),
            ],
        ),
        (
            "two (2) kits; torpedo spare parts for the all up round and exercise torpedo; AIM-120 containers; MK 331 torpedo setting panels; rocket launchers' tools; M134 gun mount system",
            [("kits", 2)],
        ),
        (
            "training, support for F-16, AH-64 aircraft, publications, and support to include AIM-9X, Hellfire missiles",
            [],
        ),
        ("blanket order training for twenty (20) students and 2 years of support", []),
        ("thirteen (13) contractor representatives; 2 phases; 3 years of support", []),
    ],
)
def test_lists(words: str, items: list[tuple[str, int | None]]) -> None:
    found = find_items(words, 0, len(words), lead=True)
    assert [(i.name, i.count.value if i.count is not None else None) for i in found] == items
    for item in found:
        assert all(words[a:b].strip() == words[a:b] for a, b in item.spans)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (
            "will be Lockheed Martin Corporation (Missiles and Fire Control), Orlando, FL; and RTX Corporation, Arlington, VA. There are none",
            ["Lockheed Martin Corporation", "RTX Corporation"],
        ),
        (
            "will be the Boeing Company, located in St. Louis, MO; ATK Tactical Systems Company LLC, located in Rocket Center, WV; and Cherry Aerospace, LLC, Santa Ana, CA. At this time",
            ["Boeing Company", "ATK Tactical Systems Company LLC", "Cherry Aerospace, LLC"],
        ),
        (
            "will be BAE Systems (York, PA), Leonardo DRS (Melbourne, FL), and Palomar Display Products (Carlsbad, CA). There",
            ["BAE Systems", "Leonardo DRS", "Palomar Display Products"],
        ),
        (
            "will be Pratt and Whitney in East Hartford, CT, and Elbit Systems of America, Fort Worth, TX.",
            ["Pratt and Whitney", "Elbit Systems of America"],
        ),
        (
            "involved with this program are:\n• Raytheon Missile Systems, Tucson, Arizona\n• Kongsberg Defence & Aerospace, Kongsberg, Norway\nThere are no offsets",
            ["Raytheon Missile Systems", "Kongsberg Defence & Aerospace"],
        ),
        (
            "will be RTX Corporation, located in Waltham, MA, and Huntsville, AL; and KBR, located in Houston, TX, and Huntsville, AL. At",
            ["RTX Corporation", "KBR"],
        ),
        (
            "will be the Raytheon/Lockheed Martin Javelin Joint Venture of Orlando, FL, and Tucson, AZ. There",
            ["Raytheon/Lockheed Martin Javelin Joint Venture"],
        ),
        (
            "will be a joint venture between Lockheed Martin, in Orlando, FL, and RTX, in Tucson, AZ. There",
            ["Lockheed Martin", "RTX"],
        ),
        (
            "for the MK 54 Torpedo is Raytheon Integrated Defense Systems, Portsmouth, RI. There",
            ["Raytheon Integrated Defense Systems"],
        ),
        (
            "for this effort, in so far as known, are Boeing in Saint Louis, Missouri and Oshkosh Defense, Oshkosh, WI. There",
            ["Boeing", "Oshkosh Defense"],
        ),
        (
            "will be Spartan College of Aeronautics and Technology, Tulsa, OK; and General Motors of Anderson, Indiana. There",
            ["Spartan College of Aeronautics and Technology", "General Motors"],
        ),
        ("will be determined from approved vendors. There", []),
        ("will be selected through competitive procurements conducted by the U.S. Government. At", []),
        ("is unknown at this time. There", []),
    ],
)
def test_contractors(words: str, names: list[str]) -> None:
    text = "A Foreign Military Sale. The principal contractors " + words
    found = find_contractors(text, Notice(tuple(find_marks(text)), "release"))
    assert [f.value for f in found] == names
    assert [text[slice(*f.span)] for f in found] == names


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("May 7, 2026\n", "2026-05-07"),
        ("Posted on May 7, 2026\n", "2026-05-07"),
        ("NEWS | May 7, 2026\n", "2026-05-07"),
        ("The talks began on May 7, 2026 in Oslo, and they went on for the whole week.\n", None),
    ],
)
def test_posted(head: str, day: str | None) -> None:
    text = head + CASES["state post, bullets"].text.replace("March 12, 2026", "x")
    (notice,) = (c for c in find_notice_claims(page_of(text)) if c.kind == "notice")
    assert notice.get("posted") == day


@pytest.mark.parametrize(
    "head",
    [
        "A Notice by the Defense Department on 05/07/2026\n",
        "[Federal Register Volume 91, Number 88 (Thursday, May 7, 2026)]\n",
        "May 7, 2026\n",
    ],
)
def test_the_day_of_a_print_is_no_day_of_a_post(head: str) -> None:
    (notice,) = (
        c for c in find_notice_claims(page_of(head + CASES["print, pdf"].text)) if c.kind == "notice"
    )
    assert notice.get("posted") is None
    assert notice.get("delivered") == "2026-04-01"


def notice_of(text: str, published: str | None = None) -> dict[str, object]:
    (notice,) = (c for c in find_notice_claims(page_of(text, published)) if c.kind == "notice")
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
    claims = [c for c in find_notice_claims(page_of(UPGRADE)) if c.kind == "transfer"]
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
    claims = [c for c in find_notice_claims(page_of(text)) if c.get("quantity") == 10]
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
    claims = [c for c in find_notice_claims(page_of(text)) if c.kind == "transfer"]
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
    ((_, end),) = covered_spans(page_of(text))
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
    assert find_notice_claims(page_of(text)) == []


def test_parts_that_do_not_make_the_total_leave_an_issue() -> None:
    text = CASES["print, pdf"].text.replace("$83.14", "$93.14")
    assert any("do not make" in i.reason for i in find_notice_issues(page_of(text)))


def test_parties_price_and_dates() -> None:
    claims = find_notice_claims(page_of(CASES["javelin"].text))
    transfers = [c for c in claims if c.kind == "transfer"]
    assert {(c.get("supplier"), c.get("recipient")) for c in transfers} == {("US", "XK")}
    priced = [c for c in transfers if c.get("value") is not None]
    assert [(c.get("value"), c.get("value_basis")) for c in priced] == [(75e6, "estimate")] * 2
    assert [c.get("date") for c in transfers if c.get("stage") == "notified"] == ["2024-01-11"]


def test_print_puts_the_total_on_the_lead_item_where_no_sentence_tells_it() -> None:
    claims = [c for c in find_notice_claims(page_of(CASES["print, pdf"].text)) if c.kind == "transfer"]
    assert [(c.get("value"), c.get("value_basis")) for c in claims] == [(83.14e6, "estimate"), (None, None)]
    told = [c for c in find_notice_claims(page_of(CASES["print, html"].text)) if c.get("value_basis")]
    assert [(c.get("value"), c.rule) for c in told] == [(670e6, "notice-cost")]


def test_bounds() -> None:
    claims = find_notice_claims(page_of(CASES["state post, bullets"].text))
    assert [c.get("quantity") for c in claims if c.get("bound") == "up to"] == [24]


def test_word_and_figure_that_disagree_leave_an_issue() -> None:
    (issue,) = find_notice_issues(page_of(CASES["slip of figures"].text))
    assert "821" in issue.reason
    assert "812" in issue.reason
    assert not issue.fatal
    assert find_notice_issues(page_of(CASES["javelin"].text)) == ()


def test_designator_of_another_country_leaves_an_issue() -> None:
    text = CASES["print, pdf"].text.replace("of Singapore", "of Slovakia")
    assert any("SN-B-VIW" in i.reason for i in find_notice_issues(page_of(text)))
    assert find_notice_issues(page_of(CASES["print, pdf"].text)) == ()


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
    assert find_notice(page) is None
    assert find_notice_claims(page) == []
    assert covered_spans(page) == ()


def test_covered_spans_hold_the_claims_and_leave_the_heading() -> None:
    case = CASES["copy on a news site"]
    page = page_of(case.text)
    ((start, end),) = covered_spans(page)
    transfers = [c for c in find_notice_claims(page) if c.kind == "transfer"]
    assert all(start <= c.start and c.end <= end for c in transfers)
    assert start > case.text.index("By our staff")


def test_two_notices_on_a_page() -> None:
    page = page_of(CASES["cost rises"].text + "\n\n" + CASES["items added"].text)
    claims = find_notice_claims(page)
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
    (notice,) = (c for c in find_notice_claims(page_of(text)) if c.kind == "notice")
    assert notice.get("transmittal") == number


@pytest.mark.parametrize("words", ["DSCA 24-05", "DSCA Policy Memorandum 24-62", "SAMM E-Change 24-70"])
def test_memo_is_no_transmittal(words: str) -> None:
    text = CASES["himars"].text.replace("Transmittal No. 26-01", words)
    (notice,) = (c for c in find_notice_claims(page_of(text)) if c.kind == "notice")
    assert notice.get("transmittal") is None


RULES = load_toml("languages/en/notices.toml")["clause"]


@pytest.mark.parametrize(("rule", "example"), [(r["id"], e) for r in RULES for e in r["examples"]])
def test_rule_examples(rule: str, example: str) -> None:
    pattern = next(r.pattern for r in rules() if r.id == rule)
    assert pattern.search(example)


@pytest.mark.parametrize(("rule", "example"), [(r["id"], e) for r in RULES for e in r["counterexamples"]])
def test_rule_counterexamples(rule: str, example: str) -> None:
    pattern = next(r.pattern for r in rules() if r.id == rule)
    assert pattern.search(example) is None


PIECES = [
    *(p for c in CASES.values() for p in re.split(r"(?<=[.;:\n])", c.text)),
    "(", ")", "[", "\n", "\n\n", ";", "$", "one (1) ", "(0)", "–", "\u00a0", "\ud800", "(iii)", "Transmittal No. ",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_order_of_clauses_gives_grounded_claims(pieces: list[str]) -> None:
    """Invariant 1: every value stands on words of the text, whatever the text."""
    text = "".join(pieces)
    page = Page(Document(text, "notice"), text, [])
    reading = read_notice(page)
    for claim in reading.claims:
        assert 0 <= claim.start < claim.end <= len(text)
        for slot in claim.slots:
            assert slot.spans
            assert all(0 <= a < b <= len(text) for a, b in slot.spans)
            assert slot.words == tuple(text[a:b] for a, b in slot.spans)
    assert read_notice(page) == reading


@pytest.mark.parametrize(
    "piece",
    [
        "Foreign Military Sale (",
        "has requested to buy one (1) ",
        "Transmittal No. ",
        "; and (((",
        "will require the ",
        "the original case for ",
        "the possible Foreign Military Sale to Norway of ",
        "principal contractors for the sale, as known, ",
        "Boeing, Mesa, AZ, and ",
        "AA-B-CCC (Date Report Delivered to Congress: ",
    ],
)
def test_hostile_text_stays_linear(piece: str) -> None:
    text = "Foreign Military Sale " + piece * (400_000 // len(piece))
    began = time.perf_counter()
    find_marks(text)
    half = time.perf_counter() - began
    assert half < 8.0
