"""Paragraphs of Blogger are found where readers saw them."""

import pytest

from blog.operations.moving_in.conversion.html_body import convert_html
from blog.operations.moving_in.sources.blogger.blogger_html import clean_blogger_html

PICTURE = "https://3.bp.blogspot.com/a/s1600/p.jpg"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("One<br />two<br /><br />three", "One\\\ntwo\n\nthree"),
        ('One<a name="more"></a><br /><br />two', "One\n\ntwo"),
        ('<div style="white-space: pre-line;">\nOne\ntwo</div>', "One\\\ntwo"),
        (
            f'<div class="separator"><a href="{PICTURE}" imageanchor="1"><img src="x/s640/p.jpg"></a></div>',
            f"![]({PICTURE} )",
        ),
        (
            '<table class="tr-caption-container"><tr><td><img src="https://a.example/a.jpg"></td></tr>'
            '<tr><td class="tr-caption">A <b>boat</b></td></tr></table>',
            "![](https://a.example/a.jpg A boat)",
        ),
    ],
)
def test_paragraphs_and_captions_are_found(html: str, markdown: str) -> None:
    body = convert_html(clean_blogger_html(html))

    assert body.write(lambda picture: f"![]({picture.address} {picture.caption})") == markdown
