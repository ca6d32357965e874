"""Pages of the settings, one a section."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.config.settings import current_settings
from blog.database import db
from blog.models import Role
from blog.site.blueprint import blueprint
from blog.site.settings.conflicts import FieldConflict, describe_conflict, words_about
from blog.site.settings.setting_changes import SettingsConflict, change_site_settings
from blog.site.settings.setting_forms import SettingsForm, make_settings_form
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.site_identity.reading import forget_site_settings, site_settings
from blog.web.site_identity.site_settings import SECTIONS, SettingsSection


@blueprint.get("/desk/settings")
@staff(Role.ADMINISTRATOR)
def first_settings() -> ResponseReturnValue:
    """Lead to the first section."""
    return redirect(url_for(".settings", name=SECTIONS[0].name))


@blueprint.route("/desk/settings/<name>", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
def settings(name: str) -> ResponseReturnValue:
    """Show and change the settings of one section; "preview" shows what was typed without saving it."""
    section = next((one for one in SECTIONS if one.name == name), None) or abort(404)
    current = site_settings()
    open_settings = [one for one in section.settings if not one.is_fixed(current_settings())]
    form = make_settings_form(open_settings, asdict(current), request.form)
    if not form.is_submitted():
        return show_section(section, form)
    if not form.validate():
        return show_section(section, form), 422
    if request.form.get("act") == "preview":
        return show_section(section, form)
    by = current_user._get_current_object()
    try:
        change = change_site_settings(db.session, current, form.chosen_values(), read_clock(), by=by, seen=form.stamps)
    except SettingsConflict as conflict:
        db.session.rollback()
        return show_section(section, form, describe_conflict(form, conflict.values)), 409
    db.session.commit()
    forget_site_settings()
    flash(words_about(change))
    return redirect(url_for(".settings", name=section.name), code=303)


def show_section(section: SettingsSection, form: SettingsForm, conflicts: Sequence[FieldConflict] = ()) -> str:
    """Return the page of *section* with *form*, and a preview of what the form says as far as it is valid."""
    valid = {key: value for key, value in form.chosen_values().items() if not form[key].errors and value is not None}
    return render_template(
        "site/settings.html",
        section=section,
        form=form,
        settings=current_settings(),
        conflicts=conflicts,
        shown=replace(site_settings(), **valid),
    )
