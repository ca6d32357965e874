"""Another sign-in address: asked for with the password, proven by a link to the new address, told to the old one."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from blog.accounts.audit import format_person, record_audit_event
from blog.accounts.people.enrolment import AlreadyEnrolled, check_address
from blog.accounts.people.invitations import send_link
from blog.accounts.signin.password_reset import end_reset_links
from blog.accounts.signin.sessions import end_sessions
from blog.database import AnySession
from blog.delivery.outbox import enqueue
from blog.models import AuditKind, PasswordReset, Person
from blog.web.access.rate_limits import RateLimit, check_rate_limit

MAILS_PER_PERSON = RateLimit("login-address-mail", max_attempts=5, seconds=24 * 3600)


class AddressLinkEnded(Exception):
    """The link was used or taken back, is too old, or another person has the address by now."""


def request_login_address(
    session: AnySession, person: Person, address: str, lifetime: timedelta, now: datetime, *, by: Person, secret: str
) -> None:
    """Owe *address* the link that makes it the sign-in address of *person*; until then the old one holds.

    Who was invited and has no password yet gets the invitation there instead. The caller commits.

    Raises:
        EnrolmentRefused: the address is none, or (AlreadyEnrolled) it has an account.
        RateLimitExceeded: five were asked for within a day.
    """
    mail = check_address(session, address)
    check_rate_limit(session, MAILS_PER_PERSON, str(person.id), secret, now)
    if person.password_hash is None:
        write_address(session, person, mail)
        send_link(session, person, lifetime, now)
    else:
        end_reset_links(session, person, now)
        reset = PasswordReset(person=person, requested_at=now, expires_at=now + lifetime, new_address=mail)
        session.add(reset)
        session.flush()
        enqueue(session, "login_address", reset, now, address=mail)
    record_audit_event(session, AuditKind.ADDRESS_REQUESTED, now, by=by, subject=format_person(person))


def find_request(session: AnySession, reset_id: int, now: datetime) -> PasswordReset | None:
    """Return the request if its link still works, with its row locked until the commit against a second use."""
    found = session.scalar(select(PasswordReset).where(PasswordReset.id == reset_id).with_for_update())
    is_open = found is not None and found.new_address and found.is_open(now) and not found.person.is_suspended
    return found if is_open else None


def confirm_login_address(session: AnySession, reset_id: int, now: datetime) -> Person:
    """Let the person sign in with the new address from now on; every session ends, and the old address is told.

    The caller commits.

    Raises:
        AddressLinkEnded: see there.
    """
    found = find_request(session, reset_id, now)
    if found is None or not found.new_address:
        raise AddressLinkEnded
    person, old = found.person, found.person.address
    try:
        write_address(session, person, check_address(session, found.new_address))
    except AlreadyEnrolled:
        raise AddressLinkEnded from None
    end_reset_links(session, person, now)
    end_sessions(session, person)
    enqueue(session, "login_changed", found, now, address=old)
    record_audit_event(session, AuditKind.ADDRESS_CHANGED, now, by=person, subject=format_person(person))
    return person


def write_address(session: AnySession, person: Person, mail: str) -> None:
    """Set the address of *person*.

    Raises:
        AlreadyEnrolled: another transaction gave it to another person.
    """
    try:
        with session.begin_nested():
            person.address, person.address_key = mail, mail.casefold()
    except IntegrityError:
        session.refresh(person)
        raise AlreadyEnrolled("There is an account with this address already.") from None
