"""Uploaded picture, stored as renditions in several widths and formats."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from sqlalchemy import JSON, ForeignKey, Index, Select, SmallInteger, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime, enum_column
from blog.models.person import Person, Role

FOCAL_STEPS = 10
"""Resolution of focal points in style sheets, per side."""


class PictureState(StrEnum):
    """How far a picture has been prepared."""

    BASIC = "basic"
    """The JPEG widths stand; the worker still owes WebP and AVIF."""
    COMPLETE = "complete"
    FAILED = "failed"
    """WebP or AVIF could not be made; the JPEG widths stand and are what readers get."""


class Picture(Base):
    """One uploaded picture; its files are named by *key*, which cannot be guessed."""

    __tablename__ = "pictures"
    __table_args__ = (Index("ix_pictures_generation_id", "generation", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[PictureState] = mapped_column(enum_column(PictureState), default=PictureState.BASIC, index=True)
    width: Mapped[int]
    """Pixels of the largest rendition."""
    height: Mapped[int]
    """Pixels of the largest rendition."""
    widths: Mapped[list[int]] = mapped_column(JSON)
    """Pixels, ascending: every rendition has each of these widths."""
    formats: Mapped[list[str]] = mapped_column(JSON)
    """Suffixes that stand for every width, best first, such as avif, webp, jpg."""
    generation: Mapped[int] = mapped_column(SmallInteger, default=0)
    """Version of the set of widths; for an older one the worker makes the missing renditions in the background."""
    alt: Mapped[str] = mapped_column(String(500), default="")
    """What the picture shows; with caption and credit what an article begins with that takes it from the library."""
    caption: Mapped[str] = mapped_column(String(500), default="")
    credit: Mapped[str] = mapped_column(String(200), default="")
    is_decorative: Mapped[bool] = mapped_column(default=False)
    """Declared to need no description."""
    file_name: Mapped[str] = mapped_column(String(200), default="")
    """What the file was called where it came from, for finding it; no address and no file is made of it."""
    is_first_of_many: Mapped[bool] = mapped_column(default=False)
    """The file held an animation or several pages, and this is the first."""
    focal_x: Mapped[int] = mapped_column(SmallInteger, default=50)
    """What must stay in view when the picture is cropped, in per cent of the width from the left."""
    focal_y: Mapped[int] = mapped_column(SmallInteger, default=50)
    """The same, in per cent of the height from the top."""
    uploader_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime)

    uploader: Mapped[Person | None] = relationship()

    @classmethod
    def editable_by(cls, person: Person) -> Select[Self]:
        """Select what *person* may describe and delete: the own uploads, an editor all; everybody may use them."""
        every = select(cls)
        return every if person.may(Role.EDITOR) else every.where(cls.uploader_id == person.id)

    def is_editable_by(self, person: Person) -> bool:
        """Return whether *person* may describe and delete this picture."""
        return person.may(Role.EDITOR) or self.uploader_id == person.id

    @property
    def is_described(self) -> bool:
        """Return whether those who do not see it are told what it shows, or that it does not matter."""
        return bool(self.alt) or self.is_decorative

    @property
    def focal_classes(self) -> str:
        """Return the classes by which a style sheet crops around the focal point; none for the middle."""
        points = {"x": self.focal_x, "y": self.focal_y}
        steps = {
            axis: FOCAL_STEPS // 2 if point is None else round(point * FOCAL_STEPS / 100)
            for axis, point in points.items()
        }
        return " ".join(f"focal-{axis}-{step}" for axis, step in steps.items() if step != FOCAL_STEPS // 2)

    def height_at(self, width: int) -> int:
        """Return the height in pixels of the rendition that is *width* pixels wide."""
        return max(1, round(self.height * width / self.width))

    def path(self, width: int, suffix: str) -> str:
        """Return the name of one rendition below /media/, such as "k3y/960.webp"."""
        return f"{self.key}/{width}.{suffix}"
