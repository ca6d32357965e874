"""A reader reports an error, the desk corrects it, and whoever comes back is told: in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.system.browser import PHONE, axe_faults
from tests.system.newsroom import Newsroom, text_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
ARTICLE = "/articles/a-library-on-wheels"
REPORTER = "sharp.eye@example.com"


def report(page: Page) -> None:
    """Report an error by the link of the paragraph itself."""
    page.locator(".prose p").first.hover()
    page.get_by_text("Report an error here").click()
    expect(page.get_by_label("Where")).to_have_value("1")
    page.get_by_label("What's wrong").fill("It was Monday, I was there.")
    page.get_by_label("E-mail address for our reply").fill(REPORTER)
    page.get_by_role("button", name="Send report").click()
    page.get_by_role("heading", name="Report received").wait_for()


def close(desk: Page) -> None:
    """Close the report with a correction of the text."""
    desk.get_by_role("link", name="A library on wheels").click()
    desk.get_by_label("Publish a correction").check()
    desk.get_by_label("What we wrote").fill("on Tuesday")
    desk.get_by_label("What is right").fill("on Monday")
    desk.get_by_role("button", name="Close the report").click()
    desk.get_by_text("Nobody has had this article by mail").wait_for()


def test_a_report_becomes_a_correction_that_returning_readers_see(
    site: Newsroom, visitor: Visit, member: Visit
) -> None:
    reader = visitor(site, ARTICLE, viewport=PHONE)
    expect(reader.locator("[data-behaviour=changes_since_visit]")).to_be_hidden()

    report(reader)
    close(member(site, "/desk/reports"))
    reader.goto(ARTICLE)

    reader.get_by_text("change since your last visit").click()
    expect(reader.locator(".since ins")).to_contain_text("Monday")
    expect(reader.locator("#corrections")).to_contain_text("on Tuesday")
    assert axe_faults(reader) == []
    assert reader.context.cookies() == []
    answer = site.mail(REPORTER, "Your report")
    assert "published a correction" in text_of(answer)
    still = visitor(site, ARTICLE, java_script_enabled=False)
    still.get_by_role("link", name="See what changed").click()
    expect(still.locator("del")).to_contain_text("Tuesday")
    still.goto("/corrections/")
    expect(still.locator(".correction").first).to_contain_text("on Monday")
