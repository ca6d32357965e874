"""A typeface is chosen at the desk: pages ask for its files early, and every process can send them."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import Role, SiteSetting
from blog.pictures.social_cards.card_names import CardSite, site_card
from blog.web.assets import chosen_typeface
from blog.web.assets.webfonts.subsets import subsets_of
from blog.web.site_identity.look.typefaces import BITTER, SOURCE_SANS, Typeface
from blog.web.site_identity.reading import forget_site_settings
from tests.databases import on_sqlite
from tests.factories import make_person, sign_in

PRELOADED = re.compile(r'<link rel="preload" href="(/assets/[^"]+)" as="font"')
STYLES = re.compile(r'href="(/assets/front\.[^"]+)"')


def files_of(face: Typeface) -> dict[str, bytes]:
    return {subset.name: f"wOF2 {face.name} {subset.name}".encode() for subset in subsets_of(face)}


@pytest.fixture
def on_disk(app: Flask, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of the faces whose files lie on the disk; making them there takes no time."""
    there: set[str] = set()
    monkeypatch.setattr(app.extensions["assets"], "face_css", {})

    def make(_instance: object, face: Typeface) -> dict[str, bytes]:
        there.add(face.name)
        return files_of(face)

    monkeypatch.setattr(chosen_typeface, "read_from", lambda _at, one: files_of(one) if one.name in there else {})
    monkeypatch.setattr(chosen_typeface, "find_font_files", make)
    return there


def choose(name: str) -> None:
    SiteSetting.write(db.session, "typeface", name)
    db.session.commit()
    forget_site_settings()


@on_sqlite
def test_pages_name_the_chosen_face_and_ask_for_it_early(app: Flask, client: FlaskClient, on_disk: set[str]) -> None:
    before = site_card(CardSite("a", "b", "c")).path
    on_disk.add("bitter")
    choose("bitter")

    page = client.get("/").text
    [font], [style] = PRELOADED.findall(page), STYLES.findall(page)

    assert client.get(font).data == b"wOF2 bitter latin"
    sheet = client.get(style).text
    assert '@layer site-tokens { :root { --serif: "Bitter", "Bitter Fallback Georgia", ' in sheet
    assert f'url("{font}")' in sheet
    assert site_card(CardSite("a", "b", "c")).path != before


@on_sqlite
def test_a_process_sends_files_that_another_one_named(app: Flask, client: FlaskClient, on_disk: set[str]) -> None:
    on_disk.add("bitter")
    choose("bitter")
    [font] = PRELOADED.findall(client.get("/").text)
    assets = app.extensions["assets"]
    assets.face_css.clear()
    del assets.files[font.removeprefix("/assets/")]

    assert client.get(font).data == b"wOF2 bitter latin"
    assert client.get("/assets/bitter-latin.000000000000.woff2").status_code == 404


@on_sqlite
def test_without_its_files_pages_keep_ours_and_make_none(app: Flask, client: FlaskClient, on_disk: set[str]) -> None:
    choose("inter")

    page = client.get("/").text

    assert "/source-serif-4-latin." in PRELOADED.findall(page)[0]
    assert "Inter" not in client.get(STYLES.findall(page)[0]).text
    assert on_disk == set()


@on_sqlite
def test_the_desk_makes_what_it_shows_and_saves(app: Flask, client: FlaskClient, on_disk: set[str]) -> None:
    token = sign_in(client, make_person("Ines Amrein", role=Role.ADMINISTRATOR))

    preview = client.get("/desk/settings/preview.css?typeface=source-sans-3").text
    sent = {"csrf_token": token, "name": "IFBG News", "tagline": "", "paper": "", "typeface": "bitter"}
    saved = client.post("/desk/settings/look", data=sent)

    assert '.look__page { --serif: "Source Sans 3"' in preview
    assert f"/assets/{SOURCE_SANS.name}-latin." in preview
    assert saved.status_code == 303
    assert on_disk == {SOURCE_SANS.name, BITTER.name}


@on_sqlite
def test_a_face_that_cannot_be_made_is_refused(
    app: Flask, client: FlaskClient, on_disk: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chosen_typeface, "find_font_files", lambda *_: {})
    token = sign_in(client, make_person("Ines Amrein", role=Role.ADMINISTRATOR))
    sent = {"csrf_token": token, "name": "IFBG News", "tagline": "", "paper": "", "typeface": "bitter"}

    refused = client.post("/desk/settings/look", data=sent)

    assert refused.status_code == 422
    assert "could not be made on the server" in refused.text
