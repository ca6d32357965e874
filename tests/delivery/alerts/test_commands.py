"""The alerts on the command line."""

import csv
from pathlib import Path

import pytest
from flask import Flask

from blog.database import db
from blog.models import AlertState, DeliveryState
from tests.delivery.alert_factories import make_alert, make_mixed_alert, owe_row
from tests.factories import NOW, make_article, make_subscriber


def run(app: Flask, *words: object) -> str:
    db.session.commit()
    done = app.test_cli_runner().invoke(args=["alerts", *map(str, words)])
    assert done.exit_code == 0, done.output
    db.session.expire_all()
    return " ".join(done.output.split())


def test_the_list_says_how_far_each_has_come(app: Flask) -> None:
    alert = make_alert(article=make_article("Tea"), audience_size=3, paused_at=NOW)
    owe_row(alert, DeliveryState.WAITING)

    assert run(app, "list") == f"{alert.id} paused 3 readers 1 to go Tea"


def test_one_alert_is_shown_by_state_and_reason(app: Flask) -> None:
    said = run(app, "show", make_mixed_alert().id)

    assert said.startswith("Tea & biscuits sending, level normal 1 waiting")
    assert "2 accepted" in said
    assert "1 skipped: left" in said
    assert "9 in all; 0 in the last minute" in said


def test_each_control_does_its_deed_once(app: Flask) -> None:
    alert = make_alert()

    said = [run(app, deed, alert.id) for deed in ("pause", "pause", "resume", "resume", "cancel", "cancel")]

    assert said == [f"Alert {alert.id}: {words}." for words in (
        "paused", "nothing changed", "goes on", "nothing changed", "stopped", "nothing changed",
    )]  # fmt: skip
    assert alert.state is AlertState.CANCELLED


@pytest.mark.parametrize("option", [(), ("--bounced",)])
def test_the_failed_are_tried_again(app: Flask, option: tuple[str, ...]) -> None:
    alert = make_mixed_alert()

    assert run(app, "retry", alert.id, *option) == f"Alert {alert.id}: {1 + len(option)} tried again."


def test_the_ledger_is_written_to_a_file(app: Flask, tmp_path: Path) -> None:
    alert = make_mixed_alert()

    run(app, "export", alert.id, tmp_path / "ledger.csv")

    assert len(list(csv.DictReader((tmp_path / "ledger.csv").read_text("utf-8").splitlines()))) == 9
    assert run(app, "export", alert.id).startswith("subscriber_id,address,state")


def test_an_address_is_found_in_every_alert(app: Flask) -> None:
    reader = make_subscriber("Ann@example.com")
    for headline in ("Tea", "Salt"):
        owe_row(make_alert(article=make_article(headline)), DeliveryState.REFUSED, reader, answer="550 no")

    said = run(app, "search", "ann@EXAMPLE.com")

    assert said.count("Ann@example.com refused") == 2
    assert said.index("Salt 550 no") < said.index("Tea 550 no")
    assert run(app, "search", "nobody") == ""


@pytest.mark.parametrize("deed", ["show", "pause", "resume", "cancel", "retry", "export"])
def test_an_alert_that_is_not_there_is_said_so(app: Flask, deed: str) -> None:
    done = app.test_cli_runner().invoke(args=["alerts", deed, "77"])

    assert (done.exit_code, done.output) == (1, "Error: There is no alert 77.\n")
