import re
from collections.abc import Callable

import pytest
from flask import Flask

from blog.delivery.composing.mail_html.mail_figures import MAX_TILES, choose_rendition
from blog.delivery.composing.mail_html.writer import MailHtmlWriter
from blog.text.markdown import render
from tests.delivery.composing.mail_html.test_writer import ADDRESS, LINKS, PICTURES


@pytest.fixture
def rewrite(sqlite_app: Flask) -> Callable[[str], str]:
    def write(markdown: str) -> str:
        with sqlite_app.app_context():
            return MailHtmlWriter(ADDRESS, LINKS).write(render(markdown, PICTURES).html)

    return write


def test_a_picture_leads_to_the_article_and_is_sharp_on_fine_screens(rewrite: Callable[[str], str]) -> None:
    html = rewrite('![A "heron"](picture:quay "At dawn")')

    assert f'<a href="{ADDRESS}"><img src="https://news.example.org/media/quay/1600.jpg"' in html
    assert 'width="600"' in html
    assert "heron" in re.search('alt="([^"]*)"', html)[1]
    assert '<div class="caption">At dawn AP</div>' in html


def test_a_long_gallery_shows_its_first_pictures_and_says_how_many_are_left(rewrite: Callable[[str], str]) -> None:
    tiles = "\n".join(["![One](picture:quay)"] * (MAX_TILES + 3))

    html = rewrite(f"::: gallery\n{tiles}\n:::")

    assert html.count("<img") == MAX_TILES
    assert html.count("<tr>") == MAX_TILES / 2
    assert "See 3 more pictures" in html


def test_the_third_of_three_pictures_is_no_wider_than_the_others(rewrite: Callable[[str], str]) -> None:
    html = rewrite("::: gallery\n![1](picture:quay)\n![2](picture:hall)\n![3](picture:quay)\n:::")

    assert re.findall('width="([0-9]+)"', html) == ["292"] * 3
    assert "/960.jpg" in html


def test_a_card_is_a_link_with_the_words_of_its_author(rewrite: Callable[[str], str]) -> None:
    html = rewrite("[A post](https://mastodon.social/@harbour/113000000000000001)\n> The first boat is in.")

    assert '<a href="https://mastodon.social/@harbour/113000000000000001">A post</a>' in html
    assert "The first boat is in." in html
    assert '<div class="caption">mastodon.social</div>' in html


@pytest.mark.parametrize(
    ("srcset", "wanted", "chosen"),
    [
        ("/a 480w, /b 960w, /c 1600w", 600, ("/b", 960)),
        ("/a 480w, /b 960w", 1200, ("/b", 960)),
        ("", 1200, ("/usual", 0)),
        ("/a", 1200, ("/usual", 0)),
    ],
)
def test_the_smallest_rendition_that_is_sharp_is_chosen(srcset: str, wanted: int, chosen: tuple[str, int]) -> None:
    assert choose_rendition(srcset, "/usual", wanted) == chosen
