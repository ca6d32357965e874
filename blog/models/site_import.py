"""An import at the desk: files that were uploaded, what is done with them now, and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blog.database import Base, UTCDateTime, enum_column
from blog.models.person import Person

MAX_IMPORT_PROBLEM = 500
OWN_PROGRAM = "broadsheet"
"""The source of exports of this program."""


class ImportStep(StrEnum):
    """The step at which an import stands."""

    UPLOAD = "upload"
    CHECK = "check"
    """Dry run: nothing is written."""
    TAKE = "take"


class StepState(StrEnum):
    """How far a step is."""

    DUE = "due"
    """It waits for a person where it is an upload, else for the worker."""
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    """It was stopped at the desk; it can go on."""
    FAILED = "failed"
    """It can be tried again."""
    DISCARDED = "discarded"


ACTIVE_STATES = (StepState.DUE, StepState.RUNNING)


class SiteImport(Base):
    """One export that was uploaded at the desk; the worker takes it in, in a process of its own."""

    __tablename__ = "site_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Name of its private folder."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    step: Mapped[ImportStep] = mapped_column(enum_column(ImportStep), default=ImportStep.UPLOAD)
    state: Mapped[StepState] = mapped_column(enum_column(StepState), default=StepState.DUE)
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What the person said: address of the old site, hosts, articles a tag must have."""
    source: Mapped[str] = mapped_column(String(200), default="")
    """Program and site, as origins name them; "" before it was read."""
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    """Articles of this step; 0 as long as the export is being read."""
    tries: Mapped[int] = mapped_column(default=0)
    """How often the step was begun since it last came further."""
    is_stopping: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """First beginning of this step, which stays when it is taken up again."""
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    problem: Mapped[str] = mapped_column(String(MAX_IMPORT_PROBLEM), default="")
    """A sentence on why the step failed."""
    report: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Counts and losses of the last step that was done."""
    files_deleted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    person: Mapped[Person | None] = relationship()

    @property
    def is_active(self) -> bool:
        """Return whether the worker has something to do with it, or does it."""
        return self.step is not ImportStep.UPLOAD and self.state in ACTIVE_STATES

    @property
    def is_whole(self) -> bool:
        """Return whether it is an export of this program, which comes as a whole or not at all."""
        return self.source.partition(" ")[0] == OWN_PROGRAM

    @property
    def has_files(self) -> bool:
        """Return whether its files are still there."""
        return self.files_deleted_at is None

    @classmethod
    def active(cls) -> "Select[SiteImport]":
        """Select those that the worker has something to do with, the oldest first."""
        return select(cls).where(cls.step != ImportStep.UPLOAD, cls.state.in_(ACTIVE_STATES)).order_by(cls.id)

    def begin(self, step: ImportStep) -> None:
        """Hand *step* to the worker, from its beginning."""
        self.step, self.state, self.is_stopping = step, StepState.DUE, False
        self.done = self.total = self.tries = 0
        self.started_at = self.ended_at = None
        self.problem = ""

    def resume(self) -> None:
        """Hand the present step to the worker again; what was done stays."""
        self.state, self.is_stopping, self.tries = StepState.DUE, False, 0
        self.ended_at, self.problem = None, ""

    def end(self, state: StepState, now: datetime, problem: str = "") -> None:
        """End the present step."""
        self.state, self.ended_at, self.problem = state, now, problem[:MAX_IMPORT_PROBLEM]
        self.is_stopping = False
