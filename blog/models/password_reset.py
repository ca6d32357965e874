"""A request to set a new password, or to sign in with another address."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime
from blog.models.person import Person


class PasswordReset(Base):
    """One request; the mailed link names it and is signed, so no secret is stored here."""

    __tablename__ = "password_resets"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    requested_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    new_address: Mapped[str | None] = mapped_column(String(254))
    """The sign-in address that the link confirms; None for a link to a new password."""

    person: Mapped[Person] = relationship()

    def is_open(self, now: datetime) -> bool:
        """Return whether the link still works: not used and not expired."""
        return self.used_at is None and now < self.expires_at
