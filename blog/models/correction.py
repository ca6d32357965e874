"""An error that readers may have read, and what is right."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from sqlalchemy import ForeignKey, Select, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime, enum_column
from blog.models.article import Article
from blog.models.person import Person

MAX_SUMMARY_LENGTH = 120
"""A longer explanation is left to the list of corrections."""


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
    kind: Mapped[CorrectionKind] = mapped_column(enum_column(CorrectionKind))
    old_wording: Mapped[str] = mapped_column(Text, default="")
    new_wording: Mapped[str] = mapped_column(Text, default="")
    explanation: Mapped[str] = mapped_column(Text, default="")
    editor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    corrected_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    struck_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    strike_reason: Mapped[str] = mapped_column(Text, default="")

    article: Mapped[Article] = relationship()
    editor: Mapped[Person | None] = relationship()

    @classmethod
    def of(cls, article_id: int) -> Select[Self]:
        """Select the corrections of one article, the first one first; struck ones are among them."""
        return select(cls).where(cls.article_id == article_id).order_by(cls.corrected_at, cls.id)

    @classmethod
    def newest_first(cls) -> Select[Self]:
        """Select all corrections; struck ones, and those of articles that were withdrawn, are among them."""
        return select(cls).order_by(cls.corrected_at.desc(), cls.id.desc())

    @property
    def is_struck(self) -> bool:
        """Return whether the correction was taken back."""
        return self.struck_at is not None

    @property
    def is_retraction(self) -> bool:
        """Return whether it takes the whole article back."""
        return self.kind is CorrectionKind.RETRACTION

    @property
    def has_wording(self) -> bool:
        """Return whether it quotes what was wrong or what is right."""
        return bool(self.old_wording or self.new_wording)

    @property
    def summary(self) -> str:
        """Return the explanation where it is one short line, else an empty string."""
        is_short = len(self.explanation) <= MAX_SUMMARY_LENGTH and "\n" not in self.explanation.strip()
        return self.explanation.strip() if is_short else ""

    def strike(self, reason: str, now: datetime) -> bool:
        """Take the correction back for *reason*, which readers see; return whether that changed anything."""
        if self.is_struck:
            return False
        self.struck_at, self.strike_reason = now, reason
        return True
