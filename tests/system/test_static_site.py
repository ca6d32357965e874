"""The site as files, opened from a disk in a real browser."""

import re
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, expect

from tests.conftest import empty_database
from tests.operations.static_site.sites import build, fill_site
from tests.system.browser import new_context
from tests.system.conftest import fill


def test_from_a_disk_one_reads_searches_and_sees_pictures(sqlite_app: Flask, browser: Browser, tmp_path: Path) -> None:
    with sqlite_app.app_context():
        empty_database()
        fill()
        fill_site(3)
        build(sqlite_app, tmp_path / "новини & more")
    context = new_context(browser, "about:blank")
    page, failed = context.new_page(), list[str]()
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))

    page.goto((tmp_path / "новини & more/index.html").as_uri())
    page.get_by_role("link", name="The annual report").first.click()
    photo = page.locator("article img").first
    photo.scroll_into_view_if_needed()
    expect(photo).to_have_js_property("complete", value=True)
    width = photo.evaluate("image => image.naturalWidth")
    page.locator("#masthead-search").fill("ПОВІНЬ долині")
    page.locator("#masthead-search").press("Enter")
    page.locator(".story__headline a").click()
    expect(page).to_have_url(re.compile("articles/"))
    heading = page.locator("h1")
    expect(heading).to_contain_text("Повінь")
    page.get_by_role("link", name="well").first.click()

    assert width > 0
    assert page.url.endswith("/articles/well-1.html#main")
    assert failed == []
    context.close()
