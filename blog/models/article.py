"""An article, from first draft to publication and withdrawal."""

from datetime import datetime
from typing import Self

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, Text, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime, enum_column
from blog.models.alert_form import AlertChoiceColumns
from blog.models.article_kind import ArticleKind
from blog.models.article_lifecycle import ArticleLifecycle
from blog.models.article_links import article_coauthors, article_topics
from blog.models.article_state import PAGE_MARK, UNLISTED, ArticleState, ReviewCredit
from blog.models.page_metadata import PageMetadataColumns
from blog.models.pending_version import PendingVersionColumns
from blog.models.person import Person, Role
from blog.models.picture import Picture
from blog.models.reading_time import minutes_to_read
from blog.models.topic import Topic
from blog.models.translation import TranslationColumns

PENDS = "Article.pending_for_id"


def version_stamp(moment: datetime) -> str:
    """Return the stamp of what was saved at *moment*."""
    return moment.isoformat(timespec="microseconds")


class Article(
    ArticleLifecycle, PendingVersionColumns, PageMetadataColumns, AlertChoiceColumns, TranslationColumns, Base
):
    """One article; only a published one exists for readers. A row in one of PAGE_STATES is a page, see SitePage."""

    __tablename__ = "articles"
    __table_args__ = (
        Index("ix_articles_state_published_at_id", "state", "published_at", "id"),
        Index("ix_articles_author_id_state_published_at", "author_id", "state", "published_at"),
        Index("ix_articles_state_updated_at_id", "state", "updated_at", "id"),
        Index("ix_articles_author_id_state_updated_at_id", "author_id", "state", "updated_at", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    headline: Mapped[str] = mapped_column(String(200))
    standfirst: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(35), default="")
    """BCP 47 tag; "" means the language of the site's articles: see blog.text.language.content_language."""
    body_markdown: Mapped[str] = mapped_column(Text, default="")
    body_html: Mapped[str] = mapped_column(Text, default="")
    """Safe HTML made from body_markdown when it was saved, by blog.text.markdown alone."""
    body_text: Mapped[str] = mapped_column(Text, default="")
    """The words of the body without markup, for search."""
    word_count: Mapped[int] = mapped_column(default=0)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind_id: Mapped[int | None] = mapped_column(ForeignKey("article_kinds.id", ondelete="SET NULL"), index=True)
    lead_picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"), index=True)
    lead_alt: Mapped[str] = mapped_column(String(500), default="")
    lead_caption: Mapped[str] = mapped_column(String(500), default="")
    lead_credit: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    reviewer_credit: Mapped[ReviewCredit | None] = mapped_column(enum_column(ReviewCredit))

    author: Mapped[Person] = relationship(foreign_keys=author_id)
    reviewer: Mapped[Person | None] = relationship(foreign_keys=reviewer_id)
    coauthors: Mapped[list[Person]] = relationship(
        secondary=article_coauthors, order_by=article_coauthors.c.position, viewonly=True
    )
    kind: Mapped[ArticleKind | None] = relationship()
    lead_picture: Mapped[Picture | None] = relationship()
    pending_for: Mapped["Article | None"] = relationship(
        remote_side=id, foreign_keys=PENDS, back_populates="pending_version"
    )
    pending_version: Mapped["Article | None"] = relationship(
        foreign_keys=PENDS, back_populates="pending_for", passive_deletes="all"
    )
    topics: Mapped[list[Topic]] = relationship(secondary=article_topics, order_by=Topic.by_weight())

    @classmethod
    def published(cls) -> Select[Self]:
        """Select what lists show to readers, newest first."""
        return select(cls).where(cls.state == ArticleState.PUBLISHED).order_by(cls.published_at.desc(), cls.id.desc())

    @classmethod
    def due_to_go_live(cls, now: datetime) -> Select[Self]:
        """Select what is scheduled and whose time has come, the earliest first."""
        due = select(cls).where(cls.state == ArticleState.SCHEDULED, cls.scheduled_at <= now)
        return due.order_by(cls.scheduled_at, cls.id)

    @classmethod
    def due_to_end(cls, now: datetime) -> Select[Self]:
        """Select what stands in the lists and whose end has come, the earliest first."""
        due = select(cls).where(cls.state == ArticleState.PUBLISHED, cls.ends_at <= now)
        return due.order_by(cls.ends_at, cls.id)

    @classmethod
    def visible_to(cls, person: Person) -> Select[Self]:
        """Select what *person* may see at the desk: an editor all that is left, anybody else the own articles."""
        every = select(cls).where(cls.state.not_in(UNLISTED))
        return every if person.may(Role.EDITOR) else every.where(cls.is_work_of(person))

    @classmethod
    def texts_visible_to(cls, person: Person) -> Select[Self]:
        """Select what *person* may open in the editor: the visible articles, and for an editor the pages."""
        if not person.may(Role.EDITOR):
            return cls.visible_to(person)
        return select(cls).where(cls.state != ArticleState.DELETED)

    @classmethod
    def texts_editable_by(cls, person: Person) -> Select[Self]:
        """Select what *person* may change in the editor: the editable articles, and for an editor the pages."""
        return cls.texts_visible_to(person) if person.may(Role.EDITOR) else cls.editable_by(person)

    @classmethod
    def is_work_of(cls, person: Person) -> ColumnElement[bool]:
        """Return whether an article is of *person*, who may be a further author until it is published."""
        shared = select(article_coauthors.c.article_id).where(article_coauthors.c.person_id == person.id)
        is_left = cls.state.not_in(UNLISTED)
        return and_(is_left, or_(cls.author_id == person.id, and_(cls.published_at.is_(None), cls.id.in_(shared))))

    @classmethod
    def editable_by(cls, person: Person) -> Select[Self]:
        """Select what *person* may change.

        An editor everything; an author the own articles, but while one is in
        review, it stays as it was handed in; a contributor the own drafts that
        were never public. Who may not change a public article may not change
        its pending version.
        """
        visible = cls.visible_to(person)
        if person.may(Role.EDITOR):
            return visible
        if person.may(Role.AUTHOR):
            return visible.where(cls.state != ArticleState.IN_REVIEW)
        return visible.where(cls.state == ArticleState.DRAFT, cls.published_at.is_(None), ~cls.is_pending)

    @classmethod
    def deletable_by(cls, person: Person) -> Select[Self]:
        """Select what *person* may delete: of the editable articles the own that were never public, an editor all."""
        unseen = cls.editable_by(person).where(cls.published_at.is_(None))
        return unseen if person.may(Role.EDITOR) else unseen.where(cls.author_id == person.id)

    @property
    def bylines(self) -> list[Person]:
        """Return who wrote the article, in the order of the names."""
        article = self.pending_for or self
        return [article.author, *article.coauthors]

    @property
    def address_slug(self) -> str:
        """Return the last part of the address; of a pending version, that of its article once it is published."""
        own = self.planned_slug or self.pending_for.slug if self.pending_for else self.slug
        return own.removeprefix(PAGE_MARK)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the names of the fields that are still empty and that readers need."""
        photo = {"lead_alt": self.lead_alt} if self.lead_picture_id is not None else {}
        needs = {"headline": self.headline, "body_markdown": self.body_markdown.strip(), **photo}
        return tuple(name for name, value in needs.items() if not value)

    @property
    def revision(self) -> str:
        """Return the stamp of the last save: who saves over another stamp has not seen what is there."""
        return version_stamp(self.updated_at)

    @property
    def reading_minutes(self) -> int:
        """Return the time to read the body in minutes, at least one."""
        return minutes_to_read(self.word_count)
