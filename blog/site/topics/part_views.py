"""Order of the parts of a series: dragged, moved by keys, or by buttons without script."""

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from blog.authoring.drafts.topics import list_parts, order_parts
from blog.database import db
from blog.models import Article, Role, Topic
from blog.site.topics.forms import PartsForm
from blog.site.topics.views import blueprint
from blog.web.access.policy import staff


def find_series(id: int) -> Topic:
    """Return the series with this key, else 404."""
    found = db.session.scalar(select(Topic).where(Topic.id == id, Topic.is_series))
    return found or abort(404)


@blueprint.get("/desk/topics/<id:id>/parts")
@staff(Role.EDITOR)
def parts(id: int) -> ResponseReturnValue:
    """Show all articles of the series in their order, with those that readers do not see yet."""
    series, keys = find_series(id), list_parts(db.session, id)
    found = {article.id: article for article in db.session.scalars(select(Article).where(Article.id.in_(keys)))}
    articles = [found[key] for key in keys if key in found]
    form = PartsForm(formdata=None)
    return render_template("site/topics/parts.html", topic=series, articles=articles, form=form)


@blueprint.post("/desk/topics/<id:id>/parts")
@staff(Role.EDITOR)
def order_series(id: int) -> ResponseReturnValue:
    """Put the parts into the order of the form, after the move of the button that was pressed."""
    form, series = PartsForm(), find_series(id)
    order_parts(db.session, series.id, form.to_order())
    db.session.commit()
    if request.accept_mimetypes.best == "application/json":
        return jsonify(said=_("The order is saved."))
    flash(_("The order is saved."))
    moved = (form.move.data or "").partition("-")[2]
    return redirect(url_for(".parts", id=id, _anchor=f"part-{moved}" if moved.isdecimal() else None), code=303)
