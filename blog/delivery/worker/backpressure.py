"""How much a worker takes at once, and how long it stays away from a relay that is down."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=5)
FIRST_SIZE = 64
QUICK, SLOW = timedelta(seconds=1), timedelta(seconds=3)


@dataclass
class Pace:
    """A claim is as large as what leaves in a few seconds: whoever waits for a confirmation waits no longer."""

    size: int = FIRST_SIZE
    claimed_at: datetime | None = None
    paused_until: datetime | None = None
    pause: timedelta = FIRST_PAUSE

    def next_size(self, most: int, now: datetime) -> int:
        """Return how many messages to claim *now*, never above *most*."""
        if self.claimed_at is not None:
            took = now - self.claimed_at
            if took < QUICK:
                self.size *= 2
            elif took > SLOW:
                self.size //= 2
        self.claimed_at = now
        self.size = max(1, min(self.size, most))
        return self.size

    def is_resting(self, now: datetime) -> bool:
        """Return whether the relay is left alone."""
        return self.paused_until is not None and now < self.paused_until

    def rest(self, now: datetime) -> timedelta:
        """Leave the relay alone for a while, longer each time; return for how long."""
        pause = self.pause
        self.paused_until = now + pause
        self.pause = min(pause * 2, LONGEST_PAUSE)
        return pause

    def go_on(self) -> None:
        """Forget the pauses: the relay answers."""
        self.paused_until, self.pause = None, FIRST_PAUSE
