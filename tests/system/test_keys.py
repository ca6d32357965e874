"""What keys and buttons do to the text, each of which Ctrl-Z takes back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
TABLE = "| a | b |\n| --- | --- |\n"
STRUCK = [
    # before, with | at the caret; the key; after
    ("- one¦", "Enter", "- one\n- ¦"),
    ("- one\n- ¦", "Enter", "- one\n¦"),
    ("- [x] done¦", "Enter", "- [x] done\n- [ ] ¦"),
    ("9. nine¦", "Enter", "9. nine\n10. ¦"),
    ("- one¦two", "Enter", "- one\n- ¦two"),
    ("- one\n  - two¦", "Enter", "- one\n  - two\n  - ¦"),
    ("- one\n  - ¦", "Enter", "- one\n- ¦"),
    ("> said¦", "Enter", "> said\n> ¦"),
    ("> said\n> ¦", "Enter", "> said\n¦"),
    ("> - one¦", "Enter", "> - one\n> - ¦"),
    ("¦- one", "Enter", "\n¦- one"),
    ("plain¦", "Enter", "plain\n¦"),
    ("```\n- one¦", "Enter", "```\n- one\n¦"),
    ("- one\n- two¦", "Tab", "- one\n  - two¦"),
    ("1. one\n2. two¦", "Tab", "1. one\n   2. two¦"),
    ("- one\n  - two¦", "Shift+Tab", "- one\n- two¦"),
    (f"{TABLE}| ¦ |  |", "Tab", f"{TABLE}|  | ¦ |"),
    (f"{TABLE}| x | y¦ |", "Tab", f"{TABLE}| x | y |\n| ¦ |  |"),
    (f"{TABLE}| x | y¦ |", "Enter", f"{TABLE}| x | y |\n| ¦ |  |"),
    (f"{TABLE}| x | y |\n| ¦ |  |", "Enter", f"{TABLE}| x | y |\n¦"),
    ("one¦", "Control+Shift+Digit7", "1. one¦"),
    ("one¦", "Control+Shift+Digit8", "- one¦"),
    ("a **b** ¦", "Control+b", "a **b** **¦**"),
]
PRESSED = [
    ("tea¦", "Numbered list", "1. tea¦"),
    ("Before.\n\nThe tea¦\n\nAfter.", "Pull quote", "Before.\n\n> [!pull]\n> The tea\n> -- Name¦\n\nAfter."),
    ("Tea¦ is hot.", "Footnote", "Tea[^1] is hot.\n\n[^1]: ¦"),
    ("Tea[^1] is¦ hot.\n\n[^1]: Green.", "Footnote", "Tea[^1] is[^2] hot.\n\n[^1]: Green.\n[^2]: ¦"),
    ("Tea[^1] is.\n\n[^1]: Green.¦", "Footnote", "Tea[^1]¦ is.\n\n[^1]: Green."),
    ("Tea¦", "Table", "Tea\n\n| Column¦ | Column | Column |\n| --- | --- | --- |\n|  |  |  |\n|  |  |  |"),
    ("Tea\nmore¦", "Video", "Tea\nmore\n\nhttps://¦"),
]


@pytest.fixture
def editor(site: Newsroom, member: Visit) -> Page:
    """An empty editor."""
    return member(site, "/desk/articles/new")


def put(page: Page, text: str) -> None:
    """Write *text* and put the caret where ¦ stands."""
    page.locator("#body").fill(text.replace("¦", ""))
    page.locator("#body").evaluate("(field, at) => field.setSelectionRange(at, at)", text.index("¦"))


def state(page: Page) -> str:
    """Return the text with ¦ at the end of the selection."""
    return str(
        page.locator("#body").evaluate("f => f.value.slice(0, f.selectionEnd) + '¦' + f.value.slice(f.selectionEnd)")
    )


def wrong(page: Page, cases: list[tuple[str, str, str]], act: Callable[[str], None]) -> dict[str, str]:
    """Return what came out otherwise than it should, and what could not be taken back."""
    found = {}
    for before, deed, after in cases:
        put(page, before)
        act(deed)
        if state(page) != after:
            found[f"{deed} on {before}"] = state(page)
        bare = before.replace("¦", "")
        if page.locator("#body").input_value() != bare:
            page.locator("#body").press("Control+z")
        if page.locator("#body").input_value() != bare:
            found[f"undone {deed} on {before}"] = state(page)
    return found


def test_keys_continue_and_end_what_one_writes(editor: Page) -> None:
    assert wrong(editor, STRUCK, lambda key: editor.locator("#body").press(key)) == {}


def test_buttons_put_their_signs_in_place(editor: Page) -> None:
    bar = editor.get_by_role("toolbar", name="Formatting")

    assert wrong(editor, PRESSED, lambda name: bar.get_by_role("button", name=name, exact=True).click()) == {}


def test_tab_leaves_the_text_outside_of_lists_and_after_escape(editor: Page) -> None:
    body = editor.locator("#body")
    put(editor, "No list.¦")
    body.press("Tab")
    expect(body).not_to_be_focused()

    put(editor, "- one\n- two¦")
    body.press("Escape")
    body.press("Tab")

    expect(body).not_to_be_focused()
    expect(body).to_have_value("- one\n- two")


def test_the_toolbar_is_one_stop_with_arrows_inside(editor: Page) -> None:
    bar = editor.get_by_role("toolbar", name="Formatting")
    expect(editor.locator("#headline")).to_be_focused()
    editor.keyboard.type("Tea")
    editor.keyboard.press("Enter")
    expect(editor.locator("#standfirst")).to_be_focused()
    editor.keyboard.press("Tab")
    expect(bar.get_by_role("button", name="Bold")).to_be_focused()

    editor.keyboard.press("ArrowLeft")
    expect(bar.get_by_role("button", name="Quiet")).to_be_focused()
    editor.keyboard.press("Home")
    editor.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="Italic")).to_be_focused()
    editor.keyboard.press("Tab")
    expect(editor.locator("#body")).to_be_focused()
    editor.keyboard.press("Shift+Tab")

    expect(bar.get_by_role("button", name="Italic")).to_be_focused()
    assert bar.locator("[tabindex='0']").count() == 1


def test_an_address_pasted_over_words_becomes_their_link(editor: Page) -> None:
    body = editor.locator("#body")
    body.fill("tea")
    body.press("Control+a")

    body.evaluate("""text => {
        const data = new DataTransfer();
        data.setData("text/plain", "https://example.org/tea");
        text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }""")
    expect(body).to_have_value("[tea](https://example.org/tea)")
    body.press("Control+z")

    expect(body).to_have_value("tea")
