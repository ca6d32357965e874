"""Request to follow something, waiting for confirmation by a mailed link."""

from datetime import datetime
from typing import Self

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime, enum_column
from blog.models.article import Article
from blog.models.frequency import Frequency
from blog.models.person import Person
from blog.models.subscriber import Subscriber
from blog.models.topic import Topic


class FollowRequest(Base):
    """One request to follow a topic, an author, an article, or the site when none is named; afterwards its receipt."""

    __tablename__ = "follow_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(32))
    """Random; part of the link that confirms the request."""
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True)
    frequency: Mapped[Frequency] = mapped_column(enum_column(Frequency))
    consent_wording: Mapped[str] = mapped_column(String(500))
    consent_form: Mapped[str] = mapped_column(String(200))
    requested_at: Mapped[datetime] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id", ondelete="SET NULL"), unique=True)
    """The mail that carries the link; None when the request confirms itself with the subscription."""

    subscriber: Mapped[Subscriber] = relationship()
    topic: Mapped[Topic | None] = relationship()
    author: Mapped[Person | None] = relationship()
    article: Mapped[Article | None] = relationship()

    @classmethod
    def of(cls, subscriber: Subscriber) -> Select[Self]:
        """Select the requests of *subscriber*, oldest first."""
        return select(cls).where(cls.subscriber_id == subscriber.id).order_by(cls.id)
