"""Pictures as the rich sheet shows them."""

from blog.database import db
from blog.models import Picture, Role
from tests.factories import make_person
from tests.pictures.picture_factories import make_picture


def test_a_picture_is_told_by_its_key(desk):
    picture = make_picture(credit="Mira", widths=[400, 900], uploader_id=desk.person.id)

    told = desk.get(f"/desk/media/keys/{picture.key}").json

    assert told["shown"] == f"/media/{picture.key}/900.jpg"
    assert (told["width"], told["height"], told["credit"], told["decorative"]) == (900, 600, "Mira", False)
    assert told["credit_address"] == f"/desk/media/{picture.id}/credit"


def test_a_key_that_no_picture_has_is_not_found(desk):
    assert desk.get(f"/desk/media/keys/{'0' * 32}").status_code == 404
    assert desk.get("/desk/media/keys/none").status_code == 404


def test_a_credit_is_saved_and_leaves_all_other_words(desk):
    picture = make_picture("A boat", caption="Off Skomer.", credit="Mira", uploader_id=desk.person.id, focal_x=10)

    answer = desk.post(f"/desk/media/{picture.id}/credit", credit="  Noor \n Blankers ")

    db.session.expire_all()
    kept = db.session.get(Picture, picture.id)
    assert (answer.status_code, answer.json) == (200, {"credit": "Noor Blankers"})
    assert (kept.alt, kept.caption, kept.credit, kept.focal_x) == ("A boat", "Off Skomer.", "Noor Blankers", 10)


def test_a_credit_that_is_too_long_is_refused_in_words(desk):
    picture = make_picture(credit="Mira", uploader_id=desk.person.id)

    answer = desk.post(f"/desk/media/{picture.id}/credit", credit="x" * 201)

    assert answer.status_code == 422
    assert "200" in answer.json["error"]


def test_the_credit_of_somebody_elses_picture_is_shown_and_not_changed(sit):
    writer = sit(role=Role.AUTHOR)
    picture = make_picture(credit="Mira", uploader_id=make_person("Other").id)

    assert writer.get(f"/desk/media/keys/{picture.key}").json["credit_address"] is None
    assert writer.post(f"/desk/media/{picture.id}/credit", credit="Mine").status_code == 404
