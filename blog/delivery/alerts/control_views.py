"""Views that control an alert: pause, resume, cancel, retry, decide about uncertain messages."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from blog.database import db
from blog.delivery.alerts.alert_controls import decide_uncertain, retry_failed
from blog.delivery.alerts.alert_progress import count_progress
from blog.delivery.alerts.forms import ControlForm, DecisionForm, RetryForm
from blog.delivery.alerts.views import get_alert_or_404
from blog.delivery.blueprint import blueprint
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.post("/desk/alerts/<id:alert_id>/pause")
@staff()
def pause(alert_id: int) -> ResponseReturnValue:
    """Pause the alert from the next claim on."""
    is_new = get_alert_or_404(alert_id, for_update=True).pause(read_clock())
    return commit_and_redirect(
        alert_id, _("The alert is paused. Nothing more is sent until you resume it.") if is_new else unchanged()
    )


@blueprint.post("/desk/alerts/<id:alert_id>/resumption")
@staff()
def resume(alert_id: int) -> ResponseReturnValue:
    """Resume the alert."""
    is_new = get_alert_or_404(alert_id, for_update=True).resume()
    return commit_and_redirect(alert_id, _("The alert goes on.") if is_new else unchanged())


@blueprint.get("/desk/alerts/<id:alert_id>/cancellation")
@staff()
def cancellation(alert_id: int) -> ResponseReturnValue:
    """Ask for confirmation, with the consequences of cancelling the alert."""
    alert = get_alert_or_404(alert_id)
    return render_template(
        "delivery/cancellation.html", alert=alert, progress=count_progress(db.session, alert), form=ControlForm()
    )


@blueprint.post("/desk/alerts/<id:alert_id>/cancellation")
@staff()
def cancel(alert_id: int) -> ResponseReturnValue:
    """Cancel the alert: readers who have not got it do not get it."""
    is_new = get_alert_or_404(alert_id, for_update=True).cancel(read_clock())
    return commit_and_redirect(alert_id, _("The alert is stopped.") if is_new else unchanged())


@blueprint.post("/desk/alerts/<id:alert_id>/retry")
@staff()
def retry(alert_id: int) -> ResponseReturnValue:
    """Requeue the messages that the mail server refused."""
    include_bounced = bool(RetryForm().has_bounced.data)
    count = retry_failed(
        db.session, get_alert_or_404(alert_id, for_update=True), read_clock(), include_bounced=include_bounced
    )
    tried = ngettext("%(num)s message is tried again.", "%(num)s messages are tried again.", count)
    return commit_and_redirect(alert_id, tried if count else _("There is nothing to try again."))


@blueprint.post("/desk/alerts/<id:alert_id>/decision")
@staff()
def decide(alert_id: int) -> ResponseReturnValue:
    """Send uncertain messages again, or leave them."""
    resend = DecisionForm().is_resend()
    count = decide_uncertain(db.session, get_alert_or_404(alert_id, for_update=True), read_clock(), resend=resend)
    again = ngettext("%(num)s message is sent once more.", "%(num)s messages are sent once more.", count)
    left = ngettext("%(num)s message is left as it is.", "%(num)s messages are left as they are.", count)
    return commit_and_redirect(alert_id, (again if resend else left) if count else _("There is nothing to decide."))


def unchanged() -> str:
    """Return the message for a control that had no effect."""
    return str(_("Nothing changed: it was so already, or the alert had ended."))


def commit_and_redirect(alert_id: int, message: str) -> ResponseReturnValue:
    """Commit, and redirect to the alert's page, which shows *message*."""
    db.session.commit()
    flash(message)
    return redirect(url_for(".alert", alert_id=alert_id), code=303)
