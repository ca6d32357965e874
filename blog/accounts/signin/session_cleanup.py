"""The worker's duty for this room: what has run out is deleted."""

from collections.abc import Callable
from datetime import datetime, timedelta

from blog.accounts.signin.sessions import forget_dead_sessions
from blog.database import AnySession
from blog.web.access.rate_limits import forget_old_counts

EVERY = timedelta(minutes=10)


def make_sweep(idle: timedelta, lifetime: timedelta) -> Callable[[AnySession, datetime], bool]:
    """Return the duty that deletes dead sessions and old counts, and does so at most every ten minutes.

    The worker commits after it. The duty never says that it did something, so the
    worker may rest.
    """
    swept_at: datetime | None = None

    def sweep(session: AnySession, now: datetime) -> bool:
        nonlocal swept_at
        if swept_at is None or now - swept_at >= EVERY:
            forget_dead_sessions(session, now, idle=idle, lifetime=lifetime)
            forget_old_counts(session, now)
            swept_at = now
        return False

    return sweep
