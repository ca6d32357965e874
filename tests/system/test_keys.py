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
    ("- one\n- ¦", "Enter", "- one\n\n¦"),
    ("- one\n- ¦\n- three", "Enter", "- one\n\n¦\n\n- three"),
    ("- one\n\n- ¦", "Enter", "- one\n\n¦"),
    ("- [x] done¦", "Enter", "- [x] done\n- [ ] ¦"),
    ("9. nine¦", "Enter", "9. nine\n10. ¦"),
    ("- one¦two", "Enter", "- one\n- ¦two"),
    ("- one\n  - two¦", "Enter", "- one\n  - two\n  - ¦"),
    ("- one\n  - ¦", "Enter", "- one\n- ¦"),
    ("1. one\n   - ¦", "Enter", "1. one\n2. ¦"),
    ("- one\n\n  - ¦", "Enter", "- one\n\n- ¦"),
    ("- one\n\n  - two\n\n  - ¦", "Enter", "- one\n\n  - two\n\n- ¦"),
    ("- one\n\n  - two\n\n    - ¦", "Enter", "- one\n\n  - two\n\n  - ¦"),
    ("- one\n\n\n  - ¦", "Enter", "- one\n\n\n¦"),
    ("- one\n\ntwo\n\n  - ¦", "Enter", "- one\n\ntwo\n\n¦"),
    ("> - one\n\n>   - ¦", "Enter", "> - one\n\n>\n> ¦"),
    ("- one¦\n\n  - two", "Enter", "- one\n- ¦\n  - two"),
    ("1. one¦\n\n   - two", "Enter", "1. one\n2. ¦\n   - two"),
    ("> - one¦\n>\n>   - two", "Enter", "> - one\n> - ¦\n>   - two"),
    ("- one¦\n\n- two", "Enter", "- one\n- ¦\n\n- two"),
    ("- o¦ne\n\n  - two", "Enter", "- o\n- ¦ne\n\n  - two"),
    ("- [ ] one\n  - ¦", "Enter", "- [ ] one\n- [ ] ¦"),
    ("> said¦", "Enter", "> said\n>\n> ¦"),
    ("> said\n>\n> ¦", "Enter", "> said\n\n¦"),
    ("> said\n> ¦", "Enter", "> said\n\n¦"),
    ("> > said\n> >\n> > ¦", "Enter", "> > said\n>\n> ¦"),
    ("> [!pull]\n> Large¦", "Enter", "> [!pull]\n> Large\n> ¦"),
    ("> - one¦", "Enter", "> - one\n> - ¦"),
    ("> - one\n> - ¦", "Enter", "> - one\n>\n> ¦"),
    ("- > said¦", "Enter", "- > said\n  >\n  > ¦"),
    ("- > said\n  >\n  > ¦", "Enter", "- > said\n\n¦"),
    ("¦- one", "Enter", "\n¦- one"),
    ("plain¦", "Enter", "plain\n\n¦"),
    ("one ¦two", "Enter", "one\n\n¦two"),
    ("one¦\ntwo", "Enter", "one\n\n¦\n\ntwo"),
    ("one¦\n\ntwo", "Enter", "one\n\n¦\n\ntwo"),
    ("one\n\n¦", "Enter", "one\n\n\n¦"),
    ("## Head¦", "Enter", "## Head\n\n¦"),
    ("---¦", "Enter", "---\n\n¦"),
    ("**bold** word¦", "Enter", "**bold** word\n\n¦"),
    ("| a | b |¦", "Enter", "| a | b |\n¦"),
    ("plain¦", "Shift+Enter", "plain  \n¦"),
    ("- one¦", "Shift+Enter", "- one  \n  ¦"),
    ("> said¦", "Shift+Enter", "> said  \n> ¦"),
    ("```py¦", "Enter", "```py\n¦"),
    ("```\n- one¦", "Enter", "```\n- one\n¦"),
    ("- one\n- two¦", "Tab", "- one\n  - two¦"),
    ("1. one\n2. two¦", "Tab", "1. one\n   1. two¦"),
    ("- one\n  - two¦", "Shift+Tab", "- one\n- two¦"),
    (f"{TABLE}| ¦ |  |", "Tab", f"{TABLE}|  | ¦ |"),
    (f"{TABLE}| x | y¦ |", "Tab", f"{TABLE}| x | y |\n| ¦ |  |"),
    (f"{TABLE}| x | y¦ |", "Enter", f"{TABLE}| x | y |\n| ¦ |  |"),
    (f"{TABLE}| x | y |\n| ¦ |  |", "Enter", f"{TABLE}| x | y |\n\n¦"),
    ("- one  \n  two¦", "Enter", "- one  \n  two\n- ¦"),
    ("## Head¦", "Shift+Enter", "## Head\n\n¦"),
    ("1. one\n2. two\n3. ¦", "Tab", "1. one\n2. two\n   1. ¦"),
    ("1. one\n- two¦", "Tab", "1. one\n   - two¦"),
    ("- one\n  - two¦", "Tab", "- one\n  - two¦"),
    ("- one\n- ¦", "Backspace", "- one\n\n¦"),
    ("- one\n  - ¦two", "Backspace", "- one\n- ¦two"),
    ("- one\n\n  - ¦two", "Backspace", "- one\n\n- ¦two"),
    ("> said\n>\n> ¦more", "Backspace", "> said\n\n¦more"),
    ("one\n\n¦two", "Backspace", "one¦two"),
    ("one¦\n\ntwo", "Delete", "one¦two"),
    ("- one¦\n- two", "Delete", "- one¦two"),
    ("one¦\n\n| a |\n| --- |", "Delete", "one¦\n| a |\n| --- |"),
    ("one¦", "Control+Shift+Digit7", "1. one¦"),
    ("one¦", "Control+Shift+Digit8", "- one¦"),
    ("a **b** ¦", "Control+b", "a **b** **¦**"),
]
MARKED = [
    # before, with ‹ and › around what is selected; the keys; after
    ("‹word›", "bi", "***word***"),
    ("‹word›", "ib", "***word***"),
    ("‹word›", "bib", "*word*"),
    ("‹word›", "bbii", "word"),
    ("a ‹word ›here", "b", "a **word** here"),
    ("‹one\n\ntwo›", "b", "**one**\n\n**two**"),
    ("‹one\n\ntwo›", "bb", "one\n\ntwo"),
    ("‹**one**\n\ntwo›", "b", "**one**\n\n**two**"),
    ("‹- one\n- two›", "i", "- *one*\n- *two*"),
    ("‹> said\n> more›", "b", "> **said**\n> **more**"),
    ("‹**word**›", "b", "word"),
    ("***‹word›***", "i", "**word**"),
    ("2 * ‹three› * 4", "b", "2 * **three** * 4"),
]
PRESSED = [
    ("tea¦", "Numbered list", "1. tea¦"),
    ("- tea¦\n  - green", "Numbered list", "1. tea¦\n   - green"),
    ("- one\n- two¦\n- three", "List", "- one\n\ntwo¦\n\n- three"),
    ("> tea¦", "List", "> - tea¦"),
    ("- tea¦", "Heading", "## tea¦"),
    ("> one\n> two¦", "Quote", "> one\n\ntwo¦"),
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


def test_bold_and_italic_combine_over_spaces_lines_and_lists(editor: Page) -> None:
    body, found = editor.locator("#body"), {}
    for before, keys, after in MARKED:
        start, end = before.index("‹"), before.index("›") - 1
        body.fill(before.replace("‹", "").replace("›", ""))
        body.evaluate("(field, [start, end]) => field.setSelectionRange(start, end)", [start, end])
        for key in keys:
            body.press(f"Control+{key}")
        if body.input_value() != after:
            found[f"{keys} on {before}"] = body.input_value()

    assert found == {}


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


PASTE = """(text, kinds) => {
    const data = new DataTransfer();
    for (const [kind, words] of Object.entries(kinds)) data.setData(kind, words);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    if (text.dispatchEvent(event)) document.execCommand("insertText", false, kinds["text/plain"]);
}"""
WORD = "<p class=MsoNormal>First.</p><p class=MsoNormal>Second.</p><p class=MsoNormal>Third.</p>"
PASTED = [
    # what the text holds, HTML, plain text, what it holds then
    ("", WORD, "First.\nSecond.\nThird.", "First.\n\nSecond.\n\nThird."),
    ("", "<div>First.</div><div>Second.</div>", "First.\nSecond.", "First.\n\nSecond."),
    ("", "", "First.\nSecond.", "First.\n\nSecond."),
    ("", "", "First.\r\nSecond.\r\n", "First.\n\nSecond."),
    ("", "", "One.\n\nTwo\nmore.", "One.\n\nTwo\nmore."),
    ("", "", "- one\n- two", "- one\n- two"),
    ("", "", f"{'word ' * 14}\n{'word ' * 14}\nend.", f"{'word ' * 14}\n{'word ' * 14}\nend."),
    ("", '<div style="white-space: pre;"><div>a = 1</div><div>b = 2</div></div>', "a = 1\nb = 2", "a = 1\nb = 2"),
    ("> said ", WORD, "", "> said First.\n>\n> Second.\n>\n> Third."),
    ("- ", "<ul><li>one</li><li>two</li></ul>", "", "- one\n- two"),
    ("> - one\n> - ", "<ul><li>two</li><li>three</li></ul>", "", "> - one\n> - two\n> - three"),
    ("one", "<h2>Head</h2>", "", "one\n\n## Head"),
    ("> ", "", "One.\n\nTwo.", "> One.\n>\n> Two."),
    ("| a |\n| --- |\n| ", WORD, "", "| a |\n| --- |\n| First. Second. Third."),
    ("```\n", WORD, "First.\nSecond.", "```\nFirst.\nSecond."),
]


def test_paragraphs_that_are_pasted_stay_paragraphs(editor: Page) -> None:
    body, found = editor.locator("#body"), {}
    for before, html, plain, after in PASTED:
        body.fill(before)
        body.press("Control+End")
        body.evaluate(PASTE, {"text/html": html, "text/plain": plain})
        expect(body).to_be_editable()
        if body.input_value().strip() != after.strip():
            found[html or plain] = body.input_value()

    assert found == {}


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
