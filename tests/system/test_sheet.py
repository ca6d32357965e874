"""Whatever is typed, pressed and pasted on the sheet, readers get what was meant."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from blog.text.markdown import render
from tests.audit import IS_AUDIT
from tests.system.newsroom import Newsroom
from tests.system.sheet_outline import outline, read_outline
from tests.system.sheet_writer import Writer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
SEEDS = range(*map(int, os.environ.get("SHEETS", "0-300" if IS_AUDIT else "0-2").split("-")))
"""Of the writers at random; SHEETS=20-21 asks one of them again."""
DEEDS = 25


def test_what_is_typed_and_pressed_is_what_readers_get(site: Newsroom, member: Visit) -> None:
    page = member(site, "/desk/articles/new")

    wrong = [fault for seed in SEEDS if (fault := find_fault(Writer(page, seed)))]

    assert not wrong, "\n\n".join(wrong)


def find_fault(writer: Writer) -> str:
    """Return the first thing that came out otherwise than it was meant; empty where nothing did."""
    for _ in range(DEEDS):
        before = writer.text
        try:
            writer.act()
        except AssertionError as fault:
            return f"{fault}\n{before!r}\n{writer.text!r}"
        meant, got = outline(writer.blocks), read_outline(render(writer.text).html)
        if meant != got:
            return f"{writer.log} on\n{before!r}\n{writer.text!r}\nmeant {meant}\ngot   {got}"
    return ""


def test_the_preview_has_the_structure_of_the_published_page(site: Newsroom, member: Visit) -> None:
    page = member(site, "/desk/articles/new")
    page.fill("#headline", "Written at random")
    writer = Writer(page, seed=7)
    for _ in range(DEEDS):
        writer.act()
    page.locator("#body").press("Control+End")
    page.keyboard.insert_text("\n\nThe end.")
    preview = page.get_by_role("region", name="Live preview")
    expect(preview.get_by_text("The end.")).to_be_visible()
    shown = read_outline(preview.locator("[data-rendered]").inner_html())

    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url("**/publication")
    quietly = page.get_by_role("button", name="Publish without alert")
    quietly.or_(page.get_by_role("button", name="Publish", exact=True)).click()
    page.wait_for_url("**/articles/written-at-random*")

    assert read_outline(page.locator(".prose").inner_html()) == shown
