"""Files of readers kept between the steps of an import."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from blog.config.retention_ages import LIST_UPLOADS
from blog.database import db
from blog.models import ListUpload
from blog.subscriptions.admin.list_uploads import delete_old_uploads, find_upload, keep_upload, open_upload
from tests.factories import NOW, make_person


def test_each_has_one_file_which_comes_back_as_it_was(app: Flask) -> None:
    ann, bob = make_person(), make_person()
    keep_upload(db.session, b"first", NOW, by=ann)
    kept = keep_upload(db.session, b"\x00second", NOW, by=ann)

    found = find_upload(db.session, kept.id, by=ann)

    assert found is not None
    assert open_upload(found).read() == b"\x00second"
    assert find_upload(db.session, kept.id, by=bob) is None
    assert find_upload(db.session, None, by=ann) is None
    assert len(db.session.scalars(select(ListUpload)).all()) == 1


def test_a_file_goes_after_a_day(app: Flask) -> None:
    for age in (timedelta(hours=1), LIST_UPLOADS + timedelta(hours=1)):
        keep_upload(db.session, b"x", NOW - age, by=make_person())

    assert delete_old_uploads(db.session, NOW) is False
    assert len(db.session.scalars(select(ListUpload)).all()) == 1
