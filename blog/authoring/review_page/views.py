"""The page of one article's review, which is also the answer where an article cannot be changed at present."""

from typing import Any, NoReturn

from flask import Response, abort, make_response, render_template
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.fields import missing_sentence
from blog.authoring.publishing.article_history import last_step, list_events
from blog.authoring.review_page.forms import AcceptanceForm, ReturnForm, SubmissionForm
from blog.database import db
from blog.models import Article, ArticleState, Role


def find_visible(key: int) -> Article:
    """Return the article if the person may see it at the desk, else 404."""
    article: Article = db.one_or_404(Article.visible_to(current_user).where(Article.id == key))
    return article


def is_locked(key: int) -> bool:
    """Return whether the person may see this article but not change it as it stands."""
    mine = Article.visible_to(current_user).where(Article.id == key)
    may_change = Article.editable_by(current_user).where(Article.id == key).with_only_columns(Article.id)
    return db.session.scalar(mine.with_only_columns(Article.id).where(Article.id.not_in(may_change))) is not None


def refuse_locked(key: int) -> None:
    """Abort with the page that says why, if the person may see this article but not change it as it stands."""
    if is_locked(key):
        refuse(find_visible(key))


def refuse(article: Article, problem: str = "") -> NoReturn:
    """Abort with 409 and the page of *article*; *problem* stands above it, or why it cannot be changed."""
    abort(make_response(show_review(article, problem=problem or explain_lock(article)), 409))


def explain_lock(article: Article) -> str:
    """Return why the person at work cannot change *article*."""
    if article.state is ArticleState.IN_REVIEW:
        return str(_("Nothing was changed: this article is in review. Take it back to go on writing."))
    if article.state is ArticleState.ACCEPTED:
        return str(_("Nothing was changed: this article is accepted, and an editor takes care of it now."))
    return str(_("Nothing was changed: an editor takes care of this article now."))


def show_review(article: Article, *, problem: str = "", **forms: Any) -> Response:
    """Return the page of *article* with forms that name the version it shows; *forms* replaces them."""
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
        step=last_step(db.session, article),
        events=list_events(db.session, article),
        is_mine=article.author_id == current_user.id,
        may_decide=current_user.may(Role.EDITOR),
        missing_sentence=missing_sentence,
        **values,
    )
    return make_response(page)
