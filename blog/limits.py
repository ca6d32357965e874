"""How often something may be tried, counted in the database so that all processes agree (defences D8)."""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete

from blog.database import AnySession, upsert_count
from blog.models import RateCount


@dataclass(frozen=True)
class Limit:
    """At most *most* tries in a window of *seconds*."""

    name: str
    most: int
    seconds: int

    def window(self, now: datetime) -> datetime:
        """Return the start of the window in which *now* lies."""
        stamp = int(now.timestamp())
        return datetime.fromtimestamp(stamp - stamp % self.seconds, UTC)

    def wait(self, now: datetime) -> int:
        """Return the seconds until the window of *now* ends, at least one."""
        return max(1, int((self.window(now) + timedelta(seconds=self.seconds) - now).total_seconds()))


class TooMany(Exception):
    """A limit is used up; *retry_after* seconds from now it starts anew."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"try again in {retry_after} s")
        self.retry_after = retry_after


def take(session: AnySession, limit: Limit, who: str, secret: str, now: datetime) -> None:
    """Count one try of *who* and commit nothing: the edge does.

    Raises:
        TooMany: this try is one more than the limit allows.
    """
    digest = hmac.new(secret.encode(), who.encode("utf-8", "replace"), sha256).hexdigest()[:32]
    key = {"bucket": f"{limit.name}:{digest}", "window_at": limit.window(now)}
    if upsert_count(session, RateCount, key, "count") > limit.most:
        raise TooMany(limit.wait(now))


def forget_old_counts(session: AnySession, now: datetime) -> None:
    """Delete counts of windows that ended more than a day ago; the caller commits."""
    session.execute(delete(RateCount).where(RateCount.window_at < now - timedelta(days=2)))
