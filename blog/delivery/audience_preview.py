"""Who would be told about an article if it were announced now, and who would not: the other door of this room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice, zip_longest
from typing import NamedTuple, TypeVar

from sqlalchemy import ColumnElement, case, func, literal, select, true

from blog.database import AnySession
from blog.delivery.audience.send_times import CLOCK_COLUMNS, ReadersClock, Timetable, read_timetable
from blog.delivery.audience.subscriber_preferences import WHYS, WORDS, Occasion, Why, Wishes
from blog.models import AlertKind, AlertLevel, Article, Frequency, SkipReason, Subscriber, SubscriberState

Key = TypeVar("Key")
SAMPLE_SIZE = 5
TOLD = "told"


class Exclusion(StrEnum):
    """Why somebody on the list would not be told; each person counts under the first that fits."""

    UNCONFIRMED = "unconfirmed"
    LEFT = "left"
    FOLLOWS_NOTHING = "follows_nothing"
    """Nothing that the reader follows is what the alert is about."""
    SUPPRESSED = SkipReason.SUPPRESSED.value
    LEVEL = SkipReason.LEVEL.value
    PAUSED = SkipReason.PAUSED.value


class SampleReader(NamedTuple):
    """One of those who would be told."""

    address: str
    """In full: whoever shows it masks it."""
    name: str | None
    why: Why
    frequency: Frequency
    due_at: datetime


@dataclass(frozen=True)
class Forecast:
    """What an alert would do; every count of a kind adds up."""

    total: int
    """How many would be told."""
    by_why: dict[Why, int]
    """The same by what they follow, each person under the widest; sorts with nobody are missing."""
    by_frequency: dict[Frequency, int]
    """The same by how soon they are told."""
    left_out: dict[Exclusion, int]
    """Everybody else on the list; reasons with nobody are missing."""
    sample: list[SampleReader]
    """Up to five who would be told, spread over what they follow and how soon they are told."""


class Group(NamedTuple):
    """Subscribers for whom the answer is the same."""

    verdict: str
    """TOLD or one of Exclusion."""
    why: int
    rank: int
    people: int
    first: int
    last: int
    """The lowest and the highest key."""


def forecast(
    session: AnySession,
    article: Article,
    *,
    level: AlertLevel = AlertLevel.NORMAL,
    kind: AlertKind = AlertKind.PUBLICATION,
    now: datetime,
    site_zone: str = "UTC",
) -> Forecast:
    """Return who would be told about *article*, announced with *level*; one pass over the subscribers."""
    wishes = Wishes(Occasion(article.id, article.author_id, kind, level, now), lambda key: true())
    groups = count_groups(session, wishes)
    told = [group for group in groups if group.verdict == TOLD]
    return Forecast(
        total=sum(group.people for group in told),
        by_why=add_up((WHYS[group.why], group.people) for group in told),
        by_frequency=add_up((WORDS[group.rank], group.people) for group in told),
        left_out=add_up((Exclusion(group.verdict), group.people) for group in groups if group.verdict != TOLD),
        sample=read_sample(session, wishes, pick(told), read_timetable(session, now, site_zone)),
    )


def count_groups(session: AnySession, wishes: Wishes) -> list[Group]:
    """Return all subscribers in groups of the same answer."""
    columns = (verdict_of(wishes).label("verdict"), wishes.why.label("why"), wishes.rank.label("rank"))
    answers = wishes.select(Subscriber.id, *columns).subquery()
    key = answers.c.id
    grouped = select(answers.c.verdict, answers.c.why, answers.c.rank, func.count(), func.min(key), func.max(key))
    return [Group(*row) for row in session.execute(grouped.group_by(answers.c.verdict, answers.c.why, answers.c.rank))]


def verdict_of(wishes: Wishes) -> ColumnElement[str]:
    """Return TOLD or the first reason that fits, as SQL."""
    return case(
        (Subscriber.state == SubscriberState.PENDING, literal(Exclusion.UNCONFIRMED.value)),
        (Subscriber.state == SubscriberState.LEFT, literal(Exclusion.LEFT.value)),
        (~wishes.is_concerned, literal(Exclusion.FOLLOWS_NOTHING.value)),
        else_=func.coalesce(wishes.reason, TOLD),
    )


def add_up(counts: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    """Return the sums by key."""
    sums: dict[Key, int] = {}
    for key, count in counts:
        sums[key] = sums.get(key, 0) + count
    return sums


def pick(told: Iterable[Group]) -> list[int]:
    """Return the keys of a few people, one of each reason in turn, and of each frequency among them."""
    by_why: dict[int, list[Group]] = {}
    for group in sorted(told, key=lambda group: (group.why, group.rank)):
        by_why.setdefault(group.why, []).append(group)
    keys = ([*(group.first for group in groups), *(group.last for group in groups)] for groups in by_why.values())
    in_turn = (key for turn in zip_longest(*keys) for key in turn if key is not None)
    return list(islice(dict.fromkeys(in_turn), SAMPLE_SIZE))


def read_sample(session: AnySession, wishes: Wishes, keys: Sequence[int], timetable: Timetable) -> list[SampleReader]:
    """Return the people with *keys* in that order, and when each would be told."""
    columns = (Subscriber.id, Subscriber.address, Subscriber.name, wishes.why, wishes.rank, wishes.is_at_once)
    readers = session.execute(wishes.select(*columns, *CLOCK_COLUMNS).where(Subscriber.id.in_(keys)))
    found = {}
    for key, address, name, why, rank, is_at_once, *clock in readers:
        frequency = WORDS[rank]
        due_at = timetable.due_of(frequency, ReadersClock(*clock), is_at_once=is_at_once)
        found[key] = SampleReader(address, name, WHYS[why], frequency, due_at)
    return [found[key] for key in keys if key in found]
