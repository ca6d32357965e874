"""Two people who want the same name in the same moment."""

import pytest
from flask import Flask

from blog.authoring.drafts import slugs
from blog.authoring.drafts.slugs import SlugTaken, add_under_free_slug, move_to_slug
from blog.authoring.drafts.writing import Manuscript, create_draft
from blog.database import db
from blog.models import Article, ArticleState
from tests.databases import rival
from tests.factories import NOW, make_draft, make_person


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
        move_to_slug(db.session, mine, "tea", NOW)

    assert mine.slug == "coffee"


def test_who_always_comes_too_late_is_told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = make_draft(slug="tea")
    monkeypatch.setattr(slugs, "find_free_slug", lambda *_, **__: "tea")

    with pytest.raises(SlugTaken):
        add_under_free_slug(db.session, article_of(taken.author_id, "x"), "tea")
