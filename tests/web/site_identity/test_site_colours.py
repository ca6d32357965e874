"""One source of colour: style sheet, mails and cards follow what was chosen at the desk."""

import re

from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.delivery.composing.mail_rendering import render_mail
from blog.models import SiteSetting
from blog.pictures.social_cards.card_names import card_colours, logo_card
from blog.web.site_identity.reading import forget_site_settings, site_settings
from blog.web.site_identity.site_colours import colour, colours_of, site_colours
from blog.web.themes.token_colours import theme_colours
from tests.databases import on_sqlite


def choose(**values: str) -> None:
    for key, value in values.items():
        SiteSetting.write(db.session, key, value)
    db.session.commit()
    forget_site_settings()


def style_sheet(client: FlaskClient) -> str:
    [address] = re.findall(r'href="(/assets/front\.[^"]+)"', client.get("/").text)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    return answer.text


@on_sqlite
def test_pages_mails_and_cards_follow_one_choice(app: Flask, client: FlaskClient) -> None:
    before = logo_card().path
    assert "@layer site-tokens {" not in style_sheet(client)

    choose(accent_light="#0b5563", paper="white")

    assert "--accent: light-dark(#0b5563, " in style_sheet(client)
    assert "--paper: light-dark(#ffffff, #121212)" in style_sheet(client)
    mail = render_mail("password_reset", {"link": "https://news.example.org/", "name": "Maren"}, is_list=False).html
    assert "background-color: #0b5563" in mail
    assert "background-color: #121212 !important" in mail
    assert card_colours()[0::4] == ("#ffffff", "#0b5563")
    assert logo_card().path != before
    assert colours_of(site_settings(), theme_colours()) == site_colours().colours


@on_sqlite
def test_the_address_of_a_former_look_leads_to_the_present_one(app: Flask, client: FlaskClient) -> None:
    choose(accent_light="#0b5563")

    answer = client.get("/assets/site.000000000000.css")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "no-store")
    assert "#0b5563" in client.get(answer.location).text
    assert colour("accent") == "#0b5563"


@on_sqlite
def test_a_process_that_has_not_made_the_look_yet_sends_it(app: Flask, client: FlaskClient) -> None:
    choose(accent_light="#0b5563")
    [address] = re.findall(r'href="(/assets/front\.[^"]+)"', client.get("/").text)
    assets = app.extensions["assets"]
    assets.variants.clear()
    assets.files.pop(address.removeprefix("/assets/"))

    assert client.get(address).status_code == 200
