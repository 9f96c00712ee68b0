"""read, plain text: what is prose and what is not, and what the text says of itself (invariants 1 and 8)."""

# Examples read better whole than cut at a column.
# ruff: noqa: E501

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linear import grows_linearly

from armstrail.model import Document
from armstrail.read import read_documents
from armstrail.read.dateline import find_dateline
from armstrail.read.days import day_in_address, find_days, read_day
from armstrail.read.layout import Layout, lay_out_text
from armstrail.read.outlets import outlet_at, outlet_named

BODY = (
    "The ministry of defence said on Thursday that it had signed a contract for 24 howitzers with the maker.\n\n"
    "Deliveries begin next year, the minister told reporters after the signing in the capital.\n\n"
    "The contract is worth about 90 million euros and covers training and spare parts for ten years.\n"
)


def zones(text: str) -> list[tuple[str, str]]:
    """The kind and the words of each zone."""
    return [(z.kind, text[z.start : z.end]) for z in lay_out_text(text).zones]


def kinds(text: str) -> list[str]:
    """The kinds alone."""
    return [kind for kind, _ in zones(text)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("MILAN — The government bought tanks.", "MILAN — "),
        ("BELGRADE, Serbia — The government bought tanks.", "BELGRADE, Serbia — "),
        ("WASHINGTON (AP) — The government bought tanks.", "WASHINGTON (AP) — "),
        ("KYIV, Jan 11 (Reuters) - The government bought tanks.", "KYIV, Jan 11 (Reuters) - "),
        ("ANKARA, Feb. 16 (Xinhua) -- Turkey will buy tanks.", "ANKARA, Feb. 16 (Xinhua) -- "),
        ("SEOUL, Jan. 11 (Yonhap) -- South Korea sold tanks.", "SEOUL, Jan. 11 (Yonhap) -- "),
        ("MOSCOW, January 11. /TASS/. Russia delivered the system.", "MOSCOW, January 11. /TASS/. "),
        ("New Delhi [India], January 11 (ANI): India ordered guns.", "New Delhi [India], January 11 (ANI): "),
        ("New Delhi, Sept 29 (KNN) The Indian Army issued a tender.", "New Delhi, Sept 29 (KNN) "),
        ("WASHINGTON, October 27, 2014 - The agency announced sales.", "WASHINGTON, October 27, 2014 - "),
        (
            "BETHESDA, Md., Jan. 11, 2024 /PRNewswire/ -- The maker won.",
            "BETHESDA, Md., Jan. 11, 2024 /PRNewswire/ -- ",
        ),
        ("WASHINGTON --- The agency announced sales.", "WASHINGTON --- "),
        (
            "TEL AVIV/JERUSALEM, May 3 (Reuters) - Israel sold drones.",
            "TEL AVIV/JERUSALEM, May 3 (Reuters) - ",
        ),
        ("МОСКВА, 11 янв - РИА Новости. Польша купит танки.", "МОСКВА, 11 янв - РИА Новости. "),
        ("WASHINGTON, May 3, 2021 - The Agency (DSCA) announced it.", "WASHINGTON, May 3, 2021 - "),
        ("Paris (AFP) – France sold jets.", "Paris (AFP) – "),
        ("OSLO, 20 December 2017. The agency signed.", "OSLO, 20 December 2017. "),
        ("UNITED NATIONS — The council met.", "UNITED NATIONS — "),
        ("(Reuters) - The Pentagon said.", "(Reuters) - "),
        ("BERLIN (dpa) - Deutschland liefert Panzer.", "BERLIN (dpa) - "),
    ],
)
def test_a_dateline_is_found(line: str, words: str) -> None:
    """Datelines of many wires, to the character."""
    found = find_dateline(line, 0, len(line))
    assert found is not None
    assert line[: found.end] == words


@pytest.mark.parametrize(
    "line",
    [
        "Kosovo — which declared independence in 2008 — bought drones.",
        "The Polish Press Agency (PAP) reported the purchase.",
        "The Defense Security Cooperation Agency (DSCA) said so.",
        "BREAKING: Poland buys tanks.",
        "NATO — and its members — bought shells.",
        "F-16 — the jet in question — flew.",
        "Poland: 116 Abrams tanks",
        "Washington said on January 11 - the day of the vote - that it would sell.",
        "RQ-4 Global Hawk - a drone - was sold.",
        "Lockheed Martin - the maker - said so.",
        "In Paris, 3 May 2010. The end of it.",
    ],
)
def test_prose_is_no_dateline(line: str) -> None:
    """A place or a dash alone makes none."""
    assert find_dateline(line, 0, len(line)) is None


