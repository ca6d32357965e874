"""Error report of a reader about a paragraph of an article."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime, enum_column
from blog.models.article import Article
from blog.models.correction import Correction
from blog.models.person import Person


class ReportOutcome(StrEnum):
    """What the desk decided."""

    OPEN = "open"
    CORRECTED = "corrected"
    CHANGED = "changed"
    """The text was mended without a correction, such as a misspelling."""
    REJECTED = "rejected"


class ErrorReport(Base):
    """One report, with the address of its reader if the reader wants an answer."""

    __tablename__ = "error_reports"
    __table_args__ = (Index("ix_error_reports_outcome_reported_at", "outcome", "reported_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    paragraph: Mapped[int]
    """Place of the paragraph in the body, from 1."""
    quote: Mapped[str] = mapped_column(Text, default="")
    """The paragraph as it stood, cut to 500 characters."""
    words: Mapped[str] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(String(254))
    reported_at: Mapped[datetime] = mapped_column(UTCDateTime)
    outcome: Mapped[ReportOutcome] = mapped_column(enum_column(ReportOutcome), default=ReportOutcome.OPEN)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    answer: Mapped[str] = mapped_column(Text, default="")
    correction_id: Mapped[int | None] = mapped_column(ForeignKey("corrections.id", ondelete="SET NULL"))

    article: Mapped[Article] = relationship()
    closed_by: Mapped[Person | None] = relationship()
    correction: Mapped[Correction | None] = relationship()
