"""CSV import of readers at the desk."""

from itertools import islice

import structlog
from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.audit import record_audit_event
from blog.accounts.people.reauthentication_views import needs_reauthentication
from blog.config.settings import current_settings
from blog.database import db
from blog.models import AuditKind, Role
from blog.subscriptions.admin.forms import ExportForm, ImportForm
from blog.subscriptions.import_export.csv_import import ImportOptions, import_list
from blog.subscriptions.import_export.import_formats import open_list
from blog.subscriptions.import_export.import_report import ImportReport
from blog.subscriptions.import_export.text_encoding import UnreadableCsv
from blog.web.access.policy import staff
from blog.web.clock import read_clock

MAX_IMPORT_ROWS = 5_000
"""Rows that one request imports; longer files are for the command line, which shows its progress."""
MAX_ERRORS_SHOWN = 200

log = structlog.get_logger()


@staff(Role.ADMINISTRATOR)
def import_readers() -> ResponseReturnValue:
    """Check or import a CSV file of readers, and show what becomes of its rows.

    The answer to an import is its report, not a redirect: importing the same
    file again changes nothing.
    """
    form = ImportForm()
    if not form.validate_on_submit():
        return render_import(form), 422 if form.is_submitted() else 200
    try:
        report, unknown = import_file(form)
    except UnreadableCsv as reason:
        form.refuse(reason)
        return render_import(form), 422
    is_imported = bool(form.take.data)
    if is_imported:
        record_audit_event(db.session, AuditKind.IMPORTED, read_clock(), by=current_user)
        db.session.commit()
        log.info("readers imported", person=current_user.id, new=sum(report.new.values()), refused=report.rejected)
    else:
        db.session.rollback()
    return render_import(form, report=report, unknown=unknown, is_imported=is_imported)


def render_import(form: ImportForm | None = None, export_form: ExportForm | None = None, **more: object) -> str:
    """Return the page of import and export, with the report when there is one."""
    limits = {
        "max_rows": MAX_IMPORT_ROWS,
        "max_errors": MAX_ERRORS_SHOWN,
        "max_bytes": current_settings().max_content_length,
    }
    forms = {"form": form or ImportForm(formdata=None), "export_form": export_form or ExportForm(formdata=None)}
    is_asking = needs_reauthentication()
    return render_template(
        "subscriptions/admin/import.html", needs_reauthentication=is_asking, **forms, **limits, **more
    )


def import_file(form: ImportForm) -> tuple[ImportReport, list[str]]:
    """Import the file in the transaction of the request; return the report and the unknown columns.

    Raises:
        UnreadableCsv: it is no CSV of readers, or has too many rows for a request.
    """
    readers = open_list(form.file.data.stream)
    if sum(1 for _row in islice(readers.rows(), MAX_IMPORT_ROWS + 1)) > MAX_IMPORT_ROWS:
        raise UnreadableCsv(_("This list is too long for this page. Please use: flask subscribers import"))
    report = ImportReport()
    for report in import_list(db.session, readers, ImportOptions(read_clock(), bool(form.is_asking.data))):  # noqa: B007
        pass
    return report, list(readers.unknown)
