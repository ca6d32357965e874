"""The publication page: who is alerted, what is missing, and publishing once."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog.database import db
from blog.delivery.audience import reader_groups, reader_sample
from blog.models import (
    Alert,
    Article,
    ArticleState,
    Follow,
    Frequency,
    SubscriberState,
)
from tests.authoring.conftest import Desk
from tests.delivery.audience.crowds import add_readers
from tests.factories import NOW, make_article, make_draft, make_person, make_subscriber, save, sign_in
from tests.settings import change_settings


def path(article: Article, page: str = "publication") -> str:
    return f"/desk/articles/{article.id}/{page}"


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


def test_what_is_estimated_says_so_and_what_is_counted_does_not(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_draft(author=desk.person)
    add_readers(160)

    counted = words(desk, article)
    monkeypatch.setattr(reader_groups, "MAX_EXACT", 100)
    monkeypatch.setattr(reader_sample, "SAMPLE_SIZE", 80)
    estimated = words(desk, article)

    assert "Publish and alert 160 readers" in counted
    assert "≈" not in counted
    assert "Publish and alert ≈\N{NO-BREAK SPACE}160 readers" in desk.get(path(article)).text
    assert "Figures with ≈ are estimates from a random sample of 80 readers." in estimated


def test_the_level_is_chosen_before_pressing(desk: Desk) -> None:
    article = make_draft(author=desk.person)
    make_subscriber(urgent_choice="never")

    normal, urgent = words(desk, article), words(desk, article, "?level=urgent")

    assert "Publish and alert 1 reader" in normal
    assert "Publish and alert" not in urgent
    assert 'name="level" value="urgent"' in urgent
    assert "Do not want alerts of this level</th><td>1</td>" in urgent


def alerts() -> list[Alert]:
    return list(db.session.scalars(select(Alert).order_by(Alert.id)))


def test_the_alert_waits_for_the_grace_time(app: Flask, desk: Desk) -> None:
    change_settings(app, alert_grace_seconds=600)
    make_subscriber()

    answer = desk.post(path(make_draft(author=desk.person)), alert="yes")

    (alert,) = alerts()
    assert alert.starts_at - alert.announced_at == timedelta(minutes=10)
    assert "Not sent yet" in desk.get(answer.location).text


def test_the_choice_is_visible_before_pressing(desk: Desk) -> None:
    make_subscriber()
    make_subscriber()

    page = desk.get(path(make_draft(author=desk.person, slug="tea"))).text

    assert "Publish and alert 2 readers" in page
    assert "Publish without alert" in page
    assert "https://news.example.org/articles/tea" in page


def test_without_subscribers_there_is_one_button(desk: Desk) -> None:
    page = desk.get(path(make_draft(author=desk.person))).text

    assert "no reader has confirmed an address yet" in page
    assert 'value="yes"' not in page


def test_publishing_with_alert_leads_to_the_alert(desk: Desk, app: Flask) -> None:
    make_subscriber()
    article = make_draft(author=desk.person, slug="tea")

    answer = desk.post(path(article), alert="yes", seen=article.revision)

    alert = db.session.scalars(select(Alert)).one()
    assert (answer.status_code, answer.location) == (303, f"/desk/alerts/{alert.id}")
    assert desk.get(answer.location).status_code == 200
    assert app.test_client().get("/articles/tea").status_code == 200


def count_alerts() -> int:
    return db.session.scalar(select(func.count()).select_from(Alert)) or 0


def test_publishing_twice_says_that_it_is_public(desk: Desk) -> None:
    article = make_article(author=desk.person)

    answer = desk.post(path(article), alert="yes")

    assert answer.location == path(article)
    assert "Nobody is told twice." in desk.get(path(article)).text
    assert count_alerts() == 0


def test_a_version_that_was_not_shown_is_not_published(desk: Desk) -> None:
    article = make_draft(author=desk.person)

    answer = desk.post(path(article), alert="yes", seen="2020-01-01T00:00:00.000000+00:00")

    assert answer.status_code == 409
    assert article.revision.replace("+", "&#43;") in answer.text or article.revision in answer.text
    assert article.state is ArticleState.DRAFT


def test_what_is_missing_is_named_and_not_published(desk: Desk) -> None:
    article = make_draft(author=desk.person, text="")

    page, answer = desk.get(path(article)), desk.post(path(article), alert="no")

    assert answer.status_code == 422
    for text in (page.text, answer.text):
        assert "Write the text before you publish." in text
        assert "<button" not in text.split("<main")[1]


def test_publishing_again_promises_no_second_alert(desk: Desk) -> None:
    make_subscriber()
    article = make_draft(author=desk.person)
    desk.post(path(article), alert="yes")
    desk.post(path(article, "withdrawal"))

    page = desk.get(path(article)).text
    desk.post(path(article), alert="yes")

    assert "There is no second alert." in page
    assert article.is_public
    assert count_alerts() == 1


def test_an_article_is_published_in_three_clicks(desk: Desk) -> None:
    first = desk.get("/desk/articles/new")
    second = desk.post("/desk/articles/new", headline="Tea", body="Hot.", deed="publish")
    third = desk.post(second.location, alert="no")

    assert (first.status_code, third.location) == (200, "/articles/tea")


def test_advice_asks_for_no_reason(client: FlaskClient) -> None:
    author = make_person()
    article = make_draft(author=author, standfirst="", text="Tea.", body_markdown="Tea.")
    sign_in(client, author)

    page = client.get(f"/desk/articles/{article.id}/publication").text

    assert "There is no standfirst" in page
    assert 'name="overruling"' not in page
