"""Bounces: delivery status notifications (RFC 3464) and complaints (RFC 5965)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, BigId, UTCDateTime, enum_column


class BounceKind(StrEnum):
    """What the report means."""

    HARD = "hard"
    """The address does not exist or refuses for good (RFC 3463 class 5)."""
    SOFT = "soft"
    """Refused for now: a full mailbox, a server that is away."""
    COMPLAINT = "complaint"
    """The reader pressed "this is spam" (RFC 5965)."""


class Bounce(Base):
    """One report; the same report is kept once, however often it comes in."""

    __tablename__ = "bounces"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[BounceKind] = mapped_column(enum_column(BounceKind))
    subscriber_id: Mapped[int | None] = mapped_column(ForeignKey("subscribers.id", ondelete="SET NULL"), index=True)
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id", ondelete="SET NULL"), index=True)
    status: Mapped[str] = mapped_column(String(12), default="")
    """Enhanced status code such as 5.1.1, empty when none was given."""
    words: Mapped[str] = mapped_column(Text, default="")
    """The server's own words."""
    source: Mapped[str] = mapped_column(String(20))
    """How it came in: pipe, imap, webhook, or smtp for an answer while sending."""
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the report."""
    received_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
