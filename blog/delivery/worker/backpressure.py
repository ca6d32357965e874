"""Adaptive batch size, and exponential backoff from a relay that is unavailable."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(seconds=5)
MAX_PAUSE = timedelta(minutes=5)
FIRST_SIZE = 64
FAST, SLOW = timedelta(seconds=1), timedelta(seconds=3)
"""A batch that was sent faster is doubled, one that took longer is halved."""


@dataclass
class BatchSizer:
    """Claims as many messages as are sent in a few seconds, so that a confirmation never waits behind a long batch."""

    size: int = FIRST_SIZE
    claimed_at: datetime | None = None

    def next_size(self, limit: int, now: datetime) -> int:
        """Return how many messages to claim *now*, between 1 and *limit*."""
        if self.claimed_at is not None:
            duration = now - self.claimed_at
            if duration < FAST:
                self.size *= 2
            elif duration > SLOW:
                self.size //= 2
        self.claimed_at = now
        self.size = max(1, min(self.size, limit))
        return self.size


@dataclass
class RelayBackoff:
    """Pauses between attempts while the relay is unavailable: 5 seconds, doubled each time up to 5 minutes."""

    paused_until: datetime | None = None
    pause: timedelta = FIRST_PAUSE

    def is_paused(self, now: datetime) -> bool:
        """Return whether the relay is not to be contacted yet."""
        return self.paused_until is not None and now < self.paused_until

    def start_pause(self, now: datetime) -> timedelta:
        """Begin the next pause and return its length."""
        pause = self.pause
        self.paused_until = now + pause
        self.pause = min(pause * 2, MAX_PAUSE)
        return pause

    def reset(self) -> None:
        """Begin with the shortest pause next time: the relay works."""
        self.paused_until, self.pause = None, FIRST_PAUSE
