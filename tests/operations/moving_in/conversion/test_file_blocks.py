"""Blocks that offer a file or play a recording become one link that stands alone; their buttons are no words."""

import pytest

from blog.operations.moving_in.conversion.html_body import convert_html

OLD = "https://old.example.org/f"


@pytest.mark.parametrize(
    ("html", "markdown", "words"),
    [
        (f'<div class="wp-block-file"><a href="{OLD}/a.pdf">The plan</a><a class="wp-block-file__button"'
         f' href="{OLD}/a.pdf">Download</a></div>', f"[The plan]({OLD}/a.pdf)", ["the", "plan"]),
        (f'<div class="wp-block-file"><a class="wp-block-file__button" href="{OLD}/a.pdf">Get it</a></div>',
         f"[Get it]({OLD}/a.pdf)", ["get", "it"]),
        (f'<div class="kg-card kg-file-card"><a class="kg-file-card-container" href="{OLD}/a.pdf"><div>'
         '<div class="kg-file-card-title">Plan</div><div class="kg-file-card-caption">Of May</div>'
         '<div class="kg-file-card-metadata"><div>a.pdf</div><div>20 KB</div></div></div></a></div>',
         f"[Plan]({OLD}/a.pdf)\n\nOf May", ["plan", "of", "may"]),
        (f'<div class="kg-card kg-audio-card"><div><audio src="{OLD}/a.mp3"></audio><div class="kg-audio-title">'
         'A talk</div><div class="kg-audio-player"><span>0:00</span><span>/ 2:13</span><button>1x</button></div>'
         '</div></div>', f"[A talk]({OLD}/a.mp3)", ["a", "talk"]),
        ('<div class="wp-block-file"><p>Lost</p></div>', "Lost", ["lost"]),
    ],
)  # fmt: skip
def test_one_link_is_left(html: str, markdown: str, words: list[str]) -> None:
    body = convert_html(html, "https://old.example.org")

    assert (body.write(lambda _one: ""), list(body.words)) == (markdown, words)
