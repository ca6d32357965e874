import pytest
from sqlalchemy import event

from blog.database import db
from blog.models import PictureUse, Role
from blog.pictures.library.picture_list import PAGE_SIZE, PictureFilter, find_pictures, find_uses
from tests.factories import make_article, make_draft, make_person, save
from tests.pictures.picture_factories import make_picture


@pytest.fixture
def statements(app):
    """Every statement that is sent from here on."""
    sent: list[str] = []

    def note(_c, _cursor, statement, *_rest):
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


def use(picture, article, **more):
    return save(PictureUse(picture_id=picture.id, article_id=article.id, is_lead=False, is_in_body=False, **more))


def test_pages_hold_every_picture_once_newest_first(app):
    made = [make_picture(f"Picture {n}").id for n in range(PAGE_SIZE * 2 + 3)]
    found, before = [], None

    while page := find_pictures(db.session, make_person(), before=before):
        found += [picture.id for picture in page.pictures]
        before = page.older
        if before is None:
            break

    assert found == sorted(made, reverse=True)


def test_a_page_costs_one_statement_however_many_pictures_there_are(app, statements):
    person = make_person()
    for n in range(PAGE_SIZE + 5):
        make_picture(f"Boat {n}", uploader_id=person.id)
    db.session.commit()
    del statements[:]

    for filter_by in PictureFilter:
        find_pictures(db.session, db.session.merge(person), query="boat", filter_by=filter_by)

    assert len([sent for sent in statements if "pictures" in sent]) == len(PictureFilter)


def test_each_filter_lets_through_what_its_name_says(app):
    person = make_person()
    shown, former = make_picture("Shown"), make_picture("Former", uploader_id=person.id)
    make_picture("Line", is_decorative=True), make_picture("", file_name="bare.jpg")
    db.session.get(type(shown), shown.id)
    save(PictureUse(picture_id=shown.id, article_id=make_article().id, is_lead=True, is_in_body=False))
    use(former, make_draft())

    names = {
        filter_by: {
            picture.alt or picture.file_name
            for picture in find_pictures(db.session, person, filter_by=filter_by).pictures
        }
        for filter_by in PictureFilter
    }

    assert names == {
        PictureFilter.ALL: {"Shown", "Former", "Line", "bare.jpg"},
        PictureFilter.MINE: {"Former"},
        PictureFilter.UNUSED: {"Former", "Line", "bare.jpg"},
        PictureFilter.UNDESCRIBED: {"bare.jpg"},
    }


@pytest.mark.parametrize(("role", "hidden"), [(Role.AUTHOR, 1), (Role.EDITOR, 0)])
def test_a_colleagues_draft_is_counted_and_not_named(app, role, hidden):
    person, picture = make_person(role=role), make_picture("Boat")
    own, public, secret = make_draft("Own", author=person), make_article("Public"), make_draft("Secret")
    for article in (own, public, secret):
        use(picture, article)

    uses = find_uses(db.session, picture, person)

    assert uses.hidden_count == hidden
    assert {found.article.headline for found in uses.visible} == {"Own", "Public"} | (
        {"Secret"} if not hidden else set()
    )
