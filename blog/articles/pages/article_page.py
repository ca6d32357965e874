"""One article with all that its page shows, as a light row: the page is made most often, and asks for most."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, bindparam, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from blog.articles.pages.list_items import HAS_COAUTHORS, Named, find_coauthors, find_pictures, read_rows
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
    minutes_to_read,
    stamp_of,
)

CORRECTED = (
    select(Correction)
    .where(Correction.article_id == bindparam("article", type_=Integer))
    .order_by(Correction.corrected_at, Correction.id)
)


class Whole(NamedTuple):
    """What the page of an article shows; the names are those of Article."""

    id: int
    slug: str
    headline: str
    standfirst: str
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
    author: Named
    reviewer: Named | None
    topics: Sequence[Named]
    coauthors: Sequence[Named]
    corrections: Sequence[Correction]
    """Those that were struck are among them."""
    lead_picture: Picture | None

    @property
    def is_ended(self) -> bool:
        """Return whether the article has left the lists at its end."""
        return self.state is ArticleState.ENDED

    @property
    def revision(self) -> str:
        """Return the stamp of the last save."""
        return stamp_of(self.updated_at)

    @property
    def reading_minutes(self) -> int:
        """Return the time to read the body in minutes, at least one."""
        return minutes_to_read(self.word_count)


Columns = tuple[InstrumentedAttribute[Any], ...]
OWN: Columns = (
    Article.id,
    Article.slug,
    Article.headline,
    Article.standfirst,
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
)
"""The first columns of the row, in the order of Whole."""


def by_slug() -> Select[Any]:
    """Select the article with one slug that readers may open."""
    author, reviewer = aliased(Person), aliased(Person)
    corrected = exists().where(Correction.article_id == Article.id)
    people = (author.slug, author.name, reviewer.slug, reviewer.name)
    rest = (HAS_COAUTHORS, corrected, Article.lead_picture_id)
    found = select(*OWN, *(column.label(f"person_{place}") for place, column in enumerate(people)), *rest)
    found = found.join(author, author.id == Article.author_id).outerjoin(reviewer, reviewer.id == Article.reviewer_id)
    return found.where(or_(*(Article.state == state for state in READABLE)), Article.slug == bindparam("slug"))


def topics() -> Select[Any]:
    """Select the topics of an article; SQLite would join all that is filed before it looks for the article."""
    filed = article_topics.c
    columns: Columns = (Topic.slug, Topic.name)
    named = select(*columns).join(article_topics, filed.topic_id == Topic.id)
    return named.where(filed.article_id == bindparam("article", type_=Integer)).order_by(Topic.name)


BY_SLUG, TOPICS = by_slug(), topics()


def find_whole(session: AnySession, slug: str) -> Whole | None:
    """Return the article with this slug that readers may open, and all that its page shows.

    Most articles have no co-authors, no corrections or no picture: only what there is is asked for.
    """
    lines = read_rows(session, BY_SLUG, {"slug": slug})
    if not lines:
        return None
    *own, author_slug, author, reviewer_slug, reviewer, is_shared, is_corrected, picture_id = lines[0]
    id = own[0]
    parts = (
        Named(author_slug, author),
        Named(reviewer_slug, reviewer) if reviewer_slug else None,
        [Named(*line) for line in read_rows(session, TOPICS, {"article": id})],
        find_coauthors(session, [id]).get(id, []) if is_shared else [],
        session.scalars(CORRECTED, {"article": id}).all() if is_corrected else [],
        find_pictures(session, [picture_id]).get(picture_id),
    )
    return Whole._make((*own, *parts))
