"""What was under way in the old site is over in the new one, so that nobody is told twice."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Alert, AlertState, Delivery, DeliveryState
from blog.models.row_count import read_counts
from tests.operations.moving_in.sources.broadsheet.round_trip import empty_here, take_in
from tests.operations.moving_out.exports import export
from tests.operations.moving_out.sites import furnish


def test_an_alert_that_was_under_way_is_cancelled_with_its_counts(app: Flask, media: Path, tmp_path: Path) -> None:
    furnish(31)
    alert = db.session.scalars(select(Alert)).one()
    alert.state = AlertState.SENDING
    for delivery in db.session.scalars(select(Delivery)):
        delivery.state = DeliveryState.WAITING
    export(tmp_path / "out")
    empty_here()

    result = take_in(app, tmp_path / "out")

    assert result.exit_code == 0, result.output
    taken = db.session.scalars(select(Alert)).one()
    assert (taken.state, taken.is_open, taken.is_restartable) == (AlertState.CANCELLED, False, False)
    assert dict(read_counts(db.session, "deliveries", taken.id)) == {("skipped", "cancelled"): 5}
