"""The sections of the preferences page, each through its own form."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Follow, Frequency, LowChoice, Subscriber, SubscriberState, Topic, UrgentChoice
from blog.subscriptions import following
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.links import PREFERENCES
from tests.factories import NOW, make_article, make_person, make_subscriber, make_topic, save


def home(subscriber: Subscriber) -> str:
    return f"/subscriptions/{links().seal(PREFERENCES, [subscriber.id, subscriber.key])}"


def reload(subscriber: Subscriber) -> Subscriber:
    db.session.rollback()
    db.session.refresh(subscriber)
    return subscriber


def make_follow(subscriber: Subscriber, topic: Topic, frequency: Frequency = Frequency.DAILY) -> Follow:
    return save(Follow(subscriber_id=subscriber.id, topic_id=topic.id, frequency=frequency, created_at=NOW))


def follows() -> list[tuple[int | None, int | None, int | None, Frequency]]:
    db.session.rollback()
    rows = db.session.scalars(select(Follow).order_by(Follow.id))
    return [(row.topic_id, row.author_id, row.article_id, row.frequency) for row in rows]


def error_of(page: str, field: str) -> str:
    found = re.search(rf'id="{field}-error">([^<]+)', page)
    return unescape(found[1]) if found else ""


def test_a_topic_and_an_author_can_be_followed(client: FlaskClient) -> None:
    ann, topic, article = make_subscriber(), make_topic("Grants"), make_article()
    author = article.author

    for what, frequency in ((f"topic:{topic.slug}", "daily"), (f"author:{author.slug}", "weekly")):
        answer = client.post(f"{home(ann)}/add", data={"what": what, "frequency": frequency})
        assert answer.status_code == 303
    page = client.get(answer.location).text

    assert follows() == [(topic.id, None, None, Frequency.DAILY), (None, author.id, None, Frequency.WEEKLY)]
    assert "Added: you are told about it from now on." in page
    assert "Topic: Grants" in page


@pytest.mark.parametrize("what", ["", "topic:nowhere", "author:1", "topic:", "x" * 100_000, "topic:\x00"])
def test_what_is_not_in_the_list_cannot_be_followed(client: FlaskClient, what: str) -> None:
    ann, _topic = make_subscriber(), make_topic()

    answer = client.post(f"{home(ann)}/add", data={"what": what, "frequency": "daily"})

    assert answer.status_code == 422
    assert error_of(answer.text, "what")
    assert follows() == []


def test_somebody_who_never_published_cannot_be_followed(client: FlaskClient) -> None:
    ann, person = make_subscriber(), make_person()

    assert client.post(f"{home(ann)}/add", data={"what": f"author:{person.slug}"}).status_code == 422


def test_following_twice_keeps_one_follow_with_the_last_frequency(client: FlaskClient) -> None:
    ann, topic = make_subscriber(), make_topic()

    for frequency in ("daily", "instant"):
        client.post(f"{home(ann)}/add", data={"what": f"topic:{topic.slug}", "frequency": frequency})

    assert follows() == [(topic.id, None, None, Frequency.INSTANT)]


def test_nobody_follows_more_than_one_person_can(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MAX_FOLLOWS", 1)
    ann, topic = make_subscriber(), make_topic()
    make_follow(ann, make_topic())

    answer = client.post(f"{home(ann)}/add", data={"what": f"topic:{topic.slug}", "frequency": "daily"})

    assert answer.status_code == 422
    assert "more are not possible" in error_of(answer.text, "what")
    assert len(follows()) == 1


def test_each_follow_can_be_changed_and_ended(client: FlaskClient) -> None:
    ann = make_subscriber()
    one, two = make_follow(ann, make_topic()), make_follow(ann, make_topic())
    data = {"site": "never", f"follow_{one.id}": "weekly", f"follow_{two.id}": "never"}

    answer = client.post(f"{home(ann)}/follows", data=data)

    assert answer.status_code == 303
    assert follows() == [(one.topic_id, None, None, Frequency.WEEKLY)]
    assert reload(ann).site_frequency is None
    assert "Saved: this is what you are told about from now on." in client.get(answer.location).text


def test_a_page_that_was_open_for_long_takes_nothing_back(client: FlaskClient) -> None:
    ann = make_subscriber(site_frequency=Frequency.INSTANT)
    one, gone = make_follow(ann, make_topic()), make_follow(ann, make_topic())
    shown = {"site": "instant", f"follow_{one.id}": "daily", f"follow_{gone.id}": "daily"}
    client.post(f"{home(ann)}/follows", data={f"follow_{one.id}": "weekly", f"follow_{gone.id}": "never"})

    other_tab = {**shown, **{f"was_{name}": value for name, value in shown.items()}, "site": "daily"}
    answer = client.post(f"{home(ann)}/follows", data=other_tab)

    assert answer.status_code == 303
    assert follows() == [(one.topic_id, None, None, Frequency.WEEKLY)]
    assert reload(ann).site_frequency is Frequency.DAILY


def test_the_follow_of_somebody_else_cannot_be_changed(client: FlaskClient) -> None:
    ann, bob = make_subscriber(), make_subscriber()
    row = make_follow(bob, make_topic())

    client.post(f"{home(ann)}/follows", data={f"follow_{row.id}": "never", "follow_-1": "never"})

    assert len(follows()) == 1


@pytest.mark.parametrize("data", [{"site": "hourly"}, {"site": "\x00"}, {"site": "<script>"}])
def test_an_unknown_frequency_is_refused(client: FlaskClient, data: dict[str, str]) -> None:
    ann = make_subscriber()

    assert client.post(f"{home(ann)}/follows", data=data).status_code == 422
    assert reload(ann).site_frequency is Frequency.INSTANT


def test_whoever_follows_nothing_is_told_so(client: FlaskClient) -> None:
    page = client.get(home(make_subscriber(site_frequency=None))).text

    assert "You follow nothing at present" in page


def test_levels_are_kept(client: FlaskClient) -> None:
    ann = make_subscriber()

    answer = client.post(f"{home(ann)}/levels", data={"urgent": "never", "low": "weekly"})

    assert answer.status_code == 303
    assert (reload(ann).urgent_choice, ann.low_choice) == (UrgentChoice.NEVER, LowChoice.WEEKLY)


@pytest.mark.parametrize("data", [{"urgent": "daily"}, {"low": "at_once"}, {"urgent": "x" * 100_000}])
def test_unknown_levels_are_refused(client: FlaskClient, data: dict[str, str]) -> None:
    assert client.post(f"{home(make_subscriber())}/levels", data=data).status_code == 422


def test_quiet_hours_over_midnight_and_a_zone_are_kept_and_shown(client: FlaskClient) -> None:
    ann = make_subscriber()
    data = {"quiet_from": "22:30", "quiet_until": "06:00", "zone": "Australia/Lord_Howe"}

    answer = client.post(f"{home(ann)}/hours", data=data)
    page = client.get(answer.location).text

    assert (reload(ann).quiet_from, ann.quiet_until, ann.timezone) == (1350, 360, "Australia/Lord_Howe")
    assert 'value="22:30"' in page
    assert '<option selected value="Australia/Lord_Howe">Lord Howe</option>' in page


def test_quiet_hours_can_be_taken_away(client: FlaskClient) -> None:
    ann = make_subscriber(quiet_from=60, quiet_until=120, timezone="Old/Name")

    client.post(f"{home(ann)}/hours", data={"quiet_from": "", "quiet_until": "", "zone": ""})

    assert (reload(ann).quiet_from, ann.quiet_until, ann.timezone) == (None, None, None)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"quiet_from": "22:00", "quiet_until": "22:00"}, "quiet_until"),
        ({"quiet_from": "22:00", "quiet_until": ""}, "quiet_until"),
        ({"quiet_from": "", "quiet_until": "06:00"}, "quiet_from"),
        ({"quiet_from": "25:00", "quiet_until": "06:00"}, "quiet_from"),
        ({"quiet_from": "22:00", "quiet_until": "six\x00"}, "quiet_until"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": "../../etc/passwd"}, "zone"),
    ],
)
def test_wrong_times_get_an_error_beside_the_field(client: FlaskClient, data: dict[str, str], field: str) -> None:
    ann = make_subscriber()

    answer = client.post(f"{home(ann)}/hours", data=data)

    assert answer.status_code == 422
    assert error_of(answer.text, field)
    assert (reload(ann).quiet_from, ann.timezone) == (None, None)


def test_a_pause_ends_when_its_day_begins_in_the_readers_zone(client: FlaskClient) -> None:
    ann = make_subscriber(timezone="Asia/Kathmandu")
    day = (read_clock() + timedelta(days=10)).date()

    answer = client.post(f"{home(ann)}/pause", data={"until": day.isoformat()})
    page = client.get(answer.location).text

    assert reload(ann).paused_until == datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=5.75)
    assert "Your pause is on." in page
    assert f"{day:%B} {day.day}, {day.year}" in page
    assert "is not sent to you later" in page


@pytest.mark.parametrize("days", [None, -1, 0, 368, 4_000])
def test_a_day_that_is_over_or_too_far_gets_an_error(client: FlaskClient, days: int | None) -> None:
    ann = make_subscriber()
    until = "" if days is None else (read_clock() + timedelta(days=days)).date().isoformat()

    answer = client.post(f"{home(ann)}/pause", data={"until": until})

    assert answer.status_code == 422
    assert error_of(answer.text, "until")
    assert reload(ann).paused_until is None


@pytest.mark.parametrize("until", ["tomorrow", "2026-02-30", "0000-00-00", "x" * 100_000, "'; --", "9999-12-31"])
def test_what_is_no_day_gets_an_error(client: FlaskClient, until: str) -> None:
    answer = client.post(f"{home(make_subscriber())}/pause", data={"until": until})

    assert answer.status_code == 422
    assert error_of(answer.text, "until")


def test_a_pause_can_be_ended(client: FlaskClient) -> None:
    ann = make_subscriber(paused_until=read_clock() + timedelta(days=3))

    answer = client.post(f"{home(ann)}/resume")

    assert reload(ann).paused_until is None
    assert "Your pause is over" in client.get(answer.location).text


@pytest.mark.parametrize("part", ["follows", "add", "levels", "hours", "pause", "resume", "name", "address"])
def test_nothing_changes_for_whoever_gets_no_alerts(client: FlaskClient, part: str) -> None:
    ann = make_subscriber(state=SubscriberState.LEFT, left_at=NOW)

    answer = client.post(f"{home(ann)}/{part}", data={"site": "daily", "name": "Bob", "address": "bob@example.com"})

    assert answer.status_code == 409
    assert (reload(ann).site_frequency, ann.name, ann.new_address) == (Frequency.INSTANT, None, None)


def test_a_section_that_does_not_exist_is_not_found(client: FlaskClient) -> None:
    assert client.post(f"{home(make_subscriber())}/language").status_code == 404


def test_a_page_with_many_follows_still_opens(app: Flask, client: FlaskClient) -> None:
    ann = make_subscriber()
    for _number in range(20):
        make_follow(ann, make_topic("", description="x"))

    assert client.get(home(ann)).text.count('name="follow_') == 20
