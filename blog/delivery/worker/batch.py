"""What a worker has claimed and not yet told the relay about."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from blog.database import AnySession
from blog.delivery.composing.composer import AddressNotSendable, Composer
from blog.delivery.composing.envelope import Outgoing, Owed
from blog.delivery.composing.mail_kinds.list_mail import EmptyDigest
from blog.delivery.smtp.events import Answered, Needless, Parcel
from blog.delivery.smtp.replies import Reply

NOT_SENDABLE = Reply(553, "5.6.7 The address needs SMTPUTF8, which is not supported.")
NOT_COMPOSED = Reply(451, "4.3.0 The message could not be composed; the log says why.")
NOWHERE = Outgoing("", "", b"")

log = structlog.get_logger()


@dataclass
class Tray:
    """Holds messages in the order in which they should leave; they are composed one by one, at the last moment."""

    composer: Composer
    queue: deque[Owed] = field(default_factory=deque)
    strikes: dict[int, int] = field(default_factory=dict)
    """How often a connection broke at a message; one that stands here goes out command by command."""
    unsent: list[Answered | Needless] = field(default_factory=list)
    """Messages that could not be composed, and what is to be written down about them."""

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self.queue)

    @property
    def is_done(self) -> bool:
        """Return whether nothing waits, not even to be written down."""
        return not self.queue and not self.unsent

    def add(self, batch: Sequence[Owed]) -> None:
        """Put what was claimed at the end."""
        self.queue += batch

    def keep(self, batch: Sequence[Owed]) -> None:
        """Hold nothing but *batch*."""
        self.queue.clear()
        self.queue += batch

    def return_to_front(self, again: Sequence[tuple[Owed, int]]) -> None:
        """Put back what broke a connection, with its number of strikes."""
        for owed, count in again:
            self.queue.appendleft(owed)
            self.strikes[owed.id] = count

    def compose_next(self, session: AnySession, now: datetime) -> Parcel | None:
        """Return the next message that can be composed; one that cannot does not keep the others back."""
        while self.queue:
            owed = self.queue.popleft()
            try:
                outgoing = self.composer.write(owed, session, now)
            except AddressNotSendable:
                self.unsent.append(Answered(Parcel(owed, NOWHERE), NOT_SENDABLE))
            except EmptyDigest:
                self.unsent.append(Needless(owed))
            except Exception:
                log.exception("message not composed", delivery=owed.id)
                self.unsent.append(Answered(Parcel(owed, NOWHERE), NOT_COMPOSED))
            else:
                return Parcel(owed, outgoing, is_careful=owed.id in self.strikes)
        return None

    def take_unsent(self) -> list[Answered | Needless]:
        """Return what is to be written down, once."""
        unsent, self.unsent = self.unsent, []
        return unsent
