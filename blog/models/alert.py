"""Alert: notification of readers about one article, expanded into one delivery a reader."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime, enum_column
from blog.models.article import Article
from blog.models.correction import Correction
from blog.models.frequency import AlertLevel


class AlertKind(StrEnum):
    """Reason of an alert."""

    PUBLICATION = "publication"
    UPDATE = "update"
    """Something new stands in a public article; those who follow that article are told."""
    CORRECTION = "correction"
    """Those who were told about the article are told what was wrong in it."""


class AlertState(StrEnum):
    """Progress of an alert."""

    EXPANDING = "expanding"
    """The worker still writes deliveries for the audience."""
    SENDING = "sending"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    """Stopped for good by a person; what had not gone out is skipped."""


OPEN_ALERT_STATES = (AlertState.EXPANDING, AlertState.SENDING)


class Alert(Base):
    """One alert; an article has one about its publication, however often it is published, and one for each update."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("article_id", "kind", "occasion"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    kind: Mapped[AlertKind] = mapped_column(enum_column(AlertKind))
    occasion: Mapped[int] = mapped_column(default=0)
    """Counts the alerts of one kind about one article; a publication is always 0."""
    level: Mapped[AlertLevel] = mapped_column(enum_column(AlertLevel), default=AlertLevel.NORMAL)
    note: Mapped[str | None] = mapped_column(Text)
    """What the editor wrote for this alert alone: what is new."""
    state: Mapped[AlertState] = mapped_column(enum_column(AlertState), default=AlertState.EXPANDING, index=True)
    announced_at: Mapped[datetime] = mapped_column(UTCDateTime)
    """The audience is everybody who had confirmed by this moment."""
    announced_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    """No message leaves before; until then the author can stop the alert as if it had never been."""
    started_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the first message was handed over."""
    paused_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """Set while a person holds the alert back."""
    expanded_to: Mapped[int] = mapped_column(default=0)
    """Key of the last subscriber for whom the worker has decided."""
    audience_size: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    includes_told: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether readers who were told of the article in another language are told again, as an editor asked for."""
    correction_id: Mapped[int | None] = mapped_column(ForeignKey("corrections.id", ondelete="SET NULL"))
    cancelled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ledger_deleted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the worker began to delete messages; who was told is not known since, so nothing more is sent."""

    article: Mapped[Article] = relationship()
    correction: Mapped[Correction | None] = relationship()

    @property
    def is_open(self) -> bool:
        """Return whether messages may still go out, now or once the alert is let go on."""
        return self.state in OPEN_ALERT_STATES

    @property
    def is_restartable(self) -> bool:
        """Return whether it was cancelled and can be announced again, to those who have not been told."""
        return self.state is AlertState.CANCELLED and self.ledger_deleted_at is None

    def pause(self, now: datetime) -> bool:
        """Hold back what has not gone out; return whether that changed anything."""
        is_new = self.is_open and self.paused_at is None
        if is_new:
            self.paused_at = now
        return is_new

    def resume(self) -> bool:
        """Let the alert go on; return whether that changed anything."""
        is_new = self.is_open and self.paused_at is not None
        self.paused_at = None
        return is_new

    def cancel(self, now: datetime) -> bool:
        """Stop the alert for good, at the next claim; return whether that changed anything.

        The worker writes the messages that did not go out as skipped; finished_at says that it has.
        """
        if not self.is_open:
            return False
        self.state, self.cancelled_at, self.paused_at = AlertState.CANCELLED, now, None
        self.finished_at = None
        return True

    def reopen(self) -> None:
        """Set a finished alert back to sending, since messages of it are waiting again."""
        if self.state is AlertState.FINISHED:
            self.state, self.finished_at = AlertState.SENDING, None
