"""Lines of rows: the counts of the ledger with each alert, in an order that no database chooses."""

from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from blog.database import db
from blog.models import Delivery
from tests.operations.moving_out.exports import export, read_rows
from tests.operations.moving_out.sites import furnish


def test_an_alert_says_how_many_messages_there_were_of_which_kind(app: Flask, media: Path, tmp_path: Path) -> None:
    furnish(6)
    export(tmp_path / "out")

    (alert,) = read_rows(tmp_path / "out", "alerts")

    counted = db.session.execute(select(Delivery.state, func.count()).group_by(Delivery.state)).all()
    assert {state: count for state, _, count in alert["ledger"]} == {state.value: count for state, count in counted}
    assert sum(count for _, _, count in alert["ledger"]) == 5


def test_texts_are_sorted_by_their_bytes(app: Flask, media: Path, tmp_path: Path) -> None:
    furnish(7)
    export(tmp_path / "out")

    slugs = [row["host"] for row in read_rows(tmp_path / "out", "referrals")]
    assert slugs == sorted(slugs, key=str.encode)
