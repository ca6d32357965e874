"""Who changes the time zone is told what becomes of articles that have a time."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import Article, ArticleState, Role
from tests.factories import NOW, make_draft, make_person, sign_in

WORDS = "1 scheduled article keeps its moment"


def choose_zone(client: FlaskClient, zone: str) -> str:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))
    sent = {"csrf_token": token, "language": "en", "content_language": "", "timezone": zone}
    assert client.post("/desk/settings/language", data=sent).status_code == 303
    return client.get("/desk/settings/language").text


def test_a_scheduled_article_keeps_its_moment_and_the_owner_is_told(app: Flask, client: FlaskClient) -> None:
    moment = NOW + timedelta(days=3650)
    article = make_draft(state=ArticleState.SCHEDULED, scheduled_at=moment)

    assert WORDS in choose_zone(client, "Europe/Zurich")

    db.session.expire_all()
    assert db.session.get_one(Article, article.id).scheduled_at == moment
    assert WORDS not in choose_zone(client, "Europe/Zurich")


def test_without_schedules_nothing_more_is_said(app: Flask, client: FlaskClient) -> None:
    make_draft()

    assert "its moment" not in choose_zone(client, "Europe/Zurich")
