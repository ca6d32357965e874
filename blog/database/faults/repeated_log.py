"""A log line for what happens many times a second: at once, and then once a minute with the count."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock

EVERY_SECONDS = 60.0
MAX_KEYS = 200


@dataclass
class RepeatedLog:
    """Counts what happened, by key; safe for many threads. *clock* tells seconds that never go back."""

    clock: Callable[[], float] = time.monotonic
    counts: dict[Hashable, int] = field(default_factory=dict)
    due_at: dict[Hashable, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def count(self, key: Hashable) -> int:
        """Count *key*; return how often it came since it was last to be logged, or 0 unless it is to be logged now."""
        with self.lock:
            if len(self.due_at) > MAX_KEYS:
                self.counts.clear()
                self.due_at.clear()
            self.counts[key] = self.counts.get(key, 0) + 1
            if self.clock() < self.due_at.get(key, 0.0):
                return 0
            self.due_at[key] = self.clock() + EVERY_SECONDS
            return self.counts.pop(key)


repeated_log = RepeatedLog()
"""That of this process."""
