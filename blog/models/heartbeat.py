"""Heartbeat of a long-running process: when it was last alive."""

from datetime import datetime, timedelta

from sqlalchemy import Select, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime

MAX_CLOCK_SKEW = timedelta(minutes=1)
"""By how much the clock of another machine may be ahead of ours."""


class Heartbeat(Base):
    """One process, such as a worker, by name."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)

    @classmethod
    def last_seen(cls, now: datetime) -> Select[datetime]:
        """Select when any process was last alive; a moment to come counts for nothing, since a clock was set back."""
        return select(func.max(cls.seen_at)).where(cls.seen_at <= now + MAX_CLOCK_SKEW)
