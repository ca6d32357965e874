"""Answers to a save that leaves the page as it is: JSON for the editor's script."""

from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import format_time
from flask_babel import gettext as _

from blog.authoring.editor.autosave_views import describe_page, newer_version_message
from blog.authoring.editor.forms import EditorForm
from blog.models import Article
from blog.web.clock import read_clock

JSON = "application/json"


def is_in_place() -> bool:
    """Return whether a script sent the form and goes on with the page that it has."""
    return request.accept_mimetypes.best == JSON


def answer_saved(form: EditorForm, article: Article) -> ResponseReturnValue:
    """Return what the page shows and sends from now on."""
    time = format_time(read_clock(), "short")
    words = _("Saved at %(time)s. Readers see it now.", time=time) if article.is_public else None
    return jsonify(
        **describe_page(article, is_new=form.article is None),
        said=words or _("Saved at %(time)s", time=time),
        key="",
        at="",
        others="",
        newer="",
        saved={"slug": article.slug, "change_note": article.change_note, "lead_kept": "", "new_topic": ""},
        is_minor=article.is_minor_change,
        topic=describe_new_topic(form, article),
        has_photo=article.lead_picture_id is not None,
    )


def describe_new_topic(form: EditorForm, article: Article) -> dict[str, Any] | None:
    """Return the topic that this save added to the article and that the page cannot tick yet, or None."""
    shown = {key for key, _name in form.topics.choices}
    return next(({"id": topic.id, "name": topic.name} for topic in article.topics if topic.id not in shown), None)


def answer_not_saved(form: EditorForm, article: Article | None) -> ResponseReturnValue:
    """Return why nothing was saved: an edit conflict with *article* (409), or an error for each faulty field (422)."""
    if form.is_overwritten and article is not None:
        return answer_conflict(_("Nothing was saved: %(reason)s", reason=newer_version_message(article)), compare=True)
    errors = {name: " ".join(map(str, messages)) for name, messages in form.errors.items() if name}
    return jsonify(refused=_("Not saved. Please check what is marked."), errors=errors), 422


def answer_conflict(message: str, *, compare: bool = False) -> ResponseReturnValue:
    """Return 409 with *message*; *compare* offers to show both versions side by side."""
    return jsonify(refused=message, errors={}, compare=compare), 409
