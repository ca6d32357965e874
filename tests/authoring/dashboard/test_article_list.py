from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select

from blog.authoring.dashboard.article_list import MAX_DRAFTS, STATE_ORDER, after_cursor, list_own, order_of
from blog.database import db
from blog.models import Article, ArticleState, Person, Role, article_coauthors
from tests.databases import asked_of_database, explain, on_sqlite
from tests.factories import NOW, make_article, make_draft, make_person


def test_own_articles_are_counted_in_every_state(app: Flask) -> None:
    me = make_person(role=Role.EDITOR)
    for state in ArticleState:
        make_draft(author=me, state=state)
        make_draft(state=state)

    own = list_own(db.session, me)

    assert own.counts == dict.fromkeys(STATE_ORDER, 1)


def test_the_draft_that_was_saved_last_stands_first(app: Flask) -> None:
    me = make_person()
    old = make_draft(author=me, updated_at=NOW - timedelta(days=1))
    new = make_draft(author=me, updated_at=NOW)

    assert list_own(db.session, me).drafts == [new, old]


def test_of_many_drafts_the_first_are_shown_and_all_are_counted(app: Flask) -> None:
    me = make_person()
    for _ in range(MAX_DRAFTS + 1):
        make_draft(author=me)

    own = list_own(db.session, me)

    assert (len(own.drafts), own.counts[ArticleState.DRAFT]) == (MAX_DRAFTS, MAX_DRAFTS + 1)


@pytest.mark.parametrize("cursor", ["", "x", "1-", "-1", "9" * 40 + "-1", "1 OR 1=1", "\x00", "١-٢"])
def test_what_is_no_cursor_leaves_the_list_as_it_is(cursor: str) -> None:
    assert after_cursor(cursor, None) == []


@pytest.mark.parametrize("state", [None, ArticleState.SCHEDULED])
def test_a_cursor_beyond_all_numbers_is_no_fault(app: Flask, state: ArticleState | None) -> None:
    make_draft(scheduled_at=NOW)

    after = after_cursor("9" * 17 + "-" + "9" * 10, state)

    assert len(db.session.scalars(select(Article).where(*after)).all()) <= 1


def share(article: Article, person: Person) -> None:
    db.session.execute(insert(article_coauthors).values(article_id=article.id, person_id=person.id, position=0))


def test_own_and_shared_articles_stand_in_one_order_each_once(app: Flask) -> None:
    me, day = make_person(), timedelta(days=1)
    mine = [make_draft(author=me, updated_at=NOW - age * day) for age in (0, 2)]
    shared = [make_draft(updated_at=NOW - age * day) for age in (1, 3)]
    soon = make_draft(author=me, state=ArticleState.SCHEDULED, scheduled_at=NOW + 2 * day)
    sooner = make_draft(state=ArticleState.SCHEDULED, scheduled_at=NOW + day)
    for article in (*mine, *shared, sooner, make_article(), make_draft(state=ArticleState.DELETED)):
        share(article, me)

    own = list_own(db.session, me)

    assert own.drafts == [mine[0], shared[0], mine[1], shared[1]]
    assert own.counts == {ArticleState.DRAFT: 4, ArticleState.SCHEDULED: 2}
    query = select(Article).where(Article.id.in_([soon.id, sooner.id])).order_by(*order_of(ArticleState.SCHEDULED))
    assert db.session.scalars(query).all() == [sooner, soon]


@on_sqlite
def test_the_own_articles_are_found_without_those_of_others(app: Flask) -> None:
    me = make_person()
    make_article(author=me)
    share(make_draft(), me)
    db.session.expunge_all()

    with asked_of_database() as asked:
        list_own(db.session, me)

    steps = [line for line in explain(asked) if " articles" in line]
    assert [line for line in steps if "ix_articles_author_id_state_updated_at_id" in line]
    assert [line for line in steps if line.startswith("SCAN") or "(state=?" in line] == []
