"""Roles and suspension: who may do what, each change with its audit row and the end of the sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from blog.accounts.people.enrolment import change_role, reinstate, suspend
from blog.database import AnySession
from blog.models import Article, ArticleState, AuditEvent, AuditKind, Person, Role


class OwnAccount(Exception):
    """An administrator cannot change the role of, or suspend, the own account."""


class StaleRole(Exception):
    """The person has another role than the page showed (lost update)."""


@dataclass(frozen=True)
class Member:
    """A person of the newsroom with what the list shows beside it."""

    person: Person
    published_count: int
    """Own articles that readers have seen."""
    draft_count: int
    signed_in_at: datetime | None
    """The last sign-in in the audit trail."""


def list_members(session: AnySession, person_id: int | None = None) -> Sequence[Member]:
    """Return all people, or the one with *person_id*, by name; suspended ones last."""
    was_public, is_left = Article.published_at.is_not(None), Article.state != ArticleState.DELETED
    mine = (
        select(func.count(Article.id))
        .where(Article.author_id == Person.id, is_left, Article.pending_for_id.is_(None))
        .correlate(Person)
    )
    counts = (mine.where(was_public).scalar_subquery(), mine.where(~was_public).scalar_subquery())
    visits = (AuditEvent.person_id == Person.id, AuditEvent.kind == AuditKind.SIGNED_IN)
    last = select(func.max(AuditEvent.happened_at)).where(*visits).correlate(Person).scalar_subquery()
    query = select(Person, *counts, last).order_by(Person.is_suspended, Person.sort_key)
    if person_id is not None:
        query = query.where(Person.id == person_id)
    return [Member(*row) for row in session.execute(query)]


def assign_role(session: AnySession, person: Person, role: Role, now: datetime, *, by: Person, seen: str) -> bool:
    """Set the role of *person*, which ends their sessions; return whether it changed. The caller commits.

    Raises:
        OwnAccount: *person* is *by*.
        StaleRole: the role is not the one whose name is *seen*.
        LastAdministrator: *person* is the only administrator.
    """
    if person.id == by.id:
        raise OwnAccount
    if person.role is role:
        return False
    if person.role.value != seen:
        raise StaleRole(person.role.value)
    change_role(session, person, role, now, by=by)
    return True


def suspend_member(session: AnySession, person: Person, now: datetime, *, by: Person) -> None:
    """Suspend *person* and end their sessions, unless already suspended. The caller commits.

    Raises:
        OwnAccount: *person* is *by*.
        LastAdministrator: *person* is the only administrator.
    """
    if person.id == by.id:
        raise OwnAccount
    if not person.is_suspended:
        suspend(session, person, now, by=by)


def reinstate_member(session: AnySession, person: Person, now: datetime, *, by: Person) -> None:
    """Lift the suspension of *person*, if any; the caller commits."""
    if person.is_suspended:
        reinstate(session, person, now, by=by)
