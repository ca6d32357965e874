"""Which pages of an article are offered to whom."""

import pytest
from flask import Flask

from blog.authoring.dashboard.article_list import STATE_ORDER
from blog.authoring.dashboard.article_pages import list_article_pages, may_change, may_delete, publication_page
from blog.database import db
from blog.models import Article, ArticleState, Person, Role
from tests.authoring.pending_factories import make_pending
from tests.databases import on_sqlite
from tests.factories import NOW, make_draft, make_person

WAS_PUBLIC = {ArticleState.PUBLISHED, ArticleState.WITHDRAWN, ArticleState.ENDED}


def write_in_each_state(author: Person) -> list[Article]:
    """Make an article in each state, the public one with a pending version, which comes last."""
    articles = [
        make_draft(author=author, state=state, published_at=NOW if state in WAS_PUBLIC else None)
        for state in STATE_ORDER
    ]
    return [*articles, make_pending(next(article for article in articles if article.is_public))]


@on_sqlite
@pytest.mark.parametrize("role", list(Role))
def test_what_is_offered_for_one_row_is_what_the_queries_allow(app: Flask, role: Role) -> None:
    me, other = make_person(role=role), make_person()
    mine, others = write_in_each_state(me), write_in_each_state(other)
    seen = mine + (others if me.may(Role.EDITOR) else [])

    changeable, deletable = (
        set(db.session.scalars(query)) for query in (Article.editable_by(me), Article.deletable_by(me))
    )

    assert {article for article in seen if may_change(article, me)} == changeable
    assert {article for article in seen if may_delete(article, me)} == deletable


def test_once_it_is_public_the_page_of_publication_is_that_of_alert_and_dates(app: Flask) -> None:
    author, contributor = make_person(), make_person(role=Role.CONTRIBUTOR)
    labels = []
    for article in write_in_each_state(author):
        page = publication_page(article, author)
        labels.append(page.label if page else None)

    names = dict(zip((*STATE_ORDER, "pending"), labels, strict=True))
    assert names["pending"] == "Publish changes"
    assert names["published"] == names["ended"] == "Alert and dates"
    assert (names["draft"], names["scheduled"], names["withdrawn"]) == ("Publish", "Change the time", "Publish again")
    assert names["in_review"] is None
    assert publication_page(make_draft(author=contributor), contributor) is None


def test_what_leads_to_a_loss_stands_last(app: Flask) -> None:
    editor = make_person(role=Role.EDITOR)
    for article in write_in_each_state(editor):
        dangers = [page.is_danger for page in list_article_pages(article, editor)]

        assert dangers == sorted(dangers)
        assert sum(dangers) <= 1
