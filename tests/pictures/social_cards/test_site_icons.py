"""Without a logo the drawn one stands for the site, also on a home screen."""

from flask import Flask
from flask.testing import FlaskClient

from blog.pictures.social_cards.card_names import logo_card
from blog.pictures.social_cards.site_icons import make_manifest, square_logo_path, touch_icon_path
from tests.databases import on_sqlite


@on_sqlite
def test_the_drawn_logo_stands_where_none_was_uploaded(app: Flask) -> None:
    with app.test_request_context():
        assert square_logo_path() == touch_icon_path() == logo_card().path
        manifest = make_manifest()

    assert (manifest["name"], manifest["start_url"], manifest["lang"]) == ("IFBG News", "/", "en")
    assert manifest["icons"] == [{"src": logo_card().path, "sizes": "512x512", "type": "image/png"}]


@on_sqlite
def test_each_page_names_the_manifest(app: Flask, client: FlaskClient) -> None:
    page = client.get("/").text

    assert '<link rel="manifest" href="/site.webmanifest">' in page
    assert f'<link rel="apple-touch-icon" href="{logo_card().path}">' in page
    assert client.get(logo_card().path).status_code == 200
