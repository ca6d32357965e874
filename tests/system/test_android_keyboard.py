"""What the keyboard of an Android phone sends while words are composed arrives whole, on the sheet and in Markdown."""

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Page, expect

from blog.web.assets.sheet import is_installed
from tests.system.browser import PHONE
from tests.system.newsroom import Newsroom
from tests.system.people import choose_editing_mode
from tests.system.rich_sheet import NEW, expect_text, text_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
ANDROID = (
    "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)
UNKNOWN_KEY = {"key": "Unidentified", "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 229}
"""What such a keyboard tells of each key while it composes: that there is one."""
WITHOUT_LIBRARIES = pytest.mark.skipif(not is_installed(), reason="The sheet's libraries are not there.")


class Keyboard:
    """An input method that composes each word, as GBoard does."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session: CDPSession = page.context.new_cdp_session(page)

    def compose(self, *states: str) -> None:
        """Show what is composed so far, a state for each key, without taking it over."""
        for words in states:
            self.session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **UNKNOWN_KEY})
            caret = {"selectionStart": len(words), "selectionEnd": len(words)}
            self.session.send("Input.imeSetComposition", {"text": words, **caret})
            self.session.send("Input.dispatchKeyEvent", {"type": "keyUp", **UNKNOWN_KEY})

    def take(self, words: str) -> None:
        """Put *words* in the place of what is composed: the same, or what the keyboard corrects it to."""
        self.session.send("Input.insertText", {"text": words})

    def write(self, word: str) -> None:
        """Compose a word letter by letter and take it over with a space behind it."""
        self.compose(*(word[: end + 1] for end in range(len(word))))
        self.take(f"{word} ")


@pytest.mark.parametrize("mode", [pytest.param("sheet", marks=WITHOUT_LIBRARIES), "markdown"])
def test_words_that_are_composed_corrected_and_deleted_arrive_once(site: Newsroom, member: Visit, mode: str) -> None:
    page = member(site, NEW, user_agent=ANDROID, viewport=PHONE, has_touch=True)
    choose_editing_mode(page, mode)
    page.goto(NEW)
    place = text_of(page) if mode == "sheet" else page.locator("#body")
    expect(place).to_be_visible()
    place.click()
    keyboard = Keyboard(page)

    for word in ("The", "well"):
        keyboard.write(word)
    keyboard.compose("w", "wa", "wsa")
    keyboard.take("was ")  # Corrected.
    keyboard.compose("d", "de", "dee", "deet", "dee", "deep")  # A letter deleted while it is composed.
    keyboard.take("deep")
    page.keyboard.press("Enter")
    keyboard.compose("W", "Wa", "W", "")  # A whole word deleted letter by letter.
    keyboard.write("Water")
    keyboard.compose("c", "co", "col", "cold")
    keyboard.take("cold")  # Enter ends what is composed, and comes then as a key.
    page.keyboard.press("Enter")
    keyboard.write("Soon")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")

    expect_text(page, "The well was deep\n\nWater cold\n\nSoo")
