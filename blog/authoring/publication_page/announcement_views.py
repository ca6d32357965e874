"""Telling readers about an article that is public already: later than it was published, or that something is new."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.writing import locked
from blog.authoring.lookup import announcing, find
from blog.authoring.publication_page.forms import LevelForm, UpdateForm
from blog.authoring.publication_page.views import show_publication
from blog.authoring.publishing.publishing import NotPublished, UpdatedMeanwhile, announce, announce_update
from blog.database import db
from blog.models import Article
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.post("/desk/articles/<id:id>/announcement")
@staff()
def announce_now(id: int) -> ResponseReturnValue:
    """Owe the readers the alert about a public article; pressing twice owes it once."""
    article = find(locked(Article.editable_by(current_user)), id)
    try:
        alert = announce(db.session, article, read_clock(), announcing(LevelForm().chosen_level))
    except NotPublished:
        return refuse(id)
    db.session.commit()
    return redirect(url_for("delivery.alert", alert_id=alert.id), code=303)


@blueprint.post("/desk/articles/<id:id>/updates")
@staff()
def update_now(id: int) -> ResponseReturnValue:
    """Owe those who follow the story an alert about what is new."""
    article = find(locked(Article.editable_by(current_user)), id)
    form = UpdateForm()
    if not form.validate():
        return show_publication(article, update_form=form), 422
    how = announcing(form.chosen_level)
    try:
        alert = announce_update(db.session, article, form.note.data, read_clock(), how, seen=form.updates.data or 0)
    except NotPublished:
        return refuse(id)
    except UpdatedMeanwhile:
        flash(_("Nothing was sent: an update was announced while you looked at this page."))
        return redirect(url_for(".publication", id=id), code=303)
    db.session.commit()
    return redirect(url_for("delivery.alert", alert_id=alert.id), code=303)


def refuse(key: int) -> ResponseReturnValue:
    """Say that readers cannot be told about what they cannot open."""
    flash(_("It is not public, so nobody can be told about it."))
    return redirect(url_for(".publication", id=key), code=303)
