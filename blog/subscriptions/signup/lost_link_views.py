"""Send me my link: the page by which a subscriber gets the link to the preferences again."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.config.settings import current_settings
from blog.database import db
from blog.models.email_address import parse_address
from blog.subscriptions.forms import MailRequestForm
from blog.subscriptions.signup.form_tokens import make_address_token, read_form_token
from blog.subscriptions.signup.signup_request import request_link
from blog.subscriptions.signup.views import is_stamp_ripe
from blog.subscriptions.signup_limits import count_signup
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.clock import read_clock
from blog.web.extensions import links


@anyone(CsrfProtection.ORIGIN)
def link_form() -> ResponseReturnValue:
    """Show the form."""
    return show_link_form(MailRequestForm(formdata=None))


def show_link_form(form: MailRequestForm, *, is_too_soon: bool = False) -> str:
    """Return the page with *form*."""
    return render_template("subscriptions/signup/link.html", form=form, is_too_soon=is_too_soon)


@anyone(CsrfProtection.ORIGIN)
def send_link() -> ResponseReturnValue:
    """Owe the mail, if there is a subscription; the answer is the same for every address."""
    form = MailRequestForm()
    if not form.validate_on_submit():
        return show_link_form(form), 422
    if not form.is_honeypot_filled:
        if not is_stamp_ripe(form, read_clock()):
            return show_link_form(form, is_too_soon=True), 422
        accept_link_request(form)
    token = make_address_token(links(), parse_address(form.address.data))
    return redirect(url_for(".link_sent", form=token), code=303)


def accept_link_request(form: MailRequestForm) -> None:
    """Count the request, owe the mail, and commit."""
    secret, now = current_settings().secret_key, read_clock()
    count_signup(db.session, request.remote_addr, secret, now)
    request_link(db.session, parse_address(form.address.data), secret, now)
    db.session.commit()


@anyone(CsrfProtection.ORIGIN)
def link_sent() -> ResponseReturnValue:
    """Show the address that was typed, and what happens next."""
    sent = read_form_token(links(), request.args.get("form"))
    return render_template("subscriptions/signup/link_sent.html", address=sent.get("address"))
