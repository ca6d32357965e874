"""Galleries on the sheet: pictures are added, moved and taken away by keys, and told with their places."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from blog.web.assets.sheet import is_installed
from tests.system.newsroom import Newsroom
from tests.system.rich_sheet import NEW, expect_text, open_sheet, text_of
from tests.system.sheet_clipboard import PASTE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("desk"),
    pytest.mark.skipif(not is_installed(), reason="The sheet's libraries are not there."),
]
KEY = "a" * 32
GREY, LIGHT = (f"![{alt}](picture:{KEY})" for alt in ("Grey", "Light"))
PARTS = (
    'group "Gallery"', 'figure "Picture 1 of 2"', 'toolbar "Picture"', 'button "Picture from the library"',
    'img "Grey"', 'textbox "Caption"', 'figure "Picture 2 of 2"', 'img "Light"', "paragraph: Both.",
)  # fmt: skip
ALL = (
    f"Words[^1]\n\n{GREY}{{.wide}}\n\n{{gallery}}\n\n::: questions\n### Who?\n\nWe\n:::\n\n"
    "[Go](https://a.org){.button}\n\nhttps://youtu.be/dQw4w9WgxcQ\n\n- [x] done\n\n[^1]: note"
)
COPY = """() => {
    const data = new DataTransfer();
    const event = new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector("[contenteditable='true']").dispatchEvent(event);
    return { "text/html": data.getData("text/html"), "text/plain": data.getData("text/plain") };
}"""


@pytest.fixture
def sheet(site: Newsroom, member: Callable[..., Page]) -> Page:
    """An empty sheet with the caret in it."""
    return open_sheet(member(site, NEW))


def gallery(*pictures: str) -> str:
    """Return the Markdown of a gallery with words below it."""
    return "::: gallery\n" + "\n".join(pictures) + "\n\nBoth.\n:::"


def fill(sheet: Page, text: str) -> None:
    """Put a text onto the sheet, and choose its second block, a picture."""
    sheet.locator("#body").evaluate(
        """(field, text) => {
            field.value = text;
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }""",
        text,
    )
    expect(text_of(sheet).locator(".sheet-picture").first).to_be_visible()
    choose_second(sheet)


def choose_second(sheet: Page) -> None:
    """Choose the second block by keys, as slowly as the browser tells where the caret is."""
    text_of(sheet).focus()
    for key in ("Control+Home", "ArrowDown"):
        sheet.wait_for_timeout(300)
        sheet.keyboard.press(key)
    expect(text_of(sheet).locator(".sheet-picture.is-chosen")).to_have_count(1)


def test_pictures_of_a_gallery_are_told_with_their_names_and_places(sheet: Page) -> None:
    fill(sheet, f"Words\n\n{gallery(GREY, LIGHT)}\n\nEnd")
    expect(text_of(sheet).get_by_role("figure", name="Picture 2 of 2")).to_be_visible()

    tree = text_of(sheet).aria_snapshot()
    found = [tree.find(part) for part in PARTS]
    assert min(found) >= 0, tree
    assert found == sorted(found), tree

    sheet.keyboard.press("Tab")
    for _ in range(2):
        sheet.keyboard.press("ArrowRight")
    expect(sheet.get_by_role("button", name="Picture from the library").first).to_be_focused()


def test_a_picture_comes_into_a_gallery_from_the_library_and_by_pasting(sheet: Page) -> None:
    fill(sheet, f"Words\n\n{gallery(GREY)}\n\nEnd")
    copied = sheet.evaluate(COPY)
    sheet.keyboard.press("Tab")
    for _ in range(2):
        sheet.keyboard.press("ArrowRight")
    sheet.keyboard.press("Enter")
    sheet.get_by_role("dialog").locator("[data-said]").first.click()
    item = sheet.locator("[data-behaviour='inline_pictures'] [data-behaviour='uploads'] li").first
    item.locator("[data-word='alt']").fill("Light")
    item.locator("[data-do='finish']").click()
    field = sheet.locator("#body")
    expect(field).to_have_value(re.compile(r"!\[Light\]\(picture:\w{32}\)\n"))
    [light] = re.findall(r"!\[Light\]\(picture:\w{32}\)", field.input_value())
    expect_text(sheet, f"Words\n\n{gallery(GREY, light)}\n\nEnd")

    text_of(sheet).focus()
    sheet.evaluate(PASTE, [copied])
    expect_text(sheet, f"Words\n\n{gallery(GREY, light, GREY)}\n\nEnd")
    expect(text_of(sheet).get_by_role("figure", name="Picture 3 of 3")).to_be_visible()


def test_pictures_of_a_gallery_are_moved_and_taken_away_by_keys_and_come_back(sheet: Page) -> None:
    fill(sheet, f"Words\n\n{gallery(GREY, LIGHT)}\n\nEnd")

    sheet.keyboard.press("Alt+ArrowDown")
    expect_text(sheet, f"Words\n\n{gallery(LIGHT, GREY)}\n\nEnd")
    sheet.keyboard.press("Delete")
    expect_text(sheet, f"Words\n\n{gallery(LIGHT)}\n\nEnd")
    choose_second(sheet)
    sheet.keyboard.press("Backspace")
    expect_text(sheet, "Words\n\nEnd")
    sheet.keyboard.press("Control+z")
    expect_text(sheet, f"Words\n\n{gallery(LIGHT)}\n\nEnd")


def test_all_that_is_copied_on_the_sheet_is_pasted_as_it_was(sheet: Page) -> None:
    text = ALL.replace("{gallery}", gallery(GREY, LIGHT))
    fill(sheet, text)
    sheet.keyboard.press("Control+a")
    copied = sheet.evaluate(COPY)
    sheet.keyboard.press("Delete")
    expect_text(sheet, "")

    sheet.evaluate(PASTE, [copied])

    expect_text(sheet, text.replace("[^1]", "[^2]"))


def test_keys_go_from_picture_to_picture_of_one_gallery(sheet: Page) -> None:
    text = f"Words\n\n{gallery(GREY, LIGHT)}\n\nEnd"
    fill(sheet, text)

    sheet.keyboard.press("Enter")
    sheet.keyboard.type("One")
    sheet.keyboard.press("Enter")
    expect(text_of(sheet).get_by_role("figure", name="Picture 2 of 2")).to_have_class(re.compile("is-chosen"))
    sheet.keyboard.press("Enter")
    sheet.keyboard.type("Two")
    both = gallery(GREY.replace(")", ' "One")'), LIGHT.replace(")", ' "Two")'))
    expect_text(sheet, f"Words\n\n{both}\n\nEnd")
    sheet.keyboard.press("Enter")
    sheet.keyboard.type("For ")
    expect_text(sheet, f"Words\n\n{both.replace('Both', 'For Both')}\n\nEnd")


def test_the_button_that_moves_a_picture_moves_it_again(sheet: Page) -> None:
    fill(sheet, f"Words\n\n{gallery(GREY, LIGHT, LIGHT)}\n\nEnd")

    sheet.keyboard.press("Tab")
    sheet.keyboard.press("ArrowRight")
    for moved in (gallery(LIGHT, GREY, LIGHT), gallery(LIGHT, LIGHT, GREY)):
        sheet.keyboard.press("Enter")
        expect_text(sheet, f"Words\n\n{moved}\n\nEnd")
        expect(sheet.locator(":focus")).to_have_accessible_name("Move down")


def test_words_typed_over_a_picture_leave_no_gallery_without_pictures(sheet: Page) -> None:
    fill(sheet, f"Words\n\n{gallery(GREY, LIGHT)}\n\nEnd")

    sheet.keyboard.type("Dusk")

    expect_text(sheet, f"Words\n\nDusk\n\n{gallery(LIGHT)}\n\nEnd")
