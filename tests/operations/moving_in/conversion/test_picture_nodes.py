"""The original of a picture is found behind copies for small screens and for scripts."""

import pytest

from blog.operations.moving_in.conversion.picture_nodes import address_of, find_all, is_tracker
from blog.text.markdown.pasting.html_tree import Node, read_tree


def image(html: str) -> Node:
    return next(find_all(read_tree(html), "img"))


@pytest.mark.parametrize(
    "html",
    [
        '<img src="/a.jpg">',
        '<img src="/a-300x200.jpg" data-orig-file="/a.jpg">',
        '<img src="data:image/gif;base64,AA" data-src="/a.jpg">',
        "<img src='/b.jpg' data-attrs='{\"src\":\"/a.jpg\"}'>",
        "<img src='/a.jpg' data-attrs='[]'>",
    ],
)
def test_the_original_is_found(html: str) -> None:
    assert address_of(image(html)) == "/a.jpg"


def test_one_pixel_only_counts() -> None:
    assert is_tracker(image("<img src='/t.gif' width=1 height=1>"))
