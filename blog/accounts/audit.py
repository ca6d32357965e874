"""The trail of what was done: each room adds to it in the transaction of the deed, and nothing changes it later."""

from datetime import datetime
from typing import Any

from blog.database import AnySession
from blog.models import AuditEvent, AuditKind, Person


def note(
    session: AnySession, kind: AuditKind, now: datetime, *, by: Person | None, subject: str = "", **details: Any
) -> None:
    """Write that *by* did it to *subject*; None is the command line or the worker. The caller commits."""
    who = {"person_id": by.id, "person_name": by.name} if by else {"person_name": ""}
    session.add(AuditEvent(kind=kind, happened_at=now, subject=subject, details=details, **who))
    session.flush()


def name_person(person: Person) -> str:
    """Return how the trail names *person*: name and address, as they are now."""
    return f"{person.name} <{person.address}>"
