"""Files of readers kept between the steps of an import: one for each administrator, for a day."""

import zlib
from datetime import datetime
from io import BytesIO

from sqlalchemy import delete, select

from blog.config.retention_ages import LIST_UPLOADS
from blog.database import AnySession, delete_selected
from blog.models import ListUpload, Person


def keep_upload(session: AnySession, data: bytes, now: datetime, *, by: Person) -> ListUpload:
    """Keep *data* in place of what *by* uploaded before; the caller commits."""
    session.execute(delete(ListUpload).where(ListUpload.person_id == by.id))
    upload = ListUpload(person_id=by.id, uploaded_at=now, data=zlib.compress(data))
    session.add(upload)
    session.flush()
    return upload


def find_upload(session: AnySession, upload_id: int | None, *, by: Person) -> ListUpload | None:
    """Return the upload of *by* with this id, None when it is gone."""
    mine = select(ListUpload).where(ListUpload.id == upload_id, ListUpload.person_id == by.id)
    return session.scalars(mine).one_or_none() if upload_id is not None else None


def open_upload(upload: ListUpload) -> BytesIO:
    """Return the file as it was uploaded."""
    return BytesIO(zlib.decompress(upload.data))


def delete_upload(session: AnySession, upload_id: int | None) -> None:
    """Delete the upload with this id, if it is there; the caller commits."""
    session.execute(delete(ListUpload).where(ListUpload.id == upload_id))


def delete_old_uploads(session: AnySession, now: datetime, limit: int = 100) -> bool:
    """Delete up to *limit* files older than a day; return whether more may be left. The caller commits."""
    old = select(ListUpload.id).where(ListUpload.uploaded_at < now - LIST_UPLOADS).order_by(ListUpload.id)
    return delete_selected(session, ListUpload, old.limit(limit)) >= limit
