"""Inviting people into the newsroom: the account, the mailed link, and what ends it."""

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from blog.accounts.audit import name_person, note
from blog.accounts.people.enrolment import AlreadyEnrolled, add_person
from blog.accounts.signin.password_reset import LinkEnded, end_links, find_reset, set_password
from blog.database import AnySession
from blog.delivery.outbox import enqueue
from blog.models import Article, AuditKind, PasswordReset, Person, Role
from blog.web.access.rate_limits import Limit, take

MAILS_TO_ONE = Limit("invitation-mail", most=3, seconds=24 * 3600)


class AlreadyJoined(Exception):
    """The person has a password or was never invited, so there is no invitation to send or to take back."""


class HasArticles(Exception):
    """Articles bear the name of the person, who therefore stays."""


def invite(
    session: AnySession, address: str, name: str, role: Role, lifetime: timedelta, now: datetime, *, by: Person
) -> Person:
    """Add a person without password and owe the mail with the link; the caller commits.

    Raises:
        EnrolmentRefused: the address is none, or (AlreadyEnrolled) it has an account.
    """
    try:
        with session.begin_nested():
            person = add_person(session, address, name, role, None, now)
    except IntegrityError:
        raise AlreadyEnrolled("There is an account with this address already.") from None
    send_link(session, person, lifetime, now)
    note(session, AuditKind.INVITED, now, by=by, subject=name_person(person), role=role.value)
    return person


def send_link(session: AnySession, person: Person, lifetime: timedelta, now: datetime) -> None:
    """End the links that *person* has and owe the mail with a new one."""
    end_links(session, person, now)
    person.invited_at = now
    reset = PasswordReset(person=person, requested_at=now, expires_at=now + lifetime)
    session.add(reset)
    session.flush()
    enqueue(session, "invitation", reset, now)


def invite_again(
    session: AnySession, person: Person, lifetime: timedelta, now: datetime, *, by: Person, secret: str
) -> None:
    """Mail *person* a new link; the one before ends. The caller has locked the row and commits.

    Raises:
        AlreadyJoined: the person has a password.
        TooMany: three were sent within a day.
    """
    demand_invited(person)
    take(session, MAILS_TO_ONE, person.address_key, secret, now)
    send_link(session, person, lifetime, now)
    note(session, AuditKind.INVITED_AGAIN, now, by=by, subject=name_person(person))


def uninvite(session: AnySession, person: Person, now: datetime, *, by: Person) -> None:
    """Take the invitation of *person* back: account and link are gone. The caller has locked the row and commits.

    Raises:
        AlreadyJoined: the person has a password.
        HasArticles: the person is the author of something.
    """
    demand_invited(person)
    if session.scalar(select(exists().where(Article.author_id == person.id))):
        raise HasArticles(person.slug)
    note(session, AuditKind.UNINVITED, now, by=by, subject=name_person(person))
    session.delete(person)
    session.flush()


def demand_invited(person: Person) -> None:
    """Do nothing if *person* was invited and has not joined yet.

    Raises:
        AlreadyJoined: the person has, or never needed an invitation.
    """
    if person.password_hash is not None or person.invited_at is None:
        raise AlreadyJoined(person.slug)


def find_invitation(session: AnySession, reset_id: int, now: datetime) -> PasswordReset | None:
    """Return the invitation if its link still works, and hold it against a second use until the commit."""
    found = find_reset(session, reset_id, now)
    return found if found is not None and found.person.password_hash is None else None


def join(session: AnySession, reset_id: int, stored: str, now: datetime) -> Person:
    """Give the invited person the password *stored*, and end the link; the caller commits.

    Raises:
        LinkEnded: the link no longer works.
    """
    found = find_invitation(session, reset_id, now)
    if found is None:
        raise LinkEnded
    set_password(session, found.person, stored, now)
    note(session, AuditKind.JOINED, now, by=found.person, subject=name_person(found.person))
    return found.person
