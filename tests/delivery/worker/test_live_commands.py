"""flask live: what the operator reads and decides."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery.outbox import enqueue
from blog.delivery.worker.live_check import declare_live
from blog.delivery.worker.live_commands import format_age
from blog.delivery.worker.stale_mail import skip_deliveries_before
from blog.models import Alert, AlertState, Delivery, DeliveryState, Installation, SkipReason, SubscriberState
from blog.web.clock import read_clock
from tests.delivery.conftest import announced
from tests.factories import NOW, make_subscriber


def call(app: Flask, *words: str, typed: str = "") -> Result:
    db.session.commit()
    return app.test_cli_runner().invoke(args=["live", *words], input=typed)


def make_copy(app: Flask) -> None:
    declare_live(db.session, Path(app.instance_path), NOW)
    db.session.get_one(Installation, 1).fingerprint = "0" * 64
    db.session.commit()


def owe(age: timedelta) -> Delivery:
    return enqueue(db.session, "confirmation", make_subscriber(state=SubscriberState.PENDING), read_clock() - age)


def test_a_new_database_says_so(app: Flask) -> None:
    result = call(app)

    assert "has not been declared yet" in result.output
    assert "Nothing is owed." in result.output


def test_a_live_database_says_so(app: Flask) -> None:
    declare_live(db.session, Path(app.instance_path), NOW)

    assert "is live" in call(app, "show").output


def test_a_copy_says_what_is_owed_and_what_to_do(app: Flask) -> None:
    make_copy(app)
    owe(timedelta(days=3))
    owe(timedelta(hours=1))
    announced()

    output = call(app).output

    assert "is a copy" in output
    assert "2 confirmation     the oldest owed 3 days ago" in output
    assert "1 alerts whose list of readers is still to be written" in output
    assert "flask live declare" in output


def test_a_declared_copy_is_live(app: Flask) -> None:
    make_copy(app)

    declared = call(app, "declare", typed="y\n")

    assert "Declared live" in declared.output
    assert "is live" in call(app).output


def test_nothing_is_declared_without_a_yes(app: Flask) -> None:
    make_copy(app)

    declared = call(app, "declare", typed="n\n")

    assert declared.exit_code == 1
    assert "is a copy" in call(app).output


def test_what_is_too_old_is_left_out(app: Flask) -> None:
    make_copy(app)
    old, new = owe(timedelta(days=3)), owe(timedelta(hours=1))
    announced()

    result = call(app, "declare", "--yes", "--skip-older-than", "2d")

    db.session.expire_all()
    assert "Left out: 1 messages." in result.output
    assert (old.state, old.reason) == (DeliveryState.SKIPPED, SkipReason.STALE)
    assert new.state is DeliveryState.WAITING
    assert db.session.scalars(select(Alert.state)).all() == [AlertState.CANCELLED]


@pytest.mark.parametrize("age", ["", "2", "d", "-1d", "2 years"])
def test_an_age_that_says_nothing_is_refused(app: Flask, age: str) -> None:
    result = call(app, "declare", "--yes", "--skip-older-than", age)

    assert result.exit_code == 2
    assert "such as 12h or 2d" in result.output


def test_a_large_backlog_is_left_out_in_chunks(app: Flask) -> None:
    for _ in range(3):
        owe(timedelta(days=3))

    assert [skip_deliveries_before(db.session, read_clock(), read_clock(), limit=2) for _ in range(3)] == [2, 1, 0]


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=-4), "0 seconds"),
        (timedelta(seconds=90), "90 seconds"),
        (timedelta(minutes=3), "3 minutes"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(length: timedelta, words: str) -> None:
    assert format_age(length) == words
