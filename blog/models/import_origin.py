"""Where what was imported came from: the site, its key there, and the original, for another run and a better one."""

from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey, LargeBinary, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime, enum_column
from blog.models.article import Article

MAX_FOREIGN_KEY = 200


class OriginKind(StrEnum):
    """What was imported; an article may be a page without date."""

    ARTICLE = "article"
    PICTURE = "picture"
    PERSON = "person"


class ImportOrigin(Base):
    """One thing of another site and what it is here; it stays when that is deleted, so that nothing comes back."""

    __tablename__ = "import_origins"
    __table_args__ = (UniqueConstraint("source", "kind", "foreign_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(200))
    """Program and site, such as "wordpress old.example.org"."""
    kind: Mapped[OriginKind] = mapped_column(enum_column(OriginKind))
    foreign_key: Mapped[str] = mapped_column(String(MAX_FOREIGN_KEY))
    """Its key there: see shorten_key."""
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    """Hash of what was read; another one means that it was changed there."""
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id", ondelete="SET NULL"), index=True)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id", ondelete="SET NULL"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    stamp: Mapped[str] = mapped_column(String(40), default="")
    """Version stamp of the article as the import left it; another one means that it was edited here."""
    words_before: Mapped[int] = mapped_column(default=0)
    words_after: Mapped[int] = mapped_column(default=0)
    losses: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Pairs of kind and detail: what the article had there and has not here."""
    links: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Paths of the old site that the text links to, and that led to nothing imported so far."""
    original: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """What was read, as JSON compressed by zlib (RFC 1950): text as it was there, addresses, comments."""
    imported_at: Mapped[datetime] = mapped_column(UTCDateTime)

    article: Mapped[Article | None] = relationship()

    @classmethod
    def of(cls, source: str, kind: OriginKind, key: str) -> Select[Self]:
        """Select what is known of the thing that *source* calls *key*."""
        return select(cls).where(cls.source == source, cls.kind == kind, cls.foreign_key == shorten_key(key))


def shorten_key(key: str) -> str:
    """Return *key*, such as an address, as the column has it: a hash stands for what is too long."""
    return key if len(key) <= MAX_FOREIGN_KEY else sha256(key.encode()).hexdigest()
