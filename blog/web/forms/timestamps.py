"""The time stamp in a form on a cached page, which tells a reader from a program that sends at once."""

from datetime import datetime, timedelta

from blog.web.links import FORM_TIME, Links

OLDEST = timedelta(days=30)
"""Pages are cached and tabs stay open, so a stamp may be old."""


def make_stamp(links: Links, now: datetime) -> str:
    """Return a signed stamp that says *now* in milliseconds."""
    return links.seal(FORM_TIME, [int(now.timestamp() * 1000)])


def is_ripe(links: Links, stamp: str, now: datetime, *, minimum_seconds: int) -> bool:
    """Return whether *stamp* is ours, unaltered, and neither too fresh nor too old."""
    said = links.unseal(FORM_TIME, stamp)
    if said is None:
        return False
    age_seconds: float = now.timestamp() - said[0] / 1000
    return minimum_seconds <= age_seconds <= OLDEST.total_seconds()
