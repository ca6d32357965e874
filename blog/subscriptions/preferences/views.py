"""The preferences page behind a signed link, and the consent receipt."""

from collections.abc import Mapping

from flask import Response, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from blog.config.settings import current_settings
from blog.database import db
from blog.models import MailingRules, Subscriber
from blog.subscriptions.preferences.consent_receipts import Receipt, make_receipt, receipt_to_json
from blog.subscriptions.preferences.delivery_times import is_paused, zone_of
from blog.subscriptions.preferences.digest_schedule import label_hour, weekday_labels
from blog.subscriptions.preferences.preference_sections import (
    SECTION_ACTIONS,
    SECTION_FORMS,
    InvalidChoice,
    PreferencesContext,
    make_form,
)
from blog.subscriptions.preferences.save_all import VALUE_SECTIONS, WAS, InvalidPage, save_page
from blog.subscriptions.preferences.unsubscribing import has_undo
from blog.subscriptions.signed_links import open_preferences
from blog.subscriptions.targets import target_of
from blog.text.language import site_zone_name
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.addresses.links import ADDED_BY_MAIL_PROGRAMS
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.base import OpenForm
from blog.web.languages.offered import offered_languages
from blog.web.languages.page_language import follow_reader
from blog.web.site_identity.reading import site_settings

SAVED = _l("Saved.")
CHANGE_MESSAGES = {
    **dict.fromkeys(("all", "follows", "levels", "hours", "format", "language", "name"), SAVED),
    "add": _l("Added."),
    "pause": _l("Alerts are paused."),
    "resume": _l("Alerts are on again."),
    "address": _l("Saved. Check that inbox for a link. Until you confirm it, e-mail goes to your current address."),
    "undone": _l("Welcome back. Your alerts are on again, just as before."),
    "moved": _l("Your address has been changed."),
}
"""Messages after a change, by the query parameter changed."""


@anyone(CsrfProtection.ORIGIN)
def preferences(token: str) -> ResponseReturnValue:
    """Show the choices of a subscriber and the data stored about them."""
    subscriber = open_preferences(db.session, links(), token)
    follow_reader(subscriber.language)
    if not subscriber.is_confirmed:
        return render_inactive(subscriber, token)
    return render_preferences(preferences_context(subscriber), token)


def render_inactive(subscriber: Subscriber, token: str) -> str:
    """Return the page of a subscriber who is not confirmed or has left."""
    receipt = make_receipt(db.session, subscriber)
    undo = has_undo(subscriber, read_clock())
    return render_template(
        "subscriptions/preferences/inactive.html", subscriber=subscriber, token=token, receipt=receipt, has_undo=undo
    )


def preferences_context(subscriber: Subscriber) -> PreferencesContext:
    """Return what the sections need."""
    settings = current_settings()
    return PreferencesContext(
        db.session, subscriber, site_zone_name(), settings.secret_key, read_clock(), offered_languages()
    )


def render_preferences(context: PreferencesContext, token: str, rejected: Mapping[str, OpenForm] | None = None) -> str:
    """Return the page; *rejected* are forms as they were sent, by section, with errors."""
    present = {section: make_form(section, context, formdata=None) for section in SECTION_FORMS}
    forms = {**present, **(rejected or {})}
    changed, rules = request.args.get("changed", ""), MailingRules.read(db.session)
    return render_template(
        "subscriptions/preferences/preferences.html",
        subscriber=context.subscriber,
        token=token,
        forms=forms,
        rejected_forms=[form for form in (rejected or {}).values() if form.errors],
        shown=shown_values(present),
        follows=[(row, target_of(row)) for row in context.follows],
        receipt=make_receipt(context.session, context.subscriber),
        pause_end=find_pause_end(context),
        message=None if rejected else message_after(changed, context.subscriber),
        site_zone=context.site_zone,
        digest_time=label_hour(rules.digest_hour),
        digest_weekday=weekday_labels()[rules.digest_weekday],
    )


