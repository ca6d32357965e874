"""A sign-in that waits for the second factor."""

from datetime import datetime
from typing import Self

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime
from blog.models.login_session import LoginSession
from blog.models.person import Person


class PendingSignIn(Base):
    """A right password, which opens the page of the second step alone; the cookie holds a token, the row its hash."""

    __tablename__ = "pending_sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    person: Mapped[Person] = relationship(lazy="joined")

    @classmethod
    def by_token(cls, token: str) -> Select[Self]:
        """Select the sign-in that *token* continues."""
        return select(cls).where(cls.token_hash == LoginSession.hash_token(token))
