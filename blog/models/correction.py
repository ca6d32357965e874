"""An error that readers may have read, and what is right."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime, word_column
from blog.models.article import Article
from blog.models.person import Person


class CorrectionKind(StrEnum):
    """How a newsroom calls it."""

    CORRECTION = "correction"
    """Something was wrong."""
    CLARIFICATION = "clarification"
    """Something could be misunderstood."""
    RETRACTION = "retraction"
    """The substance does not hold."""


class Correction(Base):
    """One correction; it is never deleted, only struck with a reason that readers see."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    kind: Mapped[CorrectionKind] = mapped_column(word_column(CorrectionKind))
    old_wording: Mapped[str] = mapped_column(Text, default="")
    new_wording: Mapped[str] = mapped_column(Text, default="")
    explanation: Mapped[str] = mapped_column(Text, default="")
    editor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    corrected_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    struck_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    strike_reason: Mapped[str] = mapped_column(Text, default="")

    article: Mapped[Article] = relationship()
    editor: Mapped[Person | None] = relationship()
