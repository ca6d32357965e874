"""The review page of an article, which is also the answer when an article is locked."""

from typing import Any, NoReturn

from flask import Response, abort, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.drafts.pending_versions import compare_with_public
from blog.authoring.fields import missing_message
from blog.authoring.publishing.article_history import find_latest_review_event, find_successor, list_events
from blog.authoring.review_page.forms import AcceptanceForm, ReturnForm, SubmissionForm
from blog.database import db
from blog.models import Article, ArticleState, Role


def find_visible_article(article_id: int) -> Article:
    """Return the article if the person may see it at the desk, else 404."""
    article = db.session.scalar(Article.visible_to(current_user).where(Article.id == article_id))
    if article is None:
        abort_if_replaced(article_id)
        abort(404)
    return article


def find_visible_text(article_id: int) -> Article:
    """Return the article, or for an editor the page without date, if the person may see it at the desk, else 404."""
    found = db.session.scalar(Article.texts_visible_to(current_user).where(Article.id == article_id))
    return found or find_visible_article(article_id)


def abort_if_replaced(article_id: int) -> None:
    """Abort with the way to the public article if this was its pending version; a script gets the reason as JSON."""
    public = find_successor(db.session, article_id, current_user)
    if public is None:
        return
    reason = _("This version was published or discarded meanwhile. This is the public text.")
    if request.accept_mimetypes.best == "application/json":
        abort(make_response(jsonify(refused=reason, errors={}, compare=False), 409))
    flash(reason)
    abort(redirect(url_for("authoring.edit", id=public.id), code=303))


def is_locked(article_id: int) -> bool:
    """Return whether the person may see the article but not change it in its state."""
    mine = Article.visible_to(current_user).where(Article.id == article_id)
    may_change = Article.editable_by(current_user).where(Article.id == article_id).with_only_columns(Article.id)
    return db.session.scalar(mine.with_only_columns(Article.id).where(Article.id.not_in(may_change))) is not None


def abort_if_locked(article_id: int) -> None:
    """Abort with the review page if the person may see the article but not change it in its state."""
    if is_locked(article_id):
        abort_with_review(find_visible_article(article_id))


def abort_with_review(article: Article, problem: str = "") -> NoReturn:
    """Abort with 409 and the review page; *problem* stands above it, or why the article is locked."""
    abort(make_response(render_review(article, problem=problem or lock_message(article)), 409))


def lock_message(article: Article) -> str:
    """Return why the person cannot change *article*."""
    if article.state is ArticleState.IN_REVIEW:
        return str(_("Nothing was changed: this article is in review. Take it back to go on writing."))
    if article.state is ArticleState.ACCEPTED:
        return str(_("Nothing was changed: this article is accepted, and an editor takes care of it now."))
    return str(_("Nothing was changed: an editor takes care of this article now."))


def may_submit(article: Article) -> bool:
    """Return whether the person may submit *article*: the author, and a pending version any who may publish."""
    return bool(current_user.may(Role.AUTHOR) if article.is_pending else article.author_id == current_user.id)


def render_review(article: Article, *, problem: str = "", **forms: Any) -> Response:
    """Return the review page, with forms for the version it shows; *forms* replaces them."""
    seen = {"seen": article.revision}
    values = {
        "submission": SubmissionForm(formdata=None, data=seen),
        "acceptance": AcceptanceForm(formdata=None, data=seen),
        "returning": ReturnForm(formdata=None),
        **forms,
    }
    page = render_template(
        "authoring/review_page/review.html",
        article=article,
        problem=problem,
        step=find_latest_review_event(db.session, article),
        events=list_events(db.session, article),
        is_mine=may_submit(article),
        changes=compare_with_public(article),
        may_decide=current_user.may(Role.EDITOR),
        missing_message=missing_message,
        **values,
    )
    return make_response(page)
