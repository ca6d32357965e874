from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import func, select

from blog.database import db
from blog.delivery.audience.expansion import expand_next, finish_next_alert
from blog.delivery.outbox import announce, announce_update
from blog.models import (
    Alert,
    AlertState,
    Delivery,
    DeliveryState,
    Frequency,
    Subscriber,
    SubscriberState,
)
from tests.delivery.audience.expanding import expand, owed, row_of
from tests.delivery.conftest import announced
from tests.factories import NOW, make_article, make_follow, make_subscriber, make_topic
from tests.timing import do_within

HOUR = timedelta(hours=1)
MONDAY_NIGHT = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
TUESDAY_AT_SEVEN = datetime(2026, 5, 5, 7, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 5, 11, 7, tzinfo=UTC)


def test_each_chunk_is_one_step_and_nobody_is_lost_between_two(app: Flask) -> None:
    keys = [make_subscriber().id for _ in range(7)]
    alert = announced()

    turns = expand(3)

    assert owed() == keys
    assert turns == 4
    assert (alert.audience_size, alert.expanded_to, alert.state) == (7, keys[-1], AlertState.SENDING)


def test_a_chunk_that_is_written_twice_owes_nothing_twice(app: Flask) -> None:
    keys = [make_subscriber().id for _ in range(4)]
    alert = announced()
    expand(2)

    alert.state, alert.expanded_to = AlertState.EXPANDING, 0
    db.session.commit()
    expand(2)

    assert owed() == keys
    assert alert.audience_size == 4


def test_a_chunk_full_of_people_who_are_not_told_does_not_end_the_audience(app: Flask) -> None:
    for _ in range(3):
        make_subscriber(state=SubscriberState.PENDING, confirmed_at=None)
    last = make_subscriber()
    announced()

    expand(2)

    assert owed() == [last.id]


def test_an_alert_for_nobody_goes_on(app: Flask) -> None:
    alert = announced()

    expand(10)

    assert (alert.state, alert.audience_size) == (AlertState.SENDING, 0)


def test_announcing_costs_one_row_however_many_read(app: Flask) -> None:
    template = make_subscriber()
    columns = [column.name for column in Subscriber.__table__.columns if column.name not in {"id", "address_key"}]
    values = {name: getattr(template, name) for name in columns}
    rows = [{**values, "address_key": f"many{number}@example.com"} for number in range(4999)]
    db.session.execute(Subscriber.__table__.insert(), rows)
    article = make_article()

    do_within(1, lambda: (announce(db.session, article, NOW), db.session.commit()), tries=1)
    expand(2000)

    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 5000


def test_the_audience_is_who_had_agreed_when_it_was_announced(app: Flask) -> None:
    article = make_article()
    make_subscriber(confirmed_at=NOW + HOUR)
    make_subscriber(state=SubscriberState.LEFT)
    follower = make_subscriber(site_frequency=None)
    make_follow(follower, article=article, created_at=NOW + HOUR)
    reader = make_subscriber(confirmed_at=NOW)
    announced(article)

    expand()

    assert owed() == [reader.id]


def test_an_update_reaches_those_alone_who_follow_the_article(app: Flask) -> None:
    article = make_article(topics=[make_topic()])
    make_follow(make_subscriber(), topic=article.topics[0])
    make_follow(make_subscriber(), author=article.author)
    reader = make_subscriber(site_frequency=None)
    make_follow(reader, article=article)
    announce_update(db.session, article, "The vote is in.", NOW)
    db.session.commit()

    expand()

    assert owed() == [reader.id]


def test_no_message_is_due_before_the_grace_is_over(app: Flask) -> None:
    reader = make_subscriber()
    alert = announce(db.session, make_article(), NOW, grace=timedelta(seconds=10))

    expand()

    assert alert.starts_at == NOW + timedelta(seconds=10)
    assert row_of(reader).due_at == alert.starts_at


def test_an_alert_is_finished_when_its_last_digest_has_gone(app: Flask) -> None:
    make_subscriber(site_frequency=Frequency.DAILY)
    alert = announced()
    expand()

    was_done = finish_next_alert(db.session, NOW)
    db.session.scalars(select(Delivery)).one().end(DeliveryState.ACCEPTED, "250 OK", NOW)
    db.session.flush()

    assert was_done is False
    assert finish_next_alert(db.session, NOW)
    assert (alert.state, alert.finished_at) == (AlertState.FINISHED, NOW)


def test_the_oldest_alert_is_expanded_first_and_a_cancelled_one_never(app: Flask) -> None:
    make_subscriber()
    cancelled, first, second = announced(), announced(), announced()
    cancelled.state = AlertState.CANCELLED
    db.session.commit()

    expand_next(db.session)

    owing = db.session.scalars(select(Alert).join(Delivery, Delivery.alert_id == Alert.id)).all()
    assert owing == [first]
    assert second.audience_size == 0
