"""Pictures on their way into the library."""

from io import BytesIO

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import Picture
from blog.pictures.files import decoder_process
from blog.pictures.imaging.refusals import Refusal
from blog.pictures.imaging.xmp_metadata import write_xmp
from tests.authoring.pictures import broken_file, picture_file
from tests.pictures.in_process_decoder import run_in_process
from tests.pictures.sample_files import SVG, bomb, moving, photo
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
        (SVG, "Unsupported file type"),
        (b"\xff\xd8\xff\xe0 <script>", "Unsupported file type"),
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
    assert "&lt;b&gt;bad.svg: Unsupported file type" in answer.text
    assert [picture.file_name for picture in pictures()] == ["good.jpg"]


def test_a_form_without_files_says_so(desk):
    answer = desk.post("/desk/media", picture_files=(BytesIO(b""), ""))

    assert (answer.status_code, "Choose a picture file first." in answer.text) == (422, True)


@pytest.mark.parametrize("refusal", [Refusal.BUSY, Refusal.FAILED])
def test_a_refusal_that_passes_is_one_that_the_script_may_try_again(app, desk, monkeypatch, refusal):
    monkeypatch.setattr(decoder_process, "run_decoder", lambda *_: {"refusal": refusal})

    answer = desk.post(SEND, picture_file=picture_file())
    plain = desk.post("/desk/media", picture_files=picture_file("river.jpg"))

    assert answer.status_code == 503
    assert answer.json["error"]
    assert plain.status_code == 422
    assert f"river.jpg: {answer.json['error']}" in plain.text


def test_words_in_the_file_are_where_the_description_begins(app, desk):
    texts = {"alt": "Two fields", "caption": "Red and blue", "creator": "Maren Holt", "copyright": "© 2026 M. H."}
    data = photo(120, 80, xmp=write_xmp(texts))

    answer = desk.post(SEND, picture_file=(BytesIO(data), "agency.jpg")).json
    row = db.session.scalars(select(Picture)).one()

    assert (answer["alt"], answer["caption"]) == ("Two fields", "Red and blue")
    assert answer["credit"] == row.credit == "Maren Holt, © 2026 M. H."
    page = desk.client.get(f"/desk/media/{row.id}").text
    assert 'value="Maren Holt, © 2026 M. H."' in page
    assert "Red and blue" in page
    served = desk.client.get(answer["thumb"]).data
    assert b"Maren Holt" in served


def test_an_animation_says_that_its_first_frame_is_used(app, desk):
    answers = [desk.post(SEND, picture_file=(BytesIO(data), "x.gif")).json for data in (moving("GIF"), photo())]

    assert [answer["is_first_of_many"] for answer in answers] == [True, False]
    pages = [desk.client.get(answer["page"]).text for answer in answers]
    assert ["only the first frame or page is used" in page for page in pages] == [True, False]


DOORS = {
    "script": (SEND, "picture_file", {}),
    "library": ("/desk/media", "picture_files", {}),
    "save": ("/desk/articles/new", "lead_file", {"headline": "Tea", "body": "Hot.", "lead_alt": "A cup"}),
    "refused save": ("/desk/articles/new", "lead_file", {"headline": ""}),
    "text": ("/desk/articles/new", "picture_file", {"body": "Hot.", "picture_alt": "A cup", "deed": "picture"}),
    "choice": ("/desk/articles/new", "lead_file", {"headline": "Tea", "deed": "library-body"}),
}


@pytest.mark.parametrize("door", DOORS)
def test_no_transaction_is_open_while_a_picture_is_decoded(app, desk, monkeypatch, door):
    path, field, more = DOORS[door]
    seen = []

    def look(folder, order):
        seen.append(db.session().in_transaction())
        return run_in_process(folder, order)

    monkeypatch.setattr(decoder_process, "run_decoder", look)

    desk.post(path, **{**more, field: picture_file()})

    assert seen == [False]
