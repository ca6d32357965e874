from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.delivery.outbox import enqueue
from blog.models import (
    AddressChange,
    Delivery,
    DeliveryKind,
    FollowRequest,
    Frequency,
    Subscriber,
    SubscriberState,
    Suppression,
)
from blog.models.email_address import parse_address
from blog.subscriptions.preferences.address_change import (
    AddressTaken,
    SameAddress,
    change_address,
    request_address_change,
)
from blog.web.addresses.links import CHANGE, CONFIRM, FOLLOW, PREFERENCES
from blog.web.extensions import links
from tests.factories import NOW, make_subscriber, make_topic, save
from tests.settings import change_settings

SECRET = "only-for-the-tests"


def ask(subscriber: Subscriber, address: str = "new@example.com") -> None:
    request_address_change(db.session, subscriber, parse_address(address), SECRET, NOW)


def mails() -> list[tuple[DeliveryKind, str]]:
    return [(mail.kind, mail.address) for mail in db.session.scalars(select(Delivery).order_by(Delivery.id))]


def link(subscriber: Subscriber) -> str:
    return f"/subscriptions/change/{links().sign(CHANGE, [subscriber.id, subscriber.change_key or ''])}"


def reload(subscriber: Subscriber) -> Subscriber:
    db.session.rollback()
    db.session.refresh(subscriber)
    return subscriber


@pytest.mark.parametrize("is_known", [False, True])
def test_the_answer_is_the_same_whether_or_not_the_new_address_is_known(client: FlaskClient, is_known: bool) -> None:
    ann = make_subscriber("ann@example.com")
    if is_known:
        make_subscriber("new@example.com")
    home = f"/subscriptions/{links().seal(PREFERENCES, [ann.id, ann.key])}"

    answer = client.post(f"{home}/address", data={"address": "new@example.com"})
    page = client.get(answer.location).text

    assert answer.status_code == 303
    assert "Check that inbox for a link." in page
    assert mails() == [("address_change", "new@example.com")]
    assert reload(ann).address == "ann@example.com"


def test_the_new_address_counts_from_the_button_behind_its_link_on(client: FlaskClient) -> None:
    ann = make_subscriber("ann@example.com")
    ask(ann, "New@Example.com")
    path = link(ann)

    assert "Use this address" in client.get(path).text
    assert reload(ann).address == "ann@example.com"
    answer = client.post(path)

    assert answer.status_code == 303
    assert (reload(ann).address, ann.address_key, ann.new_address) == ("New@example.com", "new@example.com", None)
    assert "Your address has been changed" in client.get(answer.location).text
    assert client.get(path).status_code == client.post(path).status_code == 410


def test_the_present_address_is_no_new_one(client: FlaskClient) -> None:
    ann = make_subscriber("ann@example.com")

    with pytest.raises(SameAddress):
        ask(ann, "ann@example.com")

    home = f"/subscriptions/{links().seal(PREFERENCES, [ann.id, ann.key])}"
    answer = client.post(f"{home}/address", data={"address": "ann@example.com"})
    assert (answer.status_code, mails()) == (422, [])
    assert "This is already your address." in answer.text


def test_at_most_three_links_a_day_go_to_one_address(app: Flask) -> None:
    ann = make_subscriber()

    for _time in range(5):
        ask(ann)

    assert len(mails()) == 3


def test_one_person_tries_five_addresses_a_day(app: Flask) -> None:
    ann = make_subscriber()

    for number in range(8):
        ask(ann, f"new{number}@example.com")

    assert len(mails()) == 5
    assert ann.new_address == "new4@example.com"


def test_the_link_ends_when_another_address_is_asked_for(client: FlaskClient) -> None:
    ann = make_subscriber()
    ask(ann)
    first = link(ann)

    ask(ann, "other@example.com")

    assert client.post(first).status_code == 410


@pytest.mark.parametrize("more", [{"max_age": -1}, {"state": SubscriberState.LEFT}, {"key": "another"}])
def test_a_link_that_is_old_or_of_somebody_who_left_changes_nothing(
    app: Flask, client: FlaskClient, more: dict
) -> None:
    change_settings(app, confirmation_seconds=more.get("max_age", 60))
    ann = make_subscriber("ann@example.com", state=more.get("state", SubscriberState.CONFIRMED))
    ask(ann)
    path = link(ann)
    ann.change_key = more.get("key", ann.change_key)

    assert client.get(path).status_code == client.post(path).status_code == 410
    assert reload(ann).address == "ann@example.com"


def test_an_altered_link_is_unknown(client: FlaskClient) -> None:
    ann = make_subscriber()
    ask(ann)

    assert client.post(link(ann) + "x").status_code == 404


