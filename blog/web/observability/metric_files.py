"""Files in which each process keeps its figures, in the multiprocess format of prometheus-client.

Each process writes counters, histograms and gauges to files of its own, whose
room is written in advance, since a full disk would kill a process that writes
beyond it. A lock that the process holds for life says that it lives. What an
ended process counted is added to the files called "ended", so that no counter
ever falls; its gauges go with it.
"""

import fcntl
import os
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from prometheus_client.metrics_core import Metric
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector

ROOM_BYTES = {"counter": 512 * 1024, "histogram": 512 * 1024, "gauge_livesum": 64 * 1024}
ADDED_UP = ("counter", "histogram")
ENDED = "ended"
ENTRY_BYTES = 40
"""More than an entry takes beside its key."""


class MetricFiles:
    """The files of one process in *folder*, made with it.

    Raises:
        OSError: the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.name = secrets.token_hex(6)
        # Else a reader could take the process for one that has ended, or find a file that is not whole.
        with locked(folder):
            self.lock = hold_lock(folder / f"{self.name}.lock")
            self.files = {kind: open_file(folder / f"{kind}_{self.name}.db", size) for kind, size in ROOM_BYTES.items()}
        self.room = dict(ROOM_BYTES)
        self.known: set[str] = set()

    def write(self, kind: str, key: str, value: float) -> None:
        """Write the present *value* of *key*; where the room of its file is used up, a new key is left out."""
        if key not in self.known:
            needed = len(key.encode()) + ENTRY_BYTES
            if needed > self.room[kind]:
                return
            self.room[kind] -= needed
            self.known.add(key)
        self.files[kind].write_value(key, value, 0.0)

    def close(self) -> None:
        """Give up the files, as the end of the process does."""
        for file in self.files.values():
            file.close()
        os.close(self.lock)


def hold_lock(path: Path) -> int:
    """Return the descriptor of a new lock file; the system gives the lock up when this process ends."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def open_file(path: Path, size: int) -> MmapedDict:
    """Return a new file of *size* bytes, all of them on the disk."""
    path.write_bytes(bytes(size))
    return MmapedDict(str(path))


def read_metrics(folder: Path) -> Iterable[Metric]:
    """Return what all processes counted, and add up those that have ended.

    Raises:
        OSError: the folder cannot be read or locked.
    """
    if not folder.is_dir():
        return []
    with locked(folder):
        add_up_ended(folder)
        return list(MultiProcessCollector(None, str(folder)).collect())


def add_up_ended(folder: Path) -> None:
    """Replace the files of processes that have ended by their sums; on a full disk they stay, and count as they are."""
    for lock in folder.glob("*.lock"):
        with suppress(OSError):
            if lock.stem != "all" and is_free(lock):
                bury(folder, lock.stem)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one reader at a time read and tidy *folder*."""
    with (folder / "all.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_free(lock: Path) -> bool:
    """Return whether the process that held *lock* has ended."""
    with lock.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def bury(folder: Path, name: str) -> None:
    """Add what the process *name* counted to what ended ones did, and remove its files.

    A kill between the two counts it twice.
    """
    for gauges in folder.glob(f"gauge_*_{name}.db"):
        gauges.unlink()
    for kind in ADDED_UP:
        own, ended = folder / f"{kind}_{name}.db", folder / f"{kind}_{ENDED}.db"
        if own.exists():
            add_up([path for path in (own, ended) if path.exists()], ended)
            own.unlink()
    (folder / f"{name}.lock").unlink()


def add_up(files: Iterable[Path], target: Path) -> None:
    """Replace *target* by a file with the sums of *files*."""
    sums: Counter[str] = Counter()
    for file in files:
        for key, value, _, _ in MmapedDict.read_all_values_from_file(str(file)):
            sums[key] += value
    draft = target.with_suffix(".draft")
    written = open_file(draft, sum(len(key.encode()) + ENTRY_BYTES for key in sums) + ENTRY_BYTES)
    for key, value in sums.items():
        written.write_value(key, value, 0.0)
    written.close()
    draft.replace(target)
