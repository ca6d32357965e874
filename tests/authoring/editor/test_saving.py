"""Saving the editor's form: slugs and uploads that are refused cost no text."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Picture
from blog.pictures.imaging.xmp_metadata import write_xmp
from tests.authoring.conftest import Desk
from tests.authoring.pictures import broken_file, picture_file
from tests.factories import make_draft
from tests.pictures.sample_files import moving, photo
from tests.settings import change_settings


def edit(desk: Desk, article: Article, **fields: Any) -> Any:
    """Send the editor as a browser would: all that it shows, and *fields* changed."""
    shown = {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "body": article.body_markdown,
        "slug": article.slug,
        "lead_alt": article.lead_alt,
        "seen": article.revision,
        "deed": "save",
    }
    return desk.post(f"/desk/articles/{article.id}/edit", **{**shown, **fields})


def test_a_taken_address_is_refused_beside_its_field(desk: Desk) -> None:
    make_draft(slug="tea")
    article = make_draft(author=desk.person, slug="coffee")

    answer = edit(desk, article, slug="Tea", body="Dear words.")

    assert answer.status_code == 422
    assert "Another article has this address." in answer.text
    assert "Dear words." in answer.text
    assert db.session.get_one(Article, article.id).slug == "coffee"


NEW = "/desk/articles/new"


def only_article() -> Article:
    return db.session.scalars(select(Article)).one()


@pytest.mark.usefixtures("media")
def test_a_lead_photo_is_kept_replaced_and_removed(desk: Desk) -> None:
    desk.post(NEW, headline="Tea", lead_file=picture_file(), lead_alt="A cup", lead_caption="Noon", lead_credit="M. H.")
    article = only_article()
    first = article.lead_picture_id
    edit(desk, article, lead_file=picture_file(), lead_alt="Two cups")
    second = article.lead_picture_id
    shown = desk.get(f"/desk/articles/{article.id}/edit").text
    edit(desk, article, lead_remove="y")

    assert None not in {first, second}
    assert first != second
    assert "Two cups" in shown
    assert article.lead_picture_id is None


def test_a_refused_photo_costs_no_text(desk: Desk) -> None:
    answer = desk.post(NEW, headline="Tea", body="Dear words.", lead_alt="A cup", lead_file=broken_file())

    assert answer.status_code == 422
    assert 'id="lead_file-error"' in answer.text
    for typed in ("Tea", "Dear words.", "A cup"):
        assert typed in answer.text
    assert db.session.scalars(select(Picture)).all() == []


def test_a_photo_that_is_too_large_costs_no_text(desk: Desk, app: Flask) -> None:
    change_settings(app, picture_max_bytes=1000)
    large = broken_file(b"\xff\xd8\xff" + bytes(2000))

    answer = desk.post(NEW, headline="Tea", body="Dear words.", lead_file=large)

    assert answer.status_code == 422
    assert "Dear words." in answer.text


@pytest.fixture
def article(desk: Desk) -> Article:
    return make_draft("Tea", author=desk.person, text="As saved.")


@pytest.mark.usefixtures("media")
def test_a_chosen_photo_outlives_a_form_that_is_refused(desk: Desk) -> None:
    refused = desk.post("/desk/articles/new", headline="", lead_file=picture_file(), lead_alt="A cup").text
    key = refused.split('name="lead_kept" type="hidden" value="')[1].split('"')[0]

    desk.post("/desk/articles/new", headline="Tea", lead_kept=key, lead_alt="A cup")

    article = db.session.scalars(select(Article)).one()
    assert article.lead_picture is not None
    assert article.lead_picture.key == key


@pytest.mark.usefixtures("media")
def test_a_picture_waits_for_its_description(desk: Desk) -> None:
    sent = {"headline": "Tea", "body": "Hot.", "deed": "picture"}
    refused = desk.post("/desk/articles/new", **sent, picture_file=picture_file()).text
    key = refused.split('name="picture_kept" type="hidden" value="')[1].split('"')[0]

    invented = desk.post("/desk/articles/new", **sent, picture_kept=key[::-1], picture_alt="A cup")
    shown = desk.post("/desk/articles/new", **sent, picture_kept=key, picture_alt="A cup")

    assert invented.status_code == 422
    assert f"![A cup](picture:{key})" in shown.text


@pytest.mark.usefixtures("media")
def test_words_in_the_file_of_a_photo_fill_the_fields_that_are_empty(desk: Desk) -> None:
    texts = {"alt": "Two fields", "caption": "Red and blue", "credit": "dpa"}
    data = photo(60, 40, xmp=write_xmp(texts))

    shown = desk.post(NEW, headline="", lead_file=(BytesIO(data), "a.jpg"), lead_caption="Typed").text
    desk.post(NEW, headline="Tea", lead_file=(BytesIO(data), "a.jpg"), lead_alt="Typed")

    assert 'value="Two fields"' in shown
    assert 'value="Typed"' in shown
    assert 'value="dpa"' in shown
    article = db.session.scalars(select(Article)).one()
    assert (article.lead_alt, article.lead_caption, article.lead_credit) == ("Typed", "Red and blue", "dpa")


@pytest.mark.usefixtures("media")
def test_an_animation_in_the_editor_says_that_its_first_frame_is_used(desk: Desk) -> None:
    words = "only the first frame or page is used"
    hidden = desk.client.get(NEW).text.count(words)

    lead = desk.post(NEW, headline="", lead_file=(BytesIO(moving("GIF")), "a.gif"))
    text = desk.post(NEW, picture_file=(BytesIO(moving("GIF")), "a.gif"), picture_alt="A cup", deed="picture")

    assert "data-first-of-many >The file" in lead.text
    assert text.text.count(words) == hidden + 1


def test_an_address_follows_the_language_until_readers_know_it(desk: Desk) -> None:
    desk.post(NEW, headline="Київ і Харків", language="uk")
    article = only_article()
    assert article.slug == "kyiv-i-kharkiv"

    edit(desk, article, headline="Müller", language="de")
    assert article.slug == "mueller"
    edit(desk, article, headline="Müller", language="de", slug="Größe")
    assert article.slug == "groesse"


def test_addresses_stay_when_the_letters_of_new_ones_change(app: Flask, desk: Desk) -> None:
    article = make_draft("Київ", author=desk.person, slug="київ")
    old = make_draft("Jekyll's", author=desk.person, slug="jekyll-s")

    for one in (article, old):
        edit(desk, one, body="New words.", language="uk")
    assert (article.slug, old.slug) == ("київ", "jekyll-s")
    change_settings(app, unicode_addresses=True)
    edit(desk, old, body="Newer words.", slug="Über’s")
    assert old.slug == "übers"
