"""What stands in the parts of the sitemap; each part is found by keys, and costs the same however large the site is."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from blog.articles.feeds.feed_content import BEGINNING
from blog.articles.pages.archive import count_months
from blog.articles.pages.article_queries import last_change
from blog.articles.pages.credits import address_at, fitting_width
from blog.articles.pages.list_items import ONLY_PUBLIC, PUBLIC
from blog.database import AnySession
from blog.models import Article, Person, Picture, Topic, article_coauthors, article_topics
from blog.web.links import Links

PART = 5_000
"""Numbers of articles in one part, whether they are public or not, so that none ever moves to another part.

The protocol allows 50,000 addresses; a part of this size is made in a tenth of a second.
"""
MOST_LISTS = 20_000
"""Topics, and authors, in the part of all pages that are no articles."""
MOST_NEWS = 1_000
"""Entries that Google reads in a news sitemap."""
NEWS_AGE = timedelta(days=2)
"""What is older is no news (Google, news sitemaps)."""
CONSIDERED = 12
"""How many of the newest articles of a topic are looked at for its date."""


class Page(NamedTuple):
    """One address: its path, when it changed if that is known, and the address of its picture."""

    path: str
    changed_at: datetime | None = None
    picture: str | None = None


class News(NamedTuple):
    """One article as news."""

    path: str
    headline: str
    published_at: datetime


def list_parts(session: AnySession) -> Iterator[tuple[int, datetime]]:
    """Yield the number of each part in which something is public, and when that last changed.

    Both questions are answered by an index alone: the rows, with all their
    text, would have to be read otherwise.
    """
    newest: dict[int, datetime] = {}
    for moment in (Article.updated_at, Article.published_at):
        for number, changed_at in session.execute(parts_by(moment)):
            newest[number] = max(changed_at or BEGINNING, newest.get(number, BEGINNING))
    yield from sorted(newest.items())


def parts_by(
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
) -> Select[int, datetime | None]:
    """Select each part with public articles and the newest *moment* in it."""
    number = ((Article.id - 1) // PART + 1).label("number")
    return select(number, func.max(moment)).where(PUBLIC).group_by(number)


def list_articles(session: AnySession, number: int, links: Links) -> Iterator[Page]:
    """Yield the public articles of one part, each with its lead photo."""
    last = number * PART
    columns = (Article.slug, Article.updated_at, Article.published_at, Picture)
    rows = select(*columns).outerjoin(Picture, Picture.id == Article.lead_picture_id)
    within = rows.where(PUBLIC, Article.id > last - PART, Article.id <= last).order_by(Article.id)
    for slug, updated_at, published_at, picture in session.execute(within):
        shown = address_at(picture, fitting_width(picture), links) if picture else None
        yield Page(f"/articles/{slug}", max(updated_at, published_at or updated_at), shown)


def list_news(session: AnySession, now: datetime) -> Iterator[News]:
    """Yield what was published in the last two days, newest first."""
    columns = select(Article.slug, Article.headline, Article.published_at).where(PUBLIC)
    recent = columns.where(Article.published_at > now - NEWS_AGE).order_by(Article.published_at.desc())
    for slug, headline, published_at in session.execute(recent.limit(MOST_NEWS)):
        yield News(f"/articles/{slug}", headline, published_at or now)


def list_pages(session: AnySession, zone: tzinfo) -> Iterator[Page]:
    """Yield all public pages that are no articles."""
    yield Page("/", last_change(session))
    for path in ("/archive/", "/topics/", "/corrections/"):
        yield Page(path)
    for slug, changed_at in session.execute(topics()):
        yield Page(f"/topics/{slug}", changed_at)
    for slug, *moments in session.execute(authors()):
        dates = [moment for moment in moments if moment is not None]
        if dates:
            yield Page(f"/authors/{slug}", max(dates))
    for found in count_months(session, zone):
        yield Page(f"/archive/{found.month.year}/{found.month.month}")


def topics() -> Select[str, datetime | None]:
    """Select the topics under which something is public, with the date of the newest among the last ones filed."""
    filed = article_topics.c
    is_filed = exists().where(filed.topic_id == Topic.id, filed.article_id == Article.id, PUBLIC)
    last = (
        select(filed.article_id).where(filed.topic_id == Topic.id).order_by(filed.article_id.desc()).limit(CONSIDERED)
    )
    newest = select(func.max(Article.published_at)).where(Article.id.in_(last.correlate(Topic)), ONLY_PUBLIC)
    shown = select(Topic.slug, newest.correlate(Topic).scalar_subquery()).where(is_filed)
    return shown.order_by(Topic.slug).limit(MOST_LISTS)


def authors() -> Select[str, datetime | None, datetime | None]:
    """Select everybody at the desk, with the dates of the newest public article alone and with others, or None."""
    shared = select(article_coauthors.c.article_id).where(article_coauthors.c.person_id == Person.id)
    newest = select(func.max(Article.published_at))
    alone = newest.where(PUBLIC, Article.author_id == Person.id).scalar_subquery()
    together = newest.where(Article.id.in_(shared.correlate(Person)), ONLY_PUBLIC).correlate(Person).scalar_subquery()
    return select(Person.slug, alone, together).order_by(Person.slug).limit(MOST_LISTS)
