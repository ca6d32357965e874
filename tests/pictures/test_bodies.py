from blog.database import db
from blog.models import Picture
from blog.pictures.bodies import render_body
from tests.factories import NOW, save


def make_picture(key: str, **more: object) -> Picture:
    values = {"width": 900, "height": 600, "widths": [400, 900], "formats": ["jpg"], "uploaded_at": NOW}
    return save(Picture(key=key, **{**values, **more}))


def test_a_picture_of_the_body_becomes_a_figure_with_its_formats(app):
    make_picture("a1", formats=["avif", "webp", "jpg"])

    html = render_body(db.session, '![A boat](picture:a1 "Off Skomer")').html

    assert html.count("<figure") == 1
    assert "/media/a1/400.avif 400w, /media/a1/900.avif 900w" in html
    assert "<figcaption>Off Skomer</figcaption>" in html


def test_a_picture_that_is_not_complete_lists_jpeg_alone(app):
    make_picture("a2")

    html = render_body(db.session, "![A boat](picture:a2)").html

    assert "<source" not in html
    assert "/media/a2/900.jpg 900w" in html


def test_an_unknown_picture_leaves_its_words(app):
    html = render_body(db.session, "![A boat](picture:a3)").html

    assert html == "<p>A boat</p>\n"


def test_a_body_without_pictures_asks_no_database(app):
    assert render_body(None, "Plain").html == "<p>Plain</p>\n"