def test_a_list_by_country_has_no_datelines() -> None:
    """Three places in one text at the heads of lines are a list."""
    text = "Deliveries so far, by country of destination, were:\n\nPOLAND — 116 tanks.\n\nROMANIA — 54 tanks.\n\nBAHRAIN — 50 tanks.\n"
    assert "dateline" not in kinds(text)


def test_a_wire_report() -> None:
    """Title, byline, date and dateline at the top; credit and copyright at the end."""
    text = (
        "Ruritania buys howitzers from Freedonia\n\nBy Jane Doe and John Roe\n\nJanuary 11, 2024 5:24 PM GMT · Updated 2 days ago\n\n"
        f"STRELSAU, Jan 11 (Reuters) - {BODY}\n(Reporting by Jane Doe; Editing by Ann Other)\n\n© 2024 Thomson Reuters. All rights reserved.\n"
    )
    layout = lay_out_text(text)
    assert [z.kind for z in layout.zones] == ["title", "byline", "date", "dateline", "credit", "copyright"]
    assert layout.title == "Ruritania buys howitzers from Freedonia"
    assert layout.byline == "Jane Doe and John Roe"
    assert layout.published == "2024-01-11"
    assert layout.wire == "Reuters"


def test_a_blog_copy() -> None:
    """A page's header date, labels, source, comments: none of it is prose; the later, labelled date counts."""
    text = (
        "Friday, March 8, 2024\n\nDefence\n\nFreedonia cleared to sell howitzers\n\nPosted by Admin on March 6, 2024\n\n"
        f"{BODY}\nSource: Defense News\n\nShare this:\n\nRelated Stories\n\n3 comments:\n\nPost a Comment\n"
    )
    layout = lay_out_text(text)
    assert layout.published == "2024-03-06"
    prose = text
    for zone in sorted(layout.zones, key=lambda z: -z.start):
        prose = prose[: zone.start] + prose[zone.end :]
    assert prose.split() == BODY.split()


@pytest.mark.parametrize(
    "line",
    [
        "A howitzer fires during an exercise near the border, March 3, 2022. REUTERS/Joshua Doe",
        "The minister at the signing in the capital on Thursday. Photo: Ministry of Defence",
        "A launcher of the 5th brigade stands in a field (file photo)",
        "FILE - Howitzers stand in a row at the maker's plant in 2021.",
        "The president inspects a drone. [Jane Doe/Reuters]",
        "Soldiers load shells at the range (AP Photo/Jane Doe, File)",
        "Ein Leopard 2 bei einer Übung. (Foto: Bundeswehr)",
    ],
)
def test_a_caption_is_a_zone(line: str) -> None:
    """A caption is read like prose, its credit is not."""
    text = f"Ruritania buys howitzers from Freedonia\n\n{line}\n\n{BODY}"
    found = [(k, w) for k, w in zones(text) if k in ("caption", "credit")]
    assert found
    assert found[0][0] == "caption"
    assert "".join(w for _, w in found).replace(" ", "") == line.replace(" ", "")


