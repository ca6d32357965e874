"""Who belongs to the newsroom: people come, change their role, are suspended and come back."""

from datetime import datetime

from slugify import slugify
from sqlalchemy import select

from blog.accounts.audit import name_person, note
from blog.accounts.signin.login_address import AddressRefused, read_address
from blog.accounts.signin.sessions import end_sessions
from blog.database import AnySession
from blog.models import AuditKind, Person, Role
from blog.text.cleaning import clean_line

LONGEST_NAME = 100
LONGEST_SLUG = 110


class EnrolmentRefused(Exception):
    """The person cannot be enrolled; the text says why, in English, for the operator."""


class AlreadyEnrolled(EnrolmentRefused):
    """The address has an account."""


class LastAdministrator(Exception):
    """Nobody else could administer the blog any more."""


def enrol(
    session: AnySession, address: str, name: str, role: Role, stored: str, now: datetime, *, by: Person | None
) -> Person:
    """Add a person with the hashed password *stored*, and the audit row; the caller commits.

    Raises:
        EnrolmentRefused: see add_person.
    """
    person = add_person(session, address, name, role, stored, now)
    note(session, AuditKind.ENROLLED, now, by=by, subject=name_person(person), role=role.value)
    return person


def add_person(session: AnySession, address: str, name: str, role: Role, stored: str | None, now: datetime) -> Person:
    """Add a person to the newsroom; *stored* is the hashed password, None lets nobody in. The caller commits.

    Raises:
        EnrolmentRefused: the address or the name is none, or the address has an account.
    """
    mail, name = check_address(session, address), clean_line(name)
    if not 1 <= len(name) <= LONGEST_NAME:
        raise EnrolmentRefused(f"The name must have 1 to {LONGEST_NAME} characters.")
    person = Person(
        address=mail,
        address_key=mail.casefold(),
        name=name,
        slug=free_slug(session, name),
        password_hash=stored,
        role=role,
        created_at=now,
    )
    session.add(person)
    session.flush()
    return person


def check_address(session: AnySession, address: str) -> str:
    """Return *address* as mail carries it, when no account has it."""
    try:
        mail = read_address(address)
    except AddressRefused as reason:
        raise EnrolmentRefused(f"This is not a usable mail address: {reason}") from None
    if session.scalar(Person.by_address(mail.casefold())) is not None:
        raise AlreadyEnrolled("There is an account with this address already.")
    return mail


def free_slug(session: AnySession, name: str) -> str:
    """Return the part of an address for *name*, with a number where others have the same."""
    base = slugify(name, max_length=LONGEST_SLUG, word_boundary=True) or "person"
    taken = set(session.scalars(select(Person.slug).where(Person.slug.startswith(base, autoescape=True))))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def change_role(session: AnySession, person: Person, role: Role, now: datetime, *, by: Person | None) -> None:
    """Give *person* another role, with the audit row; every session of theirs ends. The caller commits.

    Raises:
        LastAdministrator: *person* is the only one who can administer.
    """
    if role is not Role.ADMINISTRATOR:
        keep_an_administrator(session, person)
    old, person.role = person.role, role
    end_sessions(session, person)
    note(session, AuditKind.ROLE_CHANGED, now, by=by, subject=name_person(person), old=old.value, new=role.value)


def suspend(session: AnySession, person: Person, now: datetime, *, by: Person | None) -> None:
    """Let *person* in no more, with the audit row, and end every session of theirs; articles stay. The caller commits.

    Raises:
        LastAdministrator: *person* is the only one who can administer.
    """
    keep_an_administrator(session, person)
    person.is_suspended = True
    end_sessions(session, person)
    note(session, AuditKind.SUSPENDED, now, by=by, subject=name_person(person))


def reinstate(session: AnySession, person: Person, now: datetime, *, by: Person | None) -> None:
    """Let a suspended *person* in again, with the same password and the audit row; the caller commits."""
    person.is_suspended = False
    note(session, AuditKind.REINSTATED, now, by=by, subject=name_person(person))


def keep_an_administrator(session: AnySession, person: Person) -> None:
    """Raise LastAdministrator unless somebody but *person* administers."""
    if person.role is not Role.ADMINISTRATOR or person.is_suspended:
        return
    administrators = select(Person.id).where(Person.role == Role.ADMINISTRATOR, Person.is_suspended.is_(False))
    # Locked in one order: two who suspend each other at the same moment must not both succeed.
    keys = session.scalars(administrators.order_by(Person.id).with_for_update()).all()
    if set(keys) <= {person.id}:
        raise LastAdministrator
