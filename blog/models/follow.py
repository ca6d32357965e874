"""Follow: a subscription to a topic, an author or an article."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime, enum_column
from blog.models.article import Article
from blog.models.frequency import Frequency
from blog.models.person import Person
from blog.models.topic import Topic


class Follow(Base):
    """One reader follows one topic, one author or one article; Subscriber.site_frequency is for the whole site."""

    __tablename__ = "follows"
    __table_args__ = (
        UniqueConstraint("subscriber_id", "topic_id"),
        UniqueConstraint("subscriber_id", "author_id"),
        UniqueConstraint("subscriber_id", "article_id"),
        CheckConstraint(
            "(CASE WHEN topic_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN author_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN article_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_target",
        ),
        Index("ix_follows_topic_id_subscriber_id", "topic_id", "subscriber_id"),
        Index("ix_follows_author_id_subscriber_id", "author_id", "subscriber_id"),
        Index("ix_follows_article_id_subscriber_id", "article_id", "subscriber_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscribers.id", ondelete="CASCADE"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    frequency: Mapped[Frequency] = mapped_column(enum_column(Frequency), default=Frequency.INSTANT)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)

    topic: Mapped[Topic | None] = relationship()
    author: Mapped[Person | None] = relationship()
    article: Mapped[Article | None] = relationship()
