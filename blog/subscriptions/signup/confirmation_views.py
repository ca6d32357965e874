"""The pages behind the links in our mails: each shows a button, since mail scanners follow every link."""

from datetime import datetime, timedelta

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from blog.config.settings import current_settings
from blog.database import db
from blog.models import FollowRequest, Subscriber
from blog.subscriptions.consent import Followed, followed
from blog.subscriptions.preferences.address_change import AddressTaken, change_address
from blog.subscriptions.preferences.consent_receipts import current_follows
from blog.subscriptions.signed_links import open_change, open_confirmation, open_follow, preferences_token
from blog.subscriptions.signup.confirmation import confirm_follow, confirm_subscription, list_open
from blog.subscriptions.targets import target_of
from blog.web.access.policy import Proof, anyone
from blog.web.clock import read_clock
from blog.web.extensions import links


@anyone(Proof.ORIGIN)
def confirm(token: str) -> ResponseReturnValue:
    """Show the button that confirms a subscription, or say that it is confirmed."""
    subscriber = open_request(token)
    view = "confirmed" if subscriber.is_confirmed else "confirm"
    return render_template(
        f"subscriptions/{view}.html",
        subscriber=subscriber,
        token=token,
        preferences_token=preferences_token(links(), subscriber),
        follows=current_follows(db.session, subscriber),
        asked=list_asked(subscriber),
    )


def list_asked(subscriber: Subscriber) -> list[Followed]:
    """Return all that the button will begin, the site first."""
    site = [followed(None, subscriber.site_frequency)] if subscriber.site_frequency else []
    return site + [followed(target_of(row), row.frequency) for row in list_open(db.session, subscriber, since())]


@anyone(Proof.ORIGIN)
def confirm_now(token: str) -> ResponseReturnValue:
    """Confirm, and lead to the page that says so."""
    confirm_subscription(db.session, open_request(token, is_locked=True), since(), read_clock())
    db.session.commit()
    return redirect(url_for(".confirm", token=token), code=303)


def open_request(token: str, *, is_locked: bool = False) -> Subscriber:
    """Return the subscriber whose confirmation link was opened."""
    return open_confirmation(db.session, links(), token, max_age=lifetime(), is_locked=is_locked)


def lifetime() -> int:
    """Return the life of a link that confirms, in seconds."""
    return int(current_settings().confirmation_seconds)


def since() -> datetime:
    """Return the time before which requests are too old to be confirmed."""
    return read_clock() - timedelta(seconds=lifetime())


@anyone(Proof.ORIGIN)
def follow(token: str) -> ResponseReturnValue:
    """Show the button that adds what was asked, or say that it is added."""
    return show_follow(open_follow(db.session, links(), token, max_age=lifetime()), token)


def show_follow(asked: FollowRequest, token: str, *, is_full: bool = False) -> str:
    """Return the page about one request; *is_full* when its reader follows as much as one person can."""
    return render_template(
        "subscriptions/follow.html",
        asked=asked,
        what=followed(target_of(asked), asked.frequency),
        token=token,
        preferences_token=preferences_token(links(), asked.subscriber),
        is_full=is_full,
    )


@anyone(Proof.ORIGIN)
def follow_now(token: str) -> ResponseReturnValue:
    """Add what was asked, and lead to the page that says so."""
    asked = open_follow(db.session, links(), token, max_age=lifetime(), is_locked=True)
    confirm_follow(db.session, asked, read_clock())
    if asked.confirmed_at is None:
        return show_follow(asked, token, is_full=True), 409
    db.session.commit()
    return redirect(url_for(".follow", token=token), code=303)


@anyone(Proof.ORIGIN)
def change(token: str) -> ResponseReturnValue:
    """Show the button that makes the new address the one that mail goes to."""
    subscriber = open_change(db.session, links(), token, max_age=lifetime())
    return render_template("subscriptions/change.html", subscriber=subscriber, token=token)


@anyone(Proof.ORIGIN)
def change_now(token: str) -> ResponseReturnValue:
    """Change the address, and lead to the preferences, which say so."""
    subscriber = open_change(db.session, links(), token, max_age=lifetime(), is_locked=True)
    preferences = preferences_token(links(), subscriber)
    try:
        change_address(db.session, subscriber, read_clock())
    except AddressTaken:
        db.session.rollback()
        return render_template("subscriptions/taken.html", preferences_token=preferences), 409
    db.session.commit()
    return redirect(url_for(".preferences", token=preferences, changed="moved", _anchor="part-address"), code=303)
