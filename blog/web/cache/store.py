"""The memory of pages: the least used go first when it is full, and all go when the content changes."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Event, Lock

from blog.web.cache.entries import Entry
from blog.web.cache.version_watch import Version

PATIENCE_SECONDS = 10.0


@dataclass
class Figures:
    """What the cache did since the process began, and what it holds now."""

    hits: int = 0
    misses: int = 0
    bytes_held: int = 0
    entries: int = 0


class Store:
    """Pages of one version, by key, *most_bytes* at most; safe for many threads."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.figures = Figures()
        self.version: Version | None = None
        self.lock = Lock()
        self.pages: OrderedDict[Hashable, Entry] = OrderedDict()

    def get(self, key: Hashable, version: Version | None) -> Entry | None:
        """Return the page under *key* as it is in *version*; a page of another version is never returned."""
        with self.lock:
            if version != self.version:
                self.turn_to(version)
            entry = self.pages.get(key)
            if entry is None:
                return None
            if entry.is_old:
                self.drop(key)
                return None
            self.pages.move_to_end(key)
            self.figures.hits += 1
            return entry

    def put(self, key: Hashable, version: Version | None, entry: Entry) -> None:
        """Keep *entry*, which was made when *version* held; too late, if another holds by now."""
        with self.lock:
            if version != self.version or entry.size > self.most_bytes:
                return
            self.drop(key)
            self.pages[key] = entry
            self.figures.bytes_held += entry.size
            while self.figures.bytes_held > self.most_bytes:
                self.drop(next(iter(self.pages)))
            self.figures.entries = len(self.pages)

    def turn_to(self, version: Version | None) -> None:
        """Forget all pages, since the content is that of *version* now."""
        self.pages.clear()
        self.version = version
        self.figures.bytes_held = self.figures.entries = 0

    def drop(self, key: Hashable) -> None:
        """Forget one page, if it is there."""
        entry = self.pages.pop(key, None)
        if entry is not None:
            self.figures.bytes_held -= entry.size
            self.figures.entries = len(self.pages)

    def count_miss(self) -> None:
        """Note that a page had to be made."""
        with self.lock:
            self.figures.misses += 1


class Flights:
    """Lets one thread make a page while the others that want the same wait for it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.running: dict[Hashable, Event] = {}

    def take_off(self, key: Hashable) -> bool:
        """Return True to whoever shall make the page and then land; wait for that one otherwise, and return False."""
        with self.lock:
            event = self.running.get(key)
            if event is None:
                self.running[key] = Event()
                return True
        event.wait(PATIENCE_SECONDS)
        return False

    def land(self, key: Hashable) -> None:
        """Wake those who wait for the page, made or not."""
        with self.lock:
            event = self.running.pop(key)
        event.set()
