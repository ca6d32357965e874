"""CSV export of readers at the desk, after the password was given again."""

import structlog
from flask import Response, flash, redirect, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.audit import record_audit_event
from blog.accounts.people.reauthentication_views import needs_reauthentication, reauthenticate
from blog.database import db, writing
from blog.models import AuditKind, Role
from blog.subscriptions.admin.forms import ExportForm
from blog.subscriptions.admin.import_views import render_import
from blog.subscriptions.import_export.csv_export import export_list
from blog.web.access.policy import staff
from blog.web.clock import read_clock

log = structlog.get_logger()


@staff(Role.ADMINISTRATOR)
def allow_export() -> ResponseReturnValue:
    """Check the password, and lead to the file."""
    form = ExportForm()
    if not form.validate() or not reauthenticate(form):
        return render_import(export_form=form), 422
    return redirect(url_for(".export_readers"), code=303)


@staff(Role.ADMINISTRATOR)
def export_readers() -> ResponseReturnValue:
    """Stream all readers as CSV, which an import can read back; lead to the password where that was given long ago.

    This is a GET, so that no lock on the database is held while the file travels.
    """
    if needs_reauthentication():
        flash(_("Enter your password to download the readers."))
        return redirect(url_for(".import_readers", _anchor="out"), code=303)
    log.info("readers exported", person=current_user.id)
    with writing():
        record_audit_event(db.session, AuditKind.EXPORTED, read_clock(), by=current_user)
    name = f"readers-{read_clock():%Y-%m-%d}.csv"
    response = Response(stream_with_context(export_list(db.session)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Cache-Control"] = "no-store"
    return response
