"""Presence: which people have an article open in the editor, by heartbeats of their pages."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from blog.database import AnySession, insert_missing
from blog.models import Person, Presence

PRESENCE_TIMEOUT = timedelta(seconds=70)
"""An open page sends a heartbeat every twenty seconds; after this long without one it counts as closed."""


def record_presence(session: AnySession, article_id: int, person_id: int, now: datetime) -> None:
    """Record that the person has the article open, and delete expired presences; the caller commits."""
    here = (Presence.article_id == article_id, Presence.person_id == person_id)
    insert_missing(session, Presence, [{"article_id": article_id, "person_id": person_id, "seen_at": now}])
    session.execute(update(Presence).where(*here).values(seen_at=now))
    session.execute(
        delete(Presence).where(Presence.article_id == article_id, Presence.seen_at < now - PRESENCE_TIMEOUT)
    )


def list_other_editors(session: AnySession, article_id: int, person_id: int, now: datetime) -> Sequence[str]:
    """Return the names of the others who have the article open, by name."""
    query = select(Person.name).join(Presence, Presence.person_id == Person.id).order_by(Person.sort_key)
    fresh = query.where(Presence.article_id == article_id, Presence.seen_at >= now - PRESENCE_TIMEOUT)
    return session.scalars(fresh.where(Person.id != person_id)).all()
