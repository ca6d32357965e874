"""SQL expressions of the preferences that decide who gets an announcement, and how soon."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from blog.delivery.audience.eligibility import is_level_unwanted_sql, overrides_pause_sql, reader_reason_sql
from blog.delivery.audience.languages_of_alerts import OtherLanguages, find_languages_of, is_wanted_here
from blog.delivery.audience.reach import select_reached
from blog.models import (
    Alert,
    AlertKind,
    AlertLevel,
    Article,
    Delivery,
    Follow,
    Frequency,
    LowChoice,
    Subscriber,
    article_coauthors,
    article_topics,
)

RANKS = {Frequency.INSTANT: 0, Frequency.DAILY: 1, Frequency.WEEKLY: 2}
FREQUENCIES = {rank: frequency for frequency, rank in RANKS.items()}
INSTANT, DAILY, WEEKLY = RANKS.values()
NEVER = 9


class FollowReason(StrEnum):
    """Which follow makes a reader part of the audience, the widest first; the widest of several counts."""

    SITE = "site"
    TOPIC = "topic"
    AUTHOR = "author"
    ARTICLE = "article"


FOLLOW_REASONS = tuple(FollowReason)
SubscriberFilter = Callable[[Any], ColumnElement[bool]]
"""Returns a condition on a column of subscriber ids; with it each part of the query reads only one chunk."""


@dataclass(frozen=True)
class Announcement:
    """An alert that is announced, or would be."""

    article_id: int
    author_id: int
    kind: AlertKind
    level: AlertLevel
    as_of: datetime
    """A follow that began later does not count, and a pause that lasts longer does."""
    other_languages: OtherLanguages | None = None
    """The versions of the article that were announced besides it, if one of them may be for the reader instead."""

    @property
    def versions(self) -> Sequence[tuple[int, int]]:
        """Return article and first author of each version: who follows what one is about gets the best of them."""
        running = self.other_languages.running if self.other_languages else ()
        return [(self.article_id, self.author_id), *((one.article_id, one.author_id) for one in running)]

    @classmethod
    def of(cls, alert: Alert, article: Article) -> Self:
        """Return the announcement of *alert*."""
        others = find_languages_of(alert, article)
        return cls(article.id, article.author_id, alert.kind, alert.level, alert.announced_at, others)


class SubscriberPreferencesSQL:
    """The expressions for one announcement; they refer to Subscriber and to *followers*, its outer join."""

    def __init__(self, announcement: Announcement, subscriber_filter: SubscriberFilter) -> None:
        self.announcement, self.subscriber_filter = announcement, subscriber_filter
        self.followers = select_followers(announcement, subscriber_filter)
        follow_rank = func.coalesce(self.followers.c.rank, NEVER)
        self.is_site_soonest = self.site_rank <= follow_rank
        self.soonest_rank = case((self.is_site_soonest, self.site_rank), else_=follow_rank)

    @property
    def site_rank(self) -> ColumnElement[int]:
        """Rank of the reader's frequency for the whole site; NEVER for updates, which followers of the article get."""
        return rank_frequency(Subscriber.site_frequency) if self.includes_site_followers else literal(NEVER)

    @property
    def includes_site_followers(self) -> bool:
        """Whether readers who follow the whole site are in the audience."""
        return self.announcement.kind is AlertKind.PUBLICATION

    @property
    def is_correction(self) -> bool:
        """Whether it is a correction, which goes to readers whom the article reached, whatever they follow."""
        return self.announcement.kind is AlertKind.CORRECTION

    @property
    def is_in_audience(self) -> ColumnElement[bool]:
        """Whether the reader follows a match, or for a correction, has been reached by the article."""
        if self.is_correction:
            return Subscriber.id.in_(
                select_reached(self.announcement.article_id).where(self.subscriber_filter(Delivery.subscriber_id))
            )
        follows = self.followers.c.subscriber_id.is_not(None)
        if not self.includes_site_followers:
            return follows
        return and_(or_(Subscriber.site_frequency.is_not(None), follows), self.is_wanted_here)

    @property
    def is_wanted_here(self) -> ColumnElement[bool]:
        """Whether the reader is told of this version of the article, and not of one in another language."""
        return is_wanted_here(self.announcement.other_languages)

    @property
    def follow_reason(self) -> ColumnElement[int]:
        """Index in FOLLOW_REASONS of the widest reason; NULL for none."""
        if not self.includes_site_followers:
            return self.followers.c.reason
        return case((Subscriber.site_frequency.is_not(None), literal(0)), else_=self.followers.c.reason)

    @property
    def followed(self) -> ColumnElement[str | None]:
        """The follow that brings the alert soonest, as Delivery.followed holds it; NULL for corrections."""
        if self.is_correction:
            return cast(null(), String)
        soonest = func.substr(self.followers.c.soonest, 2)
        return case((self.is_site_soonest, literal(FollowReason.SITE.value)), else_=soonest)

    @property
    def rank(self) -> ColumnElement[int]:
        """Rank of the frequency at which the reader gets the alert, its level considered; INSTANT for corrections."""
        if self.is_correction:
            return literal(INSTANT)
        if self.announcement.level is AlertLevel.URGENT:
            return case((self.overrides_pause, literal(INSTANT)), else_=self.soonest_rank)
        if self.announcement.level is AlertLevel.LOW:
            daily = and_(Subscriber.low_choice == LowChoice.DAILY, self.soonest_rank < DAILY)
            weekly = Subscriber.low_choice == LowChoice.WEEKLY
            return case((daily, literal(DAILY)), (weekly, literal(WEEKLY)), else_=self.soonest_rank)
        return self.soonest_rank

    @property
    def overrides_pause(self) -> ColumnElement[bool]:
        """Whether frequency, quiet hours and pause of the reader do not apply, since the alert is urgent."""
        return overrides_pause_sql(self.announcement.level)

    @property
    def is_level_unwanted(self) -> ColumnElement[bool]:
        """Whether the reader has chosen to get no alerts of this level."""
        return is_level_unwanted_sql(self.announcement.level)

    @property
    def reason(self) -> ColumnElement[str | None]:
        """Why the reader gets nothing, one of SkipReason, or NULL."""
        return reader_reason_sql(self.announcement.level, self.announcement.as_of, at_expansion=True)

    def select(self, *columns: Any) -> Select[Any]:
        """Select *columns* of all subscribers; columns of *followers* are NULL without a matching follow."""
        joined = Subscriber.id == self.followers.c.subscriber_id
        return select(*columns).select_from(Subscriber).outerjoin(self.followers, joined)


