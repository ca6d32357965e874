"""Revision: a saved state of an article."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime, enum_column
from blog.models.person import Person


class RevisionKind(StrEnum):
    """What made the revision."""

    SAVE = "save"
    RESTORE = "restore"
    PUBLICATION = "publication"
    CORRECTION = "correction"


class Revision(Base):
    """One saved state of an article, numbered from 1; it is never changed."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[RevisionKind] = mapped_column(enum_column(RevisionKind), default=RevisionKind.SAVE)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)
    headline: Mapped[str] = mapped_column(String(200))
    standfirst: Mapped[str] = mapped_column(Text, default="")
    body_markdown: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """The rest of what the editor shows: lead picture and its words, topics by name, bylines."""
    is_public: Mapped[bool] = mapped_column(default=False)
    """Readers saw this state."""
    is_minor: Mapped[bool] = mapped_column(default=False)
    """The author says that nothing of substance changed; the public history folds it."""
    note: Mapped[str] = mapped_column(String(300), default="")
    restored_from: Mapped[int | None] = mapped_column()
    """Number of the revision that this one brought back."""

    person: Mapped[Person | None] = relationship()
