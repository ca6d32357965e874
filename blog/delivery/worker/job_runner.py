"""Runs each background job once, and commits after each."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias

import structlog
from sqlalchemy.exc import SQLAlchemyError

from blog.database import AnySession, db
from blog.database.faults.passing_faults import Fault, fault_of
from blog.database.faults.repeated_log import RepeatedLog, repeated_log

Clock: TypeAlias = Callable[[], datetime]
Job: TypeAlias = Callable[[AnySession, datetime], bool]
"""Does one piece of work and returns whether there was any; the runner commits after it."""

FIRST_PAUSE = timedelta(seconds=1)
MAX_PAUSE = timedelta(minutes=1)

log = structlog.get_logger()


@dataclass
class JobPauses:
    """Failures in a row of each job, and when it may run again; one object a thread."""

    failures: dict[Any, int] = field(default_factory=dict)
    paused_until: dict[Any, datetime] = field(default_factory=dict)
    repeated: RepeatedLog = field(default_factory=RepeatedLog)

    def is_paused(self, job: Any, now: datetime) -> bool:
        """Return whether *job* still waits after a failure."""
        return job in self.paused_until and now < self.paused_until[job]

    def record_success(self, job: Any) -> None:
        """Forget the failures of *job*."""
        self.failures.pop(job, None)
        self.paused_until.pop(job, None)

    def record_failure(self, job: Any, error: Exception, now: datetime) -> None:
        """Let *job* wait, and log *error* with its trace, at most once a minute for each kind of error."""
        self.failures[job] = self.failures.get(job, 0) + 1
        doubled = FIRST_PAUSE * 2 ** min(self.failures[job] - 1, 10)
        self.paused_until[job] = now + min(doubled, MAX_PAUSE)
        name = getattr(job, "__qualname__", repr(job))
        times = self.repeated.count((name, type(error)))
        if times and fault_of(error) is not None:
            log.warning("job failed", job=name, times=times, database=fault_of(error))
        elif times:
            log.error("job failed", job=name, times=times, exc_info=error)


def run_jobs_once(session: AnySession, jobs: Sequence[Job], clock: Clock, pauses: JobPauses | None = None) -> bool:
    """Run each job once and commit after it; return whether any had work.

    A job that fails is logged and rolled back, waits as *pauses* say, and the
    others run.

    Raises:
        SQLAlchemyError: the database is read-only, full or away, which no other job would find otherwise.
    """
    pauses = JobPauses() if pauses is None else pauses
    due = [job for job in jobs if not pauses.is_paused(job, clock())]
    worked = [run_job(session, job, clock, pauses) for job in due]
    return any(worked)


def run_job(session: AnySession, job: Job, clock: Clock, pauses: JobPauses) -> bool:
    """Run *job* and commit; return whether it had work. See run_jobs_once."""
    try:
        has_worked = job(session, clock())
        session.commit()
    except Exception as error:
        if fault_of(error) not in {None, Fault.BUSY}:
            raise
        session.rollback()
        pauses.record_failure(job, error, clock())
        return False
    finally:
        # What a job loaded is of no use to the next one, and would only grow.
        session.expunge_all()
    pauses.record_success(job)
    return has_worked


def log_outage(error: Exception, process: str) -> None:
    """Log that *process* cannot reach its database: a line a minute for what passes, a trace for what does not."""
    fault = fault_of(error)
    times = repeated_log.count((process, fault or type(error)))
    if times and fault is not None:
        log.warning("database unavailable", process=process, database=fault, times=times, cause=str(error.args[:1]))
    elif times:
        log.error("database unavailable", process=process, times=times, exc_info=error)


def leave_session() -> None:
    """Leave this thread's session, whatever state the database left it in."""
    with suppress(SQLAlchemyError):
        db.session.remove()
