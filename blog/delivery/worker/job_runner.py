"""One round of duties: each is asked once, and what it did is committed before the next has its turn."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeAlias

import structlog

from blog.database import AnySession

Clock: TypeAlias = Callable[[], datetime]
Duty: TypeAlias = Callable[[AnySession, datetime], bool]
"""Does one piece of work and returns whether there was any; the loop commits after it."""

log = structlog.get_logger()


def work_once(session: AnySession, duties: Sequence[Duty], clock: Clock) -> bool:
    """Ask each duty once and commit after it; return whether any had work.

    An error in one duty is logged and leaves the others their turn.
    """
    is_busy = False
    for duty in duties:
        try:
            is_busy = duty(session, clock()) or is_busy
            session.commit()
        except Exception:
            session.rollback()
            log.exception("duty failed", duty=getattr(duty, "__qualname__", repr(duty)))
        finally:
            # What a duty loaded is of no use to the next one, and would only grow.
            session.expunge_all()
    return is_busy
