"""A video of another site: nothing is asked of that site before its reader agrees."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.system.browser import PHONE, axe_faults
from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
TEXT = "> [!pull]\n> The water is clear.\n> -- Ilse Brandt\n\n[The first day](https://youtu.be/dQw4w9WgxcQ)"
PLAYER = "www.youtube-nocookie.com"


@pytest.fixture
def article(site: Newsroom, member: Visit) -> str:
    """The path of a public article with a pull quote and a video."""
    page = member(site, "/desk/articles/new")
    page.fill("#headline", "A day at the well")
    page.fill("#body", TEXT)
    page.get_by_role("button", name="Publish", exact=True).click()
    quietly = page.get_by_role("button", name="Publish without alert")
    quietly.or_(page.get_by_role("button", name="Publish", exact=True)).click()
    page.wait_for_url("**/articles/a-day-at-the-well*")
    return urlsplit(page.url).path


def test_nothing_is_asked_of_another_site_before_the_press(site: Newsroom, visitor: Visit, article: str) -> None:
    page, asked = visitor(site), []
    page.on("request", lambda request: asked.append(urlsplit(request.url).hostname))
    page.route(f"https://{PLAYER}/**", lambda route: route.fulfill(body="Playing", content_type="text/html"))
    page.goto(article)
    button = page.get_by_role("button", name=f"Play video (loads from {PLAYER})")
    expect(button).to_be_visible()
    page.wait_for_load_state("networkidle")
    before = set(asked)

    button.press("Enter")

    expect(page.frame_locator("iframe").get_by_text("Playing")).to_be_visible()
    expect(page.locator("iframe")).to_be_focused()
    assert (before, set(asked)) == ({"127.0.0.1"}, {"127.0.0.1", PLAYER})
    bare = visitor(site, article, java_script_enabled=False)
    expect(bare.get_by_role("link", name="The first day")).to_have_attribute("href", "https://youtu.be/dQw4w9WgxcQ")
    expect(bare.get_by_role("button", name="Play video")).to_have_count(0)
    phone = visitor(site, article, viewport=PHONE, color_scheme="dark", reduced_motion="reduce")
    assert axe_faults(phone) == []
    assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth")
