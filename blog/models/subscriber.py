"""Subscriber: a reader's address, consent, preferences and suppression."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from sqlalchemy import Index, Select, SmallInteger, String, Text, false, select, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime, enum_column
from blog.database.search.accent_folding import fold_letters
from blog.models.frequency import Frequency, LowChoice, UrgentChoice


def default_name_key(context: DefaultExecutionContext) -> str | None:
    """Return the key of the name that is inserted."""
    return make_name_key(context.get_current_parameters().get("name"))  # type: ignore[no-untyped-call]


def make_name_key(name: str | None) -> str | None:
    """Return *name* without case and accents, with a space before each word."""
    return "".join(f" {word}" for word in fold_letters(name).split()) if name else None


class SubscriberState(StrEnum):
    """Where a reader stands between asking and leaving."""

    PENDING = "pending"
    """Asked; the confirmation link has not been used."""
    CONFIRMED = "confirmed"
    LEFT = "left"


class Suppression(StrEnum):
    """Why nothing is sent to an address until the operator lifts it."""

    HARD_BOUNCE = "hard_bounce"
    SOFT_BOUNCES = "soft_bounces"
    """It refused for now, too often in a row."""
    COMPLAINT = "complaint"
    OPERATOR = "operator"
    """The operator decided so."""


class Subscriber(Base):
    """One address, and what its owner has agreed to."""

    __tablename__ = "subscribers"

    __table_args__ = (
        Index(
            "ix_subscribers_suppressed",
            "id",
            sqlite_where=text("suppressed_at IS NOT NULL"),
            postgresql_where=text("suppressed_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    """As the reader wrote it, normalised by email-validator: mail goes here."""
    address_key: Mapped[str] = mapped_column(String(254), unique=True)
    """Case-folded: one person, one row."""
    name: Mapped[str | None] = mapped_column(String(100))
    name_key: Mapped[str | None] = mapped_column(Text, default=default_name_key)
    """The folded name with a space before each word, for the search at the desk."""
    state: Mapped[SubscriberState] = mapped_column(
        enum_column(SubscriberState), default=SubscriberState.PENDING, index=True
    )
    key: Mapped[str] = mapped_column(String(32))
    """Random; part of every signed leave and preferences link, so that the row can revoke them."""
    request_key: Mapped[str] = mapped_column(String(32))
    """Random, new with the first request and with each one after leaving: older confirmation links end."""
    requested_at: Mapped[datetime] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    left_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    consent_wording: Mapped[str] = mapped_column(String(500))
    """The sentence that stood beside the button."""
    consent_form: Mapped[str] = mapped_column(String(200))
    """Path of the page whose form was sent."""

    site_frequency: Mapped[Frequency | None] = mapped_column(
        # An explicit None is a choice, which the default must not overrule.
        enum_column(Frequency).evaluates_none(),
        default=Frequency.INSTANT,
    )
    """How soon the reader is told about every article; None when only what Follow says is wanted."""
    urgent_choice: Mapped[UrgentChoice] = mapped_column(enum_column(UrgentChoice), default=UrgentChoice.AT_ONCE)
    low_choice: Mapped[LowChoice] = mapped_column(enum_column(LowChoice), default=LowChoice.AS_OTHERS)
    timezone: Mapped[str | None] = mapped_column(String(64))
    """IANA name of the reader's zone; None means the site's."""
    language: Mapped[str] = mapped_column(String(35), default="", server_default="")
    """BCP 47 tag of the language of mail, chosen at sign-up; "" is the site's."""
    quiet_from: Mapped[int | None] = mapped_column(SmallInteger)
    """Start of the quiet hours, in minutes after midnight of the reader's zone."""
    quiet_until: Mapped[int | None] = mapped_column(SmallInteger)
    """End of the quiet hours, in the same measure; less than quiet_from when midnight lies between."""
    is_text_only: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Gets mail as plain text, without an HTML part."""
    paused_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """Nothing but urgent alerts before this moment, and nothing made up for afterwards."""
    new_address: Mapped[str | None] = mapped_column(String(254))
    """Where the reader wants mail from now on, until that address has confirmed."""
    change_key: Mapped[str | None] = mapped_column(String(32))
    """Random; part of the link that confirms new_address."""
    suppressed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    suppression: Mapped[Suppression | None] = mapped_column(enum_column(Suppression))
    suppression_words: Mapped[str | None] = mapped_column(Text)
    """The server's words, or the operator's."""
    soft_bounces: Mapped[int] = mapped_column(SmallInteger, default=0)
    """Messages in a row that came back for now; one accepted in between resets the count."""

    def rename(self, name: str | None) -> None:
        """Set the name, or take it away."""
        self.name, self.name_key = name, make_name_key(name)

    @classmethod
    def by_address(cls, address_key: str) -> Select[Self]:
        """Select the subscriber with this normalised address."""
        return select(cls).where(cls.address_key == address_key)

    @property
    def is_confirmed(self) -> bool:
        """Return whether alerts may be sent."""
        return self.state is SubscriberState.CONFIRMED

    def is_pausing(self, now: datetime) -> bool:
        """Return whether the reader wants nothing at present but urgent alerts."""
        return self.paused_until is not None and self.paused_until > now

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
