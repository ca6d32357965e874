"""A document of the composer is read block by block, each nested block at its place, once."""

import json
from typing import Any

import pytest

from blog.operations.moving_in.imported_items import Loss
from blog.operations.moving_in.sources.easyblog.composer_document import document_html
from tests.operations.moving_in.sources.easyblog.easyblog_rows import BLOCKS


def read(*blocks: Any) -> tuple[str, list[str]]:
    losses: list[Loss] = []
    html = document_html(
        json.dumps({"type": "ebd", "blocks": list(blocks)}), lambda uri: f"/{uri}" if uri else "", losses
    )
    return html, [loss.detail for loss in losses]


def test_every_block_stands_once_at_its_place() -> None:
    html, losses = read(*BLOCKS)

    assert "<div><div><p>Left.</p></div><div><figure>" in html
    assert (html.count("Left."), html.count("quay.jpg"), html.count("one.jpg")) == (1, 1, 1)
    assert "Read more" not in html
    assert losses == ["polls"]


def test_a_container_without_html_shows_what_is_in_it() -> None:
    assert read({"type": "section", "html": "", "blocks": [{"type": "text", "html": "<p>in</p>"}]})[0] == "<p>in</p>"


def test_words_of_a_block_that_nobody_knows_stay() -> None:
    assert read({"type": "new", "html": "<p>words</p>"})[0] == "<p>words</p>"
    assert read({"type": "new", "editableHtml": "<p>words</p>"})[0] == "<p>words</p>"


def test_a_player_is_found_in_its_frame() -> None:
    assert read({"type": "vimeo", "html": '<iframe src="//player.vimeo.com/video/1"></iframe>', "data": {}})[0] == (
        '<figure class="wp-block-embed">https://player.vimeo.com/video/1</figure>'
    )
    assert read({"type": "spotify", "html": "", "data": None})[1] == ["spotify"]


def test_a_gallery_of_older_versions_is_read_from_its_list() -> None:
    items = [{"iconUrl": "b2ap3_icon_a.jpg", "title": "A"}, None, {"uri": "user:1/b.jpg"}]

    html, _losses = read({"type": "gallery", "data": {"itemsArray": items}, "blocks": []})

    assert html.count("<img") == 2


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", "null", '{"blocks":7}', '{"blocks":[1,null,{"type":3,"data":[],"blocks":{}}]}']
)
def test_what_is_no_document_shows_nothing(text: str) -> None:
    assert document_html(text, str, []).strip() == ""


def test_blocks_nested_without_end_are_cut() -> None:
    block: dict[str, Any] = {"type": "section", "html": "", "blocks": []}
    for _level in range(300):
        block = {"type": "section", "html": "", "blocks": [block]}

    assert read(block)[0] == ""
