"""A forgotten password: the request, the mail that is owed for it, and the new password."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from blog.accounts.audit import name_person, note
from blog.accounts.signin.sessions import end_sessions
from blog.database import AnySession
from blog.delivery.outbox import enqueue
from blog.models import AuditKind, PasswordReset, Person
from blog.web.access.rate_limits import Limit, TooMany, take

MAILS_TO_ONE = Limit("reset-mail", most=3, seconds=24 * 3600)
BY_CLIENT = Limit("reset-client", most=10, seconds=3600)


class LinkEnded(Exception):
    """The link was used, or replaced by a new password, or its time is over."""


def request_reset(session: AnySession, address_key: str, secret: str, lifetime: timedelta, now: datetime) -> bool:
    """Owe the person with this address a link to a new password; the caller commits.

    Returns:
        Whether a mail is owed. The visitor is told the same in every case: no such
        account, a suspended one, and three mails in a day look like success.
    """
    person = session.scalar(Person.by_address(address_key))
    try:
        take(session, MAILS_TO_ONE, address_key, secret, now)
    except TooMany:
        return False
    if person is None or person.is_suspended:
        return False
    reset = PasswordReset(person=person, requested_at=now, expires_at=now + lifetime)
    session.add(reset)
    session.flush()
    enqueue(session, "password_reset", reset, now)
    return True


def find_reset(session: AnySession, reset_id: int, now: datetime) -> PasswordReset | None:
    """Return the request if its link still works, and hold it against a second use until the commit."""
    reset = session.scalar(select(PasswordReset).where(PasswordReset.id == reset_id).with_for_update())
    return reset if reset is not None and reset.is_open(now) and not reset.person.is_suspended else None


def reset_password(session: AnySession, reset_id: int, stored: str, now: datetime) -> Person:
    """Give the person of the request the password *stored*, and end the link; the caller commits.

    Raises:
        LinkEnded: the link no longer works.
    """
    reset = find_reset(session, reset_id, now)
    if reset is None:
        raise LinkEnded
    change_password(session, reset.person, stored, now, by=reset.person)
    return reset.person


def change_password(session: AnySession, person: Person, stored: str, now: datetime, *, by: Person | None) -> None:
    """Give *person* another password as set_password does, with the audit row; the caller commits."""
    set_password(session, person, stored, now)
    note(session, AuditKind.PASSWORD_CHANGED, now, by=by, subject=name_person(person))


def set_password(session: AnySession, person: Person, stored: str, now: datetime) -> None:
    """Give *person* another password; every session and every mailed link of theirs ends. The caller commits."""
    person.password_hash = stored
    end_sessions(session, person)
    end_links(session, person, now)


def end_links(session: AnySession, person: Person, now: datetime) -> None:
    """Let no mailed link of *person* work any more; the caller commits."""
    is_open = (PasswordReset.person_id == person.id) & PasswordReset.used_at.is_(None)
    session.execute(update(PasswordReset).where(is_open).values(used_at=now))
