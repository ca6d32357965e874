"""Task lists on the rich sheet: boxes that are typed, chosen, ticked by mouse and keys, and left again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from blog.web.assets.sheet import is_installed
from tests.system.browser import axe_faults
from tests.system.newsroom import Newsroom
from tests.system.rich_sheet import NEW, expect_text, open_sheet, text_of
from tests.system.sheet_clipboard import PASTE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("desk"),
    pytest.mark.skipif(not is_installed(), reason="The sheet's libraries are not there."),
]
Visit = Callable[..., Page]
GITHUB = (
    '<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" checked> Call</li>'
    '<li class="task-list-item"><input type="checkbox"> Write</li></ul>'
)
COPY = """() => {
    const data = new DataTransfer();
    const event = new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
    return { "text/html": data.getData("text/html"), "text/plain": data.getData("text/plain") };
}"""


@pytest.fixture
def sheet(site: Newsroom, member: Visit) -> Page:
    """An empty sheet with the caret in it."""
    return open_sheet(member(site, NEW))


def clear(sheet: Page) -> None:
    text_of(sheet).press("Control+a")
    sheet.keyboard.press("Delete")
    sheet.keyboard.press("Control+Alt+Digit1")


def press(sheet: Page, *keys: str) -> None:
    """Press keys one after the other, as slowly as the browser tells where the caret is."""
    for key in keys:
        sheet.keyboard.press(key)
        sheet.evaluate("() => new Promise((done) => setTimeout(done, 150))")


def test_a_box_is_typed_in_all_its_forms(sheet: Page) -> None:
    for typed, markdown in [
        ("[ ] a", "- [ ] a"),
        ("[x] a", "- [x] a"),
        ("[] a", "- [ ] a"),
        ("- [ ] a", "- [ ] a"),
        ("* [X] a", "- [x] a"),
        ("2. [ ] a", "2. [ ] a"),
        ("a [ ] b", "a [ ] b"),
    ]:
        clear(sheet)
        sheet.keyboard.type(typed)
        expect_text(sheet, markdown)


def test_backspace_gives_the_brackets_back_as_words(sheet: Page) -> None:
    sheet.keyboard.type("- [ ] ")
    sheet.keyboard.press("Backspace")
    sheet.keyboard.type("a")

    expect_text(sheet, "- \\[ ] a")
    expect(text_of(sheet).get_by_role("checkbox")).to_have_count(0)


def test_enter_goes_on_and_leaves_from_inside_to_outside(sheet: Page) -> None:
    sheet.keyboard.type("[x] a")
    press(sheet, "Enter", "Tab")
    sheet.keyboard.type("b")
    press(sheet, "Enter")
    expect_text(sheet, "- [x] a\n  - [ ] b\n  - [ ]")
    press(sheet, "Enter")
    expect_text(sheet, "- [x] a\n  - [ ] b\n- [ ]")
    sheet.keyboard.type("c")
    press(sheet, "Home", "Enter")
    expect_text(sheet, "- [x] a\n  - [ ] b\n- [ ]\n- [ ] c")

    press(sheet, "End", "Enter", "Enter")
    sheet.keyboard.type("After")

    expect_text(sheet, "- [x] a\n  - [ ] b\n- [ ]\n- [ ] c\n\nAfter")


def test_enter_at_the_start_of_a_ticked_task_keeps_its_tick(sheet: Page) -> None:
    sheet.keyboard.type("[x] a")
    expect_text(sheet, "- [x] a")
    press(sheet, "Home", "Enter")

    expect_text(sheet, "- [ ]\n- [x] a")


def test_a_box_is_ticked_by_mouse_and_by_keys_and_undone(sheet: Page) -> None:
    sheet.keyboard.type("[ ] Call")
    press(sheet, "Enter")
    sheet.keyboard.type("Write")
    expect_text(sheet, "- [ ] Call\n- [ ] Write")

    call = text_of(sheet).get_by_role("checkbox", name="Call")
    call.click()
    expect_text(sheet, "- [x] Call\n- [ ] Write")
    sheet.keyboard.type(" now")
    press(sheet, "Control+Alt+Enter")
    expect_text(sheet, "- [x] Call\n- [x] Write now")
    expect(text_of(sheet).get_by_role("checkbox", name="Write now")).to_be_checked()
    expect(sheet.locator("[data-part='said']")).to_have_text("Ticked")
    assert axe_faults(sheet) == []

    press(sheet, "Control+Alt+Enter", "Control+z", "Control+z")
    expect_text(sheet, "- [x] Call\n- [ ] Write now")


def test_the_list_of_blocks_makes_tasks_of_words_and_lists(sheet: Page) -> None:
    sheet.keyboard.type("/task")
    press(sheet, "Enter")
    sheet.keyboard.type("a")
    expect_text(sheet, "- [ ] a")

    press(sheet, "Control+Shift+Digit8")
    expect_text(sheet, "- a")
    sheet.keyboard.type(" /task")
    press(sheet, "Enter")
    expect_text(sheet, "- [ ] a")
    sheet.keyboard.type(" /task")
    press(sheet, "Enter")
    expect_text(sheet, "a")


def test_tasks_are_pasted_and_copied_with_their_boxes(sheet: Page) -> None:
    sheet.evaluate(PASTE, [{"text/html": GITHUB, "text/plain": "Call\nWrite"}])
    expect_text(sheet, "- [x] Call\n- [ ] Write")

    text_of(sheet).press("Control+a")
    copied = sheet.evaluate(COPY)
    press(sheet, "Delete")
    expect_text(sheet, "")
    sheet.evaluate(PASTE, [copied])
    expect_text(sheet, "- [x] Call\n- [ ] Write")

    clear(sheet)
    plain_html = copied["text/html"].replace("data-sheet", "data-other")
    sheet.evaluate(PASTE, [{**copied, "text/html": plain_html}])
    expect_text(sheet, "- [x] Call\n- [ ] Write")


def test_the_page_shows_the_tasks_of_the_sheet(sheet: Page) -> None:
    sheet.locator("[name=headline]").fill("Tasks")
    text_of(sheet).click()
    sheet.keyboard.type("[x] a")
    press(sheet, "Enter")
    sheet.keyboard.type("b")
    press(sheet, "Control+s")
    sheet.wait_for_url("**/edit")
    sheet.reload()
    expect(text_of(sheet).get_by_role("checkbox", name="a", exact=True)).to_be_checked()
    expect(text_of(sheet).get_by_role("checkbox", name="b", exact=True)).not_to_be_checked()

    text = sheet.locator("#body").input_value()
    answer = sheet.request.post(
        "/desk/preview",
        form={"body": text, "csrf_token": sheet.locator("[name=csrf_token]").first.input_value()},
    )
    assert "☑ a" in answer.text()


def test_a_heading_in_the_place_of_a_task_has_no_box(sheet: Page) -> None:
    sheet.keyboard.type("[ ] ## a")
    expect_text(sheet, "- ## a")
    expect(text_of(sheet).get_by_role("checkbox")).to_have_count(0)
