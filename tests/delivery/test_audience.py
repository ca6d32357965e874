import time

from flask import Flask
from sqlalchemy import func, select

from blog.database import db
from blog.delivery.audience import expand_next
from blog.delivery.outbox import announce, count_audience, is_announced
from blog.models import Alert, AlertState, Delivery, Subscriber, SubscriberState
from tests.delivery.conftest import announced
from tests.factories import NOW, make_article, make_subscriber


def expand(chunk: int) -> int:
    """Expand all, a transaction a chunk; return how many it took."""
    turns = 0
    while expand_next(db.session, chunk):
        db.session.commit()
        turns += 1
    return turns


def owed() -> list[int]:
    return list(db.session.scalars(select(Delivery.subscriber_id).order_by(Delivery.subscriber_id)))


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

    began = time.perf_counter()
    announce(db.session, article, NOW)
    db.session.commit()
    took = time.perf_counter() - began
    expand(2000)

    assert took < 1
    assert count_audience(db.session) == db.session.scalar(select(func.count()).select_from(Delivery)) == 5000


def test_two_announcements_are_one_alert(app: Flask) -> None:
    article = make_article()

    first, second = announced(article), announced(article)

    assert first.id == second.id
    assert is_announced(db.session, article)
    assert db.session.scalar(select(func.count()).select_from(Alert)) == 1
