from datetime import timedelta
from hashlib import sha256

import pytest
from flask.testing import FlaskClient

from blog.models import AddressChange, Follow, FollowRequest, Frequency, Subscriber, SubscriberState
from blog.web.addresses.links import PREFERENCES
from blog.web.extensions import links
from tests.factories import NOW, make_subscriber, make_topic, save

WORDS = "We will send you news about tea – once a day."
VERSION = sha256(WORDS.encode()).hexdigest()[:12]


def make_reader(**more: object) -> Subscriber:
    reader = make_subscriber("ann@example.com", name="Ann", consent_wording=WORDS, consent_form="/articles/tea", **more)
    topic = make_topic("Grants")
    values = {"frequency": Frequency.WEEKLY, "topic_id": topic.id, "subscriber_id": reader.id}
    save(Follow(created_at=NOW, **values))
    asked = {"key": "k", "consent_wording": "Grants, please.", "consent_form": "/subscribe", "requested_at": NOW}
    save(FollowRequest(confirmed_at=NOW, **asked, **values))
    save(FollowRequest(**{**asked, "consent_wording": "Never confirmed."}, **values))
    return reader


def path(reader: Subscriber) -> str:
    return f"/subscriptions/{links().seal(PREFERENCES, [reader.id, reader.key])}/receipt"


def test_the_text_says_wording_version_time_form_and_confirmation(client: FlaskClient) -> None:
    answer = client.get(path(make_reader()))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="consent-receipt.txt"'
    assert answer.content_type == "text/plain; charset=utf-8"
    for words in (WORDS, VERSION, "2026-04-04T09:30:00Z", "2026-04-05T09:30:00Z", "/articles/tea", "Grants, please."):
        assert words in answer.text
    assert "Never confirmed." not in answer.text
    assert "- Topic: Grants: One e-mail a week" in answer.text


def test_the_json_says_the_same(client: FlaskClient) -> None:
    answer = client.get(f"{path(make_reader())}.json")

    said = answer.get_json()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="consent-receipt.json"'
    assert said["consents"][0] == {
        "wording": WORDS,
        "version": VERSION,
        "form": "/articles/tea",
        "asked_at": "2026-04-04T09:30:00+00:00",
        "confirmed_at": "2026-04-05T09:30:00+00:00",
        "address": "ann@example.com",
    }
    assert [one["frequency"] for one in said["follows"]] == ["instant", "weekly"]
    assert len(said["consents"]) == 2


def test_the_page_shows_the_version_of_the_wording(client: FlaskClient) -> None:
    assert VERSION in client.get(path(make_reader()).removesuffix("/receipt")).text


@pytest.mark.parametrize("state", [SubscriberState.PENDING, SubscriberState.LEFT])
def test_whoever_gets_no_alerts_can_still_have_the_receipt(client: FlaskClient, state: SubscriberState) -> None:
    reader = make_reader(state=state, confirmed_at=None, left_at=NOW)

    text = client.get(path(reader)).text

    assert "Confirmed: Not yet" in text
    assert "Unsubscribed: 2026-05-04T09:30:00Z" in text
    assert client.get(f"{path(reader)}.json").get_json()["left_at"] == "2026-05-04T09:30:00+00:00"


def test_an_altered_link_gives_no_receipt(client: FlaskClient) -> None:
    reader = make_reader()

    assert client.get(path(reader).replace("/receipt", "x/receipt")).status_code == 404


def test_each_address_is_named_with_what_was_confirmed_from_it_and_when(client: FlaskClient) -> None:
    reader = make_reader(address_key="new@example.com")
    reader.address = "new@example.com"
    times = {"requested_at": NOW + timedelta(days=1), "confirmed_at": NOW + timedelta(days=2)}
    addresses = {"old_address": "ann@example.com", "new_address": "new@example.com", "old_key": "k"}
    save(AddressChange(subscriber_id=reader.id, **addresses, **times))

    text = client.get(path(reader)).text
    said = client.get(f"{path(reader)}.json").get_json()
    page = client.get(path(reader).removesuffix("/receipt")).text

    assert "Confirmed: 2026-04-05T09:30:00Z\nAt the address: ann@example.com" in text
    assert "Old address: ann@example.com\nNew address: new@example.com\nChange requested: 2026-05-05T09:30:00Z" in text
    assert "Confirmed from the new address: 2026-05-06T09:30:00Z" in text
    assert {one["address"] for one in said["consents"]} == {"ann@example.com"}
    assert said["address_changes"][0]["confirmed_at"] == "2026-05-06T09:30:00+00:00"
    assert "From ann@example.com to new@example.com" in page
