"""The URLs of each part of the sitemap; a part is a range of article ids, so its cost does not grow with the site."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, load_only, undefer

from blog.articles.feeds.feed_content import BEGINNING
from blog.articles.pages.archive import count_months
from blog.articles.pages.article_queries import last_changed_at
from blog.articles.pages.lead_photo import card_width, picture_address
from blog.articles.pages.list_items import ONLY_PUBLIC, PUBLIC
from blog.articles.pages.translated_versions import Translation, find_versions
from blog.database import AnySession
from blog.models import (
    Article,
    ImportOrigin,
    Person,
    Picture,
    Profile,
    SitePage,
    Topic,
    article_coauthors,
    article_topics,
)
from blog.text.language import content_language
from blog.text.language_tags import script_of
from blog.web.addresses.links import Links
from blog.web.formatting.public_headline import public_headline

PART_SIZE = 5_000
"""Article ids in one part, public or not, so that no article ever moves to another part.

The protocol allows 50,000 URLs; a part of this size is rendered in a tenth of a second.
"""
MAX_LIST_PAGES = 20_000
"""Topics, and authors, in the part for pages that are no articles."""
MAX_NEWS = 1_000
"""Entries that Google accepts in a news sitemap."""
NEWS_AGE = timedelta(days=2)
"""Age of the oldest entry (Google, news sitemaps)."""
MAX_CONSIDERED = 12
"""Newest articles of a topic that are read for its date."""


IS_INDEXED = and_(PUBLIC, Article.is_noindex.is_(False), Article.canonical_url == "")
"""What search engines are told of: not what is hidden from them, nor what they shall find at another address."""


class SitemapUrl(NamedTuple):
    """One url element: path, time of the last change if known, absolute address of the picture, all its versions."""

    path: str
    changed_at: datetime | None = None
    picture: str | None = None
    translations: Sequence[Translation] = ()


class NewsEntry(NamedTuple):
    """One article in the news sitemap."""

    path: str
    headline: str
    published_at: datetime
    language: str
    """As Google names it: ISO 639, but zh-cn and zh-tw for Chinese."""


def list_parts(session: AnySession) -> Iterator[tuple[int, datetime]]:
    """Yield the number of each part with public articles, and the time of its last change.

    One query for each date, since each is answered by a covering index; both
    in one would read the rows, with all their text.
    """
    newest: dict[int, datetime] = {}
    for moment in (Article.updated_at, Article.published_at):
        for number, changed_at in session.execute(select_parts(moment)):
            newest[number] = max(changed_at or BEGINNING, newest.get(number, BEGINNING))
    yield from sorted(newest.items())


def select_parts(
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
) -> Select[int, datetime | None]:
    """Select each part with public articles and the newest *moment* in it."""
    number = ((Article.id - 1) // PART_SIZE + 1).label("number")
    return select(number, func.max(moment)).where(PUBLIC).group_by(number)


def list_article_urls(session: AnySession, number: int, links: Links) -> Iterator[SitemapUrl]:
    """Yield the public articles of one part that search engines may list, with their lead photos."""
    last = number * PART_SIZE
    columns = (Article.id, Article.slug, Article.updated_at, Article.published_at, Picture)
    rows = select(*columns).outerjoin(Picture, Picture.id == Article.lead_picture_id)
    within = rows.where(IS_INDEXED, Article.id > last - PART_SIZE, Article.id <= last).order_by(Article.id)
    versions = find_versions(session, select_translated(last), IS_INDEXED)
    for id, slug, updated_at, published_at, picture in session.execute(within):
        shown = picture_address(picture, card_width(picture), links) if picture else None
        changed_at = max(updated_at, published_at or updated_at)
        yield SitemapUrl(f"/articles/{slug}", changed_at, shown, versions.get(id, ()))


def select_translated(last: int) -> Select[int | None]:
    """Select the originals of all translations of which an article of the part that ends with the id *last* is one."""
    own, original = Article.id, Article.translation_of_id
    is_within = or_(*(and_(id > last - PART_SIZE, id <= last) for id in (own, original)))
    return select(original).where(original.is_not(None), is_within)


def list_news(session: AnySession, now: datetime) -> Iterator[NewsEntry]:
    """Yield what was published in the last two days, newest first; what was imported is no news."""
    columns = (
        select(Article)
        .options(load_only(Article.slug, Article.headline, Article.language, Article.published_at))
        .where(IS_INDEXED)
    )
    recent = (
        columns.options(undefer(Article.is_retracted))
        .where(Article.published_at > now - NEWS_AGE, ~is_imported())
        .order_by(Article.published_at.desc())
    )
    for article in session.scalars(recent.limit(MAX_NEWS)):
        language = news_language(content_language(article.language).tag)
        yield NewsEntry(f"/articles/{article.slug}", public_headline(article), article.published_at or now, language)


def is_imported() -> ColumnElement[bool]:
    """Return the condition that an article was published on another site before it was imported here."""
    known = exists().where(ImportOrigin.article_id == Article.id, ImportOrigin.imported_at >= Article.published_at)
    return known.correlate(Article)


def news_language(tag: str) -> str:
    """Return the language of *tag* as a news sitemap names it.

    Source: Google, news sitemaps, news:language.
    """
    language = tag.partition("-")[0]
    return {"Hans": "zh-cn", "Hant": "zh-tw"}.get(script_of(tag), language) if language == "zh" else language


def list_page_urls(session: AnySession, zone: tzinfo) -> Iterator[SitemapUrl]:
    """Yield the public pages that are no articles."""
    yield SitemapUrl("/", last_changed_at(session))
    for path in ("/archive/", "/topics/", "/corrections/"):
        yield SitemapUrl(path)
    yield from list_site_page_urls(session)
    for slug, changed_at in session.execute(select_topics()):
        yield SitemapUrl(f"/topics/{slug}", changed_at)
    for slug, *moments in session.execute(select_authors()):
        dates = [moment for moment in moments if moment is not None]
        if dates:
            yield SitemapUrl(f"/authors/{slug}", max(dates))
    for found in count_months(session, zone):
        yield SitemapUrl(f"/archive/{found.month.year}/{found.month.month}")


def list_site_page_urls(session: AnySession) -> Iterator[SitemapUrl]:
    """Yield the pages about the site itself: the staff page, if it shows anybody, and those without date."""
    if session.scalar(Profile.on_staff_page().with_only_columns(Profile.person_id).limit(1)) is not None:
        yield SitemapUrl("/team")
    for page in session.scalars(SitePage.published()):
        if not page.article.is_noindex:
            yield SitemapUrl(f"/{page.article.address_slug}", page.article.updated_at)


def select_topics() -> Select[str, datetime | None]:
    """Select topics with public articles, and the newest date among the articles filed last."""
    filed = article_topics.c
    is_filed = exists().where(filed.topic_id == Topic.id, filed.article_id == Article.id, PUBLIC)
    last = (
        select(filed.article_id)
        .where(filed.topic_id == Topic.id)
        .order_by(filed.article_id.desc())
        .limit(MAX_CONSIDERED)
    )
    newest = select(func.max(Article.published_at)).where(Article.id.in_(last.correlate(Topic)), ONLY_PUBLIC)
    shown = select(Topic.slug, newest.correlate(Topic).scalar_subquery()).where(is_filed)
    return shown.order_by(Topic.slug).limit(MAX_LIST_PAGES)


def select_authors() -> Select[str, datetime | None, datetime | None]:
    """Select all people, with the dates of their newest public article as first author and as co-author, or None."""
    shared = select(article_coauthors.c.article_id).where(article_coauthors.c.person_id == Person.id)
    newest = select(func.max(Article.published_at))
    alone = newest.where(PUBLIC, Article.author_id == Person.id).scalar_subquery()
    together = newest.where(Article.id.in_(shared.correlate(Person)), ONLY_PUBLIC).correlate(Person).scalar_subquery()
    return select(Person.slug, alone, together).order_by(Person.slug).limit(MAX_LIST_PAGES)
