"""The queue of reports, and the page that closes one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.corrections.correcting import CorrectedMeanwhile, NothingLeft, NotOnce, count_corrections
from blog.authoring.fields import add_error
from blog.authoring.publishing.publishing import NotPublished
from blog.authoring.reports.forms import ClosingForm, closed_sentence, read_report_fields
from blog.authoring.reports.report_closing import ClosedAlready, close, count_open, open_reports, reports_for
from blog.config.settings import current_settings
from blog.database import db
from blog.models import ErrorReport, ReportOutcome, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock

LONGEST_PAGE = 50


@blueprint.app_template_global()
def open_report_count() -> int:
    """Return how many reports wait for the person at work."""
    return count_open(db.session, current_user)


@blueprint.get("/desk/reports")
@staff()
def reports() -> ResponseReturnValue:
    """Show the queue, the oldest first; or what was decided lately."""
    is_closed = request.args.get("state") == "closed"
    if is_closed:
        query = reports_for(current_user).where(ErrorReport.outcome != ReportOutcome.OPEN)
        query = query.order_by(ErrorReport.closed_at.desc(), ErrorReport.id.desc())
    else:
        query = open_reports(current_user)
    found = db.session.scalars(query.limit(LONGEST_PAGE)).all()
    return render_template("authoring/reports/reports.html", reports=found, is_closed=is_closed, most=LONGEST_PAGE)


def find_report(key: int, *, is_locked: bool = False) -> ErrorReport:
    """Return the report if the person may edit its article, else 404; locked, it is as the last commit left it."""
    query = reports_for(current_user).where(ErrorReport.id == key)
    if is_locked:
        query = query.with_for_update(of=ErrorReport).execution_options(populate_existing=True)
    found: ErrorReport = db.one_or_404(query)
    return found


@blueprint.get("/desk/reports/<id:id>")
@staff()
def closing(id: int) -> ResponseReturnValue:
    """Show one report and the form that closes it."""
    return show(find_report(id), None)


def show(report: ErrorReport, form: ClosingForm | None) -> str:
    """Return the page of one report, with a new form when *form* is None."""
    if form is None:
        form = ClosingForm(formdata=None, data=read_report_fields(count_corrections(db.session, report.article)))
    form.offer(may_correct=may_correct(report))
    return render_template("authoring/reports/report.html", report=report, article=report.article, form=form)


def may_correct(report: ErrorReport) -> bool:
    """Return whether the person at work may publish a correction of this article."""
    return bool(current_user.may(Role.EDITOR)) and report.article.is_public


@blueprint.post("/desk/reports/<id:id>")
@staff()
def close_now(id: int) -> ResponseReturnValue:
    """Close the report; with a correction, the next page offers to tell those who have had the article."""
    report = find_report(id, is_locked=True)
    form = ClosingForm()
    form.offer(may_correct=may_correct(report))
    if not form.validate():
        return show(report, form), 422
    had_address, secret = report.address is not None, current_settings().secret_key
    try:
        is_answered = close(
            db.session, report, form.to_decision(), read_clock(), person_id=current_user.id, secret=secret
        )
    except ClosedAlready:
        flash(_("Somebody has closed this report already."))
        return redirect(url_for(".closing", id=id), code=303)
    except (CorrectedMeanwhile, NotOnce, NothingLeft, NotPublished) as refusal:
        return refuse(id, form, refusal)
    db.session.commit()
    flash(closed_sentence(is_answered=is_answered, had_address=had_address))
    if report.correction_id is not None:
        return redirect(url_for(".correction", id=report.correction_id), code=303)
    return redirect(url_for(".reports"), code=303)


def refuse(key: int, form: ClosingForm, refusal: Exception) -> ResponseReturnValue:
    """Show the form again with what is in the way of the correction; nothing is decided."""
    db.session.rollback()
    report = find_report(key)
    match refusal:
        case NotOnce():
            form.mark_not_once(refusal.count)
        case NothingLeft():
            add_error(form.old_wording, _("This is the whole text. Withdraw the article instead."))
        case CorrectedMeanwhile():
            form.seen.data = count_corrections(db.session, report.article)
            form.seen.raw_data = None
            add_error(
                form.old_wording,
                _("Somebody has corrected this article meanwhile. Look whether yours is still needed."),
            )
        case _:
            add_error(form.outcome, _("The article is not public, so there is nothing to correct for readers."))
    return show(report, form), 409 if isinstance(refusal, CorrectedMeanwhile) else 422
