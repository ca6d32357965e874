"""Decisions of a review: submit, take back, accept, send back."""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import Select

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.writing import EditConflict, NotReady, for_update
from blog.authoring.publishing.article_history import find_latest_review_event, list_returned, list_review_queue
from blog.authoring.publishing.reviewing import ReviewConflict, accept, send_back, submit, take_back
from blog.authoring.review_page.forms import AcceptanceForm, ReturnForm, SubmissionForm
from blog.authoring.review_page.views import abort_with_review, find_visible_article, may_submit, render_review
from blog.database import db
from blog.models import Article, ArticleEvent, EventKind, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock

MAX_QUEUE_SHOWN = 20


@blueprint.app_template_global()
def sent_back_articles() -> list[ArticleEvent]:
    """Return the events that sent articles back to the person, which were not submitted again."""
    return list(list_returned(db.session, current_user))


@blueprint.app_template_global()
def review_queue() -> list[Any]:
    """Return the articles in review, each with its latest review event; empty for non-editors."""
    return list(list_review_queue(db.session, MAX_QUEUE_SHOWN)) if current_user.may(Role.EDITOR) else []


@blueprint.app_template_global()
def reason_sent_back(article: Article) -> ArticleEvent | None:
    """Return the event that sent *article* back, if it is the latest review event."""
    step = find_latest_review_event(db.session, article)
    return step if step is not None and step.kind is EventKind.RETURNED else None


@blueprint.get("/desk/articles/<id:id>/review")
@staff(Role.CONTRIBUTOR)
def review(id: int) -> ResponseReturnValue:
    """Show the state of the article, the possible decisions, and its history."""
    return render_review(find_visible_article(id))


def find_own_article(article_id: int) -> Article:
    """Return the article, locked, if the person may submit it and take it back, else 404."""
    article = article_or_404(for_update(Article.visible_to(current_user)), article_id)
    return article if may_submit(article) else abort(404)


def article_or_404(query: Select[Article], article_id: int) -> Article:
    """Return the article with this key if *query* has it, else 404."""
    article: Article = db.one_or_404(query.where(Article.id == article_id))
    return article


@blueprint.post("/desk/articles/<id:id>/review")
@staff(Role.CONTRIBUTOR)
def submit_now(id: int) -> ResponseReturnValue:
    """Submit the article; a second press changes nothing."""
    article, form = find_own_article(id), SubmissionForm()
    if not form.validate():
        return render_review(article, submission=form), 422
    try:
        submit(db.session, article, current_user, form.note.data or "", read_clock(), seen=form.seen.data or "")
    except NotReady:
        return render_review(article), 422
    except EditConflict:
        abort_with_review(article, _("Not submitted: a newer version has been saved since. This is the newer one."))
    except ReviewConflict:
        abort_with_review(article, _("Not submitted: this article is no longer a draft. Here is its current state."))
    headline = article.headline
    db.session.commit()
    flash(_("“%(headline)s” is submitted. You’ll get an e-mail when an editor has decided.", headline=headline))
    return redirect(url_for(".review", id=id), code=303)


@blueprint.post("/desk/articles/<id:id>/review/end")
@staff(Role.CONTRIBUTOR)
def take_back_now(id: int) -> ResponseReturnValue:
    """Take the article out of review and redirect to the editor."""
    article = find_own_article(id)
    try:
        take_back(db.session, article, current_user, read_clock())
    except ReviewConflict:
        abort_with_review(article, _("It is not in review any more. This is where it stands."))
    db.session.commit()
    flash(_("Withdrawn from review. Resubmit when ready."))
    return redirect(url_for(".edit", id=id), code=303)


@blueprint.post("/desk/articles/<id:id>/acceptance")
@staff(Role.EDITOR)
def accept_now(id: int) -> ResponseReturnValue:
    """Accept the version that was shown and redirect to its publication."""
    article, form = article_or_404(for_update(Article.visible_to(current_user)), id), AcceptanceForm()
    if not form.validate():
        return render_review(article, acceptance=form), 422
    try:
        accept(db.session, article, current_user, form.words.data or "", read_clock(), seen=form.seen.data or "")
    except EditConflict:
        abort_with_review(article, _("Not accepted: a newer version has been saved since. This is the newer one."))
    except ReviewConflict:
        abort_with_review(article, _("Nothing was accepted: it is not in review any more. This is where it stands."))
    headline = article.headline
    db.session.commit()
    flash(_("“%(headline)s” is accepted, and its author is told. Publish it now or later.", headline=headline))
    return redirect(url_for(".publication", id=id), code=303)


@blueprint.post("/desk/articles/<id:id>/return")
@staff(Role.EDITOR)
def send_back_now(id: int) -> ResponseReturnValue:
    """Send the article back to its author, with the reason."""
    article, form = article_or_404(for_update(Article.visible_to(current_user)), id), ReturnForm()
    if not form.validate():
        return render_review(article, returning=form), 422
    try:
        send_back(db.session, article, current_user, form.reason.data, read_clock())
    except ReviewConflict:
        form.reason.errors = [_("Nothing was sent back: it is not in review any more. Your words are kept here.")]
        return render_review(article, returning=form), 409
    headline = article.headline
    db.session.commit()
    flash(_("“%(headline)s” is sent back, and its author gets your reason.", headline=headline))
    return redirect(url_for(".desk"), code=303)
