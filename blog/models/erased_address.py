"""Erased address: a mark that a reader asked to be deleted, so that no list brings the reader back."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime


class ErasedAddress(Base):
    """One address that no import takes in; it cannot be read from the row."""

    __tablename__ = "erased_addresses"

    address_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    """HMAC-SHA256 of the case-folded address, keyed with the site's secret."""
    erased_at: Mapped[datetime] = mapped_column(UTCDateTime)
