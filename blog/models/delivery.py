"""One message that is owed to one person: the ledger."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, BigId, UTCDateTime, word_column
from blog.models.alert import Alert
from blog.models.passwordreset import PasswordReset
from blog.models.subscriber import Subscriber


class DeliveryKind(StrEnum):
    """Which message is owed; the name of its folder in templates/mail."""

    ALERT = "alert"
    CONFIRMATION = "confirmation"
    PASSWORD_RESET = "password_reset"  # noqa: S105


class DeliveryState(StrEnum):
    """What has become of the message."""

    WAITING = "waiting"
    SENDING = "sending"
    """A worker holds it, until leased_until."""
    DEFERRED = "deferred"
    """The server refused for now; due_at is the next try."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SKIPPED = "skipped"
    """Not sent, for the reason in *reason*."""
    UNCERTAIN = "uncertain"
    """The worker died between handing over and the server's answer."""


OPEN_STATES = (DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.DEFERRED)


class Delivery(Base):
    """One message to one address; it is never owed twice."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("alert_id", "subscriber_id"),
        Index("ix_deliveries_state_priority_due_at", "state", "priority", "due_at"),
        Index("ix_deliveries_alert_id_state", "alert_id", "state"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[DeliveryKind] = mapped_column(word_column(DeliveryKind))
    alert_id: Mapped[int | None] = mapped_column(ForeignKey("alerts.id", ondelete="CASCADE"))
    subscriber_id: Mapped[int | None] = mapped_column(ForeignKey("subscribers.id", ondelete="SET NULL"), index=True)
    reset_id: Mapped[int | None] = mapped_column(ForeignKey("password_resets.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(String(254), index=True)
    priority: Mapped[int] = mapped_column(SmallInteger, default=0)
    """Lower goes first: 0 for what a person waits for, 1 for alerts."""
    state: Mapped[DeliveryState] = mapped_column(word_column(DeliveryState), default=DeliveryState.WAITING)
    reason: Mapped[str | None] = mapped_column(String(40))
    """Why it was skipped."""
    attempts: Mapped[int] = mapped_column(default=0)
    owed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    leased_by: Mapped[str | None] = mapped_column(String(64))
    settled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answer: Mapped[str | None] = mapped_column(Text)
    """The server's last words, code first."""

    alert: Mapped[Alert | None] = relationship()
    subscriber: Mapped[Subscriber | None] = relationship()
    reset: Mapped[PasswordReset | None] = relationship()
