import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Delivery, FollowRequest, RateCount, Subscriber, SubscriberState, Suppression
from blog.models.email_address import parse_address
from blog.subscriptions.signup.signup_request import SignupRequest, request_link, request_subscription
from tests.factories import NOW, make_subscriber

SECRET = "only-for-the-tests"
LATER = NOW + timedelta(hours=1)


def ask(address: str = "ann@example.com", now=NOW, **more) -> None:
    values = {"name": None, "wording": "Send me alerts.", "form_path": "/articles/tea", **more}
    request_subscription(db.session, SignupRequest(address=parse_address(address), **values), SECRET, now)
    db.session.commit()


def the_subscriber() -> Subscriber:
    return db.session.scalars(select(Subscriber)).one()


def mails() -> list[Delivery]:
    return list(db.session.scalars(select(Delivery).order_by(Delivery.id)))


def test_a_new_address_is_kept_as_pending_with_its_consent(app: Flask) -> None:
    ask("Ann@Example.com", name="Ann Müller")

    row = the_subscriber()
    assert (row.address, row.address_key, row.name) == ("Ann@example.com", "ann@example.com", "Ann Müller")
    assert (row.state, row.requested_at, row.confirmed_at) == (SubscriberState.PENDING, NOW, None)
    assert (row.consent_wording, row.consent_form) == ("Send me alerts.", "/articles/tea")


def test_a_new_address_is_owed_one_confirmation_mail(app: Flask) -> None:
    ask()

    (mail,) = mails()
    assert (mail.kind, mail.address, mail.due_at) == ("confirmation", "ann@example.com", NOW)
    assert mail.subscriber == the_subscriber()


def test_keys_are_long_and_differ(app: Flask) -> None:
    ask("ann@example.com")
    ask("bob@example.com")

    rows = db.session.scalars(select(Subscriber)).all()
    keys = {key for row in rows for key in (row.key, row.request_key)}
    assert len(keys) == 4
    assert all(len(key) == 32 for key in keys)


def test_nothing_is_kept_when_the_caller_does_not_commit(app: Flask) -> None:
    asked = SignupRequest(parse_address("ann@example.com"), None, "Send me alerts.", "/subscribe")
    request_subscription(db.session, asked, SECRET, NOW)
    db.session.rollback()

    assert mails() == []
    assert db.session.scalars(select(Subscriber)).all() == []


def test_asking_again_keeps_the_link_of_the_first_mail_and_sends_another(app: Flask) -> None:
    ask(name="Ann")
    key = the_subscriber().request_key

    ask("ANN@example.com", now=LATER, form_path="/subscribe")

    row = the_subscriber()
    assert (row.request_key, row.name, row.address) == (key, "Ann", "ANN@example.com")
    assert (row.requested_at, row.consent_form) == (LATER, "/subscribe")
    assert len(mails()) == 2


def test_at_most_three_mails_reach_one_address_however_often_it_is_asked_for(app: Flask) -> None:
    for spelling in ("ann@example.com", "Ann@example.com", "ANN@EXAMPLE.COM", "aNN@example.com", "ann@Example.Com"):
        ask(spelling)

    assert len(mails()) == 3


@pytest.mark.parametrize("is_link", [False, True])
def test_a_request_that_sends_no_mail_uses_up_none_of_the_three(app: Flask, is_link: bool) -> None:
    address = parse_address("ann@example.com")
    ann = make_subscriber("ann@example.com", suppressed_at=NOW, suppression=Suppression.HARD_BOUNCE)
    for _time in range(5):
        request_link(db.session, address, SECRET, NOW) if is_link else ask()
    request_link(db.session, parse_address("nobody@example.com"), SECRET, NOW)
    before = len(mails())
    ann.suppressed_at = ann.suppression = None
    for _time in range(5):
        ask()

    assert (before, len(mails())) == (0, 3)
    assert sum(db.session.scalars(select(RateCount.count))) == 3


def test_a_request_beyond_the_three_changes_nothing(app: Flask) -> None:
    for _time in range(3):
        ask(name="Ann")

    ask(name="Buy my pills", now=LATER)

    assert (the_subscriber().name, the_subscriber().requested_at) == ("Ann", NOW)


def test_a_confirmed_subscriber_is_left_as_it_is_and_gets_the_link_to_the_preferences(app: Flask) -> None:
    row = make_subscriber("ann@example.com", name="Ann")
    before = {column.key: getattr(row, column.key) for column in Subscriber.__table__.columns}

    ask(name="Somebody else")

    after = {column.key: getattr(the_subscriber(), column.key) for column in Subscriber.__table__.columns}
    assert after == before
    assert [(mail.kind, mail.address) for mail in mails()] == [("subscribed", "ann@example.com")]
    assert db.session.scalars(select(FollowRequest)).all() == []


def test_whoever_left_must_confirm_again(app: Flask) -> None:
    row = make_subscriber("ann@example.com", state=SubscriberState.LEFT, left_at=NOW)
    key, request_key = row.key, row.request_key

    ask(now=LATER)

    row = the_subscriber()
    assert (row.state, row.confirmed_at) == (SubscriberState.PENDING, None)
    assert row.request_key != request_key
    assert row.key == key
    assert len(mails()) == 1


def test_two_requests_at_once_for_a_new_address_make_one_subscriber(app: Flask) -> None:
    db.session.commit()
    start, faults = threading.Barrier(4), []

    def work() -> None:
        with app.app_context():
            start.wait()
            try:
                ask()
            except Exception as error:
                faults.append(error)

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert the_subscriber().state is SubscriberState.PENDING
    assert len(mails()) == 3


@pytest.mark.parametrize("name", ["Ναταλία", "مريم", "O'Brien; DROP TABLE subscribers", "<b>x</b>", "名" * 100])
def test_names_are_kept_as_they_are(app: Flask, name: str) -> None:
    ask(name=name)

    assert the_subscriber().name == name
