"""Passkeys: credentials of WebAuthn, and the challenges that browsers answer with them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime, enum_column
from blog.models.person import Person


class Passkey(Base):
    """One credential; a person may have several."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    """As the authenticator chose it, up to 1023 bytes (WebAuthn Level 3, 4: Credential ID)."""
    user_handle: Mapped[bytes] = mapped_column(LargeBinary)
    """Random, the same in all passkeys of a person; it tells nothing about them."""
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    """COSE_Key."""
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    """The counter of the last signature; 0 for authenticators that do not count."""
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    person: Mapped[Person] = relationship()

    def is_cloned(self, sign_count: int) -> bool:
        """Return whether a signature with *sign_count* shows that two devices hold this key.

        Source: WebAuthn Level 3, 7.2 step 22.
        """
        return (self.sign_count > 0 or sign_count > 0) and sign_count <= self.sign_count


class ChallengePurpose(StrEnum):
    """What the answer to a challenge is good for."""

    SIGN_IN = "sign_in"
    REGISTER = "register"
    PROVE = "prove"
    """Sudo mode."""


class PasskeyChallenge(Base):
    """A challenge to one browser, which may answer it once; the cookie holds a random token, the row its hash."""

    __tablename__ = "passkey_challenges"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[ChallengePurpose] = mapped_column(enum_column(ChallengePurpose))
    challenge: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
