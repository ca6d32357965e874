"""The audit trail: each deed adds a row in its own transaction, and no row is ever changed."""

from datetime import datetime
from typing import Any

from blog.database import AnySession
from blog.models import AuditEvent, AuditKind, Person


def record_audit_event(
    session: AnySession, kind: AuditKind, now: datetime, *, by: Person | None, subject: str = "", **details: Any
) -> None:
    """Add an audit row: *by*, None for command line or worker, did it to *subject*. The caller commits."""
    who = {"person_id": by.id, "person_name": by.name} if by else {"person_name": ""}
    session.add(AuditEvent(kind=kind, happened_at=now, subject=subject, details=details, **who))
    session.flush()


def format_person(person: Person) -> str:
    """Return *person* as audit rows name them: present name and address."""
    return f"{person.name} <{person.address}>"
