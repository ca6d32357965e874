"""The data of an article's page equal those of the model."""

from datetime import timedelta

import pytest
from flask import Flask

from blog.articles.pages.article_page import ArticlePage, changed_at, find_article_page
from blog.database import db
from blog.models import Article, ArticleState
from tests.articles.corrections.correction_factories import make_correction
from tests.articles.photos import make_photo
from tests.factories import NOW, make_article, make_draft, make_person, make_topic

SAME = ("id", "slug", "headline", "standfirst", "body_html", "word_count", "state", "updated_at", "published_at")
SAME += ("lead_alt", "lead_caption", "lead_credit", "lead_picture", "revision", "reading_minutes")


def test_each_field_is_that_of_the_article(app: Flask) -> None:
    topics = [make_topic("Rivers"), make_topic("Birds")]
    article = make_article(slug="one", author=make_person("Maren Holt"), topics=topics, word_count=900, **make_photo())
    corrections = [make_correction(article, hours) for hours in (2, 1)]

    page = find_article_page(db.session, "one")

    assert page is not None
    assert {name: getattr(page, name) for name in SAME} == {name: getattr(article, name) for name in SAME}
    assert (page.author.name, [topic.name for topic in page.topics]) == ("Maren Holt", ["Birds", "Rivers"])
    assert list(page.corrections) == corrections[::-1]


@pytest.mark.parametrize(
    ("state", "is_found"),
    [(ArticleState.PUBLISHED, True), (ArticleState.ENDED, True), (ArticleState.WITHDRAWN, False)],
)
def test_only_what_readers_may_open_has_a_page(app: Flask, state: ArticleState, is_found: bool) -> None:
    make_article(slug="one", state=state)
    make_draft(slug="two")

    assert isinstance(find_article_page(db.session, "one"), ArticlePage) is is_found
    assert find_article_page(db.session, "two") is None


@pytest.mark.parametrize(("hours", "changed"), [(-1, 0), (0, 0), (2, 2)])
def test_a_save_before_publication_is_no_change_for_readers(hours: int, changed: int) -> None:
    article = Article(published_at=NOW, updated_at=NOW + timedelta(hours=hours))

    assert changed_at(article) == NOW + timedelta(hours=changed)