@pytest.mark.parametrize(
    "line",
    [
        "By 2027, the army wants 250 tanks.",
        "By then the brigade will have received all 48 launchers, he said.",
        "Copyright law does not cover weapons.",
        "Share prices of the maker rose by 4 percent after the deal was announced.",
        "Support for the sale came from both parties.",
        "More than 300 tanks were delivered.",
        "Source code for the jets was part of the talks with the maker.",
        "Follow-on orders for 48 more are expected.",
        "Tags on the crates showed that the shells came from Freedonia.",
        "Comments by the minister on the sale drew anger.",
        "The contract was signed on January 11, 2024.",
        "Editors asked the ministry about the price and got no answer.",
        "In July 2023 the ministry ordered 48 more.",
        "Photo reconnaissance pods are part of the package.",
        "Related equipment and training are included.",
        "Read together, the two notices come to 48 launchers.",
        "The deal was first reported by Reuters.",
        "The minister is a former editor of a newspaper for soldiers.",
        "The sale includes 24 launchers (with trucks).",
        "He said the jets (file them under scrap) were old.",
    ],
)
def test_prose_stays_prose(line: str) -> None:
    """A sentence that begins like furniture and is none, in the middle and at both ends."""
    for text in (
        f"{BODY}\n{line}\n\n{BODY}",
        f"{BODY}\n{line}\n",
        f"Ruritania buys howitzers\n\n{line}\n\n{BODY}",
    ):
        at = text.index(line)
        assert not any(
            z.start < at + len(line) and at < z.end and z.kind != "deck" for z in lay_out_text(text).zones
        )


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("No comments:", "comments"),
        ("12 Comments", "comments"),
        ("Leave a Reply", "comments"),
        ("Note: only a member of this blog may post a comment.", "comments"),
        ("Copyright © 2024 The Freedonia Times, LLC.", "copyright"),
        ("All rights reserved. This material may not be rewritten.", "copyright"),
        ("Source link", "source"),
        ("SOURCE: JANES", "source"),
        ("Source: Xinhua| 2019-02-16 20:58:42|Editor: someone", "source"),
        ("(Source: Defense Security Cooperation Agency; issued Nov 29, 2017)", "source"),
        ("The post Ruritania buys guns first appeared on Defence Blog.", "source"),
        ("Jane Doe is a Europe correspondent for Defense News. She covers procurement.", "bio"),
        ("Jane Doe is the India correspondent for Defense News.", "bio"),
        ("Read more: Ruritania's army in figures", "navigation"),
        ("Subscribe to our newsletter", "navigation"),
        ("Tags: howitzers, Ruritania", "navigation"),
        ("-- Advertisements --", "navigation"),
        ("Related News", "navigation"),
        ("1 minute read", "navigation"),
        ("Follow us on Telegram", "navigation"),
        ("Editor: Liu", "credit"),
        ("(Reporting by Jane Doe in Washington)", "credit"),
        ("Associated Press writer Jane Doe contributed to this report.", "credit"),
        ("With inputs from ANI", "credit"),
        ("Jane Doe, The Associated Press", "byline"),
        ("Читайте также: армия в цифрах", "navigation"),
    ],
)
def test_furniture_at_the_end(line: str, kind: str) -> None:
    """Lines after the story that are not the story."""
    text = f"Ruritania buys howitzers from Freedonia\n\n{BODY}\n{line}\n"
    assert (kind, line) in zones(text)


def test_an_official_notice() -> None:
    """A notice as a site prints it: its short heading, and the day in the dateline."""
    text = (
        "News Release\n\nRuritania – Howitzers\n\nTransmittal No:\n24-07\n\nWASHINGTON, January 11, 2024 - The State Department "
        f"has made a determination approving a possible Foreign Military Sale to Ruritania (DSCA).\n\n{BODY}"
    )
    layout = lay_out_text(text)
    assert layout.published == "2024-01-11"
    assert ("dateline", "WASHINGTON, January 11, 2024 - ") in zones(text)


def test_a_report_without_blank_lines() -> None:
    """One newline between headline, byline, date and story."""
    text = (
        "Ruritania buys howitzers from Freedonia\nby Jane Doe, The Associated Press\nPosted Oct 1, 2019 5:47 pm EDT\n"
        + BODY.replace("\n\n", "\n")
    )
    layout = lay_out_text(text)
    assert [z.kind for z in layout.zones] == ["title", "byline", "date"]
    assert (layout.published, layout.wire) == ("2019-10-01", "Associated Press")


def test_a_wrapped_text() -> None:
    """Lines cut at a column: the first of them is no headline."""
    text = "The ministry of defence said on Thursday that it had signed\na contract for 24 howitzers with the maker, which has sold\nfew of them so far to any other state in the region, and\nthat deliveries begin next year, as the minister told some\nreporters after the signing in the capital, where he had\narrived on the day before for talks on more of them.\n"
    assert zones(text) == []


def test_who_printed_it() -> None:
    """Outlet and wire from credit, copyright, bio, signature."""

    def who(text: str) -> tuple[str | None, str | None]:
        layout = lay_out_text(text)
        return layout.outlet, layout.wire

    assert who(
        f"- Associated Press - Thursday, January 11, 2024\n\n{BODY}\nCopyright © 2024 The Washington Times, LLC."
    ) == (
        "The Washington Times",
        "Associated Press",
    )
    assert who(f"{BODY}\nJane Doe is a Europe correspondent for Defense News.")[0] == "Defense News"
    assert who(f"{BODY.strip()}/The Geopost/")[0] == "The Geopost"
    assert who(f"{BODY}\n\nThe minister told RFE/RL that it was over.")[0] == "RFE/RL"
    assert who(f"{BODY}\n\nThe minister told CNN that it was over.")[0] is None
    assert who(BODY) == (None, None)


