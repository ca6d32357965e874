"""The one place that reads the time; deeds are handed it as *now*."""

from datetime import UTC, datetime


def read_clock() -> datetime:
    """Return the present moment as aware UTC."""
    return datetime.now(UTC)
