"""Groups of readers with the same verdict about an announcement: all readers, or a sample of a large site.

All are counted up to MAX_EXACT. Of more, those who follow what the article is
about are counted, and a sample stands for the others, unless too few of it
would get the alert.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, literal, select, true

from blog.database import AnySession
from blog.database.statements import is_one_of
from blog.delivery.audience.reader_sample import MAX_EXACT, MIN_FOUND, count_readers, draw_readers
from blog.delivery.audience.subscriber_preferences import Announcement, SubscriberPreferencesSQL, select_follows
from blog.models import AlertKind, Follow, SkipReason, Subscriber, SubscriberState

INCLUDED = "included"


class ExclusionReason(StrEnum):
    """Why a subscriber would not get the alert; each counts under the first reason that applies."""

    UNCONFIRMED = "unconfirmed"
    LEFT = "left"
    FOLLOWS_NOTHING = "follows_nothing"
    """The reader follows nothing that the alert is about."""
    OTHER_LANGUAGE = "other_language"
    """The reader has been told, or is, of the article in another language."""
    SUPPRESSED = SkipReason.SUPPRESSED.value
    LEVEL = SkipReason.LEVEL.value
    PAUSED = SkipReason.PAUSED.value


class SubscriberGroup(NamedTuple):
    """Subscribers with the same verdict, follow reason and rank."""

    verdict: str
    """INCLUDED or one of ExclusionReason."""
    follow_reason: int
    rank: int
    people: int
    first: int
    last: int
    """The lowest and the highest id."""


@dataclass(frozen=True)
class ReaderPart:
    """A part of the readers, of whom all or only some were looked at."""

    size: int
    groups: Sequence[SubscriberGroup]

    @property
    def looked_at(self) -> int:
        """Return how many were looked at."""
        return sum(group.people for group in self.groups)

    @property
    def included(self) -> int:
        """Return how many of those would get the alert."""
        return sum(group.people for group in self.groups if group.verdict == INCLUDED)

    @property
    def is_estimate(self) -> bool:
        """Return whether some of those looked at get the alert, and stand for others."""
        return self.included > 0 and self.looked_at < self.size

    def scaled(self) -> Iterator[SubscriberGroup]:
        """Yield the groups as large as they are in the whole part, in proportion."""
        for group in self.groups:
            yield group._replace(people=round(group.people * self.size / self.looked_at))


def count_parts(session: AnySession, announcement: Announcement) -> Sequence[ReaderPart]:
    """Return all readers; of a large site its followers, unless they are as many, and a sample of the others."""
    total = count_readers(session)
    if total > MAX_EXACT:
        followers = find_followers(session, announcement)
        followed = ReaderPart(len(followers or ()), count_groups(session, announcement, followers or ()))
        if followers is not None and announcement.kind is AlertKind.UPDATE:
            return (followed,)
        others = draw_readers(session, total, followers or ())
        rest = ReaderPart(total - followed.size, count_groups(session, announcement, others))
        if rest.included >= MIN_FOUND:
            return followed, rest
    everyone = count_groups(session, announcement)
    return (ReaderPart(sum(group.people for group in everyone), everyone),)


def find_followers(session: AnySession, announcement: Announcement) -> Sequence[int] | None:
    """Return the ids of those who follow what the announcement is about; None if they are more than MAX_EXACT."""
    found = set[int]()
    for follows in select_follows(announcement, lambda id: true()):
        found.update(session.scalars(follows.with_only_columns(Follow.subscriber_id).limit(MAX_EXACT + 1)))
        if len(found) > MAX_EXACT:
            return None
    return sorted(found)


def make_preferences(
    session: AnySession, announcement: Announcement, ids: Sequence[int] | None
) -> SubscriberPreferencesSQL:
    """Return the preferences of the readers with *ids*, or of all."""
    return SubscriberPreferencesSQL(announcement, lambda id: true() if ids is None else is_one_of(session, id, ids))


def count_groups(
    session: AnySession, announcement: Announcement, ids: Sequence[int] | None = None
) -> list[SubscriberGroup]:
    """Return subscribers in groups with the same result: those with *ids*, or all."""
    preferences = make_preferences(session, announcement, ids)
    columns = (
        verdict_sql(preferences).label("verdict"),
        preferences.follow_reason.label("follow_reason"),
        preferences.rank.label("rank"),
    )
    results = preferences.select(Subscriber.id, *columns).where(preferences.subscriber_filter(Subscriber.id)).subquery()
    id = results.c.id
    grouped = select(
        results.c.verdict, results.c.follow_reason, results.c.rank, func.count(), func.min(id), func.max(id)
    )
    return [
        SubscriberGroup(*row)
        for row in session.execute(grouped.group_by(results.c.verdict, results.c.follow_reason, results.c.rank))
    ]


def verdict_sql(preferences: SubscriberPreferencesSQL) -> ColumnElement[str]:
    """Return as SQL INCLUDED or the first reason to exclude a subscriber."""
    return case(
        (Subscriber.state == SubscriberState.PENDING, literal(ExclusionReason.UNCONFIRMED.value)),
        (Subscriber.state == SubscriberState.LEFT, literal(ExclusionReason.LEFT.value)),
        (~preferences.is_wanted_here, literal(ExclusionReason.OTHER_LANGUAGE.value)),
        (~preferences.is_in_audience, literal(ExclusionReason.FOLLOWS_NOTHING.value)),
        else_=func.coalesce(preferences.reason, INCLUDED),
    )
