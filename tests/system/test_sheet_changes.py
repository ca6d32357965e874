"""Tools of the sheet that stand beside a place in the text, when that place changes or goes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from blog.web.assets.sheet import is_installed
from tests.system.newsroom import Newsroom
from tests.system.rich_sheet import NEW, expect_text, open_sheet, text_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("desk"),
    pytest.mark.skipif(not is_installed(), reason="The sheet's libraries are not there."),
]


@pytest.fixture
def sheet(site: Newsroom, member: Callable[..., Page]) -> Page:
    """An empty sheet with the caret in it."""
    return open_sheet(member(site, NEW))


def test_the_grip_follows_when_its_block_is_gone(sheet: Page) -> None:
    problems: list[str] = []
    sheet.on("pageerror", lambda error: problems.append(str(error)))
    sheet.keyboard.type("One")
    for words in ("Two", "Three"):
        sheet.keyboard.press("Enter")
        sheet.keyboard.type(words)
    expect_text(sheet, "One\n\nTwo\n\nThree")
    grip = sheet.get_by_role("button", name="Move this block")
    grip.focus()
    sheet.locator("#body").evaluate("""(field) => {
        field.value = "One";
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }""")
    expect(text_of(sheet).get_by_text("Three")).to_have_count(0)
    sheet.keyboard.press("Space")

    expect(grip).to_have_attribute("aria-pressed", "true")
    assert not problems


def test_a_link_is_set_in_a_footnote(sheet: Page) -> None:
    problems: list[str] = []
    sheet.on("pageerror", lambda error: problems.append(str(error)))
    sheet.keyboard.type("Fees")
    sheet.keyboard.press("Control+Alt+f")
    note = sheet.get_by_role("textbox", name="Footnote")
    expect(note).to_be_focused()
    sheet.keyboard.type("See there")
    sheet.keyboard.press("Control+Shift+ArrowLeft")
    sheet.keyboard.press("Control+k")
    address = sheet.get_by_role("group", name="Address").get_by_role("textbox")
    expect(address).to_be_focused()
    address.click(timeout=5_000)  # Nothing lies over it.
    sheet.keyboard.type("example.org")
    sheet.keyboard.press("Enter")
    expect(note).to_be_focused()

    expect_text(sheet, "Fees[^1]\n\n[^1]: See [there](https://example.org)")
    assert not problems
