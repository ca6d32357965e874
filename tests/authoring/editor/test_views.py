"""The editor's page and its buttons: save, preview, publish, submit, insert a picture."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import (
    Article,
    ArticleState,
    Picture,
    Revision,
    Role,
)
from tests.authoring.conftest import Desk, Sit
from tests.authoring.pictures import broken_file, picture_file
from tests.factories import make_article, make_draft
from tests.settings import change_settings

NEW = "/desk/articles/new"


def only_article() -> Article:
    return db.session.scalars(select(Article)).one()


def test_a_new_article_is_saved_as_a_draft(desk: Desk) -> None:
    answer = desk.post(NEW, headline="Tea", body="It is *hot*.")

    article = only_article()
    assert (answer.status_code, answer.location) == (303, f"/desk/articles/{article.id}/edit")
    assert (article.state, article.author_id) == (ArticleState.DRAFT, desk.person.id)
    assert "It is *hot*." in desk.get(answer.location).text


@pytest.mark.parametrize(
    ("deed", "page"), [("save", "edit"), ("preview", "preview"), ("publish", "publication"), ("x\x00", "edit")]
)
def test_each_button_leads_on(desk: Desk, deed: str, page: str) -> None:
    answer = desk.post(NEW, headline="Tea", body="Hot.", deed=deed)

    assert answer.location == f"/desk/articles/{only_article().id}/{page}"


def test_the_page_is_compressed_only_where_its_address_says_nothing(desk: Desk) -> None:
    asked = {"Accept-Encoding": "br"}

    assert desk.client.get(NEW, headers=asked).headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in desk.client.get(f"{NEW}?q=token", headers=asked).headers


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


def test_an_edit_of_a_public_article_is_public(desk: Desk, app: Flask) -> None:
    article = make_article(author=desk.person, slug="tea")

    edit(desk, article, body="A *corrected* sentence.")

    assert "A <em>corrected</em> sentence." in app.test_client().get("/articles/tea").text


def test_a_save_over_a_newer_one_is_refused_and_both_texts_stay(desk: Desk) -> None:
    article = make_draft(author=desk.person, text="First.")
    seen = article.revision
    edit(desk, article, body="From the other tab.")

    answer = edit(desk, article, body="From this tab.", seen=seen)

    db.session.refresh(article)
    assert answer.status_code == 409
    assert "From this tab." in answer.text
    assert "there is a newer version" in answer.text
    assert article.body_markdown == "From the other tab."


@pytest.mark.parametrize("seen", ["", "x", "2026-05-04", "\x00"])
def test_a_save_without_a_true_stamp_is_refused(desk: Desk, seen: str) -> None:
    article = make_draft(author=desk.person)

    assert edit(desk, article, seen=seen).status_code == 409


def test_larger_bodies_are_for_those_who_have_signed_in(desk: Desk, app: Flask) -> None:
    change_settings(app, max_content_length=3000)
    fields = {"headline": "Tea", "lead_file": broken_file(bytes(5000))}

    stranger = app.test_client().post(NEW, data=fields)

    assert stranger.status_code == 413
    assert desk.post(NEW, headline="Tea", lead_file=broken_file(bytes(5000))).status_code == 422


def test_the_saved_time_is_shown(desk: Desk) -> None:
    article = make_draft(author=desk.person)
    article.updated_at += timedelta(minutes=4)
    db.session.commit()

    page = desk.get(f"/desk/articles/{article.id}/edit").text

    assert 'datetime="2026-05-04T09:34:00Z"' in page


def only_picture() -> Picture:
    return db.session.scalars(select(Picture)).one()


@pytest.mark.usefixtures("media")
def test_a_picture_is_added_to_the_text_and_nothing_is_saved(desk: Desk) -> None:
    article = make_draft(author=desk.person, text="Saved words.")

    answer = desk.post(
        f"/desk/articles/{article.id}/edit",
        headline="Tea",
        body="Typed words.",
        picture_file=picture_file(),
        picture_alt="A cup",
        deed="picture",
    )

    assert answer.status_code == 200
    assert f"Typed words.\n\n![A cup](picture:{only_picture().key})" in answer.text
    assert db.session.get_one(Article, article.id).body_markdown == "Saved words."


@pytest.mark.usefixtures("media")
def test_a_picture_is_added_before_there_is_a_headline(desk: Desk) -> None:
    answer = desk.post(NEW, body="", picture_file=picture_file(), picture_alt="A cup", deed="picture")

    assert answer.status_code == 200
    assert f"(picture:{only_picture().key})" in answer.text
    assert db.session.scalars(select(Article)).all() == []


@pytest.mark.usefixtures("media")
def test_an_added_picture_is_shown_to_readers(desk: Desk) -> None:
    sent = desk.post("/desk/media/uploads", picture_file=picture_file()).json
    mark = desk.post(sent["mark"], picture_alt="A cup").json

    desk.post(NEW, headline="Tea", body=mark["markdown"], deed="save")

    html = db.session.scalars(select(Article.body_html)).one()
    assert f'src="/media/{only_picture().key}/' in html
    assert 'alt="A cup"' in html


TEXT = "The board met on Tuesday. It met on time."


@pytest.fixture
def editor(sit: Sit) -> Desk:
    return sit(role=Role.EDITOR)


def test_a_save_of_a_public_article_says_what_changed_and_whether_it_matters(editor: Desk, client: FlaskClient) -> None:
    article = make_article(text=TEXT)
    fields = {"headline": article.headline, "body": TEXT + " More.", "seen": article.revision}

    editor.post(f"/desk/articles/{article.id}/edit", change_note="A comma.", is_minor="y", **fields)

    newest = db.session.scalars(select(Revision).order_by(Revision.number.desc())).first()
    assert newest is not None
    assert (newest.note, newest.is_minor, newest.is_public) == ("A comma.", True, True)
    assert "A comma." in client.get(f"/articles/{article.slug}/history").get_data(as_text=True)
