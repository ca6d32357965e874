"""Asking for alerts, confirming, choosing and leaving: pages for everybody, without account and cookie."""

from datetime import datetime

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from blog.clock import read_clock
from blog.database import db
from blog.extensions import links
from blog.models import Subscriber, SubscriberState
from blog.policy import Proof, anyone
from blog.subscriptions import consent
from blog.subscriptions.addresses import parse_address
from blog.subscriptions.blueprint import blueprint
from blog.subscriptions.brakes import brake
from blog.subscriptions.forms import NameForm, SubscribeForm
from blog.subscriptions.opening import open_confirmation, open_preferences, preferences_token
from blog.subscriptions.signup import Request, request_subscription
from blog.subscriptions.stamps import is_ripe

__all__ = ["blueprint"]

DAY_SECONDS = 24 * 3600
CHANGES = {"name": _l("Your name has been changed.")}
"""What the preferences page says after a change, by the word that leads to it."""


@blueprint.get("/subscribe")
@anyone(Proof.ORIGIN)
def new() -> ResponseReturnValue:
    """Show the form."""
    return render_template("subscriptions/new.html", form=SubscribeForm(formdata=None))


@blueprint.post("/subscribe")
@anyone(Proof.ORIGIN)
def create() -> ResponseReturnValue:
    """Take a request; the answer is the same whether or not the address was known, or a trap was hit."""
    form = SubscribeForm()
    now = read_clock()
    if not form.is_trapped:
        if not form.validate_on_submit():
            return render_template("subscriptions/new.html", form=form), 422
        if not has_ripe_stamp(form, now):
            return render_template("subscriptions/new.html", form=form, is_too_soon=True), 422
        take_request(form, now)
    return redirect(url_for(".requested"), code=303)


def has_ripe_stamp(form: SubscribeForm, now: datetime) -> bool:
    """Return whether the form was open as long as a person needs to fill it in."""
    minimum = current_app.config["SUBSCRIBE_MINIMUM_SECONDS"]
    return is_ripe(links(), form.stamp.data or "", now, minimum_seconds=minimum)


def take_request(form: SubscribeForm, now: datetime) -> None:
    """Count and note what the form asks for, and commit."""
    secret = current_app.config["SECRET_KEY"]
    brake(db.session, request.remote_addr, secret, now)
    asked = Request(parse_address(form.address.data), form.name.data or None, consent.wording(), form.path)
    request_subscription(db.session, asked, secret, now)
    db.session.commit()


@blueprint.get("/subscribe/requested")
@anyone(Proof.ORIGIN)
def requested() -> ResponseReturnValue:
    """Say what happens next."""
    config = current_app.config
    days = max(1, config["CONFIRMATION_SECONDS"] // DAY_SECONDS)
    is_captured = config["DEVELOPMENT"] and not config["MAIL_SERVER"]
    sender = config["MAIL_DEFAULT_SENDER"]
    return render_template("subscriptions/requested.html", sender=sender, days=days, is_captured=is_captured)


@blueprint.get("/subscriptions/confirm/<token>")
@anyone(Proof.ORIGIN)
def confirm(token: str) -> ResponseReturnValue:
    """Show the button; mail scanners follow every link, so opening it changes nothing."""
    subscriber = open_request(token)
    view = "confirmed" if subscriber.is_confirmed else "confirm"
    preferences = preferences_token(links(), subscriber)
    return render_template(
        f"subscriptions/{view}.html", subscriber=subscriber, token=token, preferences_token=preferences
    )


@blueprint.post("/subscriptions/confirm/<token>")
@anyone(Proof.ORIGIN)
def confirm_now(token: str) -> ResponseReturnValue:
    """Confirm, and lead to the page that says so."""
    open_request(token, is_locked=True).confirm(read_clock())
    db.session.commit()
    return redirect(url_for(".confirm", token=token), code=303)


def open_request(token: str, *, is_locked: bool = False) -> Subscriber:
    """Return the subscriber whose confirmation link was opened."""
    max_age = current_app.config["CONFIRMATION_SECONDS"]
    return open_confirmation(db.session, links(), token, max_age=max_age, is_locked=is_locked)


@blueprint.route("/subscriptions/<token>", methods=["GET", "POST"])
@anyone(Proof.ORIGIN)
def preferences(token: str) -> ResponseReturnValue:
    """Show what a subscriber gets and what is kept about the address; a POST changes the name."""
    is_change = request.method == "POST"
    subscriber = open_preferences(db.session, links(), token, is_locked=is_change)
    if not subscriber.is_confirmed:
        return render_template("subscriptions/inactive.html", subscriber=subscriber, token=token)
    if is_change:
        return change_name(subscriber, token)
    said = CHANGES.get(request.args.get("changed", ""))
    return show_preferences(subscriber, token, NameForm(formdata=None, name=subscriber.name), said=said)


def show_preferences(subscriber: Subscriber, token: str, form: NameForm, said: object = None) -> str:
    """Return the preferences page; *said* is the sentence about what was just changed."""
    return render_template("subscriptions/preferences.html", subscriber=subscriber, token=token, form=form, said=said)


def change_name(subscriber: Subscriber, token: str) -> ResponseReturnValue:
    """Keep the name that was sent, and lead to the page that says so."""
    form = NameForm()
    if not form.validate_on_submit():
        return show_preferences(subscriber, token, form), 422
    subscriber.name = form.name.data or None
    db.session.commit()
    return redirect(url_for(".preferences", token=token, changed="name"), code=303)


@blueprint.route("/subscriptions/<token>/leave", methods=["GET", "POST"])
@anyone(Proof.LINK)
def leave(token: str) -> ResponseReturnValue:
    """Show the button; a POST leaves, and a mail program gets its answer at once.

    Source: RFC 8058 3.1 and 3.2 (no cookie, no redirect, List-Unsubscribe=One-Click).
    """
    is_leaving = request.method == "POST"
    subscriber = open_preferences(db.session, links(), token, is_locked=is_leaving)
    if is_leaving:
        subscriber.leave(read_clock())
        db.session.commit()
        if request.form.get("List-Unsubscribe") != "One-Click":
            return redirect(url_for(".leave", token=token), code=303)
    view = "left" if subscriber.state is SubscriberState.LEFT else "leave"
    return render_template(f"subscriptions/{view}.html", subscriber=subscriber, token=token)