def test_an_address_with_alerts_of_its_own_is_refused_on_a_clear_page(client: FlaskClient) -> None:
    ann, bob = make_subscriber("ann@example.com"), make_subscriber("new@example.com")
    ask(ann)

    answer = client.post(link(ann))

    assert answer.status_code == 409
    assert "That address is already subscribed" in answer.text
    assert (reload(ann).address, reload(bob).address) == ("ann@example.com", "new@example.com")


@pytest.mark.parametrize("state", [SubscriberState.PENDING, SubscriberState.LEFT])
def test_whoever_gets_no_alerts_gives_way_to_the_owner_of_the_address(app: Flask, state: SubscriberState) -> None:
    ann = make_subscriber("ann@example.com")
    make_subscriber("new@example.com", state=state)
    ask(ann)

    change_address(db.session, ann, NOW)
    db.session.commit()

    assert [row.address for row in db.session.scalars(select(Subscriber))] == ["new@example.com"]


def test_a_suppressed_address_cannot_be_taken_over(app: Flask) -> None:
    ann = make_subscriber("ann@example.com")
    make_subscriber("new@example.com", state=SubscriberState.LEFT, suppressed_at=NOW)
    ask(ann)

    with pytest.raises(AddressTaken):
        change_address(db.session, ann, NOW)


@pytest.mark.parametrize(
    ("reason", "is_lifted"),
    [(Suppression.HARD_BOUNCE, True), (Suppression.SOFT_BOUNCES, True), (Suppression.COMPLAINT, False)],
)
def test_a_new_address_lifts_what_lay_in_the_old_one(app: Flask, reason: Suppression, is_lifted: bool) -> None:
    ann = make_subscriber(suppressed_at=NOW - timedelta(days=1), suppression=reason)
    ask(ann)

    change_address(db.session, ann, NOW)

    assert (ann.suppressed_at is None) is is_lifted
    assert mails() == [("address_change", "new@example.com")]


def test_the_old_address_is_told_that_mail_goes_elsewhere(client: FlaskClient) -> None:
    ann = make_subscriber("ann@example.com")
    ask(ann)
    path = link(ann)

    client.post(path)
    client.post(path)

    assert mails()[1:] == [("address_changed", "ann@example.com")]


def test_no_link_in_mail_to_the_old_address_shows_or_changes_anything(client: FlaskClient) -> None:
    ann, topic = make_subscriber("old@example.com"), make_topic()
    asked = {"consent_wording": "w", "consent_form": "/", "requested_at": NOW, "frequency": Frequency.DAILY}
    request = save(FollowRequest(subscriber_id=ann.id, key="k", topic_id=topic.id, **asked))
    home = f"/subscriptions/{links().seal(PREFERENCES, [ann.id, ann.key])}"
    confirm = f"/subscriptions/confirm/{links().sign(CONFIRM, [ann.id, ann.request_key])}"
    follow = f"/subscriptions/follow/{links().sign(FOLLOW, [request.id, request.key])}"
    sections = ("follows", "add", "levels", "hours", "pause", "resume", "name", "address")
    ask(ann, "new@example.com")
    client.post(link(ann))
    before = db.session.execute(select(*Subscriber.__table__.columns)).all()

    for path in (home, f"{home}/receipt", f"{home}/receipt.json", confirm, follow):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "new@example.com" not in answer.text
    for path in (confirm, follow, *(f"{home}/{section}" for section in sections)):
        assert client.post(path, data={"name": "x", "address": "x@example.com"}).status_code == 410
    db.session.rollback()
    assert db.session.execute(select(*Subscriber.__table__.columns)).all() == before


def test_the_change_is_kept_with_its_times_for_the_receipt(app: Flask) -> None:
    ann = make_subscriber("old@example.com")
    key = ann.key
    ask(ann, "new@example.com")

    change_address(db.session, ann, NOW + timedelta(hours=1))

    change = db.session.scalars(select(AddressChange)).one()
    assert (change.old_address, change.new_address, change.old_key) == ("old@example.com", "new@example.com", key)
    assert (change.requested_at, change.confirmed_at) == (NOW, NOW + timedelta(hours=1))
    assert ann.key != key


@pytest.mark.parametrize("kind", ["follow", "subscribed"])
def test_mail_with_a_link_that_still_waits_goes_to_the_new_address(app: Flask, kind: str) -> None:
    ann = make_subscriber("old@example.com", new_address="new@example.com", change_key="c")
    mail = enqueue(db.session, kind, ann, NOW)

    change_address(db.session, ann, NOW)

    db.session.refresh(mail)
    assert mail.address == "new@example.com"
