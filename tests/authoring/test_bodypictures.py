"""Pictures in the text, and the live preview."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Picture
from tests.authoring.conftest import Desk
from tests.authoring.pictures import broken_file, picture_file
from tests.factories import make_draft

NEW = "/desk/articles/new"


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


def test_a_picture_needs_file_and_description(desk: Desk) -> None:
    answer = desk.post(NEW, body="Dear words.", deed="picture")

    said = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Choose a picture file first." in said
    assert "Describe the picture for readers who do not see it." in said


def test_a_file_that_is_no_picture_is_refused_and_the_text_stays(desk: Desk) -> None:
    answer = desk.post(NEW, body="Dear words.", picture_file=broken_file(), picture_alt="A cup", deed="picture")

    assert answer.status_code == 422
    assert "Dear words." in answer.text
    assert db.session.scalars(select(Picture)).all() == []


def test_a_description_that_is_too_long_is_refused(desk: Desk) -> None:
    answer = desk.post(NEW, body="x", picture_file=picture_file(), picture_alt="x" * 301, deed="picture")

    assert answer.status_code == 422
    assert "300 characters or fewer" in answer.text


def test_the_live_preview_answers_with_safe_html(desk: Desk) -> None:
    answer = desk.post("/desk/preview", body="**Bold** <script>alert(1)</script>")

    assert answer.status_code == 200
    assert "<strong>Bold</strong>" in answer.text
    assert "<script" not in answer.text
    assert "data-words-now" in answer.text


def test_the_live_preview_of_too_much_says_so(desk: Desk) -> None:
    answer = desk.post("/desk/preview", body="x" * 200_001)

    assert answer.status_code == 422
    assert "200,000 characters or fewer" in answer.text


def test_the_live_preview_needs_the_token(desk: Desk) -> None:
    assert desk.client.post("/desk/preview", data={"body": "x"}).status_code == 400


def test_the_preview_is_the_readers_page_kept_out_of_stores(desk: Desk) -> None:
    article = make_draft("Tea & biscuits", author=desk.person, text="It is hot.")

    answer = desk.get(f"/desk/articles/{article.id}/preview")

    assert "Preview, not public" in answer.text
    assert "Tea &amp; biscuits" in answer.text
    assert (answer.headers["X-Robots-Tag"], answer.headers["Cache-Control"]) == ("noindex", "no-store")


def test_a_visitor_finds_no_draft(desk: Desk, app: Flask) -> None:
    article = make_draft(author=desk.person, slug="secret")

    visitor = app.test_client()

    assert visitor.get("/articles/secret").status_code == 404
    assert visitor.get(f"/desk/articles/{article.id}/preview").status_code == 303
