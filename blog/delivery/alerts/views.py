"""The alert's page at the desk and the list of alerts."""

from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.database import db
from blog.delivery.alerts.alert_controls import FAILED
from blog.delivery.alerts.alert_progress import Phase, find_alert, list_failures, phase_of, report
from blog.delivery.alerts.alert_queries import list_alerts
from blog.delivery.alerts.forms import ControlForm, DecisionForm, RetryForm
from blog.delivery.blueprint import blueprint
from blog.models import Alert, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock

LARGEST_KEY = 2**62
STILL = frozenset({Phase.FINISHED, Phase.STOPPED})
"""Phases in which nothing moves any more, so that the page need not look again."""


@blueprint.get("/desk/alerts/")
@staff()
def alerts() -> ResponseReturnValue:
    """List the alerts, newest first, each with how far it has come."""
    listing = list_alerts(db.session, current_user, read_key("before"))
    return render_template("delivery/alerts.html", listing=listing)


def read_key(name: str) -> int | None:
    """Return the key from which a list goes on; None when the address names none that a row could have."""
    key = request.args.get(name, type=int)
    return key if key is not None and 0 < key < LARGEST_KEY else None


@blueprint.get("/desk/alerts/<id:key>")
@staff()
def alert(key: int) -> ResponseReturnValue:
    """Show how far an alert has come, what can be done with it, and what went wrong for whom."""
    found = find_mine(key)
    values = read_progress(found)
    return render_template("delivery/alert.html", failures=list_failures(db.session, found), **values)


@blueprint.get("/desk/alerts/<id:key>/progress")
@staff()
def progress(key: int) -> ResponseReturnValue:
    """Answer with the moving part of the alert's page, for its script."""
    return render_template("delivery/_progress.html", **read_progress(find_mine(key)))


def find_mine(key: int, *, is_locked: bool = False) -> Alert:
    """Return the alert if the person may edit its article, else 404."""
    found = find_alert(db.session, key, current_user, is_locked=is_locked)
    if found is None:
        abort(404)
    return found


def read_progress(found: Alert) -> dict[str, Any]:
    """Return what the page and its moving part show."""
    now = read_clock()
    counted = report(db.session, found, now)
    phase = phase_of(found, counted, now)
    return {
        "alert": found,
        "report": counted,
        "phase": phase,
        "is_still": phase in STILL,
        "seconds_left": max(0, round((found.starts_at - now).total_seconds())),
        "failed": sum(counted.counts[state] for state in FAILED),
        "form": ControlForm(formdata=None),
        "retry": RetryForm(formdata=None),
        "decision": DecisionForm(formdata=None),
        "sees_addresses": current_user.may(Role.EDITOR),
    }
