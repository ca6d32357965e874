"""All data of an article's page as one tuple, read by few column queries: no page is rendered more often."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from blog.articles.pages.list_items import HAS_COAUTHORS, NamedLink, fetch_rows, find_coauthors, find_pictures
from blog.articles.pages.series_parts import SeriesPlace, find_place
from blog.articles.pages.translated_versions import Translation, find_translations
from blog.database import AnySession
from blog.models import (
    READABLE,
    Article,
    ArticleState,
    Correction,
    Person,
    Picture,
    ReviewCredit,
    Topic,
    article_topics,
    last_correction,
    last_retraction,
    minutes_to_read,
    version_stamp,
)

CORRECTIONS = (
    select(Correction)
    .where(Correction.article_id == bindparam("article", type_=Integer))
    .order_by(Correction.corrected_at, Correction.id)
)
PICTURE_BY_KEY = select(Picture).where(Picture.key == bindparam("key"))


class ArticlePage(NamedTuple):
    """The data of an article's page; fields are named as on Article, so that templates take either."""

    id: int
    slug: str
    headline: str
    standfirst: str
    language: str
    body_html: str
    word_count: int
    state: ArticleState
    updated_at: datetime
    published_at: datetime
    ends_at: datetime | None
    lead_alt: str
    lead_caption: str
    lead_credit: str
    reviewer_credit: ReviewCredit | None
    meta_description: str
    social_title: str
    social_description: str
    social_picture: str
    is_card_drawn: bool
    canonical_url: str
    is_noindex: bool
    kind_id: int | None
    author: NamedLink
    reviewer: NamedLink | None
    topics: Sequence[NamedLink]
    coauthors: Sequence[NamedLink]
    corrections: Sequence[Correction]
    """Including struck ones."""
    lead_picture: Picture | None
    translations: Sequence[Translation]
    """All versions that readers can open, itself among them; empty for an article in one language."""
    place: SeriesPlace | None
    """Where it stands among the parts of its series; None outside one."""
    chosen_picture: Picture | None
    """The picture that was chosen for shared links; None for the lead photo or the drawn card."""
    original_retraction: Correction | None
    """The retraction that stands on what the article is a translation of."""

    @property
    def retraction(self) -> Correction | None:
        """Return the retraction that stands on the article, or else on its original."""
        return last_retraction(self.corrections) or self.original_retraction

    @property
    def retracted_original(self) -> Translation | None:
        """Return the original, where the retraction stands on it and readers can open it."""
        if last_retraction(self.corrections):
            return None
        return next((one for one in self.translations if one.is_original), None)

    @property
    def is_retracted(self) -> bool:
        """Return whether a retraction stands on the article or its original."""
        return self.retraction is not None

    @property
    def last_correction(self) -> Correction | None:
        """Return the newest correction or clarification that stands on the article."""
        return last_correction(self.corrections)

    @property
    def is_ended(self) -> bool:
        """Return whether the article has ended: it is in no list any more, but its page stays."""
        return self.state is ArticleState.ENDED

    @property
    def revision(self) -> str:
        """Return the stamp of the last save."""
        return version_stamp(self.updated_at)

    @property
    def reading_minutes(self) -> int:
        """Return the time to read the body in minutes, at least one."""
        return minutes_to_read(self.word_count)


Columns = tuple[InstrumentedAttribute[Any], ...]
ARTICLE_COLUMNS: Columns = (
    Article.id,
    Article.slug,
    Article.headline,
    Article.standfirst,
    Article.language,
    Article.body_html,
    Article.word_count,
    Article.state,
    Article.updated_at,
    Article.published_at,
    Article.ends_at,
    Article.lead_alt,
    Article.lead_caption,
    Article.lead_credit,
    Article.reviewer_credit,
    Article.meta_description,
    Article.social_title,
    Article.social_description,
    Article.social_picture,
    Article.is_card_drawn,
    Article.canonical_url,
    Article.is_noindex,
    Article.kind_id,
)
"""The first columns of the row, in the order of ArticlePage."""


def select_article() -> Select[Any]:
    """Select the readable article with the slug in the parameter."""
    author, reviewer = aliased(Person), aliased(Person)
    corrected = exists().where(Correction.article_id == Article.id)
    people = (author.slug, author.name, reviewer.slug, reviewer.name)
    translation = aliased(Article)
    translated = or_(
        Article.translation_of_id.is_not(None), exists().where(translation.translation_of_id == Article.id)
    )
    # NULL for an article in one language, of which nothing more is asked.
    original = case((translated, func.coalesce(Article.translation_of_id, Article.id))).label("original_id")
    rest = (HAS_COAUTHORS, corrected, Article.lead_picture_id, original)
    found = select(*ARTICLE_COLUMNS, *(column.label(f"person_{place}") for place, column in enumerate(people)), *rest)
    found = found.join(author, author.id == Article.author_id).outerjoin(reviewer, reviewer.id == Article.reviewer_id)
    return found.where(or_(*(Article.state == state for state in READABLE)), Article.slug == bindparam("slug"))


def topics() -> Select[Any]:
    """Select the topics of the article in the parameter.

    A query of its own: joined to the article, SQLite would read all of the topic table first.
    """
    topic_links = article_topics.c
    columns: Columns = (Topic.slug, Topic.name, Topic.id, Topic.is_series)
    named = select(*columns).join(article_topics, topic_links.topic_id == Topic.id)
    return named.where(topic_links.article_id == bindparam("article", type_=Integer)).order_by(*Topic.by_weight())


BY_SLUG, TOPICS = select_article(), topics()


def find_article_page(session: AnySession, slug: str) -> ArticlePage | None:
    """Return the page data of the readable article with this slug, None when there is none.

    The article's own row says whether it has co-authors, corrections and a
    picture; only those that exist are queried.
    """
    rows = fetch_rows(session, BY_SLUG, {"slug": slug})
    if not rows:
        return None
    *own, author_slug, author, reviewer_slug, reviewer, is_shared, is_corrected, picture_id, original_id = rows[0]
    id, language = own[0], own[4]
    filed = fetch_rows(session, TOPICS, {"article": id})
    series = next((row for row in filed if row.is_series), None)
    parts = (
        NamedLink(author_slug, author),
        NamedLink(reviewer_slug, reviewer) if reviewer_slug else None,
        [NamedLink(row.slug, row.name) for row in filed],
        find_coauthors(session, [id]).get(id, []) if is_shared else [],
        session.scalars(CORRECTIONS, {"article": id}).all() if is_corrected else [],
        find_pictures(session, [picture_id]).get(picture_id),
        find_translations(session, original_id) if original_id is not None else (),
        find_place(session, series, id, language) if series else None,
        find_chosen_picture(session, rows[0].social_picture),
        find_retraction(session, original_id) if original_id not in {None, id} else None,
    )
    return ArticlePage._make((*own, *parts))


def find_retraction(session: AnySession, id: int) -> Correction | None:
    """Return the retraction that stands on an article, or None."""
    return last_retraction(session.scalars(CORRECTIONS, {"article": id}))


def find_chosen_picture(session: AnySession, key: str) -> Picture | None:
    """Return the picture that was chosen for shared links by its *key*; no query for none."""
    return session.scalar(PICTURE_BY_KEY, {"key": key}) if key else None


def changed_at(article: Article | ArticlePage) -> datetime:
    """Return the time of the last change that readers saw: publication or a later update."""
    return max(article.updated_at, article.published_at or article.updated_at)
