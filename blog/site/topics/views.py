"""Topics at the desk: the list with one of them open, adding, changing, deleting."""

from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_login import current_user

from blog.database import db
from blog.models import MAX_PARTS, Person, Role, Topic
from blog.site.topics.editing import (
    TooManyParts,
    TopicNameTaken,
    TopicSlugTaken,
    change_topic,
    create_topic,
    lock_topic,
)
from blog.site.topics.forms import PlaceForm, TopicDeletionForm, TopicForm
from blog.site.topics.topic_list import count_uses, find_topics, suggest_topics
from blog.site.topics.topic_merging import TopicInUse, delete_topic
from blog.text.cleaning import clean_line
from blog.web.access.policy import staff
from blog.web.addresses.url_converters import MAX_ID
from blog.web.clock import read_clock

blueprint = Blueprint("topics", __name__)


def signed_in_person() -> Person:
    """Return the row of the signed-in person, in the present transaction."""
    return db.session.get_one(Person, current_user.id)


def lock_topic_or_abort(id: int) -> Topic:
    """Return the topic, locked until the commit, else 404."""
    return lock_topic(db.session, id) or abort(404)


@blueprint.get("/desk/topics")
@staff(Role.EDITOR)
def index() -> ResponseReturnValue:
    """Show the topics, or those whose names hold what is looked for."""
    return show_list()


def show_list(opened: TopicForm | None = None, opened_id: int = 0) -> str:
    """Return the list with one topic open in place, and what is wrong with its form."""
    query = clean_line(request.args.get("q"))[:100]
    after = request.args.get("after", 0, type=int)
    page = find_topics(db.session, query, after if 0 < after <= MAX_ID else 0)
    values: dict[str, Any] = {"page": page, "query": query, "place_form": PlaceForm(formdata=None)}
    if opened_id and opened_id not in {row.topic.id for row in (*page.shown, *page.tags)}:
        values["elsewhere"] = count_uses(db.session, [db.session.get_one(Topic, opened_id)])[0]
    return render_template("site/topics/index.html", form=opened, opened_id=opened_id, **values)


@blueprint.route("/desk/topics/new", methods=("GET", "POST"))
@staff(Role.EDITOR)
def add() -> ResponseReturnValue:
    """Show the form; add a topic. A script in the editor gets its id and name as JSON."""
    form, is_script = TopicForm(), request.accept_mimetypes.best == "application/json"
    if not form.validate_on_submit():
        return refuse_addition(form, is_script) if form.is_submitted() else show_addition(form)
    try:
        topic = create_topic(db.session, form.to_text(), read_clock(), by=signed_in_person())
    except TopicNameTaken as reason:
        form.name.errors = [taken_message(reason)]
        return refuse_addition(form, is_script)
    key, name = topic.id, topic.name
    db.session.commit()
    if is_script:
        return jsonify(id=key, name=name), 201
    flash(_("“%(name)s” is added.", name=name))
    return redirect(url_for(".index", _anchor=f"topic-{key}"), code=303)


def show_addition(form: TopicForm) -> str:
    """Return the page with the form of a new topic."""
    return render_template("site/topics/new.html", form=form)


def refuse_addition(form: TopicForm, is_script: bool) -> ResponseReturnValue:
    """Return what is wrong with a new topic (422)."""
    if is_script:
        return jsonify(error=" ".join(str(message) for messages in form.errors.values() for message in messages)), 422
    return show_addition(form), 422


def taken_message(reason: TopicNameTaken) -> str:
    """Return the message that a topic of that name exists."""
    return str(_("There is already a topic “%(name)s”.", name=reason.name))


@blueprint.route("/desk/topics/<id:id>", methods=("GET", "POST"))
@staff(Role.EDITOR)
def topic(id: int) -> ResponseReturnValue:
    """Show the list with this topic open; change its name, description and address."""
    found = lock_topic_or_abort(id) if request.method == "POST" else db.get_or_404(Topic, id)
    form, former = TopicForm(obj=found), found.name
    before = {"name": found.name, "slug": found.slug, "description": found.description}
    before |= {"is_series": "y"} if found.is_series else {}
    if not form.validate_on_submit():
        return show_list(form, id), 422 if form.is_submitted() else 200
    try:
        is_moved = change_topic(db.session, found, form.to_text(), read_clock(), by=signed_in_person())
    except TopicNameTaken as reason:
        form.name.errors = [taken_message(reason)]
        return refuse_change(form, id)
    except TopicSlugTaken:
        form.slug.errors = [_("Another topic has this address, or had it once. Choose another one.")]
        return refuse_change(form, id)
    except TooManyParts as reason:
        form.is_series.errors = [too_many_message(reason)]
        return refuse_change(form, id)
    name = found.name
    db.session.commit()
    flash(changed_message(former, name, is_moved=is_moved))
    form.flash_kept()
    if former != name or is_moved:
        flash({"action": url_for(".topic", id=id), "fields": before}, "undo")  # type: ignore[arg-type]  # Any JSON can be flashed.
    return redirect(url_for(".index", _anchor=f"topic-{id}"), code=303)


def too_many_message(reason: TooManyParts) -> str:
    """Return the message that a topic cannot be a series."""
    count = {"most": MAX_PARTS, "count": format_decimal(reason.count)}
    return str(_("A series may have up to %(most)d articles, and this topic has %(count)s.", **count))


def refuse_change(form: TopicForm, id: int) -> ResponseReturnValue:
    """Return the list with the form as it was typed (422)."""
    db.session.rollback()
    return show_list(form, id), 422


def changed_message(former: str, name: str, *, is_moved: bool) -> str:
    """Return what a change did."""
    if former != name and is_moved:
        return str(_("“%(old)s” is now “%(new)s”. The old address leads to the new one.", old=former, new=name))
    if former != name:
        return str(_("“%(old)s” is now “%(new)s”.", old=former, new=name))
    if is_moved:
        return str(_("“%(name)s” is saved. The old address leads to the new one.", name=name))
    return str(_("“%(name)s” is saved.", name=name))


@blueprint.route("/desk/topics/<id:id>/deletion", methods=("GET", "POST"))
@staff(Role.EDITOR)
def deletion(id: int) -> ResponseReturnValue:
    """Show what needs the topic; delete one that nothing needs."""
    found = lock_topic_or_abort(id) if request.method == "POST" else db.get_or_404(Topic, id)
    form, name = TopicDeletionForm(), found.name
    if not form.validate_on_submit():
        return show_deletion(found, form)
    try:
        delete_topic(db.session, found, read_clock(), by=signed_in_person())
    except TopicInUse:
        return show_deletion(found, form), 409
    db.session.commit()
    flash(_("“%(name)s” is deleted.", name=name))
    return redirect(url_for(".index"), code=303)


def show_deletion(found: Topic, form: TopicDeletionForm) -> str:
    """Return the page that says what needs the topic."""
    (row,) = count_uses(db.session, [found])
    return render_template("site/topics/deletion.html", row=row, form=form)


@blueprint.get("/desk/topics/suggestions")
@staff(Role.CONTRIBUTOR)
def suggestions() -> ResponseReturnValue:
    """Answer with topics for what is typed in the editor, for its script."""
    query = clean_line(request.args.get("q"))[:100]
    return jsonify(topics=[{"id": found.id, "name": found.name} for found in suggest_topics(db.session, query)])
