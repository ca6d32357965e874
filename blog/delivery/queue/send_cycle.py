"""Writes one send cycle to the queue: all replies that came in, and all messages whose content is sent next.

It is one transaction, which the caller commits before a byte is sent. It may
be tried again as a whole: nothing outside the database changes here.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from blog.database import AnySession
from blog.database.autocommit import autocommit_connection
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.queue.bulk_results import has_only_acceptances, write_in_one_statement
from blog.delivery.queue.presend_check import (
    hand_over,
    hand_over_one,
    is_outside_quiet_hours,
    reject,
)
from blog.delivery.queue.result_recording import (
    record_acceptances,
    record_dropped,
    record_reply,
    record_uncertain,
    undo_handover,
)
from blog.delivery.smtp.events import Answered, Dropped, Event, Lost, ReadyForData
from blog.delivery.smtp.replies import OVERLOAD_CODES, SERVICE_CLOSING, Reply, Verdict, verdict_of
from blog.models import DeliveryKind

MAX_CONNECTION_LOSSES = 2
"""Connections that may break at one recipient before the message is deferred."""

log = structlog.get_logger()


@dataclass
class SendCycle:
    """What a cycle has written, and what follows from it for the batch and the connections."""

    handed_over: frozenset[int] = frozenset()
    """Ids of the deliveries whose content may be sent."""
    lost: list[tuple[PendingMessage, int]] = field(default_factory=list)
    """Messages to be sent on another connection, and how often a connection broke at each."""
    has_rejected: bool = False
    """A message was not handed over, so that others in the batch may not be wanted either."""
    is_relay_overloaded: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    """Messages by what became of them, for the log."""

    def count(self, outcome: str, number: int = 1) -> None:
        """Count messages for the log."""
        self.counts[outcome] = self.counts.get(outcome, 0) + number


@dataclass(frozen=True)
class ResultWriter:
    """Writes the cycles of one worker.

    Args:
        lease: how long a message that is handed over is kept from other workers.
        hold_uncertain: a message whose reply never came waits for a person's decision, instead of being sent again.
        read_zone: returns the time zone of readers who named none.
        own_domains: the domains of our own addresses; a refusal that names one is not about the reader.
    """

    worker: str
    lease: timedelta
    hold_uncertain: bool
    read_zone: Callable[[], str] = lambda: "UTC"
    own_domains: frozenset[str] = frozenset()

    def write(
        self, session: AnySession, events: Sequence[Event], connection_losses: Mapping[int, int], now: datetime
    ) -> SendCycle:
        """Write what *events* say.

        *connection_losses* holds, by delivery id, how often a connection broke at a message before. In nearly every
        cycle all messages are accepted and the next ones wanted, which Postgres writes in a single statement.
        """
        cycle = SendCycle()
        answers = [event for event in events if isinstance(event, Answered)]
        accepted = [event for event in answers if verdict_of(event.reply) is Verdict.ACCEPTED]
        ready = [event.message.pending for event in events if isinstance(event, ReadyForData)]
        if accepted:
            cycle.count("accepted", len(accepted))
        is_smooth = len(accepted) + len(ready) == len(events)
        if is_smooth and self.write_quickly(session, cycle, accepted, ready, now):
            return cycle
        record_acceptances(session, [(event.message.pending, event.reply) for event in accepted], self.worker, now)
        for event in events:
            if isinstance(event, Answered) and verdict_of(event.reply) is not Verdict.ACCEPTED:
                self.write_failure(session, cycle, event.message.pending, event.reply, now)
            elif isinstance(event, Lost):
                self.write_lost(session, cycle, event, connection_losses, now)
            elif isinstance(event, Dropped):
                record_dropped(session, event.pending.id, self.worker, now)
                cycle.count("skipped")
        self.hand_over(session, cycle, ready, now)
        return cycle

    def write_quickly(
        self,
        session: AnySession,
        cycle: SendCycle,
        accepted: Sequence[Answered],
        ready: Sequence[PendingMessage],
        now: datetime,
    ) -> bool:
        """Write a cycle without trouble in one statement that commits itself; return whether it is written.

        What is not handed over after all is rejected in a second transaction. A kill between the two leaves rows that
        are leased and not handed over, which return to the queue.
        """
        connection = autocommit_connection(session)
        if connection is None or not (has_only_acceptances(accepted) and self.is_bulk_checkable(ready, now)):
            return False
        handed_over = write_in_one_statement(connection, accepted, ready, self.worker, now, lease=self.lease)
        self.finish_handover(session, cycle, ready, handed_over, now)
        return True

    def is_bulk_checkable(self, ready: Sequence[PendingMessage], now: datetime) -> bool:
        """Return whether there are messages, and the bulk statement can decide about each."""
        return bool(ready) and all(self.is_plain_alert(pending, now) for pending in ready)

    def is_plain_alert(self, pending: PendingMessage, now: datetime) -> bool:
        """Return whether the bulk statement can decide about *pending*: an alert's first one, outside quiet hours."""
        is_first = pending.kind == DeliveryKind.ALERT and not pending.is_repeat
        return is_first and is_outside_quiet_hours(pending, now, self.read_zone())

    def write_failure(
        self, session: AnySession, cycle: SendCycle, pending: PendingMessage, reply: Reply, now: datetime
    ) -> None:
        """Write a deferral or a refusal."""
        settled = record_reply(session, pending.id, self.worker, reply, now, own_domains=self.own_domains)
        state = "lost lease" if settled is None else settled.state.value
        cycle.count(state)
        cycle.is_relay_overloaded = cycle.is_relay_overloaded or reply.code in OVERLOAD_CODES
        log.warning("not accepted", delivery=pending.id, address=pending.address, state=state, answer=str(reply))

    def write_lost(
        self, session: AnySession, cycle: SendCycle, event: Lost, connection_losses: Mapping[int, int], now: datetime
    ) -> None:
        """Write that a connection broke.

        A message that may have arrived is uncertain. Any other is sent on another connection, unless connections
        broke at it too often.
        """
        pending = event.message.pending
        if event.is_data_sent:
            record_uncertain(session, pending.id, self.worker, event.reason, now, hold_uncertain=self.hold_uncertain)
            cycle.count("unknown")
            log.warning("answer unknown", delivery=pending.id, address=pending.address, reason=event.reason)
            return
        losses = connection_losses.get(pending.id, 0) + event.is_recipient_suspect
        if losses >= MAX_CONNECTION_LOSSES:
            text = f"connection lost {losses} times at this recipient: {event.reason}"
            self.write_failure(session, cycle, pending, Reply(SERVICE_CLOSING, text), now)
        else:
            undo_handover(session, pending.id, self.worker)
            cycle.lost.append((pending, losses))

    def hand_over(self, session: AnySession, cycle: SendCycle, ready: Sequence[PendingMessage], now: datetime) -> None:
        """Write which of the messages that the relay waits for are sent, and reject the others."""
        if not ready:
            return
        plain = {pending.id for pending in ready if self.is_plain_alert(pending, now)}
        handed_over = set(hand_over(session, sorted(plain), self.worker, now, lease=self.lease))
        for pending in ready:
            if pending.id not in plain and self.hand_over_one(session, pending, now):
                handed_over.add(pending.id)
        self.finish_handover(session, cycle, ready, handed_over, now)

    def hand_over_one(self, session: AnySession, pending: PendingMessage, now: datetime) -> bool:
        """Write that *pending* is sent; return False if it must not be."""
        zone = self.read_zone()
        return hand_over_one(
            session, pending.id, self.worker, now, lease=self.lease, site_zone=zone, is_repeat=pending.is_repeat
        )

    def finish_handover(
        self,
        session: AnySession,
        cycle: SendCycle,
        ready: Sequence[PendingMessage],
        handed_over: Set[int],
        now: datetime,
    ) -> None:
        """Note which of *ready* are handed over, and reject the others."""
        cycle.handed_over = frozenset(handed_over)
        rejected = [pending.id for pending in ready if pending.id not in handed_over]
        if rejected:
            cycle.has_rejected = True
            skipped = reject(session, rejected, self.worker, now, site_zone=self.read_zone())
            cycle.count("skipped", len(skipped))
