"""Preview of an alert's audience: who would get it if the article were announced now, and who would not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, zip_longest
from typing import NamedTuple, TypeVar

from blog.database import AnySession
from blog.delivery.audience.languages_of_alerts import find_other_languages
from blog.delivery.audience.reader_groups import (
    INCLUDED,
    ExclusionReason,
    SubscriberGroup,
    count_parts,
    make_preferences,
)
from blog.delivery.audience.send_times import CLOCK_COLUMNS, ReaderClock, SendTimes, read_send_times
from blog.delivery.audience.subscriber_preferences import (
    FOLLOW_REASONS,
    FREQUENCIES,
    Announcement,
    FollowReason,
)
from blog.models import AlertKind, AlertLevel, Article, Frequency, Subscriber

T = TypeVar("T")
SAMPLE_SIZE = 5


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
    others = find_other_languages(session, article) if kind is AlertKind.PUBLICATION else None
    announcement = Announcement(article.id, article.author_id, kind, level, now, others)
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
    preferences = make_preferences(session, announcement, ids)
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
