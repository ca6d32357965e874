"""Merging two records of one author: bylines, followers and addresses move to the other."""

from datetime import datetime

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import aliased

from blog.accounts.audit import record_audit_event
from blog.accounts.authors.records import HasAccount
from blog.database import AnySession, Base
from blog.models import (
    Alert,
    AlertState,
    Article,
    AuditKind,
    AuthorRedirect,
    Follow,
    FollowRequest,
    Frequency,
    Person,
    Profile,
    article_coauthors,
)

SHARED = article_coauthors.c
SILENT = {"synchronize_session": False}


class AuthorGone(Exception):
    """One of the two records is gone, or both are the same."""


class AuthorAlertInProgress(Exception):
    """Readers are being chosen for an alert about an article of one of the two."""


def count_bylines(session: AnySession, person: Person) -> int:
    """Return the number of articles that name *person* as first or further author."""
    first = session.scalar(select(func.count()).select_from(Article).where(Article.author_id == person.id))
    further = select(func.count()).select_from(article_coauthors).where(SHARED.person_id == person.id)
    return (first or 0) + (session.scalar(further) or 0)


def merge_authors(session: AnySession, source_id: int, target_id: int, now: datetime, *, by: Person) -> int:
    """Merge the record of a guest author into another one, which leads on from its address; return the bylines moved.

    Nobody is written to; who follows both keeps one follow with the shorter interval. The caller commits.

    Raises:
        AuthorGone: there are not two of them.
        HasAccount: the first one can sign in; that account is to be closed before.
        AuthorAlertInProgress: see there.
    """
    source, target = lock_both(session, source_id, target_id)
    if not source.is_guest:
        raise HasAccount(source.slug)
    require_no_alert(session, source, target)
    moved, name, slug = count_bylines(session, source), source.name, source.slug
    move_bylines(session, source.id, target.id)
    move_followers(session, source.id, target.id)
    inherit(session, source, target)
    move_history(session, source.id, target.id)
    session.execute(update(AuthorRedirect).where(AuthorRedirect.person_id == source.id).values(person_id=target.id))
    session.flush()
    # The row goes by a statement: as an object it would first load what it is named in.
    session.expunge(source)
    session.expire_all()
    session.execute(delete(Person).where(Person.id == source_id))
    session.add(AuthorRedirect(slug=slug, person_id=target_id, former_id=source_id, created_at=now))
    record_audit_event(session, AuditKind.AUTHORS_MERGED, now, by=by, subject=name, target=target.name)
    return moved


def lock_both(session: AnySession, source_id: int, target_id: int) -> tuple[Person, Person]:
    """Lock both records in the order of their ids."""
    ids = sorted({source_id, target_id})
    locked = select(Person).where(Person.id.in_(ids)).order_by(Person.id).with_for_update(of=Person)
    found = {person.id: person for person in session.scalars(locked.execution_options(populate_existing=True))}
    if len(found) != 2 or len(ids) != 2:
        raise AuthorGone
    return found[source_id], found[target_id]


def require_no_alert(session: AnySession, *people: Person) -> None:
    """Check that the readers of no alert about an article of *people* are being chosen.

    Raises:
        AuthorAlertInProgress: they are.
    """
    ids = [person.id for person in people]
    first = exists().where(Article.id == Alert.article_id, Article.author_id.in_(ids))
    further = exists().where(SHARED.article_id == Alert.article_id, SHARED.person_id.in_(ids))
    running = select(Alert.id).where(Alert.state == AlertState.EXPANDING, first | further)
    if session.scalar(running.limit(1)) is not None:
        raise AuthorAlertInProgress


def move_bylines(session: AnySession, source_id: int, target_id: int) -> None:
    """Name the target where the source was named, once in each byline."""
    mine, theirs = SHARED.person_id == source_id, SHARED.person_id == target_id
    leading = select(Article.id).where(Article.author_id.in_((source_id, target_id)))
    first = update(Article).where(Article.author_id == source_id).values(author_id=target_id)
    session.execute(first, execution_options=SILENT)
    session.execute(delete(article_coauthors).where(mine | theirs, SHARED.article_id.in_(leading)))
    other = article_coauthors.alias()
    is_there = exists().where(other.c.article_id == SHARED.article_id, other.c.person_id == target_id)
    # Rows are added and deleted rather than changed, as the search's triggers watch.
    rows = session.execute(select(SHARED.article_id, SHARED.position).where(mine, ~is_there)).all()
    session.execute(delete(article_coauthors).where(mine))
    values = [{"article_id": row.article_id, "person_id": target_id, "position": row.position} for row in rows]
    if values:
        session.execute(article_coauthors.insert(), values)


def move_followers(session: AnySession, source_id: int, target_id: int) -> None:
    """Let the followers of the source follow the target, once each, and requests that wait ask for it."""
    intervals = list(Frequency)
    for place, frequency in enumerate(intervals):
        sooner = select(Follow.subscriber_id).where(Follow.author_id == source_id, Follow.frequency == frequency)
        later = Follow.frequency.in_(intervals[place + 1 :])
        both = update(Follow).where(Follow.author_id == target_id, Follow.subscriber_id.in_(sooner), later)
        session.execute(both.values(frequency=frequency), execution_options=SILENT)
    other = aliased(Follow)
    follows_both = exists().where(other.subscriber_id == Follow.subscriber_id, other.author_id == target_id)
    mine = Follow.author_id == source_id
    session.execute(delete(Follow).where(mine, follows_both), execution_options=SILENT)
    session.execute(update(Follow).where(mine).values(author_id=target_id), execution_options=SILENT)
    asked = update(FollowRequest).where(FollowRequest.author_id == source_id).values(author_id=target_id)
    session.execute(asked, execution_options=SILENT)


def inherit(session: AnySession, source: Person, target: Person) -> None:
    """Give *target* what only *source* has of biography and profile."""
    target.biography = target.biography or source.biography
    theirs, own = session.get(Profile, source.id), session.get(Profile, target.id)
    if theirs is None:
        return
    if own is None:
        own = Profile(person_id=target.id, role_line="", contact="", links=[])
        session.add(own)
    for name in ("role_line", "contact", "links", "picture_id", "team_position"):
        setattr(own, name, getattr(own, name) or getattr(theirs, name))


def move_history(session: AnySession, source_id: int, target_id: int) -> None:
    """Name the target wherever history names the source: revisions, events, uploads, reviews."""
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name == "people" and key.ondelete == "SET NULL":
                session.execute(update(table).where(key.parent == source_id).values({key.parent.name: target_id}))
