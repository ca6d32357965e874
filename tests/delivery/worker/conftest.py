"""What the tests of the worker's sending share."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import Base, db
from blog.models import Alert, Delivery, DeliveryState
from tests.delivery.conftest import Bench
from tests.factories import NOW
from tests.relay import Relay
from tests.settings import change_settings


def states() -> list[DeliveryState]:
    db.session.commit()
    return sorted(db.session.scalars(select(Delivery.state)))


def only_delivery() -> Delivery:
    db.session.commit()
    return db.session.scalars(select(Delivery)).one()


def only_alert() -> Alert:
    return db.session.scalars(select(Alert)).one()


def expand_only(bench: Bench) -> None:
    """Write the deliveries, and send none yet."""
    bench.sender.backoff.paused_until = NOW + timedelta(seconds=1)
    bench.work()
    bench.sender.backoff.paused_until = None


def change_elsewhere(model: type[Base], key: int, state: str) -> Callable[[], None]:
    """Return a deed that changes the state over another connection, as a request would."""
    table = model.__table__

    def change() -> None:
        with db.engine.begin() as connection:
            connection.execute(table.update().where(table.c.id == key).values(state=state))

    return change


@pytest.fixture
def wide(app: Flask, relay: Relay, make_bench: Callable[..., Bench]) -> Bench:
    """A worker with four lines to a relay that takes commands in groups."""
    change_settings(app, mail_port=relay.port, mail_timeout_seconds=5, mail_connections=4)
    relay.is_pipelining = True
    return make_bench()
