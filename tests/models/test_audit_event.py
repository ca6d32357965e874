"""The audit trail outlives the people in it."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from blog.models import AuditEvent, AuditKind, Person
from tests.models.rows import NOW, person


def test_an_act_keeps_the_name_of_a_person_who_is_gone(session: Session) -> None:
    ann = person(name="Ann")
    session.add(ann)
    session.flush()
    event = AuditEvent(kind=AuditKind.SIGNED_IN, happened_at=NOW, person_id=ann.id, person_name="Ann")
    session.add(event)
    session.flush()

    session.execute(delete(Person).where(Person.id == ann.id))
    session.refresh(event)

    assert (event.person_id, event.person_name) == (None, "Ann")
