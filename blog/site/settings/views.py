"""Pages of the settings, one a section."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.accounts.people.reauthentication_views import ask_for_proof
from blog.config.settings import current_settings
from blog.database import db
from blog.models import Role
from blog.site.blueprint import blueprint
from blog.site.settings.conflicts import FieldConflict, describe_conflict, words_about
from blog.site.settings.look_check import find_faults
from blog.site.settings.schedule_notice import describe_schedules
from blog.site.settings.setting_changes import SettingsConflict, change_site_settings
from blog.site.settings.setting_forms import SettingsForm, make_settings_form
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.site_identity.reading import forget_site_settings, site_settings
from blog.web.site_identity.site_settings import SECTIONS, SettingsSection, SiteSettings


@blueprint.get("/desk/settings")
@staff(Role.ADMINISTRATOR)
def first_settings() -> ResponseReturnValue:
    """Lead to the first section."""
    return redirect(url_for(".settings", name=SECTIONS[0].name))


@blueprint.route("/desk/settings/<name>", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
def settings(name: str) -> ResponseReturnValue:
    """Show and change the settings of one section; any "act" shows what was typed without saving it."""
    section = next((one for one in SECTIONS if one.name == name), None) or abort(404)
    current = site_settings()
    open_settings = [one for one in section.settings if not one.is_fixed(current_settings())]
    form = make_settings_form(open_settings, asdict(current), request.form)
    take_proposal(form)
    is_valid = form.is_submitted() and form.validate()
    shown = replace(current, **valid_values(form))
    if not form.is_submitted() or (is_valid and "act" in request.form):
        return show_section(section, form, shown)
    db.session.rollback()  # The files of a typeface take seconds to make, for which no lock is held.
    if not is_valid or mark_faults(form, find_faults(section.name, shown)):
        return show_section(section, form, shown), 422
    if section.needs_proof and (answer := ask_for_proof()) is not None:
        return answer
    by = current_user._get_current_object()
    try:
        change = change_site_settings(db.session, current, form.chosen_values(), read_clock(), by=by, seen=form.stamps)
    except SettingsConflict as conflict:
        db.session.rollback()
        return show_section(section, form, shown, describe_conflict(form, conflict.values)), 409
    db.session.commit()
    forget_site_settings()
    flash(words_about(change))
    if "timezone" in change.changed and (notice := describe_schedules(db.session)):
        flash(notice)
    return redirect(url_for(".settings", name=section.name), code=303)


def take_proposal(form: SettingsForm) -> None:
    """Put the value that the pressed button proposes, such as "accent_dark #ce6257", into its field."""
    key, _space, value = request.form.get("act", "").partition(" ")
    if value and key in form:
        form[key].process_formdata([value])


def valid_values(form: SettingsForm) -> dict[str, Any]:
    """Return what *form* says, by key, as far as it can be."""
    return {key: value for key, value in form.chosen_values().items() if not form[key].errors and value is not None}


def mark_faults(form: SettingsForm, faults: Mapping[str, str]) -> bool:
    """Put each of *faults* beside the field of its key; return whether there are any that can be mended here."""
    marked = {key: words for key, words in faults.items() if key in form}
    for key, words in marked.items():
        form[key].errors = [*form[key].errors, words]
    return bool(marked)


def show_section(
    section: SettingsSection, form: SettingsForm, shown: SiteSettings, conflicts: Sequence[FieldConflict] = ()
) -> str:
    """Return the page of *section* with *form*, a preview of *shown*, and what others have changed since."""
    return render_template(
        "site/settings.html",
        section=section,
        form=form,
        settings=current_settings(),
        conflicts=conflicts,
        shown=shown,
    )
