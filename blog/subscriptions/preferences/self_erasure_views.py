"""Erase everything: the request on the preferences, and the page behind the link that proves the address."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.config.settings import current_settings
from blog.database import db
from blog.delivery import outbox
from blog.delivery.devmail.captured_deletion import delete_captured_mail
from blog.models import Subscriber
from blog.subscriptions.erasure import MessageInFlight, erase_reader, find_addresses
from blog.subscriptions.signed_links import open_erasure, open_preferences
from blog.subscriptions.signup_limits import count_signup, take_mail_quota
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.languages.page_language import follow_reader


@anyone(CsrfProtection.ORIGIN)
def ask_erasure(token: str) -> ResponseReturnValue:
    """Show what erasing does; a POST sends the link that proves the address."""
    is_asking = request.method == "POST"
    subscriber = open_preferences(db.session, links(), token, for_update=is_asking)
    follow_reader(subscriber.language)
    if not is_asking or subscriber.suppressed_at is not None:
        page = render_template("subscriptions/erasure/ask.html", subscriber=subscriber, token=token)
        return page, 409 if is_asking else 200
    owe_link(subscriber)
    db.session.commit()
    return redirect(url_for(".erasure_asked", token=token), code=303)


def owe_link(subscriber: Subscriber) -> None:
    """Owe *subscriber* the link, unless the address has had its three mails today; the caller commits."""
    secret, now = current_settings().secret_key, read_clock()
    count_signup(db.session, request.remote_addr, secret, now)
    if take_mail_quota(db.session, subscriber.address_key, secret, now):
        outbox.enqueue(db.session, "erasure", subscriber, now)


@anyone(CsrfProtection.ORIGIN)
def erasure_asked(token: str) -> ResponseReturnValue:
    """Say that the link is on its way."""
    subscriber = open_preferences(db.session, links(), token)
    follow_reader(subscriber.language)
    return render_template("subscriptions/erasure/asked.html", subscriber=subscriber, token=token)


@anyone(CsrfProtection.ORIGIN)
def erase(token: str) -> ResponseReturnValue:
    """Show the button, because mail scanners follow every link; a POST erases the reader for good."""
    is_erasing = request.method == "POST"
    subscriber = open_erasure(db.session, links(), token)
    follow_reader(subscriber.language)
    if not is_erasing:
        return render_template("subscriptions/erasure/erase.html", subscriber=subscriber, token=token)
    addresses, language = find_addresses(db.session, [subscriber.id]), subscriber.language or None
    try:
        erase_reader(db.session, subscriber, current_settings().secret_key, read_clock(), by=None, by_reader=True)
    except MessageInFlight:
        db.session.rollback()
        page = render_template(
            "subscriptions/erasure/erase.html", subscriber=subscriber, token=token, is_in_flight=True
        )
        return page, 409
    db.session.commit()
    delete_captured_mail(addresses)
    return redirect(url_for(".erased", language=language), code=303)


@anyone(CsrfProtection.ORIGIN)
def erased() -> ResponseReturnValue:
    """Say that it is done, in the language that the address names; the page names nobody."""
    follow_reader(request.args.get("language", ""))
    return render_template("subscriptions/erasure/erased.html")
