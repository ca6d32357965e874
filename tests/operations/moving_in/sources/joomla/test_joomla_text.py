"""Codes in Joomla's texts become what readers saw, or are named; words in braces stay."""

import pytest

from blog.operations.moving_in.imported_items import Loss
from blog.operations.moving_in.sources.joomla.joomla_text import clean_joomla_text


def clean(html: str, base: str = "") -> tuple[str, list[str]]:
    losses: list[Loss] = []
    return clean_joomla_text(html, base, losses), [loss.detail for loss in losses]


@pytest.mark.parametrize(
    ("html", "shown", "lost"),
    [
        ('a<hr id="system-readmore" />b', "ab", []),
        ('<hr title="Part &amp; two" alt="x" class="system-pagebreak" />', "<h2>Part &amp; two</h2>", []),
        ("x {loadposition top}{loadmodule mod_x,y} y", "x  y", ["loadposition top", "loadmodule mod_x,y"]),
        ("{gallery}trips/2019{/gallery}z", "z", ["gallery trips/2019"]),
        ("{tab Head}inside{/tabs}", "<h3>Head</h3>inside", ["tab"]),
        ("{tip words}shown{/tip}", "shown", ["tip words"]),
        ("{emailcloak=off}", "", ["emailcloak off"]),
        ("He said {sic} so, {name} and {1}.", "He said {sic} so, {name} and {1}.", []),
        ("<pre>if (x) {return y=1}</pre>", "<pre>if (x) {return y=1}</pre>", []),
    ],
)
def test_codes_are_resolved(html: str, shown: str, lost: list[str]) -> None:
    assert clean(html) == (shown, lost)


def test_a_film_becomes_a_card() -> None:
    assert clean("{youtube}dQw4w9WgXcQ|400|300{/youtube}!")[0] == (
        '<figure class="wp-block-embed">https://www.youtube.com/watch?v=dQw4w9WgXcQ</figure>!'
    )


def test_addresses_begin_at_the_root_of_the_site() -> None:
    html = '<img alt="a" src="images/x.jpg#joomlaImage://local-images/x.jpg?width=1"><a href="index.php?id=1">b</a>'

    assert clean(html, "/cms")[0] == '<img alt="a" src="/cms/images/x.jpg"><a href="/cms/index.php?id=1">b</a>'
    for kept in ("/x", "https://a.example/", "mailto:a@b.example", "#top", "tel:1", "data:image/png;base64,a"):
        assert clean(f'<a href="{kept}">b</a>')[0] == f'<a href="{kept}">b</a>'
