"""The preferences page: one page by signed link, each section a form of its own."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from blog.config.settings import current_settings
from blog.database import db
from blog.models import Subscriber
from blog.subscriptions.preferences.consent_receipts import make_receipt
from blog.subscriptions.preferences.delivery_times import zone_of
from blog.subscriptions.preferences.pausing import is_paused
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
