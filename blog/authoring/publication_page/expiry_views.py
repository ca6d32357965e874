"""The end of an article: set, changed and removed on its publication page."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.time_formats import format_moment
from blog.authoring.drafts.writing import for_update
from blog.authoring.fields import add_error
from blog.authoring.lookup import get_article_or_abort
from blog.authoring.publication_page.schedule_forms import EndForm
from blog.authoring.publication_page.views import render_publication
from blog.authoring.publishing.expiry import set_end
from blog.authoring.publishing.publishing import EndsTooSoon
from blog.authoring.publishing.scheduling import TooFar, TooSoon
from blog.database import db
from blog.models import Article
from blog.text.language import site_language
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.post("/desk/articles/<id:id>/end")
@staff()
def change_end(id: int) -> ResponseReturnValue:
    """Set or remove the end of the article."""
    article = get_article_or_abort(for_update(Article.editable_by(current_user).where(~Article.is_pending)), id)
    form = EndForm()
    moment = form.read_moment(site_language().zone) if form.deed.data != "lift" else None
    if moment is None and form.deed.data != "lift":
        return render_publication(article, end_form=form), 422
    was_ended = article.is_ended
    try:
        set_end(db.session, article, moment, read_clock(), person_id=current_user.id)
    except (EndsTooSoon, TooFar, TooSoon) as refusal:
        add_expiry_error(form, refusal)
        return render_publication(article, end_form=form), 422
    db.session.commit()
    flash(expiry_message(article, was_ended=was_ended))
    return redirect(url_for(".publication", id=id), code=303)


def add_expiry_error(form: EndForm, refusal: Exception) -> None:
    """Add the reason of the *refusal* to the field."""
    match refusal:
        case EndsTooSoon():
            add_error(form.moment, _("The article goes live only after that. Choose a later time."))
        case TooFar():
            add_error(form.moment, _("This is more than five years away. Look at the year."))
        case _:
            add_error(form.moment, _("This time has passed. To take the article away now, withdraw it."))


def expiry_message(article: Article, *, was_ended: bool) -> str:
    """Return the message about what has changed."""
    if was_ended:
        return str(_("“%(headline)s” is back in the lists.", headline=article.headline))
    if article.ends_at is None:
        return str(_("“%(headline)s” has no end any more.", headline=article.headline))
    return str(_("“%(headline)s” ends on %(time)s.", headline=article.headline, time=format_moment(article.ends_at)))
