"""Correction pages: the list of an article with the form for a new one, and each correction."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from blog.authoring.blueprint import blueprint
from blog.authoring.corrections.correcting import (
    AlreadyStruck,
    BodyWouldBeEmpty,
    CorrectionConflict,
    correct,
    notify_readers,
    strike,
)
from blog.authoring.corrections.forms import CorrectionForm, StrikeForm
from blog.authoring.corrections.wording import WordingRefused
from blog.authoring.drafts.writing import for_update
from blog.authoring.fields import add_error
from blog.authoring.lookup import alert_options, get_article_or_abort
from blog.authoring.publishing.publishing import NotPublished
from blog.database import db
from blog.delivery import outbox
from blog.models import AlertLevel, Article, Correction, Role, is_among
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.get("/desk/articles/<id:id>/corrections")
@staff(Role.EDITOR)
def corrections(id: int) -> ResponseReturnValue:
    """Show the corrections of an article and the form for one more."""
    article = get_article_or_abort(Article.editable_by(current_user), id)
    return render_corrections(article, None)


def render_corrections(article: Article, form: CorrectionForm | None) -> str:
    """Return the page, with a new form when *form* is None."""
    found = db.session.scalars(Correction.of(article.id).options(joinedload(Correction.editor))).all()
    form = form or CorrectionForm(formdata=None, data={"seen": len(found), "replaces": True})
    return render_template("authoring/corrections/corrections.html", article=article, corrections=found, form=form)


@blueprint.post("/desk/articles/<id:id>/corrections")
@staff(Role.EDITOR)
def correct_now(id: int) -> ResponseReturnValue:
    """Publish a correction and redirect to its page, which offers to announce it."""
    article = get_article_or_abort(for_update(Article.editable_by(current_user)), id)
    form = CorrectionForm()
    if not form.validate():
        return render_corrections(article, form), 422
    try:
        seen = form.seen.data or 0
        made = correct(db.session, article, form.to_draft(), read_clock(), editor_id=current_user.id, seen=seen)
    except (CorrectionConflict, WordingRefused, BodyWouldBeEmpty, NotPublished) as refusal:
        return render_refusal(article, form, refusal)
    db.session.commit()
    flash(_("The correction is public. The article, its list of corrections and the feed show it."))
    return redirect(url_for(".correction", id=made.id), code=303)


def render_refusal(article: Article, form: CorrectionForm, refusal: Exception) -> ResponseReturnValue:
    """Return the form with the reason of the *refusal*."""
    match refusal:
        case CorrectionConflict():
            db.session.rollback()
            flash(_("Not published: someone else published a correction while you were writing this one."))
            form.seen.data = form.seen.raw_data = None
            return render_conflict(article.id, form), 409
        case WordingRefused():
            form.add_wording_error(refusal)
        case BodyWouldBeEmpty():
            add_error(form.old_wording, _("This is the whole text. Withdraw the article instead."))
        case _:
            flash(_("It is not public, so there is nothing to correct for readers."))
    return render_corrections(article, form), 422


def render_conflict(article_id: int, form: CorrectionForm) -> str:
    """Return the page with the typed form and the present corrections."""
    article = get_article_or_abort(Article.editable_by(current_user), article_id)
    form.seen.data = len(db.session.scalars(Correction.of(article_id)).all())
    return render_corrections(article, form)


def select_editable_corrections() -> Select[Correction]:
    """Select the corrections of articles that the person may edit."""
    return select(Correction).where(is_among(Article.editable_by(current_user), Correction.article_id))


def find_correction(correction_id: int, *, for_update: bool = False) -> Correction:
    """Return the correction if the person may edit its article, else 404; optionally locked and refreshed."""
    query = select_editable_corrections().where(Correction.id == correction_id)
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found: Correction = db.one_or_404(query)
    return found


@blueprint.get("/desk/corrections/<id:id>")
@staff(Role.EDITOR)
def correction(id: int) -> ResponseReturnValue:
    """Show one correction, its audience, and the form that strikes it."""
    return render_correction(find_correction(id), StrikeForm(formdata=None))


def render_correction(found: Correction, form: StrikeForm) -> str:
    """Return the page of one correction."""
    return render_template(
        "authoring/corrections/correction.html",
        correction=found,
        article=found.article,
        alert=outbox.find_correction_alert(db.session, found),
        reach=outbox.count_reach(db.session, found.article_id, read_clock()),
        forgotten_at=outbox.find_ledger_deletion(db.session, found.article_id),
        form=form,
    )


@blueprint.post("/desk/corrections/<id:id>/alert")
@staff(Role.EDITOR)
def alert_readers(id: int) -> ResponseReturnValue:
    """Enqueue the alert to the readers whom the article has reached; a second press changes nothing."""
    found, options = find_correction(id, for_update=True), alert_options(AlertLevel.NORMAL)
    try:
        alert = notify_readers(db.session, found, read_clock(), grace=options.grace, person_id=current_user.id)
    except AlreadyStruck:
        flash(_("This correction was struck, so nobody is told about it."))
        return redirect(url_for(".correction", id=id), code=303)
    except NotPublished:
        flash(_("The article is not public, so nobody can be told about it."))
        return redirect(url_for(".correction", id=id), code=303)
    db.session.commit()
    return redirect(url_for("delivery.alert", alert_id=alert.id), code=303)


@blueprint.post("/desk/corrections/<id:id>/strike")
@staff(Role.EDITOR)
def strike_correction(id: int) -> ResponseReturnValue:
    """Strike a correction; it stays visible with the reason."""
    found = find_correction(id, for_update=True)
    form = StrikeForm()
    if not form.validate():
        return render_correction(found, form), 422
    if strike(db.session, found, form.reason.data, read_clock()):
        db.session.commit()
        flash(_("The correction is struck. Readers still see it, and your reason."))
    return redirect(url_for(".correction", id=id), code=303)
