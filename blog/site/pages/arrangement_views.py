"""Order and places of all pages: dragged, moved by keys, or by buttons without script."""

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blog.database import db
from blog.models import Role, SitePage
from blog.site.pages.arrangement import arrange_pages, move_within_place
from blog.site.pages.forms import EmptyPageForm, places_of
from blog.site.pages.routes import blueprint
from blog.web.access.policy import staff

STEPS = {"up": -1, "down": 1}


@blueprint.post("/desk/pages/order")
@staff(Role.EDITOR)
def arrange() -> ResponseReturnValue:
    """Save the order and the places that the form has, after the move of the button that was pressed."""
    EmptyPageForm().validate()
    order = [int(key) for key in request.form.getlist("page") if key.isascii() and key.isdigit() and len(key) < 10]
    places = {**{page.article_id: page.place for page in db.session.scalars(SitePage.in_order())}}
    places |= places_of(request.form)
    direction, _dash, key = request.form.get("move", "").partition("-")
    if direction in STEPS and key.isascii() and key.isdigit():
        order = move_within_place(order, places, int(key), STEPS[direction])
    arrange_pages(db.session, order, places)
    db.session.commit()
    if request.accept_mimetypes.best == "application/json":
        return jsonify(said=_("Saved"))
    flash(_("Saved"))
    return redirect(url_for(".index", _anchor=f"page-{key}" if key else None), code=303)
