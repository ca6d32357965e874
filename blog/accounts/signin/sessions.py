"""Server-side login sessions: begun at sign-in, looked up by token at each request, ended by the server."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from blog.accounts.factors.pending_sign_ins import delete_old_sign_ins, end_pending_sign_ins
from blog.accounts.signin.devices import UNKNOWN_DEVICE, Device
from blog.database import AnySession
from blog.models import LoginSession, Person

TOKEN_BYTES = 32
TOUCH_INTERVAL = timedelta(minutes=5)
"""How exactly the last request of a session is known; a longer interval means fewer writes."""


def begin_session(session: AnySession, person: Person, now: datetime, device: Device = UNKNOWN_DEVICE) -> str:
    """Write a new session of *person* and return its token, of which only a hash is stored; the caller commits."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    begun = LoginSession(token_hash=LoginSession.hash_token(token), person=person, created_at=now, last_seen_at=now)
    begun.browser, begun.system, begun.network = device.browser, device.system, device.network
    session.add(begun)
    session.flush()
    return token


def find_session(
    session: AnySession, token: str, now: datetime, *, idle: timedelta, lifetime: timedelta
) -> LoginSession | None:
    """Return the session with this *token*, unless it has expired or its person is suspended."""
    found = session.scalar(LoginSession.by_token(token))
    if found is None or not found.is_alive(now, idle=idle, lifetime=lifetime) or found.person.is_suspended:
        return None
    return found


def touch_session(session: AnySession, session_id: int, now: datetime) -> None:
    """Set the time of the last request to *now*; the caller commits."""
    session.execute(update(LoginSession).where(LoginSession.id == session_id).values(last_seen_at=now))


def renew_token(session: AnySession, session_id: int, now: datetime) -> str:
    """Give the session another token after a proof of identity at *now*; return it. The caller commits."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    values = {"token_hash": LoginSession.hash_token(token), "proved_at": now}
    session.execute(update(LoginSession).where(LoginSession.id == session_id).values(**values))
    return token


def end_session(session: AnySession, token: str) -> None:
    """Delete the session with this *token*; the caller commits."""
    session.execute(delete(LoginSession).where(LoginSession.token_hash == LoginSession.hash_token(token)))


def end_sessions(session: AnySession, person: Person) -> None:
    """Delete every session of *person*, and what waits for a second factor; the caller commits."""
    end_pending_sign_ins(session, person.id)
    session.execute(delete(LoginSession).where(LoginSession.person_id == person.id))


def delete_expired_sessions(session: AnySession, now: datetime, *, idle: timedelta, lifetime: timedelta) -> None:
    """Delete expired sessions, and sign-ins that were not completed in time; the caller commits."""
    delete_old_sign_ins(session, now)
    is_idle = LoginSession.last_seen_at <= now - idle
    session.execute(delete(LoginSession).where(is_idle | (LoginSession.created_at <= now - lifetime)))


def list_sessions(
    session: AnySession, person_id: int, now: datetime, *, idle: timedelta, lifetime: timedelta
) -> list[LoginSession]:
    """Return the live sessions of a person, the one that was used last first."""
    query = select(LoginSession).where(LoginSession.person_id == person_id).order_by(LoginSession.last_seen_at.desc())
    return [found for found in session.scalars(query) if found.is_alive(now, idle=idle, lifetime=lifetime)]


def end_own_session(session: AnySession, person_id: int, session_id: int) -> bool:
    """Delete the session if it is one of the person; return whether it was. The caller commits."""
    mine = (LoginSession.id == session_id, LoginSession.person_id == person_id)
    return session.scalar(delete(LoginSession).where(*mine).returning(LoginSession.id)) is not None
