"""Backups that were made or tried, so that every machine, the desk and monitors know of the last good one."""

from datetime import datetime

from sqlalchemy import BigInteger, Select, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime


class BackupRun(Base):
    """One backup by the worker or by hand."""

    __tablename__ = "backup_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    slot: Mapped[str | None] = mapped_column(String(20), unique=True)
    """Day and try of a scheduled one, so that of all workers one begins it; None for one by hand."""
    started_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When it was whole or had failed; None while it runs, and where it was killed."""
    file_name: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """Folder, or bucket with its host; empty for a backup of an earlier edition."""
    size_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    problem: Mapped[str] = mapped_column(String(300), default="")
    """Why there is none; empty for a good one."""

    @classmethod
    def last_good(cls) -> Select[datetime | None]:
        """Select the time of the state that the newest whole backup holds; None where there is none."""
        return select(func.max(cls.started_at)).where(cls.ended_at.is_not(None), cls.problem == "")

    @classmethod
    def newest(cls) -> "Select[BackupRun]":
        """Select what was begun last."""
        return select(cls).order_by(cls.started_at.desc(), cls.id.desc()).limit(1)
