"""Faceted search: the topics, authors and years that have articles, and the query that the chosen filters make."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from blog.articles.pages.archive import PUBLISHED_RANGE, Month, month_of
from blog.database import AnySession
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import Term
from blog.models import Article, ArticleState, Person, Topic, article_topics

MAX_OPTIONS = 200
"""Topics, and authors, in a list; any other is added only while it is selected."""
MAX_YEARS = 60
PUBLIC = Article.state == ArticleState.PUBLISHED
TOPIC_LINKS = article_topics.c
HAS_ARTICLE = exists().where(TOPIC_LINKS.topic_id == Topic.id, TOPIC_LINKS.article_id == Article.id, PUBLIC)
HAS_WRITTEN = exists().where(Article.author_id == Person.id, PUBLIC)
TOPICS = select(Topic.id, Topic.slug, Topic.name).where(HAS_ARTICLE)
AUTHORS = select(Person.id, Person.slug, Person.name).where(HAS_WRITTEN)
PERIODS = {"week": timedelta(days=7), "month": timedelta(days=31), "year": timedelta(days=366)}


class FilterOption(NamedTuple):
    """A topic or an author in a list of filters."""

    id: int
    slug: str
    name: str


@dataclass(frozen=True)
class Facets:
    """Options of each filter: topics and authors by name, years newest first."""

    topics: Sequence[FilterOption]
    authors: Sequence[FilterOption]
    years: Sequence[int]


@dataclass(frozen=True)
class SearchFilters:
    """Selected filters: slugs of a topic and an author, a year or a key of PERIODS; "" for all."""

    topic: str = ""
    author: str = ""
    time: str = ""


def load_facets(session: AnySession, zone: tzinfo) -> Facets:
    """Return the first MAX_OPTIONS topics and authors by name, and the years."""
    topics = [FilterOption(*row) for row in session.execute(TOPICS.order_by(Topic.sort_key).limit(MAX_OPTIONS))]
    authors = [FilterOption(*row) for row in session.execute(AUTHORS.order_by(Person.sort_key).limit(MAX_OPTIONS))]
    return Facets(topics, authors, list_years(session, zone))


def add_selected(session: AnySession, facets: Facets, filters: SearchFilters) -> Facets:
    """Return *facets* with the selected topic and author added, where they have articles and the lists lack them."""
    topics = [*facets.topics, *find_selected(session, TOPICS, Topic.slug, facets.topics, filters.topic)]
    authors = [*facets.authors, *find_selected(session, AUTHORS, Person.slug, facets.authors, filters.author)]
    return replace(facets, topics=topics, authors=authors)


def find_selected(
    session: AnySession,
    statement: Select[int, str, str],
    slug: InstrumentedAttribute[str],
    options: Sequence[FilterOption],
    selected: str,
) -> list[FilterOption]:
    """Return the option with the slug *selected*; [] when there is none, or it is among *options*."""
    is_listed = len(options) < MAX_OPTIONS or selected in {option.slug for option in options}
    if is_listed or not selected.isprintable():
        return []
    return [FilterOption(*row) for row in session.execute(statement.where(slug == selected))]


def list_years(session: AnySession, zone: tzinfo) -> list[int]:
    """Return the years from the newest article back to the oldest, at most MAX_YEARS."""
    first, last = session.execute(PUBLISHED_RANGE).one()
    if first is None or last is None:
        return []
    newest = month_of(last, zone).year
    return list(range(newest, max(month_of(first, zone).year, newest - MAX_YEARS + 1) - 1, -1))


def build_query(
    terms: Sequence[Term], filters: SearchFilters, facets: Facets, now: datetime, zone: tzinfo
) -> SearchQuery | None:
    """Return the query for *terms* and *filters*, None when both are empty; each filter must be among *facets*."""
    if not terms and filters == SearchFilters():
        return None
    topic = next((topic.id for topic in facets.topics if topic.slug == filters.topic), None)
    author = next((author.id for author in facets.authors if author.slug == filters.author), None)
    return SearchQuery(terms, topic, author, *parse_time(filters.time, now, zone))


def parse_time(time: str, now: datetime, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """Return the start and the end (exclusive) of a year or period; None where it is open."""
    if time.isdecimal():
        return Month(int(time), 1, zone).start, Month(int(time) + 1, 1, zone).start
    return (now - PERIODS[time], None) if time in PERIODS else (None, None)
