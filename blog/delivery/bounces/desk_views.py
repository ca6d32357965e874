"""Returned mail at the desk: the stop of suppressions, lifting many at once, and what could not be assigned."""

from datetime import UTC, datetime, time

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import select

from blog.database import db
from blog.delivery.blueprint import blueprint
from blog.delivery.bounces.forms import DecisionAboutRefusalsForm, LiftForm
from blog.delivery.bounces.unmatched_reports import count_unmatched
from blog.delivery.queue.lifting import LiftCriteria, lift_all, preview
from blog.delivery.queue.suppression_brake import release
from blog.models import Role, SuppressionBrake, UnmatchedReport
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.app_template_global()
def engaged_brake() -> SuppressionBrake | None:
    """Return the stop of suppressions that waits for a decision, for the head of the desk."""
    return db.session.scalar(SuppressionBrake.engaged())


@blueprint.get("/desk/returned-mail")
@staff(Role.ADMINISTRATOR)
def returned_mail() -> ResponseReturnValue:
    """Show the stop, if there is one, the form, and the last reports that could not be assigned."""
    return show(LiftForm())


def show(form: LiftForm, *, found: tuple[int, object] | None = None) -> str:
    """Return the page with the form as it was filled in, and with what its criteria mean."""
    unmatched = db.session.scalars(select(UnmatchedReport).order_by(UnmatchedReport.id.desc())).all()
    return render_template(
        "delivery/returned_mail.html",
        form=form,
        found=found,
        decision=DecisionAboutRefusalsForm(),
        unmatched=unmatched,
        unmatched_count=count_unmatched(db.session),
    )


@blueprint.post("/desk/returned-mail/lifting")
@staff(Role.ADMINISTRATOR)
def lift_suppressions() -> ResponseReturnValue:
    """Show which suppressions the criteria mean; lift them when the button says so."""
    form = LiftForm()
    if not form.validate_on_submit():
        return show(form), 422
    criteria = read_criteria(form)
    if criteria.is_empty:
        form.words.errors = [_("Fill in at least one field.")]
        return show(form), 422
    if not form.lift.data:
        return show(form, found=preview(db.session, criteria))
    count = lift_all(db.session, criteria, read_clock(), by=(current_user.id, current_user.name))
    db.session.commit()
    flash(ngettext("One address gets mail again.", "%(num)s addresses get mail again.", count))
    return redirect(url_for(".returned_mail"), code=303)


def read_criteria(form: LiftForm) -> LiftCriteria:
    """Return the criteria of *form*; a day begins at midnight UTC."""
    day = form.since.data
    since = datetime.combine(day, time(), UTC) if day else None
    return LiftCriteria(since, form.words.data or "", form.domain.data or "")


@blueprint.post("/desk/returned-mail/decision")
@staff(Role.ADMINISTRATOR)
def decide_about_refusals() -> ResponseReturnValue:
    """End the stop: suppress the readers whose address was refused, or nobody."""
    form = DecisionAboutRefusalsForm()
    if not form.validate_on_submit() or not (form.suppress.data or form.spare.data):
        return show(LiftForm()), 422
    by = (current_user.id, current_user.name)
    count = release(db.session, read_clock(), suppress_refused=bool(form.suppress.data), by=by)
    db.session.commit()
    flash(
        ngettext("One address is suppressed.", "%(num)s addresses are suppressed.", count)
        if form.suppress.data
        else _("Nobody is suppressed. Paused alerts stay paused until you resume them.")
    )
    return redirect(url_for(".returned_mail"), code=303)
