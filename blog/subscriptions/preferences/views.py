"""The preferences page: one page by signed link, each section a form of its own."""

from flask import Response, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from blog.config.settings import current_settings
from blog.database import db
from blog.models import Subscriber, SubscriberState
from blog.subscriptions.preferences.consent_receipts import Receipt, as_json, make_receipt
from blog.subscriptions.preferences.delivery_times import is_paused, zone_of
from blog.subscriptions.preferences.preference_sections import DEEDS, FORMS, Reader, Refused, make_form
from blog.subscriptions.signed_links import open_preferences
from blog.subscriptions.targets import target_of
from blog.web.access.policy import Proof, anyone
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.base import OpenForm

SAID = {
    "follows": _l("Saved: this is what you are told about from now on."),
    "add": _l("Added: you are told about it from now on."),
    "levels": _l("Your choice for urgent and minor alerts is saved."),
    "hours": _l("Your quiet hours and your time zone are saved."),
    "pause": _l("Your pause is on."),
    "resume": _l("Your pause is over: what is published from now on reaches you."),
    "name": _l("Your name has been changed."),
    "address": _l(
        "If that address can be used, a message with a link is on its way to it. "
        "Until the link there has been opened and confirmed, everything goes to the old address."
    ),
    "moved": _l("Your address has been changed: from now on we write to the new one."),
}
"""What the page says after a change, by the word that leads to it."""
PLACES = {"add": "follows", "resume": "pause", "moved": "address"}
"""The section in which a sentence stands, where that is another one."""


@anyone(Proof.ORIGIN)
def preferences(token: str) -> ResponseReturnValue:
    """Show what a subscriber has chosen and what is kept about the address."""
    subscriber = open_preferences(db.session, links(), token)
    if not subscriber.is_confirmed:
        return show_inactive(subscriber, token)
    return show(read_reader(subscriber), token)


def show_inactive(subscriber: Subscriber, token: str) -> str:
    """Return the page of somebody who gets nothing."""
    receipt = make_receipt(db.session, subscriber)
    return render_template("subscriptions/inactive.html", subscriber=subscriber, token=token, receipt=receipt)


def read_reader(subscriber: Subscriber) -> Reader:
    """Return what the sections need to know."""
    settings = current_settings()
    return Reader(db.session, subscriber, settings.timezone, settings.secret_key, read_clock())


def show(reader: Reader, token: str, wrong: tuple[str, OpenForm] | None = None) -> str:
    """Return the page; *wrong* is a section and its form as it was sent, with errors."""
    forms = {section: make_form(section, reader, formdata=None) for section in FORMS}
    forms.update([wrong] if wrong else [])
    said = request.args.get("changed", "")
    return render_template(
        "subscriptions/preferences.html",
        subscriber=reader.subscriber,
        token=token,
        forms=forms,
        wrong=wrong[1] if wrong else None,
        follows=[(row, target_of(row)) for row in reader.follows],
        receipt=make_receipt(reader.session, reader.subscriber),
        pause_end=find_pause_end(reader),
        said={PLACES.get(said, said): SAID[said]} if said in SAID and not wrong else {},
    )


def find_pause_end(reader: Reader) -> str | None:
    """Return the day on which the pause ends, as the reader's own calendar has it; None without a pause."""
    until = reader.subscriber.paused_until
    if until is None or not is_paused(reader.subscriber, reader.now):
        return None
    return str(format_date(until.astimezone(zone_of(reader.subscriber, reader.site_zone)).date(), "long"))


@anyone(Proof.ORIGIN)
def alter(token: str, part: str) -> ResponseReturnValue:
    """Do what the button of one section says, and lead to the sentence that confirms it."""
    if part not in DEEDS:
        abort(404)
    subscriber = open_preferences(db.session, links(), token, is_locked=True)
    if not subscriber.is_confirmed:
        return show_inactive(subscriber, token), 409
    reader = read_reader(subscriber)
    form = make_form(part, reader)
    if not form.validate_on_submit():
        return show(reader, token, (part, form)), 422
    try:
        DEEDS[part](reader, form)
    except Refused as refused:
        form[refused.field].errors = [refused.words]
        return show(reader, token, (part, form)), 422
    db.session.commit()
    place = f"part-{PLACES.get(part, part)}"
    return redirect(url_for(".preferences", token=token, changed=part, _anchor=place), code=303)


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


@anyone(Proof.ORIGIN)
def receipt(token: str) -> Response:
    """Give the receipt as a text file."""
    text = render_template("subscriptions/receipt.txt", receipt=find_receipt(token))
    return as_file(Response(text, content_type="text/plain; charset=utf-8"), "txt")


@anyone(Proof.ORIGIN)
def receipt_json(token: str) -> Response:
    """Give the receipt as a JSON file."""
    return as_file(jsonify(as_json(find_receipt(token), current_settings().site_name)), "json")


def find_receipt(token: str) -> Receipt:
    """Return the receipt of the subscriber whose link this is, in whatever state."""
    return make_receipt(db.session, open_preferences(db.session, links(), token))


def as_file(response: Response, suffix: str) -> Response:
    """Return *response* so that a browser keeps it as a file."""
    response.headers["Content-Disposition"] = f'attachment; filename="consent-receipt.{suffix}"'
    return response
