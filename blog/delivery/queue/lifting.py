"""Lift many suppressions at once: by time, by the server's words, by domain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select

from blog.database import AnySession
from blog.delivery.queue.suppression import lift
from blog.models import AuditEvent, AuditKind, Subscriber, Suppression

BOUNCED = (Suppression.HARD_BOUNCE, Suppression.SOFT_BOUNCES)
"""What a server said; a complaint, and what the operator decided, is lifted one by one."""
CHUNK = 500


@dataclass(frozen=True)
class LiftCriteria:
    """Which suppressions are meant; those that bounced, and of these all that fit every criterion that is given."""

    since: datetime | None = None
    words: str = ""
    """Part of the server's words: in any case, but for letters outside ASCII, whose case SQLite does not know."""
    domain: str = ""
    """Domain of the address, such as example.com."""

    @property
    def is_empty(self) -> bool:
        """Return whether no criterion is given."""
        return self.since is None and not self.words and not self.domain

    def select(self) -> Select[Subscriber]:
        """Select the subscribers, the first suppressed first."""
        found = select(Subscriber).where(Subscriber.suppression.in_(BOUNCED))
        if self.since is not None:
            found = found.where(Subscriber.suppressed_at >= self.since)
        if self.words:
            said = Subscriber.suppression_words
            is_lowered = func.lower(said).contains(self.words.lower(), autoescape=True)
            found = found.where(or_(is_lowered, said.contains(self.words, autoescape=True)))
        if self.domain:
            found = found.where(Subscriber.address_key.endswith(f"@{self.domain.casefold()}", autoescape=True))
        return found.order_by(Subscriber.suppressed_at, Subscriber.id)


def preview(session: AnySession, criteria: LiftCriteria, limit: int = 50) -> tuple[int, Sequence[Subscriber]]:
    """Return how many would be lifted, and the first *limit* of them; changes nothing."""
    count = session.scalar(select(func.count()).select_from(criteria.select().subquery())) or 0
    return count, session.scalars(criteria.select().limit(limit)).all()


def lift_all(
    session: AnySession, criteria: LiftCriteria, now: datetime, *, by: tuple[int | None, str] = (None, "")
) -> int:
    """Lift what *criteria* mean; return how many. *by* is key and name of the person. The caller commits."""
    count = 0
    while chunk := session.scalars(criteria.select().limit(CHUNK).with_for_update()).all():
        for reader in chunk:
            lift(session, reader)
        count += len(chunk)
    details = {"count": count, "words": criteria.words, "domain": criteria.domain}
    if criteria.since:
        details["since"] = criteria.since.isoformat()
    session.add(
        AuditEvent(
            kind=AuditKind.SUPPRESSIONS_LIFTED, happened_at=now, person_id=by[0], person_name=by[1], details=details
        )
    )
    session.flush()
    return count
