"""Invitations: an account without password and a mailed link that sets one; resending and revoking it."""

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from blog.accounts.audit import format_person, record_audit_event
from blog.accounts.people.enrolment import AlreadyEnrolled, add_person
from blog.accounts.signin.password_reset import ResetLinkEnded, end_reset_links, find_reset, set_password
from blog.database import AnySession
from blog.delivery.outbox import enqueue
from blog.models import Article, AuditKind, PasswordReset, Person, Role
from blog.web.access.rate_limits import RateLimit, check_rate_limit

MAILS_PER_ADDRESS = RateLimit("invitation-mail", max_attempts=3, seconds=24 * 3600)


class AlreadyJoined(Exception):
    """The person has a password or was never invited, so there is no pending invitation."""


class HasArticles(Exception):
    """The person is the author of articles, so the account cannot be deleted."""


def invite(
    session: AnySession, address: str, name: str, role: Role, lifetime: timedelta, now: datetime, *, by: Person
) -> Person:
    """Add an account without password and owe the mail with the link; the caller commits.

    Raises:
        EnrolmentRefused: the address is none, or (AlreadyEnrolled) it has an account.
    """
    try:
        with session.begin_nested():
            person = add_person(session, address, name, role, None, now)
    except IntegrityError:
        raise AlreadyEnrolled("There is an account with this address already.") from None
    send_link(session, person, lifetime, now)
    record_audit_event(session, AuditKind.INVITED, now, by=by, subject=format_person(person), role=role.value)
    return person


def send_link(session: AnySession, person: Person, lifetime: timedelta, now: datetime) -> None:
    """End the links of *person* and owe the mail with a new one."""
    end_reset_links(session, person, now)
    person.invited_at = now
    reset = PasswordReset(person=person, requested_at=now, expires_at=now + lifetime)
    session.add(reset)
    session.flush()
    enqueue(session, "invitation", reset, now)


def resend_invitation(
    session: AnySession, person: Person, lifetime: timedelta, now: datetime, *, by: Person, secret: str
) -> None:
    """Owe *person* a mail with a new link and end the one before. The caller has locked the row and commits.

    Raises:
        AlreadyJoined: the person has a password.
        RateLimitExceeded: three were sent within a day.
    """
    require_pending_invitation(person)
    check_rate_limit(session, MAILS_PER_ADDRESS, person.address.casefold(), secret, now)
    send_link(session, person, lifetime, now)
    record_audit_event(session, AuditKind.INVITED_AGAIN, now, by=by, subject=format_person(person))


def revoke_invitation(session: AnySession, person: Person, now: datetime, *, by: Person) -> None:
    """Delete the account of *person* and so its link. The caller has locked the row and commits.

    Raises:
        AlreadyJoined: the person has a password.
        HasArticles: the person is the author of something.
    """
    require_pending_invitation(person)
    if session.scalar(select(exists().where(Article.author_id == person.id))):
        raise HasArticles(person.slug)
    record_audit_event(session, AuditKind.UNINVITED, now, by=by, subject=format_person(person))
    session.delete(person)
    session.flush()


def require_pending_invitation(person: Person) -> None:
    """Check that *person* was invited and has not joined.

    Raises:
        AlreadyJoined: there is no pending invitation.
    """
    if person.password_hash is not None or person.invited_at is None:
        raise AlreadyJoined(person.slug)


def find_invitation(session: AnySession, reset_id: int, now: datetime) -> PasswordReset | None:
    """Return the invitation if its link still works, with its row locked until the commit against a second use."""
    found = find_reset(session, reset_id, now)
    return found if found is not None and found.person.password_hash is None else None


def join(session: AnySession, reset_id: int, password_hash: str, now: datetime) -> Person:
    """Set the first password of the invited person, and end the link; the caller commits.

    Raises:
        ResetLinkEnded: the link no longer works.
    """
    found = find_invitation(session, reset_id, now)
    if found is None:
        raise ResetLinkEnded
    set_password(session, found.person, password_hash, now)
    record_audit_event(session, AuditKind.JOINED, now, by=found.person, subject=format_person(found.person))
    return found.person
