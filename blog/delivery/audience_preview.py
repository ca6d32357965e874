"""Preview of an alert's audience: who would get it if the article were announced now, and who would not.

All readers are counted up to MAX_EXACT. Of more, those who follow what the
article is about are counted, and of the others a sample stands for all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice, zip_longest
from typing import NamedTuple, TypeVar

from sqlalchemy import ColumnElement, case, func, literal, select, true

from blog.database import AnySession
from blog.database.statements import is_one_of
from blog.delivery.audience.reader_sample import MAX_EXACT, MIN_FOUND, count_readers, draw_readers
from blog.delivery.audience.send_times import CLOCK_COLUMNS, ReaderClock, SendTimes, read_send_times
from blog.delivery.audience.subscriber_preferences import (
    FOLLOW_REASONS,
    FREQUENCIES,
    Announcement,
    FollowReason,
    SubscriberPreferencesSQL,
    select_follows,
)
from blog.models import AlertKind, AlertLevel, Article, Follow, Frequency, SkipReason, Subscriber, SubscriberState

T = TypeVar("T")
SAMPLE_SIZE = 5
INCLUDED = "included"


class ExclusionReason(StrEnum):
    """Why a subscriber would not get the alert; each counts under the first reason that applies."""

    UNCONFIRMED = "unconfirmed"
    LEFT = "left"
    FOLLOWS_NOTHING = "follows_nothing"
    """The reader follows nothing that the alert is about."""
    SUPPRESSED = SkipReason.SUPPRESSED.value
    LEVEL = SkipReason.LEVEL.value
    PAUSED = SkipReason.PAUSED.value


class SampleReader(NamedTuple):
    """A reader who would get the alert."""

    address: str
    """In full: mask it before showing it."""
    name: str | None
    follow_reason: FollowReason
    frequency: Frequency
    due_at: datetime


@dataclass(frozen=True)
class AudiencePreview:
    """Counts of subscribers; those of one kind add up to the total."""

    total: int
    """Readers who would get the alert."""
    by_follow_reason: dict[FollowReason, int]
    """The same by follow, each reader under the widest; reasons without readers are missing."""
    by_frequency: dict[Frequency, int]
    """The same by frequency."""
    excluded: dict[ExclusionReason, int]
    """All other subscribers, but for an update on a large site only followers; reasons without any are missing."""
    sample: list[SampleReader]
    """Up to five readers who would get the alert, spread over follow reasons and frequencies."""
    estimated_from: int = 0
    """How many readers were drawn to stand for all others; 0 where all who would get the alert were counted."""


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


def preview_audience(
    session: AnySession,
    article: Article,
    *,
    level: AlertLevel = AlertLevel.NORMAL,
    kind: AlertKind = AlertKind.PUBLICATION,
    now: datetime,
    site_zone: str = "UTC",
) -> AudiencePreview:
    """Return the audience of *article* if announced with *level*; of a large site an estimate."""
    announcement = Announcement(article.id, article.author_id, kind, level, now)
    parts = count_parts(session, announcement)
    groups = [group for part in parts for group in part.scaled()]
    included = [group for group in groups if group.verdict == INCLUDED]
    sample = read_sample(session, announcement, pick_sample(included), read_send_times(session, now, site_zone))
    return AudiencePreview(
        total=sum(group.people for group in included),
        by_follow_reason=add_up((FOLLOW_REASONS[group.follow_reason], group.people) for group in included),
        by_frequency=add_up((FREQUENCIES[group.rank], group.people) for group in included),
        excluded=add_up(
            (ExclusionReason(group.verdict), group.people) for group in groups if group.verdict != INCLUDED
        ),
        sample=sample,
        estimated_from=sum(part.looked_at for part in parts if part.is_estimate),
    )


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


def prefer(session: AnySession, announcement: Announcement, ids: Sequence[int] | None) -> SubscriberPreferencesSQL:
    """Return the preferences of the readers with *ids*, or of all."""
    return SubscriberPreferencesSQL(announcement, lambda id: true() if ids is None else is_one_of(session, id, ids))


def count_groups(
    session: AnySession, announcement: Announcement, ids: Sequence[int] | None = None
) -> list[SubscriberGroup]:
    """Return subscribers in groups with the same result: those with *ids*, or all."""
    preferences = prefer(session, announcement, ids)
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
        (~preferences.is_in_audience, literal(ExclusionReason.FOLLOWS_NOTHING.value)),
        else_=func.coalesce(preferences.reason, INCLUDED),
    )


def add_up(counts: Iterable[tuple[T, int]]) -> dict[T, int]:
    """Return the sums by key."""
    sums: dict[T, int] = {}
    for key, count in counts:
        sums[key] = sums.get(key, 0) + count
    return sums


def pick_sample(included: Iterable[SubscriberGroup]) -> list[int]:
    """Return the ids of SAMPLE_SIZE readers, taken in turn from each follow reason and each frequency."""
    by_reason: dict[int, list[SubscriberGroup]] = {}
    for group in sorted(included, key=lambda group: (group.follow_reason, group.rank)):
        by_reason.setdefault(group.follow_reason, []).append(group)
    ids = ([*(group.first for group in groups), *(group.last for group in groups)] for groups in by_reason.values())
    in_turn = (id for turn in zip_longest(*ids) for id in turn if id is not None)
    return list(islice(dict.fromkeys(in_turn), SAMPLE_SIZE))


def read_sample(
    session: AnySession, announcement: Announcement, ids: Sequence[int], send_times: SendTimes
) -> list[SampleReader]:
    """Return the readers with *ids* in that order, with the time at which each would get the alert."""
    preferences = prefer(session, announcement, ids)
    columns = (
        Subscriber.id,
        Subscriber.address,
        Subscriber.name,
        preferences.follow_reason,
        preferences.rank,
        preferences.overrides_pause,
    )
    readers = session.execute(preferences.select(*columns, *CLOCK_COLUMNS).where(Subscriber.id.in_(ids)))
    found = {}
    for id, address, name, follow_reason, rank, overrides_pause, *clock in readers:
        frequency = FREQUENCIES[rank]
        due_at = send_times.due_at(frequency, ReaderClock(*clock), ignore_quiet_hours=overrides_pause)
        found[id] = SampleReader(address, name, FOLLOW_REASONS[follow_reason], frequency, due_at)
    return [found[id] for id in ids if id in found]
