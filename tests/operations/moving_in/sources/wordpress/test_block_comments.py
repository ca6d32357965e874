"""Blocks are the HTML between their comments; what was filled when a page was shown is named."""

from blog.operations.moving_in.imported_items import Loss
from blog.operations.moving_in.sources.wordpress.block_comments import read_blocks_html


def read(text: str, blocks: dict[str, str] | None = None) -> tuple[str, list[str]]:
    losses: list[Loss] = []
    html = read_blocks_html(text, lambda number: (blocks or {}).get(number, ""), losses)
    return " ".join(html.split()), [loss.detail for loss in losses]


def test_comments_are_left_out_and_dynamic_blocks_named() -> None:
    text = '<!-- wp:paragraph {"a":"\\u002d\\u002d"} -->\n<p>One</p>\n<!-- /wp:paragraph --><!-- wp:latest-posts /-->'

    assert read(text) == ("<p>One</p>", ["latest-posts"])


def test_words_between_blocks_are_classic_text() -> None:
    text = "<!-- wp:quote --><blockquote><p>Q</p></blockquote><!-- /wp:quote -->\n\nFree words\n\nMore"

    assert read(text) == ("<blockquote><p>Q</p></blockquote><p>Free words</p> <p>More</p>", [])


def test_a_reusable_block_is_put_in_place_and_one_that_holds_itself_ends() -> None:
    own = '<!-- wp:block {"ref":12} /-->'

    assert read(own, {"12": "<!-- wp:paragraph --><p>Shared</p><!-- /wp:paragraph -->"}) == ("<p>Shared</p>", [])
    assert read(own, {"12": own}) == ("", ["block 12"])


def test_a_player_without_html_is_its_address() -> None:
    text = '<!-- wp:core-embed/youtube {"url":"https://youtu.be/a"} /-->'

    assert read(text) == ('<figure class="wp-block-embed">https://youtu.be/a</figure>', [])


def test_the_words_of_a_block_that_a_plugin_fills_are_named() -> None:
    losses: list[Loss] = []

    read_blocks_html('<!-- wp:acf/box {"data":{"head":"Said here","_head":"field_a","n":"3"}} /-->', str, losses)

    assert [loss.detail for loss in losses] == ["acf/box Said here"]
