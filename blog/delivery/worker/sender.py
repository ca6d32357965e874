"""The worker's job that sends due messages; start reading here.

- `batch` claims messages from the queue and composes them,
- `smtp.pool` drives the connections,
- `send_loop` runs cycles over both; `queue.send_cycle` writes each of them,
- `send_progress` and `backpressure` remember what holds from one run to the next.
"""

from collections.abc import Callable
from datetime import datetime

import structlog

from blog.database import AnySession
from blog.database.raw_sql import pinned_connection
from blog.delivery.queue.send_cycle import ResultWriter
from blog.delivery.smtp.replies import RelayUnavailable
from blog.delivery.smtp.transport import Transport
from blog.delivery.worker.backpressure import RelayBackoff
from blog.delivery.worker.batch import Batch
from blog.delivery.worker.job_runner import Clock
from blog.delivery.worker.send_loop import SendLoop
from blog.delivery.worker.send_progress import SendProgress
from blog.delivery.worker.shutdown import Stop

log = structlog.get_logger()


class Sender:
    """Sends due messages; one object a worker process, which keeps connections from one run to the next.

    Args:
        after_cycle: called after each send cycle, such as for a heartbeat.
    """

    def __init__(
        self,
        transport: Transport,
        batch: Batch,
        writer: ResultWriter,
        *,
        clock: Clock,
        stop: Stop,
        after_cycle: Callable[[AnySession, datetime], None],
    ) -> None:
        self.transport, self.batch, self.writer = transport, batch, writer
        self.clock, self.stop, self.after_cycle = clock, stop, after_cycle
        self.pool = transport.open_pool()
        self.progress = SendProgress(writer.worker, writer.lease)
        self.backoff = RelayBackoff()

    def send_due(self, session: AnySession, now: datetime) -> bool:
        """Send due messages for a few seconds; return whether there were any. Commits.

        An unavailable relay costs no message an attempt: all are given back,
        and the next run waits, twice as long each time up to five minutes.
        """
        if self.backoff.is_paused(now):
            return False
        has_claimed = self.batch.claim_more(session, now)
        if not self.batch and not self.pool.is_busy:
            self.pool.close()
            return has_claimed
        self.run_loop(session, now)
        return True

    def finish_in_flight(self, session: AnySession) -> None:
        """Wait for replies to what an earlier run left in flight, no longer than for any reply. Commits.

        The stop is set by now, so that nothing more is sent.
        """
        if self.pool.is_busy:
            self.run_loop(session, self.clock())

    def run_loop(self, session: AnySession, now: datetime) -> None:
        """Run the loop; after an error the connections are closed, and what was in flight is settled later."""
        try:
            with pinned_connection(session) as pinned:
                self.make_loop(pinned).run(now)
        except BaseException:
            self.pool.abort()
            raise
        finally:
            session.rollback()
            self.finish(session)

    def make_loop(self, session: AnySession) -> SendLoop:
        """Return a loop over this sender's parts."""
        return SendLoop(
            session, self.pool, self.batch, self.writer, self.progress, self.clock, self.stop, self.after_cycle
        )

    def finish(self, session: AnySession) -> None:
        """Give back what was not sent; pause if the relay was the reason."""
        in_progress = [message for connection in self.pool.connections for message in connection.protocol.messages]
        self.batch.release_all(session, keep=[message.pending.id for message in in_progress])
        if self.pool.relay_error is not None:
            self.back_off(self.pool.relay_error)
        elif self.stop.is_set():
            self.pool.close()
        else:
            self.backoff.reset()

    def back_off(self, error: RelayUnavailable) -> None:
        """Close the connections and leave the relay alone for a while."""
        self.pool.close()
        pause = self.backoff.start_pause(self.clock())
        log.warning("relay unavailable", reason=str(error), kind=type(error).__name__, pause=str(pause))
