"""The authenticator app of a person, whose codes change every 30 seconds (TOTP, RFC 6238)."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime


class Authenticator(Base):
    """The one app of a person, and the secret that is being set up."""

    __tablename__ = "authenticators"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    sealed_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The secret in use, encrypted; None until a first code has proven it."""
    sealed_candidate: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The secret that is being set up, encrypted; it opens nothing yet."""
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    """The time step of the last code that was taken; neither that one nor an earlier one is taken again."""
    created_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the secret in use was proven."""
