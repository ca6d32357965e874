"""What an editor decided about the front page: what leads and until when, what stands beside it, which bands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import AnySession, Base, UTCDateTime
from blog.models.person import Person

PARTS = ("signup", "bands", "wide", "briefs", "corrections")
"""Parts of the front page that can be left out."""
MAX_BESIDE = 8
MAX_CHOSEN_BANDS = 8


@dataclass(frozen=True)
class FrontChoice:
    """An article that an editor chose for a place, until a time or until it is changed."""

    article_id: int
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Return whether the choice has not ended."""
        return self.until is None or now < self.until


@dataclass(frozen=True)
class FrontPlan:
    """All that an editor decided; the usual one decides nothing, and the rule stands."""

    lead: FrontChoice | None = None
    beside: tuple[FrontChoice, ...] = ()
    wide: FrontChoice | None = None
    topics: tuple[int, ...] | None = None
    """Keys of the topics of the bands in their order; None for the rule."""
    hidden: frozenset[str] = field(default_factory=frozenset)
    """The PARTS that are left out."""

    @property
    def choices(self) -> list[FrontChoice]:
        """Return every choice of an article."""
        return [choice for choice in (self.lead, *self.beside, self.wide) if choice is not None]

    def to_json(self) -> dict[str, Any]:
        """Return the plan as it is kept."""
        return {
            "lead": write_choice(self.lead),
            "beside": [write_choice(choice) for choice in self.beside],
            "wide": write_choice(self.wide),
            "topics": None if self.topics is None else list(self.topics),
            "hidden": sorted(self.hidden),
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Self:
        """Return the plan that *kept* holds."""
        topics = kept.get("topics")
        return cls(
            lead=read_choice(kept.get("lead")),
            beside=tuple(read_choices(kept.get("beside", []))),
            wide=read_choice(kept.get("wide")),
            topics=None if topics is None else tuple(topics),
            hidden=frozenset(kept.get("hidden", [])),
        )


def write_choice(choice: FrontChoice | None) -> dict[str, Any] | None:
    """Return *choice* as it is kept."""
    until = choice.until.isoformat() if choice and choice.until else None
    return {"article": choice.article_id, "until": until} if choice else None


def read_choice(kept: Mapping[str, Any] | None) -> FrontChoice | None:
    """Return the choice that *kept* holds."""
    if not kept:
        return None
    return FrontChoice(kept["article"], datetime.fromisoformat(kept["until"]) if kept["until"] else None)


def read_choices(kept: Iterable[Mapping[str, Any]]) -> list[FrontChoice]:
    """Return the choices that *kept* holds."""
    return [choice for one in kept if (choice := read_choice(one)) is not None]


class FrontArrangement(Base):
    """The one plan of the site's front page, with the number of its last change."""

    __tablename__ = "front_arrangements"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    version: Mapped[int] = mapped_column(default=0)
    """Counts the changes, so that an editor who has not seen the last one is told."""
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    changed_by: Mapped[Person | None] = relationship()

    @classmethod
    def read_plan(cls, session: AnySession) -> FrontPlan:
        """Return the plan of the site."""
        found = session.get(cls, 1)
        return FrontPlan.of_json(found.plan) if found else FrontPlan()
