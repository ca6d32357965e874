"""One message that is owed to one person: the ledger."""

from datetime import datetime, timedelta
from typing import Self, cast

from sqlalchemy import ForeignKey, Index, Select, SmallInteger, String, Table, Text, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from blog.database import Base, BigId, UTCDateTime, enum_column
from blog.models.alert import Alert
from blog.models.article import Article
from blog.models.article_event import ArticleEvent
from blog.models.delivery_state import DeliveryPriority, DeliveryState, SkipReason
from blog.models.error_report import ErrorReport
from blog.models.frequency import AlertLevel, Frequency
from blog.models.password_reset import PasswordReset
from blog.models.person import Person
from blog.models.preview_link import Remark
from blog.models.subscriber import Subscriber

REPEAT_AFTER = timedelta(minutes=1)
DECIDED = "decided"
IS_TEST = text("article_id IS NOT NULL")
HAS_EVENT = text("event_id IS NOT NULL")
HAS_PERSON = text("person_id IS NOT NULL")
IS_UNGATHERED = text(
    "coalesce(carried_by_id, 0) = 0 AND alert_id IS NOT NULL AND frequency <> 'instant' AND settled_at IS NULL"
)
"""An alert that waits for the digest that will carry it; a partial index asks for these very words.

None of them can be looked up in another index, which SQLite would prefer.
"""
OPEN_STATES = (DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.DEFERRED)


class Delivery(Base):
    """One message to one address; it is never owed twice."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("alert_id", "subscriber_id"),
        Index("ix_deliveries_state_priority_due_at", "state", "priority", "due_at"),
        Index("ix_deliveries_alert_id_state_due_at", "alert_id", "state", "due_at"),
        # Repeats and tests are few among millions; the others need no entry here.
        Index(
            "ix_deliveries_alert_id_is_repeat",
            "alert_id",
            sqlite_where=text("is_repeat = 1"),
            postgresql_where=text("is_repeat"),
        ),
        *(
            Index(
                f"ix_deliveries_ungathered_{names[0]}",
                *names,
                sqlite_where=IS_UNGATHERED,
                postgresql_where=IS_UNGATHERED,
            )
            for names in (("due_at", "subscriber_id"), ("subscriber_id", "due_at"))
        ),
        Index("ix_deliveries_article_id", "article_id", sqlite_where=IS_TEST, postgresql_where=IS_TEST),
        Index("ix_deliveries_event_id", "event_id", sqlite_where=HAS_EVENT, postgresql_where=HAS_EVENT),
        Index("ix_deliveries_person_id", "person_id", sqlite_where=HAS_PERSON, postgresql_where=HAS_PERSON),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    """The name of a MailKind, which says which of the references below is set."""
    alert_id: Mapped[int | None] = mapped_column(ForeignKey("alerts.id", ondelete="CASCADE"))
    subscriber_id: Mapped[int | None] = mapped_column(ForeignKey("subscribers.id", ondelete="SET NULL"), index=True)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    """What a test is about; alerts and digests name their articles otherwise."""
    reset_id: Mapped[int | None] = mapped_column(ForeignKey("password_resets.id", ondelete="CASCADE"), index=True)
    followed: Mapped[str | None] = mapped_column(String(24))
    """What the reader follows that brought the alert: "site", or kind and id such as "topic:12"; unset for others."""
    event_id: Mapped[int | None] = mapped_column(ForeignKey("article_events.id", ondelete="CASCADE"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("error_reports.id", ondelete="CASCADE"))
    remark_id: Mapped[int | None] = mapped_column(ForeignKey("remarks.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    """A member of the newsroom whom the message is about: weekly figures, and tests of the mails of the site."""
    test_level: Mapped[AlertLevel | None] = mapped_column(enum_column(AlertLevel))
    """How much the alert matters that a test shows; empty means normal."""
    address: Mapped[str] = mapped_column(String(254), index=True)
    priority: Mapped[int] = mapped_column(SmallInteger, default=DeliveryPriority.IMMEDIATE)
    """One of DeliveryPriority."""
    frequency: Mapped[Frequency] = mapped_column(enum_column(Frequency), default=Frequency.INSTANT)
    """Instant ones go out themselves; the others wait until due_at for the digest that carries them."""
    carried_by_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id", ondelete="SET NULL"), index=True)
    """The digest in which this alert travels; what becomes of the digest becomes of it."""
    state: Mapped[DeliveryState] = mapped_column(enum_column(DeliveryState), default=DeliveryState.WAITING)
    reason: Mapped[str | None] = mapped_column(String(40))
    """Why it was skipped, one of SkipReason; DECIDED when a person decided to leave an uncertain one as it is."""
    attempts: Mapped[int] = mapped_column(default=0)
    """Answers that the server gave, refusals included."""
    owed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    leased_by: Mapped[str | None] = mapped_column(String(64))
    handed_over_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """Written before the message goes out and cleared by the answer: the message in flight."""
    is_repeat: Mapped[bool] = mapped_column(default=False)
    """Handed over once without a known answer, so that the person may get it twice."""
    settled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answer: Mapped[str | None] = mapped_column(Text)
    """The server's last words, code first."""

    alert: Mapped[Alert | None] = relationship()
    subscriber: Mapped[Subscriber | None] = relationship()
    article: Mapped[Article | None] = relationship()
    reset: Mapped[PasswordReset | None] = relationship()
    event: Mapped[ArticleEvent | None] = relationship()
    report: Mapped[ErrorReport | None] = relationship()
    remark: Mapped[Remark | None] = relationship()
    person: Mapped[Person | None] = relationship()

    @classmethod
    def whole(cls) -> Select[Self]:
        """Select deliveries with all that is needed to compose them and to decide whether they are still wanted."""
        article = joinedload(cls.alert).joinedload(Alert.article)
        return select(cls).options(
            joinedload(cls.subscriber),
            article.joinedload(Article.lead_picture),
            article.joinedload(Article.author),
            joinedload(cls.reset).joinedload(PasswordReset.person),
        )

    def give_back(self) -> None:
        """Let the message wait again, as if no worker had held it."""
        self.state = DeliveryState.WAITING
        self.drop_lease()

    def postpone(self, due_at: datetime, words: str) -> None:
        """Keep the server's *words* and try again at *due_at*."""
        self.state = DeliveryState.DEFERRED
        self.due_at = due_at
        self.answer = words
        self.drop_lease()

    def skip(self, reason: SkipReason, now: datetime) -> None:
        """Send nothing, for *reason*."""
        self.reason = reason
        self.end(DeliveryState.SKIPPED, self.answer, now)

    def end(self, state: DeliveryState, words: str | None, now: datetime) -> None:
        """Settle the message for good in *state* with the server's last *words*."""
        self.state = state
        self.answer = words
        self.settled_at = now
        self.drop_lease()

    def doubt(self, words: str, now: datetime, *, hold: bool = False) -> None:
        """Deal with a message that was handed over and not answered: send it once more, then leave it uncertain.

        With *hold* it is left uncertain at once, for a person to decide.

        The repeat carries the same Message-ID, by which receivers recognise it (RFC 1047 says why it must be so).
        """
        if self.is_repeat or hold:
            self.end(DeliveryState.UNCERTAIN, words, now)
        else:
            self.is_repeat = True
            self.postpone(now + REPEAT_AFTER, words)

    def drop_lease(self) -> None:
        """Write that no worker holds the message."""
        self.leased_by = self.leased_until = self.handed_over_at = None


DELIVERIES = cast(Table, Delivery.__table__)
"""The table itself: a statement on the class would be one of the ORM, which reads back what it changes."""
