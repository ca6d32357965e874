"""Readers at the desk: search, one reader, suppression."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blog.database import db
from blog.delivery.outbox import mail_title
from blog.delivery.queue.suppression import lift, suppress
from blog.models import Role, Subscriber, SubscriberState, Suppression
from blog.subscriptions.admin.forms import SuppressionForm
from blog.subscriptions.admin.reader_search import SUPPRESSED, FoundBy, count_readers, read_history, search_readers
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.base import Form
from blog.web.forms.row_ids import read_id


@staff(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Show readers, the latest first, or those that were searched for, by address and then by name."""
    text = request.args.get("q", "")[:254]
    states = [*(state.value for state in SubscriberState), SUPPRESSED]
    chosen = next((state for state in states if state == request.args.get("state")), None)
    by = next((one for one in FoundBy if one == request.args.get("by")), None)
    page = search_readers(db.session, text, chosen, request.args.get("before", type=read_id), by)
    counts = count_readers(db.session)
    return render_template("subscriptions/admin/readers.html", page=page, counts=counts, text=text, chosen=chosen)


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


@staff(Role.ADMINISTRATOR)
def lift_suppression(id: int) -> ResponseReturnValue:
    """Lift the suppression of the reader."""
    lift(db.session, find_reader(id))
    db.session.commit()
    flash(_("Mail may go to this address again."))
    return redirect(url_for(".show", id=id), code=303)
