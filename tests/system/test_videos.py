"""Components of an article: nothing is asked of another site before its reader agrees; galleries work by keys."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.system.browser import PHONE, axe_faults
from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
STORY = "> [!pull]\n> The water is clear.\n> -- Ilse Brandt\n\n[The first day](https://youtu.be/dQw4w9WgxcQ)"
KEY = "a" * 32
GALLERY = f"::: gallery\n![Grey](picture:{KEY} 'One')\n![Light](picture:{KEY})\n:::"
COMPARISON = GALLERY.replace("gallery", "comparison")
QUESTION = "::: questions\n### Who pays?\n\nNobody.\n:::"
TEXT = "\n\n".join([STORY, GALLERY, COMPARISON, QUESTION])
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


def test_a_gallery_and_a_comparison_are_used_by_keys(visitor: Visit, site: Newsroom, article: str) -> None:
    page = visitor(site, article)
    second = page.get_by_role("group", name="Gallery").get_by_role("link", name="Light")
    expect(second).to_have_accessible_description("Picture 2 of 2")
    page.get_by_role("link", name="Grey").focus()

    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    viewer = page.get_by_role("dialog", name="Light")
    expect(viewer.get_by_role("status")).to_have_text("Picture 2 of 2")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog", name="Grey")).to_contain_text("One")
    assert axe_faults(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Grey")).to_be_focused()
    page.get_by_role("slider", name="How much of the second picture is shown").press("ArrowLeft")
    assert page.evaluate("document.querySelector('.comparison__stage').style.getPropertyValue('--cut')") == "49%"
    bare = visitor(site, article, java_script_enabled=False)
    expect(bare.get_by_role("link", name="Grey")).to_have_attribute("href", f"/media/{KEY}/800.jpg")
    expect(bare.locator(".comparison img")).to_have_count(2)
    bare.get_by_text("Who pays?").click()
    expect(bare.get_by_text("Nobody.")).to_be_visible()