def message_after(changed: str, subscriber: Subscriber) -> LazyString | None:
    """Return the message after the change of this name; it promises no alerts where nothing may be sent."""
    promises = {"resume", "undone"}
    return SAVED if subscriber.suppressed_at and changed in promises else CHANGE_MESSAGES.get(changed)


def shown_values(present: Mapping[str, OpenForm]) -> dict[str, str]:
    """Return what each field showed when the page was first made, by name; a rejected page goes on saying so."""
    fields = (field for section in VALUE_SECTIONS for field in present[section])
    return {field.name: request.form.get(f"{WAS}{field.name}", field.data or "") for field in fields}


def find_pause_end(context: PreferencesContext) -> str | None:
    """Return the day on which the pause ends, in the zone of the subscriber; None without a pause."""
    until = context.subscriber.paused_until
    if until is None or not is_paused(context.subscriber, context.now):
        return None
    return str(format_date(until.astimezone(zone_of(context.subscriber, context.site_zone)).date(), "long"))


@anyone(CsrfProtection.ORIGIN)
def update_all(token: str) -> ResponseReturnValue:
    """Save all that was changed on the page, or nothing; redirect to the message that confirms it."""
    subscriber = open_preferences(db.session, links(), token, for_update=True)
    follow_reader(subscriber.language)
    if not subscriber.is_confirmed:
        return render_inactive(subscriber, token), 409
    try:
        changed = save_page(preferences_context(subscriber), request.form)
    except InvalidPage as invalid:
        db.session.rollback()
        return render_preferences(preferences_context(subscriber), token, invalid.forms), 422
    db.session.commit()
    return redirect(
        url_for(".preferences", token=token, changed="address" if "address" in changed else "all"), code=303
    )


@anyone(CsrfProtection.ORIGIN)
def update_section(token: str, part: str) -> ResponseReturnValue:
    """Do the action of one section; redirect to the message that confirms it."""
    if part not in SECTION_ACTIONS:
        abort(404)
    subscriber = open_preferences(db.session, links(), token, for_update=True)
    follow_reader(subscriber.language)
    if not subscriber.is_confirmed:
        return render_inactive(subscriber, token), 409
    context = preferences_context(subscriber)
    form = make_form(part, context)
    if not form.validate_on_submit():
        return render_preferences(context, token, {part: form}), 422
    try:
        SECTION_ACTIONS[part](context, form)
    except InvalidChoice as invalid:
        form[invalid.field].errors = [invalid.message]
        return render_preferences(context, token, {part: form}), 422
    db.session.commit()
    return redirect(url_for(".preferences", token=token, changed=part), code=303)


@anyone(CsrfProtection.ORIGIN)
def mend_link(token: str, part: str) -> ResponseReturnValue:
    """Redirect from a link with characters that a mail program added at its end to the link itself."""
    mended = part.rstrip(ADDED_BY_MAIL_PROGRAMS)
    if mended != "leave":
        abort(404)
    return redirect(url_for(".leave", token=token))


@anyone(CsrfProtection.ORIGIN)
def receipt(token: str) -> Response:
    """Download the receipt as text."""
    text = render_template("subscriptions/preferences/receipt.txt", receipt=find_receipt(token))
    return as_attachment(Response(text, content_type="text/plain; charset=utf-8"), "txt")


@anyone(CsrfProtection.ORIGIN)
def receipt_json(token: str) -> Response:
    """Download the receipt as JSON."""
    return as_attachment(jsonify(receipt_to_json(find_receipt(token), site_settings().name)), "json")


def find_receipt(token: str) -> Receipt:
    """Return the receipt of the subscriber of *token*, in whatever state."""
    subscriber = open_preferences(db.session, links(), token)
    follow_reader(subscriber.language)
    return make_receipt(db.session, subscriber)


def as_attachment(response: Response, suffix: str) -> Response:
    """Return *response* as a download."""
    response.headers["Content-Disposition"] = f'attachment; filename="consent-receipt.{suffix}"'
    return response
