"""Tables on the rich sheet stay what Markdown can say: heads in the first row, and nowhere else."""

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from blog.web.assets.sheet import is_installed
from tests.system.newsroom import Newsroom
from tests.system.rich_sheet import NEW, expect_text, open_sheet, text_of
from tests.system.sheet_clipboard import PASTE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("desk"),
    pytest.mark.skipif(not is_installed(), reason="The sheet's libraries are not there."),
]
Visit = Callable[..., Page]
CELLS = [{"type": "table_header", "content": [{"type": "text", "text": words}]} for words in "ab"]
SLICE = {"content": [{"type": "table_row", "content": CELLS}], "openStart": 1, "openEnd": 1}
HEADS = f'<table data-sheet="{quote(json.dumps(SLICE))}"><tbody><tr><th>a</th><th>b</th></tr></tbody></table>'


def test_cells_pasted_into_a_row_become_cells_of_that_row(site: Newsroom, member: Visit) -> None:
    sheet = open_sheet(member(site, NEW))
    sheet.keyboard.type("/tab")
    sheet.keyboard.press("Enter")
    expect(text_of(sheet).get_by_role("columnheader")).to_have_count(3)
    for _ in range(3):
        sheet.keyboard.press("Tab")

    sheet.evaluate(PASTE, [{"text/html": HEADS, "text/plain": "a b"}])

    expect_text(sheet, "|  |  |  |\n| --- | --- | --- |\n| a | b |  |\n|  |  |  |")
    expect(text_of(sheet).get_by_role("columnheader")).to_have_count(3)
    sheet.keyboard.press("Control+z")
    expect_text(sheet, "|  |  |  |\n| --- | --- | --- |\n|  |  |  |\n|  |  |  |")
