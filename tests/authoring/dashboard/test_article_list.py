from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select

from blog.authoring.dashboard.article_list import GROUP_LIMIT, after_cursor, list_groups
from blog.database import db
from blog.models import Article, ArticleState, Person, Role, article_coauthors
from tests.databases import asked_of_database, explain, on_sqlite
from tests.factories import NOW, make_article, make_draft, make_person


def test_the_shelves_stand_in_the_order_of_the_work(app: Flask) -> None:
    me = make_person()
    for state in reversed(ArticleState):
        make_draft(author=me, state=state)

    groups = list_groups(db.session, me, all_authors=False)

    assert [group.state for group in groups] == [
        "draft",
        "in_review",
        "accepted",
        "scheduled",
        "published",
        "ended",
        "withdrawn",
    ]


def test_a_shelf_shows_what_was_saved_last_first(app: Flask) -> None:
    me = make_person()
    old = make_draft(author=me, updated_at=NOW - timedelta(days=1))
    new = make_draft(author=me, updated_at=NOW)

    (group,) = list_groups(db.session, me, all_authors=False)

    assert group.articles == [new, old]


def test_an_editor_sees_everyone_on_request_and_an_author_never(app: Flask) -> None:
    author, editor = make_person(), make_person(role=Role.EDITOR)
    make_draft(author=author)
    make_article(author=editor)

    seen = {
        (person.role, all_authors): sum(s.count for s in list_groups(db.session, person, all_authors=all_authors))
        for person in (author, editor)
        for all_authors in (False, True)
    }

    assert seen == {("author", False): 1, ("author", True): 1, ("editor", False): 1, ("editor", True): 2}


def test_a_full_shelf_shows_its_first_articles_and_the_number_of_all(app: Flask) -> None:
    me = make_person()
    for _ in range(GROUP_LIMIT + 1):
        make_draft(author=me)

    (group,) = list_groups(db.session, me, all_authors=False)

    assert (len(group.articles), group.count) == (GROUP_LIMIT, GROUP_LIMIT + 1)


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

    drafts, scheduled = list_groups(db.session, me, all_authors=False)

    assert (drafts.articles, drafts.count) == ([mine[0], shared[0], mine[1], shared[1]], 4)
    assert (scheduled.articles, scheduled.count) == ([sooner, soon], 2)


@on_sqlite
def test_the_own_articles_are_found_without_those_of_others(app: Flask) -> None:
    me = make_person()
    make_article(author=me)
    share(make_draft(), me)
    db.session.expunge_all()

    with asked_of_database() as asked:
        list_groups(db.session, me, all_authors=False)

    steps = [line for line in explain(asked) if " articles" in line]
    assert [line for line in steps if "ix_articles_author_id_state_updated_at_id" in line]
    assert [line for line in steps if line.startswith("SCAN") or "(state=?" in line] == []
