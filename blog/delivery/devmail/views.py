"""The captured mail of a development run."""

from pathlib import Path

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from blog.config.settings import current_settings
from blog.delivery.blueprint import blueprint
from blog.delivery.devmail.smtp_server import Captured, list_messages, read_message
from blog.web.access.policy import Proof, anyone
from blog.web.access.security_headers import MAIL_POLICY


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
    if not current_settings().development or current_settings().mail_server:
        abort(404)
    return mail_folder(current_app.instance_path)


def mail_folder(instance: str) -> Path:
    """Return where captured mail is kept."""
    return Path(instance) / "mail"
