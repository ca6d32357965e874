"""Going to an article or a page of the desk by keys, as a screen reader hears it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_draft
from tests.system.browser import axe_faults
from tests.system.inside import inside
from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
Visit = Callable[..., Page]
COLOURS = "option => [getComputedStyle(option).color, getComputedStyle(option).backgroundColor]"
SYSTEM_COLOURS = """option => {
  const probe = option.ownerDocument.body.appendChild(document.createElement("p"));
  probe.style = "forced-color-adjust: none; color: SelectedItemText; background: SelectedItem";
  return [getComputedStyle(probe).color, getComputedStyle(probe).backgroundColor];
}"""
"""What the system marks a selection with."""


def test_ctrl_k_finds_an_article_and_goes_there(site: Newsroom, member: Visit) -> None:
    with inside(site):
        make_draft("Nightjars of the upper valley")
    page = member(site)
    page.goto("/desk/media")
    field = page.get_by_role("combobox", name="Article or page of the desk")

    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    field.press_sequentially("nightj")
    option = page.get_by_role("option", name="Nightjars of the upper valley")
    expect(option).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    expect(page.locator("#go-to [role='status']")).to_have_text("1 result")
    assert axe_faults(page) == []
    page.emulate_media(forced_colors="active")
    assert option.evaluate(COLOURS) == option.evaluate(SYSTEM_COLOURS)
    page.emulate_media(forced_colors="none")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit")

    page.locator("textarea[name=body]").focus()
    page.keyboard.press("Control+k")
    expect(field).to_be_hidden()
    page.locator("[name=headline]").focus()
    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[name=headline]")).to_be_focused()
