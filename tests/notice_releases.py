"""Notices in the form of a press release, retold after real ones with their figures, read by hand."""

# ruff: noqa: E501
from __future__ import annotations

from notices import END, TAIL, Case

RELEASES: dict[str, Case] = {}

RELEASES["javelin"] = Case(
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

RELEASES["himars"] = Case(
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

RELEASES["nested parentheses"] = Case(
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

RELEASES["patriot, commas"] = Case(
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

RELEASES["cost rises"] = Case(
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

RELEASES["items added"] = Case(
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

RELEASES["combined total"] = Case(
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

RELEASES["state post, bullets"] = Case(
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

RELEASES["copy on a news site"] = Case(
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

RELEASES["services"] = Case(
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

RELEASES["slip of figures"] = Case(
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


RELEASES["release of 2009"] = Case(
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


RELEASES["state post, edited"] = Case(
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

RELEASES["state post, plain words"] = Case(
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

RELEASES["case notified before"] = Case(
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
