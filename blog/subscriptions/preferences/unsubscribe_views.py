"""Leaving: a page with one button, and the address to which a mail program's own button posts."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.database import db
from blog.models import SubscriberState
from blog.subscriptions.signed_links import open_preferences
from blog.web.access.policy import Proof, anyone
from blog.web.clock import read_clock
from blog.web.extensions import links


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
