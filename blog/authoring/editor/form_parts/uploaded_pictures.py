"""Pictures that come with the editor's form, and those of the library that it names by their keys."""

from dataclasses import dataclass
from datetime import datetime

from flask_wtf.file import FileField
from sqlalchemy import select

from blog.authoring.fields import add_error
from blog.database import AnySession
from blog.models import Picture
from blog.pictures.files.refusal_messages import PictureRefused
from blog.pictures.files.storage import Storage
from blog.pictures.files.upload import StoredPhoto, Upload, UploadLimits, add_picture, store_photo


@dataclass(frozen=True)
class EditContext:
    """The person, the time, the picture storage and its limits for one request of the editor."""

    person_id: int
    now: datetime
    storage: Storage
    limits: UploadLimits


def find_library_picture(session: AnySession, key: str | None) -> Picture | None:
    """Return the library picture with this *key*, or None.

    On Postgres its row is locked against deletion until the caller commits.
    """
    if not key:
        return None
    return session.scalar(select(Picture).where(Picture.key == key).with_for_update(read=True, key_share=True))


def store_file(session: AnySession, field: FileField, context: EditContext) -> StoredPhoto:
    """Store the upload of *field* without its row; rolls the session back first.

    Raises:
        PictureRefused: it is no picture, or too large.
    """
    # Decoding takes a second: on SQLite an open transaction would keep all other writers waiting.
    session.rollback()
    return store_photo(context.storage, field.data.stream, context.limits)


def add_stored(
    session: AnySession, field: FileField, stored: StoredPhoto, context: EditContext, alt: str = ""
) -> Picture:
    """Add the row of the upload of *field*, which is *stored*, and return it flushed; the caller commits."""
    sent = Upload(field.data.stream, field.data.filename or "", context.person_id, context.now, alt)
    return add_picture(session, stored, sent)


def try_to_store_file(session: AnySession, field: FileField, context: EditContext) -> StoredPhoto | None:
    """Store the upload of *field*; return None if it was refused, with the error beside *field*."""
    try:
        return store_file(session, field, context)
    except PictureRefused as refusal:
        add_error(field, str(refusal))
        return None
