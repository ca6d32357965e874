from datetime import timedelta

import pytest
from flask import Flask

from blog.authoring.dashboard.article_list import GROUP_LIMIT, PAGE_SIZE, list_group, list_groups
from blog.database import db
from blog.models import ArticleState, Role
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


def test_pages_of_a_shelf_hold_each_article_once(app: Flask) -> None:
    me = make_person()
    made = {make_draft(author=me).id for _ in range(PAGE_SIZE + 3)}

    first = list_group(db.session, me, ArticleState.DRAFT, count=0, all_authors=False)
    second = list_group(db.session, me, ArticleState.DRAFT, count=0, cursor=first.next_cursor, all_authors=False)
    ids = [article.id for article in (*first.articles, *second.articles)]

    assert (len(first.articles), len(second.articles)) == (PAGE_SIZE, 3)
    assert sorted(ids) == sorted(made)
    assert second.next_cursor is None


def test_a_full_shelf_leads_on(app: Flask) -> None:
    me = make_person()
    for _ in range(GROUP_LIMIT + 1):
        make_draft(author=me)

    (group,) = list_groups(db.session, me, all_authors=False)

    assert len(group.articles) == GROUP_LIMIT
    assert group.count == GROUP_LIMIT + 1
    assert group.next_cursor is not None


@pytest.mark.parametrize("key", ["", "x", "1-", "-1", "9" * 40 + "-1", "1 OR 1=1", "\x00", "١-٢"])
def test_a_key_that_is_none_gives_the_first_page(app: Flask, key: str) -> None:
    me = make_person()
    make_draft(author=me)

    group = list_group(db.session, me, ArticleState.DRAFT, count=1, cursor=key, all_authors=False)

    assert len(group.articles) == 1


def test_a_key_beyond_all_numbers_is_no_fault(app: Flask) -> None:
    me = make_person()
    make_draft(author=me)

    key = "9" * 17 + "-" + "9" * 10
    group = list_group(db.session, me, ArticleState.DRAFT, count=1, cursor=key, all_authors=False)

    assert len(group.articles) == 1
