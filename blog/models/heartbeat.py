"""Heartbeat of a long-running process: when it was last alive."""

from datetime import datetime, timedelta

from sqlalchemy import Select, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime

MAX_CLOCK_SKEW = timedelta(minutes=1)
"""By how much the clock of another machine may be ahead of ours."""
LATE_AFTER = timedelta(minutes=2)
"""Without a sign for so long, a process counts as gone."""


class Heartbeat(Base):
    """One process, such as a worker, by name."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    mail_state: Mapped[str | None] = mapped_column(String(20))
    """Whether mail may go, as this worker found last (InstanceState); None until it has looked."""

    @classmethod
    def last_seen(cls, now: datetime) -> Select[datetime]:
        """Select when any process was last alive; a moment to come counts for nothing, since a clock was set back."""
        return select(func.max(cls.seen_at)).where(cls.seen_at <= now + MAX_CLOCK_SKEW)

    @classmethod
    def mail_states(cls, now: datetime) -> Select[str | None]:
        """Select what workers that are alive have found about mail."""
        is_alive = cls.seen_at.between(now - LATE_AFTER, now + MAX_CLOCK_SKEW)
        return select(cls.mail_state).where(is_alive, cls.mail_state.is_not(None)).order_by(cls.seen_at.desc())
