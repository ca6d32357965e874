"""What readers learn of a person beside name and biography, and former addresses of author pages."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime
from blog.models.person import Person
from blog.models.picture import Picture


class Profile(Base):
    """Photo, role line, contact and links of one person, and the place on the staff page; none means all are empty."""

    __tablename__ = "profiles"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    role_line: Mapped[str] = mapped_column(String(100), default="")
    """What the person does, such as "Reporter, Kyiv"; it holds no pronoun, so that none can be wrong."""
    contact: Mapped[str] = mapped_column(String(254), default="")
    """A public mail address; empty for none."""
    links: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Pages elsewhere of the same person, as https addresses in order."""
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id", ondelete="SET NULL"), index=True)
    team_position: Mapped[int | None] = mapped_column(index=True)
    """The place on the staff page; None for who is not shown there."""

    person: Mapped[Person] = relationship()
    picture: Mapped[Picture | None] = relationship()

    @classmethod
    def on_staff_page(cls) -> Select["Profile"]:
        """Select the profiles that readers are shown there."""
        return select(cls).join(cls.person).where(cls.team_position.is_not(None), Person.is_suspended.is_(False))


class AuthorRedirect(Base):
    """One former address of an author page; it leads to the present one for ever."""

    __tablename__ = "author_redirects"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    former_id: Mapped[int | None] = mapped_column(index=True)
    """The id of the record that was merged, which links in mail name; None after a mere change of the address."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    person: Mapped[Person] = relationship()
