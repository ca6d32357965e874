"""What each reader wants of one alert, as SQL: who follows what it is about, and how soon that reader is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from blog.delivery.audience.eligibility import is_level_unwanted_sql, overrides_pause_sql, reader_reason_sql
from blog.delivery.audience.reach import who_read_of
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
WORDS = {rank: word for word, rank in RANKS.items()}
INSTANT, DAILY, WEEKLY = RANKS.values()
NOT_AT_ALL = 9


class Why(StrEnum):
    """By what an alert concerns a reader, the widest first; a reader with several reasons counts under the widest."""

    SITE = "site"
    TOPIC = "topic"
    AUTHOR = "author"
    ARTICLE = "article"


WHYS = tuple(Why)
Within = Callable[[Any], ColumnElement[bool]]
"""Narrows a column of keys of subscribers, so that each part of a query walks the index for a chunk alone."""


@dataclass(frozen=True)
class Occasion:
    """What is announced, or would be."""

    article_id: int
    author_id: int
    kind: AlertKind
    level: AlertLevel
    as_of: datetime
    """A follow that began later does not count, and a pause that lasts longer does."""

    @classmethod
    def of(cls, alert: Alert, article: Article) -> Self:
        """Return what *alert* announces."""
        return cls(article.id, article.author_id, alert.kind, alert.level, alert.announced_at)


class Wishes:
    """The expressions of one occasion; they refer to Subscriber and to *followers*, its outer join."""

    def __init__(self, occasion: Occasion, within: Within) -> None:
        self.occasion, self.within = occasion, within
        self.followers = select_followers(occasion, within)
        follow_rank = func.coalesce(self.followers.c.rank, NOT_AT_ALL)
        self.soonest = case((self.site_rank <= follow_rank, self.site_rank), else_=follow_rank)

    @property
    def site_rank(self) -> ColumnElement[int]:
        """The rank of what a reader wants of the whole site; an update concerns those alone who follow its article."""
        return rank_of(Subscriber.site_frequency) if self.concerns_the_site else literal(NOT_AT_ALL)

    @property
    def concerns_the_site(self) -> bool:
        """Whether following the whole site is a reason to be told."""
        return self.occasion.kind is AlertKind.PUBLICATION

    @property
    def is_correction(self) -> bool:
        """Whether an error is made good to those who were told, whatever they follow now and however often."""
        return self.occasion.kind is AlertKind.CORRECTION

    @property
    def is_concerned(self) -> ColumnElement[bool]:
        """Whether the reader follows anything that matches; a correction concerns those whom the article reached."""
        if self.is_correction:
            return Subscriber.id.in_(who_read_of(self.occasion.article_id).where(self.within(Delivery.subscriber_id)))
        follows = self.followers.c.subscriber_id.is_not(None)
        return or_(Subscriber.site_frequency.is_not(None), follows) if self.concerns_the_site else follows

    @property
    def why(self) -> ColumnElement[int]:
        """The place in WHYS of the widest reason; NULL for none."""
        if not self.concerns_the_site:
            return self.followers.c.why
        return case((Subscriber.site_frequency.is_not(None), literal(0)), else_=self.followers.c.why)

    @property
    def rank(self) -> ColumnElement[int]:
        """How soon the reader is told, after the level of the alert has had its say; of an error at once."""
        if self.is_correction:
            return literal(INSTANT)
        if self.occasion.level is AlertLevel.URGENT:
            return case((self.is_at_once, literal(INSTANT)), else_=self.soonest)
        if self.occasion.level is AlertLevel.LOW:
            daily = and_(Subscriber.low_choice == LowChoice.DAILY, self.soonest < DAILY)
            weekly = Subscriber.low_choice == LowChoice.WEEKLY
            return case((daily, literal(DAILY)), (weekly, literal(WEEKLY)), else_=self.soonest)
        return self.soonest

    @property
    def is_at_once(self) -> ColumnElement[bool]:
        """Whether nothing else that the reader has set counts: neither frequency, nor quiet hours, nor a pause."""
        return overrides_pause_sql(self.occasion.level)

    @property
    def is_unwanted(self) -> ColumnElement[bool]:
        """Whether the reader wants no alert of this level."""
        return is_level_unwanted_sql(self.occasion.level)

    @property
    def reason(self) -> ColumnElement[str | None]:
        """Why the reader is not told, one of SkipReason, or NULL."""
        return reader_reason_sql(self.occasion.level, self.occasion.as_of, at_expansion=True)

    def select(self, *columns: Any) -> Select[Any]:
        """Select *columns* of all subscribers, with NULL for the follows of who has none that matches."""
        joined = Subscriber.id == self.followers.c.subscriber_id
        return select(*columns).select_from(Subscriber).outerjoin(self.followers, joined)


def rank_of(frequency: Any) -> ColumnElement[int]:
    """Return the place of a column of frequencies in their order; NULL comes last."""
    return case(*((frequency == word, literal(rank)) for word, rank in RANKS.items()), else_=literal(NOT_AT_ALL))


def select_followers(occasion: Occasion, within: Within) -> Subquery:
    """Select for each subscriber who follows what matches the soonest rank and the widest reason.

    One query for each reason, since each has an index of its own.
    """
    topics = select(article_topics.c.topic_id).where(article_topics.c.article_id == occasion.article_id)
    shared = select(article_coauthors.c.person_id).where(article_coauthors.c.article_id == occasion.article_id)
    matches = (
        (Why.TOPIC, Follow.topic_id.in_(topics)),
        (Why.AUTHOR, Follow.author_id == occasion.author_id),
        (Why.AUTHOR, Follow.author_id.in_(shared)),
        (Why.ARTICLE, Follow.article_id == occasion.article_id),
    )
    parts = [
        select(
            Follow.subscriber_id.label("subscriber_id"),
            rank_of(Follow.frequency).label("rank"),
            literal(WHYS.index(why)).label("why"),
        ).where(match, Follow.created_at <= occasion.as_of, within(Follow.subscriber_id))
        for why, match in matches
        if why is Why.ARTICLE or occasion.kind is AlertKind.PUBLICATION
    ]
    every = union_all(*parts).subquery()
    ranks = func.min(every.c.rank).label("rank"), func.min(every.c.why).label("why")
    return select(every.c.subscriber_id, *ranks).group_by(every.c.subscriber_id).subquery("followers")
