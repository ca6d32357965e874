"""Preview links to unpublished articles for guests, and the remarks of guests."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime
from blog.models.article import Article


class PreviewLink(Base):
    """One unlisted link; the link is signed and names the row and its key."""

    __tablename__ = "preview_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(32))
    label: Mapped[str] = mapped_column(String(100), default="")
    """For whom it is, in the author's words."""
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    article: Mapped[Article] = relationship()

    def is_open(self, now: datetime) -> bool:
        """Return whether the link still opens: not revoked, not expired, and not published since it was made."""
        return self.revoked_at is None and now < self.expires_at and not self.is_superseded

    @property
    def is_superseded(self) -> bool:
        """Return whether the article has become public since; that closes the link for good."""
        published_at = self.article.published_at
        return self.article.is_public or (published_at is not None and published_at >= self.created_at)


class Remark(Base):
    """One remark on one paragraph."""

    __tablename__ = "remarks"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    link_id: Mapped[int | None] = mapped_column(ForeignKey("preview_links.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(100))
    paragraph: Mapped[int]
    """Place of the paragraph in the body, from 1."""
    quote: Mapped[str] = mapped_column(Text, default="")
    """The paragraph as it stood, cut to 500 characters."""
    words: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    link: Mapped[PreviewLink | None] = relationship()
    article: Mapped[Article] = relationship()

    def reply(self, words: str, now: datetime) -> None:
        """Put the author's answer under it, instead of an earlier one."""
        self.answer, self.answered_at = words, now

    def close(self, now: datetime) -> None:
        """Say that it is dealt with; a second time changes nothing."""
        self.closed_at = self.closed_at or now

    def reopen(self) -> None:
        """Say that it is not dealt with after all."""
        self.closed_at = None
