"""Password reset by mailed link: request it, look it up, use it once."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from blog.accounts.audit import format_person, record_audit_event
from blog.accounts.signin.sessions import end_sessions
from blog.database import AnySession
from blog.delivery.outbox import enqueue
from blog.models import AuditKind, PasswordReset, Person
from blog.web.access.rate_limits import RateLimit, RateLimitExceeded, check_rate_limit, release_attempt

MAILS_PER_ADDRESS = RateLimit("reset-mail", max_attempts=3, seconds=24 * 3600)
RESETS_PER_CLIENT = RateLimit("reset-client", max_attempts=10, seconds=3600)


class ResetLinkEnded(Exception):
    """The reset link was used, has expired, or the password was changed since."""


def request_reset(session: AnySession, address_key: str, secret: str, lifetime: timedelta, now: datetime) -> bool:
    """Owe the person with this address a link to a new password; the caller commits.

    Returns:
        Whether a mail is owed. The page says the same in every case, so that it does
        not tell whether an account exists, is suspended, or had its three mails today.
    """
    person = session.scalar(Person.by_address(address_key))
    try:
        check_rate_limit(session, MAILS_PER_ADDRESS, address_key, secret, now)
    except RateLimitExceeded:
        return False
    if person is None or person.is_suspended:
        release_attempt(session, MAILS_PER_ADDRESS, address_key, secret, now)
        return False
    reset = PasswordReset(person=person, requested_at=now, expires_at=now + lifetime)
    session.add(reset)
    session.flush()
    enqueue(session, "password_reset", reset, now)
    return True


def find_reset(session: AnySession, reset_id: int, now: datetime) -> PasswordReset | None:
    """Return the reset if its link still works, with its row locked until the commit against a second use."""
    reset = session.scalar(select(PasswordReset).where(PasswordReset.id == reset_id).with_for_update())
    if reset is None or reset.new_address is not None:
        return None
    return reset if reset.is_open(now) and not reset.person.is_suspended else None


def reset_password(session: AnySession, reset_id: int, password_hash: str, now: datetime) -> Person:
    """Set the password of the person who asked, and end the link; the caller commits.

    Raises:
        ResetLinkEnded: the link no longer works.
    """
    reset = find_reset(session, reset_id, now)
    if reset is None:
        raise ResetLinkEnded
    change_password(session, reset.person, password_hash, now, by=reset.person)
    return reset.person


def change_password(
    session: AnySession, person: Person, password_hash: str, now: datetime, *, by: Person | None
) -> None:
    """Set the password of *person* as set_password does, with the audit row; the caller commits."""
    set_password(session, person, password_hash, now)
    record_audit_event(session, AuditKind.PASSWORD_CHANGED, now, by=by, subject=format_person(person))


def set_password(session: AnySession, person: Person, password_hash: str, now: datetime) -> None:
    """Set the password of *person*; every session and every reset link of theirs ends. The caller commits."""
    person.password_hash = password_hash
    end_sessions(session, person)
    end_reset_links(session, person, now)


def end_reset_links(session: AnySession, person: Person, now: datetime) -> None:
    """End all reset and invitation links of *person*; the caller commits."""
    is_open = (PasswordReset.person_id == person.id) & PasswordReset.used_at.is_(None)
    session.execute(update(PasswordReset).where(is_open).values(used_at=now))
