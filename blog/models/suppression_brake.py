"""SuppressionBrake: a stop of suppressions after an unusual share of hard refusals, until a person decides."""

from datetime import datetime
from typing import Self

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime


class SuppressionBrake(Base):
    """One stop; while released_at is missing, no refusal suppresses anybody."""

    __tablename__ = "suppression_brakes"

    id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    """The refusals from then on wait for the decision."""
    engaged_at: Mapped[datetime] = mapped_column(UTCDateTime)
    refused: Mapped[int] = mapped_column(default=0)
    """Hard refusals at that moment."""
    released_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)

    @classmethod
    def engaged(cls) -> Select[Self]:
        """Select the stop that waits for a decision, the first if there are several."""
        return select(cls).where(cls.released_at.is_(None)).order_by(cls.id).limit(1)

    @classmethod
    def latest(cls) -> Select[Self]:
        """Select the last stop."""
        return select(cls).order_by(cls.id.desc()).limit(1)
