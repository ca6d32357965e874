"""List upload: a file of readers that an administrator is about to take in, kept between the steps."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime


class ListUpload(Base):
    """One file; it goes when it is taken in, and after a day in any case."""

    __tablename__ = "list_uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    """Who uploaded it, and alone may go on with it."""
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    """The file, compressed by zlib (RFC 1950)."""
