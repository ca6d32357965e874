"""The worker's loop over its lines to the relay: the one place that sends.

This is an edge: each turn commits what the relay answered and what goes out
next, and only then are bytes sent. So a kill at any instant leaves the ledger
true but for what is in flight, at most one message a line, which it names.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from threading import Event as NeverSet

import structlog
from sqlalchemy.exc import OperationalError

from blog.database import AnySession
from blog.database.raw_sql import discard_transaction, pinned_connection
from blog.delivery.composing.composer import Composer
from blog.delivery.queue.claiming import claim
from blog.delivery.queue.leases import release, return_expired
from blog.delivery.queue.quotas import Quotas, Taken, give_back
from blog.delivery.queue.send_cycle import Ledger, Turn
from blog.delivery.smtp.events import Event, Ready
from blog.delivery.smtp.pool import Happened, Lines
from blog.delivery.smtp.replies import RelayUnavailable
from blog.delivery.smtp.transport import Transport
from blog.delivery.worker.backpressure import Pace
from blog.delivery.worker.batch import Tray
from blog.delivery.worker.send_progress import Books
from blog.delivery.worker.shutdown import Stop

LONGEST_WAIT_SECONDS = 1.0
SLICE = timedelta(seconds=5)
"""After this long the other duties get their turn."""
TRIES = 5
"""Times that a turn is written to a database that is away, a second apart."""

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
    quotas: Quotas
    is_held: bool = False
    """Whether a message whose answer never came is left for a person to decide."""
    site_zone: str = "UTC"
    stop: Stop = field(default_factory=NeverSet)
    after_each: Callable[[AnySession, datetime], None] = lambda session, now: None
    """Called after each turn: the worker's sign of life."""
    pace: Pace = field(default_factory=Pace)
    taken: list[Taken] = field(default_factory=list)

    @cached_property
    def lines(self) -> Lines:
        """Return the lines to the relay, kept from one batch to the next."""
        return self.transport.open_lines()

    @cached_property
    def tray(self) -> Tray:
        """Return what is claimed and not yet named."""
        return Tray(self.composer)

    @cached_property
    def ledger(self) -> Ledger:
        """Return what writes this worker's turns."""
        return Ledger(self.worker, self.lease, self.is_held, self.site_zone)

    @cached_property
    def books(self) -> Books:
        """Return what the worker remembers between turns."""
        return Books(self.worker, self.lease)

    @property
    def is_ending(self) -> bool:
        """Return whether nothing new may go out."""
        return self.stop.is_set() or self.lines.trouble is not None

    def send_due(self, session: AnySession, now: datetime) -> bool:
        """Send what is due for a while; return whether there was anything to do.

        A relay that is down costs nobody an attempt: all is given back, and
        the next try waits, twice as long each time up to five minutes.
        """
        if self.pace.is_resting(now):
            return False
        is_busy = self.claim_more(session, now)
        if not self.tray:
            self.lines.close()
            return is_busy
        try:
            with pinned_connection(session) as held:
                self.send_tray(held, now)
        except BaseException:
            self.lines.cut()
            raise
        finally:
            session.rollback()
            self.end(session)
        return True

    def claim_more(self, session: AnySession, now: datetime) -> bool:
        """Lease the next messages, as many as the limits allow; return whether any were due."""
        return_expired(session, now, is_held=self.is_held)
        granted, self.taken = self.quotas.take(session, self.pace.next_size(self.batch, now), now)
        claimed = claim(session, self.worker, now, lease=self.lease, most=granted) if granted else []
        batch = self.ledger.sift(session, self.quotas.hold_back(session, claimed, self.worker, now), now)
        give_back(session, self.taken, granted - len(batch))
        session.commit()
        session.expunge_all()
        self.tray.add(batch)
        return bool(claimed)

    def send_tray(self, session: AnySession, began: datetime) -> None:
        """Take turns until all is sent, or nothing more may go out and nothing is in flight."""
        self.books.begin(began)
        is_more = True
        while True:
            now = self.clock()
            if self.is_ending:
                self.put_down(session)
            elif is_more and len(self.tray) < self.lines.allowed and now < began + SLICE:
                is_more = self.claim_more(session, now)
            self.fill(session, now)
            if self.tray.is_done and not self.lines.is_busy:
                break
            self.take_turn(session, self.lines.wait(0 if self.tray.unsent else LONGEST_WAIT_SECONDS))
        log.info("batch sent", worker=self.worker, **self.books.counts)

    def put_down(self, session: AnySession) -> None:
        """Hold nothing more; the ledger gets it back at the end."""
        if self.tray:
            give_back(session, self.taken, len(self.tray))
            session.commit()
            self.tray.keep(())

    def fill(self, session: AnySession, now: datetime) -> None:
        """Name the next message on each line that has room, and send what is to be sent."""
        self.lines.invite(len(self.tray))
        for line in self.lines.lines[:]:
            if self.tray and line.has_room:
                parcel = self.tray.compose_next(session, now)
                if parcel is not None:
                    line.name(parcel)
            if line.has_to_write:
                self.lines.write(line)
        session.rollback()  # What the composer has read is read: nobody must wait for us while we wait for the relay.

    def take_turn(self, session: AnySession, happened: Sequence[Happened]) -> None:
        """Commit what has happened and what goes out next; then let it go out."""
        now = self.clock()
        if happened or self.tray.unsent:
            turn = self.write_turn(session, happened, now)
            for line, event in happened:
                if isinstance(event, Ready):
                    if event.parcel.owed.id in turn.going:
                        line.exchange.hand_over()
                    else:
                        self.lines.break_off(line)
            self.follow_up(session, turn, now)
        self.after_each(session, now)

    def write_turn(self, session: AnySession, happened: Sequence[Happened], now: datetime) -> Turn:
        """Commit the turn; a database that is away is waited for, since an answer cannot be had twice."""
        events: list[Event] = [*self.tray.take_unsent(), *(one.event for one in happened if self.may_count(one))]
        for tries_left in reversed(range(TRIES)):
            try:
                turn = self.ledger.write(session, events, self.tray.strikes, now)
                self.books.keep(session, turn, events, now)
                session.commit()
                break
            except OperationalError:
                discard_transaction(session)
                if not tries_left:
                    raise
                log.warning("database away", tries_left=tries_left)
                self.stop.wait(1)
        self.books.counts.update(turn.counts)
        return turn

    def may_count(self, one: Happened) -> bool:
        """Return whether the ledger is told: nothing goes out any more once an end is in sight."""
        return not (isinstance(one.event, Ready) and self.is_ending)

    def follow_up(self, session: AnySession, turn: Turn, now: datetime) -> None:
        """Draw the conclusions of *turn* for the messages that wait and for the lines."""
        self.tray.return_to_front(turn.again)
        if turn.is_slow:
            self.lines.slow_down()
        if turn.has_refused and self.tray:
            self.tray.keep(self.ledger.sift(session, list(self.tray.queue), now))
            session.commit()
        session.expunge_all()

    def end(self, session: AnySession) -> None:
        """Give back what was not sent; stay away for a while if the relay was the reason."""
        self.tray.keep(())
        self.tray.strikes.clear()
        release(session, self.worker)
        session.commit()
        if self.lines.trouble is not None:
            self.rest(self.lines.trouble)
        elif self.stop.is_set():
            self.lines.close()
        else:
            self.pace.go_on()

    def rest(self, error: RelayUnavailable) -> None:
        """Leave the relay alone for a while, longer each time."""
        self.lines.close()
        pause = self.pace.rest(self.clock())
        log.warning("relay unavailable", reason=str(error), kind=type(error).__name__, pause=str(pause))
