import pytest
from flask import Flask

from blog.database import db
from blog.delivery.alerts.ledger_export import escape_formula, export_rows
from blog.models import DeliveryState
from tests.delivery.alert_factories import make_alert, owe_row


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(cell: str) -> None:
    assert escape_formula(cell) == f"'{cell}"
    assert escape_formula(f"a{cell}") == f"a{cell}"


def test_a_letter_beyond_ascii_stays_itself(app: Flask) -> None:
    alert = make_alert()
    owe_row(alert, DeliveryState.REFUSED, answer="550 kein Empfänger, “n/a”")

    assert "kein Empfänger, “n/a”" in "".join(export_rows(db.session, alert.id))
