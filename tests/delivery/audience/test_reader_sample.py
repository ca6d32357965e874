import pytest
from flask import Flask
from sqlalchemy import delete, select

from blog.database import db
from blog.database.statements import is_one_of
from blog.delivery.audience import reader_sample
from blog.delivery.audience.reader_sample import count_readers, draw_readers
from blog.models import Subscriber
from tests.delivery.audience.crowds import add_readers


@pytest.mark.parametrize("is_sparse", [False, True], ids=["dense", "most were erased"])
def test_some_are_drawn_from_everywhere_and_the_same_each_time(
    app: Flask, monkeypatch: pytest.MonkeyPatch, is_sparse: bool
) -> None:
    monkeypatch.setattr(reader_sample, "SAMPLE_SIZE", 100)
    add_readers(1_000)
    if is_sparse:
        db.session.execute(delete(Subscriber).where(Subscriber.id % 4 != 0))
    total = count_readers(db.session)

    drawn = draw_readers(db.session, total)
    readers = db.session.scalars(select(Subscriber.id).where(is_one_of(db.session, Subscriber.id, drawn))).all()

    assert total == (250 if is_sparse else 1_000)
    assert 70 <= len(readers) <= 130
    assert all(any(start < id <= start + 200 for id in readers) for start in range(0, 1_000, 200))
    assert drawn == draw_readers(db.session, total)
    assert set(drawn[:50]).isdisjoint(draw_readers(db.session, total, but=drawn[:50]))


def test_nobody_is_drawn_from_nobody(app: Flask) -> None:
    assert set(draw_readers(db.session, count_readers(db.session))) <= {0}
