"""Pictures whose files cannot be read or written now, and when each is tried again."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

FIRST_PAUSE_SECONDS = 10.0
MAX_PAUSE_SECONDS = 3600.0
MAX_PAUSED = 100
"""Pictures that wait at once: with more, the folder is at fault, and none is tried until one of them is due."""


@dataclass
class RenditionRetries:
    """Failures in a row of each picture, by id; one object a worker, so that a new one tries all at once."""

    clock: Callable[[], float] = time.monotonic
    failures: dict[int, int] = field(default_factory=dict)
    due_at: dict[int, float] = field(default_factory=dict)

    def paused(self) -> list[int]:
        """Return the ids that wait."""
        return [id for id, due_at in self.due_at.items() if due_at > self.clock()]

    @property
    def is_full(self) -> bool:
        """Return whether so many wait that no other needs to be tried."""
        return len(self.paused()) >= MAX_PAUSED

    def record_failure(self, picture_id: int) -> None:
        """Let the picture wait, twice as long after each failure, an hour at most."""
        self.failures[picture_id] = self.failures.get(picture_id, 0) + 1
        pause = FIRST_PAUSE_SECONDS * 2 ** min(self.failures[picture_id] - 1, 20)
        self.due_at[picture_id] = self.clock() + min(pause, MAX_PAUSE_SECONDS)

    def record_success(self, picture_id: int) -> None:
        """Forget the failures of the picture."""
        self.failures.pop(picture_id, None)
        self.due_at.pop(picture_id, None)
