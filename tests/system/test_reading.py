"""What a reader sees: order, size, weight, and no trace left behind."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.system.browser import PHONE
from tests.system.newsroom import Newsroom
from tests.system.people import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
Visit = Callable[..., Page]
ARTICLE = "/articles/water-for-the-upper-valley"
MOST_BYTES, MOST_REQUESTS = 50 * 1024, 6
"""For a page without its photos, headers and the typeface (25 KB) included."""


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None, selector
    return float(box["y"])


def test_the_parts_of_an_article_page_stand_in_their_order(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, ARTICLE)

    parts = [".masthead__name", ".masthead__tagline", ".text-size", "h1", ".byline", ".prose", ".stay-informed"]
    tops = [top(page, part) for part in [*parts, "a[rel=next], a[rel=prev]"]]

    assert tops == sorted(tops)


@pytest.mark.parametrize("script", [True, False])
def test_a_chosen_text_size_holds_on_the_next_article(site: Newsroom, visitor: Visit, script: bool) -> None:
    page = visitor(site, ARTICLE, java_script_enabled=script)
    before = page.locator(".prose p").first.evaluate("e => getComputedStyle(e).fontSize") if script else None

    page.get_by_role("button", name="Larger").click()
    page.goto("/articles/the-annual-report")

    expect(page.locator("html")).to_have_attribute("data-text-size", "3")
    if script:
        assert page.locator(".prose p").first.evaluate("e => getComputedStyle(e).fontSize") != before


@pytest.mark.parametrize("script", [True, False])
def test_the_box_that_was_put_away_stays_away(site: Newsroom, visitor: Visit, script: bool) -> None:
    page = visitor(site, ARTICLE, java_script_enabled=script)

    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator(".stay-informed")).to_have_count(0)
    page.goto("/articles/the-annual-report")

    expect(page.locator(".stay-informed")).to_have_count(0)


@pytest.mark.parametrize(("zone", "is_named"), [("UTC", False), ("America/New_York", True)])
def test_a_time_says_its_zone_to_readers_in_another_one(
    site: Newsroom, visitor: Visit, zone: str, is_named: bool
) -> None:
    page = visitor(site, ARTICLE, timezone_id=zone)
    page.wait_for_load_state("load")

    words = page.locator(".byline time").first.text_content()

    assert words
    assert words.endswith(" UTC") == is_named


def test_the_first_and_last_article_have_one_neighbour(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, "/articles/a-library-on-wheels")

    expect(page.locator("main a[rel=next]")).to_have_count(1)
    expect(page.locator("main a[rel=prev]")).to_have_count(0)


@pytest.mark.parametrize("path", ["/", ARTICLE])
def test_a_page_is_light_and_asks_no_other_host(site: Newsroom, visitor: Visit, path: str) -> None:
    page = visitor(site, "/healthz")
    hosts, weights = set(), []

    def note(response: object) -> None:
        sizes = response.request.sizes()  # type: ignore[attr-defined]
        hosts.add(response.url.split("/")[2])  # type: ignore[attr-defined]
        if "/media/" not in response.url:  # type: ignore[attr-defined]
            weights.append(sizes["responseBodySize"] + sizes["responseHeadersSize"])

    page.on("requestfinished", lambda request: note(request.response()))
    page.goto(path, wait_until="networkidle")

    assert hosts == {f"127.0.0.1:{site.port}"}
    assert sum(weights) <= MOST_BYTES
    assert len(weights) <= MOST_REQUESTS
    assert page.context.cookies() == []


def test_by_keyboard_one_reaches_text_box_and_neighbours(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, ARTICLE, viewport=PHONE)
    seen = []

    for _ in range(80):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))

    assert "Skip to content" in seen[0]
    assert "address" in seen
    assert any("Send me alerts" in words for words in seen)


def test_nothing_is_wider_than_a_phone(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, "/", viewport=PHONE)
    paths = ["/", ARTICLE, "/subscribe", "/search?q=water", "/archive/", "/topics/grants", "/login", "/nowhere"]

    sign_in(page)
    too_wide = {path: overflow(page, path) for path in [*paths, "/desk/", "/desk/articles/new"]}

    assert {path: by for path, by in too_wide.items() if by > 0} == {}


def overflow(page: Page, path: str) -> int:
    page.goto(path)
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
