"""Lists of readers taken in at the desk."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Delivery, Role, Subscriber, SubscriberState
from blog.subscriptions.admin import import_views
from tests.factories import make_person, make_subscriber, sign_in


@pytest.fixture
def token(client: FlaskClient) -> str:
    return sign_in(client, make_person(role=Role.ADMINISTRATOR))


def send_list(client: FlaskClient, token: str, text: str, button: str = "take", **more: str) -> tuple[int, str]:
    data = {"csrf_token": token, "file": (BytesIO(text.encode()), "list.csv"), button: "1", **more}
    answer = client.post("/desk/readers/import", data=data, content_type="multipart/form-data")
    return answer.status_code, answer.text


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
    monkeypatch.setattr(import_views, "MAX_IMPORT_ROWS", 2)

    status, page = send_list(client, token, "email\na@example.com\nb@example.com\nc@example.com\n")

    assert status == 422
    assert "too long for this page" in page
    assert db.session.scalars(select(Subscriber)).all() == []


def test_many_refused_rows_are_cut_short(client: FlaskClient, token: str) -> None:
    page = send_list(client, token, "email\n" + "nobody\n" * 201)[1]

    assert "The first 200 of 201 are shown." in page


def test_an_export_is_taken_back(client: FlaskClient, token: str) -> None:
    make_subscriber("ann@example.com")

    assert "<td>1</td>" in send_list(client, token, client.get("/desk/readers/export.csv").text)[1]
