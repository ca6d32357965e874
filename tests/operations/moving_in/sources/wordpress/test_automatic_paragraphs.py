"""A classic text shows a paragraph for an empty line and a line break for a line end."""

import pytest

from blog.operations.moving_in.sources.wordpress.automatic_paragraphs import add_paragraphs


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\r\ntwo", "<p>one<br>two</p>"),
        ("one<h2>Head</h2>two", "<p>one</p>\n<h2>Head</h2>\n<p>two</p>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("<ul>\n<li>a</li>\n</ul>", "<ul>\n<li>a</li>\n</ul>"),
        ("a<hr />b", "<p>a</p>\n<hr />\n<p>b</p>"),
        ("<strong>a</strong> b", "<p><strong>a</strong> b</p>"),
        ("", ""),
    ],
)
def test_paragraphs_are_added(text: str, html: str) -> None:
    assert add_paragraphs(text) == html
