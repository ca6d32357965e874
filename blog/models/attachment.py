"""File in the library that articles offer: a document or a recording, and which articles do."""

from datetime import datetime
from typing import Self

from sqlalchemy import BigInteger, ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime
from blog.models.article import Article
from blog.models.person import Person, Role


class Attachment(Base):
    """One file of the library in its present version; its address holds *key*, which cannot be guessed."""

    __tablename__ = "attachments"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Stays when the file is replaced."""
    folder: Mapped[str] = mapped_column(String(32))
    """Where the storage keeps the present version; each has its own."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the present version, in hexadecimal digits."""
    kind: Mapped[str] = mapped_column(String(8))
    """Suffix of the kind, as the inspector found it from the content."""
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    duration_ms: Mapped[int | None]
    """Of sound, in milliseconds; None for documents."""
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(500), default="")
    transcript_url: Mapped[str] = mapped_column(String(500), default="")
    """Where the words of a recording can be read: an address, or a path on this site."""
    file_name: Mapped[str] = mapped_column(String(200), default="")
    """What the file was called where it came from; no address and no file is made of it."""
    uploader_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    replaced_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the present version took the place of another."""

    uploader: Mapped[Person | None] = relationship()

    @classmethod
    def editable_by(cls, person: Person) -> Select[Self]:
        """Select what *person* may describe, replace and delete: the own uploads, an editor all."""
        every = select(cls)
        return every if person.may(Role.EDITOR) else every.where(cls.uploader_id == person.id)

    def is_editable_by(self, person: Person) -> bool:
        """Return whether *person* may describe, replace and delete this file; everybody may use it."""
        return person.may(Role.EDITOR) or self.uploader_id == person.id

    @property
    def version(self) -> str:
        """Return the part of the digest that stands in the address of the present version."""
        return self.digest[:16]

    @property
    def storage_name(self) -> str:
        """Return the name of the present version in the storage."""
        return f"{self.folder}/{self.version}.{self.kind}"


class AttachmentUse(Base):
    """One article offers one file, or once did: then it is not *is_present*."""

    __tablename__ = "attachment_uses"

    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True)
    is_present: Mapped[bool]

    attachment: Mapped[Attachment] = relationship()
    article: Mapped[Article] = relationship()
