"""Links of paid articles."""

import pytest

from blog.web.rendering.sponsored_links import mark_sponsored


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ('<a href="https://x.example">x</a>', '<a href="https://x.example" rel="sponsored">x</a>'),
        ('<a href="//x.example">x</a>', '<a href="//x.example" rel="sponsored">x</a>'),
        (
            '<a href="HTTPS://x.example" rel="me nofollow">x</a>',
            '<a href="HTTPS://x.example" rel="me nofollow sponsored">x</a>',
        ),
        (
            '<a title="a > b" href="https://x.example">x</a>',
            '<a title="a > b" href="https://x.example" rel="sponsored">x</a>',
        ),
        ('<a href="https://OUR.example/tea">x</a>', None),
        ('<a href="/tea">x</a>', None),
        ('<a href="mailto:a@x.example">x</a>', None),
        ("<abbr>https://x.example</abbr>", None),
    ],
)
def test_only_links_to_others_are_marked(html: str, marked: str | None) -> None:
    assert mark_sponsored(html, "our.example") == (marked or html)
