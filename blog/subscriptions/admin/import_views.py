"""CSV import of readers at the desk."""

from io import BytesIO
from itertools import islice

import structlog
from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.people.reauthentication_views import needs_reauthentication
from blog.config.settings import current_settings
from blog.database import db
from blog.models import Role
from blog.subscriptions.admin.forms import ExportForm, ImportForm
from blog.subscriptions.admin.list_uploads import delete_upload, find_upload, keep_upload, open_upload
from blog.subscriptions.import_export.column_survey import ListSurvey, check_mapping, survey_list
from blog.subscriptions.import_export.csv_import import ImportOptions, import_list, record_import
from blog.subscriptions.import_export.import_formats import ReaderCsv, open_list
from blog.subscriptions.import_export.import_report import ImportReport
from blog.subscriptions.import_export.text_encoding import UnreadableCsv
from blog.web.access.policy import staff
from blog.web.clock import read_clock

MAX_IMPORT_ROWS = 5_000
"""Rows that one request imports; longer files are for the command line, which shows its progress."""
MAX_IMPORT_COLUMNS = 150
"""Columns for each of which the page has a choice, below BLOG_MAX_FORM_PARTS."""
MAX_ERRORS_SHOWN = 200

log = structlog.get_logger()


@staff(Role.ADMINISTRATOR)
def import_readers() -> ResponseReturnValue:
    """Check or import a CSV file of readers, and show what its columns mean and what becomes of its rows.

    The file is kept until it is imported, for a day at most. The answer to an
    import is its report, not a redirect: importing the same file again changes
    nothing.
    """
    form = ImportForm()
    if not form.is_submitted():
        return render_import(form)
    is_valid = form.validate()
    try:
        readers = read_upload(keep_file(form))
        if not form.file.data:
            readers = readers.map_columns(form.chosen_columns())
        survey = survey_list(readers)
    except UnreadableCsv as reason:
        form.refuse(reason)
        return render_import(form), 422
    if not refuse_mapping(form, survey) or not is_valid:
        return render_import(form, survey=survey), 422
    report = import_upload(form, readers, survey)
    is_imported = bool(form.take.data) and not form.is_unexpected
    return render_import(form, report=report, survey=survey, program=readers.program, is_imported=is_imported)


def keep_file(form: ImportForm) -> BytesIO:
    """Return the file of *form*, kept from now on, or the one that was kept before, whose id *form* has then.

    Ends the transaction: a list takes a second to read, and on SQLite all other writers would wait for that.

    Raises:
        UnreadableCsv: there is none.
    """
    if form.file.data:
        data = form.file.data.read()
        form.upload.data = keep_upload(db.session, data, read_clock(), by=current_user).id
        db.session.commit()
        return BytesIO(data)
    kept = find_upload(db.session, None if form.upload.errors else form.upload.data, by=current_user)
    if kept is None:
        is_lost = form.upload.data is not None
        raise UnreadableCsv(
            _("The file is no longer stored. Please choose it again.") if is_lost else _("Please choose a file.")
        )
    file = open_upload(kept)
    db.session.rollback()
    return file


def read_upload(file: BytesIO) -> ReaderCsv:
    """Return the list in *file*.

    Raises:
        UnreadableCsv: it is no CSV of readers, or has too many rows or columns for a request.
    """
    readers = open_list(file)
    if sum(1 for _row in islice(readers.raw_rows(), MAX_IMPORT_ROWS + 1)) > MAX_IMPORT_ROWS:
        raise UnreadableCsv(_("This list is too long for this page. Please use: flask subscribers import"))
    if len(readers.headings) > MAX_IMPORT_COLUMNS:
        raise UnreadableCsv(_("This list has too many columns for this page. Please use: flask subscribers import"))
    return readers


def refuse_mapping(form: ImportForm, survey: ListSurvey) -> bool:
    """Put what is wrong beside the columns of *form* and the wish to ask; return whether nothing is."""
    errors = check_mapping(survey) | form.column_errors() if len(form.columns) else {}
    form.show_columns(survey, errors)
    if -1 in errors:
        form.file.errors = [errors[-1]]
    reasons = list(survey.reasons_not_to_ask()) if form.is_asking.data else []
    form.is_asking.errors = reasons
    return not errors and not reasons


def import_upload(form: ImportForm, readers: ReaderCsv, survey: ListSurvey) -> ImportReport:
    """Import the list, or do as if; return the report. Commits an import, and then keeps the file no longer.

    An import that would end mail to more readers who are here than the last check showed is only checked.
    """
    options = ImportOptions(
        read_clock(),
        send_confirmations=bool(form.is_asking.data),
        whole_file=form.whole_file.data or None,
        source=form.source.data or "",
        secret=current_settings().secret_key,
    )
    report, person_id = ImportReport(), current_user.id
    for report in import_list(db.session, readers, options, survey):  # noqa: B007
        if not form.take.data:
            db.session.rollback()
    form.expect(report)
    if not form.take.data or form.is_unexpected:
        db.session.rollback()
        return report
    record_import(db.session, report, options.now, by=current_user)
    delete_upload(db.session, form.upload.data)
    db.session.commit()
    log.info("readers imported", person=person_id, new=sum(report.new.values()), refused=report.rejected)
    return report


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
