"""How a running worker learns that it shall end."""

import os
import select
import signal
from typing import Protocol


class Stop(Protocol):
    """What the worker asks: whether it shall end, and for how long it may rest."""

    def is_set(self) -> bool:
        """Return whether the worker shall end."""

    def wait(self, timeout: float) -> bool:
        """Rest until the worker shall end or *timeout* seconds have passed; return whether it shall end."""


class StopAtSignal:
    """A stop that a signal handler may set at any instant.

    threading.Event may not be set there: a handler that interrupts the very
    thread that waits for the event finds its lock taken, and waits for ever.
    """

    def __init__(self) -> None:
        self.flag = False
        self.ear, self.mouth = os.pipe()
        os.set_blocking(self.mouth, False)

    def __del__(self) -> None:
        """Give both descriptors back."""
        os.close(self.ear)
        os.close(self.mouth)

    def set(self) -> None:
        """Say that the worker shall end, and wake it."""
        if not self.flag:
            self.flag = True
            os.write(self.mouth, b"\0")

    def is_set(self) -> bool:
        """Return whether the worker shall end."""
        return self.flag

    def wait(self, timeout: float) -> bool:
        """Rest until the worker shall end or *timeout* seconds have passed; return whether it shall end."""
        select.select([self.ear], [], [], timeout)
        return self.flag


def stop_at_signals() -> StopAtSignal:
    """Return a stop that SIGTERM and SIGINT set: what is in flight is finished first."""
    stop = StopAtSignal()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    return stop
