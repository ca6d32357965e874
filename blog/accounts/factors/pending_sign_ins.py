"""Sign-ins between the password and the second factor: begun, found, ended."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete

from blog.database import AnySession
from blog.models import LoginSession, PendingSignIn, Person

PENDING_LIFETIME = timedelta(minutes=10)
TOKEN_BYTES = 32


def begin_pending_sign_in(session: AnySession, person: Person, now: datetime) -> str:
    """Write that the password of *person* was right; return the token for the cookie. The caller commits."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(PendingSignIn(token_hash=LoginSession.hash_token(token), person=person, created_at=now))
    session.flush()
    return token


def find_pending_sign_in(
    session: AnySession, token: str, now: datetime, *, for_update: bool = False
) -> PendingSignIn | None:
    """Return the sign-in of *token*, unless ten minutes are over or its person is suspended."""
    query = PendingSignIn.by_token(token)
    found = session.scalar(query.with_for_update(of=PendingSignIn) if for_update else query)
    if found is None or now - found.created_at >= PENDING_LIFETIME or found.person.is_suspended:
        return None
    return found


def end_pending_sign_ins(session: AnySession, person_id: int) -> None:
    """Delete those of the person; the caller commits."""
    session.execute(delete(PendingSignIn).where(PendingSignIn.person_id == person_id))


def delete_old_sign_ins(session: AnySession, now: datetime) -> None:
    """Delete those that were not completed in time; the caller commits."""
    session.execute(delete(PendingSignIn).where(PendingSignIn.created_at <= now - PENDING_LIFETIME))
