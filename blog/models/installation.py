"""Which installation this database belongs to, so that a copy of it sends nothing."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime


class Installation(Base):
    """The one row that says where the operator declared this database live."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    fingerprint: Mapped[str] = mapped_column(String(64))
    """SHA-256 of what tells this database from its copies."""
    epoch: Mapped[int] = mapped_column(BigInteger, default=0)
    """Raised with every start of a worker; a database restored from a backup is behind the epoch file."""
    declared_at: Mapped[datetime] = mapped_column(UTCDateTime)
