"""Deleting an article for good that readers have seen: what is left is its address, and who was told of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Select, delete, exists, false, or_, select, true, update
from sqlalchemy.orm import aliased

from blog.accounts.audit import record_audit_event
from blog.database import AnySession, Base
from blog.delivery import outbox
from blog.models import (
    Alert,
    Article,
    ArticleEvent,
    ArticleState,
    AuditKind,
    Delivery,
    ErrorReport,
    Person,
    Picture,
    PictureUse,
    Role,
    SlugRedirect,
)
from blog.models.page_metadata import PageMetadata
from blog.pictures.library.deletion import delete_picture, is_used

LEFT = frozenset(model.__tablename__ for model in (Alert, Delivery, SlugRedirect, ArticleEvent, ErrorReport))
"""Tables whose rows stay, since the ledger counts by them or old addresses stand in them; their words go."""


@dataclass(frozen=True)
class Erasure:
    """What is to be deleted, why, and by whom; *title* stands where lists of alerts name the article."""

    reason: str
    title: str
    by: Person | None
    picture_ids: Sequence[int] = ()
    """Pictures that go too."""


class NeverPublic(Exception):
    """No reader has seen the article: it is a draft to delete."""


def select_erasable(person: Person) -> Select[Article]:
    """Select what *person* may delete although readers have seen it: an administrator all, others nothing."""
    is_allowed = true() if person.may(Role.ADMINISTRATOR) else false()
    return Article.visible_to(person).where(Article.published_at.is_not(None), is_allowed)


def erase_article(session: AnySession, article: Article, erasure: Erasure, now: datetime) -> None:
    """Delete *article* for good, with all that was written in it and about it; the caller has locked the row, commits.

    Its addresses are left and answer 410, and so are alerts and deliveries
    without words. What waits is not sent. Headline, address and reason stand
    in the audit trail.

    Raises:
        NeverPublic: it was never public.
    """
    if not article.was_public:
        raise NeverPublic(article.slug)
    headline, slug = article.headline, article.slug
    record_audit_event(
        session, AuditKind.DELETED, now, by=erasure.by, subject=headline, reason=erasure.reason, address=slug
    )
    outbox.stop_article(session, article, now)
    pictures = [picture for picture in find_own_pictures(session, article) if picture.id in erasure.picture_ids]
    clear_article(article, erasure.title, now)
    session.flush()
    for key in list_keys():
        session.execute(delete(key.table).where(key == article.id))
    clear_words(session, article)
    session.expire_all()
    for picture in pictures:
        if not is_used(session, picture):
            delete_picture(session, picture, now)


def clear_article(article: Article, title: str, now: datetime) -> None:
    """Take all that was written out of the row of *article*; its address, author and dates stay."""
    article.state, article.withdrawn_at, article.updated_at = ArticleState.DELETED, now, now
    article.headline, article.language = title, ""
    article.standfirst = article.body_markdown = article.body_html = article.body_text = ""
    article.lead_picture_id, article.lead_picture = None, None
    article.lead_alt = article.lead_caption = article.lead_credit = ""
    PageMetadata().apply(article)
    article.word_count, article.topics = 0, []
    article.scheduled_at = article.ends_at = article.scheduled_by_id = None
    article.reviewer_id = article.reviewer_credit = None


def list_keys() -> Iterator[Column[int]]:
    """Yield the columns that say about which article a row is that goes with it; rows that others refer to last.

    Translations are articles of their own: they stay, and stay translations of each other.
    """
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in LEFT:
            keys = (key.parent for key in table.foreign_keys if key.target_fullname == "articles.id")
            yield from (key for key in keys if key.name != "translation_of_id")


def clear_words(session: AnySession, article: Article) -> None:
    """Take out of the rows that stay what was written in them."""
    cleared: dict[type[Base], dict[str, Any]] = {
        Alert: {"note": None},
        ArticleEvent: {"note": "", "details": {}},
        ErrorReport: {"quote": "", "words": "", "answer": "", "address": None},
    }
    for model, values in cleared.items():
        session.execute(update(model).where(model.article_id == article.id).values(**values))  # type: ignore[attr-defined]


def find_own_pictures(session: AnySession, article: Article) -> Sequence[Picture]:
    """Return the pictures that *article* or its pending version shows or showed, and no other article."""
    other = aliased(PictureUse)
    both = select(Article.id).where(or_(Article.id == article.id, Article.pending_for_id == article.id))
    elsewhere = exists().where(other.picture_id == Picture.id, other.article_id.not_in(both))
    shown = exists().where(PictureUse.picture_id == Picture.id, PictureUse.article_id.in_(both))
    return session.scalars(select(Picture).where(shown, ~elsewhere).order_by(Picture.id)).all()
