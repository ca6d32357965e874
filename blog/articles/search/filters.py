"""By what a search can be narrowed: the topics, authors and years that have articles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from blog.articles.pages.archive import SPAN, Month, month_of
from blog.database import AnySession
from blog.database.search.query import Wanted
from blog.database.search.query_parser import Term
from blog.models import Article, ArticleState, Person, Topic, article_topics

MOST_OFFERED = 200
"""Topics and authors in a list; any other is offered when its own page leads here."""
MOST_YEARS = 60
PUBLIC = Article.state == ArticleState.PUBLISHED
FILED = article_topics.c
HAS_ARTICLE = exists().where(FILED.topic_id == Topic.id, FILED.article_id == Article.id, PUBLIC)
HAS_WRITTEN = exists().where(Article.author_id == Person.id, PUBLIC)
TOPICS = select(Topic.id, Topic.slug, Topic.name).where(HAS_ARTICLE)
AUTHORS = select(Person.id, Person.slug, Person.name).where(HAS_WRITTEN)
STRETCHES = {"week": timedelta(days=7), "month": timedelta(days=31), "year": timedelta(days=366)}


class Choice(NamedTuple):
    """A topic or an author."""

    id: int
    slug: str
    name: str


@dataclass(frozen=True)
class Offer:
    """What can be chosen, each by name, the years from the last back."""

    topics: Sequence[Choice]
    authors: Sequence[Choice]
    years: Sequence[int]


@dataclass(frozen=True)
class Asked:
    """What was chosen: slugs of a topic and an author, a year or a stretch of time up to now; empty for all."""

    topic: str = ""
    author: str = ""
    time: str = ""


def read_offer(session: AnySession, zone: tzinfo) -> Offer:
    """Return what can be chosen: the first topics and authors by name."""
    topics = [Choice(*row) for row in session.execute(TOPICS.order_by(Topic.name).limit(MOST_OFFERED))]
    authors = [Choice(*row) for row in session.execute(AUTHORS.order_by(Person.name).limit(MOST_OFFERED))]
    return Offer(topics, authors, list_years(session, zone))


def complete(session: AnySession, offer: Offer, asked: Asked) -> Offer:
    """Return *offer* with what is *asked* for, if it has articles and the list ended before it."""
    topics = [*offer.topics, *find_missing(session, TOPICS, Topic.slug, offer.topics, asked.topic)]
    authors = [*offer.authors, *find_missing(session, AUTHORS, Person.slug, offer.authors, asked.author)]
    return replace(offer, topics=topics, authors=authors)


def find_missing(
    session: AnySession,
    every: Select[int, str, str],
    slug: InstrumentedAttribute[str],
    offered: Sequence[Choice],
    asked: str,
) -> list[Choice]:
    """Return the choice that *asked* names, [] when it is none, or among *offered*."""
    is_known = len(offered) < MOST_OFFERED or asked in {choice.slug for choice in offered}
    if is_known or not asked.isprintable():
        return []
    return [Choice(*row) for row in session.execute(every.where(slug == asked))]


def list_years(session: AnySession, zone: tzinfo) -> list[int]:
    """Return the years from that of the newest article back to that of the oldest, at most MOST_YEARS."""
    first, last = session.execute(SPAN).one()
    if first is None or last is None:
        return []
    newest = month_of(last, zone).year
    return list(range(newest, max(month_of(first, zone).year, newest - MOST_YEARS + 1) - 1, -1))


def read_wanted(terms: Sequence[Term], asked: Asked, offer: Offer, now: datetime, zone: tzinfo) -> Wanted | None:
    """Return what is sought, None when nothing is; *asked* holds nothing but what *offer* does."""
    if not terms and asked == Asked():
        return None
    topic = next((topic.id for topic in offer.topics if topic.slug == asked.topic), None)
    author = next((author.id for author in offer.authors if author.slug == asked.author), None)
    return Wanted(terms, topic, author, *read_time(asked.time, now, zone))


def read_time(time: str, now: datetime, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """Return the first moment of *time* and the first after it; None where it is open."""
    if time.isdecimal():
        return Month(int(time), 1, zone).start, Month(int(time) + 1, 1, zone).start
    return (now - STRETCHES[time], None) if time in STRETCHES else (None, None)
