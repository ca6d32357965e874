"""Keys at the borders of blocks of the sheet: nobody is shut in, no words run together, no prompt is published."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from blog.web.assets.sheet import is_installed
from tests.system.newsroom import Newsroom
from tests.system.rich_sheet import NEW, expect_text, open_sheet, text_of
from tests.system.sheet_clipboard import PASTE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("desk"),
    pytest.mark.skipif(not is_installed(), reason="The sheet's libraries are not there."),
]
INFO = "/info<Enter>"
KEY = re.compile(r"<(\w[\w+]*)>")
CASES = [
    ("/pull<Enter>A<Enter>B<Enter><Enter>Ilse<Enter>after", "> [!pull]\n> A\n>\n> B\n> -- Ilse\n\nafter"),
    ("/pull<Enter>AB<ArrowLeft><Enter>", "> [!pull]\n> A\n>\n> B"),
    (
        "/info<Enter>Fees<Enter>None<ArrowDown>after",
        "::: information\n### Fees\n\nNone\n:::\n\nafter",
    ),
    ("/info<Enter><Backspace><Backspace>plain", "plain"),
    ("``` x<Enter><Enter><Enter>after", "```\nx\n```\n\nafter"),
    ("``` x<ArrowDown>after", "```\nx\n```\n\nafter"),
    ("``` x<ArrowUp>before", "before\n\n```\nx\n```"),
    ("> x<ArrowDown>after", "> x\n\nafter"),
    ("- a<Enter>b<Control+a><Control+Shift+Digit7>", "1. a\n2. b"),
]


def press(page: Page, keys: str) -> None:
    """Type what stands there, and press the keys that it names between < and >."""
    for at, part in enumerate(KEY.split(keys)):
        page.keyboard.press(part) if at % 2 else page.keyboard.type(part)
        if part == "Enter" or part.startswith("/"):
            page.wait_for_timeout(50)


def test_keys_lead_out_of_blocks_and_a_cell_keeps_to_its_line(site: Newsroom, member: Callable[..., Page]) -> None:
    page = open_sheet(member(site, NEW))
    for keys, markdown in CASES:
        text_of(page).press("Control+a")
        press(page, "<Delete><Control+Alt+Digit1>")
        if keys.startswith(INFO):
            press(page, INFO)
            text_of(page).get_by_text("Title", exact=True).wait_for()
        press(page, keys.removeprefix(INFO))
        expect_text(page, markdown)

    press(page, "<Control+a><Delete><Control+Alt+Digit1>/table<Enter>")
    page.evaluate(PASTE, [{"text/html": "<p>a</p><ul><li>b</li></ul>", "text/plain": "a\nb"}])
    expect_text(page, "| a b |  |  |\n| --- | --- | --- |\n|  |  |  |\n|  |  |  |")
