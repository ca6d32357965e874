"""Counts that triggers keep are those of the rows, whatever changes them."""

import random

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update

from blog.database import db
from blog.models import (
    Alert,
    Article,
    ArticleState,
    Delivery,
    DeliveryState,
    Frequency,
    RowCount,
    Subscriber,
    SubscriberState,
    merge_shards,
    read_counts,
    recount_next,
)
from blog.models.row_count import COUNTED_TABLES, UNCOUNTED
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import NOW, make_draft, make_subscriber, save


def count_rows(counted: str, owner_id: int = 0) -> dict[tuple[str, str], int]:
    rows = db.session.execute(COUNTED_TABLES[counted].select(owner_id))
    return {(state, detail): amount for state, detail, amount in rows}


def change_at_random(chance: random.Random) -> None:
    """Change many rows or one in one of the ways in which the application does."""
    delivery, reader, draft = (db.session.scalars(select(one.id)).all() for one in (Delivery, Subscriber, Article))
    chosen = [id for id in delivery if chance.random() < 0.4]
    state, frequency = chance.choice(list(DeliveryState)), chance.choice(list(Frequency))
    values = {"state": state, "frequency": frequency, "reason": chance.choice((None, "left", "suppressed"))}
    db.session.execute(update(Delivery).where(Delivery.id.in_(chosen)).values(values))
    one = Subscriber.id == chance.choice(reader)
    settled = {"state": chance.choice(list(SubscriberState)), "suppressed_at": chance.choice((None, NOW))}
    db.session.execute(update(Subscriber).where(one).values(settled))
    about = Article.id == chance.choice(draft)
    db.session.execute(update(Article).where(about).values(state=chance.choice(list(ArticleState))))
    if chance.random() < 0.3:
        db.session.execute(delete(Delivery).where(Delivery.id == chance.choice(delivery)))
    db.session.commit()


@pytest.mark.parametrize("seed", range(3))
def test_counts_are_those_of_the_rows_after_any_change(app: Flask, seed: int) -> None:
    alert, chance = make_alert(), random.Random(seed)
    for _ in range(8):
        owe_row(alert, chance.choice(list(DeliveryState)), make_subscriber())
    make_draft()

    for _ in range(12):
        change_at_random(chance)
        assert read_counts(db.session, "deliveries", alert.id) == count_rows("deliveries", alert.id)

    assert {name: read_counts(db.session, name) for name in COUNTED_TABLES} == {
        name: count_rows(name) for name in COUNTED_TABLES
    }


def test_nothing_is_left_of_an_alert_that_is_deleted_with_its_rows(app: Flask) -> None:
    alert = make_alert()
    owe_row(alert, DeliveryState.WAITING, make_subscriber())

    db.session.execute(delete(Alert).where(Alert.id == alert.id))

    assert read_counts(db.session, "deliveries", alert.id) == {}


def test_what_is_rolled_back_was_never_counted(app: Flask) -> None:
    make_subscriber()
    db.session.add(Subscriber(**reader_values("late@example.com")))
    db.session.flush()

    db.session.rollback()

    assert read_counts(db.session, "subscribers") == {("confirmed", ""): 1}


def reader_values(address: str) -> dict[str, object]:
    words = {"key": "k", "request_key": "r", "consent_wording": "w", "consent_form": "/", "requested_at": NOW}
    return {"address": address, "address_key": address, **words}


def test_rows_from_before_the_triggers_are_counted_at_once_and_added_by_the_worker(app: Flask) -> None:
    make_subscriber()
    db.session.execute(delete(RowCount))
    save(RowCount(counted="subscribers", owner_id=0, state=UNCOUNTED, detail="", shard=0, amount=1))
    make_subscriber(state=SubscriberState.LEFT)
    expected = {("confirmed", ""): 1, ("left", ""): 1}

    before = read_counts(db.session, "subscribers")
    results = []
    for _ in range(2):
        results.append(recount_next(db.session))
        db.session.commit()

    assert before == read_counts(db.session, "subscribers") == expected
    assert results == [True, False]


def test_shards_are_merged_without_changing_a_count(app: Flask) -> None:
    make_subscriber()
    for shard in (5, 6):
        save(RowCount(counted="subscribers", state="left", owner_id=0, detail="", shard=shard, amount=shard))

    merge_shards(db.session)
    db.session.commit()

    assert read_counts(db.session, "subscribers") == {("confirmed", ""): 1, ("left", ""): 11}
    assert set(db.session.scalars(select(RowCount.shard))) == {0}


def test_no_migration_loses_a_trigger(app: Flask) -> None:
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger",
    }

    found = set(db.session.scalars(text(names[db.engine.dialect.name])))

    assert {
        f"row_counts_{name}_{event}" for name in COUNTED_TABLES for event in ("insert", "update", "delete")
    } <= found
