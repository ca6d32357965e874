"""Readers at the desk, as the administrator sees them."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.delivery.outbox import enqueue
from blog.models import (
    Delivery,
    Installation,
    Role,
    Subscriber,
    SubscriberState,
    Suppression,
)
from blog.subscriptions.admin import views as admin_views
from tests.factories import NOW, make_person, make_subscriber, save, sign_in


@pytest.fixture
def token(client: FlaskClient) -> str:
    return sign_in(client, make_person(role=Role.ADMINISTRATOR))


def send_list(client: FlaskClient, token: str, text: str, button: str = "take", **more: str) -> tuple[int, str]:
    data = {"csrf_token": token, "file": (BytesIO(text.encode()), "list.csv"), button: "1", **more}
    answer = client.post("/desk/readers/import", data=data, content_type="multipart/form-data")
    return answer.status_code, answer.text


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


@pytest.mark.parametrize(("button", "stays"), [("check", False), ("take", True)])
def test_a_list_is_checked_or_taken_in(client: FlaskClient, token: str, button: str, stays: bool) -> None:
    text = "email,colour\nann@example.com,red\nbob\n"

    status, page = send_list(client, token, text, button, is_asking="y")

    assert status == 200
    assert "Columns not used: colour" in page
    assert "This is not an e-mail address." in page
    assert bool(db.session.scalars(select(Subscriber)).all()) is stays
    assert bool(db.session.scalars(select(Delivery)).all()) is stays


def test_nobody_is_signed_up_silently(client: FlaskClient, token: str) -> None:
    send_list(client, token, "email,state\nann@example.com,confirmed\n")

    assert db.session.scalars(select(Subscriber)).one().state is SubscriberState.PENDING


def test_a_long_list_is_sent_to_the_command_line(
    client: FlaskClient, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin_views, "MAX_IMPORT_ROWS", 2)

    status, page = send_list(client, token, "email\na@example.com\nb@example.com\nc@example.com\n")

    assert status == 422
    assert "too long for this page" in page
    assert db.session.scalars(select(Subscriber)).all() == []


def test_many_refused_rows_are_cut_short(client: FlaskClient, token: str) -> None:
    page = send_list(client, token, "email\n" + "nobody\n" * 201)[1]

    assert "The first 200 of 201 are shown." in page


def test_all_readers_can_be_downloaded_and_taken_back(client: FlaskClient, token: str) -> None:
    make_subscriber("ann@example.com")

    answer = client.get("/desk/readers/export.csv")

    assert answer.headers["Content-Disposition"].startswith("attachment; filename=readers-")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ann@example.com" in answer.text
    assert "<td>1</td>" in send_list(client, token, answer.text)[1]


def test_the_desk_says_when_the_database_is_a_copy(client: FlaskClient, token: str) -> None:
    before = client.get("/desk/").text
    save(Installation(id=1, fingerprint="0" * 64, epoch=1, declared_at=NOW))

    after = client.get("/desk/").text

    assert "is a copy" not in before
    assert "This database is a copy: nothing is sent" in after
