"""Deletion of a picture that no article shows: the row in one transaction, its files later by the worker."""

from datetime import datetime, timedelta

from sqlalchemy import Text, cast, delete, exists, or_, select

from blog.database import AnySession
from blog.models import DiscardedPicture, Picture, PictureUse, Profile, Topic, WorkingCopy
from blog.pictures.files.storage import Storage

FILE_RETENTION = timedelta(minutes=1)
"""By then requests for the old pages have ended, and so has a worker that was making a rendition."""


class PictureInUse(Exception):
    """An article, an unsaved text, a topic or a person shows the picture."""


def delete_picture(session: AnySession, picture: Picture, now: datetime) -> None:
    """Delete *picture*, whose row the caller has locked, and queue the removal of its files; the caller commits.

    Earlier versions of articles that showed it keep their text and lose the
    picture. The files stay until the worker removes them: whatever is killed,
    no row ever names a file that is gone.

    Raises:
        PictureInUse: see is_used.
    """
    if is_used(session, picture):
        raise PictureInUse(picture.key)
    session.execute(delete(PictureUse).where(PictureUse.picture_id == picture.id))
    session.add(DiscardedPicture(key=picture.key, discarded_at=now))
    session.delete(picture)
    session.flush()


def is_used(session: AnySession, picture: Picture) -> bool:
    """Return whether an article, an unsaved text, a topic or a person shows *picture*."""
    present = exists().where(PictureUse.picture_id == picture.id, PictureUse.is_present)
    # Such texts are few, and a key is hexadecimal: nothing in it has a meaning for LIKE.
    typed = exists().where(cast(WorkingCopy.fields, Text).contains(picture.key))
    faces = (exists().where(model.picture_id == picture.id) for model in (Topic, Profile))
    return bool(session.scalar(select(or_(present, typed, *faces))))


def delete_next_files(session: AnySession, storage: Storage, now: datetime) -> bool:
    """Delete the files of one picture deleted a minute ago or more; return whether there was one. Commits nothing.

    No transaction is open while the storage is waited for. It is idempotent,
    so a worker that was killed starts over, and two may delete the same.

    Raises:
        StorageFailed: the files cannot be deleted now.
    """
    due = select(DiscardedPicture.key).where(DiscardedPicture.discarded_at <= now - FILE_RETENTION)
    key = session.scalar(due.order_by(DiscardedPicture.discarded_at).limit(1))
    if key is None:
        return False
    session.rollback()
    storage.delete(key)
    session.execute(delete(DiscardedPicture).where(DiscardedPicture.key == key))
    return True
