"""Slugs: made, numbered, redirected, and unique under concurrent writes."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.drafts import slugs
from blog.authoring.drafts.slugs import SlugTaken, add_with_free_slug, change_slug, find_free_slug, make_slug
from blog.authoring.drafts.writing import Manuscript, create_draft
from blog.database import db
from blog.models import Article, ArticleState, SlugRedirect
from blog.web.addresses.topic_slugs import find_free_topic_slug
from tests.databases import rival
from tests.factories import NOW, make_article, make_draft, make_person, make_topic


def test_a_headline_without_words_leaves_the_fallback(app: Flask) -> None:
    assert (make_slug("🙂"), make_slug(" ' "), make_slug("!", "topic")) == ("article", "article", "topic")


def test_a_taken_slug_gets_the_first_free_number(app: Flask) -> None:
    for slug in ("tea", "tea-2", "tea-4", "tea-time"):
        make_draft(slug=slug)

    assert find_free_slug(db.session, "tea") == "tea-3"
    assert find_free_slug(db.session, "coffee") == "coffee"


def test_an_article_does_not_stand_in_its_own_way(app: Flask) -> None:
    article = make_draft(slug="tea")

    assert find_free_slug(db.session, "tea", own_id=article.id) == "tea"


def test_topics_and_articles_have_slugs_of_their_own(app: Flask) -> None:
    make_topic(slug="grants")

    assert find_free_slug(db.session, "grants") == "grants"
    assert find_free_topic_slug(db.session, "grants") == "grants-2"


def test_an_article_does_not_move_to_a_taken_address(app: Flask) -> None:
    make_draft(slug="tea")
    article = make_draft(slug="coffee")

    with pytest.raises(SlugTaken):
        change_slug(db.session, article, "tea", NOW)

    assert article.slug == "coffee"


def move(article: Article, *slugs: str) -> None:
    for hours, slug in enumerate(slugs):
        change_slug(db.session, article, slug, NOW + timedelta(hours=hours))
    db.session.commit()


def redirects() -> dict[str, int]:
    return {row.slug: row.article_id for row in db.session.scalars(select(SlugRedirect))}


def test_each_address_that_readers_knew_names_the_article_and_not_the_next_address(app: Flask) -> None:
    article = make_article(slug="one")

    move(article, "two", "three")

    assert redirects() == {"one": article.id, "two": article.id}


def test_an_address_that_was_never_public_is_free_again(app: Flask) -> None:
    move(make_draft(slug="one"), "two")

    assert redirects() == {}
    assert find_free_slug(db.session, "one") == "one"


def test_an_address_once_public_is_never_given_to_another_article(app: Flask) -> None:
    article, other = make_article(slug="one"), make_draft(slug="other")
    article.withdraw(NOW)
    move(article, "two")

    assert find_free_slug(db.session, "one") == "one-2"
    with pytest.raises(SlugTaken):
        change_slug(db.session, other, "one", NOW)


def test_an_article_can_go_back_to_an_address_of_its_own(app: Flask) -> None:
    article = make_article(slug="one")

    move(article, "two", "one")

    assert (article.slug, redirects()) == ("one", {"two": article.id})


def article_of(author_id: int, slug: str) -> Article:
    times = {"created_at": NOW, "updated_at": NOW}
    return Article(headline="Tea", slug=slug, author_id=author_id, state=ArticleState.DRAFT, **times)


def test_two_drafts_of_one_headline_at_once_get_two_addresses(app: Flask) -> None:
    author_id = make_person().id
    author = make_person()

    with rival(article_of(author_id, "tea")):
        mine = create_draft(db.session, author, Manuscript("Tea"), NOW)
    db.session.commit()

    assert mine.slug == "tea-2"


def test_two_who_choose_one_address_at_once_do_not_both_get_it(app: Flask) -> None:
    author_id = make_person().id
    mine = make_draft(slug="coffee")

    with rival(article_of(author_id, "tea")), pytest.raises(SlugTaken):
        change_slug(db.session, mine, "tea", NOW)

    assert mine.slug == "coffee"


def test_who_always_comes_too_late_is_told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = make_draft(slug="tea")
    monkeypatch.setattr(slugs, "find_free_slug", lambda *_, **__: "tea")

    with pytest.raises(SlugTaken):
        add_with_free_slug(db.session, article_of(taken.author_id, "x"), "tea")
