"""Opens connections in background threads: greeting, TLS and AUTH take many round trips, and smtplib blocks."""

import smtplib
import socket
from collections.abc import Callable
from threading import Lock, Thread
from typing import TypeAlias

from blog.delivery.smtp.replies import RelayUnavailable

ConnectResult: TypeAlias = smtplib.SMTP | RelayUnavailable


class Connector:
    """Opens connections beside the send loop.

    *wakeup_reader* becomes readable when a result is there, so that the loop's
    selector wakes up (self-pipe trick).
    """

    def __init__(self, connect: Callable[[], smtplib.SMTP]) -> None:
        self.connect = connect
        self.wakeup_reader, self.wakeup_writer = socket.socketpair()
        self.wakeup_reader.setblocking(False)
        self.lock = Lock()
        self.results: list[ConnectResult] = []
        self.pending = 0
        self.is_closed = False

    def start(self) -> None:
        """Begin to open one more connection."""
        self.pending += 1
        Thread(target=self.run, daemon=True).start()

    def run(self) -> None:
        """Connect, in a thread, and leave the result for take_results."""
        result: ConnectResult
        try:
            result = self.connect()
        except RelayUnavailable as error:
            result = error
        except Exception as error:
            # A thread has no caller that would see the error.
            result = RelayUnavailable(f"{type(error).__name__}: {error}")
        with self.lock:
            if not self.is_closed:
                self.results.append(result)
                self.wakeup_writer.send(b"!")
            elif isinstance(result, smtplib.SMTP):
                result.close()

    def take_results(self) -> list[ConnectResult]:
        """Return the results since the last call."""
        with self.lock:
            self.wakeup_reader.recv(4096)
            results, self.results = self.results, []
        self.pending -= len(results)
        return results

    def close(self) -> None:
        """Close what was opened and not taken; a connection that is opened later is closed by its thread."""
        with self.lock:
            self.is_closed = True
            for result in self.results:
                if isinstance(result, smtplib.SMTP):
                    result.close()
            self.wakeup_reader.close()
            self.wakeup_writer.close()
