"""Deleting for good an article that readers have seen: asked twice, with a reason, by an administrator."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.erasing import Erasure, erase_article, find_own_pictures, select_erasable
from blog.authoring.drafts.writing import for_update
from blog.authoring.lookup import get_article_or_abort
from blog.authoring.publication_page.forms import ErasureForm
from blog.database import db
from blog.models import Article, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.get("/desk/articles/<id:id>/erasure")
@staff(Role.ADMINISTRATOR)
def erasure(id: int) -> ResponseReturnValue:
    """Ask before an article that readers have seen is deleted for good."""
    article = get_article_or_abort(select_erasable(current_user), id)
    return render_erasure(article, ErasureForm(article, find_own_pictures(db.session, article)))


def render_erasure(article: Article, form: ErasureForm) -> str:
    """Return the page that asks."""
    return render_template("authoring/publication_page/erasure.html", article=article, form=form)


@blueprint.post("/desk/articles/<id:id>/erasure")
@staff(Role.ADMINISTRATOR)
def erase_now(id: int) -> ResponseReturnValue:
    """Delete the article for good, and the chosen pictures."""
    article = get_article_or_abort(for_update(select_erasable(current_user)), id)
    form = ErasureForm(article, find_own_pictures(db.session, article))
    if not form.validate():
        return render_erasure(article, form), 422
    headline, title = article.headline, gettext("Deleted article")
    erasure = Erasure(form.reason.data.strip(), title, current_user, form.pictures.data or ())
    erase_article(db.session, article, erasure, read_clock())
    db.session.commit()
    flash(gettext("“%(headline)s” is deleted for good. Its address now says that it is gone.", headline=headline))
    return redirect(url_for(".desk"), code=303)
