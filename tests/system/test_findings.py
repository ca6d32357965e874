"""What the checks found, marked in the text and gone to by key, on the sheet and in Markdown."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from blog.web.assets.sheet import is_installed
from tests.system.newsroom import Newsroom
from tests.system.people import choose_editing_mode
from tests.system.rich_sheet import text_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
TEXT = "The first part is well.\n\nThe grant is worth **TK** euros.\n\n#Costs\n\nSee [the vote](/articles/gone)."
SELECTED = "getSelection().toString()"
SELECTED_IN_FIELD = (
    "document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)"
)


@pytest.fixture
def findings(site: Newsroom, member: Visit) -> Page:
    """The page of a saved draft with three findings, opened by the link of the publication page."""
    page = member(site, "/desk/articles/new")
    page.locator("[name=headline]").fill("A grant")
    page.locator("[name=standfirst]").fill("It is said to be large.")
    page.locator("textarea[name=body]").fill(TEXT)
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/publication")
    return page


def test_keys_go_from_finding_to_finding_in_markdown_and_a_save_brings_them_up_to_date(findings: Page) -> None:
    findings.get_by_role("link", name="Fix in the editor").click()
    expect(findings.get_by_role("heading", name="The checks found 3 things.")).to_be_visible()

    selected = []
    for _ in range(3):
        findings.keyboard.press("F8")
        selected.append(findings.evaluate(SELECTED_IN_FIELD))
    findings.keyboard.press("Shift+F8")
    assert selected == ["TK", "#", "](/articles/gone"]
    assert findings.evaluate(SELECTED_IN_FIELD) == selected[1]

    findings.locator("textarea[name=body]").fill(TEXT.replace("**TK**", "500"))
    findings.keyboard.press("Control+s")
    expect(findings.get_by_role("heading", name="The checks found 2 things.")).to_be_visible()
    expect(findings.locator("textarea[name=body]")).to_have_value(TEXT.replace("**TK**", "500"))


@pytest.mark.skipif(not is_installed(), reason="The sheet's libraries are not there.")
def test_findings_are_marked_in_the_text_of_the_sheet(findings: Page) -> None:
    choose_editing_mode(findings, "sheet")
    findings.goto(findings.url.replace("publication", "edit"))
    expect(text_of(findings)).to_be_visible()
    assert findings.locator(".sheet-finding").count() == 0

    text_of(findings).click()
    findings.keyboard.press("F8")
    expect(findings.locator(".sheet-finding[data-finding='1']")).to_have_text("TK")
    expect(findings.locator(".sheet-finding[data-finding='2']")).to_have_text("#")
    expect(findings.locator(".sheet-finding[data-finding='3']")).to_have_text("the vote")
    assert findings.evaluate(SELECTED) == "TK"
    findings.keyboard.press("Shift+F8")
    assert findings.evaluate(SELECTED) == "the vote"

    findings.get_by_role("button", name="Close", exact=True).first.click()
    expect(findings.locator(".sheet-finding")).to_have_count(0)
