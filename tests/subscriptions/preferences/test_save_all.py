"""The preferences page is one form that loses nothing."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from blog.database import db
from blog.models import Delivery, Follow, Frequency, LowChoice, Subscriber, UrgentChoice
from blog.web.addresses.links import PREFERENCES
from blog.web.clock import read_clock
from blog.web.extensions import links
from tests.factories import NOW, make_subscriber, make_topic, save

CHOICES = {
    "site": ["instant", "daily", "weekly", "never"],
    "urgent": [one.value for one in UrgentChoice],
    "low": [one.value for one in LowChoice],
    "mail_format": ["html", "text"],
    "quiet_from": ["01:00", "22:00"],
    "zone": ["", "Europe/Paris", "Asia/Tokyo"],
    "name": ["", "Ann", "Bob"],
}


def home(subscriber: Subscriber) -> str:
    return f"/subscriptions/{links().seal(PREFERENCES, [subscriber.id, subscriber.key])}"


def reload(subscriber: Subscriber) -> Subscriber:
    db.session.rollback()
    db.session.refresh(subscriber)
    return subscriber


def fields_of(page: str) -> dict[str, str]:
    """Return what a browser would send with the form of the page as it stands."""
    form = page.split("<main")[1].split("<form")[1].split("</form>", maxsplit=1)[0]
    inputs = [tag for tag in re.findall(r"<input[^>]*>", form) if 'type="checkbox"' not in tag]
    sent = {name_of(tag): value_of(tag) for tag in inputs}
    for head, options in re.findall(r"(<select[^>]*>)(.*?)</select>", form, re.DOTALL):
        chosen = re.findall(r'<option selected value="([^"]*)"', options) or re.findall(r'value="([^"]*)"', options)
        sent[name_of(head)] = chosen[0]
    return sent


def name_of(tag: str) -> str:
    return re.findall(r' name="([^"]*)"', tag)[0]


def value_of(tag: str) -> str:
    return (re.findall(r' value="([^"]*)"', tag) or [""])[0]


def state_of(subscriber: Subscriber) -> tuple:
    db.session.rollback()
    follows = db.session.execute(select(Follow.topic_id, Follow.frequency).order_by(Follow.id)).all()
    row = db.session.execute(select(*Subscriber.__table__.columns).where(Subscriber.id == subscriber.id)).one()
    return tuple(row), [tuple(follow) for follow in follows]


def make_reader() -> Subscriber:
    ann = make_subscriber(quiet_from=1320, quiet_until=420, timezone="Asia/Tokyo", name="Ann")
    for frequency in Frequency:
        save(Follow(subscriber_id=ann.id, topic_id=make_topic().id, frequency=frequency, created_at=NOW))
    return ann


def test_the_page_has_one_form_besides_unsubscribing(client: FlaskClient) -> None:
    main = client.get(home(make_reader())).text.split("<main")[1].split("</main>")[0]

    assert main.count("<form") == 2
    assert main.count('type="submit"') == 2
    assert " required" not in main


def test_the_page_saved_as_it_stands_changes_nothing(client: FlaskClient) -> None:
    ann = make_reader()
    before = state_of(ann)

    answer = client.post(home(ann), data=fields_of(client.get(home(ann)).text))

    assert answer.status_code == 303
    assert "Saved." in client.get(answer.location).text
    assert state_of(ann) == before


def test_what_was_chosen_in_every_section_is_saved_by_one_button(client: FlaskClient) -> None:
    ann, topic = make_reader(), make_topic()
    until = (read_clock() + timedelta(days=9)).date().isoformat()
    sent = fields_of(client.get(home(ann)).text)
    sent |= {"site": "daily", "urgent": "never", "low": "weekly", "quiet_from": "21:00", "zone": "Europe/Paris"}
    sent |= {"what": f"topic:{topic.slug}", "frequency": "weekly", "until": until, "name": "Bob"}

    page = client.get(client.post(home(ann), data={**sent, "address": "bob@example.com"}).location).text

    ann = reload(ann)
    assert (ann.site_frequency, ann.urgent_choice, ann.low_choice) == ("daily", "never", "weekly")
    assert (ann.quiet_from, ann.timezone, ann.name, ann.new_address) == (1260, "Europe/Paris", "Bob", "bob@example.com")
    assert ann.paused_until is not None
    assert (topic.id, Frequency.WEEKLY) in state_of(ann)[1]
    assert [mail.kind for mail in db.session.scalars(select(Delivery))] == ["address_change"]
    assert "Check that inbox for a link." in page


def test_a_pause_is_ended_with_the_rest(client: FlaskClient) -> None:
    ann = make_subscriber(paused_until=read_clock() + timedelta(days=9))
    page = client.get(home(ann)).text

    client.post(home(ann), data={**fields_of(page), "resume": "y", "name": "Bob"})

    assert (reload(ann).paused_until, ann.name) == (None, "Bob")


@pytest.mark.parametrize(
    ("name", "value"),
    [("quiet_from", "25:00"), ("address", "bob"), ("until", "2020-01-01"), ("what", "topic:x"), ("name", "x" * 101)],
)
def test_one_fault_saves_nothing_and_keeps_everything_typed(client: FlaskClient, name: str, value: str) -> None:
    ann = make_reader()
    sent = {**fields_of(client.get(home(ann)).text), "site": "weekly", "low": "never", "name": "Bob", name: value}
    before = state_of(ann)

    answer = client.post(home(ann), data=sent)
    shown = fields_of(answer.text)

    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert {key: shown[key] for key in sent if key != "what"} == {key: sent[key] for key in sent if key != "what"}
    assert state_of(ann) == before


@given(
    st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in CHOICES.items()}), st.data()
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_open_pages_each_save_what_was_changed_there(
    client: FlaskClient, first: dict[str, str], data: st.DataObject
) -> None:
    ann = make_subscriber(name="Ann", quiet_from=0, quiet_until=420)
    page = fields_of(client.get(home(ann)).text)
    others = [name for name in CHOICES if name not in first]
    second = {name: data.draw(st.sampled_from(CHOICES[name])) for name in others}

    for changes in (first, second):
        assert client.post(home(ann), data={**page, **changes}).status_code == 303

    now = fields_of(client.get(home(ann)).text)
    together = {**page, **first, **second}
    assert {name: now[name] for name in CHOICES} == {name: together[name] for name in CHOICES}
