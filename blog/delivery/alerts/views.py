"""Views of the desk: one alert with its progress, and the list of alerts."""

from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.config.settings import current_settings
from blog.database import db
from blog.delivery.alerts.alert_controls import FAILED
from blog.delivery.alerts.alert_progress import AlertPhase, count_progress, find_alert, list_failures, phase_of
from blog.delivery.alerts.alert_queries import list_alerts
from blog.delivery.alerts.forms import ControlForm, DecisionForm, RetryForm
from blog.delivery.blueprint import blueprint
from blog.models import Alert, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock

MAX_ID = 2**62
FINAL_PHASES = frozenset({AlertPhase.FINISHED, AlertPhase.STOPPED})
"""Phases that do not change any more, so that the page need not reload."""


@blueprint.get("/desk/alerts/")
@staff()
def alerts() -> ResponseReturnValue:
    """List the alerts, newest first, each with its progress."""
    listing = list_alerts(db.session, current_user, read_cursor("before"))
    return render_template("delivery/alerts.html", listing=listing)


def read_cursor(name: str) -> int | None:
    """Return the paging cursor *name* of the query string; None if missing or not a possible id."""
    cursor = request.args.get(name, type=int)
    return cursor if cursor is not None and 0 < cursor < MAX_ID else None


@blueprint.get("/desk/alerts/<id:alert_id>")
@staff()
def alert(alert_id: int) -> ResponseReturnValue:
    """Show progress, controls and failures of an alert."""
    alert = get_alert_or_404(alert_id)
    values = read_progress_values(alert)
    return render_template("delivery/alert.html", failures=list_failures(db.session, alert), **values)


@blueprint.get("/desk/alerts/<id:alert_id>/progress")
@staff()
def progress(alert_id: int) -> ResponseReturnValue:
    """Return the part of the alert's page that its script refreshes."""
    return render_template("delivery/_progress.html", **read_progress_values(get_alert_or_404(alert_id)))


def get_alert_or_404(alert_id: int, *, for_update: bool = False) -> Alert:
    """Return the alert if the current user may edit its article; abort with 404 otherwise."""
    found = find_alert(db.session, alert_id, current_user, for_update=for_update)
    if found is None:
        abort(404)
    return found


def read_progress_values(alert: Alert) -> dict[str, Any]:
    """Return the template values of the page and of its refreshed part."""
    now = read_clock()
    progress = count_progress(db.session, alert, now)
    phase = phase_of(alert, progress, now)
    return {
        "alert": alert,
        "progress": progress,
        "phase": phase,
        "is_final": phase in FINAL_PHASES,
        "seconds_left": max(0, round((alert.starts_at - now).total_seconds())),
        "failed": sum(progress.counts[state] for state in FAILED),
        "form": ControlForm(formdata=None),
        "retry": RetryForm(formdata=None),
        "decision": DecisionForm(formdata=None),
        "sees_addresses": current_user.may(Role.EDITOR),
        "ledger_months": current_settings().ledger_months,
    }
