"""History of an article: each editorial act, by whom and why."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime, enum_column
from blog.models.article import Article
from blog.models.person import Person


class EventKind(StrEnum):
    """What happened."""

    SUBMITTED = "submitted"
    TAKEN_BACK = "taken_back"
    """Taken out of review by its author."""
    ACCEPTED = "accepted"
    RETURNED = "returned"
    """Sent back to its author; the note is the reason."""
    SCHEDULED = "scheduled"
    UNSCHEDULED = "unscheduled"
    PUBLISHED = "published"
    UPDATED = "updated"
    """A pending version was published."""
    DISCARDED = "discarded"
    """A pending version was deleted."""
    OVERRULED = "overruled"
    """Published against the advice of the checks; the note is the reason, the details are the advice."""
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    MISSED = "missed"
    """A time had passed while no worker ran; it was caught up."""


class ArticleEvent(Base):
    """One event; the list only grows."""

    __tablename__ = "article_events"
    __table_args__ = (
        Index("ix_article_events_article_id_happened_at", "article_id", "happened_at"),
        Index("ix_article_events_happened_at", "happened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    kind: Mapped[EventKind] = mapped_column(enum_column(EventKind))
    happened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    note: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    article: Mapped[Article] = relationship()
    person: Mapped[Person | None] = relationship()

    @property
    def due_at(self) -> datetime:
        """Return the moment at which it was planned, or at which it happened when it was not planned."""
        planned = self.details.get("due_at")
        return datetime.fromisoformat(planned) if planned else self.happened_at
