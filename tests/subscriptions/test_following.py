"""Following from a topic's, an author's and an article's page."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Delivery, DeliveryKind, Follow, FollowRequest, Frequency, Subscriber, SubscriberState, Topic
from blog.subscriptions import consent, following
from blog.subscriptions.targets import Target, find_target
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from blog.web.links import CONFIRM, FOLLOW
from tests.factories import NOW, make_article, make_draft, make_person, make_subscriber, make_topic, save
from tests.settings import change_settings


def send(client: FlaskClient, **more: Any) -> Any:
    data = {"address": "ann@example.com", "stamp": make_timestamp(links(), read_clock()), "frequency": "daily", **more}
    return client.post("/subscribe", data=data)


def follows() -> list[tuple[int | None, Frequency]]:
    db.session.rollback()
    return [(row.topic_id, row.frequency) for row in db.session.scalars(select(Follow).order_by(Follow.id))]


def mails() -> list[DeliveryKind]:
    db.session.rollback()
    return list(db.session.scalars(select(Delivery.kind).order_by(Delivery.id)))


def the_reader() -> Subscriber:
    db.session.rollback()
    return db.session.scalars(select(Subscriber)).one()


def link() -> str:
    asked = db.session.scalars(select(FollowRequest).order_by(FollowRequest.id.desc())).first()
    assert asked is not None
    return f"/subscriptions/follow/{links().sign(FOLLOW, [asked.id, asked.key])}"


def test_pages_lead_to_the_form_that_names_them(client: FlaskClient) -> None:
    topic = make_topic("Grants")
    article = make_article("A library on wheels", topics=[topic], author=make_person("Maren Holt"))
    pages = {
        f"/topics/{topic.slug}": (f"topic={topic.slug}", "on the topic “Grants”"),
        f"/authors/{article.author.slug}": (f"author={article.author.slug}", "from the author Maren Holt"),
        f"/articles/{article.slug}": (f"article={article.slug}", "to the story “A library on wheels”"),
    }

    for path, (query, words) in pages.items():
        assert f'href="/subscribe?{query}"' in client.get(path).text
        form = client.get(f"/subscribe?{query}")
        assert words in form.text
        assert "Set-Cookie" not in form.headers


@pytest.mark.parametrize("kind", ["topic", "author", "article"])
@pytest.mark.parametrize("slug", ["nowhere", "a\x00b", "'", "x" * 5_000, ""])
def test_a_form_that_names_nothing_is_about_the_site(client: FlaskClient, kind: str, slug: str) -> None:
    page = client.get("/subscribe", query_string={kind: slug})

    assert page.status_code == 200
    assert 'name="about"' not in page.text


def test_drafts_and_people_without_a_page_cannot_be_followed(app: Flask) -> None:
    draft = make_draft()

    assert find_target(db.session, {"article": draft.slug}) is None
    assert find_target(db.session, {"author": draft.author.slug}) is None


def test_a_new_reader_who_chose_a_topic_follows_it_alone(client: FlaskClient) -> None:
    topic = make_topic("Grants")
    send(client, topic=topic.slug)
    reader = the_reader()
    path = f"/subscriptions/confirm/{links().sign(CONFIRM, [reader.id, reader.request_key])}"

    assert follows() == []
    assert "updates on the topic “Grants”: all of a day in one message, once a day" in client.get(path).text
    client.post(path)
    client.post(path)

    assert mails() == ["confirmation"]
    assert follows() == [(topic.id, Frequency.DAILY)]
    assert the_reader().site_frequency is None
    assert "on the topic “Grants”" in the_reader().consent_wording
    assert "on the topic “Grants”" in client.get(path).text


def test_a_new_reader_may_choose_the_site_instead(client: FlaskClient) -> None:
    send(client, topic=make_topic().slug, about="site", frequency="weekly")

    assert the_reader().site_frequency is Frequency.WEEKLY
    assert the_reader().consent_wording == consent.wording(Frequency.WEEKLY)
    assert db.session.scalars(select(FollowRequest)).all() == []


def test_either_of_two_mails_confirms_all_that_was_asked(client: FlaskClient) -> None:
    topic = make_topic()
    send(client, frequency="instant")
    send(client, topic=topic.slug)
    reader = the_reader()

    client.post(f"/subscriptions/confirm/{links().sign(CONFIRM, [reader.id, reader.request_key])}")

    assert follows() == [(topic.id, Frequency.DAILY)]
    assert the_reader().site_frequency is Frequency.INSTANT


def test_nothing_of_a_confirmed_reader_changes_before_the_link_is_used(client: FlaskClient) -> None:
    ann, topic = make_subscriber("ann@example.com", name="Ann"), make_topic("Grants")

    answer = send(client, topic=topic.slug, name="Somebody else")
    page = client.get(link())

    assert (answer.status_code, answer.location) == (303, "/subscribe/requested")
    assert mails() == ["follow"]
    assert (follows(), the_reader().name, the_reader().consent_form) == ([], "Ann", ann.consent_form)
    assert "Follow this too?" in page.text


def test_the_button_behind_the_link_adds_the_follow_once(client: FlaskClient) -> None:
    make_subscriber("ann@example.com", site_frequency=Frequency.INSTANT)
    topic = make_topic()
    send(client, topic=topic.slug)
    path = link()

    answer = client.post(path)
    assert "Done: you follow one thing more" in client.get(answer.location).text
    db.session.execute(Follow.__table__.delete())
    db.session.commit()
    client.post(path)

    assert follows() == []
    assert the_reader().site_frequency is Frequency.INSTANT
    assert db.session.scalars(select(FollowRequest)).one().confirmed_at is not None


def test_a_reader_of_one_topic_can_ask_for_the_site(client: FlaskClient) -> None:
    make_subscriber("ann@example.com", site_frequency=None)

    send(client, frequency="weekly")
    client.post(link())

    assert the_reader().site_frequency is Frequency.WEEKLY


@pytest.mark.parametrize("frequency", ["instant", "weekly"])
def test_what_is_followed_already_brings_no_mail(client: FlaskClient, frequency: str) -> None:
    ann, topic = make_subscriber("ann@example.com"), make_topic()
    save(Follow(subscriber_id=ann.id, topic_id=topic.id, frequency=Frequency.DAILY, created_at=NOW))

    send(client, topic=topic.slug, frequency=frequency)
    send(client, frequency=frequency)

    assert mails() == []
    assert follows() == [(topic.id, Frequency.DAILY)]


def test_at_most_three_links_a_day_go_to_one_reader(client: FlaskClient) -> None:
    make_subscriber("ann@example.com")

    for _time in range(5):
        send(client, topic=make_topic().slug)

    assert len(mails()) == 3


def test_a_suppressed_address_gets_no_mail(client: FlaskClient) -> None:
    make_subscriber("ann@example.com", state=SubscriberState.LEFT, suppressed_at=NOW)

    assert send(client).location == "/subscribe/requested"
    assert mails() == []


def test_whoever_comes_back_begins_anew(client: FlaskClient) -> None:
    topic, other = make_topic(), make_topic()
    ann = make_subscriber("ann@example.com", state=SubscriberState.LEFT, left_at=NOW, paused_until=NOW)
    save(Follow(subscriber_id=ann.id, topic_id=other.id, frequency=Frequency.DAILY, created_at=NOW))

    send(client, topic=topic.slug)
    reader = the_reader()
    client.post(f"/subscriptions/confirm/{links().sign(CONFIRM, [reader.id, reader.request_key])}")

    assert follows() == [(topic.id, Frequency.DAILY)]
    assert (the_reader().site_frequency, the_reader().paused_until) == (None, None)


def ended(client: FlaskClient) -> bool:
    return client.get(link()).status_code == client.post(link()).status_code == 410 and follows() == []


def test_the_link_ends_with_time_and_with_leaving(app: Flask, client: FlaskClient) -> None:
    ann = make_subscriber("ann@example.com")
    send(client, topic=make_topic().slug)

    change_settings(app, confirmation_seconds=-1)
    assert ended(client)
    change_settings(app, confirmation_seconds=60)
    ann.leave(NOW)
    assert ended(client)


def test_an_altered_link_follows_nothing(client: FlaskClient) -> None:
    make_subscriber("ann@example.com")
    send(client, topic=make_topic().slug)
    asked = db.session.scalars(select(FollowRequest)).one()

    assert client.post(link() + "x").status_code == 404
    assert client.post(f"/subscriptions/follow/{links().sign(FOLLOW, [asked.id, 'x'])}").status_code == 410
    assert client.post(f"/subscriptions/follow/{links().sign(CONFIRM, [asked.id, asked.key])}").status_code == 404
    assert follows() == []


def test_whoever_follows_too_much_is_told_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MAX_FOLLOWS", 0)
    make_subscriber("ann@example.com")
    send(client, topic=make_topic().slug)

    answer = client.post(link())

    assert answer.status_code == 409
    assert "You follow as much as is possible" in answer.text
    assert follows() == []


def test_an_old_request_is_not_confirmed_with_a_new_one(client: FlaskClient) -> None:
    topic: Topic = make_topic()
    send(client, topic=topic.slug)
    asked = db.session.scalars(select(FollowRequest)).one()
    asked.requested_at -= timedelta(days=400)
    db.session.commit()
    reader = the_reader()

    client.post(f"/subscriptions/confirm/{links().sign(CONFIRM, [reader.id, reader.request_key])}")

    assert follows() == []


def test_the_wording_fits_its_column_whatever_it_names(app: Flask) -> None:
    target = Target("article", 1, "x", "名" * 200)

    with app.app_context():
        assert all(len(consent.wording(frequency, target)) <= 500 for frequency in Frequency)
