"""One batch of messages, from the claim to the last answer; the one place that sends.

This is an edge: it commits after each step, so that a kill at any instant
leaves the ledger true but for the one message in flight, which it names.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

import structlog

from blog.database import AnySession
from blog.delivery.claiming import claim, hand_over, release, return_expired
from blog.delivery.messages import AddressNotSendable, Composer, as_ascii
from blog.delivery.replies import AnswerUnknown, RelayUnavailable, Reply
from blog.delivery.settling import settle, settle_unknown, settle_unsent
from blog.delivery.transport import Line, Transport
from blog.models import Delivery

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=5)
NOT_SENDABLE = Reply(553, "5.6.7 The address needs SMTPUTF8, which is not supported.")
NOT_COMPOSED = Reply(451, "4.3.0 The message could not be composed; the log says why.")

log = structlog.get_logger()


@dataclass
class Sender:
    """Sends what is due; one object a worker, which remembers how the relay behaves."""

    worker: str
    transport: Transport
    composer: Composer
    clock: Callable[[], datetime]
    lease: timedelta
    batch: int
    stop: Event = field(default_factory=Event)
    after_each: Callable[[AnySession, datetime], None] = lambda session, now: None
    """Called between two messages: the worker's sign of life."""
    paused_until: datetime | None = None
    pause: timedelta = FIRST_PAUSE

    def send_due(self, session: AnySession, now: datetime) -> bool:
        """Claim one batch and send it; return whether there was anything to do.

        A relay that is down costs nobody an attempt: the batch is given back,
        and the next try waits, twice as long each time up to five minutes.
        """
        if self.paused_until is not None and now < self.paused_until:
            return False
        return_expired(session, now)
        batch = claim(session, self.worker, now, lease=self.lease, most=self.batch)
        session.expunge_all()
        session.commit()
        if not batch:
            return False
        try:
            self.send_batch(session, batch)
        finally:
            session.rollback()
            release(session, self.worker)
            session.commit()
        return True

    def send_batch(self, session: AnySession, batch: list[Delivery]) -> None:
        """Send each message of *batch* over one line until done, stopped or cut off."""
        counts: dict[str, int] = {}
        try:
            with self.transport.connect() as line:
                for delivery in batch:
                    if self.stop.is_set():
                        break
                    word = self.send_one(session, line, delivery)
                    counts[word] = counts.get(word, 0) + 1
                    self.after_each(session, self.clock())
            self.paused_until, self.pause = None, FIRST_PAUSE
        except RelayUnavailable as error:
            self.rest(error)
        log.info("batch sent", worker=self.worker, claimed=len(batch), **counts)

    def rest(self, error: RelayUnavailable) -> None:
        """Stay away from the relay for a while, longer each time."""
        self.paused_until = self.clock() + self.pause
        log.warning("relay unavailable", reason=str(error), kind=type(error).__name__, pause=str(self.pause))
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def send_one(self, session: AnySession, line: Line, delivery: Delivery) -> str:
        """Send one message and commit what became of it; return that in a word.

        Raises:
            RelayUnavailable: nothing was handed over; the row waits again.
        """
        message = self.compose(delivery)
        held = hand_over(session, delivery.id, self.worker, self.clock(), lease=self.lease)
        session.commit()
        if held is None:
            return "skipped"
        if isinstance(message, Reply):
            return self.write_down(session, delivery, message)
        try:
            reply = line.send(self.composer.sender_address, *message)
        except AnswerUnknown as error:
            settle_unknown(session, delivery.id, self.worker, str(error), self.clock())
            session.commit()
            log.warning("answer unknown", delivery=delivery.id, address=delivery.address, reason=str(error))
            return "unknown"
        except RelayUnavailable:
            settle_unsent(session, delivery.id, self.worker)
            session.commit()
            raise
        return self.write_down(session, delivery, reply)

    def compose(self, delivery: Delivery) -> tuple[str, bytes] | Reply:
        """Return address and bytes of the message, or what to write down when there can be none.

        One message that cannot be composed must not keep the others back.
        """
        try:
            message = self.composer.compose(delivery, self.clock())
            return as_ascii(delivery.address), message.as_bytes()
        except AddressNotSendable:
            return NOT_SENDABLE
        except Exception:
            log.exception("message not composed", delivery=delivery.id)
            return NOT_COMPOSED

    def write_down(self, session: AnySession, delivery: Delivery, reply: Reply) -> str:
        """Commit the answer before anything else is done, and return the new state."""
        settled = settle(session, delivery.id, self.worker, reply, self.clock())
        state = "lost lease" if settled is None else settled.state.value
        session.commit()
        if state != "accepted":
            log.warning("not accepted", delivery=delivery.id, address=delivery.address, state=state, answer=str(reply))
        return state
