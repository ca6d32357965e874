"""What follows from a change of a person's factors: since when there is one, notices by mail, the audit trail."""

from datetime import datetime

from sqlalchemy import delete

from blog.accounts.audit import format_person, record_audit_event
from blog.accounts.factors.authenticator_codes import has_authenticator, remove_authenticator
from blog.accounts.factors.passkeys import has_passkeys
from blog.accounts.factors.pending_sign_ins import end_pending_sign_ins
from blog.accounts.factors.recovery_codes import end_codes, renew_codes
from blog.database import AnySession
from blog.delivery.outbox import enqueue
from blog.models import AuditKind, LoginSession, Passkey, Person


class OwnFactors(Exception):
    """Nobody resets the own factors: another administrator does, or the operator on the command line."""


def note_added_factor(
    session: AnySession, person: Person, kind: AuditKind, now: datetime, *, name: str = "", session_id: int
) -> list[str]:
    """Note that *person* has a passkey (called *name*) or an app more; tell them by mail. The caller commits.

    With the first one, every other session ends, since a password alone began it.

    Returns:
        The recovery codes that the person is shown once; none beside an earlier factor.
    """
    record_audit_event(session, kind, now, by=person, subject=name)
    enqueue(session, "factor_added", person, now)
    if person.has_second_factor:
        return []
    person.second_factor_at = now
    end_other_sessions(session, person.id, session_id)
    return renew_codes(session, person.id)


def note_removed_factor(session: AnySession, person: Person, kind: AuditKind, now: datetime, *, name: str = "") -> None:
    """Note that *person* has a passkey (called *name*) or an app less; tell them by mail. The caller commits.

    With the last one the recovery codes end.
    """
    record_audit_event(session, kind, now, by=person, subject=name)
    enqueue(session, "factor_removed", person, now)
    if not (has_authenticator(session, person.id) or has_passkeys(session, person.id)):
        person.second_factor_at = None
        end_codes(session, person.id)


def reset_factors(session: AnySession, person: Person, now: datetime, *, by: Person | None) -> None:
    """Remove every factor of *person*, end every session, and tell them by mail; the caller commits.

    Raises:
        OwnFactors: see there.
    """
    if by is not None and by.id == person.id:
        raise OwnFactors
    remove_factors(session, person)
    session.execute(delete(LoginSession).where(LoginSession.person_id == person.id))
    end_pending_sign_ins(session, person.id)
    record_audit_event(session, AuditKind.FACTORS_RESET, now, by=by, subject=format_person(person))
    enqueue(session, "factors_reset", person, now)


def remove_factors(session: AnySession, person: Person) -> None:
    """Delete passkeys, app and recovery codes of *person*; the caller commits."""
    session.execute(delete(Passkey).where(Passkey.person_id == person.id))
    remove_authenticator(session, person.id)
    end_codes(session, person.id)
    person.second_factor_at = None


def note_clone(session: AnySession, passkey: Passkey, now: datetime) -> None:
    """Tell the owner of *passkey* that it was refused since two devices hold it; the caller commits."""
    record_audit_event(session, AuditKind.PASSKEY_CLONED, now, by=passkey.person, subject=passkey.name)
    enqueue(session, "passkey_cloned", passkey.person, now)


def end_other_sessions(session: AnySession, person_id: int, session_id: int) -> int:
    """Delete the sessions of the person but the one with *session_id*; return how many. The caller commits."""
    others = (LoginSession.person_id == person_id, LoginSession.id != session_id)
    return len(session.scalars(delete(LoginSession).where(*others).returning(LoginSession.id)).all())
