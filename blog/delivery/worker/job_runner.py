"""Runs each background job once, and commits after each."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeAlias

import structlog

from blog.database import AnySession

Clock: TypeAlias = Callable[[], datetime]
Job: TypeAlias = Callable[[AnySession, datetime], bool]
"""Does one piece of work and returns whether there was any; the runner commits after it."""

log = structlog.get_logger()


def run_jobs_once(session: AnySession, jobs: Sequence[Job], clock: Clock) -> bool:
    """Run each job once and commit after it; return whether any had work.

    A job that fails is logged and rolled back, and the others run.
    """
    has_worked = False
    for job in jobs:
        try:
            has_worked = job(session, clock()) or has_worked
            session.commit()
        except Exception:
            session.rollback()
            log.exception("job failed", job=getattr(job, "__qualname__", repr(job)))
        finally:
            # What a job loaded is of no use to the next one, and would only grow.
            session.expunge_all()
    return has_worked
