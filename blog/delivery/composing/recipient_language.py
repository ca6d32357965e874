"""The language in which a message is written: its recipient's."""

from sqlalchemy import select

from blog.database import AnySession
from blog.delivery.composing.envelope import PendingMessage
from blog.models import Person


def language_of(session: AnySession, pending: PendingMessage) -> str:
    """Return the tag of the language that the recipient chose, a reader or a member of the newsroom; "" for none."""
    if pending.language is not None:
        return pending.language
    person = select(Person.language).where(Person.address == pending.address).limit(1)
    return session.scalar(person) or ""
