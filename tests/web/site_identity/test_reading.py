"""The settings of the site are those of the rows, of the environment, or of the declarations, in that order."""

from flask import Flask
from flask.testing import FlaskClient

from blog.config.settings import current_settings
from blog.database import db
from blog.models import SiteSetting
from blog.web.site_identity.reading import forget_site_settings, resolve, site_settings, use_known_settings
from tests.factories import make_article
from tests.settings import change_settings


def choose(**values: object) -> None:
    for key, value in values.items():
        SiteSetting.write(db.session, key, value)
    db.session.commit()
    forget_site_settings()


def test_without_a_row_the_default_of_the_server_holds(app: Flask) -> None:
    assert (site_settings().name, site_settings().postal_address) == ("IFBG News", "")


def test_a_row_holds_at_once_and_may_be_empty(app: Flask) -> None:
    choose(name="Der Bote", tagline="")

    assert (site_settings().name, site_settings().tagline) == ("Der Bote", "")


def test_what_the_environment_sets_wins_over_a_row_though_it_be_the_default(app: Flask) -> None:
    choose(name="Der Bote", tagline="Taglich")
    change_settings(app, site_name="Post", given=frozenset({"SITE_TAGLINE"}))

    assert (site_settings().name, site_settings().tagline) == ("Post", current_settings().site_tagline)


def test_rows_of_another_version_do_no_harm(app: Flask) -> None:
    rows = {"name": 7, "no_such_setting": "x", "tagline": None, "reply_to": ["a"]}

    found = resolve(rows, current_settings())

    assert (found.name, found.reply_to) == ("IFBG News", "")


def test_pages_and_feeds_follow_the_row(app: Flask, client: FlaskClient) -> None:
    article = make_article("Tea")
    choose(name="Bote & Söhne <News>", tagline="", footer_words="Published\nby us.", copyright_line="© Us")

    page = client.get("/").text

    assert "Bote &amp; Söhne &lt;News&gt;" in page
    assert "IFBG" not in page
    assert "masthead__tagline" not in page
    assert "Published\nby us." in page
    assert "© Us" in page
    paths = ("/feed.atom", "/feed.json", f"/articles/{article.slug}", f"/articles/{article.slug}.md", "/desk/none")
    for path in paths:
        body = client.get(path).text
        assert "IFBG" not in body, path
        assert "Bote" in body, path


def test_a_page_for_a_database_that_is_away_asks_it_for_nothing(app: Flask) -> None:
    choose(name="Der Bote")
    assert site_settings().name == "Der Bote"
    db.session.execute(SiteSetting.__table__.delete())
    db.session.commit()
    forget_site_settings()

    use_known_settings()

    assert site_settings().name == "Der Bote"
