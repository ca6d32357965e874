"""What the blog owes its readers about one article."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime, word_column
from blog.models.article import Article


class AlertKind(StrEnum):
    """Why readers are told."""

    PUBLICATION = "publication"


class AlertState(StrEnum):
    """How far the alert has come."""

    EXPANDING = "expanding"
    """The worker still writes deliveries for the audience."""
    SENDING = "sending"
    FINISHED = "finished"


class Alert(Base):
    """One alert; an article has at most one of each kind, however often it is published."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("article_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    kind: Mapped[AlertKind] = mapped_column(word_column(AlertKind))
    state: Mapped[AlertState] = mapped_column(word_column(AlertState), default=AlertState.EXPANDING, index=True)
    announced_at: Mapped[datetime] = mapped_column(UTCDateTime)
    """The audience is everybody who had confirmed by this moment."""
    expanded_to: Mapped[int] = mapped_column(default=0)
    """Key of the last subscriber for whom the worker has decided."""
    audience_size: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    article: Mapped[Article] = relationship()
