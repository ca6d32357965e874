"""The subscribe form, for the site or one topic, author or article."""

from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from blog.config.settings import current_settings
from blog.database import db
from blog.models import Frequency, MailingRules
from blog.models.email_address import parse_address
from blog.subscriptions import signup_wording
from blog.subscriptions.forms import MailRequestForm, SubscribeForm
from blog.subscriptions.signup.domain_suggestions import suggest_address
from blog.subscriptions.signup.form_tokens import make_form_token, read_form_token
from blog.subscriptions.signup.signup_request import SignupRequest, request_subscription
from blog.subscriptions.signup_limits import count_signup
from blog.subscriptions.targets import KINDS, Target, find_target, names_target
from blog.text.language import page_language
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import is_timestamp_valid

DAY_SECONDS = 24 * 3600


@anyone(CsrfProtection.ORIGIN)
def new() -> ResponseReturnValue:
    """Show the form; the query may name a topic, an author or an article, or hold a form that was sent before."""
    sent_before = read_form_token(links(), request.args.get("form"))
    target = find_target(db.session, sent_before or request.args)
    named = {target.kind: target.slug} if target else {}
    form = SubscribeForm(formdata=None, **{"frequency": default_frequency(), **sent_before, **named})
    return show(form, target, is_gone=target is None and names_target(sent_before or request.args))


def default_frequency() -> str:
    """Return the frequency of readers who do not choose one."""
    return MailingRules.read(db.session).default_frequency.value


def show(form: SubscribeForm, target: Target | None, *, is_too_soon: bool = False, is_gone: bool = False) -> str:
    """Return the page with *form*; *is_gone* when it named what cannot be followed any more."""
    form.frequency.choices = [SelectChoice(one.value, label) for one, label in signup_wording.SCHEDULE_LABELS.items()]
    form.about.choices = [
        SelectChoice("this", signup_wording.label_target(target)),
        SelectChoice("site", signup_wording.label_target(None)),
    ]
    said = {"is_too_soon": is_too_soon, "is_gone": is_gone}
    return render_template("subscriptions/signup/subscribe.html", form=form, target=target, kinds=KINDS, **said)


@anyone(CsrfProtection.ORIGIN)
def create() -> ResponseReturnValue:
    """Accept a sign-up; the answer is the same for known addresses and for a filled honeypot."""
    form = SubscribeForm(frequency=default_frequency())
    now = read_clock()
    target = find_target(db.session, form.data)
    if not form.validate_on_submit():
        return redirect(url_for(".requested"), code=303) if form.is_honeypot_filled else (show(form, target), 422)
    if not form.is_honeypot_filled:
        if target is None and form.about.data != "site" and names_target(form.data):
            return show(form, None, is_gone=True), 422  # Nobody agreed to mail about the whole site.
        if not is_stamp_ripe(form, now):
            return show(form, target, is_too_soon=True), 422
        accept_signup(form, now)
    token = make_form_token(links(), form, parse_address(form.address.data), target)
    return redirect(url_for(".requested", form=token), code=303)


def is_stamp_ripe(form: MailRequestForm, now: datetime) -> bool:
    """Return whether the form was open as long as a person needs to fill it in."""
    minimum = current_settings().subscribe_minimum_seconds
    return is_timestamp_valid(links(), form.stamp.data or "", now, minimum_seconds=minimum)


def accept_signup(form: SubscribeForm, now: datetime) -> None:
    """Count the sign-up, store it, and commit."""
    secret = current_settings().secret_key
    count_signup(db.session, request.remote_addr, secret, now)
    request_subscription(db.session, read_request(form), secret, now)
    db.session.commit()


def read_request(form: SubscribeForm) -> SignupRequest:
    """Return the request in the form."""
    target = None if form.about.data == "site" else find_target(db.session, form.data)
    frequency = Frequency(form.frequency.data)
    return SignupRequest(
        address=parse_address(form.address.data),
        name=form.name.data or None,
        wording=signup_wording.wording(frequency, target),
        form_path=form.path,
        frequency=frequency,
        target=target,
        language=page_language().tag,
    )


@anyone(CsrfProtection.ORIGIN)
def requested() -> ResponseReturnValue:
    """Show the address that was typed, another one that was probably meant, and what happens next."""
    settings = current_settings()
    token = request.args.get("form")
    sent = read_form_token(links(), token)
    return render_template(
        "subscriptions/signup/requested.html",
        sender=settings.mail_default_sender,
        days=max(1, settings.confirmation_seconds // DAY_SECONDS),
        is_captured=settings.development and not settings.mail_server,
        sent=sent,
        token=token if sent else None,
        suggestion=suggest_address(sent.get("address", "")),
    )