def test_a_day_in_prose_is_no_day_of_publication() -> None:
    """A day that the story tells is not the day on which it was printed; and nothing becomes today."""
    text = f"Ruritania buys howitzers\n\nOn January 11, 2024, the ministry said that it bought 24 howitzers.\n\n{BODY}"
    assert lay_out_text(text).published is None


def test_a_dateline_without_a_year() -> None:
    """The year comes from a copyright line or a whole date close by, else the day stays unknown."""
    line = f"KYIV, Jan 11 (Reuters) - {BODY}"
    assert lay_out_text(line).published is None
    assert lay_out_text(f"{line}\n© 2024 Reuters").published == "2024-01-11"
    assert lay_out_text(f"{line}\nThe talks began on January 3, 2024, he said.").published == "2024-01-11"
    assert lay_out_text(f"{line}\nThe army was founded on June 3, 1994, he said.").published is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("January 11, 202417:24", "2024-01-11"),
        ("11 janvier 2024", "2024-01-11"),
        ("11. Januar 2024", "2024-01-11"),
        ("11 de enero de 2024", "2024-01-11"),
        ("11 января 2024", "2024-01-11"),
        ("11. јануар 2024.", "2024-01-11"),
        ("11 stycznia 2024", "2024-01-11"),
        ("11.01.2024", "2024-01-11"),
        ("2024/01/11", "2024-01-11"),
        ("13/01/2024", "2024-01-13"),
        ("03/04/2024", None),
        ("Sept. 5th, 2021", "2021-09-05"),
    ],
)
def test_days(line: str, day: str | None) -> None:
    """Days in many forms; one that can be read in two ways is left open."""
    assert [d.value for d in find_days(line)] == [day]


def test_fields_and_addresses() -> None:
    """A field's day as precise as it is; a day in an address."""
    assert read_day("2024-01-11T23:30:00-05:00") == "2024-01-11"
    assert read_day("2024-01") == "2024-01"
    assert read_day("2024") == "2024"
    assert read_day("20240111") == "2024-01-11"
    assert read_day("Jan 11, 2024") == "2024-01-11"
    assert read_day("2024-02-30") is None
    assert read_day("soon") is None
    assert day_in_address("https://example.org/world/2024/01/11/tanks") == "2024-01-11"
    assert day_in_address("https://example.org/2024/jan/11/tanks") == "2024-01-11"
    assert day_in_address("https://example.org/tanks-12345678") is None


def test_outlets() -> None:
    """By name in any case, and by domain."""
    assert outlet_named("the associated press") == outlet_named("AP")
    named, at = outlet_named("BIRN"), outlet_at("https://balkaninsight.com/2024/01/11/x/")
    assert named is not None
    assert named == at
    assert outlet_at("https://edition.cnn.com/x") == outlet_named("CNN")
    assert outlet_at("http://[broken") is None


