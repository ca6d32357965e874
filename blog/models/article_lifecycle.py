"""From first draft to publication, end and withdrawal: state and times of an article, and what changes them."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import UTCDateTime, enum_column
from blog.models.article_state import PAGE_STATES, READABLE, ArticleState


class ArticleLifecycle:
    """State and times of an article, or of a page without date."""

    state: Mapped[ArticleState] = mapped_column(enum_column(ArticleState), default=ArticleState.DRAFT)
    scheduled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """The first publication; a second one after a withdrawal keeps it."""
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When it left the lists, withdrawn or at its end."""
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    """When the worker takes the article from the lists."""
    scheduled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    @property
    def is_scheduled(self) -> bool:
        """Return whether the article waits for its time."""
        return self.state is ArticleState.SCHEDULED

    @property
    def is_public(self) -> bool:
        """Return whether readers can open the article now; one that has ended still stands at its address."""
        return self.state in READABLE or self.state is ArticleState.PAGE_PUBLISHED

    @property
    def is_listed(self) -> bool:
        """Return whether lists show the article and readers may be told about it."""
        return self.state is ArticleState.PUBLISHED

    @property
    def is_ended(self) -> bool:
        """Return whether the article has left the lists at its end."""
        return self.state is ArticleState.ENDED

    @property
    def was_public(self) -> bool:
        """Return whether the article was ever public; its address is then its own for ever."""
        return self.published_at is not None or (self.is_page and self.state is not ArticleState.PAGE_DRAFT)

    @property
    def is_page(self) -> bool:
        """Return whether this is a page without date, which no list shows."""
        return self.state in PAGE_STATES

    def schedule(self, moment: datetime, person_id: int) -> None:
        """Let the article go live at *moment*, as this person decided; until then readers do not see it."""
        self.state = ArticleState.SCHEDULED
        self.scheduled_at, self.scheduled_by_id = moment, person_id

    def unschedule(self) -> None:
        """Put the article back to where it came from."""
        self.state = ArticleState.WITHDRAWN if self.was_public else ArticleState.DRAFT
        self.scheduled_at = self.scheduled_by_id = None

    def publish(self, now: datetime) -> None:
        """Make the article public; the first publication gives it its date."""
        self.state = ArticleState.PUBLISHED
        self.published_at = self.published_at or now
        self.withdrawn_at = self.scheduled_at = self.scheduled_by_id = None

    def end(self, now: datetime) -> None:
        """Take the article from the lists; its page stands."""
        self.state = ArticleState.ENDED
        self.withdrawn_at = now

    def come_back(self) -> None:
        """Put an ended article back into the lists, at its old place."""
        self.state = ArticleState.PUBLISHED
        self.withdrawn_at = None

    def withdraw(self, now: datetime) -> None:
        """Take the article from the readers."""
        self.state = ArticleState.WITHDRAWN
        self.withdrawn_at = now
