"""Pages: what they hold, that they escape everything, and that links work without a script."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import HandmadeView
from starlette.testclient import TestClient

import armstrail
from armstrail.serve import make_app
from armstrail.serve.app import is_loopback
from armstrail.serve.marking import Mark, compare_words, cut_text
from armstrail.serve.pages import Pages

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def view() -> HandmadeView:
    return HandmadeView()


@pytest.fixture(scope="module")
def client(view: HandmadeView) -> TestClient:
    return TestClient(make_app(view), base_url="http://127.0.0.1")


class _Seen(HTMLParser):
    """Tags and links of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    seen = _Seen()
    seen.feed(page)
    return seen.tags


def _addresses(view: HandmadeView) -> list[str]:
    case = f"/case/{view.only.id}"
    hostile = f"/document/{view.hostile.id}"
    whys = ("value:ceiling", "disagreement:1", "quantity:<img src=x onerror=alert(2)>", "<script>")
    return [
        *("/", "/?q=<script>&supplier=\"'<b>", "/?supplier=US", "/?as_of=2024-02"),
        *(case, *(f"{case}?why={why}" for why in whys)),
        *("/documents", "/documents?q=tanks", hostile, f"/document/{view.calm.id}"),
        *(f"{hostile}?claim={view.odd.id},<script>", "/series", "/series?state=<b>"),
        *("/case/<script>", "/nowhere/<script>"),
    ]


def test_hostile_words_stay_words(client: TestClient, view: HandmadeView) -> None:
    for address in _addresses(view):
        page = client.get(address).text
        for tag, attributes in _tags(page):
            assert tag not in ("img", "style", "iframe", "object", "i", "b"), address
            assert not any(name.startswith("on") or name == "style" for name in attributes), address
            assert not (attributes.get("href") or "").lower().startswith(("javascript:", "data:")), address
            if tag == "script":
                assert attributes == {"src": "/static/page.js", "defer": None}, address
        assert "{{" not in page.replace("{{ 7*7 }}", ""), address
        assert "\x00" not in page
        assert "\x1b" not in page


def test_every_answer_carries_the_policy(client: TestClient, view: HandmadeView) -> None:
    for address in [*_addresses(view), "/static/style.css", "/static/nothing", "/?as_of=yesterday"]:
        answer = client.get(address)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in answer.headers


def test_nothing_comes_from_outside(client: TestClient, view: HandmadeView) -> None:
    for address in _addresses(view):
        for tag, attributes in _tags(client.get(address).text):
            for name in ("src", "srcset", "action"):
                assert (attributes.get(name) or "/").startswith("/"), address
            if tag == "link":
                assert (attributes["href"] or "").startswith("/static/")


def test_list_of_cases(client: TestClient) -> None:
    page = client.get("/?recipient=XK").text
    assert "United States" in page
    assert "246 FGM-148 Javelin" in page
    assert "$75 million" in page
    assert "0123456789abcdef" in page
    assert "No case fits" in client.get("/?recipient=NO").text
    assert "1 case" in client.get("/?recipient=kosovo&equipment=fgm148").text


def test_a_day_that_is_none_is_refused(client: TestClient) -> None:
    assert client.get("/?as_of=soon").status_code == 400
    assert client.get("/?since=11/1/2024").status_code == 400


def test_as_of_leaves_out_what_came_later(client: TestClient, view: HandmadeView) -> None:
    """Invariant 8."""
    assert client.get(f"/case/{view.only.id}?as_of=2024-01-11").status_code == 404
    assert client.get(f"/case/{view.only.id}?as_of=2024-01-12").status_code == 200


def test_every_value_leads_to_its_words(client: TestClient, view: HandmadeView) -> None:
    """Invariant 1, without a script: each link on the page gives the page with the words marked."""
    page = client.get(f"/case/{view.only.id}").text
    links = [a["href"] for t, a in _tags(page) if t == "a" and "data-why" in a]
    assert len(links) >= 9
    for link in links:
        assert link is not None
        answer = client.get(link.split("#")[0]).text
        marked = re.findall(r'<mark class="[^"]*k-word[^"]*"[^>]*>(.*?)</mark>', answer, re.DOTALL)
        assert marked, link
        assert 'aria-current="true"' in answer
        part = client.get(link.split("#")[0] + "&part=evidence").text
        assert "<html" not in part
        assert "k-word" in part


