"""Place of a topic in the masthead: by buttons without script, by a whole order with one; and its picture."""

from flask import abort, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from blog.database import db
from blog.models import Picture, Role, Topic
from blog.pictures.library.views import find_page
from blog.site.topics.forms import STEPS, OrderForm, PlaceForm, TopicPictureForm
from blog.site.topics.ordering import leave_out_of_masthead, move_topic, order_topics, show_in_masthead
from blog.site.topics.views import blueprint, lock_topic_or_abort
from blog.web.access.policy import staff


@blueprint.post("/desk/topics/<id:id>/place")
@staff(Role.EDITOR)
def place(id: int) -> ResponseReturnValue:
    """Move the topic one place, or into or out of the masthead."""
    form = PlaceForm()
    step = form.step.data
    if step in STEPS:
        move_topic(db.session, id, STEPS[step])
    elif step in {"in", "out"}:
        found = lock_topic_or_abort(id)
        (show_in_masthead if step == "in" else leave_out_of_masthead)(db.session, found)
        is_in = _("“%(name)s” is in the masthead.", name=found.name)
        flash(is_in if step == "in" else _("“%(name)s” is no longer in the masthead.", name=found.name))
    else:
        abort(400, "invalid_form")
    db.session.commit()
    return redirect(url_for(".index", _anchor=f"topic-{id}"), code=303)


@blueprint.post("/desk/topics/order")
@staff(Role.EDITOR)
def order() -> ResponseReturnValue:
    """Put the topics of the masthead into the order that a script sends."""
    form = OrderForm()
    order_topics(db.session, form.topic.data or ())
    db.session.commit()
    return jsonify(said=_("The order is saved."))


@blueprint.get("/desk/topics/<id:id>/picture")
@staff(Role.EDITOR)
def choose_picture(id: int) -> ResponseReturnValue:
    """Show the library with a button for each picture."""
    found: Topic = db.get_or_404(Topic, id)
    filters, page = find_page()
    form = TopicPictureForm(formdata=None)
    return render_template("site/topics/picture.html", topic=found, page=page, form=form, **filters)


@blueprint.post("/desk/topics/<id:id>/picture")
@staff(Role.EDITOR)
def set_picture(id: int) -> ResponseReturnValue:
    """Give the topic the chosen picture, or take it away where none is named."""
    form, found = TopicPictureForm(), lock_topic_or_abort(id)
    key, name = form.picture.data, found.name
    # Locked against deletion until the commit.
    query = db.select(Picture).where(Picture.key == key).with_for_update(read=True, key_share=True)
    found.picture = db.one_or_404(query) if key else None
    db.session.commit()
    flash(_("“%(name)s” has a new picture.", name=name) if key else _("“%(name)s” has no picture any more.", name=name))
    return redirect(url_for(".index", _anchor=f"topic-{id}"), code=303)
