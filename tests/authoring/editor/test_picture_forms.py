"""A picture for the text needs a file and a description that fits."""

from sqlalchemy import select

from blog.database import db
from blog.models import Picture
from tests.authoring.conftest import Desk
from tests.authoring.pictures import broken_file, picture_file

NEW = "/desk/articles/new"


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
