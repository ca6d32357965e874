"""A picture as it is kept: re-encoded, in several widths and formats."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime, word_column


class PictureState(StrEnum):
    """How far a picture has been prepared."""

    BASIC = "basic"
    """The JPEG widths stand; the worker still owes WebP and AVIF."""
    COMPLETE = "complete"
    FAILED = "failed"
    """WebP or AVIF could not be made; the JPEG widths stand and are what readers get."""


class Picture(Base):
    """One uploaded picture; its files are named by *key*, which nobody can guess."""

    __tablename__ = "pictures"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[PictureState] = mapped_column(word_column(PictureState), default=PictureState.BASIC, index=True)
    width: Mapped[int]
    """Pixels of the largest rendition."""
    height: Mapped[int]
    """Pixels of the largest rendition."""
    widths: Mapped[list[int]] = mapped_column(JSON)
    """Pixels, ascending: every rendition has each of these widths."""
    formats: Mapped[list[str]] = mapped_column(JSON)
    """Suffixes that stand for every width, best first, such as avif, webp, jpg."""
    alt: Mapped[str] = mapped_column(String(500), default="")
    focal_x: Mapped[int] = mapped_column(SmallInteger, default=50)
    """What must stay in view when the picture is cropped, in per cent of the width from the left."""
    focal_y: Mapped[int] = mapped_column(SmallInteger, default=50)
    """The same, in per cent of the height from the top."""
    uploader_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime)

    def height_at(self, width: int) -> int:
        """Return the height in pixels of the rendition that is *width* pixels wide."""
        return max(1, round(self.height * width / self.width))

    def path(self, width: int, suffix: str) -> str:
        """Return the name of one rendition below /media/, such as "k3y/960.webp"."""
        return f"{self.key}/{width}.{suffix}"
