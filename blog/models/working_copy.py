"""Autosaved text that is not saved yet, and presence: who has an article open."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime
from blog.models.article import Article
from blog.models.person import Person


class WorkingCopy(Base):
    """What one person typed into one editor page and what the article does not hold; a save of that page ends it.

    Then the row says no more than which page wrote the present version.
    """

    __tablename__ = "working_copies"
    __table_args__ = (UniqueConstraint("article_id", "person_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(32))
    """Names the editor page: two tabs of one person are two copies."""
    seen: Mapped[str] = mapped_column(String(40))
    """Stamp of the version on which it was typed: Article.revision."""
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The values that the page would send, a list for each of the editor's fields."""
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)
    applied_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """The version, Article.updated_at, that the page wrote into the article; None while the copy is kept beside it."""

    article: Mapped[Article] = relationship()

    @property
    def words(self) -> str:
        """Return the text by which a person knows the copy: body, or else standfirst or headline."""
        texts = (next(iter(self.fields.get(name) or ()), "") for name in ("body", "standfirst", "headline"))
        return next((str(text).strip() for text in texts if str(text).strip()), "")

    @property
    def stamp(self) -> str:
        """Return the stamp of this state of the copy."""
        return self.saved_at.isoformat(timespec="microseconds")


class Presence(Base):
    """One person has one article open in the editor."""

    __tablename__ = "presences"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)

    person: Mapped[Person] = relationship()
