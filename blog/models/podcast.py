"""Podcast of a topic: what directories ask about it beside its articles' recordings."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base
from blog.models.picture import Picture
from blog.models.topic import Topic


class Podcast(Base):
    """The recordings of one topic as a podcast; a topic without this row has none."""

    __tablename__ = "podcasts"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True)
    guid: Mapped[str] = mapped_column(String(36))
    """Made from its first address, and kept when that changes (Podcasting 2.0, podcast:guid)."""
    owner_name: Mapped[str] = mapped_column(String(120))
    owner_address: Mapped[str] = mapped_column(String(254))
    """Stands in the feed, by which directories ask whose it is."""
    category: Mapped[str] = mapped_column(String(40))
    """One of Apple's, in English."""
    is_explicit: Mapped[bool]
    is_locked: Mapped[bool]
    """Other hosts may not import it."""
    artwork_id: Mapped[int] = mapped_column(ForeignKey("pictures.id"), index=True)
    """Square, 1400 pixels or more."""

    topic: Mapped[Topic] = relationship()
    artwork: Mapped[Picture] = relationship()
