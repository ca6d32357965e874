"""Readers at the desk, as the administrator sees them."""

import pytest
from flask.testing import FlaskClient

from blog.database import db
from blog.delivery.outbox import enqueue
from blog.models import (
    Installation,
    Role,
    Suppression,
)
from tests.factories import NOW, make_person, make_subscriber, save, sign_in


@pytest.fixture
def token(client: FlaskClient) -> str:
    return sign_in(client, make_person(role=Role.ADMINISTRATOR))


def test_a_reader_that_is_not_there_is_not_found(client: FlaskClient, token: str) -> None:
    codes = [client.get("/desk/readers/4711").status_code]
    for path in ("suppression", "suppression/end"):
        codes.append(client.post(f"/desk/readers/4711/{path}", data={"csrf_token": token, "words": "x"}).status_code)

    assert codes == [404, 404, 404]


def test_mail_to_a_reader_is_stopped_and_allowed_again(client: FlaskClient, token: str) -> None:
    reader = make_subscriber()
    address, seen = f"/desk/readers/{reader.id}", []

    for path, words in (("suppression", "Asked by telephone"), ("suppression/end", "")):
        answer = client.post(f"{address}/{path}", data={"csrf_token": token, "words": words})
        db.session.refresh(reader)
        seen.append((answer.status_code, answer.location, reader.suppression, reader.suppression_words))

    assert seen == [
        (303, address, Suppression.OPERATOR, "Asked by telephone"),
        (303, address, None, None),
    ]


def test_messages_to_a_reader_are_named(client: FlaskClient, token: str) -> None:
    reader = make_subscriber(new_address="new@example.com", change_key="change")
    enqueue(db.session, "confirmation", reader, NOW)
    enqueue(db.session, "address_change", reader, NOW)
    db.session.commit()

    page = client.get(f"/desk/readers/{reader.id}").text

    assert "Confirmation link" in page
    assert "Change of address" in page
    assert "address_change" not in page


def test_the_desk_says_when_the_database_is_a_copy(client: FlaskClient, token: str) -> None:
    before = client.get("/desk/").text
    save(Installation(id=1, fingerprint="0" * 64, epoch=1, declared_at=NOW))

    after = client.get("/desk/").text

    assert "is a copy" not in before
    assert "This database is a copy: nothing is sent" in after
