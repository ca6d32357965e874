"""Site-wide mail settings that are changed at the desk: default frequency and time of digests."""

from typing import Self

from sqlalchemy import SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import AnySession, Base, enum_column, insert_missing
from blog.models.frequency import Frequency

DEFAULT_DIGEST_HOUR = 7


class MailingRules(Base):
    """The one row of rules for readers who have not chosen otherwise."""

    __tablename__ = "mailing_rules"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    default_frequency: Mapped[Frequency] = mapped_column(enum_column(Frequency), default=Frequency.INSTANT)
    """What a new subscriber begins with."""
    digest_hour: Mapped[int] = mapped_column(SmallInteger, default=DEFAULT_DIGEST_HOUR)
    """Hour of the day, 0 to 23, in the reader's zone."""
    digest_weekday: Mapped[int] = mapped_column(SmallInteger, default=0)
    """Day of the weekly digest: 0 is Monday."""

    @classmethod
    def read(cls, session: AnySession) -> Self:
        """Return the rules; those that hold before anybody has set any are not in the session."""
        found: Self | None = session.get(cls, 1)
        return found or cls(
            id=1, default_frequency=Frequency.INSTANT, digest_hour=DEFAULT_DIGEST_HOUR, digest_weekday=0
        )

    @classmethod
    def write(cls, session: AnySession, default_frequency: Frequency, digest_hour: int, digest_weekday: int) -> None:
        """Store the rules; the caller commits. Two first writes at once make one row."""
        values = {"default_frequency": default_frequency, "digest_hour": digest_hour, "digest_weekday": digest_weekday}
        insert_missing(session, cls, [{"id": 1, **values}])
        rules = session.get_one(cls, 1, with_for_update=True)
        for name, value in values.items():
            setattr(rules, name, value)
        session.flush()
