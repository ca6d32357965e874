"""Pages behind confirmation links; each shows a button, because mail scanners follow every link."""

from datetime import datetime, timedelta

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from blog.config.settings import current_settings
from blog.database import db
from blog.models import FollowRequest, Subscriber
from blog.subscriptions.following import is_following
from blog.subscriptions.preferences.address_change import AddressTaken, change_address
from blog.subscriptions.preferences.consent_receipts import current_follows
from blog.subscriptions.signed_links import open_change, open_confirmation, open_follow, preferences_token
from blog.subscriptions.signup.confirmation import confirm_follow, confirm_subscription, list_unconfirmed
from blog.subscriptions.signup_wording import FollowSummary, summarise_follow
from blog.subscriptions.targets import target_of
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.languages.page_language import follow_reader
from blog.web.site_identity.reading import site_settings


@anyone(CsrfProtection.ORIGIN)
def confirm(token: str) -> ResponseReturnValue:
    """Show the button that confirms a subscription, or that it is confirmed."""
    subscriber = open_subscriber(token)
    follow_reader(subscriber.language)
    view = "confirmed" if subscriber.is_confirmed else "confirm"
    return render_template(
        f"subscriptions/signup/{view}.html",
        subscriber=subscriber,
        token=token,
        preferences_token=preferences_token(links(), subscriber),
        follows=current_follows(db.session, subscriber),
        requested=list_requested_follows(subscriber),
    )


def list_requested_follows(subscriber: Subscriber) -> list[FollowSummary]:
    """Return the follows that the button will confirm, the site first."""
    site = [summarise_follow(None, subscriber.site_frequency)] if subscriber.site_frequency else []
    return site + [
        summarise_follow(target_of(row), row.frequency)
        for row in list_unconfirmed(db.session, subscriber, oldest_confirmable())
    ]


@anyone(CsrfProtection.ORIGIN)
def confirm_now(token: str) -> ResponseReturnValue:
    """Confirm a subscription; redirect to the page that says so."""
    subscriber, welcome = open_subscriber(token, for_update=True), site_settings().has_welcome
    confirm_subscription(db.session, subscriber, oldest_confirmable(), read_clock(), welcome=welcome)
    db.session.commit()
    return redirect(url_for(".confirm", token=token), code=303)


def open_subscriber(token: str, *, for_update: bool = False) -> Subscriber:
    """Return the subscriber of a confirmation *token*."""
    return open_confirmation(db.session, links(), token, max_age=confirmation_lifetime(), for_update=for_update)


def confirmation_lifetime() -> int:
    """Return the lifetime of a confirmation link in seconds."""
    return int(current_settings().confirmation_seconds)


def oldest_confirmable() -> datetime:
    """Return the time before which requests are too old to be confirmed."""
    return read_clock() - timedelta(seconds=confirmation_lifetime())


@anyone(CsrfProtection.ORIGIN)
def follow(token: str) -> ResponseReturnValue:
    """Show the button that confirms a follow, or that it is confirmed."""
    return show_follow(open_follow(db.session, links(), token, max_age=confirmation_lifetime()), token)


def show_follow(follow_request: FollowRequest, token: str, *, is_full: bool = False) -> str:
    """Return the page about one request; *is_full* when its reader has MAX_FOLLOWS follows."""
    follow_reader(follow_request.subscriber.language)
    return render_template(
        "subscriptions/signup/follow.html",
        follow_request=follow_request,
        what=summarise_follow(target_of(follow_request), follow_request.frequency),
        token=token,
        preferences_token=preferences_token(links(), follow_request.subscriber),
        is_full=is_full,
        is_change=is_following(db.session, follow_request.subscriber, target_of(follow_request)),
    )


@anyone(CsrfProtection.ORIGIN)
def follow_now(token: str) -> ResponseReturnValue:
    """Confirm a follow; redirect to the page that says so."""
    follow_request = open_follow(db.session, links(), token, max_age=confirmation_lifetime(), for_update=True)
    confirm_follow(db.session, follow_request, read_clock())
    if follow_request.confirmed_at is None:
        return show_follow(follow_request, token, is_full=True), 409
    db.session.commit()
    return redirect(url_for(".follow", token=token), code=303)


@anyone(CsrfProtection.ORIGIN)
def change(token: str) -> ResponseReturnValue:
    """Show the button that confirms a new address."""
    subscriber = open_change(db.session, links(), token, max_age=confirmation_lifetime())
    follow_reader(subscriber.language)
    return render_template("subscriptions/signup/confirm_address.html", subscriber=subscriber, token=token)


@anyone(CsrfProtection.ORIGIN)
def change_now(token: str) -> ResponseReturnValue:
    """Change the address; redirect to the preferences, which say so."""
    subscriber = open_change(db.session, links(), token, max_age=confirmation_lifetime(), for_update=True)
    follow_reader(subscriber.language)
    preferences = preferences_token(links(), subscriber)
    try:
        change_address(db.session, subscriber, read_clock())
    except AddressTaken:
        db.session.rollback()
        return render_template("subscriptions/signup/address_taken.html", preferences_token=preferences), 409
    preferences = preferences_token(links(), subscriber)
    db.session.commit()
    return redirect(url_for(".preferences", token=preferences, changed="moved"), code=303)
