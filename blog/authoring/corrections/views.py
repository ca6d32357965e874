"""The corrections of one article: those that were published, and the form for one more."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from blog.authoring.blueprint import blueprint
from blog.authoring.corrections.correcting import (
    CorrectedMeanwhile,
    NothingLeft,
    NotOnce,
    StruckAlready,
    correct,
    strike,
    tell_readers,
)
from blog.authoring.corrections.forms import CorrectionForm, StrikeForm
from blog.authoring.drafts.writing import locked
from blog.authoring.fields import add_error
from blog.authoring.lookup import announcing, find
from blog.authoring.publishing.publishing import NotPublished
from blog.database import db
from blog.delivery import outbox
from blog.models import AlertLevel, Article, Correction, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.get("/desk/articles/<id:id>/corrections")
@staff(Role.EDITOR)
def corrections(id: int) -> ResponseReturnValue:
    """Show the corrections of an article and the form for one more."""
    article = find(Article.editable_by(current_user), id)
    return show(article, None)


def show(article: Article, form: CorrectionForm | None) -> str:
    """Return the page, with a new form when *form* is None."""
    found = db.session.scalars(Correction.of(article.id).options(joinedload(Correction.editor))).all()
    form = form or CorrectionForm(formdata=None, data={"seen": len(found), "replaces": True})
    return render_template("authoring/corrections/corrections.html", article=article, corrections=found, form=form)


@blueprint.post("/desk/articles/<id:id>/corrections")
@staff(Role.EDITOR)
def correct_now(id: int) -> ResponseReturnValue:
    """Publish a correction; the next page offers to tell those who have had the article."""
    article = find(locked(Article.editable_by(current_user)), id)
    form = CorrectionForm()
    if not form.validate():
        return show(article, form), 422
    try:
        seen = form.seen.data or 0
        made = correct(db.session, article, form.to_wording(), read_clock(), editor_id=current_user.id, seen=seen)
    except (CorrectedMeanwhile, NotOnce, NothingLeft, NotPublished) as refusal:
        return refuse(article, form, refusal)
    db.session.commit()
    flash(_("The correction is public. The article, its list of corrections and the feed show it."))
    return redirect(url_for(".correction", id=made.id), code=303)


def refuse(article: Article, form: CorrectionForm, refusal: Exception) -> ResponseReturnValue:
    """Show the form again, with what is in the way of the correction."""
    match refusal:
        case CorrectedMeanwhile():
            db.session.rollback()
            flash(_("Nothing was published: somebody has published a correction while you wrote this one."))
            form.seen.data = form.seen.raw_data = None
            return show_again(article.id, form), 409
        case NotOnce():
            form.mark_not_once(refusal.count)
        case NothingLeft():
            add_error(form.old_wording, _("This is the whole text. Withdraw the article instead."))
        case _:
            flash(_("It is not public, so there is nothing to correct for readers."))
    return show(article, form), 422


def show_again(article_id: int, form: CorrectionForm) -> str:
    """Return the page with all that was typed, for the corrections that there are now."""
    article = find(Article.editable_by(current_user), article_id)
    form.seen.data = len(db.session.scalars(Correction.of(article_id)).all())
    return show(article, form)


def mine() -> Select[Correction]:
    """Select the corrections of what the person at work may edit."""
    return select(Correction).where(
        Correction.article_id.in_(Article.editable_by(current_user).with_only_columns(Article.id))
    )


def find_correction(key: int, *, is_locked: bool = False) -> Correction:
    """Return the correction with this key, else 404; locked, it is as the last commit left it."""
    query = mine().where(Correction.id == key)
    if is_locked:
        query = query.with_for_update().execution_options(populate_existing=True)
    found: Correction = db.one_or_404(query)
    return found


@blueprint.get("/desk/corrections/<id:id>")
@staff(Role.EDITOR)
def correction(id: int) -> ResponseReturnValue:
    """Show one correction, whom it can be told to, and how it is struck."""
    return show_one(find_correction(id), StrikeForm(formdata=None))


def show_one(found: Correction, form: StrikeForm) -> str:
    """Return the page of one correction."""
    return render_template(
        "authoring/corrections/correction.html",
        correction=found,
        article=found.article,
        alert=outbox.find_correction_alert(db.session, found),
        reach=outbox.count_reach(db.session, found.article_id, read_clock()),
        form=form,
    )


@blueprint.post("/desk/corrections/<id:id>/alert")
@staff(Role.EDITOR)
def tell_correction(id: int) -> ResponseReturnValue:
    """Owe a message to exactly those whom the article has reached; pressing twice owes it once."""
    found, how = find_correction(id, is_locked=True), announcing(AlertLevel.NORMAL)
    try:
        alert = tell_readers(db.session, found, read_clock(), grace=how.grace, person_id=current_user.id)
    except StruckAlready:
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
    """Take a correction back; it stays visible, struck, with the reason."""
    found = find_correction(id, is_locked=True)
    form = StrikeForm()
    if not form.validate():
        return show_one(found, form), 422
    if strike(db.session, found, form.reason.data, read_clock()):
        db.session.commit()
        flash(_("The correction is struck. Readers still see it, and your reason."))
    return redirect(url_for(".correction", id=id), code=303)
