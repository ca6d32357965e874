"""A topic under which articles are filed, and its former addresses."""

from datetime import datetime
from typing import Any, Self

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, Select, String, Text, false, select
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime
from blog.database.collation import default_sort_key, sort_key
from blog.database.search.accent_folding import FOLDING, decompose
from blog.models.picture import Picture

MAX_TOPIC_NAME = 60
"""Characters of a name."""
MAX_PARTS = 200
"""Articles of a series; what has more is no series."""
MAX_KEY_LENGTH = 255
"""Some signs are written out in the key, such as a ligature of a whole sentence."""


def topic_key(name: str) -> str:
    """Return what all ways to write one *name* share: case, accents and runs of spaces do not count, signs do.

    "C" and "C++" are two topics, "Économie" and "economie" one.
    """
    letters = (FOLDING[ord(letter)] if letter.isalnum() else letter for letter in decompose(name).casefold())
    return " ".join("".join(letters).split())[:MAX_KEY_LENGTH]


def default_topic_key(context: DefaultExecutionContext) -> str:
    """Return the key of the name that is inserted."""
    parameters: dict[str, Any] = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return topic_key(parameters["name"])


class Topic(Base):
    """A subject such as "Grants": a page, a feed and a kicker over the headline; outside the masthead it is a tag.

    One whose articles stand in an order, from part to part, is a series.
    """

    __tablename__ = "topics"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(MAX_TOPIC_NAME), unique=True)
    name_key: Mapped[str] = mapped_column(String(MAX_KEY_LENGTH), index=True, unique=True, default=default_topic_key)
    """The name without case and accents: see topic_key."""
    sort_key: Mapped[bytes] = mapped_column(LargeBinary, default=default_sort_key)
    """Its place in lists by name; see blog.database.collation."""
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[str] = mapped_column(Text, default="")
    masthead_position: Mapped[int | None] = mapped_column(index=True)
    """Its place in the masthead, from the start; None for a tag, which is not in it."""
    is_series: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether its articles are parts, in the order of article_topics.position, instead of news, newest first."""
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id", ondelete="SET NULL"), index=True)

    picture: Mapped[Picture | None] = relationship()

    @classmethod
    def by_name(cls) -> Select[Self]:
        """Select all topics in the order of their names."""
        return select(cls).order_by(cls.sort_key)

    @classmethod
    def in_masthead(cls) -> Select[Self]:
        """Select the topics of the masthead in their order."""
        shown = select(cls).where(cls.masthead_position.is_not(None))
        return shown.order_by(cls.masthead_position, cls.sort_key)

    @classmethod
    def by_weight(cls) -> tuple[ColumnElement[Any], ...]:
        """Return the order of the topics of one article: the masthead as it stands, then the tags, then the series."""
        return cls.masthead_position.nulls_last(), cls.is_series.asc(), cls.sort_key.asc()

    def rename(self, name: str, language: str) -> None:
        """Change the name, and the place in lists of a site in *language*."""
        self.name, self.name_key, self.sort_key = name, topic_key(name), sort_key(name, language)


class TopicRedirect(Base):
    """One former address of a topic, or the address of one that was merged into it; it leads on for ever."""

    __tablename__ = "topic_redirects"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(MAX_TOPIC_NAME), default="", index=True)
    """The name at that address, by which old versions of articles know the topic."""
    former_id: Mapped[int | None] = mapped_column(index=True)
    """The id of the topic that was merged, which links in mail name; None after a mere change of the address."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    topic: Mapped[Topic] = relationship()
