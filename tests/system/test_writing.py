"""The editor's scripts, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.system.newsroom import Newsroom
from tests.system.people import make_photo

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
PASTE = """(text, html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "plain");
    text.focus();
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def editor(site: Newsroom, member: Visit) -> Page:
    """An empty editor."""
    return member(site, "/desk/articles/new")


@pytest.mark.parametrize(
    ("keys", "text"),
    [("Control+b", "**tea**"), ("Control+i", "*tea*"), ("Control+k", "[tea](https://)")],
)
def test_the_usual_keys_mark_the_selection_and_can_be_undone(editor: Page, keys: str, text: str) -> None:
    body = editor.locator("#body")
    body.fill("tea")
    body.press("Control+a")

    body.press(keys)
    expect(body).to_have_value(text)
    body.press("Control+z")

    expect(body).to_have_value("tea")


@pytest.mark.parametrize(("name", "text"), [("Heading", "## tea"), ("List", "- tea"), ("Quote", "> tea")])
def test_a_button_marks_the_line_and_takes_the_mark_back(editor: Page, name: str, text: str) -> None:
    body, button = editor.locator("#body"), editor.get_by_role("button", name=name, exact=True)
    body.fill("tea")

    button.click()
    expect(body).to_have_value(text)
    button.click()

    expect(body).to_have_value("tea")


def test_a_picture_comes_to_the_caret_and_into_the_live_preview(editor: Page, tmp_path: Path) -> None:
    body = editor.locator("#body")
    body.fill("Before.\n\nAfter.")
    body.evaluate("field => field.setSelectionRange(9, 9)")

    with editor.expect_file_chooser() as chooser:
        editor.get_by_role("button", name="Picture", exact=True).click()
    chooser.value.set_files(make_photo(tmp_path))
    editor.locator(".uploads__item [data-word='alt']").fill("A wall")
    editor.get_by_role("button", name="Put into the text").click()

    expect(editor.get_by_role("region", name="Live preview").get_by_alt_text("A wall")).to_be_visible()
    assert body.input_value().startswith("Before.\n\n![A wall](picture:")
    assert body.input_value().endswith("After.")


def test_a_picture_without_description_is_asked_for_it(editor: Page, tmp_path: Path) -> None:
    editor.locator("[data-files]").set_input_files(make_photo(tmp_path))

    editor.get_by_role("button", name="Put into the text").click()

    expect(editor.locator(".uploads__item [role=alert]")).to_contain_text("Describe the picture")


def test_leaving_unsaved_text_asks_first(editor: Page) -> None:
    asked: list[str] = []
    editor.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    editor.get_by_label("Headline", exact=True).fill("Not kept yet")

    editor.reload()

    assert asked == ["beforeunload"]


def test_a_paste_from_a_document_keeps_its_structure(site: Newsroom, member: Visit) -> None:
    editor = member(site, "/desk/articles/new")
    text = editor.locator("textarea[name=body]")
    text.fill("Before. ")

    text.evaluate(PASTE, "<h2>Pasted</h2><ul><li>one <b>two</b></li></ul>")
    expect(text).to_have_value("Before. \n\n## Pasted\n\n- one **two**")
    text.press("Control+z")

    expect(text).to_have_value("Before. ")


def test_what_a_paste_leaves_out_stays_said_until_it_is_closed(site: Newsroom, member: Visit) -> None:
    editor = member(site, "/desk/articles/new")
    text, note = editor.locator("textarea[name=body]"), editor.locator("[data-paste-note]")

    text.evaluate(PASTE, "<p>one <b>two</b><img src=x></p>")
    expect(note.get_by_role("status")).to_contain_text("Pictures are not pasted")
    text.press_sequentially(" three")
    expect(editor.locator("[data-kept]")).to_contain_text("autosaved", timeout=10_000)
    expect(note.get_by_role("status")).to_contain_text("Pictures are not pasted")
    note.get_by_role("button", name="Close").click()

    expect(note.get_by_role("status")).to_be_empty()
    expect(note.get_by_role("button", name="Close")).to_be_hidden()
    expect(text).to_be_focused()
