"""What was found of the site's surroundings when they were last looked at, for the list of first steps."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import AnySession, Base, UTCDateTime, enum_column, insert_missing


class CheckName(StrEnum):
    """What is looked at."""

    DNS = "dns"
    """The records of the domains that mail comes from, by the worker."""
    MAIL = "mail"
    """A test mail arrived, as a person says."""
    BACKUP = "backup"
    """Backups are made otherwise than by us, as a person says, or the database was copied by our command."""
    STEPS = "steps"
    """The list of first steps was put away."""


class SiteCheck(Base):
    """One row a check; none before it was first asked for or done."""

    __tablename__ = "site_checks"

    name: Mapped[CheckName] = mapped_column(enum_column(CheckName), primary_key=True)
    requested_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When a person last asked for it."""
    checked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """What is wrong, as subject and message in the words of the doctor; empty where nothing is."""

    @property
    def is_awaited(self) -> bool:
        """Return whether it was asked for and not done since."""
        return self.requested_at is not None and (self.checked_at is None or self.checked_at < self.requested_at)

    @classmethod
    def hold(cls, session: AnySession, name: CheckName) -> "SiteCheck":
        """Return the row of *name*, made if there is none; the caller commits."""
        insert_missing(session, cls, [{"name": name, "findings": []}])
        return session.get_one(cls, name, with_for_update=True, populate_existing=True)

    @classmethod
    def record(cls, session: AnySession, name: CheckName, now: datetime) -> None:
        """Say that *name* is as it should be *now*; the caller commits."""
        row = cls.hold(session, name)
        row.checked_at, row.findings = now, []
        session.flush()
