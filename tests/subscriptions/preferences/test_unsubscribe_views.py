"""Unsubscribing, its undo, and withdrawing a request."""

import re
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog.database import db
from blog.models import Follow, Frequency, Subscriber, SubscriberState
from blog.subscriptions.preferences.address_change import change_address
from blog.web.addresses.links import PREFERENCES
from blog.web.clock import read_clock
from blog.web.extensions import links
from tests.factories import NOW, make_article, make_subscriber, make_topic, save


def home(subscriber: Subscriber) -> str:
    return f"/subscriptions/{links().seal(PREFERENCES, [subscriber.id, subscriber.key])}"


def reload(subscriber: Subscriber) -> Subscriber:
    db.session.rollback()
    db.session.refresh(subscriber)
    return subscriber


def everything_of(subscriber: Subscriber) -> tuple:
    db.session.rollback()
    row = db.session.execute(select(*Subscriber.__table__.columns).where(Subscriber.id == subscriber.id)).one()
    follows = db.session.execute(select(*Follow.__table__.columns).order_by(Follow.id)).all()
    return tuple(row), [tuple(follow) for follow in follows]


def test_leaving_takes_one_page_and_one_button(client: FlaskClient) -> None:
    ann = make_subscriber()

    page = client.get(f"{home(ann)}/leave")
    assert ann.is_confirmed
    answer = client.post(f"{home(ann)}/leave")
    done = client.get(answer.location)

    assert page.text.split("<main")[1].split("</main>")[0].count("<button") == 1
    assert answer.status_code == 303
    assert "You've unsubscribed" in done.text
    assert 'href="/subscribe"' in done.text
    assert reload(ann).state is SubscriberState.LEFT


def test_one_click_leaving_needs_no_cookie_no_origin_and_no_redirect(app: Flask) -> None:
    ann = make_subscriber()
    path = f"{home(ann)}/leave"
    db.session.commit()
    mail_program = app.test_client(use_cookies=False)

    answer = mail_program.post(
        path,
        data={"List-Unsubscribe": "One-Click"},
        headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example.com"},
    )

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert reload(ann).state is SubscriberState.LEFT


def test_one_click_leaving_may_be_sent_as_form_data(client: FlaskClient) -> None:
    ann = make_subscriber()

    answer = client.post(
        f"{home(ann)}/leave", data={"List-Unsubscribe": "One-Click"}, content_type="multipart/form-data"
    )

    assert answer.status_code == 200
    assert reload(ann).state is SubscriberState.LEFT


