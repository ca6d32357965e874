"""Who is told, how, and when: the publication page and what follows from it."""

from datetime import timedelta
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
    DeliveryState,
    Follow,
    Frequency,
    Role,
    SubscriberState,
)
from blog.web.clock import read_clock
from tests.authoring.conftest import Desk, Sit
from tests.factories import NOW, make_article, make_draft, make_subscriber, save
from tests.settings import change_settings


def path(article: Article, page: str = "publication") -> str:
    return f"/desk/articles/{article.id}/{page}"


def alerts() -> list[Alert]:
    return list(db.session.scalars(select(Alert).order_by(Alert.id)))


def owed_tests() -> list[Delivery]:
    return list(db.session.scalars(select(Delivery).where(Delivery.kind == "test")))


def follow(article: Article, **reader: Any) -> None:
    """Let somebody follow this one story."""
    reader = {"site_frequency": None, **reader}
    save(Follow(subscriber_id=make_subscriber(**reader).id, article_id=article.id, created_at=NOW))


def words(desk: Desk, article: Article, query: str = "") -> str:
    return " ".join(desk.get(path(article) + query).text.split())


def test_the_page_says_who_is_told_by_follow_and_frequency_and_who_is_not(desk: Desk) -> None:
    article = make_draft(author=desk.person)
    make_subscriber("ann@example.com")
    make_subscriber("dora@example.com", site_frequency=Frequency.DAILY)
    make_subscriber(state=SubscriberState.PENDING, confirmed_at=None)
    make_subscriber(state=SubscriberState.LEFT)
    follow(article)

    text = words(desk, article)

    assert "Publish and alert 3 readers" in text
    assert "The whole site</th><td>2</td>" in text
    assert "This story</th><td>1</td>" in text
    assert "At once</th><td>2</td>" in text
    assert "Daily digest</th><td>1</td>" in text
    assert "2 are left out" in text
    assert "Have left</th><td>1</td>" in text
    assert "an***@example.com</span>: The whole site, at once" in text
    assert "ann@example.com" not in text


def test_the_level_is_chosen_before_pressing(desk: Desk) -> None:
    article = make_draft(author=desk.person)
    make_subscriber(urgent_choice="never")

    normal, urgent = words(desk, article), words(desk, article, "?level=urgent")

    assert "Publish and alert 1 reader" in normal
    assert "Publish and alert" not in urgent
    assert 'name="level" value="urgent"' in urgent
    assert "Do not want alerts of this level</th><td>1</td>" in urgent


@pytest.mark.parametrize(
    ("word", "level"), [("urgent", "urgent"), ("low", "low"), ("shrill", "normal"), ("", "normal")]
)
def test_the_level_goes_with_the_alert(desk: Desk, word: str, level: str) -> None:
    make_subscriber()

    desk.post(path(make_draft(author=desk.person)), alert="yes", level=word)

    (alert,) = alerts()
    assert (alert.level, alert.announced_by_id) == (AlertLevel(level), desk.person.id)


def test_the_alert_waits_for_the_grace_time(app: Flask, desk: Desk) -> None:
    change_settings(app, alert_grace_seconds=600)
    make_subscriber()

    answer = desk.post(path(make_draft(author=desk.person)), alert="yes")

    (alert,) = alerts()
    assert alert.starts_at - alert.announced_at == timedelta(minutes=10)
    assert "Nothing has left yet" in desk.get(answer.location).text


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


def test_the_message_is_shown_as_it_would_be(desk: Desk) -> None:
    article = make_draft("Tea & biscuits", author=desk.person)

    page, message = desk.get(path(article)), desk.get(path(article, "message.html"))

    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "What the board decided, and why." in page.text.split("letter")[-1]
    assert "Tea &amp; biscuits" in message.text
    assert message.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "script-src" not in message.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in message.headers["Content-Security-Policy"]


def test_a_test_goes_through_the_ledger_and_its_end_is_shown(desk: Desk) -> None:
    article = make_draft(author=desk.person)

    before = words(desk, article)
    answer = desk.post(path(article, "tests"), address="  Press@Example.com ", level="urgent")
    on_its_way = words(desk, article)
    (test,) = owed_tests()
    test.end(DeliveryState.REFUSED, "550 no such user", read_clock())
    failed = words(desk, article)

    assert f'value="{desk.person.address}"' in before
    assert answer.location == f"{path(article)}?level=urgent#message"
    assert (test.address, test.priority, test.alert_id) == ("Press@Example.com", 0, None)
    assert test.test_level is AlertLevel.URGENT
    assert "On its way" in on_its_way
    assert "550 no such user" in failed
    assert alerts() == []


@pytest.mark.parametrize("address", ["", "nobody", "a@b\r\nBcc: c@example.com", "x" * 300])
def test_a_test_to_what_is_no_address_is_refused(desk: Desk, address: str) -> None:
    answer = desk.post(path(make_draft(author=desk.person), "tests"), address=address, level="urgent")

    assert answer.status_code == 422
    assert 'name="level" value="urgent"' in answer.text
    assert "field__error" in answer.text
    assert owed_tests() == []


def test_more_than_ten_tests_an_hour_are_refused(desk: Desk, sit: Sit) -> None:
    article = make_draft(author=desk.person)
    codes = [desk.post(path(article, "tests"), address="a@example.com").status_code for _ in range(11)]

    assert codes == [303] * 10 + [429]
    assert len(owed_tests()) == 10
    assert sit(role=Role.EDITOR).post(path(article, "tests"), address="a@example.com").status_code == 303


@pytest.mark.parametrize("deed", ["announcement", "updates", "tests"])
def test_nobody_tells_readers_about_an_article_of_others(sit: Sit, deed: str) -> None:
    article = make_article()

    answer = sit().post(path(article, deed), note="News.", address="a@example.com")

    assert answer.status_code == 404
    assert alerts() == owed_tests() == []
