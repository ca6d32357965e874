"""The schedule of an article: set, changed and removed on its publication page."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.pending_versions import PublicTextChanged
from blog.authoring.drafts.time_formats import format_moment
from blog.authoring.drafts.writing import EditConflict, NotReady, for_update
from blog.authoring.fields import add_error
from blog.authoring.lookup import get_article_or_abort, render_body_ahead
from blog.authoring.publication_page.schedule_forms import ScheduleForm
from blog.authoring.publication_page.views import (
    article_path,
    published_sentence,
    render_publication,
    require_checks,
)
from blog.authoring.publishing.backdating import HasDate, NotPast, publish_with_date
from blog.authoring.publishing.prepublication_checks import ChecksFailed
from blog.authoring.publishing.publishing import AlreadyPublished, EndsTooSoon, NotPublished
from blog.authoring.publishing.scheduling import NotScheduled, SchedulePlan, TooFar, TooSoon, schedule, unschedule
from blog.database import db
from blog.models import Article
from blog.text.language import site_language
from blog.web.access.policy import staff
from blog.web.clock import read_clock

REFUSALS = (
    AlreadyPublished,
    ChecksFailed,
    EditConflict,
    EndsTooSoon,
    HasDate,
    NotPast,
    NotPublished,
    NotReady,
    PublicTextChanged,
    TooFar,
    TooSoon,
)


REASONS = {
    TooSoon: _l("This time has passed. Choose a later one, or publish now."),
    TooFar: _l("This is more than five years away. Look at the year."),
    EndsTooSoon: _l("The article would have ended before. Choose an earlier time, or change its end."),
    NotPast: _l("This time has not come yet. Schedule the article for it."),
    HasDate: _l("The article keeps the date of its first publication."),
}
"""What is wrong with a time, by the error that refuses it."""


@blueprint.post("/desk/articles/<id:id>/schedule")
@staff()
def set_schedule(id: int) -> ResponseReturnValue:
    """Schedule the version that was shown, in place of an earlier schedule."""
    article = get_article_or_abort(for_update(Article.editable_by(current_user)), id)
    form = ScheduleForm()
    moment = form.read_moment(site_language().zone)
    if moment is None:
        return render_publication(article, level=form.chosen_level, schedule_form=form), 422
    plan = SchedulePlan(moment, current_user.id, form.has_alert(), form.chosen_level)
    try:
        form.require_unchanged(article)
        require_checks(article, form, read_clock())
        schedule(db.session, article, plan, read_clock())
    except REFUSALS as refusal:
        return refuse(article, form, refusal)
    headline = article.headline
    db.session.commit()
    flash(_("“%(headline)s” goes live on %(time)s.", headline=headline, time=format_moment(moment)))
    return redirect(url_for(".publication", id=id), code=303)


@blueprint.post("/desk/articles/<id:id>/dated-publication")
@staff()
def publish_dated(id: int) -> ResponseReturnValue:
    """Publish the version that was shown now, with a date in the past and without alert: an older article."""
    render_body_ahead(id)
    article = get_article_or_abort(for_update(Article.editable_by(current_user).where(~Article.is_pending)), id)
    form, now = ScheduleForm(), read_clock()
    moment = form.read_moment(site_language().zone)
    if moment is None:
        return render_publication(article, level=form.chosen_level, schedule_form=form), 422
    try:
        form.require_unchanged(article)
        require_checks(article, form, now)
        publish_with_date(db.session, article, moment, now, person_id=current_user.id)
    except REFUSALS as refusal:
        return refuse(article, form, refusal)
    db.session.commit()
    flash(published_sentence(article, is_announced=False, is_update=False))
    return redirect(article_path(article), code=303)


def refuse(article: Article, form: ScheduleForm, refusal: Exception) -> ResponseReturnValue:
    """Return the page with the reason of the *refusal*."""
    match refusal:
        case AlreadyPublished():
            flash(_("It is public already. Nobody is told twice."))
            return redirect(url_for(".publication", id=article.id), code=303)
        case EditConflict():
            form.update_seen(article)
            again = {"schedule_form": form, "is_changed": True}
            return render_publication(article, level=form.chosen_level, **again), 409
        case TooSoon() if not (article.was_public or article.is_pending):
            add_error(form.moment, _("This time has passed. Choose a later one, or publish it now with this date."))
        case _ if type(refusal) in REASONS:
            add_error(form.moment, REASONS[type(refusal)])
    return render_publication(article, level=form.chosen_level, schedule_form=form), 422


@blueprint.post("/desk/articles/<id:id>/schedule/removal")
@staff()
def remove_schedule(id: int) -> ResponseReturnValue:
    """Take the article off the schedule; doing it twice changes nothing."""
    article = get_article_or_abort(for_update(Article.editable_by(current_user)), id)
    try:
        unschedule(db.session, article, read_clock(), person_id=current_user.id)
    except NotScheduled:
        flash(_("“%(headline)s” is not scheduled.", headline=article.headline))
        return redirect(url_for(".publication", id=id), code=303)
    headline = article.headline
    db.session.commit()
    flash(_("“%(headline)s” is off the schedule and waits at the desk.", headline=headline))
    return redirect(url_for(".publication", id=id), code=303)
