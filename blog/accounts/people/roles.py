"""An administrator changes what others may do; nobody does so with the own account, and each act leaves a trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from blog.accounts.people.enrolment import change_role, reinstate, suspend
from blog.database import AnySession
from blog.models import Article, AuditEvent, AuditKind, Person, Role


class Oneself(Exception):
    """Nobody changes the own role or suspends the own account."""


class ChangedMeanwhile(Exception):
    """The person has another role than the page showed."""


@dataclass(frozen=True)
class Member:
    """One of the newsroom as the list shows it."""

    person: Person
    article_count: int
    signed_in_at: datetime | None
    """The last sign-in that the trail knows of."""


def list_members(session: AnySession, only: int | None = None) -> Sequence[Member]:
    """Return everybody, or the one with the key *only*, by name: who can come in before who cannot."""
    counts = select(func.count(Article.id)).where(Article.author_id == Person.id).correlate(Person).scalar_subquery()
    visits = (AuditEvent.person_id == Person.id, AuditEvent.kind == AuditKind.SIGNED_IN)
    last = select(func.max(AuditEvent.happened_at)).where(*visits).correlate(Person).scalar_subquery()
    query = select(Person, counts, last).order_by(Person.is_suspended, func.lower(Person.name), Person.id)
    if only is not None:
        query = query.where(Person.id == only)
    return [Member(person, count, seen) for person, count, seen in session.execute(query)]


def give_role(session: AnySession, person: Person, role: Role, now: datetime, *, by: Person, seen: str) -> bool:
    """Give *person* another role, which ends their sessions; return whether anything changed. The caller commits.

    Raises:
        Oneself: *person* is *by*.
        ChangedMeanwhile: the role is not the one whose name is *seen*.
        LastAdministrator: nobody else could administer.
    """
    if person.id == by.id:
        raise Oneself
    if person.role is role:
        return False
    if person.role.value != seen:
        raise ChangedMeanwhile(person.role.value)
    change_role(session, person, role, now, by=by)
    return True


def shut_out(session: AnySession, person: Person, now: datetime, *, by: Person) -> None:
    """Suspend *person*, whose sessions end at once; twice is once. The caller commits.

    Raises:
        Oneself: *person* is *by*.
        LastAdministrator: nobody else could administer.
    """
    if person.id == by.id:
        raise Oneself
    if not person.is_suspended:
        suspend(session, person, now, by=by)


def let_in_again(session: AnySession, person: Person, now: datetime, *, by: Person) -> None:
    """Lift the suspension of *person*; the caller commits."""
    if person.is_suspended:
        reinstate(session, person, now, by=by)
