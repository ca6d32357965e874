"""Merging two topics: the page says what will happen before it is done."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from blog.database import db
from blog.models import Role, Topic
from blog.site.topics.editing import TooManyParts
from blog.site.topics.forms import MergeForm
from blog.site.topics.merge_effects import foresee_merge
from blog.site.topics.topic_merging import AlertInProgress, TopicGone, merge_topics
from blog.site.topics.views import blueprint, signed_in_person, too_many_message
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.row_ids import read_id


@blueprint.get("/desk/topics/merge")
@staff(Role.EDITOR)
def merge() -> ResponseReturnValue:
    """Show the form, and what merging the two of the address would do."""
    form = MergeForm(formdata=None)
    form.source.data, form.target.data = (read_id(request.args.get(name, "")) for name in ("source", "target"))
    if "target" in request.args:
        mark_missing(form)
    return show_merge(form)


def show_merge(form: MergeForm, problem: str = "") -> str:
    """Return the page with what the choice in *form* would do."""
    form.set_topics(db.session.scalars(Topic.by_name()))
    source, target = (find_chosen(field.data) for field in (form.source, form.target))
    values: dict[str, Any] = {"source": source, "target": target, "effects": None}
    if source and target and source is not target:
        values["effects"] = foresee_merge(db.session, source, target)
    elif source and target:
        form.target.errors = [_("Choose two different topics.")]
    return render_template("site/topics/merge.html", form=form, problem=problem, **values)


def find_chosen(topic_id: int | None) -> Topic | None:
    """Return the topic with this id, None for none."""
    return db.session.get(Topic, topic_id) if topic_id else None


@blueprint.post("/desk/topics/merge")
@staff(Role.EDITOR)
def merge_now() -> ResponseReturnValue:
    """Merge the two."""
    form = MergeForm()
    source, target = find_chosen(form.source.data), find_chosen(form.target.data)
    if not form.validate():
        return show_merge(form), 422
    if not source or not target:
        return refuse_missing(form)
    if not form.is_sure.data:
        form.is_sure.errors = [_("Tick this box to merge them: it cannot be undone.")]
        return show_merge(form), 422
    names = {"old": source.name, "new": target.name}
    try:
        counts = merge_topics(db.session, source.id, target.id, read_clock(), by=signed_in_person())
    except (TopicGone, TooManyParts, AlertInProgress) as reason:
        return refuse(form, refusal_message(reason))
    db.session.commit()
    flash(merged_message(counts.article_count, **names))
    return redirect(url_for(".index"), code=303)


def merged_message(count: int, *, old: str, new: str) -> str:
    """Return what a merge did."""
    words = ngettext(
        "“%(old)s” is part of “%(new)s” now, with %(num)d article.",
        "“%(old)s” is part of “%(new)s” now, with %(num)d articles.",
        count,
        old=old,
        new=new,
    )
    return str(words)


def refusal_message(reason: TopicGone | TooManyParts | AlertInProgress) -> str:
    """Return why two topics are not merged."""
    if isinstance(reason, TooManyParts):
        return too_many_message(reason)
    if isinstance(reason, AlertInProgress):
        return str(_("An alert about one of these articles is about to go out. Merge them when it has left."))
    return str(_("Nothing was merged: one of the two is gone, or both are the same."))


def refuse_missing(form: MergeForm) -> ResponseReturnValue:
    """Return the page that says which of the two is not chosen (422), or is gone, as after a second press (409)."""
    if not mark_missing(form):
        return refuse(form, refusal_message(TopicGone()))
    return show_merge(form), 422


def mark_missing(form: MergeForm) -> bool:
    """Put an error beside each of the two that is not chosen; return whether there is any."""
    missing = [field for field in (form.source, form.target) if not field.data]
    for field in missing:
        field.errors = [_("Choose a topic.")]
    return bool(missing)


def refuse(form: MergeForm, problem: str) -> ResponseReturnValue:
    """Return the page with why nothing was merged (409)."""
    db.session.rollback()
    return show_merge(form, problem), 409
