"""One setting of the site that an administrator has chosen at the desk."""

from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import AnySession, Base, insert_missing


class SiteSetting(Base):
    """A value by its key; what has no row has its default. blog.web.site_identity declares the keys."""

    __tablename__ = "site_settings"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON(none_as_null=False))

    @classmethod
    def write(cls, session: AnySession, key: str, value: Any) -> None:
        """Store *value* under *key*; the caller commits. Two first writes at once make one row."""
        cls.hold(session, key, value).value = value
        session.flush()

    @classmethod
    def hold(cls, session: AnySession, key: str, value: Any) -> "SiteSetting":
        """Return the row of *key*, which nobody else changes until the commit; a first one begins with *value*."""
        insert_missing(session, cls, [{"key": key, "value": value}])
        return session.get_one(cls, key, with_for_update=True, populate_existing=True)
