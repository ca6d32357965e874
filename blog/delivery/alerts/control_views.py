"""What a person does with an alert on its way: hold it, let it go on, stop it, try again."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from blog.database import db
from blog.delivery.alerts.alert_controls import decide_uncertain, retry_failed
from blog.delivery.alerts.alert_progress import report
from blog.delivery.alerts.forms import ControlForm, DecisionForm, RetryForm
from blog.delivery.alerts.views import find_mine
from blog.delivery.blueprint import blueprint
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.post("/desk/alerts/<id:key>/pause")
@staff()
def pause(key: int) -> ResponseReturnValue:
    """Hold the alert back from the next claim on."""
    is_new = find_mine(key, is_locked=True).pause(read_clock())
    return done(
        key, _("The alert is held back. Nothing more leaves until you let it go on.") if is_new else unchanged()
    )


@blueprint.post("/desk/alerts/<id:key>/resumption")
@staff()
def resume(key: int) -> ResponseReturnValue:
    """Let the alert go on."""
    is_new = find_mine(key, is_locked=True).resume()
    return done(key, _("The alert goes on.") if is_new else unchanged())


@blueprint.get("/desk/alerts/<id:key>/cancellation")
@staff()
def cancellation(key: int) -> ResponseReturnValue:
    """Name what stopping the alert means, before it is done."""
    found = find_mine(key)
    return render_template(
        "delivery/cancellation.html", alert=found, report=report(db.session, found), form=ControlForm()
    )


@blueprint.post("/desk/alerts/<id:key>/cancellation")
@staff()
def cancel(key: int) -> ResponseReturnValue:
    """Stop the alert: whoever has not been told is not told."""
    is_new = find_mine(key, is_locked=True).cancel(read_clock())
    return done(key, _("The alert is stopped.") if is_new else unchanged())


@blueprint.post("/desk/alerts/<id:key>/retry")
@staff()
def retry(key: int) -> ResponseReturnValue:
    """Try again what the mail server refused."""
    has_bounced = bool(RetryForm().has_bounced.data)
    count = retry_failed(db.session, find_mine(key, is_locked=True), read_clock(), has_bounced=has_bounced)
    tried = ngettext("%(num)s message is tried again.", "%(num)s messages are tried again.", count)
    return done(key, tried if count else _("There is nothing to try again."))


@blueprint.post("/desk/alerts/<id:key>/decision")
@staff()
def decide(key: int) -> ResponseReturnValue:
    """Send again what is uncertain, or leave it."""
    is_again = DecisionForm().is_sent_again()
    count = decide_uncertain(db.session, find_mine(key, is_locked=True), read_clock(), is_sent_again=is_again)
    again = ngettext("%(num)s message is sent once more.", "%(num)s messages are sent once more.", count)
    left = ngettext("%(num)s message is left as it is.", "%(num)s messages are left as they are.", count)
    return done(key, (again if is_again else left) if count else _("There is nothing to decide."))


def unchanged() -> str:
    """Return the answer to a control that had been pressed before, or came too late."""
    return str(_("Nothing changed: it was so already, or the alert had ended."))


def done(key: int, sentence: str) -> ResponseReturnValue:
    """Commit, and lead back to the alert's page with a sentence that says what was done."""
    db.session.commit()
    flash(sentence)
    return redirect(url_for(".alert", key=key), code=303)
