"""Notices as the Federal Register, the Congressional Record and letters print them, read by hand."""

# ruff: noqa: E501
from __future__ import annotations

from notices import END, TAIL, Case

PRINTS: dict[str, Case] = {}

PRINTS["print, html"] = Case(
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

PRINTS["print, pdf"] = Case(
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

PRINTS["print, Congressional Record"] = Case(
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

PRINTS["letter with portion marks"] = Case(
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
