"""Preview of an alert's audience: who would get it if the article were announced now, and who would not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice, zip_longest
from typing import NamedTuple, TypeVar

from sqlalchemy import ColumnElement, case, func, literal, select, true

from blog.database import AnySession
from blog.delivery.audience.send_times import CLOCK_COLUMNS, ReaderClock, SendTimes, read_send_times
from blog.delivery.audience.subscriber_preferences import (
    FOLLOW_REASONS,
    FREQUENCIES,
    Announcement,
    FollowReason,
    SubscriberPreferencesSQL,
)
from blog.models import AlertKind, AlertLevel, Article, Frequency, SkipReason, Subscriber, SubscriberState

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
    """All other subscribers; reasons without subscribers are missing."""
    sample: list[SampleReader]
    """Up to five readers who would get the alert, spread over follow reasons and frequencies."""


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


def preview_audience(
    session: AnySession,
    article: Article,
    *,
    level: AlertLevel = AlertLevel.NORMAL,
    kind: AlertKind = AlertKind.PUBLICATION,
    now: datetime,
    site_zone: str = "UTC",
) -> AudiencePreview:
    """Return the audience of *article* if announced with *level*; reads all subscribers once."""
    preferences = SubscriberPreferencesSQL(
        Announcement(article.id, article.author_id, kind, level, now), lambda id: true()
    )
    groups = count_groups(session, preferences)
    included = [group for group in groups if group.verdict == INCLUDED]
    return AudiencePreview(
        total=sum(group.people for group in included),
        by_follow_reason=add_up((FOLLOW_REASONS[group.follow_reason], group.people) for group in included),
        by_frequency=add_up((FREQUENCIES[group.rank], group.people) for group in included),
        excluded=add_up(
            (ExclusionReason(group.verdict), group.people) for group in groups if group.verdict != INCLUDED
        ),
        sample=read_sample(session, preferences, pick_sample(included), read_send_times(session, now, site_zone)),
    )


def count_groups(session: AnySession, preferences: SubscriberPreferencesSQL) -> list[SubscriberGroup]:
    """Return all subscribers in groups with the same result."""
    columns = (
        verdict_sql(preferences).label("verdict"),
        preferences.follow_reason.label("follow_reason"),
        preferences.rank.label("rank"),
    )
    results = preferences.select(Subscriber.id, *columns).subquery()
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
    session: AnySession, preferences: SubscriberPreferencesSQL, ids: Sequence[int], send_times: SendTimes
) -> list[SampleReader]:
    """Return the readers with *ids* in that order, with the time at which each would get the alert."""
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
