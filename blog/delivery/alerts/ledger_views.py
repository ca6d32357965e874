"""Views of an alert's ledger: filter by state, search by address, CSV export."""

from flask import Response, current_app, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.config.settings import current_settings
from blog.database import db
from blog.delivery.alerts.alert_queries import LedgerCursor, read_ledger_page, search_deliveries
from blog.delivery.alerts.ledger_export import export_rows
from blog.delivery.alerts.views import get_alert_or_404
from blog.delivery.blueprint import blueprint
from blog.models import DeliveryState, Role
from blog.web.access.policy import staff


@blueprint.get("/desk/alerts/<id:alert_id>/ledger")
@staff()
def ledger(alert_id: int) -> ResponseReturnValue:
    """Show the messages; only editors see addresses and can search for one."""
    alert = get_alert_or_404(alert_id)
    sees_addresses = current_user.may(Role.EDITOR)
    text = request.args.get("address", "") if sees_addresses else ""
    state = next((state for state in DeliveryState if state == request.args.get("state")), None)
    page = (
        search_deliveries(db.session, text, alert)
        if text
        else read_ledger_page(db.session, alert, state, LedgerCursor.parse(request.args.get("after", "")))
    )
    values = {"page": page, "state": state, "states": list(DeliveryState), "text": text[:254]}
    months = current_settings().ledger_months
    return render_template(
        "delivery/ledger.html", alert=alert, sees_addresses=sees_addresses, ledger_months=months, **values
    )


@blueprint.get("/desk/alerts/<id:alert_id>/ledger.csv")
@staff(Role.EDITOR)
def ledger_file(alert_id: int) -> ResponseReturnValue:
    """Stream the ledger of the alert as CSV."""
    alert = get_alert_or_404(alert_id)
    lines = (line.encode() for line in export_rows(db.session, alert.id))
    response: Response = current_app.response_class(stream_with_context(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="alert-{alert.id}.csv"'
    return response
