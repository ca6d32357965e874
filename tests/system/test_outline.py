"""The headings of the text in the details lead to their places, on the sheet and in Markdown."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from blog.web.assets.sheet import is_installed
from tests.system.newsroom import Newsroom
from tests.system.people import choose_editing_mode
from tests.system.rich_sheet import text_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
FILLER = "The river was given a ruler.\n\n" * 60
CODE = "```\n## no heading\n```\n\n"
TEXT = FILLER.join(["", f"## What *it* costs\n\n{CODE}", "### Who pays\n\n", "## Less hurry ##\n\n", ""])
HEADINGS = ["What it costs", "Who pays", "Less hurry"]
IN_SIGHT = "element => element.getBoundingClientRect().top > 0 && element.getBoundingClientRect().bottom < innerHeight"


@pytest.fixture
def writing(site: Newsroom, member: Visit) -> Page:
    """The writing page of a long draft that was saved."""
    page = member(site, "/desk/articles/new")
    page.fill("#headline", "The river")
    page.locator("#body").fill(TEXT)
    page.keyboard.press("Control+s")
    page.wait_for_url("**/edit")
    return page


def headings_of(page: Page) -> list[str]:
    page.keyboard.press("Control+.")
    outline = page.get_by_role("navigation", name="Outline")
    expect(outline.get_by_role("button")).to_have_count(len(HEADINGS))
    return outline.get_by_role("button").all_inner_texts()


def test_headings_lead_to_their_lines_in_markdown(writing: Page) -> None:
    assert headings_of(writing) == HEADINGS
    body = writing.locator("#body")

    body.evaluate("(body, text) => { body.value = text; }", f"Typed since.\n\n{TEXT}")
    writing.get_by_role("button", name="Less hurry").click()

    expect(body).to_be_focused()
    assert body.evaluate("body => body.value.slice(body.selectionStart, body.selectionEnd)") == "## Less hurry ##"
    body.fill("Nothing to outline.")
    expect(writing.get_by_role("navigation", name="Outline")).to_be_hidden()


@pytest.mark.skipif(not is_installed(), reason="The sheet's libraries are not there.")
def test_headings_lead_to_their_places_on_the_sheet(writing: Page) -> None:
    choose_editing_mode(writing, "sheet")
    writing.reload()
    expect(text_of(writing)).to_be_visible()

    assert headings_of(writing) == HEADINGS
    writing.get_by_role("button", name="Who pays").click()

    assert writing.get_by_role("heading", name="Who pays").evaluate(IN_SIGHT)
    writing.keyboard.press("Home")
    writing.keyboard.type("And ")
    expect(writing.locator("#body")).to_have_value(TEXT.replace("### Who", "### And Who"))
