"""Unsubscribing by the link in mail, the mail program's own button, and its undo."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.database import db
from blog.models import Subscriber, SubscriberState
from blog.subscriptions.following import end_follow, find_follow_of_mail
from blog.subscriptions.preferences.unsubscribing import TooLateToUndo, has_undo, undo_unsubscribing
from blog.subscriptions.preferences.views import render_inactive
from blog.subscriptions.signed_links import open_preferences, open_unsubscribe
from blog.subscriptions.targets import target_of
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.languages.page_language import follow_reader


@anyone(CsrfProtection.LINK)
def leave(token: str) -> ResponseReturnValue:
    """Show the button; a POST unsubscribes, and one-click POST of a mail program is answered without redirect.

    Source: RFC 8058 3.1 and 3.2 (no cookie, no redirect, List-Unsubscribe=One-Click).
    """
    is_leaving = request.method == "POST"
    subscriber, is_former = open_unsubscribe(db.session, links(), token, for_update=is_leaving)
    follow_reader(subscriber.language)
    if is_leaving:
        subscriber.leave(read_clock())
        db.session.commit()
        if request.form.get("List-Unsubscribe") != "One-Click":
            return redirect(url_for(".leave", token=token), code=303)
    return show_leave(subscriber, token, is_former=is_former)


def show_leave(subscriber: Subscriber, token: str, *, is_former: bool = False, is_too_late: bool = False) -> str:
    """Return the page with the button, or the one that says goodbye.

    By a link of a former address it shows nothing of the present one, and leads nowhere else.
    """
    view = "unsubscribed" if subscriber.state is SubscriberState.LEFT else "unsubscribe"
    return render_template(
        f"subscriptions/preferences/{view}.html",
        subscriber=subscriber,
        token=token,
        is_former=is_former,
        has_undo=not is_former and has_undo(subscriber, read_clock()),
        is_too_late=is_too_late,
    )


@anyone(CsrfProtection.ORIGIN)
def undo_leave(token: str) -> ResponseReturnValue:
    """Undo unsubscribing; redirect to the preferences, which say so."""
    subscriber = open_preferences(db.session, links(), token, for_update=True)
    follow_reader(subscriber.language)
    try:
        undo_unsubscribing(subscriber, read_clock())
    except TooLateToUndo:
        if subscriber.state is SubscriberState.PENDING:  # Who has signed up again since.
            return render_inactive(subscriber, token), 409
        return show_leave(subscriber, token, is_too_late=True), 409
    db.session.commit()
    return redirect(url_for(".preferences", token=token, changed="undone"), code=303)


@anyone(CsrfProtection.LINK)
def unfollow(token: str, target_kind: str, target_id: int) -> ResponseReturnValue:
    """Show the button that ends one follow, or that it has ended; a POST ends it, one-click POST without redirect.

    Source: RFC 8058 3.1 and 3.2; mail that came by one follow names this address in List-Unsubscribe.
    """
    is_ending = request.method == "POST"
    subscriber, is_former = open_unsubscribe(db.session, links(), token, for_update=is_ending)
    follow_reader(subscriber.language)
    followed = find_follow_of_mail(db.session, subscriber, target_kind, target_id)
    if is_ending:
        if followed is not None:
            end_follow(db.session, followed)
            db.session.commit()
        if request.form.get("List-Unsubscribe") != "One-Click":
            return redirect(request.path, code=303)
        followed = None
    target = target_of(followed) if followed else None
    return render_template("subscriptions/preferences/unfollow.html", target=target, token=token, is_former=is_former)
