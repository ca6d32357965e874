"""A real Chromium, found on the PATH, and contexts as people have them."""

import os
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

# The headless shell draws and runs the same pages for less than half of the processor's time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
)
PHONE = {"width": 360, "height": 740}
TABLET = {"width": 768, "height": 1024}
DESK = {"width": 1280, "height": 900}

FAULTS = """async options => {
    // A bar that stays at the edge hides what is beneath only until one scrolls.
    const bars = [...document.querySelectorAll("body *")].filter(one => getComputedStyle(one).position === "sticky")
    for (const bar of bars) Object.assign(bar.style, {position: "relative", inset: "auto"})
    const found = await axe.run(document, options)
    for (const bar of bars) Object.assign(bar.style, {position: "", inset: ""})
    return found.violations.flatMap(fault => fault.nodes.map(node => `${fault.id}: ${node.html}`))
}"""

OpenPage = Callable[..., Page]


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright) -> Browser:
    """Start Chromium; skip the test where there is none, but never in CI."""
    path = find_chromium()
    if path is None and os.environ.get("CI"):
        pytest.fail("CI must run the browser tests, and no Chromium is on the PATH.")
    if path is None:
        pytest.skip("No Chromium on the PATH: browser tests skipped.")
    return playwright.chromium.launch(executable_path=path, args=list(SWITCHES))


def new_context(browser: Browser, address: str, **options: Any) -> BrowserContext:
    """Return a fresh visitor, who waits at most ten seconds for anything."""
    context = browser.new_context(base_url=address, locale="en-GB", **{"viewport": DESK, **options})
    context.set_default_timeout(10_000)
    return context


def axe_faults(page: Page, **options: Any) -> list[str]:
    """Return what axe-core finds on *page*, a line each; *options* are those of axe.run."""
    if not page.evaluate("'axe' in window"):  # Half a megabyte, once a page and not once a look.
        page.evaluate(f"() => {{ {AXE_SCRIPT} }}")
    found: list[str] = page.evaluate(FAULTS, {"resultTypes": ["violations"], **options})
    return found
