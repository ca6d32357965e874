"""The sections of the preferences page, each through its own form."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Follow, Frequency, LowChoice, Subscriber, SubscriberState, Topic, UrgentChoice
from blog.subscriptions import following
from blog.web.addresses.links import PREFERENCES
from blog.web.extensions import links
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
    assert "Added." in page
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
    assert "at most 200" in error_of(answer.text, "what")
    assert len(follows()) == 1


def test_each_follow_can_be_changed_and_ended(client: FlaskClient) -> None:
    ann = make_subscriber()
    one, two = make_follow(ann, make_topic()), make_follow(ann, make_topic())
    data = {"site": "never", f"follow_{one.id}": "weekly", f"follow_{two.id}": "never"}

    answer = client.post(f"{home(ann)}/follows", data=data)

    assert answer.status_code == 303
    assert follows() == [(one.topic_id, None, None, Frequency.WEEKLY)]
    assert reload(ann).site_frequency is None
    assert "Saved." in client.get(answer.location).text


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

    assert "You aren't following anything" in page


def test_levels_are_kept(client: FlaskClient) -> None:
    ann = make_subscriber()

    answer = client.post(f"{home(ann)}/levels", data={"urgent": "never", "low": "weekly"})

    assert answer.status_code == 303
    assert (reload(ann).urgent_choice, ann.low_choice) == (UrgentChoice.NEVER, LowChoice.WEEKLY)


@pytest.mark.parametrize("data", [{"urgent": "daily"}, {"low": "at_once"}, {"urgent": "x" * 100_000}])
def test_unknown_levels_are_refused(client: FlaskClient, data: dict[str, str]) -> None:
    assert client.post(f"{home(make_subscriber())}/levels", data=data).status_code == 422


@pytest.mark.parametrize("part", ["follows", "add", "levels", "hours", "pause", "resume", "name", "address"])
def test_nothing_changes_for_whoever_gets_no_alerts(client: FlaskClient, part: str) -> None:
    ann = make_subscriber(state=SubscriberState.LEFT, left_at=NOW)

    answer = client.post(f"{home(ann)}/{part}", data={"site": "daily", "name": "Bob", "address": "bob@example.com"})

    assert answer.status_code == 409
    assert (reload(ann).site_frequency, ann.name, ann.new_address) == (Frequency.INSTANT, None, None)
