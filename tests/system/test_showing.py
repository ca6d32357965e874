"""A draft is shown to somebody without an account, on a phone, with and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.system.browser import PHONE, axe_faults
from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]


def make_link(author: Page) -> str:
    """Write a draft and make a link to it."""
    author.goto("/desk/articles/new")
    author.locator("[name=headline]").fill("A draft for the lawyer")
    author.locator("textarea[name=body]").fill("The board met on Tuesday.\n\nIt decided nothing.")
    author.get_by_role("button", name="Save draft").click()
    author.get_by_role("button", name="Details").click()
    author.get_by_role("link", name="Preview links").click()
    author.get_by_label("For whom").fill("The lawyer")
    author.get_by_role("button", name="Make the link").click()
    return author.get_by_label("Address").input_value()


def send(guest: Page, words: str) -> None:
    """Fill in the form and send it."""
    guest.get_by_label("Your remark").fill(words)
    guest.get_by_label("Your name").fill("Lou Law")
    guest.get_by_role("button", name="Send the remark").click()
    expect(guest.locator(".remark").last).to_contain_text(words)


def test_a_guest_without_account_is_shown_a_draft_and_remarks(site: Newsroom, visitor: Visit, member: Visit) -> None:
    author = member(site)
    link = make_link(author)
    guest = visitor(site, link, viewport=PHONE)

    guest.locator(".prose p").first.click()
    guest.get_by_text("Remark on this paragraph").click()
    expect(guest.get_by_label("Where")).to_have_value("1")
    send(guest, "Was it not Monday?")
    assert axe_faults(guest) == []
    assert guest.context.cookies() == []
    still = visitor(site, link, java_script_enabled=False, color_scheme="dark")
    still.get_by_label("Where").select_option(label="It decided nothing.")
    send(still, "Nothing at all?")
    author.goto(author.url.replace("/previews", "/remarks"))
    assert axe_faults(author) == []
    author.get_by_label("Answer").first.fill("It was Tuesday, see the minutes.")
    author.get_by_role("button", name="Answer").first.click()
    guest.reload()
    expect(guest.locator(".remark__answer")).to_contain_text("see the minutes")
    author.goto(author.url.partition("#")[0].replace("/remarks", "/previews"))
    assert axe_faults(author) == []
    author.get_by_role("button", name="Revoke").click()
    guest.reload()
    guest.get_by_role("heading", name="This preview is closed").wait_for()
