"""Connection pool: as many connections to the relay as are useful and as the relay tolerates, driven by one thread."""

import selectors
import smtplib
import time
from collections.abc import Callable
from typing import NamedTuple

from blog.delivery.smtp.connection import SmtpConnection
from blog.delivery.smtp.connector import Connector
from blog.delivery.smtp.events import Answered, Event, Lost
from blog.delivery.smtp.replies import RelayUnavailable
from blog.delivery.smtp.reply_parser import SessionAborted

MESSAGES_PER_CONNECTION = 4
"""Waiting messages that make it worth opening another connection."""
GROW_AFTER = 500
"""Answered messages after which one connection more is tried again."""
ESTABLISHED_AFTER = 10
"""Answered messages after which the end of a connection says nothing about the relay's limits."""
MAX_FRUITLESS = 2
"""New connections in a row that broke before any message was answered: then the relay counts as unavailable."""


class PoolEvent(NamedTuple):
    """An event and the connection on which it happened."""

    connection: SmtpConnection
    event: Event


class ConnectionPool:
    """Opens connections in threads, and drives all of them with one selector in the caller's.

    Args:
        connect: opens a connection and logs in, in a thread; raises RelayUnavailable.
        max_connections: the largest number of connections.
        max_messages: messages for each connection.
        timeout: longest wait for any reply, in seconds.
    """

    def __init__(
        self, connect: Callable[[], smtplib.SMTP], *, max_connections: int, max_messages: int, timeout: float
    ) -> None:
        self.connect, self.max_messages, self.timeout, self.data_timeout = connect, max_messages, timeout, timeout
        self.max_connections = max_connections
        self.limit = max_connections
        """Halved when the relay is overloaded, and raised by one after many answered messages."""
        self.connections: list[SmtpConnection] = []
        self.fruitless, self.answers_to_growth = 0, GROW_AFTER
        self.relay_error: RelayUnavailable | None = None
        """Why nothing can be sent at present; close() clears it."""
        self.selector: selectors.BaseSelector | None = None
        self.connector: Connector | None = None
        self.check_every = min(1.0, timeout / 4)
        self.check_at = 0.0

    @property
    def is_busy(self) -> bool:
        """Return whether a message is in progress on any connection."""
        return any(connection.protocol.has_message for connection in self.connections)

    def open_connections(self, waiting: int) -> None:
        """Begin to open what is useful for so many *waiting* messages."""
        if self.relay_error is None:
            useful = min(self.limit, -(-waiting // MESSAGES_PER_CONNECTION))
            for _ in range(useful - len(self.connections) - (self.connector.pending if self.connector else 0)):
                self.ensure_connector().start()

    def ensure_connector(self) -> Connector:
        """Return the connector, made and watched if there is none."""
        if self.connector is None:
            self.connector = Connector(self.connect)
            self.ensure_selector().register(self.connector.wakeup_reader, selectors.EVENT_READ, None)
        return self.connector

    def ensure_selector(self) -> selectors.BaseSelector:
        """Return the selector, made if there is none."""
        if self.selector is None:
            self.selector = selectors.DefaultSelector()
        return self.selector

    def wait(self, seconds: float) -> list[PoolEvent]:
        """Send and receive; return the next events, or none after *seconds*."""
        for key, mask in self.ensure_selector().select(max(0.0, min(seconds, self.check_at - time.monotonic()))):
            if key.data is None and self.connector:
                self.accept_opened(self.connector)
                continue
            if mask & selectors.EVENT_WRITE:
                self.flush(key.data)
            if mask & selectors.EVENT_READ:
                key.data.receive()
        return self.collect_events()

    def accept_opened(self, connector: Connector) -> None:
        """Add the connections that were opened; errors come last, since with a connection open they matter less."""
        for result in sorted(connector.take_results(), key=lambda result: isinstance(result, RelayUnavailable)):
            if isinstance(result, RelayUnavailable):
                self.on_connect_error(result)
                continue
            try:
                connection = SmtpConnection(result, messages_left=self.max_messages, timeout=self.timeout)
            except SessionAborted as error:
                self.on_connect_error(RelayUnavailable(str(error)))
            else:
                connection.data_timeout = self.data_timeout
                self.connections.append(connection)
                self.ensure_selector().register(connection.sock, selectors.EVENT_READ, connection)

    def on_connect_error(self, error: RelayUnavailable) -> None:
        """Cap the pool at its present size; with no connection open or being opened, the relay is unavailable."""
        if self.connections:
            self.limit = len(self.connections)
        else:
            self.halve_limit()
            is_last_attempt = self.connector is None or self.connector.pending == 0
            self.relay_error = self.relay_error or (error if is_last_attempt else None)

    def halve_limit(self) -> None:
        """Open at most half as many connections from now on."""
        self.limit = max(1, self.limit // 2)
        self.answers_to_growth = GROW_AFTER

    def flush(self, connection: SmtpConnection) -> None:
        """Send what can be sent, and watch for the moment when more can."""
        connection.flush()
        if connection.is_open:
            selector = self.ensure_selector()
            wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if connection.protocol.send_buffer else 0)
            if selector.get_key(connection.sock).events != wanted:
                selector.modify(connection.sock, wanted, connection)

    def collect_events(self) -> list[PoolEvent]:
        """Return all new events, and remove connections that are silent, lost or used up."""
        now = time.monotonic()
        # Timeouts are checked a few times a second at most: with 50 connections the check would cost more than sending.
        is_check_due = now >= self.check_at
        collected: list[PoolEvent] = []
        for connection in self.connections[:]:
            if is_check_due:
                connection.check_timeout(now)
            events = connection.take_events()
            self.count_answers(connection, events)
            collected += [PoolEvent(connection, event) for event in events]
            if connection.is_used_up:
                connection.quit()
                self.remove(connection)
            elif not connection.is_open:
                self.remove(connection)
                self.adapt(connection, events)
        if is_check_due:
            self.check_at = now + self.check_every
        return collected

    def count_answers(self, connection: SmtpConnection, events: list[Event]) -> None:
        """Raise the limit by one after enough answered messages."""
        answered = sum(isinstance(event, Answered) for event in events)
        if answered:
            connection.answered += answered
            self.fruitless = 0
            self.answers_to_growth -= answered
            if self.answers_to_growth <= 0:
                self.limit, self.answers_to_growth = min(self.max_connections, self.limit + 1), GROW_AFTER

    def adapt(self, connection: SmtpConnection, events: list[Event]) -> None:
        """Adapt the pool to a connection that was lost.

        The end of an established one means nothing. While others work, a young one shows that the relay wants fewer.
        When none works, repeated failures show that it is unavailable: more of them where one recipient may be why.
        """
        if connection.protocol.relay_error:
            self.relay_error = self.relay_error or connection.protocol.relay_error
        elif connection.answered >= ESTABLISHED_AFTER:
            return
        elif any(other.answered for other in self.connections):
            if connection.answered:
                self.halve_limit()
            else:
                self.on_connect_error(RelayUnavailable(connection.close_reason))
        else:
            self.fruitless += 1
            is_recipient_suspect = any(isinstance(event, Lost) and event.is_recipient_suspect for event in events)
            if self.fruitless >= MAX_FRUITLESS * (3 if is_recipient_suspect else 1):
                self.relay_error = self.relay_error or RelayUnavailable(connection.close_reason)

    def remove(self, connection: SmtpConnection) -> None:
        """Close the socket of *connection* and forget it."""
        self.connections.remove(connection)
        self.ensure_selector().unregister(connection.sock)
        connection.sock.close()

    def abort_transaction(self, connection: SmtpConnection) -> None:
        """Close *connection* although the relay waits for content: the only way not to send it (RFC 5321 4.1.1.4)."""
        if connection in self.connections:
            connection.mark_closed("not sent")
            connection.take_events()
            self.remove(connection)

    def abort(self) -> None:
        """Close everything at once, without QUIT."""
        for connection in self.connections[:]:
            connection.mark_closed("aborted")
            self.remove(connection)
        self.release_sockets()

    def close(self) -> None:
        """Say QUIT on each connection and close it; one that is being opened is closed when it is there."""
        for connection in self.connections[:]:
            connection.quit()
            self.remove(connection)
        self.release_sockets()
        self.relay_error, self.fruitless = None, 0

    def release_sockets(self) -> None:
        """Close the connector and the selector."""
        if self.connector is not None:
            self.connector.close()
        if self.selector is not None:
            self.selector.close()
        self.connector = self.selector = None
