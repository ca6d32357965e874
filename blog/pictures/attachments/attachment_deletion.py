"""Deletion of a file that no article offers: the row in one transaction, its bytes later by the worker."""

from datetime import datetime

from sqlalchemy import Text, cast, delete, exists, or_, select

from blog.database import AnySession
from blog.models import Attachment, AttachmentUse, DiscardedPicture, WorkingCopy


class AttachmentInUse(Exception):
    """An article, or a text that is being written, offers the file."""


def delete_attachment(session: AnySession, attachment: Attachment, now: datetime) -> None:
    """Delete *attachment*, whose row the caller has locked, and queue the removal of its bytes; the caller commits.

    Raises:
        AttachmentInUse: see is_attachment_used.
    """
    if is_attachment_used(session, attachment):
        raise AttachmentInUse(attachment.key)
    session.execute(delete(AttachmentUse).where(AttachmentUse.attachment_id == attachment.id))
    session.add(DiscardedPicture(key=attachment.folder, discarded_at=now))
    session.delete(attachment)
    session.flush()


def is_attachment_used(session: AnySession, attachment: Attachment) -> bool:
    """Return whether an article or an unsaved text offers *attachment*."""
    present = exists().where(AttachmentUse.attachment_id == attachment.id, AttachmentUse.is_present)
    typed = exists().where(cast(WorkingCopy.fields, Text).contains(attachment.key))
    return bool(session.scalar(select(or_(present, typed))))
