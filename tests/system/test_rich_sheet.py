"""The rich sheet as a writer uses it, in a real browser; what the form sends is Markdown."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from blog.web.assets.sheet import is_installed
from tests.system.browser import axe_faults
from tests.system.newsroom import Newsroom
from tests.system.people import choose_editing_mode, make_photo
from tests.system.rich_sheet import NEW, expect_text, open_sheet, text_of
from tests.system.sheet_clipboard import PASTE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("desk"),
    pytest.mark.skipif(not is_installed(), reason="The sheet's libraries are not there."),
]
Visit = Callable[..., Page]
WORD = (
    "<html><body><p class=MsoNormal>Dear <b>all</b>,<o:p></o:p></p><h2>What it costs</h2>"
    '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span> </span></span>'
    'Nothing</p><p class=MsoNormal>See <a href="https://example.org/">this</a>.</p></body></html>'
)
SIGNS = [
    ("## Costs", "## Costs"),
    ("- one", "- one"),
    ("3. three", "3. three"),
    ("> said", "> said"),
    ("a **b** c", "a **b** c"),
    ("a *b* c", "a *b* c"),
    ("a `b` c", "a `b` c"),
    ("see [this](example.org) now", "see [this](https://example.org) now"),
    ("---after", "***\n\nafter"),
]


@pytest.fixture
def sheet(site: Newsroom, member: Visit) -> Page:
    """An empty sheet with the caret in it."""
    return open_sheet(member(site, NEW))


def test_signs_become_what_they_mean_as_one_types(sheet: Page) -> None:
    for typed, markdown in SIGNS:
        text_of(sheet).press("Control+a")
        sheet.keyboard.press("Delete")
        sheet.keyboard.press("Control+Alt+Digit1")

        sheet.keyboard.type(typed)

        expect_text(sheet, markdown)
        assert "*" not in text_of(sheet).inner_text()
        assert "#" not in text_of(sheet).inner_text()


def test_backspace_gives_the_signs_back_and_undo_all_that_was_typed(sheet: Page) -> None:
    sheet.keyboard.type("## ")
    expect(text_of(sheet).get_by_role("heading")).to_have_count(1)

    sheet.keyboard.press("Backspace")
    sheet.keyboard.type("Costs")
    expect_text(sheet, "\\## Costs")

    for _ in range(4):
        sheet.keyboard.press("Control+z")
    expect_text(sheet, "")


def test_keys_mark_words_and_move_blocks(sheet: Page) -> None:
    sheet.keyboard.type("one")
    sheet.keyboard.press("Enter")
    sheet.keyboard.type("two")

    sheet.keyboard.press("Control+Alt+Digit2")
    sheet.keyboard.press("Alt+ArrowUp")
    expect_text(sheet, "## two\n\none")

    sheet.keyboard.press("Shift+Home")
    sheet.keyboard.press("Control+i")
    expect_text(sheet, "## *two*\n\none")
    sheet.keyboard.press("Control+k")
    sheet.keyboard.type("javascript:alert(1)")
    sheet.keyboard.press("Enter")
    expect(sheet.get_by_text("Enter an address such as")).to_be_visible()
    sheet.get_by_role("textbox", name="Address", exact=True).fill("www.example.org")
    sheet.keyboard.press("Enter")
    expect_text(sheet, "## [*two*](https://www.example.org)\n\none")


def test_the_list_of_blocks_is_worked_by_keys_alone(sheet: Page) -> None:
    sheet.keyboard.type("/")
    options = sheet.get_by_role("listbox", name="Insert").get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(text_of(sheet)).to_have_attribute("aria-activedescendant", "sheet-menu-picture")
    assert axe_faults(sheet) == []
    sheet.keyboard.type("tab")
    expect(options).to_have_count(1)

    sheet.keyboard.press("Enter")
    sheet.keyboard.type("Item")
    for typed in ("Price", "Sum", "Tea"):
        sheet.keyboard.press("Tab")
        sheet.keyboard.type(typed)
    sheet.get_by_role("button", name="Remove the column").click()
    sheet.get_by_role("button", name="Align the column right").click()
    sheet.get_by_role("button", name="Remove the row").click()

    expect(text_of(sheet).get_by_role("row")).to_have_count(2)
    expect(text_of(sheet).get_by_role("columnheader")).to_have_text(["Price", "Sum"])
    sheet.keyboard.press("Control+z")
    sheet.keyboard.press("Control+z")
    sheet.keyboard.press("Control+z")
    expect(text_of(sheet).get_by_role("columnheader")).to_have_text(["Item", "Price", "Sum"])


def test_a_slash_amid_words_and_after_escape_is_a_slash(sheet: Page) -> None:
    sheet.keyboard.type("and/or 3 /")
    expect(sheet.get_by_role("listbox", name="Insert")).to_be_visible()

    sheet.keyboard.press("Escape")
    sheet.keyboard.press("Enter")
    sheet.keyboard.type("4")

    expect(sheet.get_by_role("listbox", name="Insert")).to_be_hidden()
    expect_text(sheet, "and/or 3 /\n\n4")


def test_a_document_of_word_keeps_its_structure_and_plain_words_stay_plain(sheet: Page) -> None:
    sheet.keyboard.type("Before.")
    sheet.keyboard.press("Enter")

    sheet.evaluate(PASTE, [{"text/html": WORD, "text/plain": "Dear all"}])
    word = "Before.\n\nDear **all**,\n\n## What it costs\n\n- Nothing\n\nSee [this](https://example.org/)."
    expect_text(sheet, word)
    sheet.keyboard.press("Enter")
    sheet.evaluate(PASTE, [{"text/plain": "3 * 4 * 5\nand [x]"}])

    expect(text_of(sheet)).to_contain_text("3 * 4 * 5")
    expect(text_of(sheet).get_by_role("paragraph").last).to_have_text("and [x]")
    sheet.keyboard.press("Control+z")
    expect_text(sheet, word)


def test_a_picture_is_described_captioned_widened_and_moved(sheet: Page, tmp_path: Path) -> None:
    with sheet.expect_file_chooser() as chooser:  # Begun early: the browser hears of it a moment later.
        sheet.keyboard.type("Before.")
        sheet.keyboard.press("Enter")
        sheet.keyboard.type("/pict")
        sheet.keyboard.press("Enter")
    chooser.value.set_files(make_photo(tmp_path))
    sheet.keyboard.type("A boat")
    sheet.keyboard.press("Enter")
    picture = text_of(sheet).get_by_role("figure")
    expect(picture.get_by_role("img", name="A boat")).to_be_visible()

    sheet.keyboard.press("Enter")
    sheet.keyboard.type('The "Skomer" ferry')
    picture.get_by_role("button", name="Wide", exact=True).click()
    picture.get_by_role("button", name="Move up", exact=True).click()

    sheet.wait_for_function(
        r"""() => /^!\[A boat\]\(picture:[0-9a-f]{32} "The \\"Skomer\\" ferry"\)\{\.wide\}\n\nBefore\./"""
        ".test(document.getElementById('body').value)"
    )
    assert axe_faults(sheet) == []


def test_components_are_written_in_place(sheet: Page) -> None:
    sheet.keyboard.type("/info")
    sheet.keyboard.press("Enter")
    expect_text(sheet, "::: information\n### Title\n\nText\n:::")
    text_of(sheet).get_by_text("Text", exact=True).dblclick()
    sheet.keyboard.type("It is paid *once*.")
    expect_text(sheet, "::: information\n### Title\n\nIt is paid *once*.\n:::")

    text_of(sheet).press("Control+a")
    sheet.keyboard.press("Delete")
    sheet.keyboard.type("/button")
    sheet.keyboard.press("Enter")
    sheet.get_by_role("textbox", name="Address", exact=True).fill("https://example.org/tickets")

    expect(sheet.locator("#body")).to_have_value("[Button text](https://example.org/tickets){.button}")


def test_a_footnote_is_written_where_it_is_used(sheet: Page) -> None:
    sheet.keyboard.type("Nineteen volunteers[^")
    sheet.get_by_role("textbox", name="Footnote", exact=True).wait_for()
    sheet.keyboard.type("Counted in *March*.")
    sheet.keyboard.press("Enter")
    sheet.keyboard.type(" came.")

    expect_text(sheet, "Nineteen volunteers[^1] came.\n\n[^1]: Counted in \\*March\\*.")
    sheet.get_by_role("button", name="Footnote Counted").click()
    assert axe_faults(sheet) == []


def test_words_are_found_and_replaced_in_all_blocks(sheet: Page) -> None:
    sheet.keyboard.type("- Heron one")
    sheet.keyboard.press("Enter")
    sheet.keyboard.type("heron two")

    sheet.keyboard.press("Control+f")
    sheet.keyboard.type("heron")
    find = sheet.get_by_role("search", name="Find and replace in the text")
    expect(find.get_by_role("status")).to_have_text("2 found")
    find.get_by_role("textbox", name="Replace with").fill("egret")
    find.get_by_role("button", name="Replace all").click()

    expect(find.get_by_role("status")).to_have_text("2 replaced")
    sheet.keyboard.press("Escape")
    expect(text_of(sheet)).to_be_focused()
    expect_text(sheet, "- egret one\n- egret two")


def test_tab_never_holds_anybody_in_the_text(sheet: Page) -> None:
    sheet.keyboard.type("- one")
    sheet.keyboard.press("Tab")
    expect(text_of(sheet)).to_be_focused()

    sheet.keyboard.press("Escape")
    sheet.keyboard.press("Tab")

    expect(text_of(sheet)).not_to_be_focused()


def test_what_an_input_method_composes_arrives_once(sheet: Page) -> None:
    keyboard = sheet.context.new_cdp_session(sheet)
    for part in ("s", "sh", "sho"):
        keyboard.send("Input.imeSetComposition", {"text": part, "selectionStart": len(part), "selectionEnd": len(part)})
    keyboard.send("Input.insertText", {"text": "書"})
    sheet.keyboard.type("く")

    expect_text(sheet, "書く")


def test_each_block_has_the_direction_of_its_words(sheet: Page) -> None:
    sheet.keyboard.type("مرحبا بالعالم")
    sheet.keyboard.press("Enter")
    sheet.keyboard.type("Hello")

    paragraphs = text_of(sheet).get_by_role("paragraph")
    expect(paragraphs.first).to_have_css("direction", "rtl")
    expect(paragraphs.last).to_have_css("direction", "ltr")


def test_a_text_is_the_same_after_saving_and_in_both_ways_of_writing(sheet: Page) -> None:
    sheet.locator("[name=headline]").fill("Both ways")
    text_of(sheet).click()
    sheet.keyboard.type("- [ ] a task, *so*")
    expect(sheet.locator("#body")).to_have_value(re.compile(r"\*so\*$"))
    text = sheet.locator("#body").input_value()
    sheet.keyboard.press("Control+s")
    sheet.wait_for_url("**/edit")
    expect(sheet.locator("[data-kept]")).to_contain_text("Saved")

    sheet.reload()
    expect(text_of(sheet)).to_contain_text("a task, so")
    expect_text(sheet, text)
    sheet.get_by_role("button", name="Write in Markdown").click()
    field = sheet.get_by_role("textbox", name="Text", exact=True)
    expect(field).to_have_value(text)
    field.fill(f"{text}\n\nIn *signs*.")
    sheet.get_by_role("button", name="Write as readers see it").click()

    expect(text_of(sheet).get_by_role("emphasis").last).to_have_text("signs")
    expect_text(sheet, f"{text}\n\nIn *signs*.")


def test_where_the_server_does_not_read_the_text_one_writes_in_the_field(site: Newsroom, member: Visit) -> None:
    page = member(site, NEW)
    choose_editing_mode(page, "sheet")
    page.route("**/desk/blocks", lambda route: route.abort())

    page.goto(NEW)

    expect(page.get_by_text("The rich text editor could not open this text.")).to_be_visible()
    page.get_by_role("textbox", name="Text", exact=True).fill("Kept.")
    expect(page.locator("#body")).to_be_visible()


def test_a_text_that_a_script_puts_into_the_field_is_shown(sheet: Page) -> None:
    sheet.keyboard.type("Mine.")
    expect_text(sheet, "Mine.")

    sheet.locator("#body").evaluate(
        "field => { field.value = 'Mine.\\n\\n## Theirs'; field.form.dispatchEvent(new CustomEvent('saved', { detail: {"
        " said: { saved: {} }, sent: new Map() } })); }"
    )

    expect(text_of(sheet).get_by_role("heading", name="Theirs")).to_be_visible()
    text_of(sheet).press("Control+Home")
    sheet.keyboard.type("Still ")
    expect_text(sheet, "Still Mine.\n\n## Theirs")
