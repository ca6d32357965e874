"""An article on paper: what is read, where it stands, and nothing that is pressed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.system.browser import DESK
from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
ARTICLE = "/articles/the-annual-report"
BODY = '<p>See <a href="https://example.org/report">the report</a> and <a href="#note-1">1</a>.</p>' * 8
GROUND = "getComputedStyle(document.documentElement).backgroundColor"


def test_an_article_is_printed_with_its_address_and_without_controls(
    site: Newsroom, visitor: Callable[..., Page]
) -> None:
    page = visitor(site, ARTICLE, viewport=DESK, color_scheme="dark")
    page.locator("summary", has_text="Reading settings").click()
    page.get_by_role("button", name="High", exact=True).click()
    page.locator(".prose").evaluate("(prose, body) => (prose.innerHTML = body)", BODY)
    address = page.locator("link[rel=canonical]").get_attribute("href")

    page.emulate_media(media="print", color_scheme="dark")

    shown = page.locator("button, input, select, summary, nav, form").evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML)"
    )
    assert shown == []
    for part in ("h1", ".byline time", ".lead-photo img"):
        expect(page.locator(part).first).to_be_visible()
    expect(page.locator(".byline").first).to_contain_text("1-min read")
    expect(page.locator(".article__source")).to_contain_text(f"{address}")
    after = page.locator(".prose a").evaluate_all("all => all.map((a) => getComputedStyle(a, '::after').content)")
    assert after[:2] == ['" [https://example.org/report]"', "none"]
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)"


def test_a_short_article_is_one_sheet(site: Newsroom, visitor: Callable[..., Page]) -> None:
    page = visitor(site, ARTICLE)

    sheet = page.pdf(format="A4")

    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
