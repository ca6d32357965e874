"""Languages and time zone are chosen at the desk: pages, mails and readers' choices follow."""

import re
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import SiteSetting
from blog.text.language import site_language
from blog.web.languages.offered import offered_languages
from blog.web.site_identity.reading import forget_site_settings
from tests.factories import make_article
from tests.settings import change_settings

LATE = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)


def choose(**values: str) -> None:
    for key, value in values.items():
        SiteSetting.write(db.session, key, value)
    db.session.commit()
    forget_site_settings()


def test_the_days_of_articles_follow_the_zone(app: Flask, client: FlaskClient) -> None:
    article = make_article(published_at=LATE)
    assert "May 31, 2026" in client.get(f"/articles/{article.slug}").text

    choose(timezone="Asia/Tokyo")

    assert "June 1, 2026" in client.get(f"/articles/{article.slug}").text
    assert 'href="/archive/2026/6"' in client.get("/archive/").text


def test_the_zone_of_the_server_wins(app: Flask) -> None:
    choose(timezone="Asia/Tokyo")
    change_settings(app, timezone="Europe/Zurich")

    assert str(site_language().zone) == "Europe/Zurich"


def test_readers_are_offered_what_was_chosen_and_has_a_catalogue(app: Flask, client: FlaskClient) -> None:
    make_article()
    assert 'name="language"' not in client.get("/").text

    choose(languages="de,tlh,uk")

    assert offered_languages() == ("en", "de", "uk")
    page = client.get("/").text
    assert re.findall(r'lang="(\w+)"[^>]*>\s*(?:Deutsch|українська)', page)
    client.set_cookie("language", "de")
    assert 'lang="de"' in client.get("/").text
