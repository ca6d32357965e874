"""A session at the desk; the cookie holds a random token, the row its hash."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Self

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime
from blog.models.person import Person


class LoginSession(Base):
    """One browser that has signed in."""

    __tablename__ = "login_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UTCDateTime)

    proved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When proof of identity was last asked for again; the sign-in itself is created_at."""
    browser: Mapped[str] = mapped_column(String(40), default="", server_default="")
    system: Mapped[str] = mapped_column(String(40), default="", server_default="")
    """Names as the browser told them at the sign-in, such as Firefox and Linux; "" where they are not known."""
    network: Mapped[str] = mapped_column(String(45), default="", server_default="")
    """The beginning of the address at the sign-in, such as 192.0.2 or 2001:db8:1; the rest is not stored."""

    person: Mapped[Person] = relationship(lazy="joined")

    @staticmethod
    def hash_token(token: str) -> str:
        """Return the hexadecimal SHA-256 of *token*; a random token needs no slower hash."""
        return sha256(token.encode("utf-8", "replace")).hexdigest()

    @classmethod
    def by_token(cls, token: str) -> Select[Self]:
        """Select the session that *token* opens."""
        return select(cls).where(cls.token_hash == cls.hash_token(token))

    def is_fresh(self, now: datetime, lasting: timedelta) -> bool:
        """Return whether proof of identity was given within the last *lasting*."""
        return now - (self.proved_at or self.created_at) < lasting

    def is_alive(self, now: datetime, *, idle: timedelta, lifetime: timedelta) -> bool:
        """Return whether neither the idle time nor the lifetime has run out."""
        return now - self.last_seen_at < idle and now - self.created_at < lifetime
