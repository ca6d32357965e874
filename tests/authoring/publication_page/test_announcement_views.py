"""Late announcements and updates of a public article."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import (
    Alert,
    AlertKind,
    AlertLevel,
    AlertState,
    Article,
    Delivery,
    Follow,
)
from tests.authoring.conftest import Desk, Sit
from tests.factories import NOW, make_article, make_draft, make_subscriber, save
from tests.settings import change_settings


def path(article: Article, page: str = "publication") -> str:
    return f"/desk/articles/{article.id}/{page}"


def alerts() -> list[Alert]:
    return list(db.session.scalars(select(Alert).order_by(Alert.id)))


def words(desk: Desk, article: Article, query: str = "") -> str:
    return " ".join(desk.get(path(article) + query).text.split())


def test_readers_can_be_told_later_and_only_once(desk: Desk) -> None:
    make_subscriber()
    article = make_article(author=desk.person)

    page = words(desk, article)
    answers = [desk.post(path(article, "announcement")).location for _ in range(2)]

    assert "it was published without alert" in page
    assert answers[0] == answers[1]
    assert len(alerts()) == 1
    assert "There is no second alert." in words(desk, article)


@pytest.mark.parametrize("deed", ["announcement", "updates"])
def test_nobody_is_told_about_what_is_not_public(desk: Desk, deed: str) -> None:
    article = make_draft(author=desk.person)

    answer = desk.post(path(article, deed), note="News.")

    assert answer.location == path(article)
    assert "nobody can be told about it" in desk.get(path(article)).text
    assert alerts() == []


def follow(article: Article, **reader: Any) -> None:
    """Let somebody follow this one story."""
    reader = {"site_frequency": None, **reader}
    save(Follow(subscriber_id=make_subscriber(**reader).id, article_id=article.id, created_at=NOW))


def test_an_update_goes_to_those_who_follow_the_story(desk: Desk) -> None:
    article = make_article(author=desk.person)
    make_subscriber()
    follow(article)

    page = words(desk, article)
    answer = desk.post(path(article, "updates"), note="The vote is\non Tuesday.", updates="0")

    (alert,) = alerts()
    assert "Send an update to the 1 reader who follows this story" in page
    assert (alert.kind, alert.note) == (AlertKind.UPDATE, "The vote is\non Tuesday.")
    assert "The vote is" in desk.get(answer.location).text


def test_an_update_that_is_sent_twice_goes_out_once(desk: Desk) -> None:
    article = make_article(author=desk.person)
    follow(article)

    answers = [desk.post(path(article, "updates"), note="News.", updates="0").location for _ in range(2)]

    assert answers[1] == path(article)
    assert "an update was announced while you looked" in desk.get(path(article)).text
    assert len(alerts()) == 1


@pytest.mark.parametrize(
    ("note", "sentence"),
    [("", "Say in a sentence what is new."), ("\x00", "Say in a"), ("x" * 501, "Please shorten this to 500")],
)
def test_a_note_that_does_not_do_is_marked(desk: Desk, note: str, sentence: str) -> None:
    article = make_article(author=desk.person)
    follow(article)

    answer = desk.post(path(article, "updates"), note=note, updates="0")

    assert answer.status_code == 422
    assert sentence in answer.text
    assert alerts() == []


def test_without_followers_there_is_nobody_to_update(desk: Desk) -> None:
    assert "Nobody follows this story yet" in words(desk, make_article(author=desk.person))


def owed_tests() -> list[Delivery]:
    return list(db.session.scalars(select(Delivery).where(Delivery.kind == "test").order_by(Delivery.id)))


@pytest.mark.parametrize("deed", ["announcement", "updates", "tests"])
def test_nobody_tells_readers_about_an_article_of_others(sit: Sit, deed: str) -> None:
    article = make_article()

    answer = sit().post(path(article, deed), note="News.", address="a@example.com")

    assert answer.status_code == 404
    assert alerts() == owed_tests() == []


def test_an_alert_stopped_in_time_can_be_announced_again(app: Flask, desk: Desk) -> None:
    change_settings(app, alert_grace_seconds=600)
    make_subscriber()
    article = make_draft(author=desk.person)
    desk.post(desk.post(path(article), alert="yes").location + "/cancellation")

    page = words(desk, article)
    answer = desk.post(path(article, "announcement"), level="low")

    (alert,) = alerts()
    assert "The alert was stopped." in page
    assert "Tell 1 reader now" in page
    assert (alert.state, alert.level, answer.location) == (
        AlertState.EXPANDING, AlertLevel.LOW, f"/desk/alerts/{alert.id}",
    )  # fmt: skip
