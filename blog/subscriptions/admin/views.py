"""Readers at the desk: finding them, stopping mail to one, lists in and out."""

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
from blog.delivery.queue.suppression import lift, suppress
from blog.models import AuditKind, Role, Subscriber, SubscriberState, Suppression
from blog.subscriptions.admin.forms import ListForm, SuppressionForm
from blog.subscriptions.admin.reader_search import SUPPRESSED, count_readers, read_past, seek
from blog.subscriptions.transfer.csv_export import export_list
from blog.subscriptions.transfer.csv_file import UnreadableList, open_list
from blog.subscriptions.transfer.csv_import import Tally, Wishes, import_list
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.base import Form

MOST_ROWS = 5_000
"""Rows of a list that one request takes in; longer ones are for the command line, which shows how far it is."""
FAULTS_SHOWN = 200

blueprint = Blueprint("readers", __name__)
log = structlog.get_logger()


@blueprint.get("/desk/readers")
@staff(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Show readers, the latest first, or those that were searched for."""
    text = request.args.get("q", "")[:254]
    states = [*(state.value for state in SubscriberState), SUPPRESSED]
    chosen = next((state for state in states if state == request.args.get("state")), None)
    page = seek(db.session, text, chosen, request.args.get("before", type=read_key))
    counts = count_readers(db.session)
    return render_template("subscriptions/readers.html", page=page, counts=counts, text=text, chosen=chosen)


def read_key(text: str) -> int | None:
    """Return the key of a page, or None, for the first one, when *text* is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@blueprint.get("/desk/readers/<id:id>")
@staff(Role.ADMINISTRATOR)
def show(id: int) -> ResponseReturnValue:
    """Show one reader with all that is known."""
    return show_reader(find_reader(id), SuppressionForm())


def find_reader(key: int) -> Subscriber:
    """Return the reader, or abort with 404."""
    reader: Subscriber = db.get_or_404(Subscriber, key)
    return reader


def show_reader(reader: Subscriber, form: SuppressionForm) -> str:
    """Return the page of *reader* with the form as it was filled in."""
    past = read_past(db.session, reader)
    return render_template("subscriptions/reader.html", reader=reader, past=past, form=form, lift_form=Form())


@blueprint.post("/desk/readers/<id:id>/suppression")
@staff(Role.ADMINISTRATOR)
def stop(id: int) -> ResponseReturnValue:
    """Send nothing more to this reader, because the operator says so."""
    reader, form = find_reader(id), SuppressionForm()
    if not form.validate_on_submit():
        return show_reader(reader, form), 422
    suppress(db.session, reader.id, Suppression.OPERATOR, form.words.data or "", read_clock())
    db.session.commit()
    flash(_("Nothing more is sent to this address until somebody lifts that."))
    return redirect(url_for(".show", id=id), code=303)


@blueprint.post("/desk/readers/<id:id>/suppression/end")
@staff(Role.ADMINISTRATOR)
def allow(id: int) -> ResponseReturnValue:
    """Let mail go to this reader again."""
    lift(db.session, find_reader(id))
    db.session.commit()
    flash(_("Mail may go to this address again."))
    return redirect(url_for(".show", id=id), code=303)


@blueprint.get("/desk/readers/export.csv")
@staff(Role.ADMINISTRATOR)
def export() -> ResponseReturnValue:
    """Answer with all readers as a list that an import takes back, a chunk at a time."""
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
def take() -> ResponseReturnValue:
    """Check a list of readers, or take it in, and show what becomes of its rows.

    The answer to a list that was taken in is its report, not a redirect:
    sending the same list again changes nothing.
    """
    form = ListForm()
    if not form.validate_on_submit():
        return show_lists(form), 422 if form.is_submitted() else 200
    try:
        tally, unknown = take_list(form)
    except UnreadableList as reason:
        form.refuse(reason)
        return show_lists(form), 422
    is_taken = bool(form.take.data)
    if is_taken:
        record_audit_event(db.session, AuditKind.IMPORTED, read_clock(), by=current_user)
        db.session.commit()
        log.info("readers imported", person=current_user.id, new=sum(tally.new.values()), refused=tally.refused)
    else:
        db.session.rollback()
    return show_lists(form, tally=tally, unknown=unknown, is_taken=is_taken)


def show_lists(form: ListForm, **more: object) -> str:
    """Return the page of lists, with the report when there is one."""
    most = {
        "most_rows": MOST_ROWS,
        "faults_shown": FAULTS_SHOWN,
        "most_bytes": current_settings().max_content_length,
    }
    return render_template("subscriptions/lists.html", form=form, **most, **more)


def take_list(form: ListForm) -> tuple[Tally, list[str]]:
    """Write the readers of the list in the request's transaction; return the report and the columns not used.

    Raises:
        UnreadableList: it is no list, or too long for a request.
    """
    readers = open_list(form.file.data.stream)
    if sum(1 for _row in islice(readers.rows(), MOST_ROWS + 1)) > MOST_ROWS:
        raise UnreadableList(_("This list is too long for this page. Please use: flask subscribers import"))
    tally = Tally()
    for tally in import_list(db.session, readers, Wishes(read_clock(), bool(form.is_asking.data))):  # noqa: B007
        pass
    return tally, list(readers.unknown)
