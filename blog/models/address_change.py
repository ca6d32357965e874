"""Address change: one address of a subscriber that gave way to another."""

from datetime import datetime
from typing import Self

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime
from blog.models.subscriber import Subscriber


class AddressChange(Base):
    """A confirmed change of address: what the consent receipt says of it, and the old key, which still unsubscribes."""

    __tablename__ = "address_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id", ondelete="CASCADE"), index=True)
    old_address: Mapped[str] = mapped_column(String(254))
    new_address: Mapped[str] = mapped_column(String(254))
    old_key: Mapped[str] = mapped_column(String(32))
    """Subscriber.key as it was: links in mail to the old address hold it."""
    requested_at: Mapped[datetime] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[datetime] = mapped_column(UTCDateTime)

    subscriber: Mapped[Subscriber] = relationship()

    @classmethod
    def of(cls, subscriber: Subscriber) -> Select[Self]:
        """Select the changes of *subscriber*, oldest first."""
        return select(cls).where(cls.subscriber_id == subscriber.id).order_by(cls.id)
