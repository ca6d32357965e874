"""Deletion of files."""

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import DiscardedPicture, WorkingCopy
from blog.pictures.attachments.attachment_deletion import AttachmentInUse, delete_attachment, is_attachment_used
from tests.factories import NOW, make_draft, make_person, save
from tests.pictures.attachments.attachment_factories import make_attachment, make_draft_with

pytestmark = pytest.mark.usefixtures("media")


def test_a_file_that_an_article_offers_is_not_deleted(app):
    file = make_attachment()
    make_draft_with(file, make_person())

    with pytest.raises(AttachmentInUse):
        delete_attachment(db.session, file, NOW)


def test_nor_one_in_a_text_that_somebody_is_writing(app):
    file, draft = make_attachment(), make_draft()
    fields = {"body": [f"[x](file:{file.key})"]}
    save(
        WorkingCopy(article_id=draft.id, person_id=draft.author_id, key="0" * 32, seen="", fields=fields, saved_at=NOW)
    )

    assert is_attachment_used(db.session, file)


def test_the_bytes_of_a_deleted_file_are_owed_to_the_worker(app):
    file = make_attachment()
    folder = file.folder

    delete_attachment(db.session, file, NOW)
    db.session.commit()

    assert db.session.scalars(select(DiscardedPicture.key)).all() == [folder]
