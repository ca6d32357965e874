"""What is dropped on the sheet from elsewhere: files stand in their order, words keep their links."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from blog.web.assets.sheet import is_installed
from tests.system.newsroom import Newsroom
from tests.system.people import make_photo
from tests.system.rich_sheet import NEW, expect_text, open_sheet, text_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("desk"),
    pytest.mark.skipif(not is_installed(), reason="The sheet's libraries are not there."),
]
KEY = "a" * 32
DROP = """(place, { files, html }) => {
    const data = new DataTransfer();
    for (const [name, bytes] of files) data.items.add(new File([Uint8Array.from(bytes)], name, { type: "image/jpeg" }));
    if (html) data.setData("text/html", html);
    const { right, y, height } = place.getBoundingClientRect();
    const at = { clientX: right - 30, clientY: y + height / 2, bubbles: true, cancelable: true, dataTransfer: data };
    for (const kind of ["dragenter", "dragover", "drop"]) place.dispatchEvent(new DragEvent(kind, at));
}"""


@pytest.fixture
def sheet(site: Newsroom, member: Callable[..., Page]) -> Page:
    """An empty sheet with the caret in it."""
    return open_sheet(member(site, NEW))


def drop_photos(place: Locator, photo: Path, names: str) -> None:
    """Drop photos, each of its own, and describe them by the letters of *names*."""
    files = [[f"{name}.jpg", [*photo.read_bytes(), number]] for number, name in enumerate(names)]
    place.evaluate(DROP, {"files": files, "html": ""})
    items = place.page.locator("[data-behaviour='inline_pictures'] [data-behaviour='uploads'] li")
    expect(items).to_have_count(len(names))
    for left in range(len(names), 0, -1):
        items.first.locator("[data-word='alt']").fill(names[-left])
        items.first.locator("[data-do='finish']").click()
        expect(items).to_have_count(left - 1)


def test_photos_stand_in_their_order_where_they_are_dropped(sheet: Page, tmp_path: Path) -> None:
    sheet.locator("#body").evaluate(
        """(field, text) => {
            field.value = text;
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }""",
        f"Words\n\n::: gallery\n![one](picture:{KEY})\n![two](picture:{KEY})\n:::",
    )
    names = text_of(sheet).get_by_role("figure").get_by_role("img")
    expect(names).to_have_count(2)

    drop_photos(text_of(sheet).get_by_role("figure", name="Picture 1 of 2"), make_photo(tmp_path), "ab")

    expect(text_of(sheet).get_by_role("group", name="Gallery").get_by_role("figure")).to_have_count(4)
    assert names.evaluate_all("(all) => all.map(({ alt }) => alt)") == ["one", "a", "b", "two"]

    drop_photos(text_of(sheet).get_by_text("Words"), make_photo(tmp_path), "cd")
    expect(names).to_have_count(6)
    assert names.evaluate_all("(all) => all.map(({ alt }) => alt)") == ["c", "d", "one", "a", "b", "two"]


def test_words_of_another_page_keep_their_links_and_code(sheet: Page) -> None:
    sheet.keyboard.type("Words")
    html = '<p>See <a href="https://example.org/">this</a> <code>now</code>.</p>'

    text_of(sheet).locator("p").evaluate(DROP, {"files": [], "html": html})

    expect_text(sheet, "WordsSee [this](https://example.org/) `now`.")


def test_what_pretends_to_come_from_a_sheet_is_read_as_any_words(sheet: Page) -> None:
    text_of(sheet).locator("p").evaluate(
        DROP, {"files": [], "html": '<p data-sheet="%7B%22content%22:[{%22">Words</p>'}
    )

    expect_text(sheet, "Words")
