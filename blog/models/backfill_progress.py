"""How far a column that a migration has added is filled for the rows that were there."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime


class BackfillProgress(Base):
    """One backfill, by name; a migration inserts its row."""

    __tablename__ = "backfills"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger, default=0)
    """The key of the last row that was filled."""
    completed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
