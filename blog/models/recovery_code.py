"""Recovery codes, which are kept on paper."""

from typing import Self

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base


class RecoveryCode(Base):
    """A code that stands in for the second factor once; used ones are deleted."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("person_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    code_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256; a code has 80 random bits and needs no slower hash."""

    @classmethod
    def of_person(cls, person_id: int) -> Select[Self]:
        """Select the codes that a person has left."""
        return select(cls).where(cls.person_id == person_id)
