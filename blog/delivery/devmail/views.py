"""Views of the captured mail of a development run."""

from pathlib import Path

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from blog.config.settings import current_settings
from blog.delivery.blueprint import blueprint
from blog.delivery.devmail.smtp_server import CapturedMessage, list_messages, read_message
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.access.security_headers import MAIL_POLICY


@blueprint.get("/dev/mail")
@anyone(CsrfProtection.ORIGIN)
def captured_mails() -> ResponseReturnValue:
    """List the captured messages, newest first."""
    return render_template("delivery/captured_mails.html", messages=list(list_messages(find_folder())))


@blueprint.get("/dev/mail/<name>")
@anyone(CsrfProtection.ORIGIN)
def captured_mail(name: str) -> ResponseReturnValue:
    """Show one captured message: headers, text and a link to its HTML."""
    message = get_message_or_404(name)
    has_html = message.part("html") is not None
    return render_template(
        "delivery/captured_mail.html", captured=message, text=message.part("plain"), has_html=has_html
    )


@blueprint.get("/dev/mail/<name>/html")
@anyone(CsrfProtection.ORIGIN)
def captured_mail_html(name: str) -> ResponseReturnValue:
    """Return the HTML part alone, without script and other hosts, as mail programs show it."""
    html = get_message_or_404(name).part("html")
    if html is None:
        abort(404)
    response = current_app.make_response(html)
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response


def get_message_or_404(name: str) -> CapturedMessage:
    """Return the captured message *name*; abort with 404 if there is none."""
    try:
        return read_message(find_folder(), name)
    except FileNotFoundError:
        abort(404)


def find_folder() -> Path:
    """Return the folder of captured mail; abort with 404 unless this is a development run without a relay."""
    if not current_settings().development or current_settings().mail_server:
        abort(404)
    return mail_folder(current_app.instance_path)


def mail_folder(instance: str) -> Path:
    """Return the folder of captured mail."""
    return Path(instance) / "mail"
