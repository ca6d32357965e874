"""Readers at the desk: search, suppression, CSV import and export."""

from itertools import islice

import structlog
from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.audit import record_audit_event
from blog.config.settings import current_settings
from blog.database import db, writing
from blog.delivery.outbox import mail_title
from blog.delivery.queue.suppression import lift, suppress
from blog.models import AuditKind, Role, Subscriber, SubscriberState, Suppression
from blog.subscriptions.admin.forms import ImportForm, SuppressionForm
from blog.subscriptions.admin.reader_search import SUPPRESSED, count_readers, read_history, search_readers
from blog.subscriptions.import_export.csv_export import export_list
from blog.subscriptions.import_export.csv_import import ImportOptions, ImportReport, import_list
from blog.subscriptions.import_export.import_formats import UnreadableCsv, open_list
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.base import Form

MAX_IMPORT_ROWS = 5_000
"""Rows that one request imports; longer files are for the command line, which shows its progress."""
MAX_ERRORS_SHOWN = 200

blueprint = Blueprint("readers", __name__)
log = structlog.get_logger()


@blueprint.get("/desk/readers")
@staff(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Show readers, the latest first, or those that were searched for."""
    text = request.args.get("q", "")[:254]
    states = [*(state.value for state in SubscriberState), SUPPRESSED]
    chosen = next((state for state in states if state == request.args.get("state")), None)
    page = search_readers(db.session, text, chosen, request.args.get("before", type=read_page_id))
    counts = count_readers(db.session)
    return render_template("subscriptions/admin/readers.html", page=page, counts=counts, text=text, chosen=chosen)


def read_page_id(text: str) -> int | None:
    """Return the id before which a page begins; None, for the first page, when *text* is no id."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@blueprint.get("/desk/readers/<id:id>")
@staff(Role.ADMINISTRATOR)
def show(id: int) -> ResponseReturnValue:
    """Show one reader with all that is stored."""
    return show_reader(find_reader(id), SuppressionForm())


def find_reader(reader_id: int) -> Subscriber:
    """Return the reader, or abort with 404."""
    reader: Subscriber = db.get_or_404(Subscriber, reader_id)
    return reader


def show_reader(reader: Subscriber, form: SuppressionForm) -> str:
    """Return the page of *reader* with the form as it was filled in."""
    history = read_history(db.session, reader)
    return render_template(
        "subscriptions/admin/reader.html",
        reader=reader,
        history=history,
        form=form,
        lift_form=Form(),
        mail_title=mail_title,
    )


@blueprint.post("/desk/readers/<id:id>/suppression")
@staff(Role.ADMINISTRATOR)
def suppress_reader(id: int) -> ResponseReturnValue:
    """Suppress the reader: no mail until an administrator lifts it."""
    reader, form = find_reader(id), SuppressionForm()
    if not form.validate_on_submit():
        return show_reader(reader, form), 422
    suppress(db.session, reader.id, Suppression.OPERATOR, form.words.data or "", read_clock())
    db.session.commit()
    flash(_("Nothing more is sent to this address until the suppression is removed."))
    return redirect(url_for(".show", id=id), code=303)


@blueprint.post("/desk/readers/<id:id>/suppression/end")
@staff(Role.ADMINISTRATOR)
def lift_suppression(id: int) -> ResponseReturnValue:
    """Lift the suppression of the reader."""
    lift(db.session, find_reader(id))
    db.session.commit()
    flash(_("Mail may go to this address again."))
    return redirect(url_for(".show", id=id), code=303)


@blueprint.get("/desk/readers/export.csv")
@staff(Role.ADMINISTRATOR)
def export_readers() -> ResponseReturnValue:
    """Stream all readers as CSV, which an import can read back."""
    log.info("readers exported", person=current_user.id)
    with writing():
        record_audit_event(db.session, AuditKind.EXPORTED, read_clock(), by=current_user)
    name = f"readers-{read_clock():%Y-%m-%d}.csv"
    response = Response(stream_with_context(export_list(db.session)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("/desk/readers/import", methods=["GET", "POST"])
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


def render_import(form: ImportForm, **more: object) -> str:
    """Return the page of import and export, with the report when there is one."""
    limits = {
        "max_rows": MAX_IMPORT_ROWS,
        "max_errors": MAX_ERRORS_SHOWN,
        "max_bytes": current_settings().max_content_length,
    }
    return render_template("subscriptions/admin/import.html", form=form, **limits, **more)


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
