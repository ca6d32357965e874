"""The queue of reports, and the page that closes one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.corrections.correcting import (
    BodyWouldBeEmpty,
    CorrectionConflict,
    count_corrections,
)
from blog.authoring.corrections.wording import WordingRefused
from blog.authoring.fields import add_error
from blog.authoring.publishing.publishing import NotPublished
from blog.authoring.reports.forms import ClosingForm, closed_message, initial_values
from blog.authoring.reports.report_closing import (
    AlreadyClosed,
    close_report,
    count_open_reports,
    select_open_reports,
    select_reports,
)
from blog.config.settings import current_settings
from blog.database import db
from blog.models import ErrorReport, ReportOutcome, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock

PAGE_SIZE = 50


@blueprint.app_template_global()
def open_report_count() -> int:
    """Return the number of open reports for the person."""
    return count_open_reports(db.session, current_user)


@blueprint.get("/desk/reports")
@staff()
def reports() -> ResponseReturnValue:
    """Show the open reports, oldest first, or the last closed ones."""
    is_closed = request.args.get("state") == "closed"
    if is_closed:
        query = select_reports(current_user).where(ErrorReport.outcome != ReportOutcome.OPEN)
        query = query.order_by(ErrorReport.closed_at.desc(), ErrorReport.id.desc())
    else:
        query = select_open_reports(current_user)
    found = db.session.scalars(query.limit(PAGE_SIZE)).all()
    return render_template("authoring/reports/reports.html", reports=found, is_closed=is_closed, limit=PAGE_SIZE)


def find_report(report_id: int, *, for_update: bool = False) -> ErrorReport:
    """Return the report if the person may edit its article, else 404; optionally locked and refreshed."""
    query = select_reports(current_user).where(ErrorReport.id == report_id)
    if for_update:
        query = query.with_for_update(of=ErrorReport).execution_options(populate_existing=True)
    found: ErrorReport = db.one_or_404(query)
    return found


@blueprint.get("/desk/reports/<id:id>")
@staff()
def closing(id: int) -> ResponseReturnValue:
    """Show one report and the form that closes it."""
    return render_report(find_report(id), None)


def render_report(report: ErrorReport, form: ClosingForm | None) -> str:
    """Return the page of one report, with a new form when *form* is None."""
    if form is None:
        form = ClosingForm(formdata=None, data=initial_values(count_corrections(db.session, report.article)))
    form.set_outcomes(may_correct=may_correct(report))
    return render_template("authoring/reports/report.html", report=report, article=report.article, form=form)


def may_correct(report: ErrorReport) -> bool:
    """Return whether the person may publish a correction of this article."""
    return bool(current_user.may(Role.EDITOR)) and report.article.is_public


@blueprint.post("/desk/reports/<id:id>")
@staff()
def close_now(id: int) -> ResponseReturnValue:
    """Close the report; a correction redirects to its page, which offers to announce it."""
    report = find_report(id, for_update=True)
    form = ClosingForm()
    form.set_outcomes(may_correct=may_correct(report))
    if not form.validate():
        return render_report(report, form), 422
    had_address, secret = report.address is not None, current_settings().secret_key
    try:
        is_answered = close_report(
            db.session, report, form.to_decision(), read_clock(), person_id=current_user.id, secret=secret
        )
    except AlreadyClosed:
        flash(_("This report has already been closed."))
        return redirect(url_for(".closing", id=id), code=303)
    except (CorrectionConflict, WordingRefused, BodyWouldBeEmpty, NotPublished) as refusal:
        return render_refusal(id, form, refusal)
    db.session.commit()
    flash(closed_message(is_answered=is_answered, had_address=had_address))
    if report.correction_id is not None:
        return redirect(url_for(".correction", id=report.correction_id), code=303)
    return redirect(url_for(".reports"), code=303)


def render_refusal(report_id: int, form: ClosingForm, refusal: Exception) -> ResponseReturnValue:
    """Return the form with the reason of the *refusal*; rolls back."""
    db.session.rollback()
    report = find_report(report_id)
    match refusal:
        case WordingRefused():
            form.add_wording_error(refusal)
        case BodyWouldBeEmpty():
            add_error(form.old_wording, _("This is the whole text. Withdraw the article instead."))
        case CorrectionConflict():
            form.seen.data = count_corrections(db.session, report.article)
            form.seen.raw_data = None
            add_error(
                form.old_wording,
                _("This article has been corrected since. Check whether your correction is still needed."),
            )
        case _:
            add_error(form.outcome, _("The article is not public, so there is nothing to correct for readers."))
    return render_report(report, form), 409 if isinstance(refusal, CorrectionConflict) else 422
