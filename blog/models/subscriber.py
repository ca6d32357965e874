"""A reader who asked to be told."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from sqlalchemy import Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime, word_column


class SubscriberState(StrEnum):
    """Where a reader stands between asking and leaving."""

    PENDING = "pending"
    """Asked; the confirmation link has not been used."""
    CONFIRMED = "confirmed"
    LEFT = "left"


class Subscriber(Base):
    """One address, and what its owner has agreed to."""

    __tablename__ = "subscribers"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    """As the reader wrote it, normalised by email-validator: mail goes here."""
    address_key: Mapped[str] = mapped_column(String(254), unique=True)
    """Case-folded: one person, one row."""
    name: Mapped[str | None] = mapped_column(String(100))
    state: Mapped[SubscriberState] = mapped_column(
        word_column(SubscriberState), default=SubscriberState.PENDING, index=True
    )
    key: Mapped[str] = mapped_column(String(32))
    """Random; part of every signed leave and preferences link, so that the row can revoke them."""
    request_key: Mapped[str] = mapped_column(String(32))
    """Random, new with the first request and with each one after leaving: older confirmation links end."""
    requested_at: Mapped[datetime] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    consent_wording: Mapped[str] = mapped_column(String(500))
    """The sentence that stood beside the button."""
    consent_form: Mapped[str] = mapped_column(String(200))
    """Path of the page whose form was sent."""

    @classmethod
    def by_address(cls, address_key: str) -> Select[Self]:
        """Select the subscriber with this normalised address."""
        return select(cls).where(cls.address_key == address_key)

    @property
    def is_confirmed(self) -> bool:
        """Return whether alerts may be sent."""
        return self.state is SubscriberState.CONFIRMED

    def confirm(self, now: datetime) -> None:
        """Let alerts be sent from *now* on; confirming twice keeps the first time."""
        if not self.is_confirmed:
            self.state = SubscriberState.CONFIRMED
            self.confirmed_at = now
            self.left_at = None

    def leave(self, now: datetime) -> None:
        """End all alerts; leaving twice keeps the first time."""
        if self.state is not SubscriberState.LEFT:
            self.state = SubscriberState.LEFT
            self.left_at = now
