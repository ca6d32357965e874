"""Deletion of a reader on request, at the desk."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.delivery.outbox import enqueue
from blog.models import AuditEvent, AuditKind, DeliveryState, Role, Subscriber
from tests.factories import NOW, make_person, make_subscriber, sign_in


@pytest.fixture
def token(client: FlaskClient) -> str:
    return sign_in(client, make_person(role=Role.ADMINISTRATOR))


def test_a_reader_is_deleted_after_a_page_that_asks(client: FlaskClient, token: str) -> None:
    ann = make_subscriber("ann@example.com")
    path = f"/desk/readers/{ann.id}/deletion"

    page, before = client.get(path).text, db.session.scalars(select(Subscriber)).all()
    answer = client.post(path, data={"csrf_token": token})

    assert "Delete this reader?" in page
    assert (len(before), answer.status_code, answer.location) == (1, 303, "/desk/readers")
    assert db.session.scalars(select(Subscriber)).all() == []
    assert db.session.scalars(select(AuditEvent.kind)).all() == [AuditKind.READER_DELETED]
    assert "Reader deleted" in client.get("/desk/audit").text
    assert client.get(path).status_code == 404


def test_a_message_on_its_way_is_waited_for(client: FlaskClient, token: str) -> None:
    ann = make_subscriber("ann@example.com")
    enqueue(db.session, "confirmation", ann, NOW).state = DeliveryState.SENDING

    answer = client.post(f"/desk/readers/{ann.id}/deletion", data={"csrf_token": token})

    assert answer.status_code == 409
    assert "A message to this reader is being sent." in answer.text