def read_one(path: Path) -> Document:
    """The only document of a file that has no issues."""
    found = list(read_documents([path]))
    assert len(found) == 1
    assert found[0][1] == ()
    assert found[0][0] is not None
    return found[0][0]


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t"), min_size=1, max_size=400
    )
)
def test_text_is_verbatim(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Invariant 1: the text of a plain file is its bytes' code points, and zones lie in it without overlap."""
    path = tmp_path_factory.getbasetemp() / "verbatim.txt"
    path.write_bytes(text.encode())
    document, _ = next(read_documents([path]))
    if document is None:
        assert not text.strip(" \t\r\n\f\v\ufeff") or not text.strip() or "\x85" in text
        return
    assert document.text == text
    check_zones(document.text, lay_out_text(document.text))


LINES = st.sampled_from(
    [
        "MILAN — The government bought tanks.", "By Jane Doe", "January 11, 2024", "Share", "Photo: Reuters", "(file photo)", "© 2024 X", "Tags: a",
        "No comments:", "Source link", "Title of the thing", "Title of the thing", "A sentence ends here.", "", "  ", "\ufeff", "About the author", "/The Geopost/",
        "KYIV, Jan 11 (Reuters) -", "x — y", "Jane Doe is a reporter for Reuters.", "— AP", "\u200b", "(", "By", "- - -",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=20), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_zones_never_overlap(lines: list[str], end: str) -> None:
    """Zones are in order, inside the text, apart, and never empty."""
    text = end.join(lines)
    check_zones(text, lay_out_text(text))


def check_zones(text: str, layout: Layout) -> None:
    """In order, inside, apart, not empty."""
    at = 0
    for zone in layout.zones:
        assert at <= zone.start < zone.end <= len(text)
        at = zone.end


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "(",
        "\n",
        "a\n",
        "By ",
        "— ",
        "1",
        "Jan 11, 2024 ",
        "/",
        "[",
        "A — ",
        "Photo: ",
        "\u200b",
        "A ",
        "is a ",
        "Jane Doe ",
        "(file ",
        "told BIRN ",
        ". ",
        "\r",
    ],
)
def test_hostile_text_is_linear(piece: str) -> None:
    """A text of one piece is laid out in time that its length explains."""
    # Above 200,000 code points only beginning and end are looked at.
    assert grows_linearly(lambda size: lay_out_text(piece * (size // len(piece))), 24_000)
    text = piece * (4_000_000 // len(piece))
    check_zones(text, lay_out_text(text))


STORY = "Poland has signed a contract for 96 Apache helicopters from Boeing, the minister said on Tuesday."


@pytest.mark.parametrize(
    "mark", ["(Reuters)", "-- Reuters", "— Reuters", "\n\n(Reuters)", "(Reuters)\n\nCopyright 2024 X"]
)
def test_a_wire_named_after_the_last_sentence(mark: str) -> None:
    text = f"Poland buys 96 Apache helicopters\n\n{STORY}\n\nThe deal is worth $10 billion. {mark}\n"
    found = lay_out_text(text)
    assert found.wire == "Reuters"
    assert "caption" not in {z.kind for z in found.zones}


def test_a_wire_under_a_picture_is_none_of_the_report() -> None:
    text = f"US clears sale of Javelins\n\nA soldier fires a Javelin in a drill. (Reuters)\n\n{STORY}\n\nMore was said.\n"
    found = lay_out_text(text)
    assert found.wire is None
    assert "caption" in {z.kind for z in found.zones}


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("# Arms news\n", "Arms news"),
        ("## Poland buys 96 Apache helicopters\n", "Poland buys 96 Apache helicopters"),
        ("Kosovo deal\n", "Kosovo deal"),
        ("Kosovo\n\n", "Kosovo"),
        ("Tanks for Ukraine\n\nGermany will send 14 Leopard 2 tanks to Kyiv, officials confirm\n\n", "Tanks for Ukraine"),
        ("Defence and Security\n\nPoland buys 96 Apache helicopters from Boeing\n\n", "Poland buys 96 Apache helicopters from Boeing"),
        ("WARSAW\n\n", None),
    ],
)  # fmt: skip
def test_a_short_first_line_is_a_title(head: str, title: str | None) -> None:
    assert lay_out_text(f"{head}{STORY}\n\nMore was said here.\n").title == title


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Posted by Jane Doe on Friday, January 12, 2024", "2024-01-12"),
        ("Posted by Jane Doe on Friday, 12 January 2024 at 10:00", "2024-01-12"),
        ("Posted by Jane Doe on Friday, January 12, 2024 in Defense", "2024-01-12"),
        ("Posted by Jane Doe on Friday", None),
    ],
)
def test_who_posted_it_is_no_title(line: str, day: str | None) -> None:
    for head, title in (("", None), ("Poland buys Apaches\n", "Poland buys Apaches")):
        found = lay_out_text(f"{head}{line}\n\n{STORY}\n")
        assert (found.title, found.byline, found.published) == (title, "Jane Doe", day)


def test_seeds() -> None:
    """The five reports of the seeds: what each says of itself."""
    folder = Path(__file__).parents[1] / "../shared/seeds"
    if not folder.is_dir():
        pytest.skip("the shared seeds are not here")
    found = [d for d, _ in read_documents([folder]) if d is not None]
    assert [d.outlet for d in found] == [
        "The Geopost",
        "Balkan Insight",
        "The Washington Times",
        "RFE/RL",
        "Defense News",
    ]
    assert [d.published for d in found] == [None, "2024-01-11", "2024-01-11", None, None]
    assert [d.wire for d in found] == [None, None, "Associated Press", None, None]
    assert {d.language for d in found} == {"en"}
    for document in found:
        assert document.text == Path(document.source).read_bytes().decode()