def test_leaving_twice_keeps_the_first_time(client: FlaskClient) -> None:
    ann = make_subscriber(state=SubscriberState.LEFT, left_at=NOW)

    answer = client.post(f"{home(ann)}/leave", data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert reload(ann).left_at == NOW


def test_a_request_can_be_withdrawn_before_it_is_confirmed(client: FlaskClient) -> None:
    ann = make_subscriber(state=SubscriberState.PENDING, confirmed_at=None)

    client.post(f"{home(ann)}/leave")

    assert reload(ann).state is SubscriberState.LEFT


def test_somebody_who_came_back_but_has_not_confirmed_can_leave_again(client: FlaskClient) -> None:
    ann = make_subscriber(state=SubscriberState.PENDING, confirmed_at=None, left_at=NOW)

    page = client.get(f"{home(ann)}/leave")

    assert "Cancel your sign-up?" in page.text


def test_undo_on_the_goodbye_page_brings_everything_back(client: FlaskClient) -> None:
    ann = make_subscriber(site_frequency=None, quiet_from=60, quiet_until=120, timezone="Asia/Tokyo", name="Ann")
    for frequency in Frequency:
        save(Follow(subscriber_id=ann.id, topic_id=make_topic().id, frequency=frequency, created_at=NOW))
    before = everything_of(ann)
    client.post(f"{home(ann)}/leave")

    page = client.get(f"{home(ann)}/leave").text
    answer = client.post(f"{home(ann)}/undo")

    assert f'action="{home(ann)}/undo"' in page
    assert answer.status_code == 303
    assert "Welcome back." in client.get(answer.location).text
    assert everything_of(ann) == before


def test_undo_is_offered_after_the_mail_programs_own_button_too(client: FlaskClient) -> None:
    ann = make_subscriber()

    answer = client.post(f"{home(ann)}/leave", data={"List-Unsubscribe": "One-Click"})

    assert "/undo" in answer.text
    assert "/undo" in client.get(home(ann)).text


@pytest.mark.parametrize(
    "more",
    [
        {"left_at": read_clock() - timedelta(minutes=61)},
        {"confirmed_at": None},
        {"suppressed_at": NOW},
        {"state": SubscriberState.PENDING},
    ],
)
def test_undo_ends_after_an_hour_and_is_not_for_who_was_never_confirmed(client: FlaskClient, more: dict) -> None:
    ann = make_subscriber(**{"state": SubscriberState.LEFT, "left_at": read_clock(), **more})
    before = everything_of(ann)

    page = client.get(f"{home(ann)}/leave").text
    answer = client.post(f"{home(ann)}/undo")

    assert "/undo" not in page
    assert answer.status_code == 409
    assert everything_of(ann) == before


def test_undo_twice_is_undo_once(client: FlaskClient) -> None:
    ann = make_subscriber()
    client.post(f"{home(ann)}/leave")

    assert client.post(f"{home(ann)}/undo").status_code == client.post(f"{home(ann)}/undo").status_code == 303
    assert reload(ann).is_confirmed


def test_a_request_that_was_never_confirmed_is_withdrawn_in_its_own_words(client: FlaskClient) -> None:
    ann = make_subscriber(state=SubscriberState.PENDING, confirmed_at=None)

    page = client.get(f"{home(ann)}/leave").text
    done = client.get(client.post(f"{home(ann)}/leave").location).text

    assert "Cancel your sign-up?" in page
    assert "Unsubscribe" not in page.split("<main")[1].split("</main>")[0]
    assert "Your sign-up is cancelled" in done
    assert "/undo" not in done


def test_a_link_of_a_former_address_unsubscribes_and_shows_nothing(app: Flask, client: FlaskClient) -> None:
    ann = make_subscriber("old@example.com", new_address="new@example.com", change_key="c")
    former = home(ann)
    change_address(db.session, ann, NOW)
    db.session.commit()

    pages = [client.get(f"{former}/leave"), client.post(f"{former}/leave", follow_redirects=True)]
    undone = client.post(f"{former}/undo")

    for page in pages:
        assert page.status_code == 200
        assert "new@example.com" not in page.text
        assert not {"/undo", home(ann), former + '"'} & set(re.findall(r'(?:href|action)="([^"]+)"', page.text))
    assert reload(ann).state is SubscriberState.LEFT
    assert undone.status_code == 410


@pytest.mark.parametrize("is_one_click", [False, True])
def test_two_former_addresses_can_each_unsubscribe(app: Flask, client: FlaskClient, is_one_click: bool) -> None:
    ann = make_subscriber("one@example.com")
    homes = []
    for address in ("two@example.com", "three@example.com"):
        homes.append(home(ann))
        ann.new_address, ann.change_key = address, "c"
        change_address(db.session, ann, NOW)
        db.session.commit()

    for former in homes:
        ann.state = SubscriberState.CONFIRMED
        db.session.commit()
        client.post(f"{former}/leave", data={"List-Unsubscribe": "One-Click"} if is_one_click else {})
        assert reload(ann).state is SubscriberState.LEFT


@pytest.mark.parametrize("kind", ["topic", "author", "article"])
def test_the_link_in_an_alert_ends_that_follow_alone(client: FlaskClient, kind: str) -> None:
    ann, story, topic = make_subscriber(), make_article(), make_topic()
    targets = {"topic": topic, "author": story.author, "article": story}
    for column, target in targets.items():
        save(Follow(subscriber_id=ann.id, frequency=Frequency.DAILY, created_at=NOW, **{f"{column}_id": target.id}))
    path = f"{home(ann)}/unfollow/{kind}/{targets[kind].id}"

    page = client.get(path).text
    before = db.session.scalar(select(func.count()).select_from(Follow))
    answers = [client.post(path) for _press in range(2)]

    assert ("Unfollow this story?" if kind == "article" else f"Unfollow {targets[kind].name}?") in page
    assert before == 3
    assert [answer.status_code for answer in answers] == [303, 303]
    assert "You aren't following this" in unescape(client.get(path).text)
    left = db.session.scalars(select(Follow)).all()
    assert {column for column in targets if any(getattr(row, column) for row in left)} == targets.keys() - {kind}
    assert reload(ann).is_confirmed
