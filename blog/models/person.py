"""A person with a byline, most of whom may sign in to the desk."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self

from sqlalchemy import LargeBinary, Select, String, Text, false, select, true
from sqlalchemy.orm import Mapped, mapped_column

from blog.database import Base, UTCDateTime, enum_column
from blog.database.collation import default_sort_key, sort_key


class Role(StrEnum):
    """What a person may do at the desk; each role may do all that the ones before it may."""

    CONTRIBUTOR = "contributor"
    """Writes drafts and hands them in; what becomes public is for others to decide."""
    AUTHOR = "author"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"

    def includes(self, other: "Role") -> bool:
        """Return whether this role has every right of *other*."""
        order = list(Role)
        return order.index(self) >= order.index(other)


class Person(Base):
    """A member of the newsroom, or a guest author without an account: byline and author page."""

    __tablename__ = "people"
    __table_args__ = {"sqlite_autoincrement": True}
    __allow_unmapped__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    """Where mail goes, and what one signs in with; empty for a guest author."""
    address_key: Mapped[str | None] = mapped_column(String(254), unique=True)
    """The address in small letters; None for a guest author, who has no account."""
    name: Mapped[str] = mapped_column(String(100))
    sort_key: Mapped[bytes] = mapped_column(LargeBinary, default=default_sort_key)
    """The place in lists by name; see blog.database.collation."""
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    biography: Mapped[str] = mapped_column(Text, default="")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(enum_column(Role), default=Role.AUTHOR)
    is_suspended: Mapped[bool] = mapped_column(default=False)
    has_letter_keys: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether single letters are keys at the desk; voice control can need them off."""
    has_weekly_figures: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether an editor wants the mail with the figures of each week."""
    weekly_figures_for: Mapped[date | None]
    """The Monday of the last week whose figures were owed to the person, so that no week is told twice."""
    language: Mapped[str] = mapped_column(String(35), default="", server_default="")
    """BCP 47 tag of the language of the desk and of mail; "" is the site's."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    invited_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """When the last invitation was mailed; None for who never needed one."""
    second_factor_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """Since when the person has a passkey or an authenticator app; the deeds of blog.accounts.factors keep it."""

    is_authenticated = True
    is_anonymous = False
    session_token: str | None = None
    """Token of the session by which this person came in; set while a request is served, never stored."""

    def get_id(self) -> str:
        """Return what Flask-Login keeps in the cookie: the session's token, not the person's key."""
        if self.session_token is None:
            raise ValueError("This person has no session.")
        return self.session_token

    @property
    def is_guest(self) -> bool:
        """Return whether this is an author without an account, who cannot sign in and gets no mail."""
        return self.address_key is None

    @property
    def is_active(self) -> bool:
        """Return whether Flask-Login may let this person in."""
        return not self.is_suspended

    @property
    def has_second_factor(self) -> bool:
        """Return whether signing in takes more than the password; it costs no query."""
        return self.second_factor_at is not None

    def rename(self, name: str, language: str) -> None:
        """Change the name, and the place in lists of a site in *language*."""
        self.name, self.sort_key = name, sort_key(name, language)

    def may(self, role: Role) -> bool:
        """Return whether this person has the rights of *role*."""
        return self.is_active and self.role.includes(role)

    @classmethod
    def by_address(cls, address_key: str) -> Select[Self]:
        """Select the person with this normalised address."""
        return select(cls).where(cls.address_key == address_key)
