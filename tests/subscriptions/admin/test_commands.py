"""flask subscribers delete."""

from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Subscriber
from tests.factories import make_subscriber
from tests.subscriptions.import_export.test_commands import call


def test_a_reader_is_deleted_on_request(app: Flask) -> None:
    make_subscriber("ann@example.com")

    results = [call(app, "delete", "ANN@example.com", "--yes") for _time in range(2)]

    assert [result.exit_code for result in results] == [0, 1]
    assert "no reader with this address" in results[1].output
    assert db.session.scalars(select(Subscriber)).all() == []
