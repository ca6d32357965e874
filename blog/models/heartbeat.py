"""Heartbeat of a long-running process: when it was last alive."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime


class Heartbeat(Base):
    """One process, such as a worker, by name."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
