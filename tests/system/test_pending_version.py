"""Changes wait, meet a change of the public text, and are published; on a phone without script too."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from blog.models import Article
from tests.factories import make_article
from tests.system.browser import PHONE
from tests.system.inside import inside
from tests.system.newsroom import Newsroom
from tests.system.test_planning import editor_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
TEXT = "The board met on Tuesday and agreed on the budget."


def make_public(name: str) -> tuple[int, str]:
    """Make a public article of the editor; return key and path."""
    article: Article = make_article(f"The well {name}", author=editor_of(), text=TEXT)
    return article.id, f"/articles/{article.slug}"


@pytest.mark.parametrize(
    "options", [{}, {"java_script_enabled": False, "viewport": PHONE}], ids=["desk", "phone, no script"]
)
def test_changes_wait_are_brought_up_to_date_and_published(
    site: Newsroom, member: Visit, options: dict[str, Any]
) -> None:
    with inside(site):
        key, path = make_public(str(len(options)))
    page = member(site, f"/desk/articles/{key}/edit", **options)
    body = page.locator("textarea[name=body]")

    body.fill(f"{TEXT}\n\nThe mayor spoke.")
    page.get_by_role("button", name="Save for later").click()
    notice = page.get_by_role("region", name="Pending version of")
    expect(notice).to_contain_text("Readers see the public text until you publish this version.")
    notice.get_by_role("link", name="Edit the public text").click()
    expect(body).to_have_value(TEXT)
    body.fill(TEXT.replace("Tuesday", "Monday"))
    page.get_by_role("button", name="Publish changes").click()
    page.get_by_role("link", name="Open the pending version").click()
    expect(notice).to_contain_text("The public text was changed after this version was begun.")
    notice.get_by_role("link", name="Compare with the public text").click()
    expect(page.get_by_role("button", name="Publish the changes now")).to_have_count(0)
    page.get_by_role("button", name="Bring this version up to date").click()
    page.get_by_role("button", name="Publish the changes now").click()

    page.wait_for_url(f"**{path}")
    expect(page.get_by_text("The board met on Monday and agreed on the budget.")).to_be_visible()
    expect(page.get_by_text("The mayor spoke.")).to_be_visible()
