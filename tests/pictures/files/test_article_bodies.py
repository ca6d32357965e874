from blog.database import db
from blog.models import Article, Picture
from blog.pictures.files.article_bodies import render_body, rerender_bodies
from blog.pictures.files.references import record_picture_uses
from tests.factories import NOW, make_article, save


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


def make_story(picture: Picture, **more: object) -> Article:
    text = f"![A boat](picture:{picture.key})"
    article = make_article(body_markdown=text, body_html=render_body(db.session, text).html, **more)
    record_picture_uses(db.session, article)
    db.session.commit()
    return article


def test_bodies_name_the_formats_that_were_made_since_and_keep_their_date(app):
    picture = make_picture("a4")
    article, other = make_story(picture), make_story(make_picture("a5"))
    picture.formats = ["avif", "jpg"]
    before = (article.updated_at, other.body_html)

    rerender_bodies(db.session, picture.id)
    db.session.commit()

    assert "/media/a4/900.avif 900w" in article.body_html
    assert (article.updated_at, other.body_html) == before


def test_a_body_that_no_longer_shows_the_picture_is_left_alone(app):
    picture = make_picture("a6")
    article = make_story(picture)
    article.body_markdown, article.body_html = "Nothing", "<p>As it was</p>"
    record_picture_uses(db.session, article)
    db.session.commit()

    rerender_bodies(db.session, picture.id)

    assert article.body_html == "<p>As it was</p>"
