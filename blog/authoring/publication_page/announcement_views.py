"""Alerts about a public article: a late announcement, and updates for its followers."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.writing import for_update
from blog.authoring.lookup import alert_options, get_article_or_abort
from blog.authoring.publication_page.forms import LevelForm, UpdateForm
from blog.authoring.publication_page.views import render_publication
from blog.authoring.publishing.publishing import NotPublished, UpdateConflict, announce, announce_update
from blog.database import db
from blog.models import Article
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.post("/desk/articles/<id:id>/announcement")
@staff()
def announce_now(id: int) -> ResponseReturnValue:
    """Enqueue the alert about a public article; a second press changes nothing."""
    article = get_article_or_abort(for_update(Article.editable_by(current_user)), id)
    try:
        form = LevelForm()
        options = alert_options(form.chosen_level, includes_told=form.includes_told.data)
        alert = announce(db.session, article, read_clock(), options)
    except NotPublished:
        return refuse(id)
    headline = article.headline
    alert_id = alert.id
    db.session.commit()
    flash(_("Readers are being told about “%(headline)s” by e-mail.", headline=headline))
    return redirect(url_for("delivery.alert", alert_id=alert_id), code=303)


@blueprint.post("/desk/articles/<id:id>/updates")
@staff()
def update_now(id: int) -> ResponseReturnValue:
    """Enqueue an update for the followers of the article."""
    article = get_article_or_abort(for_update(Article.editable_by(current_user)), id)
    form = UpdateForm()
    if not form.validate():
        return render_publication(article, update_form=form), 422
    options = alert_options(form.chosen_level)
    try:
        alert = announce_update(db.session, article, form.note.data, read_clock(), options, seen=form.updates.data or 0)
    except NotPublished:
        return refuse(id)
    except UpdateConflict:
        flash(_("Nothing was sent: an update was announced while you looked at this page."))
        return redirect(url_for(".publication", id=id), code=303)
    headline = article.headline
    alert_id = alert.id
    db.session.commit()
    flash(_("Followers of “%(headline)s” are being told of the update by e-mail.", headline=headline))
    return redirect(url_for("delivery.alert", alert_id=alert_id), code=303)


def refuse(article_id: int) -> ResponseReturnValue:
    """Redirect to the publication page with the reason: the article is not public."""
    flash(_("It is not public, so nobody can be told about it."))
    return redirect(url_for(".publication", id=article_id), code=303)
