"""Who belongs to the newsroom: people come, change their role, are suspended and come back."""

from datetime import datetime

from sqlalchemy import Select, and_, or_, select, union_all

from blog.accounts.audit import format_person, record_audit_event
from blog.accounts.signin.login_address import InvalidLoginAddress, normalise_address
from blog.accounts.signin.sessions import end_sessions
from blog.database import AnySession
from blog.models import AuditKind, AuthorRedirect, Person, Role
from blog.text.cleaning import clean_line
from blog.text.slug_words import address_slug

MAX_NAME_LENGTH = 100
MAX_SLUG_LENGTH = 110


class EnrolmentRefused(Exception):
    """The person cannot be enrolled; the text is the reason, in English, for the operator."""


class AlreadyEnrolled(EnrolmentRefused):
    """The address has an account."""


class LastAdministrator(Exception):
    """There would be no administrator left."""


def enrol(
    session: AnySession, address: str, name: str, role: Role, password_hash: str, now: datetime, *, by: Person | None
) -> Person:
    """Add a person with the hashed password *password_hash*, and the audit row; the caller commits.

    Raises:
        EnrolmentRefused: see add_person.
    """
    person = add_person(session, address, name, role, password_hash, now)
    record_audit_event(session, AuditKind.ENROLLED, now, by=by, subject=format_person(person), role=role.value)
    return person


def add_person(
    session: AnySession, address: str, name: str, role: Role, password_hash: str | None, now: datetime
) -> Person:
    """Add a person to the newsroom; without *password_hash* the account cannot be signed in to. The caller commits.

    Raises:
        EnrolmentRefused: address or name is invalid, or (AlreadyEnrolled) the address has an account.
    """
    address, name = check_address(session, address), clean_line(name)
    if not 1 <= len(name) <= MAX_NAME_LENGTH:
        raise EnrolmentRefused(f"The name must have 1 to {MAX_NAME_LENGTH} characters.")
    person = Person(
        address=address,
        address_key=address.casefold(),
        name=name,
        slug=unique_slug(session, name),
        password_hash=password_hash,
        role=role,
        created_at=now,
    )
    session.add(person)
    session.flush()
    return person


def check_address(session: AnySession, address: str) -> str:
    """Return *address* normalised.

    Raises:
        EnrolmentRefused: it is invalid, or (AlreadyEnrolled) has an account.
    """
    try:
        mail = normalise_address(address)
    except InvalidLoginAddress as reason:
        raise EnrolmentRefused(f"This is not a usable mail address: {reason}") from None
    if session.scalar(Person.by_address(mail.casefold())) is not None:
        raise AlreadyEnrolled("There is an account with this address already.")
    return mail


def unique_slug(session: AnySession, name: str, own: Person | None = None) -> str:
    """Return a slug of *name*, with a number where others than *own* have, or once had, the same."""
    base, own_id = address_slug(name, MAX_SLUG_LENGTH) or "person", own.id if own else 0
    present = select(Person.slug).where(Person.slug.startswith(base, autoescape=True), Person.id != own_id)
    past = select(AuthorRedirect.slug).where(
        AuthorRedirect.slug.startswith(base, autoescape=True), AuthorRedirect.person_id != own_id
    )
    taken = set(session.scalars(union_all(present, past)))
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
        require_another_administrator(session, person)
    old, person.role = person.role, role
    end_sessions(session, person)
    record_audit_event(
        session, AuditKind.ROLE_CHANGED, now, by=by, subject=format_person(person), old=old.value, new=role.value
    )


def suspend(session: AnySession, person: Person, now: datetime, *, by: Person | None) -> None:
    """Let *person* in no more, with the audit row, and end every session of theirs; articles stay. The caller commits.

    Raises:
        LastAdministrator: *person* is the only one who can administer.
    """
    require_another_administrator(session, person)
    person.is_suspended = True
    end_sessions(session, person)
    record_audit_event(session, AuditKind.SUSPENDED, now, by=by, subject=format_person(person))


def reinstate(session: AnySession, person: Person, now: datetime, *, by: Person | None) -> None:
    """Let a suspended *person* in again, with the same password and the audit row; the caller commits."""
    person.is_suspended = False
    record_audit_event(session, AuditKind.REINSTATED, now, by=by, subject=format_person(person))


def require_another_administrator(session: AnySession, person: Person) -> None:
    """Raise LastAdministrator unless there is an active administrator besides *person*."""
    if person.role is not Role.ADMINISTRATOR or person.is_suspended:
        return
    # Locked in one order: two who suspend each other at the same moment must not both succeed.
    keys = session.scalars(select_administrators().with_for_update()).all()
    if set(keys) <= {person.id}:
        raise LastAdministrator


def select_administrators(or_with: int = 0) -> Select[int]:
    """Select the keys of the active administrators, and that of the person *or_with*, in the order of locks."""
    is_active = and_(Person.role == Role.ADMINISTRATOR, Person.is_suspended.is_(False))
    return select(Person.id).where(or_(is_active, Person.id == or_with)).order_by(Person.id)
