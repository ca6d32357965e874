"""Content version: raised by triggers in every transaction that changes what readers see."""

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base


class ContentVersion(Base):
    """The one row that triggers raise; a page made under another version is not served any more."""

    __tablename__ = "content_version"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    number: Mapped[int] = mapped_column(BigInteger)
    mark: Mapped[int] = mapped_column(BigInteger)
    """Drawn by lot with each raise, so that a database set back to a backup never repeats a version."""
