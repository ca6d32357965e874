"""Queue of claimed messages that are not yet on an SMTP connection.

This module commits: a claim has to be in the database before the relay hears
of its messages, and other workers must not wait for us while we talk to it.
"""

from collections import deque
from collections.abc import Sequence
from datetime import datetime

import structlog

from blog.database import AnySession
from blog.delivery.composing.composer import AddressNotSendable, Composer
from blog.delivery.composing.envelope import Outgoing, PendingMessage
from blog.delivery.composing.mail_kinds.digest_mail import EmptyDigest
from blog.delivery.queue.claiming import claim
from blog.delivery.queue.leases import release, return_expired
from blog.delivery.queue.presend_check import filter_unwanted
from blog.delivery.queue.quotas import QuotaGrant, Quotas, return_quota
from blog.delivery.queue.send_cycle import ResultWriter
from blog.delivery.smtp.events import Answered, Dropped, Message
from blog.delivery.smtp.replies import Reply
from blog.delivery.worker.backpressure import BatchSizer
from blog.web.formatting.article_kinds import load_kinds
from blog.web.rendering.chosen_theme import use_chosen_theme
from blog.web.site_identity.imprint import load_imprint
from blog.web.site_identity.reading import load_site_settings

NOT_SENDABLE = Reply(553, "5.6.7 The address needs SMTPUTF8, which is not supported.")
NOT_COMPOSED = Reply(451, "4.3.0 The message could not be composed; the log says why.")
NOT_WRITTEN = Outgoing("", "", b"")

log = structlog.get_logger()


class Batch:
    """Claims messages, composes each at the last moment, and gives back to the queue what is not sent.

    Args:
        writer: knows the worker, its lease and the site's time zone.
        max_size: the largest number of messages in a claim.
    """

    def __init__(self, composer: Composer, quotas: Quotas, writer: ResultWriter, *, max_size: int) -> None:
        self.composer, self.quotas, self.writer = composer, quotas, writer
        self.max_size = max_size
        self.sizer = BatchSizer()
        self.waiting: deque[PendingMessage] = deque()
        self.uncomposed: list[Answered | Dropped] = []
        """Messages that could not be composed, with the result that is still to be written."""
        self.connection_losses: dict[int, int] = {}
        """By delivery id: how often a connection broke at a message; then it is sent without pipelining."""
        self.quota_grants: Sequence[QuotaGrant] = ()
        """The quotas of the last claim."""

    def __len__(self) -> int:
        """Return how many messages wait."""
        return len(self.waiting)

    @property
    def is_done(self) -> bool:
        """Return whether no message waits, and no result either."""
        return not self.waiting and not self.uncomposed

    def claim_more(self, session: AnySession, now: datetime) -> bool:
        """Claim what is due, as much as quotas and the present speed allow; return whether any was due. Commits."""
        load_site_settings(session)
        load_imprint(session)
        load_kinds(session)
        use_chosen_theme()
        return_expired(session, now, hold_uncertain=self.writer.hold_uncertain)
        granted, self.quota_grants = self.quotas.acquire(session, self.sizer.next_size(self.max_size, now), now)
        worker, lease = self.writer.worker, self.writer.lease
        claimed = claim(session, worker, now, lease=lease, limit=granted) if granted else []
        allowed = self.quotas.throttle(session, claimed, worker, now)
        wanted = filter_unwanted(session, allowed, worker, now, self.writer.read_zone())
        return_quota(session, self.quota_grants, granted - len(wanted))
        session.commit()
        session.expunge_all()
        self.waiting += wanted
        return bool(claimed)

    def filter_unwanted(self, session: AnySession, now: datetime) -> None:
        """Keep only what is still wanted: one refused message often means that the alert was stopped. Commits."""
        wanted = filter_unwanted(session, self.waiting, self.writer.worker, now, self.writer.read_zone())
        session.commit()
        self.waiting = deque(wanted)

    def requeue(self, lost: Sequence[tuple[PendingMessage, int]]) -> None:
        """Put back messages whose connection broke, with the number of their losses; they go first."""
        for pending, losses in lost:
            self.waiting.appendleft(pending)
            self.connection_losses[pending.id] = losses

    def compose_next(self, session: AnySession, now: datetime) -> Message | None:
        """Return the next message, or None when nothing waits; one that cannot be composed is skipped over."""
        while self.waiting:
            pending = self.waiting.popleft()
            try:
                outgoing = self.composer.write(pending, session, now)
            except AddressNotSendable:
                self.uncomposed.append(Answered(Message(pending, NOT_WRITTEN), NOT_SENDABLE))
            except EmptyDigest:
                self.uncomposed.append(Dropped(pending))
            except Exception:
                log.exception("message not composed", delivery=pending.id)
                self.uncomposed.append(Answered(Message(pending, NOT_WRITTEN), NOT_COMPOSED))
            else:
                return Message(pending, outgoing, is_lockstep=pending.id in self.connection_losses)
        return None

    def take_uncomposed(self) -> list[Answered | Dropped]:
        """Return the results of messages that could not be composed since the last call."""
        uncomposed, self.uncomposed = self.uncomposed, []
        return uncomposed

    def release_unsent(self, session: AnySession) -> None:
        """Drop the waiting messages and return their quota; release_all ends their leases. Commits."""
        if self.waiting:
            return_quota(session, self.quota_grants, len(self.waiting))
            session.commit()
            self.waiting.clear()

    def release_all(self, session: AnySession, keep: Sequence[int] = ()) -> None:
        """Forget everything, and end the lease of each message that was not handed over, but for *keep*. Commits."""
        self.waiting.clear()
        self.connection_losses.clear()
        release(session, self.writer.worker, keep)
        session.commit()
