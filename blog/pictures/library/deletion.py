"""Deleting a picture that no article shows: the row in one transaction, the files after its commit."""

from datetime import datetime, timedelta

from sqlalchemy import Text, cast, delete, exists, or_, select

from blog.database import AnySession, skip_locked
from blog.models import DiscardedPicture, Picture, PictureUse, WorkingCopy
from blog.pictures.files.storage import Storage

REST = timedelta(minutes=1)
"""By then pages that were on their way are shown, and a worker that was making a rendition has put it down."""


class StillUsed(Exception):
    """An article shows the picture, or a text that somebody is writing does."""


def discard(session: AnySession, picture: Picture, now: datetime) -> None:
    """Delete *picture*, whose row the caller has locked, and owe the removal of its files; the caller commits.

    Earlier versions of articles that showed it keep their words and lose the
    picture. The files stay until the worker removes them: whatever is killed,
    no row ever names a file that is gone.

    Raises:
        StillUsed: see is_used.
    """
    if is_used(session, picture):
        raise StillUsed(picture.key)
    session.execute(delete(PictureUse).where(PictureUse.picture_id == picture.id))
    session.add(DiscardedPicture(key=picture.key, discarded_at=now))
    session.delete(picture)
    session.flush()


def is_used(session: AnySession, picture: Picture) -> bool:
    """Return whether an article shows *picture*, or some text that is typed and not saved yet."""
    present = exists().where(PictureUse.picture_id == picture.id, or_(PictureUse.is_lead, PictureUse.is_in_body))
    # Such texts are few, and a key is hexadecimal: nothing in it has a meaning for LIKE.
    typed = exists().where(cast(WorkingCopy.fields, Text).contains(picture.key))
    return bool(session.scalar(select(or_(present, typed))))


def remove_next(session: AnySession, storage: Storage, now: datetime) -> bool:
    """Remove the files of one picture that was deleted a while ago; return whether there was one. Commits nothing.

    Twice does no harm, so a worker that is killed in between begins anew.
    """
    due = select(DiscardedPicture).where(DiscardedPicture.discarded_at <= now - REST).limit(1)
    row = session.scalar(skip_locked(due))
    if row is None:
        return False
    storage.delete(row.key)
    session.delete(row)
    return True
