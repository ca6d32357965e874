"""Pictures on their way into the library."""

from io import BytesIO

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import Picture
from tests.authoring.pictures import broken_file, picture_file
from tests.pictures.sample_files import SVG, bomb
from tests.settings import change_settings

SEND = "/desk/media/uploads"


def pictures():
    return db.session.scalars(select(Picture).order_by(Picture.id)).all()


@pytest.mark.usefixtures("media")
def test_one_picture_is_kept_and_the_script_is_told_what_it_needs(desk):
    answer = desk.post(SEND, picture_file=picture_file("C:/fakepath/Río 7.jpg"))

    (picture,) = pictures()
    assert answer.status_code == 201
    assert (picture.alt, picture.file_name, picture.uploader_id) == ("", "Río 7.jpg", desk.person.id)
    assert desk.get(answer.json["thumb"]).status_code == 200
    assert desk.get(answer.json["page"]).status_code == 200
    assert "Río 7.jpg" in desk.get("/desk/media?q=rio").text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (SVG, "not a picture of a kind we take"),
        (b"\xff\xd8\xff\xe0 <script>", "not a picture"),
        (bomb(), "too many pixels"),
        (b"\0" * 200_000, "larger than"),
    ],
    ids=["empty", "svg", "polyglot", "bomb", "large"],
)
def test_what_is_refused_is_refused_in_words_and_leaves_nothing(app, desk, data, words):
    change_settings(app, picture_max_bytes=100_000)

    answer = desk.post(SEND, picture_file=broken_file(data))

    assert (answer.status_code, words in answer.json["error"]) == (422, True)
    assert pictures() == []


def test_no_file_is_told(desk):
    assert desk.post(SEND).json["error"] == desk.post(SEND, picture_file="text").json["error"]


@pytest.mark.parametrize("path", [SEND, "/desk/media"])
def test_without_token_nothing_is_taken(desk, path):
    assert desk.client.post(path, data={"picture_file": picture_file()}).status_code == 400


@pytest.mark.usefixtures("media")
def test_several_pictures_of_one_form_are_kept_and_asked_about(desk):
    answer = desk.post("/desk/media", picture_files=[picture_file("a.jpg"), picture_file("b.jpg")])

    assert answer.location.endswith("/desk/media?show=wordless")
    assert "2 pictures are in the library. Say what they show." in desk.get(answer.location).text
    assert [picture.file_name for picture in pictures()] == ["a.jpg", "b.jpg"]


@pytest.mark.usefixtures("media")
def test_one_picture_of_the_form_leads_to_its_words(desk):
    answer = desk.post("/desk/media", picture_files=picture_file())

    assert answer.location.endswith(f"/desk/media/{pictures()[0].id}")


@pytest.mark.usefixtures("media")
def test_of_several_those_that_can_be_taken_are_and_the_others_are_named(desk):
    answer = desk.post("/desk/media", picture_files=[picture_file("good.jpg"), broken_file(name="<b>bad.svg")])

    assert answer.status_code == 422
    assert "&lt;b&gt;bad.svg: This is not a picture" in answer.text
    assert [picture.file_name for picture in pictures()] == ["good.jpg"]


def test_a_form_without_files_says_so(desk):
    answer = desk.post("/desk/media", picture_files=(BytesIO(b""), ""))

    assert (answer.status_code, "Choose a picture file first." in answer.text) == (422, True)
