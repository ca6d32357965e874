"""Merging two topics: the page says what will happen before it is done."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from blog.database import db
from blog.models import Role, Topic
from blog.site.topics.forms import MergeForm
from blog.site.topics.topic_merging import AlertInProgress, TopicGone, count_merge, merge_topics
from blog.site.topics.views import blueprint, signed_in_person
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.get("/desk/topics/merge")
@staff(Role.EDITOR)
def merge() -> ResponseReturnValue:
    """Show the form, and what merging the two of the address would do."""
    form = MergeForm(formdata=None)
    form.source.data, form.target.data = (request.args.get(name, 0, type=int) for name in ("source", "target"))
    return show_merge(form)


def show_merge(form: MergeForm, problem: str = "") -> str:
    """Return the page with what the choice in *form* would do."""
    form.set_topics(db.session.scalars(Topic.by_name()))
    source, target = (find_chosen(field.data) for field in (form.source, form.target))
    values: dict[str, Any] = {"source": source, "target": target, "counts": None}
    if source and target and source is not target:
        values["counts"] = count_merge(db.session, source, target)
    elif source and target:
        form.target.errors = [_("Choose two different topics.")]
    return render_template("site/topics/merge.html", form=form, problem=problem, **values)


def find_chosen(topic_id: int | None) -> Topic | None:
    """Return the topic with this id, None for one that no row can have."""
    return db.session.get(Topic, topic_id) if topic_id and 0 < topic_id < 2**31 else None


@blueprint.post("/desk/topics/merge")
@staff(Role.EDITOR)
def merge_now() -> ResponseReturnValue:
    """Merge the two."""
    form = MergeForm()
    source, target = find_chosen(form.source.data), find_chosen(form.target.data)
    if not form.validate() or not source or not target:
        return show_merge(form), 422
    if not form.is_sure.data:
        form.is_sure.errors = [_("Tick this box to merge them: it cannot be undone.")]
        return show_merge(form), 422
    names = {"old": source.name, "new": target.name}
    try:
        counts = merge_topics(db.session, source.id, target.id, read_clock(), by=signed_in_person())
    except TopicGone:
        return refuse(form, _("Nothing was merged: one of the two is gone, or both are the same."))
    except AlertInProgress:
        return refuse(form, _("An alert about one of these articles is about to go out. Merge them when it has left."))
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


def refuse(form: MergeForm, problem: str) -> ResponseReturnValue:
    """Return the page with why nothing was merged (409)."""
    db.session.rollback()
    return show_merge(form, problem), 409
