"""One uploaded picture becomes logo, icons, and part of mails and cards; without it all is as before."""

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageDraw
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.database import db
from blog.delivery.composing.mail_rendering import render_mail
from blog.models import AuditEvent, DiscardedPicture, Role, SiteSetting
from blog.pictures.social_cards.card_names import CardSite, site_card
from blog.web.site_identity.reading import forget_site_settings
from tests.factories import make_person, sign_in
from tests.pictures.sample_files import SVG, as_file


def drawn(colour: str = "#101010") -> bytes:
    image = Image.new("RGBA", (400, 100), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((40, 20, 360, 80), outline=colour, width=12)
    return as_file(image, "PNG")


def send(client: FlaskClient, data: bytes | None = None, **values: str) -> TestResponse:
    token = sign_in(client, make_person("Ines Amrein", role=Role.ADMINISTRATOR))
    sent: dict[str, object] = {"csrf_token": token, "logo_place": "beside", "logo_alt": "", **values}
    if data is not None:
        sent["picture_file"] = (BytesIO(data), "../logo.png")
    return client.post("/desk/settings/logo", data=sent, content_type="multipart/form-data")


def visit(app: Flask, path: str = "/") -> str:
    return app.test_client().get(path).text


def test_a_logo_stands_in_masthead_tabs_home_screens_mails_cards_and_feeds(app: Flask, client: FlaskClient) -> None:
    drawn_card = site_card(CardSite("IFBG News", "", "example.org")).path
    assert 'href="/assets/favicon' in visit(app)

    assert send(client, drawn()).location == "/desk/settings/logo"

    page = visit(app)
    [key] = set(re.findall(r'src="/media/([0-9a-f]{32})/logo\.png"', page))
    assert re.search(
        rf'<img class="mark mark--dark" src="/media/{key}/logo\.png" width="240" height="\d+" alt="">', page
    )
    assert f'<link rel="icon" href="/media/{key}/icon-48.png" sizes="48x48"' in page
    assert f'<link rel="apple-touch-icon" href="/media/{key}/touch.png">' in page
    assert "/assets/favicon" not in page
    for name in ("logo", "touch", "icon-48", "icon-192", "icon-512"):
        answer = app.test_client().get(f"/media/{key}/{name}.png")
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
    manifest = app.test_client().get("/site.webmanifest")
    assert manifest.mimetype == "application/manifest+json"
    assert [icon["src"] for icon in manifest.get_json(force=True)["icons"]] == [
        f"/media/{key}/icon-192.png",
        f"/media/{key}/icon-512.png",
    ]
    assert app.test_client().get("/favicon.ico").location == f"/media/{key}/icon-48.png"
    assert f"/media/{key}/icon-512.png" in visit(app, "/feed.json")
    forget_site_settings()
    mail = render_mail("password_reset", {"link": "https://news.example.org/", "name": "Maren"}, is_list=False).html
    assert f"/media/{key}/logo.png" in mail
    card = site_card(CardSite("IFBG News", "", "example.org"))
    assert card.path != drawn_card
    assert app.test_client().get(card.path, follow_redirects=True).status_code == 200


def test_one_that_stands_for_the_name_is_read_out(app: Flask, client: FlaskClient) -> None:
    send(client, drawn(), logo_place="instead", logo_alt='The "Heron" of IFBG')

    masthead = visit(app).partition('<header class="masthead')[2].partition("</a>")[0]
    assert 'alt="The &#34;Heron&#34; of IFBG"' in masthead
    assert "<span>IFBG News</span>" not in masthead


def test_one_for_icons_alone_stays_off_the_pages(app: Flask, client: FlaskClient) -> None:
    send(client, drawn(), logo_place="icons")

    page = visit(app)
    assert "/touch.png" in page
    assert "/logo.png" not in page


@pytest.mark.parametrize(("data", "words"), [(SVG, "Unsupported file type."), (drawn()[:60], "damaged")])
def test_what_is_no_picture_is_refused_and_the_words_are_kept(
    app: Flask, client: FlaskClient, data: bytes, words: str
) -> None:
    answer = send(client, data, logo_alt="The heron", logo_place="instead")

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="The heron"' in answer.text
    assert db.session.scalars(select(SiteSetting)).all() == []


def test_another_and_none_let_the_worker_remove_the_files(app: Flask, client: FlaskClient) -> None:
    send(client, drawn())
    [first] = set(re.findall(r"/media/([0-9a-f]{32})/logo", visit(app)))
    send(client, drawn("#c0392b"))
    [second] = set(re.findall(r"/media/([0-9a-f]{32})/logo", visit(app)))
    send(client, act="remove")

    assert first != second
    assert {row.key for row in db.session.scalars(select(DiscardedPicture))} == {first, second}
    assert "/media/" not in visit(app).partition("<main")[0]
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.subject.contains("Logo"))).all()
    assert [event.person_name for event in events] == ["Ines Amrein"] * 3


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_nobody_else_comes_in(app: Flask, client: FlaskClient, role: Role) -> None:
    token = sign_in(client, make_person(role=role))

    assert client.get("/desk/settings/logo").status_code == 403
    assert client.post("/desk/settings/logo", data={"csrf_token": token, "act": "remove"}).status_code == 403


def test_a_picture_that_shows_nothing_does_not_replace_the_name(app: Flask, client: FlaskClient) -> None:
    answer = send(client, as_file(Image.new("RGBA", (400, 100), (255, 255, 255, 0)), "PNG"), logo_place="instead")

    assert answer.status_code == 422
    assert "Nothing of this picture would be seen: all of it is transparent." in answer.text
    assert "/media/" not in visit(app)
