from datetime import timedelta

import pytest

from blog.database import db
from blog.models import DiscardedPicture, Picture, PictureUse, PictureWord, WorkingCopy
from blog.pictures.files.storage import storage
from blog.pictures.library.deletion import PictureInUse, delete_next_files, delete_picture
from tests.factories import NOW, make_draft, make_person, save
from tests.pictures.picture_factories import make_picture

LATER = NOW + timedelta(minutes=2)


@pytest.fixture
def picture(app, media):
    found = make_picture("A boat")
    storage().put(f"{found.key}/400.jpg", b"pixels")
    return found


def test_the_files_go_after_the_row_and_a_while_later(picture):
    name = f"{picture.key}/400.jpg"

    delete_picture(db.session, picture, NOW)
    db.session.commit()
    is_early = delete_next_files(db.session, storage(), NOW)
    stood = storage().exists(name)
    delete_next_files(db.session, storage(), LATER)
    db.session.commit()

    assert (is_early, stood, storage().exists(name)) == (False, True, False)
    assert [db.session.query(row).count() for row in (Picture, PictureWord, DiscardedPicture)] == [0, 0, 0]


def test_a_worker_that_is_killed_between_files_and_row_begins_anew(picture):
    delete_picture(db.session, picture, NOW)
    db.session.commit()

    delete_next_files(db.session, storage(), LATER)
    db.session.rollback()

    assert delete_next_files(db.session, storage(), LATER)


def test_what_is_rolled_back_removes_no_file(picture):
    delete_picture(db.session, picture, NOW)
    db.session.rollback()

    assert not delete_next_files(db.session, storage(), LATER)
    assert storage().exists(f"{picture.key}/400.jpg")


@pytest.mark.parametrize("shown", [{"is_lead": True}, {"is_in_body": True}, {"is_social": True}])
def test_what_an_article_shows_is_not_deleted(picture, shown):
    save(
        PictureUse(
            picture_id=picture.id, article_id=make_draft().id, **{"is_lead": False, "is_in_body": False, **shown}
        )
    )

    with pytest.raises(PictureInUse):
        delete_picture(db.session, picture, NOW)


@pytest.mark.parametrize("fields", [{"body": ["![x](picture:{})"]}, {"lead_kept": ["{}"]}, {"social_picture": ["{}"]}])
def test_what_somebody_is_writing_about_is_not_deleted(picture, fields):
    kept = {name: [text.format(picture.key) for text in texts] for name, texts in fields.items()}
    article, person = make_draft(), make_person()
    save(WorkingCopy(article_id=article.id, person_id=person.id, key="k", seen="", fields=kept, saved_at=NOW))

    with pytest.raises(PictureInUse):
        delete_picture(db.session, picture, NOW)


def test_what_only_an_earlier_version_showed_is_deleted(picture):
    save(PictureUse(picture_id=picture.id, article_id=make_draft().id, is_lead=False, is_in_body=False))

    delete_picture(db.session, picture, NOW)
    db.session.commit()

    assert db.session.query(PictureUse).count() == 0
