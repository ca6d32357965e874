"""Order and places of all pages: dragged, moved by keys, or by buttons without script."""

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blog.database import db
from blog.models import Role, SitePage
from blog.site.pages.arrangement import arrange_pages, move_within_place
from blog.site.pages.forms import places_of
from blog.site.pages.routes import blueprint
from blog.web.access.policy import staff
from blog.web.forms.row_ids import read_id

STEPS = {"up": -1, "down": 1}


@blueprint.post("/desk/pages/order")
@staff(Role.EDITOR)
def arrange() -> ResponseReturnValue:
    """Save the order and the places that the form has, after the move of the button that was pressed."""
    order = [id for key in request.form.getlist("page") if (id := read_id(key))]
    places = {page.article_id: page.place for page in db.session.scalars(SitePage.in_order())}
    places |= places_of(request.form)
    direction, _dash, key = request.form.get("move", "").partition("-")
    moved = read_id(key)
    if direction in STEPS and moved:
        order = move_within_place(order, places, moved, STEPS[direction])
    arrange_pages(db.session, order, places)
    db.session.commit()
    if request.accept_mimetypes.best == "application/json":
        return jsonify(said=_("Saved"))
    flash(_("Saved"))
    return redirect(url_for(".index", _anchor=f"page-{moved}" if moved else None), code=303)
