"""The page of returned mail: stop, lifting, and what could not be assigned."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Role, Subscriber, Suppression, SuppressionBrake, UnmatchedReport
from tests.factories import NOW, make_person, make_subscriber, save, sign_in

PAGE = "/desk/returned-mail"


@pytest.fixture
def token(client: FlaskClient) -> str:
    return sign_in(client, make_person(role=Role.ADMINISTRATOR))


def make_suppressed(address: str = "anna@example.com", words: str = "550 refused by policy") -> Subscriber:
    return make_subscriber(address, suppression=Suppression.HARD_BOUNCE, suppressed_at=NOW, suppression_words=words)


def lift(client: FlaskClient, token: str, **fields: str) -> tuple[int, str]:
    answer = client.post(f"{PAGE}/lifting", data={"csrf_token": token, **fields})
    return answer.status_code, answer.text


def test_who_is_meant_is_shown_before_anybody_is_lifted(client: FlaskClient, token: str) -> None:
    reader = make_suppressed()

    status, text = lift(client, token, words="POLICY")
    before = reader.suppression
    lifted = lift(client, token, words="POLICY", lift="1")[0]

    db.session.refresh(reader)
    assert (status, before, lifted, reader.suppression) == (200, Suppression.HARD_BOUNCE, 303, None)
    assert "anna@example.com" in text
    assert 'value="POLICY"' in text
    assert 0 < text.index("Show matching addresses") < text.index('name="lift"')  # Enter presses the first button.


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Fill in at least one field."),
        ({"domain": "a@b"}, "Write a domain such as example.com."),
        ({"since": "yesterday", "words": "policy"}, "policy"),
    ],
)
def test_what_cannot_be_meant_is_said_and_kept(
    client: FlaskClient, token: str, fields: dict[str, str], words: str
) -> None:
    reader = make_suppressed()

    status, text = lift(client, token, **fields, lift="1")

    assert (status, words in text) == (422, True)
    assert reader.suppression is Suppression.HARD_BOUNCE


def test_the_desk_is_told_of_a_stop_until_it_is_decided(client: FlaskClient, token: str) -> None:
    save(SuppressionBrake(since=NOW, engaged_at=NOW, refused=12))
    told = "Unusually many messages were refused"

    before = client.get("/desk/").text
    empty = client.post(f"{PAGE}/decision", data={"csrf_token": token}).status_code
    decided = client.post(f"{PAGE}/decision", data={"csrf_token": token, "spare": "1"}).status_code

    assert (empty, decided) == (422, 303)
    assert (told in before, told in client.get("/desk/").text) == (True, False)


def test_reports_that_could_not_be_assigned_are_listed(client: FlaskClient, token: str) -> None:
    at = NOW - timedelta(days=1)
    save(UnmatchedReport(received_at=at, source="imap", outcome="unrelated", domains="example.net", words="550 <gone>"))

    text = client.get(PAGE).text

    assert "example.net" in text
    assert "550 &lt;gone&gt;" in text


def test_only_administrators_see_it(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_person(role=Role.EDITOR))

    assert client.get(PAGE).status_code == 403
    assert db.session.scalars(select(SuppressionBrake)).all() == []
