"""The ledger of an alert, person by person: filtered, searched, taken away as a file."""

from flask import Response, current_app, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.database import db
from blog.delivery.alerts.alert_queries import read_leaf, search
from blog.delivery.alerts.ledger_export import export_rows
from blog.delivery.alerts.views import find_mine, read_key
from blog.delivery.blueprint import blueprint
from blog.models import DeliveryState, Role
from blog.web.access.policy import staff


@blueprint.get("/desk/alerts/<id:key>/ledger")
@staff()
def ledger(key: int) -> ResponseReturnValue:
    """Show the messages one by one; only who may see addresses can search for one."""
    found = find_mine(key)
    sees_addresses = current_user.may(Role.EDITOR)
    text = request.args.get("address", "") if sees_addresses else ""
    state = next((state for state in DeliveryState if state == request.args.get("state")), None)
    leaf = search(db.session, text, found) if text else read_leaf(db.session, found, state, read_key("after") or 0)
    values = {"leaf": leaf, "state": state, "states": list(DeliveryState), "text": text[:254]}
    return render_template("delivery/ledger.html", alert=found, sees_addresses=sees_addresses, **values)


@blueprint.get("/desk/alerts/<id:key>/ledger.csv")
@staff(Role.EDITOR)
def ledger_file(key: int) -> ResponseReturnValue:
    """Answer with the whole ledger of the alert as CSV, while it is read."""
    found = find_mine(key)
    lines = (line.encode() for line in export_rows(db.session, found.id))
    response: Response = current_app.response_class(stream_with_context(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="alert-{found.id}.csv"'
    return response
