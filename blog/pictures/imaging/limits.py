"""Limits of the decoder's process: one at a time on this machine, memory, processor time."""

import fcntl
import os
import resource
import signal
from contextlib import suppress
from pathlib import Path
from types import FrameType

from blog.pictures.imaging.refusals import Refusal, Undecodable

MAX_FILE_BYTES = 2**26
"""Of one rendition, unless the program says otherwise."""


def wait_for_turn(lock: Path, seconds: int) -> int:
    """Wait until no other process of this machine holds *lock*, and hold it until this process ends.

    Returns the handle. The system gives the lock back however the process ends.

    Raises:
        Undecodable: the turn did not come within *seconds*.
    """
    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    signal.alarm(0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    return handle


def give_up(_number: int, _frame: FrameType | None) -> None:
    """Signal handler: end the wait."""
    raise Undecodable(Refusal.BUSY)


def limit_resources(memory_bytes: int, seconds: int, file_bytes: int = MAX_FILE_BYTES) -> None:
    """Let the system end this process when it takes more memory or time, or writes a larger file.

    Of all processes it is the first to end.

    A system that does not know one of the limits goes without it.
    """
    limits = {
        resource.RLIMIT_DATA: memory_bytes,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: file_bytes,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
