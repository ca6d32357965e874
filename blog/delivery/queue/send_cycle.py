"""One turn of the loop, as the ledger sees it: all answers that came in, and all messages that go out next.

It is one transaction, which the caller commits before a byte leaves. It may
be tried again as a whole: nothing outside the database changes here.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from blog.database import AnySession
from blog.database.autocommit import autocommit_connection
from blog.delivery.composing.envelope import Owed
from blog.delivery.queue.bulk_results import is_plain_acceptance, write_plain_turn
from blog.delivery.queue.digest_items import drop_items
from blog.delivery.queue.presend_check import (
    find_quiet,
    find_wanted,
    hand_over,
    hand_over_slowly,
    may_disturb,
    turn_away,
)
from blog.delivery.queue.result_recording import accept, settle, settle_needless, settle_unknown, settle_unsent
from blog.delivery.smtp.events import Answered, Event, Lost, Needless, Ready
from blog.delivery.smtp.replies import SERVICE_ENDS, SLOW_DOWN, Reply, Verdict, judge
from blog.models import Delivery, DeliveryKind

STRIKES = 2
"""Connections that may break at one reader before the message is put off."""

log = structlog.get_logger()


@dataclass
class Turn:
    """What a turn has written, and what follows from it for the worker."""

    going: frozenset[int] = frozenset()
    """Keys of the messages that may go out."""
    again: list[tuple[Owed, int]] = field(default_factory=list)
    """Messages to be tried on another line, and how often a line broke at them."""
    has_refused: bool = False
    """A message was not handed over, so that others behind it may not be wanted either."""
    is_slow: bool = False
    """The relay asks for less."""
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, word: str, number: int = 1) -> None:
        """Note for the log what became of messages."""
        self.counts[word] = self.counts.get(word, 0) + number


@dataclass(frozen=True)
class Ledger:
    """Writes turns for one worker.

    Args:
        is_held: a message whose answer never came is left for a person to decide, instead of sent again.
        site_zone: of readers who named none.
    """

    worker: str
    lease: timedelta
    is_held: bool
    site_zone: str = "UTC"

    def write(self, session: AnySession, events: Sequence[Event], strikes: Mapping[int, int], now: datetime) -> Turn:
        """Write all that *events* say; *strikes* tells how often a line broke at a message before."""
        turn = Turn()
        answers = [event for event in events if isinstance(event, Answered)]
        taken = [event for event in answers if judge(event.reply) is Verdict.ACCEPTED]
        ready = [event.parcel.owed for event in events if isinstance(event, Ready)]
        if taken:
            turn.count("accepted", len(taken))
        if len(taken) + len(ready) == len(events) and self.write_at_once(session, turn, taken, ready, now):
            return turn
        accept(session, [(event.parcel.owed, event.reply) for event in taken], self.worker, now)
        for event in events:
            if isinstance(event, Answered) and judge(event.reply) is not Verdict.ACCEPTED:
                self.write_down(session, turn, event.parcel.owed, event.reply, now)
            elif isinstance(event, Lost):
                self.lose(session, turn, event, strikes, now)
            elif isinstance(event, Needless):
                settle_needless(session, event.owed.id, self.worker, now)
                turn.count("skipped")
        self.hand_over(session, turn, ready, now)
        return turn

    def write_at_once(
        self, session: AnySession, turn: Turn, taken: Sequence[Answered], ready: Sequence[Owed], now: datetime
    ) -> bool:
        """Write a turn in which all goes well with one statement, where that is quicker; return whether it is written.

        What may not go after all is turned away in a transaction of its own; until then it stays held.
        """
        lane = autocommit_connection(session)
        if lane is None or not (is_plain_acceptance(taken) and self.is_plain_handover(ready, now)):
            return False
        going = write_plain_turn(lane, taken, ready, self.worker, now, lease=self.lease)
        self.note_going(session, turn, ready, going, now)
        return True

    def is_plain_handover(self, ready: Sequence[Owed], now: datetime) -> bool:
        """Return whether hand_over can decide about all of *ready*, of which there are some."""
        return bool(ready) and all(self.is_plain(owed, now) for owed in ready)

    def is_plain(self, owed: Owed, now: datetime) -> bool:
        """Return whether hand_over can decide about *owed*."""
        return owed.kind == DeliveryKind.ALERT and may_disturb(owed, now, self.site_zone)

    def write_down(self, session: AnySession, turn: Turn, owed: Owed, reply: Reply, now: datetime) -> None:
        """Write an answer other than yes."""
        settled = settle(session, owed.id, self.worker, reply, now)
        state = "lost lease" if settled is None else settled.state.value
        turn.count(state)
        turn.is_slow = turn.is_slow or reply.code in SLOW_DOWN
        log.warning("not accepted", delivery=owed.id, address=owed.address, state=state, answer=str(reply))

    def lose(self, session: AnySession, turn: Turn, event: Lost, strikes: Mapping[int, int], now: datetime) -> None:
        """Write that a connection broke: at a message in flight, which is doubted, or at one that goes out anew."""
        owed = event.parcel.owed
        if event.is_doubtful:
            settle_unknown(session, owed.id, self.worker, event.words, now, is_held=self.is_held)
            turn.count("unknown")
            log.warning("answer unknown", delivery=owed.id, address=owed.address, reason=event.words)
            return
        count = strikes.get(owed.id, 0) + event.is_personal
        if count >= STRIKES:
            words = f"connection lost {count} times at this recipient: {event.words}"
            self.write_down(session, turn, owed, Reply(SERVICE_ENDS, words), now)
        else:
            settle_unsent(session, owed.id, self.worker)
            turn.again.append((owed, count))

    def hand_over(self, session: AnySession, turn: Turn, ready: Sequence[Owed], now: datetime) -> None:
        """Write which of the messages that the relay waits for go out; turn the others away."""
        if not ready:
            return
        plain = {owed.id for owed in ready if self.is_plain(owed, now)}
        going = set(hand_over(session, sorted(plain), self.worker, now, lease=self.lease))
        for owed in ready:
            if owed.id not in plain and hand_over_slowly(
                session, owed.id, self.worker, now, lease=self.lease, site_zone=self.site_zone
            ):
                going.add(owed.id)
        self.note_going(session, turn, ready, going, now)

    def note_going(
        self, session: AnySession, turn: Turn, ready: Sequence[Owed], going: Set[int], now: datetime
    ) -> None:
        """Note which of *ready* may go, and turn the others away."""
        turn.going = frozenset(going)
        refused = [owed.id for owed in ready if owed.id not in going]
        if refused:
            turn.has_refused = True
            turn.count("skipped", len(turn_away(session, refused, self.worker, now, site_zone=self.site_zone)))

    def sift(self, session: AnySession, batch: Sequence[Owed], now: datetime) -> list[Owed]:
        """Return what of *batch* is still wanted, and turn the rest away, before anything is said about it."""
        alerts = [owed.id for owed in batch if owed.kind == DeliveryKind.ALERT]
        unwanted = set(alerts) - find_wanted(session, alerts, self.worker, now)
        drop_items(session, [owed.id for owed in batch if owed.kind == DeliveryKind.DIGEST], now)
        unwanted |= find_quiet(session, batch, self.worker, now, self.site_zone)
        skipped: Sequence[Delivery] = ()
        if unwanted:
            skipped = turn_away(session, unwanted, self.worker, now, site_zone=self.site_zone)
        if skipped:
            log.info("not wanted any more", count=len(skipped))
        return [owed for owed in batch if owed.id not in unwanted]