def test_marked_words_are_those_of_the_value(client: TestClient, view: HandmadeView) -> None:
    answer = client.get(f"/case/{view.only.id}?why=quantity:FGM-148 Javelin&part=evidence").text
    marked = re.findall(r'<mark class="[^"]*k-word[^"]*"[^>]*>(.*?)</mark>', answer, re.DOTALL)
    assert "246" in "".join(marked)
    assert f"/document/{view.calm.id}" in answer


def test_a_sale_by_the_united_states_shows_its_clock(client: TestClient, view: HandmadeView) -> None:
    page = client.get(f"/case/{view.only.id}").text
    assert "Review by Congress" in page
    assert "30 calendar days after receipt" in page
    assert "AECA 36(b)(1)" in page
    assert "Whether the certification states an emergency is not known." in page
    on = client.get(f"/case/{view.only.id}?as_of=2024-02").text
    assert "on 2024-02" in on


def test_other_sales_show_none(view: HandmadeView) -> None:
    claims = view.claims(view.only.claims)
    assert Pages._clocks(replace(view.only, supplier="DE"), claims, None) == ()
    ((row,),) = Pages._clocks(replace(view.only, kind="gift"), claims, None)
    assert "no rule for a gift" in row.what


def test_a_document_shows_all_its_text(client: TestClient, view: HandmadeView) -> None:
    page = client.get(f"/document/{view.calm.id}?claim={view.sale.id}").text
    body = re.search(r'<div class="body"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert body is not None
    text = re.sub(r"<[^>]+>", "", body[1])
    assert text.replace("&#34;", '"') == view.calm.text
    assert f'id="c-{view.sale.id}"' in page


def test_another_name_for_this_machine_is_turned_away(view: HandmadeView) -> None:
    client = TestClient(make_app(view), base_url="http://evil.example")
    assert client.get("/").status_code == 400


def test_pages_cannot_be_written_to(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, "/").status_code == 405


def test_static_files_are_those_named_only(client: TestClient) -> None:
    for name in ("..%2fapp.py", "app.py", "../pages.py"):
        assert client.get(f"/static/{name}").status_code == 404


def test_a_real_ledger(tmp_path: Path) -> None:
    """Invariant 1 on the examples: every value of every case leads to marked words; new cases appear in the list."""
    with armstrail.open(tmp_path / "a.db") as archive:
        client = TestClient(make_app(archive), base_url="http://127.0.0.1")
        assert "armstrail read" in client.get("/").text
        archive.read(EXAMPLES / "argentina-f16")
        assert "Argentina" in client.get("/").text
        assert "Poland" not in client.get("/").text
        archive.read(EXAMPLES / "poland-himars")
        assert "Poland" in client.get("/").text
        assert client.get("/?as_of=2024-99").status_code == 400
        assert "→ Poland" in client.get("/?q=HIMARS").text
        assert "→ Argentina" not in client.get("/?q=HIMARS").text
        for case in archive.cases():
            page = client.get(f"/case/{case.id}").text
            links = [a["href"] for t, a in _tags(page) if t == "a" and "data-why" in a]
            assert links
            for link in links:
                assert "k-word" in client.get((link or "").split("#")[0] + "&part=evidence").text, link
            for document in case.documents:
                assert client.get(f"/document/{document.id}").status_code == 200
        for address in ("/series", "/documents", "/documents?q=HIMARS", "/series?state=PL&as_of=2024"):
            assert client.get(address).status_code == 200


def test_loopback() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("192.168.1.4")


def test_wordings_are_compared_word_by_word() -> None:
    parts = compare_words("It is of the utmost importance, he said", "It is of great importance, she said")
    assert "".join(words for words, _ in parts) == "It is of great importance, she said"
    assert [words.strip() for words, same in parts if not same] == ["great", "she"]


@given(st.text(max_size=80), st.text(max_size=80))
def test_compared_words_join_up(one: str, other: str) -> None:
    assert sum(len(words) for words, _ in compare_words(one, other)) == len(other)


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=8))
def test_segments_join_up_to_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    """Invariant 1: nothing is lost or moved where marks overlap."""
    marks = [Mark(a, b, "word", str(i)) for i, (a, b) in enumerate(spans)]
    parts = cut_text(text, 0, len(text), marks)
    assert sum(len(p.text) for p in parts) == len(text)
    for part in parts:
        inside = {m.claim for m in marks if m.start <= part.start < m.end}
        assert set(part.claims) == inside
