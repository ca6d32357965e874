"""UnmatchedReport: a returned message that could not be assigned to one of ours; the last few are kept."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, BigId, UTCDateTime


class UnmatchedReport(Base):
    """What an operator needs to see why, without anybody's address."""

    __tablename__ = "unmatched_reports"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    """Grows by one with each: since the newest are kept, it is also their number so far."""
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
    source: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(String(20))
    """unrelated, or ignored."""
    domains: Mapped[str] = mapped_column(Text, default="")
    """Domains of the recipients that it names."""
    words: Mapped[str] = mapped_column(Text, default="")
    """The server's words, with addresses masked."""
