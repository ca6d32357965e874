"""A topic under which articles are filed."""

from typing import Self

from sqlalchemy import LargeBinary, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base
from blog.database.collation import default_sort_key


class Topic(Base):
    """A subject such as "Grants": a page, a feed and a kicker over the headline."""

    __tablename__ = "topics"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    sort_key: Mapped[bytes] = mapped_column(LargeBinary, default=default_sort_key)
    """Its place in lists by name; see blog.database.collation."""
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[str] = mapped_column(Text, default="")

    @classmethod
    def by_name(cls) -> Select[Self]:
        """Select all topics in the order of their names."""
        return select(cls).order_by(cls.sort_key)
