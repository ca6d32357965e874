"""Readers erase everything about themselves after proof by mail."""

import re
from datetime import timedelta
from sys import modules
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog.database import db
from blog.models import AuditEvent, Delivery, DeliveryState, Role, Subscriber, SubscriberState
from blog.web.addresses.links import ERASURE, ERASURE_LIFETIME, PREFERENCES
from blog.web.extensions import links
from tests.delivery.mail_factories import compose, html_of, text_of
from tests.factories import NOW, make_person, make_subscriber, sign_in
from tests.subscriptions.preferences.test_views import home


def proof(reader: Subscriber) -> str:
    return f"/subscriptions/erase/{links().sign(ERASURE, [reader.id, reader.key])}"


def readers() -> int | None:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Subscriber))


def mails() -> list[Delivery]:
    db.session.rollback()
    return list(db.session.scalars(select(Delivery).order_by(Delivery.id)))


@pytest.mark.parametrize("state", SubscriberState)
def test_a_reader_in_any_state_is_erased_after_proof_by_mail(client: FlaskClient, state: SubscriberState) -> None:
    ann = make_subscriber("ann@example.com", state=state)
    path = home(ann)

    explained = client.get(f"{path}/erase").text
    asked = client.post(f"{path}/erase")
    sent = client.get(asked.location).text
    (mail,) = mails()
    message = compose(mail)
    mail.state = DeliveryState.ACCEPTED
    db.session.commit()
    link = urlsplit(re.search(r"https?://\S+/subscriptions/erase/\S+", text_of(message))[0]).path
    page, before = client.get(link).text, readers()
    done = client.post(link)

    assert "This cannot be undone." in explained
    assert (asked.status_code, mail_is_one_to("ann@example.com", message)) == (303, True)
    assert "Nothing is erased yet." in sent
    assert link in html_of(message).replace("=\n", "")
    assert "Erase everything for good" in page
    assert (before, done.status_code, done.location, readers()) == (1, 303, "/subscriptions/erased", 0)
    assert "Set-Cookie" not in done.headers
    assert "ann@example.com" not in client.get(done.location).text
    assert (client.get(link).status_code, client.post(link).status_code) == (410, 410)
    assert client.get(path).status_code == 404


def mail_is_one_to(address: str, message: Any) -> bool:
    return message["To"] == address and "List-Unsubscribe" not in message


def test_the_link_to_the_preferences_alone_erases_nothing(client: FlaskClient) -> None:
    ann = make_subscriber("ann@example.com")

    answers = [
        client.post(f"/subscriptions/erase/{links().seal(PREFERENCES, [ann.id, ann.key])}").status_code,
        client.post(f"{home(ann)}/erase").status_code,
        client.get(proof(ann)).status_code,
        client.post(proof(ann)[:-2]).status_code,
    ]

    assert answers == [404, 303, 200, 404]
    assert readers() == 1


def test_the_link_ends_after_hours_and_with_the_address(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = make_subscriber("ann@example.com")
    link = proof(ann)
    ann.key = "another"
    db.session.commit()
    moved = client.post(link).status_code
    monkeypatch.setattr(modules["blog.subscriptions.signed_links"], "ERASURE_LIFETIME", timedelta(seconds=-1))

    assert timedelta(hours=1) <= ERASURE_LIFETIME <= timedelta(hours=12)
    assert (moved, client.post(proof(ann)).status_code, readers()) == (410, 410, 1)


def test_three_mails_a_day_and_none_to_a_suppressed_address(client: FlaskClient) -> None:
    ann = make_subscriber("ann@example.com")
    silent = make_subscriber("silent@example.com", suppressed_at=NOW)

    codes = [client.post(f"{home(ann)}/erase").status_code for _time in range(5)]
    refused = client.post(f"{home(silent)}/erase")

    assert codes == [303] * 5
    assert len(mails()) == 3
    assert refused.status_code == 409
    assert "We cannot send e-mail to this address" in refused.text


def test_another_site_can_ask_for_nothing(client: FlaskClient) -> None:
    ann = make_subscriber("ann@example.com")
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}

    codes = [client.post(path, headers=headers).status_code for path in (f"{home(ann)}/erase", proof(ann))]

    assert all(code in (400, 403) for code in codes)
    assert (mails(), readers()) == ([], 1)


def test_a_message_on_its_way_is_waited_for(client: FlaskClient) -> None:
    ann = make_subscriber("ann@example.com")
    client.post(f"{home(ann)}/erase")
    mails()[0].state = DeliveryState.SENDING
    db.session.commit()

    answer = client.post(proof(ann))

    assert answer.status_code == 409
    assert "Please try again in a minute." in answer.text
    assert readers() == 1


def test_the_audit_trail_says_that_the_reader_did_it(app: Flask, client: FlaskClient) -> None:
    client.post(proof(make_subscriber("ann@example.com")))
    sign_in(client, make_person(role=Role.ADMINISTRATOR))

    assert db.session.scalars(select(AuditEvent.details)).all()[0] == {"by_reader": True}
    assert "The reader</span>" in client.get("/desk/audit").text
