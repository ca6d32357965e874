"""Searching the articles at the desk, whatever their state, the same on both databases."""

from datetime import timedelta

import pytest
from flask import Flask

from blog.authoring.dashboard.article_list import STATE_ORDER
from blog.authoring.dashboard.article_search import ArticleFilter, ArticleSearch, find_best
from blog.database import db
from blog.database.search.query_parser import parse_terms
from blog.models import Article, ArticleState, Person, Role, article_coauthors
from tests.factories import NOW, make_article, make_draft, make_person, make_topic

WAS_PUBLIC = {ArticleState.PUBLISHED, ArticleState.WITHDRAWN, ArticleState.ENDED}


def found(person: Person, query: str = "", **more: object) -> list[str]:
    wanted = ArticleFilter(parse_terms(query), **more)  # type: ignore[arg-type]
    return [article.headline for article in ArticleSearch(db.session, person, wanted).find_page().articles]


def write(state: ArticleState, **more: object) -> Article:
    when = NOW if state in WAS_PUBLIC else None
    return make_draft(state.value, state=state, published_at=when, **more)


QUERIES = {
    "reservoir": True,
    "Réservoir": True,
    "reserv": True,
    "rese -dry": True,
    '"the old reservoir"': True,
    "unterwald 1204": True,
    "1,204": True,
    "水": True,
    "unterwald reservoir -holt": False,
    '"old the reservoir"': False,
    "re": False,
    "ervoir": False,
    "reservoir -unterwald": False,
    "%": False,
    "_": False,
    "reservoir nothing": False,
}


def test_what_a_text_holds_is_found_in_every_state_alike(app: Flask) -> None:
    author, editor = make_person("Zoë Holt"), make_person("Ed", Role.EDITOR)
    text = "In Unterwald the old réservoir holds 1,204 litres. 饮用水很少。"
    for state in STATE_ORDER:
        write(state, author=author, text=text)

    answers = {query: set(found(editor, query)) if parse_terms(query) else set() for query in QUERIES}

    every = {state.value for state in STATE_ORDER}
    assert answers == {query: every if is_found else set() for query, is_found in QUERIES.items()}


def test_authors_are_found_by_name_beside_words_of_the_text(app: Flask) -> None:
    me, other, editor = make_person("Mia Oyelaran"), make_person("Zoë Brandt"), make_person("Ed", Role.EDITOR)
    make_draft("Tea in Brandt", author=me)
    make_draft("Coffee", author=other)
    shared = make_article("Milk", author=me)
    db.session.execute(article_coauthors.insert().values(article_id=shared.id, person_id=other.id, position=0))

    assert set(found(editor, "brandt")) == {"Tea in Brandt", "Coffee", "Milk"}
    assert set(found(editor, "zoe coffee")) == {"Coffee"}
    assert set(found(editor, "oyelaran -brandt")) == set()


def test_filters_narrow_the_search_down(app: Flask) -> None:
    editor, other, topic = make_person("Ed", Role.EDITOR), make_person("Zoë"), make_topic("Water")
    make_draft("Old", author=editor, updated_at=NOW - timedelta(days=400))
    make_draft("New", author=editor, topics=[topic])
    make_article("Public", author=other, topics=[topic])

    assert found(editor, state=ArticleState.PUBLISHED) == ["Public"]
    assert set(found(editor, topic_id=topic.id)) == {"New", "Public"}
    assert found(editor, topic_id=topic.id, author_id=editor.id) == ["New"]
    assert found(editor, "board", until=NOW - timedelta(days=366)) == ["Old"]
    assert set(found(editor, since=NOW)) == {"New", "Public"}


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.AUTHOR])
def test_nobody_but_editors_finds_what_others_write(app: Flask, role: Role) -> None:
    me = make_person("Mia", role)
    for state in STATE_ORDER:
        write(state)
        write(state, author=me)

    assert sorted(found(me, "board")) == sorted(found(me)) == sorted(state.value for state in STATE_ORDER)


@pytest.mark.parametrize("state", [None, ArticleState.SCHEDULED])
def test_pages_hold_each_article_once_in_the_order_of_the_list(app: Flask, state: ArticleState | None) -> None:
    me = make_person()
    for place in range(7):
        moment = NOW + timedelta(hours=place // 2)
        one = state or STATE_ORDER[place % 5]
        make_draft(f"Number {place}", author=me, state=one, updated_at=moment, scheduled_at=moment, published_at=NOW)

    search = ArticleSearch(db.session, me, ArticleFilter(parse_terms("number"), state))
    seen, cursor = list[str](), None
    for _ in range(4):
        page = search.find_page(cursor, limit=2)
        seen, cursor = [*seen, *(article.headline for article in page.articles)], page.next_cursor

    numbers = [f"Number {place}" for place in range(7)]
    assert (seen, cursor) == (numbers if state else numbers[::-1], None)


def test_each_state_is_counted(app: Flask) -> None:
    me = make_person()
    for state in (ArticleState.DRAFT, ArticleState.DRAFT, ArticleState.PUBLISHED):
        write(state, author=me)

    assert ArticleSearch(db.session, me, ArticleFilter()).count() == {"draft": 2, "published": 1}


def test_the_best_have_the_words_in_headline_or_byline(app: Flask) -> None:
    me = make_person("Mia", Role.EDITOR)
    make_draft("River", author=me, updated_at=NOW - timedelta(days=2))
    make_article("Bridge", author=make_person("Olga River"), updated_at=NOW - timedelta(days=1))
    make_draft("Boats", author=me, text="On the river.")

    best = find_best(db.session, me, ArticleFilter(parse_terms("river")), 8)

    assert [article.headline for article in best] == ["Bridge", "River", "Boats"]
