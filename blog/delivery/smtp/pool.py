"""The lines that one worker keeps to the relay: as many as are useful and the relay bears."""

import selectors
import smtplib
import time
from collections.abc import Callable
from typing import NamedTuple

from blog.delivery.smtp.connection import Line
from blog.delivery.smtp.connector import Opener
from blog.delivery.smtp.events import Answered, Event, Lost
from blog.delivery.smtp.replies import RelayUnavailable
from blog.delivery.smtp.reply_parser import BrokenPeer

USEFUL = 4
"""Waiting messages that make it worth opening another line."""
PATIENCE = 500
"""Answered messages after which one line more is tried again."""
MATURE = 10
"""Answered messages after which a line may end without a reason that concerns the others."""
MOST_FRUITLESS = 2
"""New lines in a row that broke before they carried anything: then the relay is not there."""


class Happened(NamedTuple):
    """Something that the ledger must know, and the line where it happened."""

    line: Line
    event: Event


class Lines:
    """Opens lines in threads of their own and drives all of them in one.

    Args:
        open_host: connects and signs in; raises RelayUnavailable.
        most: the largest number of lines.
        carries: messages for each line.
        timeout: longest wait for any answer, in seconds.
    """

    def __init__(self, open_host: Callable[[], smtplib.SMTP], *, most: int, carries: int, timeout: float) -> None:
        self.open_host, self.most, self.carries, self.timeout = open_host, most, carries, timeout
        self.allowed = most
        self.lines: list[Line] = []
        self.fruitless = 0
        self.patience = PATIENCE
        self.trouble: RelayUnavailable | None = None
        """Why nothing can go out at present; whoever sends rests and clears it."""
        self.selector: selectors.BaseSelector | None = None
        self.opener: Opener | None = None
        self.check_every = min(1.0, timeout / 4)
        self.check_at = 0.0

    @property
    def is_busy(self) -> bool:
        """Return whether a message is under way."""
        return any(line.exchange.is_carrying for line in self.lines)

    def invite(self, waiting: int) -> None:
        """Open what is useful for so many *waiting* messages."""
        if self.trouble is None:
            useful = min(self.allowed, -(-waiting // USEFUL))
            for _ in range(useful - len(self.lines) - (self.opener.pending if self.opener else 0)):
                self.begin().start()

    def begin(self) -> Opener:
        """Return what opens connections, and watch it."""
        if self.opener is None:
            self.opener = Opener(self.open_host)
            self.watch.register(self.opener.bell, selectors.EVENT_READ, None)
        return self.opener

    @property
    def watch(self) -> selectors.BaseSelector:
        """Return what tells which sockets can be read or written."""
        if self.selector is None:
            self.selector = selectors.DefaultSelector()
        return self.selector

    def wait(self, seconds: float) -> list[Happened]:
        """Return what happens next, or nothing after *seconds*."""
        pause = max(0.0, min(seconds, self.check_at - time.monotonic()))
        for key, mask in self.watch.select(pause):
            if key.data is None and self.opener:
                self.welcome(self.opener)
                continue
            if mask & selectors.EVENT_WRITE:
                self.write(key.data)
            if mask & selectors.EVENT_READ:
                key.data.read()
        return self.gather()

    def welcome(self, opener: Opener) -> None:
        """Take in the lines that were opened meanwhile."""
        for outcome in sorted(opener.take(), key=lambda outcome: isinstance(outcome, RelayUnavailable)):
            try:
                if isinstance(outcome, RelayUnavailable):
                    raise outcome
                line = Line(outcome, left=self.carries, timeout=self.timeout)
            except (RelayUnavailable, BrokenPeer) as error:
                self.bear(RelayUnavailable(str(error)) if isinstance(error, BrokenPeer) else error)
            else:
                self.lines.append(line)
                self.watch.register(line.sock, selectors.EVENT_READ, line)

    def bear(self, error: RelayUnavailable) -> None:
        """Do with the lines there are; without any, the relay is not there."""
        if self.lines:
            self.allowed = len(self.lines)
        else:
            self.slow_down()
            is_hopeless = self.opener is None or self.opener.pending == 0
            self.trouble = self.trouble or (error if is_hopeless else None)

    def slow_down(self) -> None:
        """Keep half as many lines from now on."""
        self.allowed = max(1, self.allowed // 2)
        self.patience = PATIENCE

    def write(self, line: Line) -> None:
        """Send what can be sent, and be told when more can."""
        line.write()
        if line.is_open:
            wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if line.exchange.out else 0)
            if self.watch.get_key(line.sock).events != wanted:
                self.watch.modify(line.sock, wanted, line)

    def gather(self) -> list[Happened]:
        """Return all events, and part with lines that are silent, lost or worn."""
        now = time.monotonic()
        is_late = now >= self.check_at
        happened: list[Happened] = []
        for line in self.lines[:]:
            if is_late:
                line.expire(now)
            events = line.take_events()
            self.count(line, events)
            happened += [Happened(line, event) for event in events]
            if line.is_worn:
                line.quit()
                self.part(line)
            elif not line.is_open:
                self.part(line)
                self.learn(line, events)
        if is_late:
            self.check_at = now + self.check_every
        return happened

    def count(self, line: Line, events: list[Event]) -> None:
        """Trust the relay more with each message that it decides about."""
        answered = sum(isinstance(event, Answered) for event in events)
        if answered:
            line.answered += answered
            self.fruitless = 0
            self.patience -= answered
            if self.patience <= 0:
                self.allowed, self.patience = min(self.most, self.allowed + 1), PATIENCE

    def learn(self, line: Line, events: list[Event]) -> None:
        """Draw the conclusion from a line that broke: its age, the relay's limits, or its end."""
        if line.exchange.fault:
            self.trouble = self.trouble or line.exchange.fault
        elif line.answered >= MATURE:
            return
        elif any(other.answered for other in self.lines):
            self.slow_down() if line.answered else self.bear(RelayUnavailable(line.words))
        else:
            self.fruitless += 1
            is_personal = any(isinstance(event, Lost) and event.is_personal for event in events)
            if self.fruitless >= MOST_FRUITLESS * (3 if is_personal else 1):
                self.trouble = self.trouble or RelayUnavailable(line.words)

    def part(self, line: Line) -> None:
        """Close *line* and forget it."""
        self.lines.remove(line)
        self.watch.unregister(line.sock)
        line.sock.close()

    def break_off(self, line: Line) -> None:
        """Close *line* although the relay waits for a message: the one way not to send it (RFC 5321 4.1.1.4)."""
        if line in self.lines:
            line.end("not sent")
            line.take_events()
            self.part(line)

    def cut(self) -> None:
        """Close everything at once, as a kill would."""
        for line in self.lines[:]:
            line.end("cut")
            self.part(line)
        self.forget()

    def close(self) -> None:
        """Take leave of the relay; a line that is being opened is closed when next asked for."""
        for line in self.lines[:]:
            line.quit()
            self.part(line)
        self.forget()
        self.trouble, self.fruitless = None, 0

    def forget(self) -> None:
        """Hold no socket any more."""
        if self.opener is not None:
            self.opener.close()
        if self.selector is not None:
            self.selector.close()
        self.opener = self.selector = None
