"""The preferences page, unsubscribing and links behind a token."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Follow, Frequency, MailingRules, Subscriber, SubscriberState, Topic
from blog.web.addresses.links import CONFIRM, PREFERENCES
from blog.web.extensions import links
from tests.factories import NOW, make_subscriber, make_topic, save


def home(subscriber: Subscriber, key: str | None = None) -> str:
    return f"/subscriptions/{links().seal(PREFERENCES, [subscriber.id, key or subscriber.key])}"


def reload(subscriber: Subscriber) -> Subscriber:
    db.session.rollback()
    db.session.refresh(subscriber)
    return subscriber


def everything() -> list[tuple]:
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(select(*Subscriber.__table__.columns).order_by("id"))]


def crawl(client: FlaskClient, start: list[str]) -> Iterator[str]:
    """Get and head every link of this room that can be reached from *start*."""
    waiting, seen = list(start), set()
    while waiting:
        path = waiting.pop()
        if path in seen or not path.startswith("/subscri"):
            continue
        seen.add(path)
        page = client.get(path).text
        client.head(path)
        found = re.findall(r'(?:href|action)="([^"]+)"', page)
        waiting += [urlsplit(urljoin(path, target.replace("&amp;", "&"))).path for target in found]
        yield path


def make_follow(subscriber: Subscriber, topic: Topic, frequency: Frequency = Frequency.DAILY) -> Follow:
    return save(Follow(subscriber_id=subscriber.id, topic_id=topic.id, frequency=frequency, created_at=NOW))


def test_the_page_shows_what_i_get_and_what_is_held(client: FlaskClient) -> None:
    ann = make_subscriber("ann@xn--bcher-kva.example", name="Ann <Müller>", consent_form="/articles/tea")

    page = client.get(home(ann)).text

    assert "ann@bücher.example" in page
    assert "Ann &lt;Müller&gt;" in page
    assert "/articles/tea" in page
    assert ann.consent_wording in page
    assert "April 5, 2026" in page


def test_a_name_can_be_changed_and_the_page_says_so(client: FlaskClient) -> None:
    ann = make_subscriber(name="Ann")

    answer = client.post(f"{home(ann)}/name", data={"name": "Ναταλία\u202e\x00"})
    page = client.get(answer.location).text

    assert answer.status_code == 303
    assert "Saved." in page
    assert reload(ann).name == "Ναταλία"


def test_a_name_can_be_taken_away(client: FlaskClient) -> None:
    ann = make_subscriber(name="Ann")

    client.post(f"{home(ann)}/name", data={"name": " "})

    assert reload(ann).name is None


@pytest.mark.parametrize("name", ["x" * 101, "x" * 1_000_000])
def test_a_name_that_is_too_long_gets_an_error_and_stays_typed(client: FlaskClient, name: str) -> None:
    ann = make_subscriber(name="Ann")

    answer = client.post(f"{home(ann)}/name", data={"name": name})

    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text
    assert name in answer.text
    assert reload(ann).name == "Ann"


@pytest.mark.parametrize("word", ["<script>", "email", "", "name\x00"])
def test_an_unknown_word_for_a_change_says_nothing(client: FlaskClient, word: str) -> None:
    answer = client.get(home(make_subscriber()), query_string={"changed": word})

    assert answer.status_code == 200
    assert '<div class="notice" role="status">' not in answer.text


@pytest.mark.parametrize("state", [SubscriberState.PENDING, SubscriberState.LEFT])
def test_whoever_gets_nothing_sees_that_and_how_to_begin(client: FlaskClient, state: SubscriberState) -> None:
    ann = make_subscriber(name="Ann", state=state, confirmed_at=None, left_at=NOW)

    answer = client.get(home(ann))
    changed = client.post(f"{home(ann)}/name", data={"name": "Bob"})

    assert "You aren't subscribed" in answer.text
    assert 'href="/subscribe"' in answer.text
    assert "You aren't subscribed" in changed.text
    assert reload(ann).name == "Ann"


def test_pages_behind_a_token_are_not_kept_not_indexed_and_send_an_origin(client: FlaskClient) -> None:
    ann = make_subscriber(state=SubscriberState.PENDING)
    confirm = f"/subscriptions/confirm/{links().sign(CONFIRM, [ann.id, ann.request_key])}"

    for path in (home(ann), f"{home(ann)}/leave", confirm, "/subscriptions/x"):
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert '<meta name="robots" content="noindex">' in answer.text
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("state", list(SubscriberState))
def test_a_scanner_that_follows_every_link_changes_nothing(client: FlaskClient, state: SubscriberState) -> None:
    ann = make_subscriber(state=state)
    start = [home(ann), f"{home(ann)}/leave", f"/subscriptions/confirm/{links().sign(CONFIRM, [ann.id, 'request'])}"]
    start.append(f"/subscriptions/confirm/{links().sign(CONFIRM, [ann.id, ann.request_key])}")
    before = everything()

    seen = set(crawl(client, start))

    assert len(seen) > len(start)
    assert everything() == before


def test_a_section_that_does_not_exist_is_not_found(client: FlaskClient) -> None:
    assert client.post(f"{home(make_subscriber())}/horoscope").status_code == 404


def test_a_page_with_many_follows_still_opens(app: Flask, client: FlaskClient) -> None:
    ann = make_subscriber()
    for _number in range(20):
        make_follow(ann, make_topic("", description="x"))

    assert client.get(home(ann)).text.count('name="follow_') == 20


def test_the_page_says_when_digests_come(client: FlaskClient) -> None:
    MailingRules.write(db.session, Frequency.INSTANT, 6, 4)
    page = client.get(home(make_subscriber())).text.replace("\u202f", " ")

    assert "Daily e-mails arrive at 6:00 AM, weekly ones on Friday at 6:00 AM." in page
