"""Signed timestamp in forms on cached pages: a submission that follows at once comes from a bot."""

from datetime import datetime, timedelta

from blog.web.addresses.links import FORM_TIME, Links

MAX_AGE = timedelta(days=30)
"""Pages are cached and tabs stay open, so a timestamp may be old."""


def make_timestamp(links: Links, now: datetime) -> str:
    """Return *now* in milliseconds, signed."""
    return links.seal(FORM_TIME, [int(now.timestamp() * 1000)])


def is_timestamp_open(links: Links, timestamp: str, now: datetime) -> bool:
    """Return whether *timestamp* is ours and not too old, so that a form that comes back may keep it."""
    return is_timestamp_valid(links, timestamp, now, minimum_seconds=0)


def is_timestamp_valid(links: Links, timestamp: str, now: datetime, *, minimum_seconds: int) -> bool:
    """Return whether *timestamp* has a valid signature and is neither too fresh nor too old."""
    payload = links.unseal(FORM_TIME, timestamp)
    if payload is None:
        return False
    age_seconds: float = now.timestamp() - payload[0] / 1000
    return minimum_seconds <= age_seconds <= MAX_AGE.total_seconds()
