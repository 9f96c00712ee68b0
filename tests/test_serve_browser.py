"""Pages in a real browser: clicks, keyboard, no script, narrow and dark screens, hostile documents."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from serving import HandmadeView

from armstrail.serve import make_app

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    # Playwright's own event loop leaves sockets to the interpreter's end.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
FLAGS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-gpu", "--no-first-run",
]  # fmt: skip


@pytest.fixture(scope="module")
def view() -> HandmadeView:
    return HandmadeView()


@pytest.fixture(scope="module")
def address(view: HandmadeView) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(view), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


class Watched:
    """A page that remembers what went wrong on it."""

    def __init__(self, browser: sync_api.Browser, **options: object) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.trouble: list[str] = []
        self.page.on("request", lambda r: self.asked.append(r.url))
        self.page.on("dialog", lambda d: (self.trouble.append(d.message), d.dismiss()))
        self.page.on("pageerror", lambda e: self.trouble.append(str(e)))
        self.page.on("console", lambda m: self.trouble.append(m.text) if m.type == "error" else None)


def test_a_click_shows_the_words_without_leaving(
    browser: sync_api.Browser, address: str, view: HandmadeView
) -> None:
    seen = Watched(browser)
    page = seen.page
    page.goto(f"{address}/")
    page.get_by_role("link", name="United States → Kosovo").click()
    page.evaluate("window.here = true")
    page.get_by_role("link", name="246", exact=True).click()
    page.wait_for_selector("#evidence mark.k-word")
    assert page.evaluate("window.here") is True
    assert "246" in page.locator("#evidence mark.k-word").all_inner_texts()
    assert "quantity%3AFGM-148" in page.url
    page.reload()
    assert page.locator("#evidence mark.k-word").count() > 0
    page.get_by_role("link", name="In the whole document").first.click()
    assert page.locator(".body mark.k-word").count() > 0
    assert page.locator(f"#c-{view.sale.id}").count() == 1
    assert seen.trouble == []
    assert all(url.startswith(address) for url in seen.asked)
    seen.context.close()


def test_without_a_script(browser: sync_api.Browser, address: str, view: HandmadeView) -> None:
    seen = Watched(browser, java_script_enabled=False)
    seen.page.goto(f"{address}/case/{view.only.id}")
    seen.page.get_by_role("link", name="$75 million", exact=True).click()
    assert "$75 million" in "".join(seen.page.locator("#evidence mark.k-word").all_inner_texts())
    seen.context.close()


def test_hostile_documents_do_nothing(browser: sync_api.Browser, address: str, view: HandmadeView) -> None:
    seen = Watched(browser)
    case = f"{address}/case/{view.only.id}"
    for place in (
        f"{address}/?q=<script>alert(9)</script>", case, f"{case}?why=disagreement:1", f"{case}?why=<img src=x>",
        f"{address}/document/{view.hostile.id}", f"{address}/documents", f"{address}/series?state=<script>",
    ):  # fmt: skip
        seen.page.goto(place)
        seen.page.wait_for_timeout(50)
        assert seen.page.locator("img, iframe, object, main script, main style").count() == 0
    for link in seen.page.goto(case) and seen.page.locator("a[data-why]").all():
        link.click()
        seen.page.wait_for_selector("#evidence h2")
    assert seen.trouble == []
    assert all(url.startswith(address) for url in seen.asked)
    seen.context.close()


def test_by_keyboard_alone(browser: sync_api.Browser, address: str, view: HandmadeView) -> None:
    seen = Watched(browser)
    page = seen.page
    page.goto(f"{address}/case/{view.only.id}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "246":
            break
    else:
        pytest.fail("the keyboard does not reach the quantity")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector("#evidence mark.k-word")
    assert page.evaluate("document.activeElement.id") == "evidence"
    seen.context.close()


def test_a_narrow_screen_needs_no_sideways_scrolling(
    browser: sync_api.Browser, address: str, view: HandmadeView
) -> None:
    seen = Watched(browser, viewport={"width": 360, "height": 700})
    for place in ("/", f"/case/{view.only.id}?why=value:ceiling", f"/document/{view.calm.id}", "/series"):
        seen.page.goto(address + place)
        wide = seen.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, place
    seen.context.close()


CONTRAST = """
() => {
  const light = (c) => {
    const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map((v) => {
      const x = v / 255;
      return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (!c.endsWith(", 0)") && c !== "transparent") return c;
    }
    return "rgb(255, 255, 255)";
  };
  const bad = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.getClientRects().length) continue;
    const a = light(getComputedStyle(e).color);
    const b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) bad.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)} ${e.textContent.slice(0, 30)}`);
  }
  return bad;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(browser: sync_api.Browser, address: str, view: HandmadeView, scheme: str) -> None:
    """WCAG 2.1, success criterion 1.4.3: 4.5 to 1."""
    seen = Watched(browser, color_scheme=scheme)
    case = f"/case/{view.only.id}?why=disagreement:1"
    for place in (
        "/",
        case,
        f"/document/{view.calm.id}?claim={view.sale.id}",
        "/series",
        "/?as_of=2024",
        "/nowhere",
    ):
        seen.page.goto(address + place)
        assert seen.page.evaluate(CONTRAST) == [], place
    seen.context.close()


def test_names_for_those_who_do_not_see(browser: sync_api.Browser, address: str, view: HandmadeView) -> None:
    seen = Watched(browser)
    for place in ("/", f"/case/{view.only.id}", f"/document/{view.calm.id}", "/series", "/documents"):
        page = seen.page
        page.goto(address + place)
        assert page.locator("h1").count() == 1, place
        assert page.locator("main").count() == 1
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.locator("input:not([type=hidden])").count() == page.locator("label input").count()
        assert page.locator("table").count() == page.locator("table:has(th[scope=col])").count()
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
        assert len(ids) == len(set(ids))
    seen.context.close()
