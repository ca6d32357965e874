"""Notes of the triggers of the content version: which rows were changed, for a folder of the site as files."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime

FOLLOWED = 0
"""Id of the row without which the triggers note nothing."""


class ContentChange(Base):
    """One change that readers can see; *number* and *mark* are those of the content version that it made."""

    __tablename__ = "content_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, index=True)
    mark: Mapped[int] = mapped_column(BigInteger)
    table_name: Mapped[str] = mapped_column(String(40))
    event: Mapped[str] = mapped_column(String(6))
    """INSERT, UPDATE or DELETE."""
    row_id: Mapped[int | None]
    """The article that the row belongs to, or else the row's own id; None where the table has no such column."""
    noted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """Set in the row FOLLOWED alone: when a folder was last said to be kept current."""
