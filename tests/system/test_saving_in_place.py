"""Ctrl-S in a real browser: nothing on the page moves, the next save works, and each refusal is said beside."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
PLACE = """() => {
    const { id, selectionStart, selectionEnd } = document.activeElement;
    return [id, selectionStart, selectionEnd, Math.round(document.activeElement.getBoundingClientRect().top)];
}"""
MIDDLE = """body => {
    body.focus();
    body.setSelectionRange(body.value.indexOf("Part 30"), body.value.indexOf("Part 30") + 4);
    scrollTo(0, document.body.scrollHeight / 2);
}"""


def test_ctrl_s_leaves_caret_scroll_selection_and_undo(site: Newsroom, member: Visit) -> None:
    page = member(site, "/desk/articles/new")
    body, status = page.locator("#body"), page.locator("[data-kept]")
    page.fill("#headline", "Saved in place")
    body.fill("\n\n".join(f"Part {number}. {'word ' * 40}" for number in range(60)))
    body.evaluate(MIDDLE)
    before = page.evaluate(PLACE)

    page.keyboard.press("Control+s")
    expect(status).to_contain_text("Saved at")
    saved = page.evaluate(PLACE)
    page.keyboard.type("Piece")
    with page.expect_response("**/edit") as next_save:
        page.keyboard.press("Meta+s")
    assert next_save.value.ok
    for _letter in "Piece":  # A slow browser undoes what was typed in more than one step.
        if "Part 30." not in body.input_value():
            page.keyboard.press("Control+z")

    assert before == saved
    assert before[0] == "body"
    text = body.input_value()
    assert "Part 30." in text, text[text.index("Part 29.") :][:300]
    page.get_by_role("button", name="Details").click()
    expect(page.get_by_role("navigation", name="This article")).to_have_count(1)


def test_each_refusal_is_said_and_costs_no_text(site: Newsroom, member: Visit) -> None:
    page = member(site, "/desk/articles/new")
    body, status = page.locator("#body"), page.locator("[data-kept]")
    page.fill("#headline", "Refused")
    page.keyboard.press("Control+s")
    expect(status).to_contain_text("Saved at")
    body.fill("Typed on.")

    page.fill("#headline", "")
    page.keyboard.press("Control+s")
    expect(page.locator("#headline-error")).to_have_text("Give the article a headline.")
    page.fill("#headline", "Refused")
    page.context.set_offline(True)
    page.keyboard.press("Control+s")
    expect(status).to_contain_text("No connection")
    page.route("**/edit", refuse)  # Before it is online, when it saves by itself.
    page.context.set_offline(False)
    page.keyboard.press("Control+s")
    expect(status).to_contain_text("does not answer")
    page.unroute("**/edit")
    page.keyboard.press("Control+s")
    expect(status).to_contain_text("Saved at")
    expect(page.locator("#headline-error")).to_have_count(0)
    for name in ("seen", "copy_key"):
        page.locator(f"[name={name}]").evaluate("field => (field.value = 'another-page')")
    page.keyboard.press("Control+s")
    expect(status).to_contain_text("saved a newer version")
    page.get_by_role("button", name="Show both side by side").click()

    expect(page.get_by_role("alert")).to_contain_text("Not saved: there is a newer version")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(body).to_have_value("Typed on.")


def refuse(route: Route) -> None:
    """Answer as a proxy does whose server is gone."""
    route.fulfill(status=503, body="<h1>Service unavailable</h1>", content_type="text/html")
