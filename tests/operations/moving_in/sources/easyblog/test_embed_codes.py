"""Codes of EasyBlog become players and galleries; those that cannot are named."""

import pytest

from blog.operations.moving_in.imported_items import Loss
from blog.operations.moving_in.sources.easyblog.embed_codes import replace_embeds

FILM = '<figure class="wp-block-embed">https://youtu.be/x</figure>'
FOLDERS = {"user:605/trip": [("/a.jpg", "One"), ("/b.jpg", "")]}


def replace(html: str) -> tuple[str, list[str]]:
    losses: list[Loss] = []
    text = replace_embeds(html, lambda uri: f"/f/{uri}", lambda uri: FOLDERS.get(uri, []), losses)
    return text, [loss.detail for loss in losses]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('[embed=videolink]{"video":"https://youtu.be/x","width":"400"}[/embed]', FILM),
        ("[embed=videolink]{&quot;video&quot;:&quot;https://youtu.be/x&quot;}[/embed]", FILM),
        ("[embed=videolink]{\"video\":\"<a href='#'>https://youtu.be/x</a>\"}[/embed]", FILM),
        ('{"video":"https://youtu.be/x","width":"4"}', FILM),
        ('[embed=video]{"file":"/a.mp4","place":"user:605"}[/embed]', '<video src="/f/user:605/a.mp4"></video>'),
        ('[embed=audio]{"file":"/a.mp3","place":"user:605"}[/embed]', '<audio src="/f/user:605/a.mp3"></audio>'),
        (
            '[embed=gallery]{"file":"/trip","place":"user:605"}[/embed]',
            '<figure class="gallery"><figure><img src="/a.jpg" alt="One"></figure>'
            '<figure><img src="/b.jpg" alt=""></figure></figure>',
        ),
    ],
)  # fmt: skip
def test_codes_become_what_they_showed(html: str, shown: str) -> None:
    assert replace(f"a {html} b") == (f"a {shown} b", [])


def test_what_cannot_be_shown_is_named() -> None:
    assert replace('[embed=gallery]{"file":"/none","place":"user:605"}[/embed]') == (
        "",
        ['embed gallery {"file":"/none","place":"user:605"}'],
    )
    assert replace("[embed=album]not json[/embed]")[1] == ["embed album not json"]
