"""The contents of a long article."""

import pytest
from flask.testing import FlaskClient

from blog.text.markdown import render
from blog.text.markdown.contents import MIN_HEADINGS, MIN_WORDS, ContentsEntry, list_contents
from tests.factories import make_article

LONG = "\n\n".join(f"## Chapter *{number}* & more[^1]\n\n### Part\n\nWords." for number in range(5)) + "\n\n[^1]: Note."


def test_it_lists_the_main_headings_by_id() -> None:
    found = list_contents(render(LONG).html, MIN_WORDS)

    assert found[0] == ContentsEntry("section-chapter-0-more", "Chapter 0 & more")
    assert len(found) == MIN_HEADINGS


@pytest.mark.parametrize(("text", "words"), [(LONG, MIN_WORDS - 1), (LONG.replace("## Chapter *4*", "4"), MIN_WORDS)])
def test_a_short_article_and_one_of_few_parts_has_none(text: str, words: int) -> None:
    assert not list_contents(render(text).html, words)


def test_a_body_saved_before_headings_had_ids_has_none() -> None:
    assert not list_contents("<h2>One</h2>" * 9, MIN_WORDS)


@pytest.mark.parametrize("words", [MIN_WORDS, MIN_WORDS - 1])
def test_the_page_of_a_long_article_offers_it_before_the_text(client: FlaskClient, words: int) -> None:
    make_article(slug="long", body_html=render(LONG).html, word_count=words)

    html = client.get("/articles/long").get_data(as_text=True)

    link = '<a href="#section-chapter-4-more" dir="auto">Chapter 4 &amp; more</a>'
    assert (link in html) == (words >= MIN_WORDS)
    assert link not in html or html.index(link) < html.index('<h2 id="section-chapter-4-more">')
