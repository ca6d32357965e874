from flask import Flask

from blog.database import db
from blog.delivery.alerts.ledger_export import export_rows
from blog.models import DeliveryState
from tests.delivery.alert_factories import make_alert, owe_row


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(app: Flask) -> None:
    alert = make_alert()
    owe_row(alert, DeliveryState.REFUSED, answer="550 no;=1+1")

    assert "550 no;'=1+1" in "".join(export_rows(db.session, alert.id))


def test_a_letter_beyond_ascii_stays_itself(app: Flask) -> None:
    alert = make_alert()
    owe_row(alert, DeliveryState.REFUSED, answer="550 kein Empfänger, “n/a”")

    assert "kein Empfänger, “n/a”" in "".join(export_rows(db.session, alert.id))
