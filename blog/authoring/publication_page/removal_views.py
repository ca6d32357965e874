"""Withdrawing a public article, and deleting a draft that never was public."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.writing import delete_draft, for_update
from blog.authoring.fields import EmptyForm
from blog.authoring.lookup import get_article_or_abort
from blog.authoring.publishing.publishing import NotPublished, withdraw
from blog.database import db
from blog.delivery import outbox
from blog.models import Article, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.get("/desk/articles/<id:id>/withdrawal")
@staff()
def withdrawal(id: int) -> ResponseReturnValue:
    """Ask before the article is withdrawn."""
    article = get_article_or_abort(Article.editable_by(current_user), id)
    is_announced = outbox.is_announced(db.session, article)
    return render_template(
        "authoring/publication_page/withdrawal.html", article=article, form=EmptyForm(), is_announced=is_announced
    )


@blueprint.post("/desk/articles/<id:id>/withdrawal")
@staff()
def withdraw_now(id: int) -> ResponseReturnValue:
    """Withdraw the article; a second press changes nothing."""
    article = get_article_or_abort(for_update(Article.editable_by(current_user)), id)
    try:
        withdraw(db.session, article, read_clock(), current_user.id)
        headline = article.headline
        db.session.commit()
        flash(_("“%(headline)s” is withdrawn. You can publish it again.", headline=headline))
    except NotPublished:
        flash(_("“%(headline)s” is not public.", headline=article.headline))
    return redirect(url_for(".desk"), code=303)


@blueprint.get("/desk/articles/<id:id>/deletion")
@staff(Role.CONTRIBUTOR)
def deletion(id: int) -> ResponseReturnValue:
    """Ask before the draft is deleted; an article that was ever public is not found."""
    article = get_article_or_abort(Article.deletable_by(current_user), id)
    return render_template("authoring/publication_page/deletion.html", article=article, form=EmptyForm())


@blueprint.post("/desk/articles/<id:id>/deletion")
@staff(Role.CONTRIBUTOR)
def delete_now(id: int) -> ResponseReturnValue:
    """Delete the draft."""
    article = get_article_or_abort(for_update(Article.deletable_by(current_user)), id)
    headline, public = article.headline, article.pending_for
    delete_draft(db.session, article, read_clock(), by=current_user)
    db.session.commit()
    if public is not None:
        flash(_("The pending version is discarded. The public text is as it was."))
        return redirect(url_for(".edit", id=public.id), code=303)
    flash(_("The draft “%(headline)s” is deleted.", headline=headline))
    return redirect(url_for(".desk"), code=303)
