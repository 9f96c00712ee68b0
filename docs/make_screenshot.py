"""Makes docs/images/case.png: the examples are read, a case is opened in a browser, a value is clicked.

Needs playwright (a development dependency) and Chromium on the system.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

import armstrail
from armstrail.serve import make_app

ROOT = Path(__file__).parents[1]
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def main() -> None:
    """Write the picture."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser_path is None:
        sys.exit("Chromium is not installed")
    with tempfile.TemporaryDirectory() as folder, armstrail.open(Path(folder) / "examples.db") as archive:
        archive.read(ROOT / "examples")
        case = max(archive.cases(), key=lambda c: (len(c.documents), len(c.disagreements)))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(make_app(archive), port=port, log_level="warning"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=browser_path, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 960})
            page.goto(f"http://127.0.0.1:{port}/case/{case.id}")
            disputed = page.locator("td:has(.disputed) a[data-why]")
            values = disputed if disputed.count() else page.locator("td a[data-why]")
            values.first.click()
            page.wait_for_selector("#evidence mark.k-word")
            page.screenshot(path=str(ROOT / "docs" / "images" / "case.png"))
            browser.close()
        server.should_exit = True


if __name__ == "__main__":
    main()
