"""The send loop: the only place from which messages leave.

Each cycle goes: start messages on connections that have room, wait for the
relay, commit what it answered and which contents may be sent next, and only
then send these. So a kill at any instant leaves the database true but for what
is in flight, at most one message a connection, and the database names those.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import OperationalError

from blog.database import AnySession
from blog.database.raw_sql import discard_transaction
from blog.delivery.queue.send_cycle import ResultWriter, SendCycle
from blog.delivery.smtp.events import Event, ReadyForData
from blog.delivery.smtp.pool import ConnectionPool, PoolEvent
from blog.delivery.worker.batch import Batch
from blog.delivery.worker.job_runner import Clock
from blog.delivery.worker.send_progress import SendProgress
from blog.delivery.worker.shutdown import Stop

MAX_WAIT_SECONDS = 1.0
MAX_DURATION = timedelta(seconds=5)
"""After this long nothing more is claimed, so that the worker's other jobs get their turn."""
DATABASE_TRIES = 5
"""Attempts to commit a cycle while the database is unreachable, a second apart."""

log = structlog.get_logger()


@dataclass(frozen=True)
class SendLoop:
    """One run over the connections, in one database session; the parts outlive it."""

    session: AnySession
    pool: ConnectionPool
    batch: Batch
    writer: ResultWriter
    progress: SendProgress
    clock: Clock
    stop: Stop
    after_cycle: Callable[[AnySession, datetime], None]

    @property
    def is_ending(self) -> bool:
        """Return whether no further message may be sent."""
        return self.stop.is_set() or self.pool.relay_error is not None

    def run(self, started_at: datetime) -> None:
        """Run cycles until all is sent, or until nothing more may be sent and nothing is in flight.

        A relay may take ten minutes to answer a whole message: once only such answers are awaited, other jobs get
        their turn, and the next run goes on with the same connections.
        """
        self.progress.begin(self.session, started_at, has_leases=self.pool.is_busy)
        self.session.commit()
        is_more_due = True
        while True:
            now = self.clock()
            if self.is_ending:
                self.batch.release_unsent(self.session)
                for connection in self.pool.connections:
                    connection.hurry()
            elif is_more_due and len(self.batch) < self.pool.limit and now < started_at + MAX_DURATION:
                is_more_due = self.batch.claim_more(self.session, now)
            self.start_messages(now)
            if self.batch.is_done and (not self.pool.is_busy or self.may_leave(started_at, now)):
                break
            self.complete_cycle(self.pool.wait(0 if self.batch.uncomposed else MAX_WAIT_SECONDS))
        log.info("batch sent", worker=self.progress.worker, **self.progress.counts)

    def may_leave(self, started_at: datetime, now: datetime) -> bool:
        """Return whether only answers to whole messages are awaited, and for long enough."""
        busy = (connection for connection in self.pool.connections if connection.protocol.has_message)
        is_waiting = not self.is_ending and all(connection.is_awaiting_final_reply for connection in busy)
        return is_waiting and now >= started_at + MAX_DURATION

    def start_messages(self, now: datetime) -> None:
        """Start the next message on each connection that has room, and send what is queued."""
        self.pool.open_connections(len(self.batch))
        for connection in self.pool.connections[:]:
            if self.batch and connection.can_start:
                message = self.batch.compose_next(self.session, now)
                if message is not None:
                    connection.start(message)
            if connection.has_data_to_send:
                self.pool.flush(connection)
        # The composer has read from the database: no transaction may stay open while we wait for the relay.
        self.session.rollback()

    def complete_cycle(self, pool_events: Sequence[PoolEvent]) -> None:
        """Commit what happened and which contents are sent next; then queue these contents."""
        now = self.clock()
        if pool_events or self.batch.uncomposed:
            cycle = self.commit_cycle(pool_events, now)
            for connection, event in pool_events:
                if isinstance(event, ReadyForData):
                    if event.message.pending.id in cycle.handed_over:
                        connection.protocol.send_data()
                    else:
                        self.pool.abort_transaction(connection)
            self.apply(cycle, now)
        self.after_cycle(self.session, now)

    def commit_cycle(self, pool_events: Sequence[PoolEvent], now: datetime) -> SendCycle:
        """Write and commit a cycle; wait for a database that is away, since the relay answers only once."""
        results = [pool_event.event for pool_event in pool_events if not self.is_too_late(pool_event.event)]
        events: list[Event] = [*self.batch.take_uncomposed(), *results]
        for tries_left in reversed(range(DATABASE_TRIES)):
            try:
                cycle = self.writer.write(self.session, events, self.batch.connection_losses, now)
                self.progress.record(self.session, cycle, events, now)
                self.session.commit()
                break
            except OperationalError:
                discard_transaction(self.session)
                if not tries_left:
                    raise
                log.warning("database away", tries_left=tries_left)
                self.stop.wait(1)
        self.progress.count(cycle.counts)
        return cycle

    def is_too_late(self, event: Event) -> bool:
        """Return whether *event* asks for content that is not sent any more, since the loop is ending."""
        return isinstance(event, ReadyForData) and self.is_ending

    def apply(self, cycle: SendCycle, now: datetime) -> None:
        """Adapt the batch and the pool to the results of *cycle*."""
        self.batch.requeue(cycle.lost)
        if cycle.is_relay_overloaded:
            self.pool.halve_limit()
        if cycle.has_rejected and self.batch:
            self.batch.filter_unwanted(self.session, now)
        self.session.expunge_all()
