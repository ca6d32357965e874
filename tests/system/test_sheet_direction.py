"""An article in Arabic is written and read from the right: bullets, indents, quotes, tables, handles, menus, bars."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from blog.database import db
from blog.text.markdown import render
from blog.web.assets.sheet import is_installed
from tests.factories import make_article
from tests.system.inside import inside
from tests.system.newsroom import Newsroom
from tests.system.rich_sheet import NEW, open_sheet, text_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
needs_sheet = pytest.mark.skipif(not is_installed(), reason="The sheet's libraries are not there.")
REST = """
> قال أحدهم شيئا عن الماء.

> [!pull]
> الماء حق للجميع
> -- أحمد سالم

| البند | الثمن |
| --- | --- |
| الماء | ١٢ |
"""
LISTS = "نص أول.[^1]\n\n- الماء\n- الطريق\n  - الجسر\n\n1. أولا\n"
ADD = "(field, more) => { field.value += more; field.dispatchEvent(new Event('input', { bubbles: true })) }"
EDGES = """root => {
    const box = element => element.getBoundingClientRect();
    const words = element => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return range.getBoundingClientRect();
    };
    const all = selector => [...root.querySelectorAll(selector)];
    return {
        indents: all("ul, ol").map(list => box(list).right - box(list.querySelector("li")).right),
        ragged: all("ul, ol").map(list => box(list.querySelector("li")).left - box(list).left),
        items: all("li").map(item => getComputedStyle(item).direction),
        quotes: all("blockquote:not(.pull *)").map(one => getComputedStyle(one).borderRightWidth),
        columns: all("tr").map(row => box(row.cells[0]).left > box(row.cells[1]).left),
        numbers: all("td:last-child").map(cell => box(cell).right - words(cell).right < box(cell).width / 2),
        pull: all(".pull").map(one => box(one).right <= innerWidth && box(one).left >= 0),
        overflow: document.documentElement.scrollWidth > innerWidth,
    };
}"""


def type_lines(page: Page, lines: str) -> None:
    """Type *lines*, with Tab and Shift-Tab as a writer presses them for items that are further in or out."""
    for line in lines.split("\n"):
        for key in {"→": ["Tab"], "⏎": ["Enter"]}.get(line[:1], []):
            page.keyboard.press(key)
        page.keyboard.type(line.lstrip("→⏎"))
        page.keyboard.press("Enter")


def expect_from_the_right(found: dict[str, Any]) -> None:
    assert found["overflow"] is False
    assert all(indent > 15 for indent in found["indents"]), found["indents"]
    assert all(abs(gap) < 1 for gap in found["ragged"]), found["ragged"]
    assert set(found["items"]) == {"rtl"}
    assert set(found["quotes"]) == {"3px"}
    assert set(found["columns"]) == set(found["numbers"]) == set(found["pull"]) == {True}


@pytest.fixture
def sheet(site: Newsroom, member: Visit) -> Page:
    """A sheet on which an article in Arabic was typed, and the rest of it pasted as Markdown."""
    page = open_sheet(member(site, NEW))
    type_lines(page, "نص أول.\n- الماء\nالطريق\n→الجسر\n\n\n1. أولا\n\n")
    expect(page.locator("#body")).to_have_value("نص أول.\n\n- الماء\n- الطريق\n  - الجسر\n\n1. أولا")
    page.locator("#body").evaluate(ADD, f"\n{REST}")
    expect(text_of(page).locator("td")).to_have_count(2)
    return page


def box_of(place: Locator) -> dict[str, float]:
    box = place.bounding_box()
    assert box
    return {**box, "right": box["x"] + box["width"]}


@needs_sheet
def test_an_arabic_text_stands_on_the_right_as_it_is_written(sheet: Page) -> None:
    expect_from_the_right(text_of(sheet).evaluate(EDGES))


@needs_sheet
def test_handle_menu_and_bar_are_on_the_side_where_an_arabic_line_begins(sheet: Page) -> None:
    text = box_of(text_of(sheet))
    text_of(sheet).locator("li").first.hover()
    handle = box_of(sheet.locator(".sheet-handle"))
    text_of(sheet).locator("p").first.click()
    sheet.keyboard.press("End")
    sheet.keyboard.press("Enter")
    sheet.keyboard.type("/")
    menu = box_of(sheet.locator(".sheet-menu"))
    slash = text_of(sheet).locator("p").nth(1).evaluate("one => getComputedStyle(one).direction")
    sheet.keyboard.press("Escape")
    text_of(sheet).locator("td").first.click()
    bar = box_of(sheet.get_by_role("toolbar", name="Table"))

    assert handle["x"] >= text["right"]
    assert slash == "rtl"
    assert abs(menu["right"] - text["right"]) < 24
    assert abs(bar["right"] - text["right"]) < 2


@needs_sheet
def test_an_empty_item_keeps_the_side_of_its_list(sheet: Page) -> None:
    text_of(sheet).locator("li p", has_text="الماء").click()
    sheet.keyboard.press("End")
    sheet.keyboard.press("Enter")

    assert set(text_of(sheet).evaluate(EDGES)["items"]) == {"rtl"}


@needs_sheet
def test_english_lists_within_an_arabic_text_run_from_the_left(sheet: Page) -> None:
    sheet.locator("#body").evaluate(ADD, "\n\n- One\n- الماء\n")
    last = text_of(sheet).locator("ul").last
    expect(last).to_contain_text("One")

    assert last.evaluate("one => getComputedStyle(one).direction") == "ltr"


@pytest.mark.parametrize("language", ["ar", ""])
@pytest.mark.parametrize("width", [360, 1280])
def test_readers_see_an_arabic_text_on_the_right(site: Newsroom, visitor: Visit, language: str, width: int) -> None:
    with inside(site):
        text = f"{LISTS}{REST}\n[^1]: محضر.\n"
        slug = f"arabic-{language or 'unnamed'}-{width}"
        make_article("الماء", slug=slug, language=language, body_html=render(text).html, age_days=900)
        db.session.commit()
    page = visitor(site, f"/articles/{slug}", viewport={"width": width, "height": 900})

    expect_from_the_right(page.locator(".prose").evaluate(EDGES))