def rank_frequency(frequency: Any) -> ColumnElement[int]:
    """Return as SQL the rank of a column of frequencies; NULL ranks as NEVER."""
    return case(*((frequency == value, literal(rank)) for value, rank in RANKS.items()), else_=literal(NEVER))


def select_followers(announcement: Announcement, subscriber_filter: SubscriberFilter) -> Subquery:
    """Select for each subscriber with a matching follow the soonest rank, the widest reason, and the soonest follow."""
    every = union_all(*select_follows(announcement, subscriber_filter)).subquery()
    columns = (func.min(every.c[name]).label(name) for name in ("rank", "reason", "soonest"))
    return select(every.c.subscriber_id, *columns).group_by(every.c.subscriber_id).subquery("followers")


def select_follows(announcement: Announcement, subscriber_filter: SubscriberFilter) -> list[Select[int, int, int, str]]:
    """Return a query of the matching follows for each reason, since each has an index of its own.

    The column *soonest* is text such as "0topic:12": its rank, then what Delivery.followed holds.
    """
    articles, authors = zip(*announcement.versions, strict=True)
    topics = select(article_topics.c.topic_id).where(article_topics.c.article_id.in_(articles))
    shared = select(article_coauthors.c.person_id).where(article_coauthors.c.article_id.in_(articles))
    matches = (
        (FollowReason.TOPIC, Follow.topic_id, Follow.topic_id.in_(topics)),
        (FollowReason.AUTHOR, Follow.author_id, Follow.author_id.in_(authors)),
        (FollowReason.AUTHOR, Follow.author_id, Follow.author_id.in_(shared)),
        (FollowReason.ARTICLE, Follow.article_id, Follow.article_id == announcement.article_id),
    )
    rank = rank_frequency(Follow.frequency)
    return [
        select(
            Follow.subscriber_id.label("subscriber_id"),
            rank.label("rank"),
            literal(FOLLOW_REASONS.index(reason)).label("reason"),
            cast(rank, String).concat(f"{reason}:").concat(cast(target, String)).label("soonest"),
        ).where(match, Follow.created_at <= announcement.as_of, subscriber_filter(Follow.subscriber_id))
        for reason, target, match in matches
        if reason is FollowReason.ARTICLE or announcement.kind is AlertKind.PUBLICATION
    ]
