"""What programs that read aloud are told of the writing page: roles and names, in the order of the eye."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from blog.web.assets.sheet import is_installed
from tests.system.newsroom import Newsroom
from tests.system.rich_sheet import NEW, open_sheet

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("desk"),
    pytest.mark.skipif(not is_installed(), reason="The sheet's libraries are not there."),
]
Visit = Callable[..., Page]
PARTS = (
    'link "Articles"', 'button "Publish"', 'region "Lead photo"', 'textbox "Headline"', 'textbox "Standfirst"',
    'textbox "Text"', 'heading "Costs" [level=2]', "listitem", "paragraph: one", 'button "Write in Markdown"',
)  # fmt: skip


def test_parts_have_their_roles_and_names_in_the_order_of_the_eye(site: Newsroom, member: Visit) -> None:
    sheet = open_sheet(member(site, NEW))
    sheet.keyboard.type("## Costs")
    sheet.keyboard.press("Enter")
    sheet.keyboard.type("- one")
    sheet.get_by_role("listitem").filter(has_text="one").wait_for()

    tree = sheet.locator("form[data-behaviour~='autosave']").aria_snapshot()
    found = [tree.find(part) for part in PARTS]

    assert min(found) >= 0, tree
    assert found == sorted(found), tree
