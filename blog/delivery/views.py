"""The alert's page at the desk, and the captured mail of a development run."""

from pathlib import Path

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.database import db
from blog.delivery.mailbox import Captured, list_messages, read_message
from blog.delivery.reporting import find_alert, list_failures, report
from blog.logs import mask
from blog.models import Role
from blog.policy import Proof, anyone, staff

MAIL_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        # Same origin, so that pictures of this site may load; there is no script that could make use of it.
        "sandbox allow-same-origin",
    )
)

blueprint = Blueprint("delivery", __name__)
blueprint.add_app_template_filter(mask, "masked")


@blueprint.get("/desk/alerts/<id:key>")
@staff()
def alert(key: int) -> ResponseReturnValue:
    """Show how far an alert has come, and what went wrong for whom."""
    found = find_alert(db.session, key, current_user)
    if found is None:
        abort(404)
    return render_template(
        "delivery/alert.html",
        alert=found,
        report=report(db.session, found),
        failures=list_failures(db.session, found),
        sees_addresses=current_user.may(Role.EDITOR),
    )


@blueprint.get("/dev/mail")
@anyone(Proof.ORIGIN)
def mailbox() -> ResponseReturnValue:
    """List the captured messages, newest first."""
    return render_template("delivery/mailbox.html", messages=list(list_messages(open_folder())))


@blueprint.get("/dev/mail/<name>")
@anyone(Proof.ORIGIN)
def mail(name: str) -> ResponseReturnValue:
    """Show one captured message: its headers, its text and the way to its HTML."""
    captured = find_message(name)
    has_html = captured.part("html") is not None
    return render_template("delivery/mail.html", mail=captured, text=captured.part("plain"), has_html=has_html)


@blueprint.get("/dev/mail/<name>/html")
@anyone(Proof.ORIGIN)
def mail_html(name: str) -> ResponseReturnValue:
    """Answer with the HTML part alone, as a mail program would show it: no script, no other host."""
    html = find_message(name).part("html")
    if html is None:
        abort(404)
    response = current_app.make_response(html)
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response


def find_message(name: str) -> Captured:
    """Return the captured message of this *name*, or abort with 404."""
    try:
        return read_message(open_folder(), name)
    except FileNotFoundError:
        abort(404)


def open_folder() -> Path:
    """Return the folder of captured mail; abort with 404 unless this is a development run without a relay."""
    if not current_app.config["DEVELOPMENT"] or current_app.config["MAIL_SERVER"]:
        abort(404)
    return mail_folder(current_app.instance_path)


def mail_folder(instance: str) -> Path:
    """Return where captured mail is kept."""
    return Path(instance) / "mail"
