"""New connections are opened in threads of their own: greeting, TLS and AUTH take many round trips."""

import smtplib
import socket
from collections.abc import Callable
from threading import Lock, Thread
from typing import TypeAlias

from blog.delivery.smtp.replies import RelayUnavailable

Outcome: TypeAlias = smtplib.SMTP | RelayUnavailable


class Opener:
    """Opens connections beside the loop; *bell* becomes readable when one is there, or cannot be had."""

    def __init__(self, open_host: Callable[[], smtplib.SMTP]) -> None:
        self.open_host = open_host
        self.bell, self.ringer = socket.socketpair()
        self.bell.setblocking(False)
        self.lock = Lock()
        self.outcomes: list[Outcome] = []
        self.pending = 0
        self.is_closed = False

    def start(self) -> None:
        """Begin to open one more."""
        self.pending += 1
        Thread(target=self.open, daemon=True).start()

    def open(self) -> None:
        """Connect, in a thread, and leave the outcome where take finds it."""
        outcome: Outcome
        try:
            outcome = self.open_host()
        except RelayUnavailable as error:
            outcome = error
        except Exception as error:
            # Nobody else would hear of it: a thread has no caller.
            outcome = RelayUnavailable(f"{type(error).__name__}: {error}")
        with self.lock:
            if not self.is_closed:
                self.outcomes.append(outcome)
                self.ringer.send(b"!")
            elif isinstance(outcome, smtplib.SMTP):
                outcome.close()

    def take(self) -> list[Outcome]:
        """Return what has come of the connections that were begun, each once."""
        with self.lock:
            self.bell.recv(4096)
            outcomes, self.outcomes = self.outcomes, []
        self.pending -= len(outcomes)
        return outcomes

    def close(self) -> None:
        """Want none of them any more."""
        with self.lock:
            self.is_closed = True
            for outcome in self.outcomes:
                if isinstance(outcome, smtplib.SMTP):
                    outcome.close()
            self.bell.close()
            self.ringer.close()
