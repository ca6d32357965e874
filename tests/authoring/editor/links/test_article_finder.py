"""Finding an article to link to."""

from datetime import timedelta

import pytest

from blog.authoring.editor.links.article_finder import MAX_RESULTS, make_link_markdown
from blog.models import Article
from blog.text.markdown import render
from tests.authoring.conftest import Desk
from tests.factories import NOW, make_article, make_draft

ITEMS = "/desk/finder/items"


def headlines(desk: Desk, query: str) -> list[str]:
    return [item["label"] for item in desk.get(f"{ITEMS}?q={query}").get_json()["items"]]


def test_public_articles_of_everybody_are_found_and_nothing_else(desk: Desk) -> None:
    make_article("The river bends", text="About herons.")
    make_article("A bridge", text="Over the river.")
    make_draft("A river in secret", author=desk.person)

    assert headlines(desk, "river") == ["The river bends", "A bridge"]
    assert headlines(desk, "heron") == ["The river bends"]
    assert headlines(desk, "nowhere") == []


def test_without_words_the_newest_are_offered(desk: Desk) -> None:
    for age in range(MAX_RESULTS + 2):
        make_article(f"Number {age}", age)
    make_draft("Draft", published_at=NOW + timedelta(days=1), author=desk.person)

    assert headlines(desk, "") == [f"Number {age}" for age in range(MAX_RESULTS)]


@pytest.mark.parametrize("headline", ["Tea", "A [b](c) *d* _e_ `f` <g> &amp; \\h", "![x](y) [^1]", "1 & 2 ~~3~~"])
def test_the_link_says_the_headline_and_nothing_else(desk: Desk, headline: str) -> None:
    article: Article = make_article(headline, slug="tea")

    html = render(make_link_markdown(article, "/articles/tea")).html

    assert html.startswith('<p><a href="/articles/tea">')
    assert render(make_link_markdown(article, "/articles/tea")).text == headline
    assert html.count("<a ") == 1
