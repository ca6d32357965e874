"""Records of authors: guests without an account, names and their addresses, accounts that end and begin."""

from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.exc import IntegrityError

from blog.accounts.audit import format_person, record_audit_event
from blog.accounts.factors.factor_changes import remove_factors
from blog.accounts.people.enrolment import check_address, require_another_administrator, unique_slug
from blog.accounts.people.invitations import send_link
from blog.accounts.signin.password_reset import end_reset_links
from blog.accounts.signin.sessions import end_sessions
from blog.database import AnySession, content_language_tag
from blog.models import Article, AuditKind, AuthorRedirect, Person, Role, article_coauthors
from blog.web.addresses.former_slugs import end_redirects

MAX_ATTEMPTS = 5


class HasAccount(Exception):
    """The person can sign in, or is invited to; what is asked for is for guest authors alone."""


class HasBylines(Exception):
    """Articles bear the name."""


def add_guest(session: AnySession, name: str, now: datetime, *, by: Person) -> Person:
    """Add an author without an account, with the audit row; the caller commits."""
    guest = Person(address="", name=name, role=Role.CONTRIBUTOR, created_at=now)
    add_with_free_slug(session, guest)
    record_audit_event(session, AuditKind.GUEST_ADDED, now, by=by, subject=name)
    return guest


def add_with_free_slug(session: AnySession, guest: Person) -> None:
    """Add *guest* under the first free address, also when another transaction takes the same at once."""
    for attempt in range(MAX_ATTEMPTS):
        guest.slug = unique_slug(session, guest.name)
        try:
            with session.begin_nested():
                session.add(guest)
        except IntegrityError:
            if attempt == MAX_ATTEMPTS - 1:
                raise
        else:
            return


def rename(session: AnySession, person: Person, name: str, now: datetime, *, by: Person) -> None:
    """Change the name, and the address of the author page with it; the old one leads on. The caller commits."""
    if name == person.name:
        return
    was, former = person.name, person.slug
    person.rename(name, content_language_tag(session))
    slug = unique_slug(session, name, own=person)
    if slug != former:
        person.slug = slug
        end_redirects(session, AuthorRedirect, (slug, former))
        session.add(AuthorRedirect(slug=former, person_id=person.id, created_at=now))
    record_audit_event(session, AuditKind.PERSON_RENAMED, now, by=by, subject=name, was=was)


def close_account(session: AnySession, person: Person, now: datetime, *, by: Person) -> None:
    """End the account of *person*, who stays as a guest author with every byline; the caller commits.

    Raises:
        LastAdministrator: nobody else could administer.
    """
    require_another_administrator(session, person)
    record_audit_event(session, AuditKind.ACCOUNT_CLOSED, now, by=by, subject=format_person(person))
    remove_factors(session, person)
    end_sessions(session, person)
    end_reset_links(session, person, now)
    person.address, person.address_key, person.password_hash, person.invited_at = "", None, None, None
    person.role, person.is_suspended = Role.CONTRIBUTOR, False
    session.flush()


def invite_guest(
    session: AnySession, guest: Person, address: str, role: Role, lifetime: timedelta, now: datetime, *, by: Person
) -> None:
    """Give *guest* an account with the same bylines and owe the mail with the link; the caller commits.

    Raises:
        HasAccount: there is one already.
        EnrolmentRefused: the address is none, or (AlreadyEnrolled) it has an account.
    """
    if not guest.is_guest:
        raise HasAccount(guest.slug)
    mail = check_address(session, address)
    guest.address, guest.address_key, guest.role = mail, mail.casefold(), role
    session.flush()
    send_link(session, guest, lifetime, now)
    record_audit_event(session, AuditKind.INVITED, now, by=by, subject=format_person(guest), role=role.value)


def delete_guest(session: AnySession, guest: Person, now: datetime, *, by: Person) -> None:
    """Delete the record of a guest author, with the audit row; the caller commits.

    Raises:
        HasAccount: it is no guest.
        HasBylines: an article names them.
    """
    if not guest.is_guest:
        raise HasAccount(guest.slug)
    first = exists().where(or_(Article.author_id == guest.id, Article.reviewer_id == guest.id))
    further = exists().where(article_coauthors.c.person_id == guest.id)
    if session.scalar(select(or_(first, further))):
        raise HasBylines(guest.slug)
    record_audit_event(session, AuditKind.GUEST_DELETED, now, by=by, subject=guest.name)
    session.delete(guest)
    session.flush()
