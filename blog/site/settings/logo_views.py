"""The page of the logo: one picture becomes logo, icon of tabs and home screens, and part of mails and cards."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.database import db
from blog.models import DiscardedPicture, Role
from blog.pictures.files.logo_upload import store_logo
from blog.pictures.files.refusal_messages import PictureRefused
from blog.pictures.files.storage import storage
from blog.pictures.files.upload import current_limits
from blog.site.blueprint import blueprint
from blog.site.settings.logo_forms import LogoForm
from blog.site.settings.setting_changes import change_site_settings
from blog.web.access.policy import staff
from blog.web.access.request_body import accept_uploads
from blog.web.clock import read_clock
from blog.web.site_identity.logo import site_logo
from blog.web.site_identity.reading import forget_site_settings, site_settings


@blueprint.route("/desk/settings/logo", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
@accept_uploads(2)
def logo() -> ResponseReturnValue:
    """Show the logo; store another one, or other words for it; "remove" takes it away."""
    form = LogoForm(obj=site_settings())
    if not form.validate_on_submit():
        return render_template("site/logo.html", form=form), 422 if form.is_submitted() else 200
    if request.form.get("act") == "remove":
        return save_logo({"logo": ""})
    values: dict[str, Any] = {"logo_alt": form.logo_alt.data or "", "logo_place": form.logo_place.data}
    if not form.picture_file.data:
        return save_logo(values)
    # Decoding takes a second: on SQLite an open transaction would keep all other writers waiting.
    db.session.rollback()
    try:
        values["logo"] = store_logo(storage(), form.picture_file.data.stream, current_limits())
    except PictureRefused as refusal:
        form.picture_file.errors = [str(refusal)]
        return render_template("site/logo.html", form=form), 503 if refusal.is_temporary else 422
    return save_logo(values)


def save_logo(values: dict[str, Any]) -> ResponseReturnValue:
    """Store *values* by key of setting, let the worker remove the files of a former logo, and say what was done."""
    former, now = site_logo(), read_clock()
    by = current_user._get_current_object()
    changed = change_site_settings(db.session, site_settings(), values, now, by=by).changed
    if former and "logo" in changed:
        db.session.add(DiscardedPicture(key=former.key, discarded_at=now))
    db.session.commit()
    forget_site_settings()
    if values.get("logo") == "":
        flash(_("The logo is removed.") if changed else _("Nothing was changed."))
    else:
        flash(_("The logo is saved.") if changed else _("Nothing was changed."))
    return redirect(url_for(".logo"), code=303)
