"""Codes that show something of Hugo and Jekyll become it."""

import pytest

from blog.operations.moving_in.sources.markdown_folder.shortcode_html import show_code


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("youtube", "dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("youtube", 'id="dQw4w9WgXcQ" title="x"', "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("youtube", '"https://youtu.be/dQw4w9WgXcQ"', "https://youtu.be/dQw4w9WgXcQ"),
        ("include", "video id='12345678' provider='vimeo'", "https://vimeo.com/12345678"),
        ("include", 'embed/youtube.html id="dQw4w9WgXcQ"', "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("x", 'user="a" id="123"', "https://twitter.com/a/status/123"),
        ("gist", "ann 123", "https://gist.github.com/ann/123"),
        ("include", 'figure.html src="/a.jpg" caption="By *the* quay" alt="A boat"',
         '<figure><img src="/a.jpg" alt="A boat"><figcaption>By <em>the</em> quay</figcaption></figure>'),
        ("youtube", "../../etc", None),
        ("include", "footer.html", None),
        ("notice", 'warning "Mind"', None),
    ],
)  # fmt: skip
def test_a_code_becomes_what_it_shows(name: str, text: str, shown: str | None) -> None:
    made = show_code(name, text)

    assert (made.strip() if made else made) == shown
