"""The picture of shared links from the drawer to the head of the page: chosen, sent, seen and taken back."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.system.browser import DESK, PHONE, axe_faults
from tests.system.newsroom import Newsroom
from tests.system.people import choose_editing_mode

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
EDIT = "/desk/articles/2/edit"


def open_share(page: Page) -> None:
    """Open the drawer and bring its part about shared links into view."""
    if page.locator("[data-opens-details]").get_attribute("aria-expanded") != "true":
        page.locator("[data-opens-details]").click()
    page.locator("#details-share").scroll_into_view_if_needed()


def image_of(page: Page) -> str:
    """Return the picture that the public page of the article names to services that show links."""
    html = page.request.get("/articles/water-for-the-upper-valley").text()
    return re.findall(r'property="og:image" content="([^"]+)"', html)[0]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
@pytest.mark.parametrize("mode", ["markdown", "sheet"])
def test_a_picture_of_the_library_is_chosen_by_keyboard_seen_in_the_card_and_taken_back(
    site: Newsroom, member: Visit, size: dict[str, int], mode: str
) -> None:
    page = member(site, EDIT, viewport=size)
    choose_editing_mode(page, mode)
    page.goto(EDIT)
    before = image_of(page)
    open_share(page)
    chosen, card = page.locator("[data-share-picture] img"), page.locator(".share-card__picture img")
    choose = page.locator(".share-picture [data-choose]")

    choose.focus()
    page.keyboard.press("Enter")
    page.locator(".chooser [data-said]").last.focus()
    page.keyboard.press("Enter")
    expect(chosen).to_be_visible()
    key = page.locator("[name=social_picture]").input_value()
    expect(card).to_have_attribute("src", re.compile(key))
    faults = axe_faults(page, runOnly=["wcag2a", "wcag2aa", "wcag22aa"])
    save(page, has_script=True)
    expect(page.locator("[data-kept]")).to_contain_text("Saved")
    saved = image_of(page)
    page.locator(".share-picture [data-removes]").focus()
    page.keyboard.press("Enter")
    expect(choose).to_be_focused()
    expect(chosen).to_have_count(0)
    save(page, has_script=True)

    assert faults == []
    assert key in saved
    assert image_of(page) == before


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_a_file_is_sent_and_removed(
    site: Newsroom, member: Visit, tmp_path: Path, size: dict[str, int], has_script: bool
) -> None:
    page = member(site, EDIT, viewport=size, java_script_enabled=has_script)
    choose_editing_mode(page, "markdown")
    page.goto(EDIT)
    before = image_of(page)
    Image.new("RGB", (1200, 630), "navy").save(tmp_path / "share.png")
    open_share(page)

    page.locator("[name=social_file]").set_input_files(tmp_path / "share.png")
    if has_script:
        expect(page.locator("[data-share-picture] img")).to_be_visible()
    save(page, has_script=has_script)
    page.goto(EDIT)
    sent = image_of(page)
    open_share(page)
    expect(page.locator("[data-share-picture] img")).to_be_visible()
    if has_script:
        page.get_by_role("button", name="Remove the picture").click()
    else:
        page.get_by_label("Remove the picture").check()
    save(page, has_script=has_script)

    assert sent.endswith("/1200.jpg")
    assert sent != before
    assert image_of(page) == before


def save(page: Page, *, has_script: bool) -> None:
    """Save by key, or by the button of the page where no script hears the keys."""
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith(EDIT)):
        if has_script:
            page.keyboard.press("Control+s")
        else:
            page.locator("button[name=deed][value=save]:visible").first.click()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_the_frames_of_the_preview_elsewhere_are_filled(site: Newsroom, member: Visit, size: dict[str, int]) -> None:
    page = member(site, "/desk/articles/2/preview", viewport=size)
    page.get_by_role("link", name="Phone, e-mail, search hit, shared link").click()

    for title in ("The article on a phone", "The message in HTML"):
        place = page.locator(f"iframe[title='{title}']")
        place.scroll_into_view_if_needed()
        expect(place.content_frame.get_by_role("heading", name="Water for the upper valley")).to_be_visible()
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
