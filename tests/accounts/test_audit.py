"""The audit trail."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.accounts.audit import format_person, record_audit_event
from blog.database import db
from blog.models import AuditEvent, AuditKind, Person
from tests.factories import NOW, make_person


def last_event() -> AuditEvent:
    return db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_a_row_keeps_who_did_what_and_the_name_of_that_day(app: Flask, is_signed_in: bool) -> None:
    by = make_person("Maren Holt") if is_signed_in else None

    record_audit_event(db.session, AuditKind.INVITED, NOW, by=by, subject="Jo", role="editor")
    if by:
        by.name = "Maren Li"

    event = last_event()
    assert (event.person_id, event.person_name) == ((by.id, "Maren Holt") if by else (None, ""))
    assert (event.kind, event.happened_at, event.subject) == (AuditKind.INVITED, NOW, "Jo")
    assert event.details == {"role": "editor"}


def test_an_event_goes_with_the_transaction_of_its_deed(app: Flask) -> None:
    record_audit_event(db.session, AuditKind.EXPORTED, NOW, by=None)
    db.session.rollback()

    assert last_event() is None


def test_a_person_is_named_with_the_address() -> None:
    assert format_person(Person(name="Jo", address="jo@example.org")) == "Jo <jo@example.org>"
