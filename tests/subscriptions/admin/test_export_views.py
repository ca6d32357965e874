"""The export of readers asks for the password again."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import AuditEvent, LoginSession, Role
from tests.accounts.people_factories import make_member
from tests.factories import PASSWORD, make_person, make_subscriber, sign_in

FILE = "/desk/readers/export.csv"


@pytest.fixture
def token(client: FlaskClient) -> str:
    return sign_in(client, make_person(role=Role.ADMINISTRATOR))


def test_all_readers_can_be_downloaded(client: FlaskClient, token: str) -> None:
    make_subscriber("ann@example.com")

    answer = client.get(FILE)

    assert answer.headers["Content-Disposition"].startswith("attachment; filename=readers-")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ann@example.com" in answer.text


def test_an_older_session_gives_its_password_again(client: FlaskClient) -> None:
    token = sign_in(client, make_member("boss@news.example.org", Role.ADMINISTRATOR))
    make_subscriber("ann@example.com")
    visit = db.session.scalars(select(LoginSession)).one()
    visit.created_at = visit.created_at - timedelta(hours=1)
    db.session.commit()

    refused = [client.get(FILE)]
    page = client.get(refused[0].location).text
    refused += [client.post("/desk/readers/export", data={"csrf_token": token, "present": word}) for word in ("", "x")]
    trail = db.session.scalars(select(AuditEvent)).all()
    allowed = client.post("/desk/readers/export", data={"csrf_token": token, "present": PASSWORD})

    assert [answer.status_code for answer in refused] == [303, 422, 422]
    assert "Enter your password to download the readers." in page
    assert "Enter your own password: the file contains every address." in refused[1].text
    assert "This is not your password." in refused[2].text
    assert trail == []
    assert (allowed.status_code, allowed.location) == (303, FILE)
    assert "ann@example.com" in client.get(FILE).text
