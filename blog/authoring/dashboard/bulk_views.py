"""The page that asks before several articles are changed at once; its address holds what was chosen in the list."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.dashboard.bulk_actions import BulkAct, BulkActor, act_on_all, find_selected, judge_all
from blog.authoring.dashboard.bulk_messages import result_sentences
from blog.authoring.dashboard.forms import FILTERS, SelectionForm
from blog.authoring.fields import add_error
from blog.database import db
from blog.models import Article, Role, Topic
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.row_ids import read_id

MAX_SELECTED = 200
"""Articles in one act."""


class Selection(NamedTuple):
    """What was chosen in the list: the act, the ids of articles, and the query of the list."""

    act: BulkAct
    ids: Sequence[int]
    back: str

    @property
    def list_path(self) -> str:
        """Return the path of the list, as it was."""
        values: dict[str, Any] = dict(parse_qsl(self.back))
        return url_for(".articles", **{name: values[name] for name in ("q", *FILTERS, "after") if name in values})


@blueprint.get("/desk/articles/selection")
@staff(Role.CONTRIBUTOR)
def selection() -> ResponseReturnValue:
    """Ask before the chosen articles are changed, and say which of them will be left as they are."""
    selected = read_selection()
    if not 0 < len(selected.ids) <= MAX_SELECTED:
        return refuse_number(selected)
    return show_selection(selected, make_form(), find_selected(db.session, current_user, selected.ids))


@blueprint.post("/desk/articles/selection")
@staff(Role.CONTRIBUTOR)
def change_selection() -> ResponseReturnValue:
    """Change those of the chosen articles that can be changed, and say of each other why not."""
    selected, form = read_selection(), make_form()
    if not 0 < len(selected.ids) <= MAX_SELECTED:
        return refuse_number(selected)
    articles = find_selected(db.session, current_user, selected.ids, lock=True)
    is_valid, topic = form.validate(), find_topic(form)
    if selected.act is BulkAct.ADD_TOPIC and topic is None:
        add_error(form.topic, _("Choose a topic."))
        is_valid = False
    if not is_valid:
        return show_selection(selected, form, articles), 422
    actor = BulkActor(current_user._get_current_object(), read_clock(), topic)
    verdicts = act_on_all(db.session, selected.act, articles, actor)
    sentences = result_sentences(selected.act, verdicts, topic, len(selected.ids) - len(articles))
    db.session.commit()
    for sentence in sentences:
        flash(sentence)
    return redirect(selected.list_path, code=303)


def read_selection() -> Selection:
    """Return what the request names; without an act of the list it leads there."""
    values = request.form if request.method == "POST" else request.args
    act = next((act for act in BulkAct if act == values.get("deed")), None)
    if act is None:
        abort(redirect(url_for(".articles"), code=303))
    if act is BulkAct.WITHDRAW and not current_user.may(Role.AUTHOR):
        abort(404)
    ids = {id for text in values.getlist("id") if (id := read_id(text))}
    return Selection(act, sorted(ids), values.get("back", ""))


def refuse_number(selected: Selection) -> ResponseReturnValue:
    """Redirect to the list: none or too many articles were chosen."""
    if selected.ids:
        flash(_("Select at most %(count)s articles at a time.", count=MAX_SELECTED))
    else:
        flash(_("Select one or more articles first."))
    return redirect(selected.list_path, code=303)


def make_form() -> SelectionForm:
    """Return the form with all topics."""
    form = SelectionForm()
    form.topic.set_options(
        _("Choose a topic"), ((topic.slug, topic.name) for topic in db.session.scalars(Topic.by_name()))
    )
    return form


def find_topic(form: SelectionForm) -> Topic | None:
    """Return the topic that was chosen."""
    return db.session.scalar(Topic.by_name().where(Topic.slug == form.topic.data)) if form.topic.data else None


def show_selection(selected: Selection, form: SelectionForm, articles: Sequence[Article]) -> str:
    """Return the page that asks."""
    actor = BulkActor(current_user._get_current_object(), read_clock())
    verdicts = judge_all(selected.act, articles, actor)
    values: dict[str, Any] = {
        "act": selected.act,
        "selected": selected,
        "articles": [verdict.article for verdict in verdicts if verdict.obstacle is None],
        "left": result_sentences(selected.act, verdicts, None, len(selected.ids) - len(articles))[1:],
    }
    return render_template("authoring/dashboard/selection.html", form=form, **values)
