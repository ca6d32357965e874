"""Roles and suspension: who may do what, each change with its audit row and the end of the sessions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from blog.accounts.people.enrolment import change_role, reinstate, suspend
from blog.database import AnySession
from blog.models import UNLISTED, Article, AuditEvent, AuditKind, Person, Role


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
    """Return all people with an account, or the one with *person_id*, by name; suspended ones last."""
    visits = (AuditEvent.person_id == Person.id, AuditEvent.kind == AuditKind.SIGNED_IN)
    last = select(func.max(AuditEvent.happened_at)).where(*visits).correlate(Person).scalar_subquery()
    query = select(Person, last).where(Person.address_key.is_not(None)).order_by(Person.is_suspended, Person.sort_key)
    if person_id is not None:
        query = query.where(Person.id == person_id)
    counts = count_own_articles(session, person_id)
    return [
        Member(person, counts[person.id, True], counts[person.id, False], seen_at)
        for person, seen_at in session.execute(query)
    ]


def count_own_articles(session: AnySession, person_id: int | None) -> Counter[tuple[int, bool]]:
    """Return the number of articles by first author and whether readers have seen them, deleted ones left out.

    All are counted in the index by author alone, and the few pending versions,
    which it does not tell apart, are taken off.
    """
    columns, is_left = (Article.author_id, Article.published_at.is_not(None)), Article.state.not_in(UNLISTED)
    every = select(*columns, func.count()).where(is_left).group_by(*columns)
    if person_id is not None:
        every = every.where(Article.author_id == person_id)
    counts = Counter({(author_id, bool(is_seen)): count for author_id, is_seen, count in session.execute(every)})
    # SQLite looks up a range, not IS NOT NULL.
    pending = session.execute(select(*columns).where(is_left, Article.pending_for_id > 0))
    counts.subtract((author_id, bool(is_seen)) for author_id, is_seen in pending)
    return counts


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
