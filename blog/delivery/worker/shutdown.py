"""Tells a running worker that it should stop."""

import os
import select
import signal
from typing import Protocol


class Stop(Protocol):
    """The part of threading.Event that the worker uses."""

    def is_set(self) -> bool:
        """Return whether the worker should stop."""

    def wait(self, timeout: float) -> bool:
        """Sleep until the worker should stop or *timeout* seconds have passed; return whether it should stop."""


class StopAtSignal:
    """A stop event that a signal handler may set at any instant.

    threading.Event may not be set there: a handler that interrupts the very
    thread that waits for the event finds its lock taken, and waits for ever.
    Writing a byte to a pipe needs no lock (self-pipe trick).
    """

    def __init__(self) -> None:
        self.flag = False
        self.wakeup_reader, self.wakeup_writer = os.pipe()
        os.set_blocking(self.wakeup_writer, False)

    def __del__(self) -> None:
        """Close both descriptors."""
        os.close(self.wakeup_reader)
        os.close(self.wakeup_writer)

    def set(self) -> None:
        """Tell the worker to stop, and wake it; the byte stays in the pipe, so that no later wait sleeps."""
        if not self.flag:
            self.flag = True
            os.write(self.wakeup_writer, b"\0")

    def is_set(self) -> bool:
        """Return whether the worker should stop."""
        return self.flag

    def wait(self, timeout: float) -> bool:
        """Sleep until the worker should stop or *timeout* seconds have passed; return whether it should stop."""
        select.select([self.wakeup_reader], [], [], timeout)
        return self.flag


def stop_at_signals() -> StopAtSignal:
    """Return a stop event that SIGTERM and SIGINT set; what is in flight is finished first."""
    stop = StopAtSignal()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    return stop
