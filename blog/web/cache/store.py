"""In-process LRU store of pages, emptied when the content version changes; and single flight per page."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Event, Lock

from blog.web.cache.entries import CacheEntry
from blog.web.cache.version_watch import Version

MAX_WAIT_SECONDS = 10.0


@dataclass
class CacheFigures:
    """Hits and misses since the process started, and the present size."""

    hits: int = 0
    misses: int = 0
    bytes_held: int = 0
    entries: int = 0


class PageStore:
    """Pages of one version, by key, *most_bytes* at most; safe for many threads."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.figures = CacheFigures()
        self.version: Version | None = None
        self.lock = Lock()
        self.pages: OrderedDict[Hashable, CacheEntry] = OrderedDict()

    def get(self, key: Hashable, version: Version | None) -> CacheEntry | None:
        """Return the entry of *key* in *version*, or None; an entry of another version is never returned."""
        with self.lock:
            if version != self.version:
                self.switch_to(version)
            entry = self.pages.get(key)
            if entry is None:
                return None
            if entry.is_expired:
                self.evict(key)
                return None
            self.pages.move_to_end(key)
            self.figures.hits += 1
            return entry

    def has(self, key: Hashable) -> bool:
        """Return whether the page is kept, in whatever version."""
        return key in self.pages

    def put(self, key: Hashable, version: Version | None, entry: CacheEntry) -> None:
        """Store *entry*, rendered under *version*; do nothing if the version has changed since."""
        with self.lock:
            if version != self.version or entry.size > self.max_bytes:
                return
            self.evict(key)
            self.pages[key] = entry
            self.figures.bytes_held += entry.size
            while self.figures.bytes_held > self.max_bytes:
                self.evict(next(iter(self.pages)))
            self.figures.entries = len(self.pages)

    def switch_to(self, version: Version | None) -> None:
        """Discard all entries and begin with those of *version*."""
        self.pages.clear()
        self.version = version
        self.figures.bytes_held = self.figures.entries = 0

    def evict(self, key: Hashable) -> None:
        """Remove one entry, if it is there."""
        entry = self.pages.pop(key, None)
        if entry is not None:
            self.figures.bytes_held -= entry.size
            self.figures.entries = len(self.pages)

    def count_miss(self) -> None:
        """Count a page that had to be rendered."""
        with self.lock:
            self.figures.misses += 1


class SingleFlight:
    """Lets one thread render a page while others that need the same page wait for it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.running: dict[Hashable, Event] = {}

    def acquire(self, key: Hashable) -> bool:
        """Return True if the caller is to render the page and call release(); else wait for that and return False."""
        with self.lock:
            event = self.running.get(key)
            if event is None:
                self.running[key] = Event()
                return True
        event.wait(MAX_WAIT_SECONDS)
        return False

    def release(self, key: Hashable) -> None:
        """Wake the threads that wait for the page, whether it was stored or not."""
        with self.lock:
            event = self.running.pop(key)
        event.set()
