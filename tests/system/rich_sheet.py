"""The rich sheet in a browser: how it is opened, and what its form would send."""

from playwright.sync_api import Locator, Page, expect

from tests.system.people import choose_editing_mode

NEW = "/desk/articles/new"


def text_of(page: Page) -> Locator:
    """Return the text on the sheet, never the field that stands there until the sheet is open."""
    return page.get_by_role("textbox", name="Text", exact=True).and_(page.locator("[contenteditable]"))


def open_sheet(page: Page) -> Page:
    choose_editing_mode(page, "sheet")
    page.goto(NEW)
    expect(text_of(page)).to_be_visible()
    text_of(page).click()
    return page


def expect_text(page: Page, text: str) -> None:
    """Wait until the form's field holds *text*."""
    expect(page.locator("#body")).to_have_value(text)
