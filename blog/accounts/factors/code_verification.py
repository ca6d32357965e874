"""A code that was typed: one of the authenticator app, or one of the recovery codes."""

from datetime import datetime
from enum import StrEnum

from blog.accounts.audit import record_audit_event
from blog.accounts.factors.authenticator_codes import is_app_code, use_authenticator_code
from blog.accounts.factors.recovery_codes import use_code
from blog.database import AnySession
from blog.delivery.outbox import enqueue
from blog.models import AuditKind, Person
from blog.web.access.rate_limits import RateLimit, check_rate_limit, release_attempt

CODES_PER_DAY = RateLimit("second-factor-day", max_attempts=50, seconds=24 * 3600)
"""For one account, besides the limits of sign-in: a code of six digits is guessed once in 300,000 tries."""


class UsedCode(StrEnum):
    """What a right code was."""

    APP = "app"
    RECOVERY = "recovery"


def count_code(session: AnySession, person_id: int, typed: str, secret_key: str, now: datetime) -> None:
    """Count a code before it is verified, if it may be one of an app; the caller commits.

    A recovery code is too long to be guessed, and opens the door to whom
    another person's guesses have kept from the codes of the app.

    Raises:
        RateLimitExceeded: fifty were wrong within a day.
    """
    if not is_app_code(typed):
        return
    check_rate_limit(session, CODES_PER_DAY, str(person_id), secret_key, now)


def refund_code(session: AnySession, person_id: int, typed: str, secret_key: str, now: datetime) -> None:
    """Take a right code back from the count; the caller commits."""
    if not is_app_code(typed):
        return
    release_attempt(session, CODES_PER_DAY, str(person_id), secret_key, now)


def use_typed_code(session: AnySession, person: Person, typed: str, secret_key: str, now: datetime) -> UsedCode | None:
    """Return what *typed* was, used up with that, or None if it is no code of *person*; the caller commits.

    The use of a recovery code is told by mail.
    """
    if use_authenticator_code(session, person.id, typed, secret_key, now):
        return UsedCode.APP
    if not use_code(session, person.id, typed):
        return None
    record_audit_event(session, AuditKind.RECOVERY_USED, now, by=person)
    enqueue(session, "recovery_used", person, now)
    return UsedCode.RECOVERY
