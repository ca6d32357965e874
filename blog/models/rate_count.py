"""Counters of rate limits, per bucket and window, shared by all processes."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime


class RateCount(Base):
    """The count of one bucket in one window."""

    __tablename__ = "rate_counts"

    bucket: Mapped[str] = mapped_column(String(80), primary_key=True)
    """Name of the limit and a keyed hash of whom it limits, so that no address is stored."""
    window_at: Mapped[datetime] = mapped_column(UTCDateTime, primary_key=True)
    """Start of the window."""
    count: Mapped[int] = mapped_column(default=0)
