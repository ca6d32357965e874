"""Queries and states of an article: who sees, changes and deletes it, what lists show, how it goes live and ends."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from blog.models import Article, ArticleState, Person, Role, article_coauthors, minutes_to_read, version_stamp
from tests.models.rows import NOW, article, person

S = ArticleState
HOUR = timedelta(hours=1)


def slugs(session: Session, query: Select[Article]) -> list[str]:
    return [row.slug for row in session.scalars(query)]


def save_each_state(session: Session, author: Person, **more: object) -> None:
    """Save one article in each state, its slug the state's word."""
    session.add_all(article(state, author=author, slug=state.value, **more) for state in S)
    session.flush()


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (329, 1), (331, 2), (2200, 10)])
def test_reading_time_is_in_whole_minutes_and_at_least_one(words: int, minutes: int) -> None:
    assert minutes_to_read(words) == minutes
    assert article(word_count=words).reading_minutes == minutes


def test_two_saves_within_a_second_have_two_stamps() -> None:
    assert version_stamp(NOW) != version_stamp(NOW + timedelta(microseconds=1))
    assert article(updated_at=NOW).revision == version_stamp(NOW)


def test_lists_show_published_articles_newest_first(session: Session) -> None:
    author = person()
    save_each_state(session, author)
    session.add(article(author=author, slug="older", published_at=NOW - HOUR))

    assert slugs(session, Article.published()) == ["published", "older"]


def test_the_earliest_due_article_goes_live_first(session: Session) -> None:
    times = {"late": HOUR, "now": timedelta(), "early": -HOUR}
    session.add_all(article(S.SCHEDULED, slug=slug, scheduled_at=NOW + ahead) for slug, ahead in times.items())
    session.add(article(S.DRAFT, slug="draft", scheduled_at=NOW - HOUR))

    assert slugs(session, Article.due_to_go_live(NOW)) == ["early", "now"]


def test_published_articles_end_at_their_time(session: Session) -> None:
    times = {"late": HOUR, "now": timedelta(), "early": -HOUR}
    session.add_all(article(slug=slug, ends_at=NOW + ahead) for slug, ahead in times.items())
    session.add_all([article(slug="endless"), article(S.WITHDRAWN, slug="withdrawn", ends_at=NOW)])

    assert slugs(session, Article.due_to_end(NOW)) == ["early", "now"]


PAGES = {S.PAGE_DRAFT.value, S.PAGE_PUBLISHED.value, S.PAGE_WITHDRAWN.value}
EVERY = {state.value for state in S} - {S.DELETED.value} - PAGES
"""All states of articles but what is deleted for good, which nobody sees again."""


@pytest.mark.parametrize(
    ("role", "visible", "editable"),
    [
        (Role.CONTRIBUTOR, EVERY, {"draft"}),
        (Role.AUTHOR, EVERY, EVERY - {"in_review"}),
        (Role.EDITOR, EVERY, EVERY),
        (Role.ADMINISTRATOR, EVERY, EVERY),
    ],
)
def test_a_role_says_what_its_person_may_do_with_own_articles(
    session: Session, role: Role, visible: set[str], editable: set[str]
) -> None:
    own = person(role)
    save_each_state(session, own)

    assert set(slugs(session, Article.visible_to(own))) == visible
    assert set(slugs(session, Article.editable_by(own))) == editable
    assert set(slugs(session, Article.deletable_by(own))) == editable - {"published", "ended", "withdrawn"}


@pytest.mark.parametrize("query", [Article.visible_to, Article.editable_by, Article.deletable_by])
@pytest.mark.parametrize(
    ("role", "count"), [(Role.CONTRIBUTOR, 0), (Role.AUTHOR, 0), (Role.EDITOR, 1), (Role.ADMINISTRATOR, 1)]
)
def test_others_articles_are_for_editors(
    session: Session, query: Callable[[Person], Select[Article]], role: Role, count: int
) -> None:
    other = person(role)
    session.add_all([other, article(S.DRAFT)])
    session.flush()

    assert len(slugs(session, query(other))) == count


@pytest.mark.parametrize(("published_at", "is_seen"), [(None, True), (NOW, False)])
def test_a_coauthor_shares_an_article_until_it_was_public(
    session: Session, published_at: object, is_seen: bool
) -> None:
    coauthor, row = person(), article(S.DRAFT, published_at=published_at)
    session.add_all([coauthor, row])
    session.flush()
    session.execute(article_coauthors.insert().values(article_id=row.id, person_id=coauthor.id, position=0))

    assert bool(slugs(session, Article.visible_to(coauthor))) == is_seen
    assert slugs(session, Article.deletable_by(coauthor)) == []


def test_bylines_begin_with_the_author_and_keep_the_order(session: Session) -> None:
    row, second, third = article(S.DRAFT), person(), person()
    session.add_all([row, second, third])
    session.flush()
    places = [{"article_id": row.id, "person_id": who.id, "position": at} for at, who in ((2, third), (1, second))]
    session.execute(article_coauthors.insert(), places)
    session.refresh(row)

    assert row.bylines == [row.author, second, third]


@pytest.mark.parametrize("state", S)
def test_a_state_says_what_readers_see(state: ArticleState) -> None:
    row = article(state)

    assert row.is_listed == (state is S.PUBLISHED)
    assert row.is_public == (state in {S.PUBLISHED, S.ENDED, S.PAGE_PUBLISHED})
    assert [row.is_ended, row.is_scheduled] == [state is S.ENDED, state is S.SCHEDULED]


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, ("body_markdown",)),
        ({"body_markdown": " \n"}, ("body_markdown",)),
        ({"body_markdown": "Text", "headline": ""}, ("headline",)),
        ({"body_markdown": "Text", "lead_picture_id": 1, "lead_alt": ""}, ("lead_alt",)),
        ({"body_markdown": "Text", "lead_picture_id": 1, "lead_alt": "A boat"}, ()),
    ],
)
def test_what_readers_need_is_missing_until_it_is_there(fields: dict[str, object], missing: tuple[str, ...]) -> None:
    assert article(S.DRAFT, **{"body_markdown": "", **fields}).missing == missing


def test_the_first_publication_dates_an_article_for_ever() -> None:
    row = article(S.DRAFT)

    row.publish(NOW)
    row.withdraw(NOW + HOUR)
    row.publish(NOW + 2 * HOUR)

    assert [row.published_at, row.withdrawn_at, row.was_public] == [NOW, None, True]


@pytest.mark.parametrize(("published_at", "state"), [(None, S.DRAFT), (NOW, S.WITHDRAWN)])
def test_an_unscheduled_article_goes_back_to_where_it_came_from(published_at: object, state: ArticleState) -> None:
    row = article(S.DRAFT, published_at=published_at)

    row.schedule(NOW + HOUR, person_id=7)
    planned = (row.state, row.scheduled_at, row.scheduled_by_id)
    row.unschedule()

    assert planned == (S.SCHEDULED, NOW + HOUR, 7)
    assert (row.state, row.scheduled_at, row.scheduled_by_id) == (state, None, None)


def test_an_ended_article_comes_back_at_its_old_place() -> None:
    row = article()

    row.end(NOW + HOUR)
    ended = (row.state, row.withdrawn_at)
    row.come_back()

    assert ended == (S.ENDED, NOW + HOUR)
    assert (row.state, row.withdrawn_at, row.published_at) == (S.PUBLISHED, None, NOW)


def test_a_slug_is_of_one_article(session: Session) -> None:
    session.add_all([article(slug="tea"), article(S.DRAFT, slug="tea")])

    with pytest.raises(IntegrityError):
        session.flush()
