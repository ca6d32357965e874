from sqlalchemy import select

from blog.authoring.drafts.comparing import find_revision
from blog.authoring.drafts.restoring import restore
from blog.authoring.drafts.writing import Manuscript, create_draft, delete_draft, save_draft
from blog.authoring.publishing.publishing import publish
from blog.database import db
from blog.models import PictureUse
from blog.models.page_metadata import PageMetadata
from tests.factories import NOW, make_person
from tests.pictures.picture_factories import make_picture, mark


def write(**more):
    article = create_draft(db.session, make_person(), Manuscript("Tea", **more), NOW)
    db.session.commit()
    return article


def save_again(article, **more):
    save_draft(db.session, article, Manuscript("Tea", **more), NOW, seen=article.revision)
    db.session.commit()


def uses():
    rows = db.session.scalars(select(PictureUse).order_by(PictureUse.picture_id))
    return [(use.picture_id, use.article_id, use.is_lead, use.is_in_body) for use in rows]


def test_a_save_writes_what_the_article_shows(app):
    lead, inner, both = make_picture("1"), make_picture("2"), make_picture("3")

    one = write(lead_picture=lead, body=f"{mark(inner)}\n\n{mark(both)}\n\n{mark(inner)}")
    two = write(lead_picture=both, body=mark(both))

    assert uses() == [
        (lead.id, one.id, True, False),
        (inner.id, one.id, False, True),
        (both.id, one.id, False, True),
        (both.id, two.id, True, True),
    ]


def test_what_an_article_showed_before_stays_known_as_such_and_comes_back_with_its_revision(app):
    lead, inner = make_picture("1"), make_picture("2")
    article = write(lead_picture=lead, body=mark(inner))

    save_again(article, body="Words.")
    without = uses()
    revision = find_revision(db.session, article, 1)
    restore(db.session, article, revision, NOW, person_id=article.author_id, seen=article.revision)

    assert without == [(lead.id, article.id, False, False), (inner.id, article.id, False, False)]
    assert uses() == [(lead.id, article.id, True, False), (inner.id, article.id, False, True)]


def test_publishing_changes_no_use_and_a_deleted_draft_has_none(app):
    picture = make_picture("1")
    public, draft = write(body=mark(picture)), write(body=mark(picture))

    publish(db.session, public, NOW, send_alert=False)
    delete_draft(db.session, draft, NOW, by=None)
    db.session.commit()

    assert uses() == [(picture.id, public.id, False, True)]


def test_a_key_that_no_picture_has_is_no_use(app):
    write(body=f"![x](picture:{'f' * 32}) ![y](picture:a)")

    assert uses() == []


def test_a_picture_without_words_takes_those_of_its_first_article_and_keeps_them(app):
    lead, inner = make_picture(), make_picture()
    words = {"lead_alt": "A well", "lead_caption": "On Tuesday.", "lead_credit": "Mira"}
    article = write(lead_picture=lead, body=f'![A \\*boat](picture:{inner.key} "Off Skomer")', **words)

    save_again(article, lead_picture=lead, body=mark(inner, "Another"), **dict.fromkeys(words, "Other"))

    assert (lead.alt, lead.caption, lead.credit) == ("A well", "On Tuesday.", "Mira")
    assert (inner.alt, inner.caption) == ("A *boat", "Off Skomer")


def test_decoration_takes_no_words(app):
    picture = make_picture(is_decorative=True)

    write(body=mark(picture, "Words all the same"))

    assert picture.alt == ""


def test_a_picture_of_shared_links_is_a_use_as_long_as_it_is_chosen(app):
    picture = make_picture("1")
    article = write(page_metadata=PageMetadata(social_picture=picture.key))
    chosen = [(use.picture_id, use.is_social, use.is_present) for use in db.session.scalars(select(PictureUse))]

    save_again(article, body="Words.")

    assert chosen == [(picture.id, True, True)]
    assert [use.is_present for use in db.session.scalars(select(PictureUse))] == [False]
