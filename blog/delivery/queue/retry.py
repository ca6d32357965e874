"""Retry schedule after temporary failures."""

from datetime import datetime, timedelta

DELAYS_MINUTES = (1, 5, 15, 60, 120, 240, 480, 720, 720, 720, 720, 480)
"""Sum: 2 days and 23.35 hours."""
SPREAD = 0.2


def next_attempt(failures: int, *, now: datetime, jitter: float) -> datetime | None:
    """Return the time of the next attempt after *failures* (from 1), or None to give up after about 3 days.

    *jitter*, from 0 to 1, shortens the wait by up to a fifth, so that a
    thousand messages deferred together do not return together.

    Source: RFC 5321 4.5.4.1, but sooner at first: greylisting wants minutes.
    """
    if failures > len(DELAYS_MINUTES):
        return None
    return now + timedelta(minutes=DELAYS_MINUTES[failures - 1]) * (1 - SPREAD * jitter)
