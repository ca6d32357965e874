"""Sessions at the desk: begun at sign-in, looked up at each request, ended by the server."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from blog.database import AnySession
from blog.models import LoginSession, Person

TOKEN_BYTES = 32
SIGN_OF_LIFE = timedelta(minutes=5)
"""The last request of a session is known to this exactness, which spares most requests a write."""


def begin_session(session: AnySession, person: Person, now: datetime) -> str:
    """Write a new session of *person* and return its token, which only the cookie holds; the caller commits."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    begun = LoginSession(token_hash=LoginSession.hash_token(token), person=person, created_at=now, last_seen_at=now)
    session.add(begun)
    session.flush()
    return token


def find_session(
    session: AnySession, token: str, now: datetime, *, idle: timedelta, lifetime: timedelta
) -> LoginSession | None:
    """Return the session that *token* opens, unless it has run out or its person is suspended."""
    found = session.scalar(LoginSession.by_token(token))
    if found is None or not found.is_alive(now, idle=idle, lifetime=lifetime) or found.person.is_suspended:
        return None
    return found


def note_sign_of_life(session: AnySession, session_id: int, now: datetime) -> None:
    """Write that the session was used now; the caller commits."""
    session.execute(update(LoginSession).where(LoginSession.id == session_id).values(last_seen_at=now))


def end_session(session: AnySession, token: str) -> None:
    """Delete the session that *token* opens; the caller commits."""
    session.execute(delete(LoginSession).where(LoginSession.token_hash == LoginSession.hash_token(token)))


def end_sessions(session: AnySession, person: Person) -> None:
    """Delete every session of *person*; the caller commits."""
    session.execute(delete(LoginSession).where(LoginSession.person_id == person.id))


def delete_expired_sessions(session: AnySession, now: datetime, *, idle: timedelta, lifetime: timedelta) -> None:
    """Delete the sessions that have run out; the caller commits."""
    is_idle = LoginSession.last_seen_at <= now - idle
    session.execute(delete(LoginSession).where(is_idle | (LoginSession.created_at <= now - lifetime)))
